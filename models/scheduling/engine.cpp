#include "models/scheduling/engine.h"

#include "models/audience/segments/segmentstore.h"
#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/campaignrules.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelstore.h"
#include "models/scheduling/campaigncontext.h"
#include "models/scheduling/chunkbelt.h"
#include "models/scheduling/hindrance.h"
#include "models/storage/statement.h"

#include <QRandomGenerator>

namespace wd {

namespace {

// How late a campaign with a set time may start; later it counts as missed.
constexpr UtcMs startGraceMs = 60'000;

// Read beside the engine: a run of a million takes longer than its loop may rest.
Result<ReachedPeople> reachedBefore(const QString& workspace, qint64 campaignId, qint64 runId)
{
    const Result<std::unique_ptr<Database>> reader = Database::openReader(workspace);
    return reader ? ReachedPeople::load(**reader, campaignId, runId) : reader.error();
}

const QString channelWord = QStringLiteral("channel");
const QString segmentWord = QStringLiteral("segment");

// What is removed is kept with its name.
QString removedName(Database& database, const QByteArray& table, qint64 id)
{
    Statement name(database, "SELECT name FROM " + table + " WHERE id=?");
    const Result<bool> row = name.bind(1, id).step();
    return row && *row ? name.text(0) : QString();
}

Reason pauseReason(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        if (error.where.isEmpty() && error.arguments.value(0) == segmentWord)
            return Reason::SegmentMissing;
        if (error.where.isEmpty() && error.arguments.value(0) == channelWord)
            return Reason::ChannelMissing;
        return Reason::Unprepared;
    case ErrorKind::DatabaseFailed:
    case ErrorKind::FileUnwritable:
        return Reason::WorkspaceFailed;
    default:
        return Reason::Unprepared;
    }
}

qint64 newLaunch()
{
    return qint64(QRandomGenerator::system()->generate64() >> 1);
}

} // namespace

Engine::Engine(Database& database, DatabaseWorker& preparer, Clock& clock, const ContractLibrary& contracts,
    const QByteArray& epoch, SecretSource secrets)
    : m_database(database)
    , m_preparer(preparer)
    , m_clock(clock)
    , m_outbox(database, newLaunch(), epoch)
    , m_dispatcher(database, m_outbox, clock, contracts, std::move(secrets))
    , m_due(clock, this, [this] { checkDue(); })
{
    connect(&m_dispatcher, &Dispatcher::runEnded, this, &Engine::endCampaign);
    connect(&m_dispatcher, &Dispatcher::storageFailed, this, &Engine::failed);
}

Engine::~Engine() = default;

Result<void> Engine::start(qint64 onlyCampaign)
{
    m_onlyCampaign = onlyCampaign;
    m_dispatcher.restrictTo(onlyCampaign);
    if (const Result<void> started = m_dispatcher.start(); !started)
        return started;
    if (const Result<void> finished = finishEnded(); !finished)
        return finished;
    if (const Result<void> resumed = resumePreparing(); !resumed)
        return resumed;
    m_started = true;
    checkDue();
    return {};
}

void Engine::setZone(const QString& zone)
{
    m_zone = zone;
    checkDue();
}

// A run and its campaign end in two commits; here the second is made up for when the program died between them.
// Likewise for runs that were cancelled or discarded and are not cleared.
Result<void> Engine::finishEnded()
{
    if (const Result<QList<qint64>> finished = finishCampaigns(0); !finished)
        return finished.error();
    m_dispatcher.clearLeftOver([this] { checkDue(); });
    return {};
}

Result<QList<qint64>> Engine::finishCampaigns(qint64 campaignId)
{
    // The run that began since it went online (states 4 and 5 never did) is over. An earlier run of which some are sent
    // again (6) keeps nothing from ending but a pause, which holds it.
    Statement finish(m_database,
        "UPDATE campaign SET state=?1 WHERE state IN (?2,?3) AND (?4=0 OR id=?4)"
        " AND EXISTS(SELECT 1 FROM run r WHERE r.campaign_id=campaign.id AND r.id>online_after AND r.state NOT IN "
        "(4,5))"
        " AND NOT EXISTS(SELECT 1 FROM run r WHERE r.campaign_id=campaign.id AND r.ended_at IS NULL"
        "  AND (r.state<>6 OR campaign.state=?3))"
        " RETURNING id");
    finish.bind(1, static_cast<int>(CampaignState::Finished)).bind(2, static_cast<int>(CampaignState::Active));
    finish.bind(3, static_cast<int>(CampaignState::Paused)).bind(4, campaignId);
    return finish.integers();
}

