#include "models/audience/query/ruleset.h"

#include "models/audience/query/personcondition.h"
#include "models/audience/query/valuetests.h"
#include "models/audience/rules/rulevalues.h"
#include "models/storage/stablehash.h"

namespace wd {

namespace {

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

} // namespace

RuleSet::RuleSet(Database& audience, const Catalogue& catalogue, const TimeFrame& frame, UserKind kind)
    : m_audience(audience)
    , m_catalogue(catalogue)
    , m_frame(frame)
    , m_rows(catalogue, frame)
    , m_ofKind("CASE WHEN " + kindCondition(kind) + " THEN 1 END")
{
}

Result<IdSet> RuleSet::of(const Rule& rule) const
{
    if (const Result<void> loaded = load(rule); !loaded)
        return loaded.error();
    Result<IdSet> people = filled(m_ofKind);
    const Result<IdSet> selected = people ? set(rule) : people;
    if (selected)
        people->keep(*selected);
    return selected ? people : selected;
}

// What is asked of people is read in one pass; what is too much for that, when it is asked for.
Result<void> RuleSet::load(const Rule& rule) const
{
    constexpr qsizetype most = 60;
    const QByteArrayList expressions = columns(rule).mid(0, most);
    Statement statement(
        m_audience, "SELECT load_columns(" + QByteArray("?,").repeated(expressions.size()).chopped(1) + ')');
    for (qsizetype i = 0; i < expressions.size(); ++i)
        statement.bind(int(i) + 1, QString::fromUtf8(expressions.at(i)));
    const Result<bool> loaded = statement.step();
    return loaded ? Result<void>() : loaded.error();
}

QByteArrayList RuleSet::columns(const Rule& rule) const
{
    QByteArrayList columns{m_ofKind};
    if (rule.kind == Rule::Kind::Attribute)
        columns += "p." + m_catalogue.attributeByKey(rule.attribute)->column();
    for (const Rule& child : rule.children)
        columns += this->columns(child).mid(1);
    return columns;
}

Result<IdSet> RuleSet::set(const Rule& rule) const
{
    switch (rule.kind) {
    case Rule::Kind::All:
        return all(rule);
    case Rule::Kind::Any:
        return any(rule);
    case Rule::Kind::Not:
        return others(set(rule.children.first()));
    case Rule::Kind::Attribute:
        return attribute(rule);
    case Rule::Kind::Event:
        return event(rule);
    case Rule::Kind::Segment:
        return set(rule.children.first());
    case Rule::Kind::List:
        return ofRows(m_rows.members(rule));
    case Rule::Kind::Received:
        return ofRows(m_rows.deliveries(rule, {}));
    case Rule::Kind::Sequence:
        return sequence(rule);
    case Rule::Kind::Random:
        return lot(rule.percent);
    }
    Q_UNREACHABLE();
}

Result<IdSet> RuleSet::all(const Rule& rule) const
{
    Result<IdSet> people = filled(m_ofKind);
    for (qsizetype i = 0; people && i < rule.children.size(); ++i) {
        const Result<IdSet> one = set(rule.children.at(i));
        if (!one)
            return one;
        people->keep(*one);
    }
    return people;
}

Result<IdSet> RuleSet::any(const Rule& rule) const
{
    IdSet people;
    for (const Rule& child : rule.children) {
        const Result<IdSet> one = set(child);
        if (!one)
            return one;
        people.add(*one);
    }
    return people;
}

Result<IdSet> RuleSet::lot(double percent) const
{
    const qint64 end = qint64(percent / 100 * double(stableHashEnd));
    const Result<IdSet> people = filled(m_ofKind);
    if (!people)
        return people;
    IdSet drawn;
    for (qint64 id = people->next(0); id >= 0; id = people->next(id + 1))
        if (stableHash(id) < end)
            drawn.add(size_t(id));
    return drawn;
}

// Asked of each value that occurs, not of each person.
Result<IdSet> RuleSet::attribute(const Rule& rule) const
{
    const Attribute& attribute = *m_catalogue.attributeByKey(rule.attribute);
    const QByteArray expression = "p." + attribute.column();
    if (rule.op == Operator::NotEmpty)
        return filled(expression);
    if (rule.op == Operator::Empty)
        return others(filled(expression));
    SqlCondition value;
    value << "c.value";
    SqlCondition sql;
    sql << "SELECT coded_set(c.code,";
    sql.bind(QString::fromUtf8(expression)) << ") FROM column_values(";
    sql.bind(QString::fromUtf8(expression)) << ") AS c WHERE ";
    return asked(sql << ValueTests(m_frame).comparison(value, attribute.type, rule.op, rule.values));
}

// Whose measure meets the comparison; or, when those who never did are to be among them, who is not among those whose
// measure doesn't.
Result<IdSet> RuleSet::event(const Rule& rule) const
{
    if (!rule.measure || isAtLeastOnce(*rule.measure))
        return ofRows(m_rows.happenings(rule, {}));
    if (isNever(*rule.measure))
        return others(ofRows(m_rows.happenings(rule, {})));
    const Measure& measure = *rule.measure;
    const bool othersToo = selectsOthers(measure);
    SqlCondition sql;
    sql << "SELECT measured_set(" + measuresFunction(measure.kind) + ',';
    sql.bind(int(measure.op)) << (othersToo ? ",0," : ",1,");
    sql.bind(jsonList(ruleNumbers(measure.values)))
        << ") FROM (" << m_rows.happenings(rule, measuredColumns(measure)) << ")";
    return othersToo ? others(asked(sql)) : asked(sql);
}

Result<IdSet> RuleSet::sequence(const Rule& rule) const
{
    SqlCondition sql;
    sql << "SELECT followed_set(person_id,at,id,(SELECT happened(person_id,at,id) FROM (" << m_rows.seconds(rule)
        << ")),";
    sql.bind(qint64(rule.withinSeconds) * 1000);
    return asked(sql << ") FROM (" << m_rows.happenings(rule.children.at(0), {"at", "id"}) << ")");
}

Result<IdSet> RuleSet::ofRows(const SqlCondition& rows) const
{
    SqlCondition sql;
    return asked(sql << "SELECT id_set(person_id) FROM (" << rows << ")");
}

Result<IdSet> RuleSet::filled(const QByteArray& expression) const
{
    SqlCondition sql;
    sql << "SELECT filled_set(";
    return asked(sql.bind(QString::fromUtf8(expression)) << ")");
}

Result<IdSet> RuleSet::others(Result<IdSet> set) const
{
    Result<IdSet> people = filled(m_ofKind);
    if (people && set)
        people->remove(*set);
    return set ? people : set;
}

Result<IdSet> RuleSet::asked(const SqlCondition& set) const
{
    Statement statement(m_audience, set.text);
    for (qsizetype i = 0; i < set.bindings.size(); ++i)
        statement.bind(int(i) + 1, set.bindings.at(i));
    const Result<bool> row = statement.step();
    return row ? Result<IdSet>(IdSet::fromBytes(statement.blob(0))) : row.error();
}

} // namespace wd
