// From a segment to the people of a run: one pass over one snapshot of the audience.
#pragma once

#include "models/audience/query/segmentquery.h"
#include "models/campaigns/planrenderer.h"
#include "models/scheduling/review.h"
#include "models/sending/outboxtypes.h"
#include "models/sending/reachedpeople.h"
#include "models/storage/database.h"

#include <atomic>

namespace wd {

struct PreparationInput {
    std::shared_ptr<const PlanRenderer> renderer;
    Rule rule; // with the segments it names in it
    ReachedPeople reached; // by earlier runs of the campaign
    UtcMs now = 0; // as texts have it
    QMap<QString, ReachedPeople> reachedByOthers = {}; // for a review alone: by campaign
};

// The people of the plan's kind whom `rule` selects as of the plan's time, with the values of `keys`. Within a read
// snapshot of the caller. Errors of SegmentQuery::build() and open().
Result<PeopleCursor> openPeople(Database& audience, const Rule& rule, const Plan& plan, const QStringList& keys);

// Hands the people over in chunks of 2,000, in the order of their ids; `sink` returning false stops with Cancelled.
// The answer is the number of people in the segment. Runs in a thread that reads audience.db.
Result<qint64> preparePeople(
    Database& audience, const PreparationInput& input, const std::function<bool(const QList<NewDelivery>&)>& sink);

// The same pass, and nothing kept but the numbers and one example.
Result<Review> reviewPeople(Database& audience, const PreparationInput& input, const Contract& contract,
    const ChannelSpec& channel, const std::atomic<bool>& stop, const std::function<void(qint64 people)>& progress);

} // namespace wd
