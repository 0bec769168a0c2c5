#include "models/audience/importing/valueparsing.h"

#include "models/base/phrase.h"
#include "models/base/writtennumber.h"

#include <array>
#include <charconv>
#include <cstring>

namespace wd {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;

// Takes what it recognises off the front.
class Taker {
public:
    explicit Taker(QByteArrayView text)
        : m_rest(text)
    {
    }
    bool atEnd() const { return m_rest.isEmpty(); }
    bool take(const char* word)
    {
        if (!m_rest.startsWith(word))
            return false;
        m_rest = m_rest.sliced(qsizetype(qstrlen(word)));
        return true;
    }
    bool takeAnyOf(const char* characters)
    {
        if (m_rest.isEmpty() || !std::strchr(characters, m_rest.front()) || m_rest.front() == 0)
            return false;
        m_rest = m_rest.sliced(1);
        return true;
    }
    // -1 unless there are `least` to `most` digits.
    int takeNumber(int least, int most)
    {
        int value = 0;
        int digits = 0;
        while (digits < most && digits < m_rest.size() && m_rest[digits] >= '0' && m_rest[digits] <= '9')
            value = value * 10 + (m_rest[digits++] - '0');
        if (digits < least)
            return -1;
        m_rest = m_rest.sliced(digits);
        return value;
    }
    QByteArrayView rest() const { return m_rest; }

private:
    QByteArrayView m_rest;
};

// 0706 behind its year, no more digits following.
std::optional<QDate> takeMonthAndDay(Taker& taker, int year)
{
    Taker digits = taker;
    const int month = digits.takeNumber(2, 2);
    const int day = digits.takeNumber(2, 2);
    if (month < 1 || month > 12 || day < 1 || day > 31 || digits.takeNumber(1, 1) >= 0)
        return std::nullopt;
    taker = digits;
    return QDate(year, month, day);
}

// None unless it has the form of a date; one that does not exist is invalid.
std::optional<QDate> takeDate(Taker& taker)
{
    const int year = taker.takeNumber(4, 4);
    if (year < 0)
        return std::nullopt;
    if (const std::optional<QDate> compact = takeMonthAndDay(taker, year))
        return compact;
    const bool chinese = taker.take("年");
    const char* separator = chinese ? "月" : nullptr;
    for (const char* candidate : {"-", "/", "."})
        if (!separator && taker.take(candidate))
            separator = candidate;
    if (!separator)
        return std::nullopt;
    const int month = taker.takeNumber(1, 2);
    if (month < 0 || !taker.take(separator))
        return std::nullopt;
    const int day = taker.takeNumber(1, 2);
    if (day < 0 || (chinese && !taker.take("日")))
        return std::nullopt;
    return QDate(year, month, day);
}

// Fraction of a second, cut to milliseconds.
std::optional<qint64> takeFraction(Taker& taker)
{
    if (!taker.takeAnyOf(".,"))
        return 0;
    qint64 ms = 0;
    int digits = 0;
    for (int digit = taker.takeNumber(1, 1); digit >= 0; digit = taker.takeNumber(1, 1))
        if (digits++ < 3)
            ms = ms * 10 + digit;
    if (digits == 0)
        return std::nullopt;
    for (; digits < 3; ++digits)
        ms *= 10;
    return ms;
}

// 9:05 and 9:05:30.5.
std::optional<qint64> takeColonTime(Taker& taker, int hour)
{
    const int minute = taker.takeNumber(2, 2);
    if (minute < 0 || minute > 59)
        return std::nullopt;
    const qint64 time = hour * hourMs + minute * minuteMs;
    if (!taker.take(":"))
        return time;
    const int second = taker.takeNumber(2, 2);
    const std::optional<qint64> fraction = takeFraction(taker);
    if (second < 0 || second > 59 || !fraction)
        return std::nullopt;
    return time + second * secondMs + *fraction;
}

// 9时, 9时5分 and 9时5分30秒.
std::optional<qint64> takeChineseTime(Taker& taker, int hour)
{
    qint64 time = hour * hourMs;
    for (const auto& [unit, ms] : {std::pair{"分", minuteMs}, std::pair{"秒", secondMs}}) {
        const int number = taker.takeNumber(1, 2);
        if (number < 0)
            return time;
        if (number > 59 || !taker.take(unit))
            return std::nullopt;
        time += number * ms;
    }
    return time;
}

enum class HalfDay { None, Morning, Afternoon };

HalfDay takeHalfDay(Taker& taker)
{
    for (const char* word : {"上午", "AM", "am"})
        if (taker.take(word))
            return HalfDay::Morning;
    for (const char* word : {"下午", "PM", "pm"})
        if (taker.take(word))
            return HalfDay::Afternoon;
    return HalfDay::None;
}

std::optional<qint64> takeTime(Taker& taker)
{
    HalfDay half = takeHalfDay(taker);
    taker.take(" ");
    const int hour = taker.takeNumber(1, 2);
    if (hour < 0 || hour > 23)
        return std::nullopt;
    const std::optional<qint64> time = taker.take(":") ? takeColonTime(taker, hour)
        : taker.take("时") || taker.take("点")         ? takeChineseTime(taker, hour)
                                                       : std::nullopt;
    if (!time)
        return std::nullopt;
    if (half == HalfDay::None) {
        taker.take(" ");
        half = takeHalfDay(taker);
    }
    if (half == HalfDay::Morning && hour > 12)
        return std::nullopt;
    if (half == HalfDay::Morning && hour == 12)
        return *time - 12 * hourMs;
    return half == HalfDay::Afternoon && hour < 12 ? *time + 12 * hourMs : *time;
}

// Z, UTC, +08:00, +0800, +08, GMT+8; the caller knows that something follows.
std::optional<qint64> takeOffset(Taker& taker)
{
    if (taker.takeAnyOf("Zz"))
        return 0;
    const bool named = taker.take("UTC") || taker.take("GMT");
    if (named && taker.atEnd())
        return 0;
    const bool west = taker.take("-");
    if (!west && !taker.take("+"))
        return std::nullopt;
    const int hours = taker.takeNumber(named ? 1 : 2, 2);
    taker.take(":");
    const int minutes = taker.atEnd() ? 0 : taker.takeNumber(2, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59)
        return std::nullopt;
    const qint64 offset = hours * hourMs + minutes * minuteMs;
    return west ? -offset : offset;
}

struct DayAndTime {
    QDate day;
    qint64 msOfDay = 0;
    std::optional<qint64> offset;
};

// 20260706123015.
std::optional<DayAndTime> compactTime(QByteArrayView text)
{
    constexpr qsizetype length = 14;
    if (text.size() != length)
        return std::nullopt;
    Taker taker(text);
    const int year = taker.takeNumber(4, 4);
    const int month = taker.takeNumber(2, 2);
    const QDate day(year, month, taker.takeNumber(2, 2));
    const int hour = taker.takeNumber(2, 2);
    const int minute = taker.takeNumber(2, 2);
    const int second = taker.takeNumber(2, 2);
    const bool right = taker.atEnd() && day.isValid() && QTime::isValid(hour, minute, second);
    return right ? std::optional(DayAndTime{day, hour * hourMs + minute * minuteMs + second * secondMs, {}})
                 : std::nullopt;
}

std::optional<DayAndTime> takeDayAndTime(QByteArrayView text)
{
    if (const std::optional<DayAndTime> compact = compactTime(text))
        return compact;
    Taker taker(text);
    const std::optional<QDate> date = takeDate(taker);
    if (!date || !date->isValid())
        return std::nullopt;
    if (taker.atEnd())
        return DayAndTime{*date, 0, {}};
    // Only 日 needs nothing behind it to end the date.
    const bool endsItself = text.first(text.size() - taker.rest().size()).endsWith("日");
    if (!taker.takeAnyOf("T ") && !endsItself)
        return std::nullopt;
    while (taker.take(" ")) { }
    const std::optional<qint64> time = takeTime(taker);
    if (!time)
        return std::nullopt;
    if (taker.atEnd())
        return DayAndTime{*date, *time, {}};
    taker.take(" ");
    const std::optional<qint64> offset = takeOffset(taker);
    return offset && taker.atEnd() ? std::optional(DayAndTime{*date, *time, offset}) : std::nullopt;
}

Cell integerCell(qint64 value)
{
    return {Cell::Kind::Integer, value, 0, {}, {}};
}

Cell textCell(QByteArrayView text)
{
    return {Cell::Kind::Text, 0, 0, text, {}};
}

Cell numberCell(QByteArrayView text, double value)
{
    qint64 integer = 0;
    const char* begin = text.data() + (text.startsWith('+') ? 1 : 0);
    const auto [end, fault] = std::from_chars(begin, text.data() + text.size(), integer);
    if (fault == std::errc() && end == text.data() + text.size())
        return integerCell(integer);
    return {Cell::Kind::Real, 0, value, {}, {}};
}

Cell dateCell(QByteArrayView text, QDate date)
{
    if (text.size() == 10 && text[4] == '-') // as it is stored
        return textCell(text);
    Cell cell{Cell::Kind::Text, 0, 0, {}, date.toString(Qt::ISODate).toLatin1()};
    cell.text = cell.own;
    return cell;
}

} // namespace

