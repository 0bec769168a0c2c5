#include "models/audience/rules/rulevalues.h"

#include "models/base/zonedtime.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace wd {

namespace {

struct Written {
    QDate date;
    std::optional<QTime> time;
    std::optional<int> offsetSeconds;
};

std::optional<int> offsetFrom(const QString& text)
{
    if (text == QLatin1String("Z"))
        return 0;
    const int hours = text.mid(1, 2).toInt();
    const int minutes = text.right(2).toInt();
    if (hours > 14 || minutes > 59)
        return std::nullopt;
    const int seconds = (hours * 60 + minutes) * 60;
    return text.startsWith(u'-') ? -seconds : seconds;
}

std::optional<Written> readTime(const QString& text)
{
    static const QRegularExpression form(
        QStringLiteral("^(\\d{4})([-/])(\\d{1,2})\\2(\\d{1,2})"
                       "(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,3}))?)?\\s?(Z|[+-]\\d{2}:?\\d{2})?)?$"));
    const QRegularExpressionMatch match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    Written written{QDate(match.captured(1).toInt(), match.captured(3).toInt(), match.captured(4).toInt()), {}, {}};
    if (!written.date.isValid())
        return std::nullopt;
    if (match.captured(5).isEmpty())
        return written;
    const int milliseconds = match.captured(8).leftJustified(3, u'0').toInt();
    written.time = QTime(match.captured(5).toInt(), match.captured(6).toInt(), match.captured(7).toInt(), milliseconds);
    if (!written.time->isValid())
        return std::nullopt;
    if (match.captured(9).isEmpty())
        return written;
    written.offsetSeconds = offsetFrom(match.captured(9));
    return written.offsetSeconds ? std::optional(written) : std::nullopt;
}

UtcMs instantOf(const Written& written, const QTimeZone& zone)
{
    if (!written.offsetSeconds)
        return toUtc(written.date, *written.time, zone);
    return toUtc(written.date, *written.time, QTimeZone::utc()) - UtcMs(*written.offsetSeconds) * 1000;
}

std::optional<TimeRange> fromTo(const Period& period, const QTimeZone& zone)
{
    TimeRange range;
    if (!period.from.isEmpty()) {
        const auto from = writtenTime(period.from, zone);
        if (!from)
            return std::nullopt;
        range.from = from->from;
    }
    if (!period.to.isEmpty()) {
        const auto to = writtenTime(period.to, zone);
        if (!to)
            return std::nullopt;
        range.to = to->to;
    }
    return range;
}

} // namespace

std::optional<double> ruleNumber(const QVariant& value)
{
    bool ok = false;
    if (value.typeId() == QMetaType::Bool)
        return std::nullopt;
    const double number = value.toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<bool> ruleBoolean(const QVariant& value)
{
    if (value.typeId() == QMetaType::Bool)
        return value.toBool();
    if (value.typeId() != QMetaType::QString)
        return std::nullopt;
    const QString text = value.toString();
    if (text == QLatin1String("true"))
        return true;
    return text == QLatin1String("false") ? std::optional(false) : std::nullopt;
}

std::optional<int> ruleDays(const QVariant& value)
{
    if (value.typeId() == QMetaType::QString && value.toString() == QLatin1String("today"))
        return 0;
    const auto number = ruleNumber(value);
    constexpr double most = 36'500;
    if (!number || *number != std::floor(*number) || std::abs(*number) > most)
        return std::nullopt;
    return int(*number);
}

std::optional<int> relativeDay(const QVariant& value)
{
    const QString text = value.typeId() == QMetaType::QString ? value.toString() : QString();
    const bool isSigned = text.startsWith(u'+') || text.startsWith(u'-') || text == QLatin1String("today");
    return text.isEmpty() || isSigned ? ruleDays(value) : std::nullopt;
}

std::optional<QDate> ruleDate(const QVariant& value, const TimeFrame& frame)
{
    if (const std::optional<int> days = relativeDay(value))
        return localDate(frame.at, frame.zone).addDays(*days);
    if (value.typeId() != QMetaType::QString)
        return std::nullopt;
    const auto written = readTime(value.toString());
    return written && !written->time ? std::optional(written->date) : std::nullopt;
}

std::optional<TimeRange> ruleTime(const QVariant& value, const TimeFrame& frame)
{
    if (relativeDay(value)) {
        const QDate day = *ruleDate(value, frame);
        return dayRange(day, day, frame.zone);
    }
    return value.typeId() == QMetaType::QString ? writtenTime(value.toString(), frame.zone) : std::nullopt;
}

std::optional<TimeRange> writtenTime(const QString& text, const QTimeZone& zone)
{
    const auto written = readTime(text);
    if (!written)
        return std::nullopt;
    if (!written->time)
        return dayRange(written->date, written->date, zone);
    const UtcMs at = instantOf(*written, zone);
    return TimeRange{at, at + 1};
}

TimeRange dayRange(QDate first, QDate last, const QTimeZone& zone)
{
    return {startOfDay(first, zone), startOfDay(last.addDays(1), zone)};
}

std::optional<TimeRange> periodRange(const Period& period, const TimeFrame& frame)
{
    const QDate today = localDate(frame.at, frame.zone);
    const QDate monday = today.addDays(1 - today.dayOfWeek());
    const QDate first(today.year(), today.month(), 1);
    switch (period.kind) {
    case Period::Kind::Ever:
        return TimeRange();
    case Period::Kind::Today:
        return dayRange(today, today, frame.zone);
    case Period::Kind::Yesterday:
        return dayRange(today.addDays(-1), today.addDays(-1), frame.zone);
    case Period::Kind::ThisWeek:
        return dayRange(monday, monday.addDays(6), frame.zone);
    case Period::Kind::ThisMonth:
        return dayRange(first, first.addMonths(1).addDays(-1), frame.zone);
    case Period::Kind::LastDays:
        return dayRange(today.addDays(-period.days), today.addDays(-1), frame.zone);
    case Period::Kind::FromTo:
        return fromTo(period, frame.zone);
    }
    Q_UNREACHABLE();
}

NumberTest::NumberTest(Operator op, const QVariantList& values)
    : m_op(op)
{
    for (const QVariant& value : values)
        m_given += ruleNumber(value).value_or(0);
    if (op == Operator::In || op == Operator::NotIn)
        std::sort(m_given.begin(), m_given.end());
}

bool NumberTest::meets(double number) const
{
    const QList<double>& given = m_given;
    switch (m_op) {
    case Operator::Equal:
        return number == given[0];
    case Operator::NotEqual:
        return number != given[0];
    case Operator::Less:
        return number < given[0];
    case Operator::LessOrEqual:
        return number <= given[0];
    case Operator::Greater:
        return number > given[0];
    case Operator::GreaterOrEqual:
        return number >= given[0];
    case Operator::Between:
        return number >= given[0] && number <= given[1];
    case Operator::In:
        return std::binary_search(given.begin(), given.end(), number);
    case Operator::NotIn:
        return !std::binary_search(given.begin(), given.end(), number);
    default:
        return false;
    }
}

bool numberMeets(double number, Operator op, const QVariantList& values)
{
    return NumberTest(op, values).meets(number);
}

} // namespace wd
