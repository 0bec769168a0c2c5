#include "models/sending/dispatcher.h"

#include "models/channels/channelstore.h"
#include "models/sending/retry.h"
#include "models/storage/statement.h"

#include <numeric>

namespace wd {

namespace {

constexpr int commitDelayMs = 50;
constexpr int commitOutcomes = 32;
constexpr int noticeMs = 100;
constexpr int storageRestMs = 5'000;
constexpr int pausedCampaign = 4; // CampaignState::Paused

struct RunRow {
    qint64 campaignId = 0;
    QByteArray plan;
    bool active = false;
    bool hadSuccess = false;
};

Result<std::optional<RunRow>> readRun(Database& database, qint64 runId, bool onlyOpen)
{
    Statement statement(database,
        "SELECT r.campaign_id, r.plan, c.state,"
        " EXISTS(SELECT 1 FROM run_count n WHERE n.run_id=r.id AND n.state=1 AND n.n>0)"
        " FROM run r JOIN campaign c ON c.id=r.campaign_id WHERE r.id=?1"
        " AND (?2=0 OR (r.state IN (1,6) AND r.ended_at IS NULL))");
    statement.bind(1, runId).bind(2, onlyOpen ? 1 : 0);
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<RunRow>();
    return std::optional(RunRow{statement.integer(0), statement.text(1).toUtf8(),
        statement.integer(2) != pausedCampaign, statement.integer(3) != 0});
}

Result<std::shared_ptr<const PlanRenderer>> rendererOf(const QByteArray& planText)
{
    const Result<Plan> plan = planFromText(planText);
    return plan ? PlanRenderer::make(*plan) : plan.error();
}

} // namespace

Dispatcher::Dispatcher(Database& database, Outbox& outbox, Clock& clock, const ContractLibrary& contracts,
    SecretSource secrets, QObject* parent)
    : QObject(parent)
    , m_database(database)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_contracts(contracts)
    , m_secrets(std::move(secrets))
    , m_clearing(outbox, clock, this)
    , m_clockOffset(clock.nowUtc() - clock.monotonic())
{
    connect(&m_clearing, &Clearing::runEnded, this, &Dispatcher::runEnded);
    connect(&m_clearing, &Clearing::changed, this, &Dispatcher::noteChange);
    connect(&m_clearing, &Clearing::failed, this, &Dispatcher::storageFailed);
    m_commit.setSingleShot(true);
    m_commit.setTimerType(Qt::PreciseTimer);
    connect(&m_commit, &QTimer::timeout, this, &Dispatcher::flush);
    m_notice.setSingleShot(true);
    connect(&m_notice, &QTimer::timeout, this, &Dispatcher::tellChange);
}

Dispatcher::~Dispatcher() = default;

Result<void> Dispatcher::start()
{
    const auto repeat = [this](qint64 channelId) {
        if (m_elsewhere)
            return Repeat::AtMostOnce;
        const Result<Channel> channel = ChannelStore(m_database).find(channelId);
        // A channel that can't be read: better a question to the operator than a coupon twice.
        return channel ? channel->spec.limits.repeat : Repeat::AtMostOnce;
    };
    const auto recovered = m_outbox.recover(repeat, static_cast<int>(Reason::Interrupted), m_clock.nowUtc());
    if (!recovered)
        return recovered.error();
    Statement open(m_database, "SELECT id FROM run WHERE ended_at IS NULL AND state IN (1,6) ORDER BY priority, id");
    const Result<QList<qint64>> runs = open.integers();
    if (!runs)
        return runs.error();
    m_started = true;
    for (const qint64 runId : *runs)
        addRun(runId);
    return {};
}

Lane* Dispatcher::lane(qint64 channelId)
{
    if (const auto known = m_lanes.find(channelId); known != m_lanes.end())
        return known->second.lane.get();
    auto made = std::make_unique<Lane>(m_clock, m_contracts, m_managers, nullptr);
    Lane* const lane = made.get();
    if (const Result<void> loaded = reload(*lane, channelId); !loaded) {
        emit storageFailed(loaded.error());
        return nullptr;
    }
    lane->setHeld(m_allPaused || m_stopping);
    connect(lane, &Lane::settled, this, &Dispatcher::settle);
    connect(lane, &Lane::wantsClaims, this, [this] { requestFlush(0); });
    connect(lane, &Lane::rests, this, [this, lane, channelId] {
        release(lane->takeReserve());
        scheduleRetry(channelId);
        noteChange();
    });
    connect(lane, &Lane::recovers, this, &Dispatcher::noteChange);
    connect(lane, &Lane::channelFault, this, [this, lane](Reason reason) { pauseChannel(*lane, reason); });
    Entry& entry = m_lanes[channelId];
    entry.lane = std::move(made);
    entry.retry = std::make_unique<Alarm>(m_clock, this, [this, channelId] { retryRings(channelId); });
    askSecret(*lane);
    return lane;
}

Result<void> Dispatcher::reload(Lane& lane, qint64 channelId)
{
    const Result<Channel> channel = ChannelStore(m_database).find(channelId);
    if (!channel)
        return channel.error();
    lane.setChannel(*channel);
    return {};
}

void Dispatcher::askSecret(Lane& lane)
{
    if (!lane.needsSecret()) {
        lane.setSecrets({}, Lane::SecretState::Known);
        noteSecret(lane.channel().id, false);
        return;
    }
    lane.setSecrets({}, Lane::SecretState::Asked);
    const qint64 channelId = lane.channel().id;
    m_secrets(lane.channel().uuid, &lane, [this, channelId](const Result<ChannelSecrets>& secrets) {
        Lane* const asked = this->lane(channelId);
        if (!asked)
            return;
        const bool known = secrets && asked->canUse(*secrets);
        asked->setSecrets(
            known ? *secrets : ChannelSecrets(), known ? Lane::SecretState::Known : Lane::SecretState::Missing);
        noteSecret(channelId, !known);
        if (!known)
            emit secretMissing(channelId);
        scheduleRetry(channelId);
        noteChange();
        requestFlush(0);
    });
}

void Dispatcher::noteSecret(qint64 channelId, bool missing)
{
    if (m_withoutSecret.contains(channelId) == missing)
        return;
    if (missing)
        m_withoutSecret.insert(channelId);
    else
        m_withoutSecret.remove(channelId);
    emit secretsAwaited(m_withoutSecret);
}

void Dispatcher::addRun(qint64 runId)
{
    if (!m_started)
        return;
    const Result<std::optional<RunRow>> row = readRun(m_database, runId, true);
    if (!row)
        return emit storageFailed(row.error());
    if (!*row || (m_onlyCampaign != 0 && (*row)->campaignId != m_onlyCampaign))
        return;
    const auto renderer = rendererOf((*row)->plan);
    if (!renderer)
        return emit storageFailed(renderer.error());
    const qint64 channelId = (*renderer)->plan().channelId;
    Lane* const lane = this->lane(channelId);
    if (!lane || lane->run(runId))
        return;
    lane->addRun({runId, (*row)->campaignId, *renderer, (*row)->active, false, (*row)->hadSuccess, 0, {}, 0});
    scheduleRetry(channelId);
    requestFlush(0);
}

void Dispatcher::campaignChanged(qint64 campaignId)
{
    Statement open(m_database, "SELECT id FROM run WHERE campaign_id=? AND ended_at IS NULL AND state IN (1,6)");
    open.bind(1, campaignId);
    const Result<QList<qint64>> runs = open.integers();
    if (!runs)
        return emit storageFailed(runs.error());
    // Taken up anew, the runs have the campaign's state and plan of now.
    for (auto& [channelId, entry] : m_lanes) {
        QList<qint64> dropped;
        for (const LaneRun& run : entry.lane->runs())
            if (run.campaignId == campaignId)
                dropped.append(run.id);
        for (const qint64 runId : std::as_const(dropped)) {
            release(entry.lane->takeReserve(runId));
            entry.lane->removeRun(runId);
        }
    }
    for (const qint64 runId : *runs)
        addRun(runId);
    noteChange();
}

void Dispatcher::channelChanged(qint64 channelId)
{
    const auto known = m_lanes.find(channelId);
    if (known == m_lanes.end())
        return;
    Lane& lane = *known->second.lane;
    if (const Result<void> loaded = reload(lane, channelId); !loaded)
        return emit storageFailed(loaded.error());
    if (!lane.isOpen())
        release(lane.takeReserve());
    askSecret(lane);
    scheduleRetry(channelId);
    requestFlush(0);
    noteChange();
}

void Dispatcher::secretChanged(const QUuid& channel)
{
    for (auto& [channelId, entry] : m_lanes)
        if (entry.lane->channel().uuid == channel)
            askSecret(*entry.lane);
}

void Dispatcher::setAllPaused(bool paused, bool elsewhere)
{
    m_allPaused = paused;
    m_elsewhere = elsewhere;
    for (auto& [channelId, entry] : m_lanes) {
        entry.lane->setHeld(paused || m_stopping);
        if (paused)
            release(entry.lane->takeReserve());
        scheduleRetry(channelId);
    }
    requestFlush(0);
    noteChange();
}

void Dispatcher::tryNow(qint64 channelId)
{
    const auto known = m_lanes.find(channelId);
    if (known == m_lanes.end())
        return;
    if (const Result<void> due = m_outbox.retryNow(channelId, m_clock.nowUtc()); !due)
        return emit storageFailed(due.error());
    known->second.lane->tryNow();
    for (const LaneRun& run : known->second.lane->runs())
        m_retriesDue.insert(run.id);
    requestFlush(0);
    noteChange();
}

void Dispatcher::clearLeftOver(Clearing::Done done)
{
    const Result<QList<qint64>> runs = m_outbox.uncleared();
    if (!runs)
        return emit storageFailed(runs.error());
    m_clearing.add(*runs, std::move(done));
}

void Dispatcher::clear(const QList<qint64>& runs, Clearing::Done done)
{
    for (auto& [channelId, entry] : m_lanes)
        for (const qint64 runId : runs) {
            release(entry.lane->takeReserve(runId));
            entry.lane->removeRun(runId);
        }
    m_clearing.add(runs, std::move(done));
}

Result<int> Dispatcher::resolveUncertain(const QList<qint64>& deliveries, DeliveryState state, Reason reason)
{
    noteChange();
    return m_outbox.resolve(deliveries, state, static_cast<int>(reason));
}

// For a run that is over, too.
Result<ClaimWish> Dispatcher::wishFor(qint64 runId)
{
    const Result<std::optional<RunRow>> row = readRun(m_database, runId, false);
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorKind::NotFound, {QStringLiteral("run"), QString::number(runId)}, {}};
    const auto renderer = rendererOf((*row)->plan);
    if (!renderer)
        return renderer.error();
    const Lane* const lane = this->lane((*renderer)->plan().channelId);
    if (!lane)
        return Error{ErrorKind::NotFound, {QStringLiteral("channel"), (*renderer)->plan().channelName}, {}};
    LaneRun run;
    run.id = runId;
    run.renderer = *renderer;
    return lane->wishFor(run);
}