UtcMs WallClock::toUtc(QDate date, qint64 msOfDay)
{
    if (date != m_day) {
        m_day = date;
        m_start = startOfDay(date, m_zone);
        m_plain = startOfDay(date.addDays(1), m_zone) - m_start == dayMs;
    }
    return m_plain ? m_start + msOfDay : wd::toUtc(date, QTime::fromMSecsSinceStartOfDay(int(msOfDay)), m_zone);
}

QDate WallClock::dayOf(UtcMs time) const
{
    return QDateTime::fromMSecsSinceEpoch(time, m_zone).date();
}

std::optional<QDate> parseDate(QByteArrayView text)
{
    const std::optional<DayAndTime> found = takeDayAndTime(text);
    return found && found->msOfDay == 0 ? std::optional(found->day) : std::nullopt;
}

NoSuchDay findNoSuchDay(QByteArrayView text)
{
    Taker taker(text);
    const std::optional<QDate> date = takeDate(taker);
    if (!date || date->isValid())
        return NoSuchDay::No;
    return taker.atEnd() ? NoSuchDay::Date : NoSuchDay::DateAndMore;
}

std::optional<UtcMs> parseDateTime(QByteArrayView text, WallClock& clock)
{
    const std::optional<DayAndTime> found = takeDayAndTime(text);
    if (!found)
        return std::nullopt;
    if (!found->offset)
        return clock.toUtc(found->day, found->msOfDay);
    const qint64 days = found->day.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
    return days * dayMs + found->msOfDay - *found->offset;
}

