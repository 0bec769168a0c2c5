// Why somebody is in a segment or not: each condition of the rule with its answer and the fact behind it.
#pragma once

#include "models/audience/query/segmentquery.h"

namespace wd {

// Of one node of a rule. Which facts count depends on rule.kind.
struct Finding {
    Rule rule;
    bool holds = false;
    QVariant value; // Attribute: the person's, as attributeValue() gives it; invalid: none
    // Event: events in the period that fit. Sequence: first events that a second one follows as asked. Received:
    // deliveries that count.
    qint64 found = 0;
    // Event, Received: their times, the latest first, three at most. Sequence: the first and second event of the latest
    // pair; of several second events the nearest. UTC.
    QList<UtcMs> latest;
    std::optional<double> measured; // Event with a sum, average, min or max: that; none without any value
    double draw = 0; // Random: 0 ≤ draw < 100; the condition holds when it is below the percentage
    // All, Any, Not: of the members. Segment: one, who is in it. Sequence: two, each event by itself.
    QList<Finding> parts;
};

struct Explanation {
    bool selected = false; // what SegmentQuery::contains() answers: of the kind, and the rule holds
    bool ofKind = false; // false: an erased person, or one of the other kind
    Finding finding;
};

// All of one snapshot. `rule` is resolved (see resolveRule). Errors: those of SegmentQuery::build(); NotFound (person);
// DatabaseFailed. Some indexed look-ups per condition.
Result<Explanation> explain(Database& audience, const Catalogue& catalogue, const Rule& rule, UserKind kind,
    const TimeFrame& frame, qint64 personId);

} // namespace wd
