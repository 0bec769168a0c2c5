// In which form a value writes a number, and whether it would say less as one.
#pragma once

#include <QByteArray>
#include <QString>

namespace wd {

// LikeAnId: with leading zeros or more digits than a number keeps. Other: what a number would write otherwise, such as
// 12E5 and +5.
bool mayBeANumber(QByteArrayView value); // by its first letter; not empty
enum class NumberForm { None, Plain, Grouped, Money, Other, LikeAnId };
NumberForm numberForm(QByteArrayView value); // trimmed, not empty

// More digits than a number is sure to keep, 15 as in a spreadsheet; decimals only when they do change.
bool losesDigits(QByteArrayView value);

// The plain numbers of a column, with decimals. Where one of them has two or more decimals, the last of them a 0 that a
// number would lose, and another fewer or more, they are versions: 1.9, 1.10. Prices are written like that, too, where
// several programs have a hand in them: they are amounts where the column's name speaks of one, a value is negative,
// has groups of digits or a currency sign, more than two decimals, or is 100 or more and no year.
class Decimals {
public:
    explicit Decimals(const QString& name);
    void look(QByteArrayView value, NumberForm form);
    bool areVersions() const { return m_lost > 0 && m_fewest < m_most && !m_areAmounts; }
    // Whether a number would lose the last 0 of this one.
    static bool losesZero(QByteArrayView value);
    qint64 lost() const { return m_lost; }

private:
    bool m_areAmounts = false; // whatever their digits
    qsizetype m_fewest = 0; // of those that have any
    qsizetype m_most = 0;
    qint64 m_lost = 0; // values whose last 0 a number would lose
};

} // namespace wd
