#include "models/audience/query/segmentquerybuilder.h"

#include "models/audience/query/valuetests.h"
#include "models/audience/rules/rulevalues.h"
#include "models/base/zonedtime.h"
#include "models/storage/stablehash.h"

#include <algorithm>

namespace wd {

namespace {

bool passesMissing(Operator op)
{
    return op == Operator::Empty || op == Operator::NotEqual || op == Operator::NotIn || op == Operator::NotContains;
}

// A path of SQLite can't hold every key: what JSON escapes is looked for by hand.
SqlCondition propertyValue(const Property& property, const QByteArray& table)
{
    SqlCondition sql;
    if (property.type == AttributeType::Number)
        return sql << table + ".p" + QByteArray::number(property.id);
    const bool plain = std::none_of(property.key.begin(), property.key.end(),
        [](QChar letter) { return letter == u'"' || letter == u'\\' || letter < u' '; });
    if (plain) {
        sql << "json_extract(" + table + ".properties,";
        return sql.bind(QStringLiteral("$.\"%1\"").arg(property.key)) << ")";
    }
    sql << "(SELECT value FROM json_each(" + table + ".properties) WHERE key=";
    return sql.bind(property.key) << ")";
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

QByteArray measuresFunction(Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Count:
        return "id_counts(person_id)";
    case Measure::Kind::Sum:
        return "id_sums(person_id,v)";
    case Measure::Kind::Average:
        return "id_averages(person_id,v)";
    case Measure::Kind::Minimum:
        return "id_minimums(person_id,v)";
    case Measure::Kind::Maximum:
        return "id_maximums(person_id,v)";
    }
    Q_UNREACHABLE();
}

// Whether it holds for those who never did.
bool selectsOthers(const Measure& measure)
{
    return measure.kind == Measure::Kind::Count && numberMeets(0, measure.op, measure.values);
}

QByteArrayList measuredColumns(const Measure& measure)
{
    return measure.kind == Measure::Kind::Count ? QByteArrayList() : QByteArrayList{"v"};
}

} // namespace

QByteArray kindCondition(UserKind kind)
{
    return kind == UserKind::Login ? "p.erased_at IS NULL AND p.login_id IS NOT NULL"
                                   : "p.erased_at IS NULL AND p.visitor_id IS NOT NULL AND p.login_id IS NULL";
}

QByteArray SegmentQueryBuilder::aggregate(Measure::Kind kind)
{
    switch (kind) {
    case Measure::Kind::Count:
        return "count(*)";
    case Measure::Kind::Sum:
        return "decimal_sum(v)";
    case Measure::Kind::Average:
        return "decimal_average(v)";
    case Measure::Kind::Minimum:
        return "min(v)";
    case Measure::Kind::Maximum:
        return "max(v)";
    }
    Q_UNREACHABLE();
}

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
        return ValueTests(m_frame).comparison(sql, attribute.type, rule.op, rule.values);
    }
    case Rule::Kind::Event:
        return event(rule);
    case Rule::Kind::Segment:
        return condition(rule.children.first());
    case Rule::Kind::List:
        return among(members(rule));
    case Rule::Kind::Received:
        return among(deliveries(rule, {}));
    case Rule::Kind::Sequence:
        return among(followed(rule));
    case Rule::Kind::Random:
        sql << "stable_hash(p.id)<";
        return sql.bind(qint64(rule.percent / 100 * double(stableHashEnd)));
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

SqlCondition SegmentQueryBuilder::members(const Rule& rule) const
{
    SqlCondition sql;
    sql << "SELECT person_id FROM list_member WHERE list_id=";
    sql.bind(m_catalogue.listByName(rule.list)->id);
    return m_form == Form::Person ? sql << " AND person_id=" + m_person : sql;
}

SqlCondition SegmentQueryBuilder::setOf(const SqlCondition& rows) const
{
    SqlCondition sql;
    return sql << "(SELECT id_set(person_id) FROM (" << rows << "))";
}

SqlCondition SegmentQueryBuilder::among(const SqlCondition& rows) const
{
    SqlCondition sql;
    if (m_form == Form::Set)
        return sql << "in_set(" << setOf(rows) << ",p.id)";
    return sql << "p.id IN (" << rows << ")";
}

// Those who never did stand in no group: they are found as those who are not among the others.
SqlCondition SegmentQueryBuilder::event(const Rule& rule) const
{
    SqlCondition sql;
    if (!rule.measure || isAtLeastOnce(*rule.measure))
        return among(happenings(rule, {}));
    if (isNever(*rule.measure))
        return sql << "NOT " << among(happenings(rule, {}));
    if (selectsOthers(*rule.measure))
        sql << "NOT ";
    if (m_form == Form::Set)
        return sql << "in_set(" << eventSet(rule) << ",p.id)";
    const Measure& measure = *rule.measure;
    SqlCondition measured;
    measured << aggregate(measure.kind);
    sql << "(p.id IN (SELECT person_id FROM (" << happenings(rule, measuredColumns(measure))
        << ") GROUP BY person_id HAVING " << (selectsOthers(measure) ? "NOT (" : "(")
        << comparedWith(measured, measure.op, ruleNumbers(measure.values));
    return sql << ")))";
}

// Of those who did it: whose measure meets the comparison, or, when those who never did are to be among them, whose
// measure does not.
SqlCondition SegmentQueryBuilder::eventSet(const Rule& rule) const
{
    if (!rule.measure || isAtLeastOnce(*rule.measure))
        return setOf(happenings(rule, {}));
    const Measure& measure = *rule.measure;
    SqlCondition sql;
    sql << "(SELECT measured_set(" << measuresFunction(measure.kind) << ",";
    sql.bind(int(measure.op)) << (selectsOthers(measure) ? ",0" : ",1");
    sql << ",";
    sql.bind(jsonList(ruleNumbers(measure.values)));
    return sql << ") FROM (" << happenings(rule, measuredColumns(measure)) << "))";
}

