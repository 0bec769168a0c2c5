// A rule as an SQL condition on one person. Sets of everybody: ruleset.h.
#pragma once

#include "models/audience/query/rulerows.h"

namespace wd {

class PersonCondition {
public:
    // On table person AS p. `person` is an expression for the id that p has.
    PersonCondition(const Catalogue& catalogue, const TimeFrame& frame, const QByteArray& person = "p.id")
        : m_catalogue(catalogue)
        , m_frame(frame)
        , m_rows(catalogue, frame, person)
    {
    }

    // 0 or 1, never NULL, so that NOT is the complement.
    SqlCondition of(const Rule& rule) const;

private:
    SqlCondition group(const Rule& rule) const;
    SqlCondition event(const Rule& rule) const;

    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    RuleRows m_rows;
};

// Who is of a kind, on table person AS p.
QByteArray kindCondition(UserKind kind);

// What a measure makes of a person's happenings; over v.
QByteArray aggregate(Measure::Kind kind);
QByteArrayList measuredColumns(const Measure& measure);

} // namespace wd