Result<qint64> Dispatcher::resend(const QList<qint64>& deliveries)
{
    const Result<Resent> resent = m_outbox.resend(
        deliveries, [this](qint64 runId) { return wishFor(runId); }, m_clock.nowUtc());
    if (!resent)
        return resent.error();
    for (const qint64 runId : resent->runs)
        addRun(runId);
    for (const auto& [channelId, entry] : m_lanes)
        scheduleRetry(channelId);
    noteChange();
    return resent->people;
}

// --- the way out ---------------------------------------------------------------------------------------------------

// The answer that pauses is written first: an end in between leaves nobody uncertain.
void Dispatcher::pauseChannel(Lane& lane, Reason reason)
{
    if (!m_resting) {
        m_commit.stop();
        flush();
    }
    const Result<void> paused = ChannelStore(m_database).setPausedReason(lane.channel().id, static_cast<int>(reason));
    if (!paused)
        emit storageFailed(paused.error());
    release(lane.takeReserve());
    emit channelPaused(lane.channel().id, reason);
    noteChange();
}

void Dispatcher::release(const QList<qint64>& messages)
{
    const bool refusedBefore = !m_unreleased.isEmpty();
    m_unreleased += messages;
    if (m_unreleased.isEmpty())
        return;
    // The next start would take it up too.
    if (const Result<void> released = m_outbox.release(m_unreleased, m_clock.nowUtc()); !released)
        return rest(released.error());
    m_unreleased.clear();
    // Their runs may have been cleared without them meanwhile.
    if (refusedBefore)
        clearLeftOver();
}

