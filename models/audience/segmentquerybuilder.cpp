#include "models/audience/segmentquerybuilder.h"

#include "models/audience/rulevalues.h"
#include "models/base/zonedtime.h"

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

QVariantList asNumbers(const QVariantList& values)
{
    QVariantList numbers;
    for (const QVariant& value : values)
        numbers += ruleNumber(value).value_or(0);
    return numbers;
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

// NULL when the value is NULL. One array is bound however many values there are.
SqlCondition plainTest(const SqlCondition& value, Operator op, const QVariantList& bound)
{
    SqlCondition sql;
    sql << value;
    if (op == Operator::Between) {
        sql << " BETWEEN ";
        sql.bind(bound.at(0)) << " AND ";
        return sql.bind(bound.at(1));
    }
    if (op == Operator::In || op == Operator::NotIn) {
        const QByteArray list = QJsonDocument(QJsonArray::fromVariantList(bound)).toJson(QJsonDocument::Compact);
        sql << (op == Operator::In ? " IN" : " NOT IN") << " (SELECT value FROM json_each(";
        return sql.bind(QString::fromUtf8(list)) << "))";
    }
    sql << symbol(op);
    return sql.bind(bound.at(0));
}

// instr, because % and _ are ordinary characters; it looks at case.
SqlCondition textTest(const SqlCondition& value, Operator op, const QVariantList& values)
{
    if (op != Operator::Contains && op != Operator::StartsWith)
        return plainTest(value, op, values);
    SqlCondition sql;
    sql << "instr(" << value << ",";
    sql.bind(values.at(0));
    return sql << (op == Operator::Contains ? ")>0" : ")=1");
}

// From the latest range to the earliest, so that each needs one comparison more: 0 or 1, 0 for NULL.
SqlCondition rangeTest(const SqlCondition& value, Ranges ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const TimeRange& a, const TimeRange& b) { return a.from < b.from; });
    Ranges apart;
    for (const TimeRange& range : std::as_const(ranges)) {
        if (!apart.isEmpty() && range.from <= apart.last().to)
            apart.last().to = std::max(apart.last().to, range.to);
        else
            apart += range;
    }
    SqlCondition sql;
    sql << "CASE";
    for (auto range = apart.crbegin(); range != apart.crend(); ++range) {
        sql << " WHEN " << value << ">=";
        sql.bind(range->to) << " THEN 0 WHEN " << value << ">=";
        sql.bind(range->from) << " THEN 1";
    }
    return sql << " ELSE 0 END";
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

// A path of SQLite can't hold every key: what JSON escapes is looked for by hand.
SqlCondition propertyValue(const Property& property)
{
    SqlCondition sql;
    if (property.type == AttributeType::Number)
        return sql << 'p' + QByteArray::number(property.id);
    const bool plain = std::none_of(property.key.begin(), property.key.end(),
        [](QChar letter) { return letter == u'"' || letter == u'\\' || letter < u' '; });
    if (plain) {
        sql << "json_extract(properties,";
        return sql.bind(QStringLiteral("$.\"%1\"").arg(property.key)) << ")";
    }
    sql << "(SELECT value FROM json_each(properties) WHERE key=";
    return sql.bind(property.key) << ")";
}

QByteArray aggregate(Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Count:
        return "count(*)";
    case Measure::Kind::Sum:
        return "sum(v)";
    case Measure::Kind::Average:
        return "avg(v)";
    case Measure::Kind::Minimum:
        return "min(v)";
    case Measure::Kind::Maximum:
        return "max(v)";
    }
    Q_UNREACHABLE();
}

bool isCounted(const Measure& measure, Operator op, double number)
{
    return measure.kind == Measure::Kind::Count && measure.op == op && ruleNumber(measure.values.value(0)) == number;
}

bool isAtLeastOnce(const Measure& measure)
{
    return isCounted(measure, Operator::GreaterOrEqual, 1) || isCounted(measure, Operator::Greater, 0);
}

bool isNever(const Measure& measure)
{
    return isCounted(measure, Operator::Less, 1) || isCounted(measure, Operator::LessOrEqual, 0)
        || isCounted(measure, Operator::Equal, 0);
}

} // namespace

SqlCondition SegmentQueryBuilder::condition(const Rule& rule) const
{
    SqlCondition sql;
    switch (rule.kind) {
    case Rule::Kind::All:
    case Rule::Kind::Any:
        return group(rule);
    case Rule::Kind::Not:
        return sql << "NOT (" << condition(rule.children.first()) << ")";
    case Rule::Kind::Attribute: {
        const Attribute& attribute = *m_catalogue.attributeByKey(rule.attribute);
        sql << "p." + attribute.column();
        return comparison(sql, attribute.type, rule.op, rule.values);
    }
    case Rule::Kind::Event:
        return event(rule);
    case Rule::Kind::Segment:
        break;
    }
    Q_UNREACHABLE();
}

