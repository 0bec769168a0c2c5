// What refers to a segment, and what that means for changing or removing it.
#pragma once

#include "models/audience/segments/rulemeanings.h"

namespace wd {

// A segment whose rule names a segment, or a campaign that is for it or for such a segment.
struct SegmentUse {
    enum class Kind { Segment, Campaign };
    Kind kind = Kind::Segment;
    qint64 id = 0;
    QString name;
    int state = 0; // Campaign: a CampaignState
    bool operator==(const SegmentUse&) const = default;
};

// Each works on a connection to workspace.db, in its thread.
// Of a stored segment, by itself or through segments that name it: segments, those that name it themselves
// first, then campaigns, each by name.
Result<QList<SegmentUse>> usesOfSegment(Database& workspace, qint64 id);
// `lists`: see SegmentStore::remove(). InUse, with names, while segments refer to it or a campaign that is not finished
// uses it; NotFound.
Result<void> removeSegment(Database& workspace, qint64 id, const Meanings& lists, const QString& by, UtcMs at);
// Takes a removal back; the rule names what it named, as that is called now. `lists`: of lists, see calledNow().
// NotFound, also with the segment that its rule names and that is not there; errors as calledNow(),
// SegmentStore::restore() and resolveRule() have them.
Result<void> restoreSegment(Database& workspace, qint64 id, const RuleNames& lists, const QString& by, UtcMs at);
// Within the transaction that has changed it: TooMany when a segment that names it, itself or through others, would get
// more levels or conditions than a rule may have. `path` is where the error is.
Result<void> checkNamingSegments(Database& workspace, const QString& name, const QString& path);

} // namespace wd
