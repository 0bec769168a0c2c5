// Turns a rule that checkRule() accepts and resolveRule() has resolved into an SQL condition on table person AS p.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/audience/query/sqlcondition.h"

#include <optional>

namespace wd {

class SegmentQueryBuilder {
public:
    // Set: each condition on events or deliveries is worked out once for everybody. Person: looked up for one person,
    // whose id the expression `person` is.
    enum class Form { Set, Person };

    SegmentQueryBuilder(
        const Catalogue& catalogue, const TimeFrame& frame, Form form, const QByteArray& person = "p.id")
        : m_catalogue(catalogue)
        , m_frame(frame)
        , m_form(form)
        , m_person(person)
    {
    }

    // 0 or 1, never NULL, so that NOT is the complement.
    SqlCondition condition(const Rule& rule) const;

    // What a condition looks at, one row each: person_id and the columns asked for.
    // Event: the events in the period that fit. at; v, the measured property (then only those that have a value).
    SqlCondition happenings(const Rule& rule, const QByteArrayList& columns) const;
    // Sequence: the first events that are followed by a second one as the rule asks.
    SqlCondition followed(const Rule& rule) const;
    // Sequence: both events, in every way that they fit together, as first_at, second_at.
    SqlCondition pairs(const Rule& rule) const;
    // Received: the deliveries. at, when the message was first requested.
    SqlCondition deliveries(const Rule& rule, const QByteArrayList& columns) const;

    // Whom a condition on events, deliveries or a list selects, as an expression for a set (see idsets.h); only in the
    // Set form. Empty for other conditions, and for those that select the others of a set.
    std::optional<SqlCondition> set(const Rule& rule) const;

    static QByteArray aggregate(Measure::Kind kind); // over v

private:
    SqlCondition group(const Rule& rule) const;
    SqlCondition event(const Rule& rule) const;
    SqlCondition eventSet(const Rule& rule) const;
    SqlCondition members(const Rule& rule) const;
    SqlCondition setOf(const SqlCondition& rows) const;
    SqlCondition among(const SqlCondition& rows) const;
    SqlCondition happeningsOf(const Rule& rule, const EventName& event, const QByteArrayList& columns) const;
    SqlCondition fits(const Rule& rule, const EventName& event, const QByteArray& table) const;
    SqlCondition follows(const Rule& sequence, const EventName& second) const;

    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    Form m_form;
    QByteArray m_person;
};

// Who is of a kind, on table person AS p.
QByteArray kindCondition(UserKind kind);

} // namespace wd