SqlCondition SegmentQueryBuilder::group(const Rule& rule) const
{
    const bool all = rule.kind == Rule::Kind::All;
    SqlCondition sql;
    if (rule.children.isEmpty())
        return sql << (all ? "1" : "0");
    for (qsizetype i = 0; i < rule.children.size(); ++i)
        sql << (i == 0 ? "(" : all ? " AND " : " OR ") << condition(rule.children.at(i));
    return sql << ")";
}

SqlCondition SegmentQueryBuilder::event(const Rule& rule) const
{
    SqlCondition sql;
    if (!rule.measure || isAtLeastOnce(*rule.measure))
        return sql << "p.id IN (" << happenings(rule) << ")";
    if (isNever(*rule.measure))
        return sql << "p.id NOT IN (" << happenings(rule) << ")";
    const Measure& measure = *rule.measure;
    const QVariantList values = asNumbers(measure.values);
    // Those who never did stand in no group: they are found as those who are not among the others.
    const bool withNever = measure.kind == Measure::Kind::Count && numberMeets(0, measure.op, values);
    SqlCondition measured;
    measured << aggregate(measure.kind);
    sql << (withNever ? "p.id NOT IN (" : "p.id IN (") << "SELECT person_id FROM (" << happenings(rule)
        << ") GROUP BY person_id HAVING " << (withNever ? "NOT (" : "(") << plainTest(measured, measure.op, values);
    return sql << "))";
}

SqlCondition SegmentQueryBuilder::happenings(const Rule& rule) const
{
    SqlCondition sql;
    for (const QString& name : rule.events)
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ") << happeningsOf(rule, *m_catalogue.eventByKey(name));
    return sql;
}

SqlCondition SegmentQueryBuilder::happeningsOf(const Rule& rule, const EventName& event) const
{
    SqlCondition sql;
    QByteArray measured;
    if (rule.measure && rule.measure->kind != Measure::Kind::Count)
        measured = 'p' + QByteArray::number(event.propertyByKey(rule.measure->property)->id);
    sql << "SELECT person_id" << (measured.isEmpty() ? QByteArray() : ',' + measured + " AS v")
        << " FROM event WHERE name_id=";
    sql.bind(event.id);
    // No aggregate counts missing values; said so, an index of the values alone can serve.
    if (!measured.isEmpty())
        sql << " AND " + measured + " IS NOT NULL";
    if (m_form == Form::Person)
        sql << " AND person_id=p.id";
    const TimeRange range = *periodRange(rule.period, m_frame);
    if (range.from != TimeRange().from)
        (sql << " AND at>=").bind(range.from);
    if (range.to != TimeRange().to)
        (sql << " AND at<").bind(range.to);
    for (const PropertyCondition& condition : rule.where) {
        const Property& property = *event.propertyByKey(condition.property);
        sql << " AND " << comparison(propertyValue(property), property.type, condition.op, condition.values);
    }
    return sql;
}

SqlCondition SegmentQueryBuilder::comparison(
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

SqlCondition SegmentQueryBuilder::test(
    const SqlCondition& value, AttributeType type, Operator op, const QVariantList& values) const
{
    switch (type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return textTest(value, op, values);
    case AttributeType::Number:
        return plainTest(value, op, asNumbers(values));
    case AttributeType::Boolean:
        return plainTest(value, op, {ruleBoolean(values.value(0)).value_or(false)});
    case AttributeType::Date:
        return dateTest(value, op, values);
    case AttributeType::DateTime:
        return timeTest(value, op, values);
    }
    Q_UNREACHABLE();
}

// ISO dates order as text.
SqlCondition SegmentQueryBuilder::dateTest(const SqlCondition& value, Operator op, const QVariantList& values) const
{
    const QDate today = localDate(m_frame.at, m_frame.zone);
    const auto text = [](QDate date) { return QVariant(date.toString(Qt::ISODate)); };
    const int days = ruleDays(values.value(0)).value_or(0);
    if (op == Operator::LastDays)
        return plainTest(value, Operator::Between, {text(today.addDays(-days)), text(today.addDays(-1))});
    if (op == Operator::NextDays)
        return plainTest(value, Operator::Between, {text(today), text(today.addDays(days - 1))});
    if (op == Operator::Anniversary) {
        constexpr auto monthAndDay = ",6)";
        SqlCondition sql;
        sql << "substr(" << value << monthAndDay;
        const QStringList birthdays = birthdaysOn(today.addDays(days));
        return plainTest(sql, Operator::In, QVariantList(birthdays.begin(), birthdays.end()));
    }
    QVariantList dates;
    for (const QVariant& given : values)
        dates += text(ruleDate(given).value_or(QDate()));
    return plainTest(value, op, dates);
}

SqlCondition SegmentQueryBuilder::timeTest(const SqlCondition& value, Operator op, const QVariantList& values) const
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
        ranges += ruleTime(given, m_frame.zone).value_or(TimeRange());
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
