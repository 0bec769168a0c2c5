// Which type a new column's values have, found by looking at all of them.
#pragma once

#include "models/audience/importing/importer.h"

#include <QByteArrayView>

#include <array>

namespace wd {

// A column has the type of all its values, or, when there are at least ten, of 95 in a hundred. A date that does not
// exist, among dates that do, makes no text of them. Numbers with leading zeros or more than 15 digits, and columns
// whose name speaks of an id or a phone number, are text.
class TypeGuess {
public:
    explicit TypeGuess(const QString& header);
    void look(QByteArrayView value, qint64 line = 0); // trimmed; an empty one says nothing
    bool anyValue() const { return m_values > 0; }
    AttributeType type() const;
    // With the values that don't fit; of text: that keep it from being what most of them are.
    FoundType found() const;

private:
    struct Candidate {
        explicit Candidate(AttributeType candidate)
            : type(candidate)
        {
        }
        AttributeType type;
        qint64 fits = 0;
        qint64 alike = 0; // in the form of such values
        qint64 line = 0; // of the first that doesn't fit
        QByteArray value;
        bool open = true;
    };
    struct Look {
        bool fits;
        bool alike;
    };
    void note(Candidate& candidate, Look look, QByteArrayView value, qint64 line);
    const Candidate* best() const;

    qint64 m_values = 0;
    // In the order of preference: dates alone pass as times too.
    std::array<Candidate, 4> m_candidates{Candidate{AttributeType::Number}, Candidate{AttributeType::Boolean},
        Candidate{AttributeType::Date}, Candidate{AttributeType::DateTime}};
    bool m_anyOpen = true;
};

// Whether a column's name speaks of an id or a phone number.
bool namesAnId(const QString& header);

} // namespace wd
