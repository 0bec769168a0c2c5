// Values of one type as values of another, none of which says anything else.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/importing/numberform.h"
#include "models/audience/importing/valueparsing.h"

namespace wd {

class Statement;

// A stored value as a cell of a table would have it.
QByteArray cellText(const Statement& row, int column, AttributeType type, const QTimeZone& zone);

// A number written otherwise, a day or a yes in other words say the same. Codes with leading zeros, versions and what
// has more digits than a number keeps would not.
class ValueConversion {
public:
    struct Converted {
        std::optional<Cell> cell; // none: the new type has no place for the value
        bool isWhole = false; // else something of the value is missing: the time of a day, or all of it
    };

    // `zone`: of days and times without an offset.
    ValueConversion(AttributeType from, const Attribute& to, const QTimeZone& zone)
        : m_from(from)
        , m_to(to)
        , m_zone(zone)
        , m_clock(zone)
        , m_decimals(to.key)
    {
    }

    AttributeType from() const { return m_from; }
    AttributeType to() const { return m_to.type; }
    QByteArray text(const Statement& row, int column) const { return cellText(row, column, m_from, m_zone); }

    // What a decimal says depends on the others: all are looked at before the first is converted.
    bool wantsLook() const { return m_to.type == AttributeType::Number; }
    void look(QByteArrayView text);
    Converted converted(QByteArrayView text); // the cell may be of that text

private:
    Converted day(QByteArrayView text);
    bool saysANumber(QByteArrayView text) const;

    AttributeType m_from;
    Attribute m_to;
    QTimeZone m_zone;
    WallClock m_clock;
    Decimals m_decimals;
};

} // namespace wd
