// Segments, what uses them, and why somebody is in one, as the command line prints them.
#pragma once

#include "models/audience/query/explanation.h"
#include "models/audience/segments/segmentuses.h"

#include <QJsonObject>

namespace wd {

// {"campaigns":[{"name","state"}],"segments":[names]}
QJsonObject usesToJson(const QList<SegmentUse>& uses);

// Each condition with its answer and the fact behind it; groups hold those of their members.
QJsonObject findingToJson(const Finding& finding, const QTimeZone& zone);
// The same in words, a line each, members under their group.
QString findingText(const Finding& finding, const Catalogue& catalogue, const QTimeZone& zone);

} // namespace wd
