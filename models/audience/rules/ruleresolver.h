// Finds what a rule only names: segments, campaigns, channels.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/result.h"

#include <functional>

namespace wd {

class Database;

// Where names are looked up; nothing when there is no such thing.
struct RuleLookup {
    std::function<Result<std::optional<Segment>>(const QString& name)> segment; // built-in ones included
    // The id; of a campaign or channel that was removed, too, while no other has its name: what was sent was sent.
    std::function<Result<std::optional<qint64>>(Received::Of of, const QString& name)> sender;
};
RuleLookup lookupIn(Database& workspace); // which must outlive it

// The rule with Received::id set, and with one child in each Segment node: the segment's rule, itself resolved, and its
// user kind, so nobody of another kind is in it. `segment` is the name of the segment the rule belongs to (empty:
// none). Errors: NotFound, BadValue for a cycle (the names in a row), TooMany (levels or conditions, with those of the
// segments named, where each is a level); `where` starts with `path` and is the outer rule's place. Those of `lookup`
// are handed on.
Result<Rule> resolveRule(const Rule& rule, const QString& segment, const RuleLookup& lookup, const QString& path);

// The segments that a rule of people of one kind names itself and that are of the other kind: nobody asked about is in
// them. Each once; those that are not found are no such.
QStringList segmentsOfOtherKind(const Rule& rule, UserKind kind, const RuleLookup& lookup);

// The first name that is not resolved; none when all are.
std::optional<Error> firstUnresolved(const Rule& rule);

} // namespace wd
