// The people whom a rule selects, as a set: each condition is worked out once for everybody, groups put sets together.
// What events ask for is read in two halves of time side by side where the snapshot has a twin. One person:
// personcondition.h.
#pragma once

#include "models/audience/query/rulerows.h"

#include <unordered_map>

namespace wd {

// A condition on table person AS p.
struct PeopleTest {
    SqlCondition condition;
    IdSet* set = nullptr; // for whom it holds
    QByteArray column; // empty: of several
    const Rule* attribute = nullptr; // that asks it of the column
};

class RuleSet {
public:
    RuleSet(const TwinSnapshot& audience, const Catalogue& catalogue, const TimeFrame& frame, UserKind kind);

    // Of people of the kind. Errors: DatabaseFailed.
    Result<IdSet> of(const Rule& rule);

private:
    Result<void> findPeople(const Rule& rule);
    Result<QList<PeopleTest>> notKept(const Rule& rule);
    // Those of the columns that need not be read in the file.
    Result<QByteArrayList> held(const QList<PeopleTest>& tests) const;
    Result<IdSet> askedOfValues(const PeopleTest& test) const;
    SqlCondition comparison(const Rule& attribute, const QByteArray& value) const;
    Result<bool> findKept(const SqlCondition& sql, IdSet& set) const;
    Result<void> keep(const SqlCondition& sql, const IdSet& set) const;

    Result<IdSet> set(const Rule& rule) const;
    Result<IdSet> all(const Rule& rule) const;
    Result<IdSet> any(const Rule& rule) const;
    IdSet lot(double percent) const;
    Result<IdSet> event(const Rule& rule) const;
    Result<IdSet> whoDid(const Rule& rule) const;
    Result<IdSet> whoseMeasure(const Rule& rule, bool meets) const;
    template <typename Ask> auto ofHappenings(const Rule& rule, const QByteArrayList& columns, Ask ask) const;
    Result<std::optional<UtcMs>> middle(const Rule& rule) const;
    Result<IdSet> sequence(const Rule& rule) const;
    Result<IdSet> others(Result<IdSet> set) const;
    Result<IdSet> asked(const SqlCondition& set) const;
    Result<IdSet> askedOrKept(const SqlCondition& set) const;
    template <typename Work> Result<IdSet> keptOr(const SqlCondition& name, Work work) const;

    Database& m_audience;
    Database* m_twin;
    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    UserKind m_kind;
    RuleRows m_rows;
    IdSet m_ofKind;
    std::unordered_map<const Rule*, IdSet> m_found; // of each condition on an attribute
};

} // namespace wd
