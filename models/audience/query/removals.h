// What each condition of a group does to its number of people.
#pragma once

#include "models/audience/query/segmentquery.h"

namespace wd {

struct Removals {
    struct Condition {
        qint64 alone = 0; // people of the kind for whom this condition holds, whatever the others say
        // Of an `all` group: how many more there would be without this condition. Of an `any` group: how many fewer.
        qint64 difference = 0;
        bool operator==(const Condition&) const = default;
    };
    qint64 people = 0; // who are selected
    qint64 everybody = 0; // of the kind
    QList<Condition> conditions; // one for each member of the group, in its order
    bool operator==(const Removals&) const = default;
};

// All of one snapshot; as long as counting each condition once. Database::interrupt() breaks it off. A rule that is no
// group counts as an `all` group of one. `rule` is resolved (see resolveRule). Errors: those of SegmentQuery::build(),
// DatabaseFailed.
Result<Removals> removals(
    Database& audience, const Catalogue& catalogue, const Rule& rule, UserKind kind, const TimeFrame& frame);

} // namespace wd
