// What keeps people of a campaign or channel from being sent to now: one truth for all pages and the command
// line.
#pragma once

#include "models/base/result.h"
#include "models/campaigns/campaign.h"
#include "models/sending/sendingstate.h"

namespace wd {

class Database;

// The one that the operator has to deal with first stands first.
enum class HindranceKind {
    PausedAutomatically, // this campaign: its run could not be prepared, and begins only by hand
    ChannelFault, // the receiver refused in a way that concerns everybody: goes on only by hand
    FormatMissing, // the channel's request format is not there or broken
    SecretMissing,
    ChannelDisabled,
    Elsewhere, // all sending is off: the workspace was copied, restored or brought from another computer
    AllPaused, // 全部暂停
    PausedByHand, // this campaign
    Retrying, // requests failed for now: goes on by itself
    SlowedDown, // the receiver asked for fewer requests: goes on, more slowly
};

// Its channel and the desk's other campaigns are not concerned.
bool isOfCampaignAlone(HindranceKind kind);
// It holds back every campaign alike.
bool isOfWholeDesk(HindranceKind kind);
// Nobody has to do anything.
bool goesOnByItself(HindranceKind kind);

struct Hindrance {
    HindranceKind kind = HindranceKind::Retrying;
    int reason = 0; // a Reason, of PausedAutomatically, ChannelFault, Retrying and SlowedDown
    qint64 people = 0; // who wait for it
    std::optional<UtcMs> since; // where it is known
    std::optional<UtcMs> nextTry; // of Retrying; may just be over
    QString detail = {}; // of the reason
    // Beside those who wait: people whose outcome is uncertain. Nobody is sent to again by itself for that.
    qint64 uncertain = 0;
    std::optional<double> rate = {}; // people a second, of SlowedDown
    bool operator==(const Hindrance&) const = default;
};

struct HindranceFacts {
    Campaign campaign;
    qint64 channelId = 0; // see sendingChannel()
    qint64 queued = 0; // people of its runs without an outcome
    qint64 unanswered = 0; // uncertain, and nobody has said yet what became of them
    std::optional<int> channelPause; // a Reason
    bool channelEnabled = true;
    QString channelName; // as they were, once they are removed
    QString segmentName;
};

// The channel of the run that is open: edited since, the campaign may name another one for its next run.
Result<qint64> sendingChannel(Database& workspace, const Campaign& campaign);

// `sending` as the program that sends knows it; without one, its default says what the database does.
Result<std::optional<Hindrance>> hindranceOf(
    Database& workspace, const HindranceFacts& facts, const SendingState& sending);

// Both together, for a channel with several campaigns: the graver one, with the people of both.
Hindrance joined(const Hindrance& one, const Hindrance& other);

} // namespace wd