void Engine::stop(int graceMs, std::function<void()> done)
{
    m_stopping = true;
    m_due.cancel();
    for (auto& [runId, preparing] : m_preparing)
        *preparing.stop = true;
    for (const auto& [campaignId, stop] : m_changing)
        *stop = true;
    m_dispatcher.stop(graceMs, std::move(done));
}

// --- coming due ----------------------------------------------------------------------------------------------------

void Engine::checkDue()
{
    if (!m_started || m_stopping)
        return;
    CampaignStore store(m_database);
    const Result<QList<Campaign>> due = store.due(m_clock.nowUtc());
    if (!due)
        return emit failed(due.error());
    for (const Campaign& campaign : *due)
        if (m_onlyCampaign == 0 || campaign.id == m_onlyCampaign)
            startDue(campaign);
    const Result<std::optional<UtcMs>> next = store.nextDue(m_clock.nowUtc());
    if (!next)
        return emit failed(next.error());
    if (*next)
        m_due.set(**next);
    else
        m_due.cancel();
}

void Engine::startDue(const Campaign& campaign)
{
    // Its last run is just being cancelled: who is queued there, or in a request, is in the next run once that is done.
    const Result<OpenRuns> open = openRuns(campaign.id);
    if (!open)
        return emit failed(open.error());
    const UtcMs now = m_clock.nowUtc();
    const bool late = campaign.spec.sendAt && now - *campaign.nextAt > startGraceMs;
    if (!open->own.isEmpty()) {
        if (!late)
            m_putOff.insert(campaign.id);
        return;
    }
    // Nobody knows whether a damaged one had a set time: the operator sees it paused.
    const bool putOff = m_putOff.erase(campaign.id) > 0;
    const bool missed = late && !putOff;
    const UtcMs at = campaign.spec.sendAt ? *campaign.nextAt : now;
    Result<void> done;
    if (missed) {
        const Result<Plan> plan = planFor(campaign, at);
        done = m_outbox.recordMissedRun({campaign.id, at, plan ? planToText(*plan) : QByteArray("{}"), now});
        emit campaignEnded(campaign.id);
        if (done)
            emit campaignMissed(campaign.id);
    } else {
        done = campaign.unreadable ? Result<void>(*campaign.unreadable) : beginRun(campaign, at);
        if (!done)
            pauseItself(campaign.id, done.error());
    }
    // Begun, the run's preparation has taken over whoever waits.
    const auto awaited = m_awaited.extract(campaign.id);
    if (!done)
        emit failed(done.error());
    if (!awaited.empty() && awaited.mapped().prepared)
        awaited.mapped().prepared(done);
}

Result<void> Engine::setPaused(qint64 campaignId, std::optional<Reason> reason)
{
    Statement pause(m_database, "UPDATE campaign SET state=?, next_at=NULL, paused_reason=? WHERE id=?");
    pause.bind(1, static_cast<int>(CampaignState::Paused));
    pause.bind(2, reason ? std::optional<qint64>(static_cast<int>(*reason)) : std::nullopt);
    return pause.bind(3, campaignId).run();
}

// Not tried again by itself; the operator sees the pause and why.
void Engine::pauseItself(qint64 campaignId, const Error& error)
{
    if (const Result<void> paused = setPaused(campaignId, pauseReason(error)); !paused)
        emit failed(paused.error());
    m_dispatcher.campaignChanged(campaignId);
    emit campaignEnded(campaignId);
}

Result<Plan> Engine::planFor(const Campaign& campaign, UtcMs at)
{
    const Result<Channel> channel = ChannelStore(m_database).find(campaign.channelId);
    if (!channel)
        return channel.error().kind == ErrorKind::NotFound
            ? Error{ErrorKind::NotFound, {channelWord, removedName(m_database, "channel", campaign.channelId)}, {}}
            : channel.error();
    const Result<std::optional<Segment>> segment = SegmentStore(m_database).find(campaign.segmentId);
    if (!segment)
        return segment.error();
    if (!*segment)
        return Error{ErrorKind::NotFound, {segmentWord, removedName(m_database, "segment", campaign.segmentId)}, {}};
    return makePlan(campaign, *channel, **segment, at, m_zone);
}

