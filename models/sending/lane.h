// One channel's way out: its settings, secret, connections, limits, and the messages claimed for it.
#pragma once

#include "models/campaigns/planrenderer.h"
#include "models/channels/contractlibrary.h"
#include "models/sending/breaker.h"
#include "models/sending/outboxtypes.h"
#include "models/sending/outcome.h"
#include "models/sending/secretmask.h"
#include "models/sending/sendingstate.h"
#include "models/sending/slowstart.h"
#include "models/sending/throttle.h"
#include "models/sending/transport.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <optional>

namespace wd {

// A run whose people go out through this lane.
struct LaneRun {
    qint64 id = 0;
    qint64 campaignId = 0;
    std::shared_ptr<const PlanRenderer> renderer;
    bool active = true; // its campaign is neither paused nor offline
    bool drained = false; // everybody has been claimed
    bool hadSuccess = false;
    int keptSuccesses = 0;
    SlowStart slowStart; // the first request of a run goes alone
    int inReserve = 0;
};

// Belongs to the engine's thread. Holds no database: the dispatcher claims for it and settles what it reports.
class Lane final : public QObject {
    Q_OBJECT
public:
    enum class SecretState { Unknown, Asked, Known, Missing };

    Lane(Clock& clock, const ContractLibrary& contracts, ManagerLimit& managers, QObject* parent);

    // Settings are live: they hold from the next request on.
    void setChannel(const Channel& channel);
    const Channel& channel() const { return m_channel; }
    bool needsSecret() const;
    // Whether they open the channel: all there, and fit for the contract's signature.
    bool canUse(const ChannelSecrets& secrets) const;
    void setSecrets(const ChannelSecrets& secrets, SecretState state);

    void addRun(LaneRun run);
    LaneRun* run(qint64 runId);
    void removeRun(qint64 runId);
    const std::vector<LaneRun>& runs() const { return m_runs; }

    // Whether anything may be sent at all.
    bool isOpen() const;
    void setHeld(bool held); // 全部暂停, or the program is ending
    // How many messages whose retry is due to take now, of these runs: one that does not get through leaves the others
    // room.
    QList<RetryWish> retryWishes(const QSet<qint64>& dueRuns) const;
    // What to claim now, and for whom.
    std::optional<ClaimWish> nextWish() const;
    // How people of a run are put into messages here. NotFound when the channel's contract is gone.
    Result<ClaimWish> wishFor(const LaneRun& run) const;
    void add(const QList<ClaimedMessage>& claims);
    // Takes back messages that were claimed but not sent: of one run, or all.
    QList<qint64> takeReserve(std::optional<qint64> runId = {});

    // Sends what limits allow; sets an alarm for the rest.
    void pump();
    // By hand: one request probes the receiver at once, and everybody follows when it gets through.
    void tryNow();
    void cancelAll();
    int inFlight() const { return m_inFlight; }
    // Whether requests get through, and how fast.
    ChannelTrouble trouble() const;

signals:
    void settled(const wd::Settlement& settlement);
    void channelFault(wd::Reason reason);
    void wantsClaims();
    // The channel rests: what was claimed ahead has to wait like everybody else.
    void rests();
    // After a 429 the rate rises again by itself.
    void recovers();

private:
    struct Sent {
        ClaimedMessage message;
        UtcMs startedAt = 0;
        Breaker::Pass pass = Breaker::Pass::Free;
        std::shared_ptr<const Contract> contract; // the one it was made with
        bool hadSuccess = false; // an earlier message of its run was accepted
        SecretMask mask; // of the secret that went with it, whatever the channel's is meanwhile
    };
    void send(const ClaimedMessage& message, Breaker::Pass pass);
    void finish(const Sent& sent, const Exchange& exchange);
    void learn(const Sent& sent, const Exchange& exchange, const Outcome& outcome);
    bool passesBreaker() const;
    void noteTrouble(const Sent& sent, const Exchange& exchange, const Outcome& outcome);
    void noteRest();
    void awaitRecovery();
    std::deque<ClaimedMessage>::iterator nextInReserve();
    int inFlightOf(qint64 runId) const { return m_inFlightOf.value(runId); }
    bool mayGo(const ClaimedMessage& message, Breaker::Pass& pass);
    void wake();
    int roomFor(const LaneRun& run) const;
    int freeReserve() const;
    void wakeWhen(qint64 waitMs);
    RenderMessage renderFor(const LaneRun& run) const;
    int batch() const;

    Clock& m_clock;
    const ContractLibrary& m_contracts;
    ManagerLimit& m_managers;
    Channel m_channel;
    std::shared_ptr<const Contract> m_contract; // none: it is gone, or does not fit what the channel says of it
    ChannelSecrets m_secrets;
    SecretMask m_mask;
    SecretState m_secretState = SecretState::Unknown;
    std::unique_ptr<Transport> m_transport;
    Throttle m_throttle;
    Breaker m_breaker;
    Alarm m_wake;
    Alarm m_recovery;
    std::vector<LaneRun> m_runs;
    std::deque<ClaimedMessage> m_reserve;
    QHash<qint64, int> m_inFlightOf; // by run; outlives a run that is taken up anew
    int m_inFlight = 0;
    ChannelTrouble m_trouble;
    qint64 m_restKnown = 0; // the breaker's time that restsUntil stands for
    bool m_held = false;
};

} // namespace wd
