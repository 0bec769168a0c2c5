// What a rule asks of days that events have no data of yet.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QString>

namespace wd {

// One sentence for each such event; empty: none. Nothing is said of events whose data are complete until nobody knows.
QString dataNote(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame);
// In a few words for all of them: beside the number, where the conditions say the rest.
QString briefDataNote(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame);

} // namespace wd
