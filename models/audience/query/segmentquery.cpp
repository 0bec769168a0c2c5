#include "models/audience/query/segmentquery.h"

#include "models/audience/query/idsets.h"
#include "models/audience/query/segmentquerybuilder.h"
#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/rules/rulevalues.h"
#include "models/base/zonedtime.h"

#include <algorithm>

namespace wd {

namespace {

// Told not to, SQLite does not walk the people in the order of some index's ids; their own ids it still looks up.
const QByteArray fromPeople = " FROM person AS p NOT INDEXED WHERE ";
const QByteArray fromSets = " FROM set_ids(";

// Conditions that must all hold, those of groups within groups and of segments that are named among them.
void addConjuncts(const Rule& rule, QList<Rule>& conjuncts)
{
    if (rule.kind != Rule::Kind::All && rule.kind != Rule::Kind::Segment)
        conjuncts += rule;
    else
        for (const Rule& child : rule.children)
            addConjuncts(child, conjuncts);
}

// Of any number of sets; a function of SQLite takes 127 arguments at most.
SqlCondition commonSet(const QList<SqlCondition>& sets)
{
    constexpr qsizetype most = 100;
    if (sets.size() > most) {
        QList<SqlCondition> groups;
        for (qsizetype i = 0; i < sets.size(); i += most)
            groups += commonSet(sets.mid(i, most));
        return commonSet(groups);
    }
    SqlCondition sql;
    for (const SqlCondition& set : sets)
        sql << (sql.text.isEmpty() ? "common_set(" : ",") << set;
    return sql << ")";
}

// Where a rule asks for people of some sets, only those whom all the sets hold are looked at; else everybody is.
SqlCondition source(const SegmentQueryBuilder& builder, const Rule& rule, UserKind kind)
{
    QList<Rule> conjuncts;
    addConjuncts(rule, conjuncts);
    QList<SqlCondition> sets;
    SqlCondition others;
    for (const Rule& one : std::as_const(conjuncts)) {
        if (const std::optional<SqlCondition> set = builder.set(one))
            sets += *set;
        else
            others << " AND " << builder.condition(one);
    }
    SqlCondition sql;
    if (sets.isEmpty())
        sql << fromPeople;
    else
        sql << fromSets << commonSet(sets) << ") AS s CROSS JOIN person AS p WHERE p.id=s.id AND ";
    return sql << kindCondition(kind) << others;
}

Statement prepared(Database& audience, const QByteArray& sql, const QVariantList& bindings)
{
    Statement statement(audience, sql);
    for (qsizetype i = 0; i < bindings.size(); ++i)
        statement.bind(int(i) + 1, bindings.at(i));
    return statement;
}

Person personAt(const PeopleCursor& cursor, const QStringList& keys)
{
    Person person{cursor.id(), cursor.value(0).toString(), cursor.value(1).toString(), {}};
    for (qsizetype i = 0; i < keys.size(); ++i)
        if (const QVariant value = cursor.value(i); value.isValid())
            person.values.insert(keys.at(i), value);
    return person;
}

Result<qint64> singleNumber(Statement statement)
{
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    return *row ? statement.integer(0) : 0;
}

UtcMs neededUntil(const Period& period, const TimeFrame& frame)
{
    const UtcMs today = startOfDay(localDate(frame.at, frame.zone), frame.zone);
    switch (period.kind) {
    case Period::Kind::Today:
        return frame.at;
    case Period::Kind::FromTo:
        if (!period.to.isEmpty())
            return std::min(periodRange(period, frame)->to, frame.at);
        return today;
    case Period::Kind::Ever:
    case Period::Kind::Yesterday:
    case Period::Kind::ThisWeek:
    case Period::Kind::ThisMonth:
    case Period::Kind::LastDays:
        return today;
    }
    Q_UNREACHABLE();
}

void addNeeds(const Rule& rule, const TimeFrame& frame, QList<DataNeed>& needs)
{
    for (const Rule& child : rule.children)
        addNeeds(child, frame, needs);
    if (rule.kind != Rule::Kind::Event)
        return;
    const UtcMs until = neededUntil(rule.period, frame);
    for (const QString& event : rule.events) {
        const auto known
            = std::find_if(needs.begin(), needs.end(), [&event](const DataNeed& need) { return need.event == event; });
        if (known == needs.end())
            needs += DataNeed{event, until};
        else
            known->waitFor = std::max(known->waitFor, until);
    }
}

} // namespace

QList<DataNeed> dataNeeds(const Rule& rule, const TimeFrame& frame)
{
    QList<DataNeed> needs;
    addNeeds(rule, frame, needs);
    return needs;
}

PeopleCursor::PeopleCursor(Statement statement, QList<AttributeType> types)
    : m_statement(std::make_unique<Statement>(std::move(statement)))
    , m_types(std::move(types))
{
}

PeopleCursor::PeopleCursor(PeopleCursor&&) noexcept = default;
PeopleCursor::~PeopleCursor() = default;

Result<bool> PeopleCursor::next()
{
    return m_statement->step();
}

qint64 PeopleCursor::id() const
{
    return m_statement->integer(0);
}

QVariant PeopleCursor::value(qsizetype index) const
{
    return attributeValue(m_statement->value(int(index) + 1), m_types.at(index));
}

Result<SegmentQuery> SegmentQuery::build(
    const Catalogue& catalogue, const Rule& rule, UserKind kind, const TimeFrame& frame)
{
    if (const Errors errors = checkRule(rule, catalogue, frame, QStringLiteral("rule")); !errors.isEmpty())
        return errors.first();
    if (const std::optional<Error> unresolved = firstUnresolved(rule))
        return *unresolved;
    SegmentQuery query;
    query.m_catalogue = catalogue;
    query.m_from = source(SegmentQueryBuilder(catalogue, frame, SegmentQueryBuilder::Form::Set), rule, kind);
    query.m_order = query.m_from.text.startsWith(fromSets) ? "s.id" : "p.id";
    query.m_person << kindCondition(kind) << " AND "
                   << SegmentQueryBuilder(catalogue, frame, SegmentQueryBuilder::Form::Person).condition(rule);
    query.m_needs = wd::dataNeeds(rule, frame);
    return query;
}

Result<qint64> SegmentQuery::count(Database& audience) const
{
    if (const Result<void> added = addIdSets(audience); !added)
        return added.error();
    return singleNumber(prepared(audience, "SELECT count(*)" + m_from.text, m_from.bindings));
}

Result<bool> SegmentQuery::contains(Database& audience, qint64 personId) const
{
    if (const Result<void> added = addIdSets(audience); !added)
        return added.error();
    const QByteArray sql = "SELECT 1" + fromPeople + "p.id=" + QByteArray::number(personId) + " AND " + m_person.text;
    const Result<qint64> found = singleNumber(prepared(audience, sql, m_person.bindings));
    return found ? Result<bool>(*found == 1) : found.error();
}

Result<PeopleCursor> SegmentQuery::open(Database& audience, const QStringList& keys) const
{
    if (const Result<void> added = addIdSets(audience); !added)
        return added.error();
    QByteArray columns = "p.id";
    QList<AttributeType> types;
    for (const QString& key : keys) {
        const Attribute* const attribute = m_catalogue.attributeByKey(key);
        if (!attribute) {
            const Error unknown = m_catalogue.unknownAttribute(key, {});
            return Error{ErrorKind::BadValue, unknown.arguments, {}};
        }
        columns += ",p." + attribute->column();
        types += attribute->type;
    }
    const QByteArray sql = "SELECT " + columns + m_from.text + " ORDER BY " + m_order;
    return PeopleCursor(prepared(audience, sql, m_from.bindings), types);
}

Result<QList<Person>> SegmentQuery::people(Database& audience, int limit) const
{
    QStringList keys;
    for (const Attribute& attribute : m_catalogue.attributes())
        keys += attribute.key;
    Result<PeopleCursor> cursor = open(audience, keys);
    if (!cursor)
        return cursor.error();
    QList<Person> people;
    while (people.size() < limit) {
        const Result<bool> row = cursor->next();
        if (!row)
            return row.error();
        if (!*row)
            break;
        people += personAt(*cursor, keys);
    }
    return people;
}

Result<std::optional<Person>> personById(Database& audience, const Catalogue& catalogue, qint64 id)
{
    QByteArray columns = "p.id";
    QStringList keys;
    QList<AttributeType> types;
    for (const Attribute& attribute : catalogue.attributes()) {
        columns += ",p." + attribute.column();
        keys += attribute.key;
        types += attribute.type;
    }
    PeopleCursor cursor(
        prepared(audience, "SELECT " + columns + " FROM person AS p WHERE p.id=? AND p.erased_at IS NULL", {id}),
        types);
    const Result<bool> row = cursor.next();
    if (!row)
        return row.error();
    return *row ? std::optional(personAt(cursor, keys)) : std::nullopt;
}

} // namespace wd
