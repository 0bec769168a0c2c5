// Campaigns as lists show them: with names, counts and what holds them back.
#pragma once

#include "models/base/result.h"
#include "models/campaigns/campaign.h"
#include "models/scheduling/hindrance.h"
#include "models/sending/outboxtypes.h"

namespace wd {

class Database;

// People by what became of them. Of a campaign, each counts once: who was reached stays so, others are what the last
// run that has them says.
struct DeliveryCounts {
    qint64 queued = 0; // claimed or not, without an outcome yet
    qint64 accepted = 0;
    qint64 failed = 0;
    qint64 uncertain = 0;
    qint64 notSent = 0;
    qint64 cancelled = 0;
    qint64 total() const { return queued + accepted + failed + uncertain + notSent + cancelled; }
    bool operator==(const DeliveryCounts&) const = default;
};

struct CampaignRow {
    Campaign campaign;
    QString channelName;
    qint64 sendingChannelId = 0; // of an open run; else the campaign's
    QString segmentName; // of a saved segment; built-in ones are named by the page
    qint64 lastRunId = 0;
    std::optional<RunState> lastRun;
    UtcMs lastRunDue = 0; // when it was to begin
    std::optional<UtcMs> lastRunBegan;
    std::optional<UtcMs> lastRunEnded;
    DeliveryCounts counts;
    DeliveryCounts ofLastRun; // of the last one that began
    bool sendsAgain = false; // some people of an earlier run are sent to again, whatever the campaign does now
    qint64 unanswered = 0; // of the uncertain ones: nobody has said yet what became of them
    QMap<int, qint64> notSentReasons; // Reason → people, of NotSent and Failed
    std::optional<int> channelPause; // a Reason while a fault of the channel holds everybody back
    std::optional<Hindrance> hindrance; // what keeps its people from being sent to now
    // Since it went online last, its time came while no program was running that sends; it can be edited and go online
    // again.
    bool isMissed() const
    {
        return lastRun == RunState::Missed && campaign.state == CampaignState::Offline
            && lastRunId > campaign.onlineAfter;
    }
    bool operator==(const CampaignRow&) const = default;
};

// Latest change first.
Result<QList<CampaignRow>> campaignRows(Database& workspace, const SendingState& sending = {});
Result<CampaignRow> campaignRow(Database& workspace, qint64 campaignId, const SendingState& sending = {}); // NotFound

// By channel, of all campaigns that go out through it and are not paused themselves.
QHash<qint64, Hindrance> channelHindrances(const QList<CampaignRow>& rows);

} // namespace wd
