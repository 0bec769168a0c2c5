#include "models/audience/query/removals.h"

namespace wd {

namespace {

Result<IdSet> idsOf(
    const TwinSnapshot& audience, const Catalogue& catalogue, const Rule& rule, UserKind kind, const TimeFrame& frame)
{
    const Result<SegmentQuery> query = SegmentQuery::build(catalogue, rule, kind, frame);
    return query ? query->ids(audience) : query.error();
}

// What is in one of the sets alone.
QList<IdSet> onlyThere(const QList<IdSet>& sets)
{
    IdSet any;
    IdSet several;
    for (const IdSet& set : sets) {
        IdSet again = set;
        again.keep(any);
        several.add(again);
        any.add(set);
    }
    QList<IdSet> alone = sets;
    for (IdSet& set : alone)
        set.remove(several);
    return alone;
}

} // namespace

Result<Removals> removals(
    Database& audience, const Catalogue& catalogue, const Rule& rule, UserKind kind, const TimeFrame& frame)
{
    const TwinSnapshot snapshot(audience);
    if (const auto checked = SegmentQuery::build(catalogue, rule, kind, frame); !checked)
        return checked.error();
    const Result<IdSet> everybody = idsOf(snapshot, catalogue, {}, kind, frame);
    if (!everybody)
        return everybody.error();
    const bool isAny = rule.kind == Rule::Kind::Any;
    IdSet selected = isAny ? IdSet() : *everybody;
    QList<IdSet> deciding; // of each condition: whom it takes away, or, of an `any` group, brings
    Removals removals{0, everybody->size(), {}};
    for (const Rule& condition : isAny || rule.kind == Rule::Kind::All ? rule.children : QList<Rule>{rule}) {
        const Result<IdSet> holds = idsOf(snapshot, catalogue, condition, kind, frame);
        if (!holds)
            return holds.error();
        isAny ? selected.add(*holds) : selected.keep(*holds);
        removals.conditions += {holds->size(), 0};
        deciding += isAny ? *holds : *everybody;
        if (!isAny)
            deciding.last().remove(*holds);
    }
    removals.people = selected.size();
    const QList<IdSet> alone = onlyThere(deciding);
    for (qsizetype i = 0; i < alone.size(); ++i)
        removals.conditions[i].difference = alone.at(i).size();
    return removals;
}

} // namespace wd