void Dispatcher::rest(const Error& error)
{
    m_commit.start(storageRestMs);
    m_resting = true;
    emit storageFailed(error);
}

void Dispatcher::settle(const Settlement& settlement)
{
    m_settlements.append(settlement);
    // At once, not from the event loop: a burst of answers must not leave more than this unwritten.
    if (m_settlements.size() >= commitOutcomes && !m_resting) {
        m_commit.stop();
        flush();
    } else {
        requestFlush(commitDelayMs);
    }
}

void Dispatcher::requestFlush(int delayMs)
{
    if (!m_resting && (!m_commit.isActive() || m_commit.remainingTime() > delayMs))
        m_commit.start(delayMs);
}

void Dispatcher::collectWishes(QList<ClaimWish>& claims, QList<RetryWish>& retries)
{
    for (auto& [channelId, entry] : m_lanes) {
        // Messages whose retry is due go first; new people follow with the next commit.
        const QList<RetryWish> due = entry.lane->retryWishes(m_retriesDue);
        retries += due;
        if (!due.isEmpty())
            continue;
        if (std::optional<ClaimWish> wish = entry.lane->nextWish())
            claims.append(std::move(*wish));
    }
}

void Dispatcher::flush()
{
    m_resting = false;
    release({});
    if (m_resting)
        return checkStopped();
    noticeClock();
    QList<ClaimWish> claims;
    QList<RetryWish> retries;
    collectWishes(claims, retries);
    if (m_settlements.isEmpty() && claims.isEmpty() && retries.isEmpty()) {
        // What is claimed already may have become sendable: a secret came, a pause was lifted.
        for (auto& [channelId, entry] : m_lanes) {
            scheduleRetry(channelId);
            entry.lane->pump();
        }
        return checkStopped();
    }
    const Result<OutboxExchange> exchanged = m_outbox.exchange(m_settlements, claims, retries, m_clock.nowUtc());
    if (!exchanged) {
        rest(exchanged.error());
        return checkStopped();
    }
    m_settlements.clear();
    for (const RetryWish& wish : std::as_const(retries))
        m_retriesDue.remove(wish.runId);
    distribute(*exchanged);
    noteChange();
    checkStopped();
}

