// What the values written in a rule mean: numbers, days, times, and the stretch of time a period covers.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <optional>

namespace wd {

// Half-open: `from` ≤ t < `to`, UTC.
struct TimeRange {
    UtcMs from = std::numeric_limits<UtcMs>::min();
    UtcMs to = std::numeric_limits<UtcMs>::max();
    bool operator==(const TimeRange&) const = default;
};

// Each is empty when the value can't be read so.
std::optional<double> ruleNumber(const QVariant& value); // 12.5 or "12.5"
std::optional<bool> ruleBoolean(const QVariant& value); // true or "true"
std::optional<int> ruleDays(const QVariant& value); // 3, "3", "+3", "-3"; "today" is 0
// Days from today in place of a date: "today", 3, -3, "+3", "-3". Digits alone within a text are no days: a year might
// be meant.
std::optional<int> relativeDay(const QVariant& value);
std::optional<QDate> ruleDate(const QVariant& value, const TimeFrame& frame); // 2026-07-06, 2026/7/6, a relative day
// A day is the whole of it in the zone. A time (2026-07-06T09:00, with seconds or an offset if need be) is its one
// millisecond.
std::optional<TimeRange> ruleTime(const QVariant& value, const TimeFrame& frame);
// A date or a time as `from` and `to` of a period are written; see ruleTime().
std::optional<TimeRange> writtenTime(const QString& text, const QTimeZone& zone);

TimeRange dayRange(QDate first, QDate last, const QTimeZone& zone); // both days included

// Whole days of the zone; today, this week (from Monday) and this month to their ends, ever without bounds. Empty when
// the dates of FromTo can't be read.
std::optional<TimeRange> periodRange(const Period& period, const TimeFrame& frame);

// Whether numbers meet a condition; `values` can be read as numbers.
class NumberTest {
public:
    NumberTest(Operator op, const QVariantList& values);
    bool meets(double number) const;

private:
    Operator m_op;
    QList<double> m_given;
};
bool numberMeets(double number, Operator op, const QVariantList& values);

} // namespace wd
