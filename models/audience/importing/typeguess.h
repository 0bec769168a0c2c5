// Which type a new column's values have, found by looking at all of them.
#pragma once

#include "models/audience/importing/importer.h"
#include "models/audience/importing/numberform.h"

#include <QByteArrayView>

namespace wd {

// A column has the type of all its values, or, when there are at least ten, of 95 in a hundred. A date that does not
// exist, among dates that do, makes no text of them. Values that the type would take but change, such as the code 12E5
// as a number or 1300000000 as a time, make the column text, and so do percents. Commas between groups of three digits
// may as well be those of a list of ids: 1,234 is a number only where a value of the column has decimals or a currency
// sign, or where all values are numbers, none of them lacks groups, and one has less than three digits before the first
// comma. Numbers with leading zeros or more than 15 digits, and columns whose name speaks of an id or a phone number or
// that hold nothing but such, are text. So are decimals that are versions, see Decimals. A column of nothing but
// numbers is one of dates when they all read 20260706, and one of times when they are seconds or milliseconds since
// 1970 of a time that its name speaks of, or milliseconds of our days. The order of the values does not matter.
class TypeGuess {
public:
    explicit TypeGuess(const QString& header);
    void look(QByteArrayView value, qint64 line = 0); // trimmed; an empty one says nothing
    bool anyValue() const { return m_values > 0; }
    AttributeType type() const;
    // With the values that don't fit; of text: that keep it from being what most of them are.
    FoundType found() const;

private:
    enum class Form {
        Own, // of the type
        NoSuchDay, // a date or time that does not exist
        Other, // the type takes it, and changes it
        None,
    };
    struct Candidate {
        AttributeType type;
        qint64 fits = 0;
        qint64 alike = 0; // in the form of such values
        bool changes = false; // the type would change a value
        qint64 line = 0; // of the first that doesn't fit
        QByteArray value = {};
    };
    void note(Candidate& candidate, Form form, QByteArrayView value, qint64 line);
    void noteNumber(QByteArrayView value, qint64 line);
    const Candidate* best() const;

    qint64 m_values = 0;
    Candidate m_number{AttributeType::Number};
    Candidate m_amount{AttributeType::Number}; // in whose place numbers may have groups
    Candidate m_boolean{AttributeType::Boolean};
    Candidate m_date{AttributeType::Date};
    Candidate m_dateTime{AttributeType::DateTime};
    Decimals m_decimals;
    struct {
        qint64 line = 0;
        QByteArray value = {};
    } m_lost; // the first whose last 0 a number would lose
    qint64 m_phones = 0;
    qint64 m_compactDates = 0; // 20260706
    qint64 m_stamps = 0; // times in numbers
    bool m_areAmounts = false; // a value has decimals or a currency sign
    bool m_anyGroup = false; // that no two ids would make
    bool m_anyWithoutGroup = false; // that should have one
    bool m_anyText = false;
    bool m_namesTime;
    bool m_namesDay;
    bool m_mayBeNumbers; // none looks like an id
    bool m_isId;
};

// Whether a column's name speaks of an id or a phone number.
bool namesAnId(const QString& header);

} // namespace wd
