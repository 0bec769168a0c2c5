#include "models/audience/query/ruleset.h"

#include "models/audience/query/personcondition.h"
#include "models/audience/query/sets/idsets.h"
#include "models/audience/query/sets/measures.h"
#include "models/audience/query/valuetests.h"
#include "models/audience/rules/rulevalues.h"
#include "models/storage/stablehash.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <future>
#include <numeric>

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

void addAttributes(const Rule& rule, QList<const Rule*>& attributes)
{
    if (rule.kind == Rule::Kind::Attribute)
        attributes += &rule;
    for (const Rule& child : rule.children)
        addAttributes(child, attributes);
}

SqlCondition setOf(const SqlCondition& rows)
{
    SqlCondition sql;
    return sql << "SELECT id_set(person_id) FROM (" << rows << ")";
}

Result<IdSet> answered(Database& audience, const SqlCondition& set)
{
    Statement statement = prepared(audience, set);
    const Result<bool> row = statement.step();
    return row ? Result<IdSet>(IdSet::fromBytes(statement.blob(0))) : row.error();
}

Result<Measures> measuresOf(Database& audience, Measure::Kind kind, const SqlCondition& rows)
{
    Measures measures(kind);
    SqlCondition sql;
    sql << "SELECT keep_measures(" + measuresFunction(kind) + ',';
    Statement statement = prepared(audience, sql.bind({}) << ") FROM (" << rows << ")");
    const Result<bool> row = statement.bindPointer(1, &measures, Measures::sqlType).step();
    return row ? Result<Measures>(std::move(measures)) : row.error();
}

// What is asked, with all that it is asked with.
QByteArray nameOf(const SqlCondition& sql)
{
    QByteArray name;
    QDataStream stream(&name, QIODevice::WriteOnly);
    stream << sql.text << sql.bindings;
    return name;
}

// Told not to, SQLite does not walk the people in the order of some index's ids.
Result<void> readSets(Database& audience, const QList<PeopleTest>& tests)
{
    SqlCondition sql;
    sql << "SELECT p.id";
    for (const PeopleTest& test : tests)
        sql << "," << test.condition;
    Statement people = prepared(audience, sql << " FROM person AS p NOT INDEXED");
    for (;;) {
        const Result<bool> row = people.step();
        if (!row || !*row)
            return row ? Result<void>() : row.error();
        for (int i = 0; i < tests.size(); ++i)
            if (people.integer(i + 1) != 0)
                tests[i].set->add(size_t(people.integer(0)));
    }
}

} // namespace

RuleSet::RuleSet(const TwinSnapshot& audience, const Catalogue& catalogue, const TimeFrame& frame, UserKind kind)
    : m_audience(audience.database())
    , m_twin(audience.twin())
    , m_catalogue(catalogue)
    , m_frame(frame)
    , m_kind(kind)
    , m_rows(catalogue, frame)
{
}

Result<IdSet> RuleSet::of(const Rule& rule)
{
    for (Database* const connection : {&m_audience, m_twin})
        if (const Result<void> added = connection ? addIdSets(*connection) : Result<void>(); !added)
            return added.error();
    if (const Result<void> read = findPeople(rule); !read)
        return read.error();
    Result<IdSet> people = set(rule);
    if (people)
        people->keep(m_ofKind);
    return people;
}

// Whatever has to be asked of each person in the file is asked in one pass; where a column is held, each value that
// occurs is asked instead.
Result<void> RuleSet::findPeople(const Rule& rule)
{
    const Result<QList<PeopleTest>> missing = notKept(rule);
    const Result<QByteArrayList> columns = missing ? held(*missing) : missing.error();
    if (!columns)
        return columns.error();
    QList<PeopleTest> unread;
    for (const PeopleTest& test : *missing) {
        if (!columns->contains(test.column)) {
            unread += test;
            continue;
        }
        Result<IdSet> coded = askedOfValues(test);
        if (!coded)
            return coded.error();
        *test.set = std::move(*coded);
    }
    Result<void> done = unread.isEmpty() ? Result<void>() : readSets(m_audience, unread);
    for (qsizetype i = 0; done && i < missing->size(); ++i)
        done = keep(missing->at(i).condition, *missing->at(i).set);
    return done;
}

