// What the conditions of a rule look at, as SQL: the events, deliveries and lists' members that they ask for. The rule
// is one that checkRule() accepts and resolveRule() has resolved.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/audience/query/sqlcondition.h"
#include "models/audience/rules/rulevalues.h"

namespace wd {

class RuleRows {
public:
    // Of everybody, or of one person alone, whose id the SQL expression is.
    RuleRows(const Catalogue& catalogue, const TimeFrame& frame, const QByteArray& person = {})
        : m_catalogue(catalogue)
        , m_frame(frame)
        , m_person(person)
    {
    }

    // Each row has person_id and the columns asked for.
    // Event: the events in the period that fit, of a part of all time. at; id; v, the measured property (then only
    // those that have a value).
    SqlCondition happenings(const Rule& rule, const QByteArrayList& columns, const TimeRange& part = {}) const;
    // Event: of each name the first and the last time in the period, whatever else is asked; NULL without any.
    SqlCondition times(const Rule& rule) const;
    // List.
    SqlCondition members(const Rule& rule) const;
    // Received: the deliveries. at, when the message was first requested.
    SqlCondition deliveries(const Rule& rule, const QByteArrayList& columns) const;
    // Sequence: the second events, but for those that come too early or too late for any first one. at; id.
    SqlCondition seconds(const Rule& rule) const;
    // Sequence: the first events that are followed by a second one as the rule asks.
    SqlCondition followed(const Rule& rule) const;
    // Sequence: both events, in every way that they fit together, as first_at, second_at.
    SqlCondition pairs(const Rule& rule) const;

private:
    SqlCondition happeningsOf(
        const Rule& rule, const EventName& event, const QByteArrayList& columns, const TimeRange& part = {}) const;
    SqlCondition inPeriod(
        const Rule& rule, const EventName& event, const QByteArray& table, const TimeRange& part = {}) const;
    SqlCondition havingProperties(const Rule& rule, const EventName& event, const QByteArray& table) const;
    SqlCondition fits(const Rule& rule, const EventName& event, const QByteArray& table) const;
    SqlCondition follows(const Rule& sequence, const EventName& second) const;
    bool isOfAll() const { return m_person.isEmpty(); }

    const Catalogue& m_catalogue;
    const TimeFrame& m_frame;
    QByteArray m_person;
};

} // namespace wd
