// Puts the rules of the segments that a rule names in their place.
#pragma once

#include "models/audience/segment.h"
#include "models/base/result.h"

#include <functional>

namespace wd {

// Finds a segment by name, built-in ones included; nothing when there is none.
using SegmentLookup = std::function<Result<std::optional<Segment>>(const QString& name)>;

// A rule without Segment nodes: in their place stand the conditions of the segment and of its user kind, so nobody of
// another kind is in it. `segment` is the name of the segment the rule belongs to (empty: none). Errors:
// NotFound, BadValue for a cycle (the names in a row), TooMany (levels or conditions, with those of the segments
// named); `where` starts with `path` and is the outer rule's place. Those of `lookup` are handed on.
Result<Rule> resolveSegments(
    const Rule& rule, const QString& segment, const SegmentLookup& lookup, const QString& path);

} // namespace wd
