// What a segment is used by, in words.
#pragma once

#include "models/audience/segments/segmentuses.h"

namespace wd {

// Empty: nothing. "campaigns A (active), B; segments C".
QString usesText(const QList<SegmentUse>& uses);
// Those a change or removal is felt by: segments, and campaigns that are to send or send.
QList<SegmentUse> liveUses(const QList<SegmentUse>& uses);

} // namespace wd
