// The people whom a rule selects, as a set: each condition is worked out once for everybody, groups put sets together.
// One person: personcondition.h.
#pragma once

#include "models/audience/query/rulerows.h"

namespace wd {

class RuleSet {
public:
    // The connection knows the functions of sets/idsets.h.
    RuleSet(Database& audience, const Catalogue& catalogue, const TimeFrame& frame, UserKind kind);

    // Of people of the kind. Errors: DatabaseFailed.
    Result<IdSet> of(const Rule& rule) const;

private:
    Result<void> load(const Rule& rule) const;
    QByteArrayList columns(const Rule& rule) const;
    Result<IdSet> set(const Rule& rule) const;
    Result<IdSet> all(const Rule& rule) const;
    Result<IdSet> any(const Rule& rule) const;
    Result<IdSet> lot(double percent) const;
    Result<IdSet> attribute(const Rule& rule) const;
    Result<IdSet> event(const Rule& rule) const;
    Result<IdSet> sequence(const Rule& rule) const;
    Result<IdSet> ofRows(const SqlCondition& rows) const;
    Result<IdSet> filled(const QByteArray& expression) const;
    Result<IdSet> others(Result<IdSet> set) const;
    Result<IdSet> asked(const SqlCondition& set) const;

    Database& m_audience;
    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    RuleRows m_rows;
    QByteArray m_ofKind; // NULL for people of the other one
};

} // namespace wd