Result<PreparationInput> Engine::inputFor(const Plan& plan)
{
    const auto renderer = PlanRenderer::make(plan);
    if (!renderer)
        return renderer.error();
    const Result<Rule> rule = resolvedRule(m_database, plan.rule, {});
    if (!rule)
        return rule.error();
    return PreparationInput{*renderer, *rule, {}, m_clock.nowUtc()};
}

Result<void> Engine::beginRun(const Campaign& campaign, UtcMs at)
{
    const Result<Plan> plan = planFor(campaign, at);
    if (!plan)
        return plan.error();
    Result<PreparationInput> input = inputFor(*plan);
    if (!input)
        return input.error();
    const Result<qint64> runId = m_outbox.beginRun({campaign.id, at, planToText(*plan), m_clock.nowUtc()});
    if (!runId)
        return runId.error();
    Preparing preparing{campaign.id, {}, {}, std::make_shared<std::atomic<bool>>(false)};
    if (const auto awaited = m_awaited.extract(campaign.id); !awaited.empty()) {
        preparing.expected = awaited.mapped().expected;
        preparing.prepared = awaited.mapped().prepared;
    }
    prepare(*runId, std::move(preparing), std::move(input).value());
    return {};
}

// --- preparing -----------------------------------------------------------------------------------------------------

// A crash while preparing: the half of the run that was written is dropped and the whole is prepared again.
Result<void> Engine::resumePreparing()
{
    Statement half(m_database, "SELECT id, campaign_id, plan FROM run WHERE state=0 AND ended_at IS NULL");
    struct Half {
        qint64 runId;
        qint64 campaignId;
        QByteArray plan;
    };
    QList<Half> found;
    for (;;) {
        const Result<bool> row = half.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        found.append({half.integer(0), half.integer(1), half.text(2).toUtf8()});
    }
    for (const Half& run : std::as_const(found)) {
        const Preparing preparing{run.campaignId, {}, {}, std::make_shared<std::atomic<bool>>(false)};
        const Result<Plan> plan = planFromText(run.plan);
        Result<PreparationInput> input = plan ? inputFor(*plan) : Result<PreparationInput>(plan.error());
        if (!input) {
            undoRun(run.runId, preparing, input.error());
            continue;
        }
        const Result<qint64> restarted = m_outbox.restartRun(run.runId);
        if (!restarted)
            return restarted.error();
        m_dispatcher.clear({run.runId});
        prepare(*restarted, preparing, std::move(input).value());
    }
    return {};
}

void Engine::prepare(qint64 runId, Preparing preparing, PreparationInput input)
{
    const auto stop = preparing.stop;
    const qint64 campaignId = preparing.campaignId;
    m_preparing[runId] = std::move(preparing);
    m_preparer.ask(
        [input = std::move(input), campaignId, workspace = m_database.path(), runId, belt = ChunkBelt(this, stop),
            this](Database& audience) mutable -> Result<qint64> {
            Result<ReachedPeople> reached = reachedBefore(workspace, campaignId, runId);
            if (!reached)
                return reached.error();
            input.reached = std::move(reached).value();
            return preparePeople(audience, input, [&](const QList<NewDelivery>& chunk) {
                // Not once it is stopped: a run that was taken back may have left its number to the next one.
                return belt.send([this, runId, chunk] { addChunk(runId, chunk); });
            });
        },
        this,
        [this, runId, stop](const Result<qint64>& people) {
            if (!*stop)
                finishPreparing(runId, people);
        });
}

void Engine::addChunk(qint64 runId, const QList<NewDelivery>& chunk)
{
    const auto found = m_preparing.find(runId);
    if (found == m_preparing.end())
        return;
    const Result<void> added = m_outbox.addDeliveries(runId, chunk);
    if (added)
        return;
    *found->second.stop = true;
    const Preparing preparing = std::move(found->second);
    m_preparing.erase(found);
    undoRun(runId, preparing, added.error());
}

