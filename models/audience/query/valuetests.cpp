#include "models/audience/query/valuetests.h"

#include "models/audience/rules/rulevalues.h"
#include "models/base/zonedtime.h"
#include "models/storage/inranges.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace wd {

namespace {

using Ranges = QList<TimeRange>;

bool isComplement(Operator op)
{
    return op == Operator::NotEqual || op == Operator::NotIn || op == Operator::NotContains;
}

Operator positiveOf(Operator op)
{
    switch (op) {
    case Operator::NotEqual:
        return Operator::Equal;
    case Operator::NotIn:
        return Operator::In;
    case Operator::NotContains:
        return Operator::Contains;
    default:
        return op;
    }
}

QByteArray symbol(Operator op)
{
    switch (op) {
    case Operator::NotEqual:
        return "<>";
    case Operator::Less:
    case Operator::Before:
        return "<";
    case Operator::LessOrEqual:
        return "<=";
    case Operator::Greater:
    case Operator::After:
        return ">";
    case Operator::GreaterOrEqual:
        return ">=";
    default:
        return "=";
    }
}

// instr, because % and _ are ordinary characters; it looks at case.
SqlCondition textTest(const SqlCondition& value, Operator op, const QVariantList& values)
{
    if (op != Operator::Contains && op != Operator::StartsWith)
        return comparedWith(value, op, values);
    SqlCondition sql;
    sql << "instr(" << value << ",";
    sql.bind(values.at(0));
    return sql << (op == Operator::Contains ? ")>0" : ")=1");
}

SqlCondition rangeTest(const SqlCondition& value, Ranges ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const TimeRange& a, const TimeRange& b) { return a.from < b.from; });
    QList<std::pair<qint64, qint64>> apart;
    for (const TimeRange& range : std::as_const(ranges)) {
        if (!apart.isEmpty() && range.from <= apart.last().second)
            apart.last().second = std::max(apart.last().second, range.to);
        else
            apart.append({range.from, range.to});
    }
    SqlCondition sql;
    sql << "in_ranges(" << value << ",";
    return sql.bind(rangesBlob(apart)) << ")";
}

// Month and day of the birthdays that are kept on a day.
QStringList birthdaysOn(QDate day)
{
    QStringList birthdays{day.toString(QStringLiteral("MM-dd"))};
    if (day.month() == 2 && day.day() == 28 && !QDate::isLeapYear(day.year()))
        birthdays += QStringLiteral("02-29");
    return birthdays;
}

// Local days of a time that is stored in UTC can only be told as stretches of time, one a year.
Ranges birthdayRanges(QDate day, const QTimeZone& zone)
{
    constexpr int firstYear = 1900;
    constexpr int lastYear = 2100;
    Ranges ranges;
    const QStringList birthdays = birthdaysOn(day);
    for (int year = firstYear; year <= lastYear; ++year) {
        for (const QString& birthday : birthdays) {
            const QDate date
                = QDate::fromString(QStringLiteral("%1-%2").arg(QString::number(year), birthday), Qt::ISODate);
            if (date.isValid())
                ranges += dayRange(date, date, zone);
        }
    }
    return ranges;
}

} // namespace

SqlCondition comparedWith(const SqlCondition& value, Operator op, const QVariantList& bound)
{
    SqlCondition sql;
    sql << value;
    if (op == Operator::Between) {
        sql << " BETWEEN ";
        sql.bind(bound.at(0)) << " AND ";
        return sql.bind(bound.at(1));
    }
    if (op == Operator::In || op == Operator::NotIn) {
        sql << (op == Operator::In ? " IN" : " NOT IN") << " (SELECT value FROM json_each(";
        return sql.bind(jsonList(bound)) << "))";
    }
    sql << symbol(op);
    return sql.bind(bound.at(0));
}

