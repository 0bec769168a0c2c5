// Empties the outbox: claims messages for each channel's lane, settles outcomes, in group commits.
#pragma once

#include "models/base/clock.h"
#include "models/channels/contractlibrary.h"
#include "models/sending/clearing.h"
#include "models/sending/lane.h"
#include "models/sending/managerpool.h"
#include "models/sending/outbox.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <QUuid>

namespace wd {

// How the engine's thread gets secrets, which live in the main thread: answers come back to `receiver`'s thread.
using SecretSource
    = std::function<void(const QUuid& channel, QObject* receiver, std::function<void(Result<ChannelSecrets>)>)>;

// Lives in the engine's thread, beside the only writing connection of workspace.db.
class Dispatcher final : public QObject {
    Q_OBJECT
public:
    Dispatcher(Database& database, Outbox& outbox, Clock& clock, const ContractLibrary& contracts, SecretSource secrets,
        QObject* parent = nullptr);
    ~Dispatcher() override;

    // Settles what another launch left under way and takes up the runs that are ready.
    Result<void> start();
    // Only the runs of this campaign are sent (`campaign online --wait`); 0: all.
    void restrictTo(qint64 campaignId) { m_onlyCampaign = campaignId; }

    // Takes up a run that is ready. Before start() nothing is: a program may write without sending.
    void addRun(qint64 runId);
    // The campaign was paused, resumed or taken offline, or its plan changed.
    void campaignChanged(qint64 campaignId);
    // The channel's row was written: settings, switch or pause.
    void channelChanged(qint64 channelId);
    void secretChanged(const QUuid& channel);
    // What waits for the channel's receiver is tried at once, without waiting for its time.
    void tryNow(qint64 channelId);
    // `elsewhere`: because the workspace is a copy. What was under way is uncertain, then, at start(): the original may
    // have settled it.
    void setAllPaused(bool paused, bool elsewhere = false);

    // Clears runs that are marked as cancelled or discarded, in slices; requests under way are still settled. `done`
    // when the last slice is written, or at the first error.
    void clear(const QList<qint64>& runs, Clearing::Done done = {});
    // Likewise, whatever was marked and is not cleared.
    void clearLeftOver(Clearing::Done done = {});
    Result<int> resolveUncertain(const QList<qint64>& deliveries, DeliveryState state, Reason reason);
    // See Outbox::resend(). Returns how many people are queued again.
    Result<qint64> resend(const QList<qint64>& deliveries);

    // No new request from now on; `done` is called once those under way are settled, after `graceMs` at the latest.
    void stop(int graceMs, std::function<void()> done);

    bool isIdle() const; // nothing in flight, nothing to settle

signals:
    void runEnded(qint64 runId);
    void channelPaused(qint64 channelId, wd::Reason reason);
    void secretMissing(qint64 channelId);
    // The channels that wait for a secret are others than before.
    void secretsAwaited(const QSet<qint64>& channels);
    // Counts or states changed; at most every 100 ms.
    void changed();
    // What is known of the moment is another than before; comes ahead of changed().
    void stateChanged(const wd::SendingState& state);
    // The database refused a write; sending rests for 5 s and goes on. Nothing is lost: outcomes are kept and
    // tried again.
    void storageFailed(const wd::Error& error);

private:
    struct Entry {
        std::unique_ptr<Lane> lane;
        std::unique_ptr<Alarm> retry; // the next message that waits
    };

    Lane* lane(qint64 channelId);
    Result<void> reload(Lane& lane, qint64 channelId);
    Result<ClaimWish> wishFor(qint64 runId);
    void askSecret(Lane& lane);
    void noteSecret(qint64 channelId, bool missing);
    void pauseChannel(Lane& lane, Reason reason);
    void release(const QList<qint64>& messages);
    void rest(const Error& error);
    void settle(const Settlement& settlement);
    void requestFlush(int delayMs);
    void flush();
    void collectWishes(QList<ClaimWish>& claims, QList<RetryWish>& retries);
    void distribute(const OutboxExchange& exchange);
    void scheduleRetry(qint64 channelId);
    void retryRings(qint64 channelId);
    void noticeClock();
    void noteChange();
    void tellChange();
    SendingState sendingState() const;
    int inFlight() const;
    void checkStopped();

    Database& m_database;
    Outbox& m_outbox;
    Clock& m_clock;
    const ContractLibrary& m_contracts;
    SecretSource m_secrets;
    Clearing m_clearing;
    qint64 m_clockOffset; // from the clock that never jumps to the time of day, as it was last seen
    ManagerLimit m_managers; // outlives the lanes
    std::map<qint64, Entry> m_lanes;
    QSet<qint64> m_retriesDue; // runs that have messages whose retry is due
    QSet<qint64> m_withoutSecret; // channels that wait for one
    QList<Settlement> m_settlements;
    QList<qint64> m_unreleased; // taken back from lanes, not yet written
    QTimer m_commit; // group commit
    QTimer m_notice; // coalesces changed()
    SendingState m_told;
    qint64 m_onlyCampaign = 0;
    bool m_started = false;
    bool m_allPaused = false;
    bool m_elsewhere = false;
    bool m_stopping = false;
    bool m_graceOver = false;
    bool m_resting = false; // the database refused a write: nothing is tried until m_commit fires
    std::function<void()> m_stopped;
};

} // namespace wd
