// What the numbers of one person's events come to: their count, sum, average, smallest, largest.
#pragma once

#include <QtGlobal>

namespace wd {

// Sums are those on paper, where 0.1 and 0.2 make 0.3: numbers that stand for decimals are added as whole numbers of
// the last place. Where they don't, or where whole numbers end, fifteen digits of a floating sum are kept.
class Measured {
public:
    void count() { ++m_count; }
    void add(double number);
    void keepSmallest(double number);
    void keepLargest(double number);
    // What the same person's other events come to, taken up in the same way.
    void count(const Measured& others) { m_count += others.m_count; }
    void add(const Measured& others);
    void keepSmallest(const Measured& others);
    void keepLargest(const Measured& others);

    quint32 times() const { return m_count; }
    double kept() const { return m_value; }
    double sum() const { return over(1); }
    double average() const { return over(m_count); }

private:
    bool addDecimal(double number);
    bool addUnits(double units, qint32 places);
    void beFloating();
    double over(quint32 parts) const;

    double m_value = 0; // of a sum: in units of the last place
    quint32 m_count = 0;
    qint32 m_places = 0; // decimal places of a unit; negative: a floating sum
};

} // namespace wd