void Dispatcher::distribute(const OutboxExchange& exchange)
{
    QHash<qint64, QList<ClaimedMessage>> perChannel;
    for (const ClaimedMessage& message : exchange.claims)
        perChannel[message.channelId].append(message);
    for (auto& [channelId, entry] : m_lanes) {
        for (const qint64 runId : exchange.drainedRuns)
            if (LaneRun* run = entry.lane->run(runId))
                run->drained = true;
        for (const qint64 runId : exchange.endedRuns)
            entry.lane->removeRun(runId);
        entry.lane->add(perChannel.value(channelId));
        scheduleRetry(channelId);
        entry.lane->pump();
    }
    for (const qint64 runId : exchange.endedRuns)
        emit runEnded(runId);
}

void Dispatcher::scheduleRetry(qint64 channelId)
{
    const auto known = m_lanes.find(channelId);
    if (known == m_lanes.end())
        return;
    std::optional<UtcMs> first;
    for (const LaneRun& run : known->second.lane->runs()) {
        if (!run.active || m_retriesDue.contains(run.id))
            continue;
        const Result<std::optional<UtcMs>> next = m_outbox.nextRetry(run.id);
        if (!next)
            return emit storageFailed(next.error());
        if (*next)
            first = std::min(first.value_or(**next), **next);
    }
    if (first)
        known->second.retry->set(*first);
    else
        known->second.retry->cancel();
}

