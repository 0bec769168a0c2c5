#include "models/audience/query/removals.h"

#include "models/audience/query/idsets.h"
#include "models/audience/query/segmentquerybuilder.h"

namespace wd {

namespace {

QByteArray column(qsizetype index)
{
    return 'c' + QByteArray::number(index);
}

// c0, c1 … are the conditions' answers, `hits` is how many of them hold.
QByteArray totals(qsizetype conditions, bool all)
{
    const QByteArray number = QByteArray::number(conditions);
    QByteArray sql = "SELECT count(*), " + (all ? "total(hits=" + number + ')' : QByteArray("total(hits>0)"));
    for (qsizetype i = 0; i < conditions; ++i) {
        // The only one that does not hold, or the only one that does.
        const QByteArray only = all ? "hits=" + number + "-1 AND NOT " + column(i) : "hits=1 AND " + column(i);
        sql += ", total(" + column(i) + "), total(" + only + ')';
    }
    return sql;
}

// The limit that is none keeps SQLite from copying the conditions into each of the totals.
SqlCondition answers(const SegmentQueryBuilder& builder, const QList<Rule>& conditions, UserKind kind)
{
    SqlCondition sql;
    QByteArray hits = "0";
    for (qsizetype i = 0; i < conditions.size(); ++i) {
        sql << (i == 0 ? "SELECT " : ", ") << builder.condition(conditions.at(i)) << " AS " + column(i);
        hits += '+' + column(i);
    }
    SqlCondition counted;
    counted << "SELECT *, " + hits + " AS hits FROM (" << sql << " FROM person AS p NOT INDEXED WHERE "
            << kindCondition(kind) << " LIMIT -1 OFFSET 0) LIMIT -1 OFFSET 0";
    return counted;
}

} // namespace

Result<Removals> removals(
    Database& audience, const Catalogue& catalogue, const Rule& rule, UserKind kind, const TimeFrame& frame)
{
    const Result<SegmentQuery> query = SegmentQuery::build(catalogue, rule, kind, frame);
    if (!query)
        return query.error();
    const bool all = rule.kind != Rule::Kind::Any;
    const QList<Rule> conditions
        = rule.kind == Rule::Kind::All || rule.kind == Rule::Kind::Any ? rule.children : QList<Rule>{rule};
    if (conditions.isEmpty()) {
        const Result<SegmentQuery> everybody = SegmentQuery::build(catalogue, {}, kind, frame);
        const Result<qint64> people = everybody ? everybody->count(audience) : everybody.error();
        return people ? Result<Removals>(Removals{all ? *people : 0, *people, {}}) : people.error();
    }
    if (const Result<void> added = addIdSets(audience); !added)
        return added.error();
    const SegmentQueryBuilder builder(catalogue, frame, SegmentQueryBuilder::Form::Set);
    const SqlCondition from = answers(builder, conditions, kind);
    Statement statement(audience, totals(conditions.size(), all) + " FROM (" + from.text + ')');
    for (qsizetype i = 0; i < from.bindings.size(); ++i)
        statement.bind(int(i) + 1, from.bindings.at(i));
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    Removals removals{qint64(statement.real(1)), statement.integer(0), {}};
    for (int i = 0; i < conditions.size(); ++i)
        removals.conditions += {qint64(statement.real(2 * i + 2)), qint64(statement.real(2 * i + 3))};
    return removals;
}

} // namespace wd