QVariantList ruleNumbers(const QVariantList& values)
{
    QVariantList numbers;
    for (const QVariant& value : values) {
        bool isWhole = false;
        const qint64 whole = value.typeId() == QMetaType::Double ? 0 : value.toLongLong(&isWhole);
        numbers += isWhole ? QVariant(whole) : QVariant(ruleNumber(value).value_or(0));
    }
    return numbers;
}

QString jsonList(const QVariantList& values)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromVariantList(values)).toJson(QJsonDocument::Compact));
}

SqlCondition ValueTests::comparison(
    const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const
{
    SqlCondition sql;
    if (op == Operator::Empty)
        return sql << value << " IS NULL";
    if (op == Operator::NotEmpty)
        return sql << value << " IS NOT NULL";
    sql << "(" << test(value, type, positiveOf(op), values);
    return sql << (isComplement(op) ? ") IS NOT TRUE" : ") IS TRUE");
}

SqlCondition ValueTests::test(
    const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const
{
    switch (type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return textTest(value, op, values);
    case AttributeType::Number:
        return comparedWith(value, op, ruleNumbers(values));
    case AttributeType::Boolean:
        return comparedWith(value, op, {ruleBoolean(values.value(0)).value_or(false)});
    case AttributeType::Date:
        return dateTest(value, op, values);
    case AttributeType::DateTime:
        return timeTest(value, op, values);
    }
    Q_UNREACHABLE();
}

// ISO dates order as text.
SqlCondition ValueTests::dateTest(const SqlCondition& value, Operator op, const QVariantList& values) const
{
    const QDate today = localDate(m_frame.at, m_frame.zone);
    const auto text = [](QDate date) { return QVariant(date.toString(Qt::ISODate)); };
    const int days = ruleDays(values.value(0)).value_or(0);
    if (op == Operator::LastDays)
        return comparedWith(value, Operator::Between, {text(today.addDays(-days)), text(today.addDays(-1))});
    if (op == Operator::NextDays)
        return comparedWith(value, Operator::Between, {text(today), text(today.addDays(days - 1))});
    if (op == Operator::Anniversary) {
        constexpr auto monthAndDay = ",6)";
        SqlCondition sql;
        sql << "substr(" << value << monthAndDay;
        const QStringList birthdays = birthdaysOn(today.addDays(days));
        return comparedWith(sql, Operator::In, QVariantList(birthdays.begin(), birthdays.end()));
    }
    QVariantList dates;
    for (const QVariant& given : values)
        dates += text(ruleDate(given, m_frame).value_or(QDate()));
    return comparedWith(value, op, dates);
}

SqlCondition ValueTests::timeTest(const SqlCondition& value, Operator op, const QVariantList& values) const
{
    const QDate today = localDate(m_frame.at, m_frame.zone);
    const int days = ruleDays(values.value(0)).value_or(0);
    if (op == Operator::LastDays)
        return rangeTest(value, {dayRange(today.addDays(-days), today.addDays(-1), m_frame.zone)});
    if (op == Operator::NextDays)
        return rangeTest(value, {dayRange(today, today.addDays(days - 1), m_frame.zone)});
    if (op == Operator::Anniversary)
        return rangeTest(value, birthdayRanges(today.addDays(days), m_frame.zone));
    Ranges ranges;
    for (const QVariant& given : values)
        ranges += ruleTime(given, m_frame).value_or(TimeRange());
    switch (op) {
    case Operator::Less:
    case Operator::Before:
        return rangeTest(value, {{TimeRange().from, ranges.first().from}});
    case Operator::LessOrEqual:
        return rangeTest(value, {{TimeRange().from, ranges.first().to}});
    case Operator::Greater:
    case Operator::After:
        return rangeTest(value, {{ranges.first().to, TimeRange().to}});
    case Operator::GreaterOrEqual:
        return rangeTest(value, {{ranges.first().from, TimeRange().to}});
    case Operator::Between:
        return rangeTest(value, {{ranges.first().from, ranges.last().to}});
    default:
        return rangeTest(value, ranges);
    }
}

} // namespace wd
