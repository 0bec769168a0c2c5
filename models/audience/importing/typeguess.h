// Which type a new column's values have, found by looking at all of them.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QByteArrayView>

namespace wd {

// A date that does not exist, among dates that do, makes no text of them. Numbers with leading zeros or more than 15
// digits, and columns whose name speaks of an id or a phone number, are text.
class TypeGuess {
public:
    explicit TypeGuess(const QString& header);
    void look(QByteArrayView value); // trimmed; an empty one says nothing
    bool anyValue() const { return m_any; }
    AttributeType type() const;

private:
    bool m_any = false;
    bool m_anyTime = false; // a date that there is
    bool m_number = true;
    bool m_date = true;
    bool m_dateTime = true;
    bool m_boolean = true;
};

// Whether a column's name speaks of an id or a phone number.
bool namesAnId(const QString& header);

} // namespace wd
