#include "models/audience/query/sets/measured.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace wd {

namespace {

constexpr qint32 mostPlaces = 15;
constexpr std::array<double, mostPlaces + 1> tenTo{
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
// Below it, a floating number plus and minus three times as much is rounded to a whole one: quicker than asking for it.
constexpr double wholeNumbersEnd = 2'251'799'813'685'248;
constexpr double rounding = 3 * wholeNumbersEnd;
constexpr qint32 floating = -1;

double fifteenDigitsOf(double number)
{
    return QByteArray::number(number, 'g', 15).toDouble();
}

} // namespace

void Measured::add(double number)
{
    ++m_count;
    if (m_places != floating && addDecimal(number))
        return;
    beFloating();
    m_value += number;
}

void Measured::add(const Measured& others)
{
    m_count += others.m_count;
    if (m_places != floating && others.m_places != floating && addUnits(others.m_value, others.m_places))
        return;
    Measured sum = others;
    sum.beFloating();
    beFloating();
    m_value += sum.m_value;
}

void Measured::beFloating()
{
    if (m_places != floating)
        m_value /= tenTo[size_t(m_places)];
    m_places = floating;
}

// A decimal is its whole number of units divided by so many: the nearest floating number, as it was read.
bool Measured::addDecimal(double number)
{
    for (qint32 places = m_places; places <= mostPlaces; ++places) {
        const double scaled = number * tenTo[size_t(places)];
        if (!(std::abs(scaled) < wholeNumbersEnd))
            return false;
        const double units = (scaled + rounding) - rounding;
        if (units / tenTo[size_t(places)] == number)
            return addUnits(units, places);
    }
    return false;
}

bool Measured::addUnits(double units, qint32 places)
{
    const qint32 common = std::max(places, m_places);
    const double before = m_value * tenTo[size_t(common - m_places)];
    const double added = units * tenTo[size_t(common - places)];
    const double sum = before + added;
    if (std::abs(before) >= wholeNumbersEnd || std::abs(added) >= wholeNumbersEnd || std::abs(sum) >= wholeNumbersEnd)
        return false;
    m_value = sum;
    m_places = common;
    return true;
}

void Measured::keepSmallest(double number)
{
    m_value = m_count++ == 0 ? number : std::min(m_value, number);
}

void Measured::keepLargest(double number)
{
    m_value = m_count++ == 0 ? number : std::max(m_value, number);
}

void Measured::keepSmallest(const Measured& others)
{
    m_value = m_count == 0 || (others.m_count > 0 && others.m_value < m_value) ? others.m_value : m_value;
    m_count += others.m_count;
}

void Measured::keepLargest(const Measured& others)
{
    m_value = m_count == 0 || (others.m_count > 0 && others.m_value > m_value) ? others.m_value : m_value;
    m_count += others.m_count;
}

double Measured::over(quint32 parts) const
{
    return m_places == floating ? fifteenDigitsOf(m_value / parts) : m_value / (tenTo[size_t(m_places)] * parts);
}

} // namespace wd