std::optional<UtcMs> parseEpoch(QByteArrayView text)
{
    qint64 epoch = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), epoch);
    if (fault != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    const qsizetype digits = text.size() - (text.startsWith('-') ? 1 : 0);
    const bool padded = text.sliced(text.size() - digits).startsWith('0');
    if (!padded && (digits == 9 || digits == 10))
        return epoch * secondMs;
    return !padded && (digits == 12 || digits == 13) ? std::optional(epoch) : std::nullopt;
}

std::optional<UtcMs> parseEventTime(QByteArrayView text, WallClock& clock)
{
    const std::optional<UtcMs> epoch = parseEpoch(text);
    return epoch ? epoch : parseDateTime(text, clock);
}

std::optional<bool> parseBoolean(QByteArrayView text)
{
    constexpr const char* beginnings = "tTyY1fFnN0\xE6\xE5"; // 是, 有, 无 and 否 begin with the last two
    if (text.isEmpty() || text.size() > 5 || !std::strchr(beginnings, text.front()))
        return std::nullopt;
    const auto is = [text](const char* word) { return qstrnicmp(text.data(), text.size(), word) == 0; };
    for (const char* word : {"true", "yes", "y", "1", "是", "有"})
        if (is(word))
            return true;
    for (const char* word : {"false", "no", "n", "0", "否", "无"})
        if (is(word))
            return false;
    return std::nullopt;
}

std::optional<Cell> parseCell(QByteArrayView text, AttributeType type, WallClock& clock)
{
    if (text.isEmpty())
        return Cell();
    switch (type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return textCell(text);
    case AttributeType::Number:
        if (const auto number = plainNumber(text))
            return numberCell(text, *number);
        if (const auto digits = plainDigits(text))
            if (const auto number = plainNumber(*digits))
                return numberCell(*digits, *number);
        break;
    case AttributeType::Date:
        if (const auto date = parseDate(text))
            return dateCell(text, *date);
        if (const auto time = parseEpoch(text))
            return dateCell({}, clock.dayOf(*time));
        break;
    case AttributeType::DateTime:
        if (const auto time = parseEventTime(text, clock))
            return integerCell(*time);
        break;
    case AttributeType::Boolean:
        if (const auto boolean = parseBoolean(text))
            return integerCell(*boolean ? 1 : 0);
        break;
    }
    return std::nullopt;
}

QString typeName(AttributeType type)
{
    static const std::array<QString, 6> names{phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text")),
        phrase(QT_TRANSLATE_NOOP("wd::Phrase", "number")), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "date")),
        phrase(QT_TRANSLATE_NOOP("wd::Phrase", "date and time")), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "boolean")),
        phrase(QT_TRANSLATE_NOOP("wd::Phrase", "one of the choices"))};
    return names[size_t(type)];
}

} // namespace wd