Result<QList<PeopleTest>> RuleSet::notKept(const Rule& rule)
{
    SqlCondition ofKind;
    QList<PeopleTest> tests{{ofKind << "(" + kindCondition(m_kind) + ")", &m_ofKind, {}, nullptr}};
    QList<const Rule*> attributes;
    addAttributes(rule, attributes);
    for (const Rule* const attribute : std::as_const(attributes)) {
        const QByteArray column = "p." + m_catalogue.attributeByKey(attribute->attribute)->column();
        tests += PeopleTest{comparison(*attribute, column), &m_found[attribute], column, attribute};
    }
    QList<PeopleTest> missing;
    for (const PeopleTest& test : std::as_const(tests)) {
        const Result<bool> kept = findKept(test.condition, *test.set);
        if (!kept)
            return kept.error();
        if (!*kept)
            missing += test;
    }
    return missing;
}

Result<QByteArrayList> RuleSet::held(const QList<PeopleTest>& tests) const
{
    constexpr qsizetype most = 100; // a function of SQLite takes 127 arguments
    QByteArrayList columns;
    for (const PeopleTest& test : tests)
        if (!test.column.isEmpty() && columns.size() < most && !columns.contains(test.column))
            columns += test.column;
    if (columns.isEmpty())
        return columns;
    SqlCondition sql;
    for (const QByteArray& one : std::as_const(columns)) {
        sql << (sql.text.isEmpty() ? "SELECT held_columns(" : ",");
        sql.bind(QString::fromUtf8(one));
    }
    Statement asking = prepared(m_audience, sql << ")");
    const Result<bool> row = asking.step();
    if (!row)
        return row.error();
    const QByteArrayView letters = asking.utf8(0);
    QByteArrayList heldOnes;
    for (qsizetype i = 0; i < letters.size(); ++i)
        if (letters[i] == '1')
            heldOnes += columns.at(i);
    return heldOnes;
}

Result<bool> RuleSet::findKept(const SqlCondition& sql, IdSet& set) const
{
    Statement kept(m_audience, "SELECT kept_set(?)");
    const Result<bool> row = kept.bind(1, nameOf(sql)).step();
    if (!row)
        return row;
    const bool isKept = !kept.isNull(0);
    if (isKept)
        set = IdSet::fromBytes(kept.blob(0));
    return isKept;
}

Result<void> RuleSet::keep(const SqlCondition& sql, const IdSet& set) const
{
    Statement keep(m_audience, "SELECT keep_set(?,?)");
    const Result<bool> row = keep.bind(1, nameOf(sql)).bind(2, set.bytes()).step();
    return row ? Result<void>() : row.error();
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
        return m_found.at(&rule);
    case Rule::Kind::Event:
        return event(rule);
    case Rule::Kind::Segment:
        return set(rule.children.first());
    case Rule::Kind::List:
        return askedOrKept(setOf(m_rows.members(rule)));
    case Rule::Kind::Received:
        return asked(setOf(m_rows.deliveries(rule, {}))); // what is kept goes by the other file
    case Rule::Kind::Sequence:
        return sequence(rule);
    case Rule::Kind::Random:
        return lot(rule.percent);
    }
    Q_UNREACHABLE();
}