void Dispatcher::retryRings(qint64 channelId)
{
    noticeClock();
    for (const LaneRun& run : m_lanes[channelId].lane->runs()) {
        const Result<std::optional<UtcMs>> next = m_outbox.nextRetry(run.id);
        if (!next)
            return rest(next.error());
        if (*next && **next <= m_clock.nowUtc())
            m_retriesDue.insert(run.id);
    }
    scheduleRetry(channelId);
    requestFlush(0);
}

// Who waits for a while waits by the clock that never jumps: set back, the other one takes the times along.
void Dispatcher::noticeClock()
{
    const qint64 offset = m_clock.nowUtc() - m_clock.monotonic();
    const qint64 back = m_clockOffset - offset;
    if (back > clockNoiseMs)
        if (const Result<void> brought = m_outbox.bringForward(back); !brought)
            return emit storageFailed(brought.error());
    m_clockOffset = offset;
    if (back > clockNoiseMs)
        for (const auto& [channelId, entry] : m_lanes)
            scheduleRetry(channelId);
}

void Dispatcher::noteChange()
{
    if (!m_notice.isActive())
        m_notice.start(noticeMs);
}

SendingState Dispatcher::sendingState() const
{
    SendingState state;
    state.allPaused = m_allPaused;
    state.elsewhere = m_elsewhere;
    for (const auto& [channelId, entry] : m_lanes)
        if (const ChannelTrouble trouble = entry.lane->trouble(); trouble != ChannelTrouble())
            state.channels.insert(channelId, trouble);
    return state;
}

void Dispatcher::tellChange()
{
    if (const SendingState state = sendingState(); state != m_told) {
        m_told = state;
        emit stateChanged(state);
    }
    emit changed();
}

// --- the end -------------------------------------------------------------------------------------------------------

bool Dispatcher::isIdle() const
{
    return m_settlements.isEmpty() && inFlight() == 0;
}

int Dispatcher::inFlight() const
{
    return std::accumulate(m_lanes.begin(), m_lanes.end(), 0,
        [](int sum, const auto& item) { return sum + item.second.lane->inFlight(); });
}

void Dispatcher::stop(int graceMs, std::function<void()> done)
{
    m_stopping = true;
    m_stopped = std::move(done);
    m_resting = false;
    m_clearing.stop();
    for (auto& [channelId, entry] : m_lanes) {
        entry.lane->setHeld(true);
        release(entry.lane->takeReserve());
    }
    QTimer::singleShot(graceMs, this, [this] {
        m_graceOver = true;
        for (auto& [channelId, entry] : m_lanes)
            entry.lane->cancelAll();
        checkStopped();
    });
    requestFlush(0);
}

void Dispatcher::checkStopped()
{
    if (!m_stopping || !m_stopped)
        return;
    // A database that refuses to the end: what can't be settled stays owned by this launch, and the next takes it up.
    const bool hopeless = m_graceOver && m_resting && inFlight() == 0;
    if (isIdle() || hopeless)
        std::exchange(m_stopped, {})();
}

} // namespace wd