std::optional<SqlCondition> SegmentQueryBuilder::set(const Rule& rule) const
{
    switch (rule.kind) {
    case Rule::Kind::Event:
        if (rule.measure && selectsOthers(*rule.measure))
            return std::nullopt;
        return eventSet(rule);
    case Rule::Kind::List:
        return setOf(members(rule));
    case Rule::Kind::Received:
        return setOf(deliveries(rule, {}));
    case Rule::Kind::Sequence:
        return setOf(followed(rule));
    default:
        return std::nullopt;
    }
}

SqlCondition SegmentQueryBuilder::happenings(const Rule& rule, const QByteArrayList& columns) const
{
    SqlCondition sql;
    for (const QString& name : rule.events)
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ") << happeningsOf(rule, *m_catalogue.eventByKey(name), columns);
    return sql;
}

SqlCondition SegmentQueryBuilder::happeningsOf(
    const Rule& rule, const EventName& event, const QByteArrayList& columns) const
{
    QByteArray measured;
    if (rule.measure && rule.measure->kind != Measure::Kind::Count)
        measured = "e.p" + QByteArray::number(event.propertyByKey(rule.measure->property)->id);
    SqlCondition sql;
    sql << "SELECT e.person_id";
    for (const QByteArray& column : columns)
        sql << ',' + (column == "v" ? measured + " AS v" : "e." + column);
    sql << " FROM event AS e" << (m_form == Form::Set && readsRows(rule, event) ? " INDEXED BY event_time" : "")
        << " WHERE " << fits(rule, event, "e");
    // No aggregate counts missing values; said so, an index of the values alone can serve.
    if (!measured.isEmpty())
        sql << " AND " + measured + " IS NOT NULL";
    if (m_form == Form::Person)
        sql << " AND e.person_id=" + m_person;
    return sql;
}

// Name, period and properties.
SqlCondition SegmentQueryBuilder::fits(const Rule& rule, const EventName& event, const QByteArray& table) const
{
    SqlCondition sql;
    (sql << table + ".name_id=").bind(event.id);
    const TimeRange range = *periodRange(rule.period, m_frame);
    if (range.from != TimeRange().from)
        (sql << " AND " + table + ".at>=").bind(range.from);
    if (range.to != TimeRange().to)
        (sql << " AND " + table + ".at<").bind(range.to);
    const ValueTests tests(m_frame);
    for (const PropertyCondition& condition : rule.where) {
        const Property& property = *event.propertyByKey(condition.property);
        const SqlCondition value = propertyValue(property, table);
        // Said so, an index of the values alone can serve.
        if (property.type == AttributeType::Number && !passesMissing(condition.op))
            sql << " AND " << value << " IS NOT NULL";
        sql << " AND " << tests.comparison(value, property.type, condition.op, condition.values);
    }
    return sql;
}

// On e, the first event, and f, the second.
SqlCondition SegmentQueryBuilder::follows(const Rule& sequence, const EventName& second) const
{
    SqlCondition sql;
    sql << fits(sequence.children.at(1), second, "f")
        << " AND f.person_id=e.person_id AND f.at>=e.at AND f.id<>e.id AND f.at<=e.at+";
    return sql.bind(qint64(sequence.withinSeconds) * 1000);
}

SqlCondition SegmentQueryBuilder::followed(const Rule& rule) const
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

SqlCondition SegmentQueryBuilder::pairs(const Rule& rule) const
{
    SqlCondition seconds;
    for (const QString& second : rule.children.at(1).events)
        seconds << (seconds.text.isEmpty() ? "(" : " OR ") << follows(rule, *m_catalogue.eventByKey(second));
    SqlCondition sql;
    for (const QString& first : rule.children.at(0).events) {
        sql << (sql.text.isEmpty() ? "" : " UNION ALL ")
            << "SELECT e.person_id, e.at AS first_at, f.at AS second_at FROM event AS e CROSS JOIN event AS f WHERE "
            << fits(rule.children.at(0), *m_catalogue.eventByKey(first), "e") << " AND " << seconds << ")";
        if (m_form == Form::Person)
            sql << " AND e.person_id=" + m_person;
    }
    return sql;
}

// A run's deliveries have ids in a row, with those of others between them at most; for one person the unique index
// finds them. The plus signs keep the planner on either way. Runs that began in time need no look at their messages.
SqlCondition SegmentQueryBuilder::deliveries(const Rule& rule, const QByteArrayList& columns) const
{
    const Received& received = rule.received;
    const QByteArray firstAt
        = "(SELECT m.first_at FROM " + attachedWorkspace + ".message AS m WHERE m.id=d.message_id)";
    SqlCondition sql;
    sql << "SELECT d.person_id" << (columns.isEmpty() ? QByteArray() : ',' + firstAt + " AS at") << " FROM "
        << attachedWorkspace + ".run AS r CROSS JOIN " + attachedWorkspace + ".delivery AS d WHERE "
        << (received.of == Received::Of::Campaign ? "r.campaign_id=" : "json_extract(r.plan,'$.channelId')=");
    sql.bind(received.id) << " AND d.state IN (1,3)"
                          << (m_form == Form::Person ? " AND d.run_id=r.id AND d.person_id=" + m_person
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
