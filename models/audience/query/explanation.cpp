#include "models/audience/query/explanation.h"

#include "models/audience/query/personcondition.h"
#include "models/audience/query/valuetests.h"
#include "models/storage/stablehash.h"
#include "models/storage/transaction.h"

#include <algorithm>

namespace wd {

namespace {

constexpr auto timesShown = "3";

// The first error ends it: what is found after it is of no use.
class Explaining {
public:
    Explaining(Database& audience, const Catalogue& catalogue, const TimeFrame& frame, qint64 personId)
        : m_audience(audience)
        , m_catalogue(catalogue)
        , m_person(QByteArray::number(personId))
        , m_personId(personId)
        , m_rows(catalogue, frame, m_person)
        , m_condition(catalogue, frame, m_person)
    {
    }

    Finding find(const Rule& rule);
    const std::optional<Error>& error() const { return m_error; }

private:
    bool holds(const Rule& rule);
    void addFacts(Finding& finding);
    void addEvents(Finding& finding);
    void addPair(Finding& finding);
    void addTimes(Finding& finding, const SqlCondition& rows);
    // The columns of the first row as they are stored; empty without one.
    QList<QVariantList> rows(const QByteArray& head, const SqlCondition& from, const QByteArray& tail);

    Database& m_audience;
    const Catalogue& m_catalogue;
    QByteArray m_person;
    qint64 m_personId;
    RuleRows m_rows;
    PersonCondition m_condition;
    std::optional<Error> m_error;
};

QList<QVariantList> Explaining::rows(const QByteArray& head, const SqlCondition& from, const QByteArray& tail)
{
    QList<QVariantList> found;
    SqlCondition sql;
    sql << head << from << tail;
    Statement statement = prepared(m_audience, sql);
    while (!m_error) {
        const Result<bool> row = statement.step();
        if (!row)
            m_error = row.error();
        if (!row || !*row)
            break;
        QVariantList values;
        for (int column = 0; column < statement.columnCount(); ++column)
            values += statement.value(column);
        found += values;
    }
    return found;
}

Finding Explaining::find(const Rule& rule)
{
    Finding finding{rule, false, {}, 0, {}, {}, 0, {}};
    for (const Rule& child : rule.children)
        finding.parts += find(child);
    const auto partHolds = [](const Finding& part) { return part.holds; };
    switch (rule.kind) {
    case Rule::Kind::All:
    case Rule::Kind::Segment:
        finding.holds = std::all_of(finding.parts.begin(), finding.parts.end(), partHolds);
        break;
    case Rule::Kind::Any:
        finding.holds = std::any_of(finding.parts.begin(), finding.parts.end(), partHolds);
        break;
    case Rule::Kind::Not:
        finding.holds = !finding.parts.first().holds;
        break;
    default:
        finding.holds = holds(rule);
        addFacts(finding);
    }
    return finding;
}

bool Explaining::holds(const Rule& rule)
{
    const auto found = rows("SELECT ", m_condition.of(rule), " FROM person AS p WHERE p.id=" + m_person);
    return !found.isEmpty() && found.first().first().toLongLong() == 1;
}

void Explaining::addFacts(Finding& finding)
{
    switch (finding.rule.kind) {
    case Rule::Kind::Attribute: {
        const Attribute& attribute = *m_catalogue.attributeByKey(finding.rule.attribute);
        const auto found = rows("SELECT p." + attribute.column(), {}, " FROM person AS p WHERE p.id=" + m_person);
        if (!found.isEmpty())
            finding.value = attributeValue(found.first().first(), attribute.type);
        break;
    }
    case Rule::Kind::Event:
        return addEvents(finding);
    case Rule::Kind::Sequence:
        return addPair(finding);
    case Rule::Kind::Received:
        return addTimes(finding, m_rows.deliveries(finding.rule, {"at"}));
    case Rule::Kind::Random:
        finding.draw = double(stableHash(m_personId)) / double(stableHashEnd) * 100;
        break;
    default:
        break;
    }
}

void Explaining::addTimes(Finding& finding, const SqlCondition& happened)
{
    const auto count = rows("SELECT count(*) FROM (", happened, ")");
    if (!count.isEmpty())
        finding.found = count.first().first().toLongLong();
    for (const QVariantList& row :
        rows("SELECT at FROM (", happened, QByteArray(") ORDER BY at DESC LIMIT ") + timesShown))
        if (row.first().isValid())
            finding.latest += row.first().toLongLong();
}

void Explaining::addEvents(Finding& finding)
{
    Rule counted = finding.rule;
    counted.measure.reset();
    addTimes(finding, m_rows.happenings(counted, {"at"}));
    if (!finding.rule.measure || finding.rule.measure->kind == Measure::Kind::Count)
        return;
    const auto measured = rows(
        "SELECT " + aggregate(finding.rule.measure->kind) + " FROM (", m_rows.happenings(finding.rule, {"v"}), ")");
    if (!measured.isEmpty() && measured.first().first().isValid())
        finding.measured = measured.first().first().toDouble();
}

void Explaining::addPair(Finding& finding)
{
    const auto count = rows("SELECT count(*) FROM (", m_rows.followed(finding.rule), ")");
    if (!count.isEmpty())
        finding.found = count.first().first().toLongLong();
    const auto pair = rows(
        "SELECT first_at, second_at FROM (", m_rows.pairs(finding.rule), ") ORDER BY first_at DESC, second_at LIMIT 1");
    if (!pair.isEmpty())
        finding.latest = {pair.first().at(0).toLongLong(), pair.first().at(1).toLongLong()};
}

} // namespace

Result<Explanation> explain(Database& audience, const Catalogue& catalogue, const Rule& rule, UserKind kind,
    const TimeFrame& frame, qint64 personId)
{
    const Transaction snapshot(audience, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    // The query checks the rule, and with nothing asked of them it knows the people of the kind.
    if (const Result<SegmentQuery> query = SegmentQuery::build(catalogue, rule, kind, frame); !query)
        return query.error();
    const Result<SegmentQuery> everybody = SegmentQuery::build(catalogue, {}, kind, frame);
    if (!everybody)
        return everybody.error();
    const Result<bool> ofKind = everybody->contains(audience, personId);
    if (!ofKind)
        return ofKind.error();
    Statement known(audience, "SELECT 1 FROM person WHERE id=?");
    const Result<bool> row = known.bind(1, personId).step();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorKind::NotFound, {QStringLiteral("person"), QString::number(personId)}, {}};
    Explaining explaining(audience, catalogue, frame, personId);
    const Finding finding = explaining.find(rule);
    if (explaining.error())
        return *explaining.error();
    return Explanation{*ofKind && finding.holds, *ofKind, finding};
}

} // namespace wd