void Engine::finishPreparing(qint64 runId, const Result<qint64>& people)
{
    const auto node = m_preparing.extract(runId);
    if (node.empty() || m_stopping) // taken offline meanwhile, or the program ends: prepared again at the next start
        return;
    const Preparing& preparing = node.mapped();
    if (!people)
        return undoRun(runId, preparing, people.error());
    if (preparing.expected && preparing.expected->people != *people)
        return undoRun(runId, preparing,
            {ErrorKind::CountChanged, {QString::number(*people), QString::number(preparing.expected->people)}, {}});
    const Result<bool> ready = m_outbox.finishPreparing(runId, m_clock.nowUtc());
    if (!ready)
        return undoRun(runId, preparing, ready.error());
    if (*ready)
        m_dispatcher.addRun(runId);
    else
        endCampaign(runId);
    if (preparing.prepared)
        preparing.prepared({});
}

void Engine::undoRun(qint64 runId, const Preparing& preparing, const Error& error)
{
    const Result<void> undone = error.kind == ErrorKind::CountChanged
        ? m_outbox.discardRun(runId, preparing.expected->before)
        : m_outbox.discardRun(runId, CampaignState::Paused, static_cast<int>(pauseReason(error)));
    if (undone)
        m_dispatcher.clear({runId});
    else
        emit failed(undone.error());
    emit failed(error);
    if (preparing.prepared)
        preparing.prepared(error);
    m_dispatcher.campaignChanged(preparing.campaignId);
    emit campaignEnded(preparing.campaignId);
    checkDue(); // it may be scheduled as before
}

// --- the operator's steps ------------------------------------------------------------------------------------------

void Engine::campaignScheduled(
    qint64 campaignId, std::optional<Expected> expected, std::function<void(Result<void>)> prepared)
{
    const Result<Campaign> campaign = CampaignStore(m_database).find(campaignId);
    if (!campaign)
        return prepared(campaign.error());
    const Result<OpenRuns> open = openRuns(campaignId);
    if (!open)
        return prepared(open.error());
    giveUp(m_awaited, campaignId);
    m_putOff.erase(campaignId);
    const bool due = m_started && (!campaign->nextAt || *campaign->nextAt <= m_clock.nowUtc());
    // Of its last run, which is just going offline, requests may be under way for a while.
    if (!due || !open->own.isEmpty())
        std::exchange(prepared, {})({});
    if (due)
        m_awaited[campaignId] = {campaignId, std::move(expected), std::move(prepared), {}};
    checkDue();
}

Result<Engine::OpenRuns> Engine::openRuns(qint64 campaignId)
{
    Statement open(m_database, "SELECT id, state FROM run WHERE campaign_id=? AND ended_at IS NULL");
    open.bind(1, campaignId);
    OpenRuns runs;
    for (;;) {
        const Result<bool> row = open.step();
        if (!row)
            return row.error();
        if (!*row)
            return runs;
        (static_cast<RunState>(open.integer(1)) == RunState::Resending ? runs.resending : runs.own)
            .append(open.integer(0));
    }
}

Result<bool> Engine::hasBegun(qint64 campaignId)
{
    Statement begun(m_database,
        "SELECT 1 FROM campaign c JOIN run r ON r.campaign_id=c.id"
        " WHERE c.id=? AND r.state NOT IN (4,5) AND r.id>c.online_after LIMIT 1");
    return begun.bind(1, campaignId).step();
}

Result<void> Engine::pause(qint64 campaignId)
{
    const Result<Campaign> campaign = CampaignStore(m_database).row(campaignId);
    if (!campaign)
        return campaign.error();
    if (campaign->state != CampaignState::Active)
        return Error{ErrorKind::NotAllowedInState, {QStringLiteral("pause"), stateName(campaign->state)}, {}};
    if (const Result<void> set = setPaused(campaignId, std::nullopt); !set)
        return set;
    m_dispatcher.campaignChanged(campaignId);
    return {};
}

