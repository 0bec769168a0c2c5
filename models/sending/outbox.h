// The durable outbox in workspace.db: people queued, messages claimed before they are sent, outcomes settled after.
#pragma once

#include "models/campaigns/campaign.h"
#include "models/sending/outboxtypes.h"
#include "models/storage/database.h"

#include <memory>

namespace wd {

struct OutboxStatements;

// How many people resend() would take up for these deliveries, but for texts that leave somebody out now. On the
// writing connection; changes nothing.
Result<qint64> countToResend(Database& database, const QList<qint64>& deliveries);

// Belongs to the engine's thread. Every call is one transaction and durable when it returns.
class Outbox {
public:
    // `launch` names this start of the program (never reused), `epoch` this life of the workspace.
    Outbox(Database& database, qint64 launch, const QByteArray& epoch);
    ~Outbox();

    // --- preparing a run -----------------------------------------------------------------------------------------
    // The campaign is Active from the same moment on.
    Result<qint64> beginRun(const NewRun& run);
    Result<void> addDeliveries(qint64 runId, const QList<NewDelivery>& people);
    // The run may be sent from now on. True: there is somebody to send to; false: it ended at once.
    Result<bool> finishPreparing(qint64 runId, UtcMs now);
    // As if the run had never begun: it counts nowhere from now on, and clearSome() deletes its people. The campaign
    // takes `state` in the same moment; `pausedReason`, a Reason, when it pauses by itself.
    Result<void> discardRun(qint64 runId, CampaignState state, std::optional<int> pausedReason = {});
    // Likewise, with the campaign as it was before it went online.
    Result<void> discardRun(qint64 runId, const Campaign& before);
    // A half-prepared run is discarded, and a new one is to be prepared under its plan and occurrence. Returns its id.
    Result<qint64> restartRun(qint64 runId);
    // A run that did not happen: on record as Missed. Nobody was reached: the campaign is Offline with it, to be given
    // another time.
    Result<void> recordMissedRun(const NewRun& run);

    // --- sending -------------------------------------------------------------------------------------------------
    // One group commit: outcomes in, new claims out.
    Result<OutboxExchange> exchange(const QList<Settlement>& settlements, const QList<ClaimWish>& claims,
        const QList<RetryWish>& retries, UtcMs now);
    // Messages that were claimed but not sent wait again, due now, as if they had not been claimed.
    Result<void> release(const QList<qint64>& messages, UtcMs now);
    // When the next message of the run is due; nothing when none waits, or when none may go now.
    Result<std::optional<UtcMs>> nextRetry(qint64 runId);
    // Whatever waits for another attempt on the channel is due now.
    Result<void> retryNow(qint64 channelId, UtcMs now);
    // Whatever waits is due so much earlier: the clock was set back.
    Result<void> bringForward(qint64 ms);

    // --- at start ------------------------------------------------------------------------------------------------
    struct Interrupted {
        qint64 resent = 0;
        qint64 uncertain = 0;
    };
    // Messages that another launch was sending: due again under their id, or uncertain on at-most-once channels.
    Result<Interrupted> recover(const std::function<Repeat(qint64 channelId)>& repeat, int reason, UtcMs now);

    // --- by hand -------------------------------------------------------------------------------------------------
    // The campaign is Offline from now on, and its open runs are Cancelled, or Discarded while they were being
    // prepared: nobody of them is claimed any more. clearSome() does what is left.
    Result<void> takeOffline(qint64 campaignId);
    // The runs that clearSome() has not done with, of whatever launch.
    Result<QList<qint64>> uncleared();
    // A slice of a run's people. Of a cancelled run, who is unsent is cancelled, and who may have been reached becomes
    // uncertain; requests under way are not touched. Of a discarded run everything is deleted.
    Result<Cleared> clearSome(qint64 runId, UtcMs now);
    // For an edit of a paused campaign: the values of those who may still be sent to. More values than the run's plan
    // names are not looked at.
    Result<void> freezeAnew(const QList<FrozenValues>& people);
    // The run's plan and the campaign change in one moment: whoever is not in a message yet gets the new content.
    Result<void> changeContent(qint64 runId, const QByteArray& plan, const Campaign& campaign);
    // Uncertain deliveries become accepted, or stay uncertain with another reason. Returns how many.
    Result<int> resolve(const QList<qint64>& deliveries, DeliveryState state, int reason);
    // Uncertain and failed deliveries are due again; others are left alone. A message in which everybody is uncertain
    // and not left as it is goes out unchanged, under its id, with all its retries before it; else new messages name
    // those who were asked for, nobody else.
    Result<Resent> resend(const QList<qint64>& deliveries, const WishForRun& wishFor, UtcMs now);

private:
    class Claims;

    Database& m_database;
    qint64 m_launch;
    QByteArray m_epoch;
    std::unique_ptr<OutboxStatements> m_statements;
};

} // namespace wd
