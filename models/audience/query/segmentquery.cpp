#include "models/audience/query/segmentquery.h"

#include "models/audience/query/personcondition.h"
#include "models/audience/query/ruleset.h"
#include "models/audience/query/sets/idsets.h"
#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/rules/rulevalues.h"
#include "models/base/zonedtime.h"

#include <algorithm>

namespace wd {

namespace {

Person personAt(const PeopleCursor& cursor, const QStringList& keys)
{
    Person person{cursor.id(), cursor.value(0).toString(), cursor.value(1).toString(), {}};
    for (qsizetype i = 0; i < keys.size(); ++i)
        if (const QVariant value = cursor.value(i); value.isValid())
            person.values.insert(keys.at(i), value);
    return person;
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

PeopleCursor::PeopleCursor(Statement statement, QList<AttributeType> types, std::unique_ptr<TwinSnapshot> snapshot)
    : m_snapshot(std::move(snapshot))
    , m_statement(std::make_unique<Statement>(std::move(statement)))
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
    query.m_rule = rule;
    query.m_kind = kind;
    query.m_frame = frame;
    query.m_person << kindCondition(kind) << " AND " << PersonCondition(catalogue, frame).of(rule);
    query.m_needs = wd::dataNeeds(rule, frame);
    return query;
}

Result<qint64> SegmentQuery::count(Database& audience) const
{
    const TwinSnapshot snapshot(audience);
    const Result<IdSet> people = ids(snapshot);
    return people ? Result<qint64>(people->size()) : people.error();
}

Result<IdSet> SegmentQuery::ids(const TwinSnapshot& audience) const
{
    if (!audience.begun())
        return audience.begun().error();
    return RuleSet(audience, m_catalogue, m_frame, m_kind).of(m_rule);
}

Result<bool> SegmentQuery::contains(Database& audience, qint64 personId) const
{
    if (const Result<void> added = addIdSets(audience); !added)
        return added.error();
    SqlCondition sql;
    sql << "SELECT 1 FROM person AS p WHERE p.id=" + QByteArray::number(personId) + " AND " << m_person;
    return prepared(audience, sql).step();
}

Result<PeopleCursor> SegmentQuery::open(Database& audience, const QStringList& keys) const
{
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
    auto snapshot = std::make_unique<TwinSnapshot>(audience);
    const Result<IdSet> people = ids(*snapshot);
    if (!people)
        return people.error();
    const QByteArray sql
        = "SELECT " + columns + " FROM set_ids(?) AS s CROSS JOIN person AS p WHERE p.id=s.id ORDER BY s.id";
    return PeopleCursor(prepared(audience, {sql, {people->bytes()}}), types, std::move(snapshot));
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
        prepared(audience, {"SELECT " + columns + " FROM person AS p WHERE p.id=? AND p.erased_at IS NULL", {id}}),
        types);
    const Result<bool> row = cursor.next();
    if (!row)
        return row.error();
    return *row ? std::optional(personAt(cursor, keys)) : std::nullopt;
}

} // namespace wd