Result<void> Engine::resume(qint64 campaignId)
{
    CampaignStore store(m_database);
    const Result<Campaign> campaign = store.find(campaignId);
    if (!campaign)
        return campaign.error();
    if (m_changing.contains(campaignId))
        return Error{ErrorKind::NotAllowedInState, {QStringLiteral("resume"), QStringLiteral("changing")}, {}};
    const Result<qint64> channelId = sendingChannel(m_database, *campaign);
    const Result<Channel> channel = channelId ? ChannelStore(m_database).find(*channelId) : channelId.error();
    if (!channel)
        return channel.error();
    const bool held = channel->pausedReason.has_value();
    const Result<OpenRuns> runs = openRuns(campaignId);
    if (!runs)
        return runs.error();
    // Of a campaign that is over, some people may be sent to again.
    const bool paused = campaign->state == CampaignState::Paused;
    if (!paused && !(held && !(runs->own + runs->resending).isEmpty()))
        return Error{ErrorKind::NotAllowedInState, {QStringLiteral("resume"), stateName(campaign->state)}, {}};
    if (held)
        if (const Result<void> cleared = ChannelStore(m_database).setPausedReason(channel->id, std::nullopt); !cleared)
            return cleared;
    if (!paused) {
        m_dispatcher.channelChanged(channel->id);
        return {};
    }
    const Result<bool> begun = hasBegun(campaignId);
    if (!begun)
        return begun.error();
    // Paused before its run began (the run could not be prepared): it begins now, or when its edited time comes. With
    // its run over meanwhile, only some are sent to again.
    const bool begin = runs->own.isEmpty() && !*begun;
    const CampaignState next = begin ? CampaignState::Scheduled
        : runs->own.isEmpty()        ? CampaignState::Finished
                                     : CampaignState::Active;
    const UtcMs now = m_clock.nowUtc();
    const UtcMs due = std::max(now, dueAt(campaign->spec, now, QTimeZone(m_zone.toLatin1())));
    const Result<void> set = store.setState(campaignId, next, begin ? std::optional(due) : std::nullopt);
    if (!set)
        return set;
    m_dispatcher.channelChanged(channel->id);
    m_dispatcher.campaignChanged(campaignId);
    if (begin)
        checkDue();
    return {};
}

void Engine::takeOffline(qint64 campaignId, std::function<void(Result<void>)> done)
{
    const Result<Campaign> campaign = CampaignStore(m_database).row(campaignId);
    if (!campaign)
        return done(campaign.error());
    const Result<OpenRuns> open = openRuns(campaignId);
    if (!open)
        return done(open.error());
    const QList<CampaignState> allowed{CampaignState::Scheduled, CampaignState::Active, CampaignState::Paused};
    if (!allowed.contains(campaign->state) && open->resending.isEmpty())
        return done(Error{ErrorKind::NotAllowedInState, {QStringLiteral("offline"), stateName(campaign->state)}, {}});
    if (const Result<void> set = m_outbox.takeOffline(campaignId); !set)
        return done(set);
    giveUp(m_awaited, campaignId);
    m_putOff.erase(campaignId);
    for (const qint64 runId : std::as_const(open->own))
        giveUp(m_preparing, runId);
    m_dispatcher.campaignChanged(campaignId);
    // It is offline from now on, whatever becomes of the rest, which is told by failed() and tried again.
    m_dispatcher.clear(open->own + open->resending, [done = std::move(done)] { done({}); });
}

void Engine::giveUp(std::map<qint64, Preparing>& waiting, qint64 id)
{
    const auto given = waiting.extract(id);
    if (given.empty())
        return;
    if (given.mapped().stop)
        *given.mapped().stop = true;
    if (given.mapped().prepared)
        given.mapped().prepared(Error{ErrorKind::Cancelled, {}, {}});
}

// Once, unless it was taken offline.
void Engine::endCampaign(qint64 runId)
{
    Statement campaign(m_database, "SELECT campaign_id FROM run WHERE id=?");
    const Result<QList<qint64>> of = campaign.bind(1, runId).integers();
    const Result<QList<qint64>> finished = of && !of->isEmpty() ? finishCampaigns(of->first()) : of;
    if (!finished)
        return emit failed(finished.error());
    if (!of->isEmpty() && finished->contains(of->first()))
        emit campaignEnded(of->first());
    checkDue(); // it may have waited for this one
}

} // namespace wd