Result<IdSet> RuleSet::all(const Rule& rule) const
{
    IdSet people = m_ofKind;
    for (const Rule& child : rule.children) {
        const Result<IdSet> one = set(child);
        if (!one)
            return one;
        people.keep(*one);
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

IdSet RuleSet::lot(double percent) const
{
    const qint64 end = qint64(percent / 100 * double(stableHashEnd));
    IdSet drawn;
    for (qint64 id = m_ofKind.next(0); id >= 0; id = m_ofKind.next(id + 1))
        if (stableHash(id) < end)
            drawn.add(size_t(id));
    return drawn;
}

Result<IdSet> RuleSet::askedOfValues(const PeopleTest& test) const
{
    const QString expression = QString::fromUtf8(test.column);
    SqlCondition sql;
    sql << "SELECT coded_set(c.code,";
    sql.bind(expression) << ") FROM column_values(";
    sql.bind(expression) << ") AS c WHERE ";
    return asked(sql << comparison(*test.attribute, "c.value"));
}

SqlCondition RuleSet::comparison(const Rule& attribute, const QByteArray& value) const
{
    SqlCondition sql;
    const AttributeType type = m_catalogue.attributeByKey(attribute.attribute)->type;
    return ValueTests(m_frame).comparison(sql << value, type, attribute.op, attribute.values);
}

// Whose measure meets the comparison; or, when those who never did are to be among them, who is not among those whose
// measure doesn't.
Result<IdSet> RuleSet::event(const Rule& rule) const
{
    if (!rule.measure || isAtLeastOnce(*rule.measure))
        return whoDid(rule);
    if (isNever(*rule.measure))
        return others(whoDid(rule));
    return selectsOthers(*rule.measure) ? others(whoseMeasure(rule, false)) : whoseMeasure(rule, true);
}

// ask(Database&, rows) gives a Result of what can take up another of its kind by add().
template <typename Ask> auto RuleSet::ofHappenings(const Rule& rule, const QByteArrayList& columns, Ask ask) const
{
    using Answer = decltype(ask(m_audience, SqlCondition()));
    const Result<std::optional<UtcMs>> middle = this->middle(rule);
    if (!middle)
        return Answer(middle.error());
    if (!*middle)
        return ask(m_audience, m_rows.happenings(rule, columns));
    const SqlCondition later = m_rows.happenings(rule, columns, {**middle, TimeRange().to});
    // Where no thread can be had, the later half is read after the earlier one.
    auto half
        = std::async(std::launch::async | std::launch::deferred, [this, &later, &ask] { return ask(*m_twin, later); });
    Answer whole = ask(m_audience, m_rows.happenings(rule, columns, {TimeRange().from, **middle}));
    if (!whole)
        m_twin->interrupt();
    const Answer other = half.get();
    if (whole && !other)
        return other;
    if (whole)
        whole->add(*other);
    return whole;
}

Result<IdSet> RuleSet::whoDid(const Rule& rule) const
{
    return keptOr(m_rows.happenings(rule, {}), [&] {
        return ofHappenings(
            rule, {}, [](Database& audience, const SqlCondition& rows) { return answered(audience, setOf(rows)); });
    });
}

Result<IdSet> RuleSet::whoseMeasure(const Rule& rule, bool meets) const
{
    const Measure& measure = *rule.measure;
    const QByteArrayList columns = measuredColumns(measure);
    SqlCondition name = m_rows.happenings(rule, columns);
    for (const QVariant& part : {QVariant(int(measure.kind)), QVariant(int(measure.op)), QVariant(meets)})
        name.bindings += part;
    name.bindings += measure.values;
    return keptOr(name, [&]() -> Result<IdSet> {
        const auto measures = ofHappenings(rule, columns, [&measure](Database& audience, const SqlCondition& rows) {
            return measuresOf(audience, measure.kind, rows);
        });
        if (!measures)
            return measures.error();
        return measures->meeting(NumberTest(measure.op, ruleNumbers(measure.values)), meets);
    });
}

// Halfway between the first and the last of the events; nothing: they are not to be read in two halves.
Result<std::optional<UtcMs>> RuleSet::middle(const Rule& rule) const
{
    if (!m_twin)
        return std::optional<UtcMs>();
    Statement times = prepared(m_audience, m_rows.times(rule));
    TimeRange all{TimeRange().to, TimeRange().from};
    for (;;) {
        const Result<bool> row = times.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        if (times.isNull(0))
            continue;
        all = {std::min(all.from, times.integer(0)), std::max(all.to, times.integer(1))};
    }
    return all.from < all.to ? std::optional(std::midpoint(all.from, all.to) + 1) : std::nullopt;
}

Result<IdSet> RuleSet::sequence(const Rule& rule) const
{
    SqlCondition sql;
    sql << "SELECT followed_set(person_id,at,id,(SELECT happened(person_id,at,id) FROM (" << m_rows.seconds(rule)
        << ")),";
    sql.bind(qint64(rule.withinSeconds) * 1000);
    return askedOrKept(sql << ") FROM (" << m_rows.happenings(rule.children.at(0), {"at", "id"}) << ")");
}

Result<IdSet> RuleSet::others(Result<IdSet> set) const
{
    IdSet people = m_ofKind;
    if (set)
        people.remove(*set);
    return set ? Result(std::move(people)) : set;
}

Result<IdSet> RuleSet::askedOrKept(const SqlCondition& set) const
{
    return keptOr(set, [&] { return asked(set); });
}

// The same condition stands in the rule as it was before a click, and in the question how many each takes away.
template <typename Work> Result<IdSet> RuleSet::keptOr(const SqlCondition& name, Work work) const
{
    IdSet kept;
    const Result<bool> isKept = findKept(name, kept);
    if (!isKept || *isKept)
        return isKept ? Result(std::move(kept)) : isKept.error();
    Result<IdSet> answer = work();
    if (answer)
        if (const Result<void> done = keep(name, *answer); !done)
            return done.error();
    return answer;
}

Result<IdSet> RuleSet::asked(const SqlCondition& set) const
{
    return answered(m_audience, set);
}

} // namespace wd
