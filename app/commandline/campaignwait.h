// Sends one campaign and waits in the event loop until its run has ended or something holds it up.
#pragma once

#include "models/scheduling/campaignrows.h"

#include <QObject>
#include <QTimeZone>

namespace wd {

class SignalWatch;
class Workspace;

struct WaitResult {
    Errors errors; // what kept it from starting or held it up
    std::optional<CampaignRow> row; // as last seen
    bool ended = false; // the run has ended: finished or taken offline
    bool interrupted = false; // by SIGINT or SIGTERM
    // Its run has ended with nobody failed or uncertain; earlier runs of the campaign are not looked at.
    bool clean() const;
};

// A draft or offline campaign goes online; a scheduled or active one goes on as it is; others are refused with
// NotAllowedInState. Waits until the run has ended or only somebody's help makes it go on. The workspace sends nothing
// else. `signalWatch` outlives it, so that a second signal does not cut its end short. Call from the main thread of the
// command line only: it runs an event loop of its own.
WaitResult sendAndWait(Workspace& workspace, const Campaign& campaign, const SignalWatch& signalWatch);

// {"state","accepted","failed","uncertain","notSent",…}; with "waitsFor" while only the channel's secret is missing, and
// "hindrance" {"kind","people",…} while anything keeps its people from being sent to.
QJsonObject statusToJson(const CampaignRow& row, bool waitsForSecret);
// `now` and `zone` for the times in its words.
QString statusText(const CampaignRow& row, bool waitsForSecret, UtcMs now, const QTimeZone& zone);

} // namespace wd
