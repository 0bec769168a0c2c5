#include "models/audience/query/rulerows.h"

#include "models/audience/query/valuetests.h"
#include "models/audience/rules/rulevalues.h"
#include "models/base/zonedtime.h"

#include <algorithm>

namespace wd {

namespace {

bool passesMissing(Operator op)
{
    return op == Operator::Empty || op == Operator::NotEqual || op == Operator::NotIn || op == Operator::NotContains;
}

// JSON writes a text without such letters as it is.
bool isPlain(const QString& text)
{
    return std::none_of(
        text.begin(), text.end(), [](QChar letter) { return letter == u'"' || letter == u'\\' || letter < u' '; });
}

// A path of SQLite can't hold every key: what JSON escapes is looked for by hand.
SqlCondition propertyValue(const Property& property, const QByteArray& table)
{
    SqlCondition sql;
    if (property.type == AttributeType::Number)
        return sql << table + ".p" + QByteArray::number(property.id);
    if (isPlain(property.key)) {
        sql << "json_extract(" + table + ".properties,";
        return sql.bind(QStringLiteral("$.\"%1\"").arg(property.key)) << ")";
    }
    sql << "(SELECT value FROM json_each(" + table + ".properties) WHERE key=";
    return sql.bind(property.key) << ")";
}

// A text that the properties don't hold anywhere is no property's: most rows need not be taken apart.
SqlCondition mayHold(const Property& property, const PropertyCondition& condition, const QByteArray& table)
{
    const bool isText = property.type == AttributeType::Text || property.type == AttributeType::Choice;
    const bool holdsIt
        = condition.op == Operator::Equal || condition.op == Operator::Contains || condition.op == Operator::StartsWith;
    SqlCondition sql;
    if (!isText || !holdsIt || !isPlain(condition.values.first().toString()))
        return sql;
    sql << " AND instr(" + table + ".properties,";
    return sql.bind(condition.values.first().toString()) << ")";
}

// Both indexes find an event's rows by its name; in the order of time, the rows that have to be read besides stand
// close together, in that of people all over the file: a fifth of the time. An index of values is in the order of time,
// too.
bool readsRows(const Rule& rule, const EventName& event)
{
    const auto hasIndex = [&event](const PropertyCondition& condition) {
        return event.propertyByKey(condition.property)->type == AttributeType::Number && !passesMissing(condition.op);
    };
    const bool measures = rule.measure && rule.measure->kind != Measure::Kind::Count;
    return !rule.where.isEmpty() && !measures && std::none_of(rule.where.begin(), rule.where.end(), hasIndex);
}

} // namespace

SqlCondition RuleRows::happenings(const Rule& rule, const QByteArrayList& columns, const TimeRange& part) const
{
    SqlCondition sql;
    for (const QString& name : rule.events)
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ")
            << happeningsOf(rule, *m_catalogue.eventByKey(name), columns, part);
    return sql;
}

// Each end is one look into the index.
SqlCondition RuleRows::times(const Rule& rule) const
{
    SqlCondition sql;
    for (const QString& name : rule.events) {
        const SqlCondition period = inPeriod(rule, *m_catalogue.eventByKey(name), "e");
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ") << "SELECT (SELECT min(e.at) FROM event AS e WHERE " << period
            << "),(SELECT max(e.at) FROM event AS e WHERE " << period << ")";
    }
    return sql;
}

SqlCondition RuleRows::happeningsOf(
    const Rule& rule, const EventName& event, const QByteArrayList& columns, const TimeRange& part) const
{
    QByteArray measured;
    if (rule.measure && rule.measure->kind != Measure::Kind::Count)
        measured = "e.p" + QByteArray::number(event.propertyByKey(rule.measure->property)->id);
    SqlCondition sql;
    sql << "SELECT e.person_id";
    for (const QByteArray& column : columns)
        sql << ',' + (column == "v" ? measured + " AS v" : "e." + column);
    sql << " FROM event AS e" << (isOfAll() && readsRows(rule, event) ? " INDEXED BY event_time" : "") << " WHERE "
        << inPeriod(rule, event, "e", part) << havingProperties(rule, event, "e");
    // No aggregate counts missing values; said so, an index of the values alone can serve.
    if (!measured.isEmpty())
        sql << " AND " + measured + " IS NOT NULL";
    if (!isOfAll())
        sql << " AND e.person_id=" + m_person;
    return sql;
}

SqlCondition RuleRows::fits(const Rule& rule, const EventName& event, const QByteArray& table) const
{
    SqlCondition sql;
    return sql << inPeriod(rule, event, table) << havingProperties(rule, event, table);
}

SqlCondition RuleRows::inPeriod(
    const Rule& rule, const EventName& event, const QByteArray& table, const TimeRange& part) const
{
    SqlCondition sql;
    (sql << table + ".name_id=").bind(event.id);
    TimeRange range = *periodRange(rule.period, m_frame);
    range = {std::max(range.from, part.from), std::min(range.to, part.to)};
    if (range.from != TimeRange().from)
        (sql << " AND " + table + ".at>=").bind(range.from);
    if (range.to != TimeRange().to)
        (sql << " AND " + table + ".at<").bind(range.to);
    return sql;
}

SqlCondition RuleRows::havingProperties(const Rule& rule, const EventName& event, const QByteArray& table) const
{
    SqlCondition sql;
    const ValueTests tests(m_frame);
    for (const PropertyCondition& condition : rule.where) {
        const Property& property = *event.propertyByKey(condition.property);
        const SqlCondition value = propertyValue(property, table);
        // Said so, an index of the values alone can serve.
        if (property.type == AttributeType::Number && !passesMissing(condition.op))
            sql << " AND " << value << " IS NOT NULL";
        sql << mayHold(property, condition, table) << " AND "
            << tests.comparison(value, property.type, condition.op, condition.values);
    }
    return sql;
}

SqlCondition RuleRows::members(const Rule& rule) const
{
    SqlCondition sql;
    sql << "SELECT person_id FROM list_member WHERE list_id=";
    sql.bind(m_catalogue.listByName(rule.list)->id);
    return !isOfAll() ? sql << " AND person_id=" + m_person : sql;
}

// On e, the first event, and f, the second.
SqlCondition RuleRows::follows(const Rule& sequence, const EventName& second) const
{
    SqlCondition sql;
    sql << fits(sequence.children.at(1), second, "f")
        << " AND f.person_id=e.person_id AND f.at>=e.at AND f.id<>e.id AND f.at<=e.at+";
    return sql.bind(qint64(sequence.withinSeconds) * 1000);
}

SqlCondition RuleRows::seconds(const Rule& rule) const
{
    const TimeRange firsts = *periodRange(rule.children.at(0).period, m_frame);
    SqlCondition sql;
    for (const QString& name : rule.children.at(1).events) {
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ") << "SELECT e.person_id, e.at, e.id FROM event AS e WHERE "
            << fits(rule.children.at(1), *m_catalogue.eventByKey(name), "e");
        if (firsts.from != TimeRange().from)
            (sql << " AND e.at>=").bind(firsts.from);
        if (firsts.to != TimeRange().to)
            (sql << " AND e.at<").bind(firsts.to + qint64(rule.withinSeconds) * 1000);
    }
    return sql;
}

SqlCondition RuleRows::followed(const Rule& rule) const
{
    SqlCondition second;
    for (const QString& name : rule.children.at(1).events)
        second << (second.text.isEmpty() ? "" : " OR ") << "EXISTS (SELECT 1 FROM event AS f WHERE "
               << follows(rule, *m_catalogue.eventByKey(name)) << ")";
    SqlCondition sql;
    for (const QString& name : rule.children.at(0).events)
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ")
            << happeningsOf(rule.children.at(0), *m_catalogue.eventByKey(name), {}) << " AND (" << second << ")";
    return sql;
}

SqlCondition RuleRows::pairs(const Rule& rule) const
{
    SqlCondition seconds;
    for (const QString& second : rule.children.at(1).events)
        seconds << (seconds.text.isEmpty() ? "(" : " OR ") << follows(rule, *m_catalogue.eventByKey(second));
    SqlCondition sql;
    for (const QString& first : rule.children.at(0).events) {
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ")
            << "SELECT e.person_id, e.at AS first_at, f.at AS second_at FROM event AS e CROSS JOIN event AS f WHERE "
            << fits(rule.children.at(0), *m_catalogue.eventByKey(first), "e") << " AND " << seconds << ")";
        if (!isOfAll())
            sql << " AND e.person_id=" + m_person;
    }
    return sql;
}

// A run's deliveries have ids in a row, with those of others between them at most; for one person the unique index
// finds them. The plus signs keep the planner on either way. Runs that began in time need no look at their messages.
SqlCondition RuleRows::deliveries(const Rule& rule, const QByteArrayList& columns) const
{
    const Received& received = rule.received;
    const QByteArray firstAt
        = "(SELECT m.first_at FROM " + attachedWorkspace + ".message AS m WHERE m.id=d.message_id)";
    SqlCondition sql;
    sql << "SELECT d.person_id" << (columns.isEmpty() ? QByteArray() : ',' + firstAt + " AS at") << " FROM "
        << attachedWorkspace + ".run AS r CROSS JOIN " + attachedWorkspace + ".delivery AS d WHERE "
        << (received.of == Received::Of::Campaign ? "r.campaign_id=" : "json_extract(r.plan,'$.channelId')=");
    sql.bind(received.id) << " AND d.state IN (1,3)"
                          << (!isOfAll() ? " AND d.run_id=r.id AND d.person_id=" + m_person
                                         : " AND d.id BETWEEN r.first_id AND r.last_id AND +d.run_id=r.id");
    if (received.days == 0)
        return sql;
    const UtcMs from = startOfDay(localDate(m_frame.at, m_frame.zone).addDays(-received.days), m_frame.zone);
    sql << " AND (r.ended_at IS NULL OR r.ended_at>=";
    sql.bind(from) << ") AND (r.started_at>=";
    sql.bind(from) << " OR " << firstAt << ">=";
    return sql.bind(from) << ")";
}

} // namespace wd
