// An edit of a paused campaign: whom it concerns, and the new content for those who have not been sent to.
#pragma once

#include "models/base/result.h"
#include "models/campaigns/plan.h"
#include "models/sending/outboxtypes.h"

#include <functional>
#include <optional>

namespace wd {

class Database;

// The people of the run under way, by what an edit means to them.
struct ChangeCounts {
    qint64 unsent = 0; // get the new content
    qint64 alreadySent = 0; // have an outcome, or are in a request this moment
    qint64 waitingRetry = 0; // in requests that are made already and go out as they are
    bool operator==(const ChangeCounts&) const = default;
};

// All zero while no run is under way. NotFound; NotAllowedInState unless the campaign is paused.
Result<ChangeCounts> changeCounts(Database& workspace, qint64 campaignId);

// What an edit makes of a campaign and of its run.
struct ContentChange {
    Campaign campaign; // as it will be stored
    qint64 runId = 0; // 0: no run is under way
    Plan before;
    Plan after; // its attributes begin with those of `before`: values frozen earlier keep their places
};

// `wanted` is the campaign as edited. Errors: NotAllowedInState; FixedWhileSending for what can't change during a run.
Result<ContentChange> contentChange(Database& workspace, const Campaign& wanted);

// Hands over the values of everybody in the run who may still be sent to, with those of the attributes that only the
// new plan reads, as the audience has them now; in chunks of 2,000. Under the old plan they mean what they meant
// before. `sink` returning false stops with Cancelled. Runs in a thread that reads audience.db.
Result<void> freezeAddedValues(Database& audience, Database& workspace, const ContentChange& change,
    const std::function<bool(const QList<FrozenValues>&)>& sink);

} // namespace wd
