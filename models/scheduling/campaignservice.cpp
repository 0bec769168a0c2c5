#include "models/scheduling/campaignservice.h"

#include "models/audience/segments/segmentstore.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/campaignrules.h"
#include "models/campaigns/campaignstore.h"
#include "models/scheduling/campaigncontext.h"
#include "models/scheduling/engine.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QPointer>

namespace wd {

CampaignService::CampaignService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
    // Both live in the engine's thread; the answers are queued to this one.
    connect(&m_parts.engine, &Engine::campaignEnded, this, &CampaignService::changed);
    connect(&m_parts.engine, &Engine::campaignMissed, this, &CampaignService::missed);
    connect(&m_parts.engine.dispatcher(), &Dispatcher::stateChanged, this,
        [this](const SendingState& state) { m_sending = state; });
    connect(&m_parts.engine.dispatcher(), &Dispatcher::changed, this, &CampaignService::changed);
}

void CampaignService::setOperator(const QString& name)
{
    m_operator = name;
}
void CampaignService::setZone(const QTimeZone& zone)
{
    m_zone = zone;
}

void CampaignService::list(QObject* receiver, std::function<void(Result<QList<CampaignRow>>)> then)
{
    m_parts.reader.ask([sending = m_sending](Database& database) { return campaignRows(database, sending); }, receiver,
        std::move(then));
}

void CampaignService::find(qint64 id, QObject* receiver, std::function<void(Result<CampaignRow>)> then)
{
    m_parts.reader.ask([id, sending = m_sending](Database& database) { return campaignRow(database, id, sending); },
        receiver, std::move(then));
}

void CampaignService::hindrances(QObject* receiver, std::function<void(Result<QHash<qint64, Hindrance>>)> then)
{
    list(receiver, [then = std::move(then)](const Result<QList<CampaignRow>>& rows) {
        then(rows ? Result<QHash<qint64, Hindrance>>(channelHindrances(*rows)) : rows.error());
    });
}

template <typename Work, typename Answer>
void CampaignService::write(Work work, QObject* receiver, std::function<void(Answer)> then)
{
    m_parts.writer.ask(std::move(work), this,
        [this, listener = QPointer<QObject>(receiver), then = std::move(then)](const Answer& answer) {
            emit changed();
            if (listener)
                then(answer);
        });
}

Campaign CampaignService::signedNow(const Campaign& campaign) const
{
    Campaign stored = campaign;
    stored.audit.updatedBy = m_operator;
    stored.audit.updatedAt = m_parts.clock.nowUtc();
    if (campaign.id == 0) {
        stored.audit.createdBy = stored.audit.updatedBy;
        stored.audit.createdAt = stored.audit.updatedAt;
    }
    return stored;
}

namespace {

Result<Campaign> store(Database& database, const Campaign& campaign)
{
    CampaignStore campaigns(database);
    if (campaign.id == 0)
        return campaigns.insert(campaign);
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<Campaign> before = campaigns.find(campaign.id);
    if (!before)
        return before;
    if (const Result<void> updated = campaigns.update(campaign); !updated)
        return updated.error();
    const Result<void> followed = SegmentStore(database).follow(Named::Campaign, before->name, campaign.name);
    if (!followed)
        return followed.error();
    const Result<void> committed = transaction.commit();
    return committed ? Result<Campaign>(campaign) : committed.error();
}

Result<bool> hasOpenRun(Database& database, qint64 campaignId)
{
    Statement open(database, "SELECT 1 FROM run WHERE campaign_id=? AND ended_at IS NULL LIMIT 1");
    return open.bind(1, campaignId).step();
}

// Scheduled, or with a run under way; a campaign that is over may have one while some are sent again (run state 6).
Result<int> stoppedByQuitting(Database& database)
{
    Statement count(database,
        "SELECT count(*) FROM campaign c WHERE c.deleted_at IS NULL AND ((c.state=?1 AND c.next_at IS NOT NULL)"
        " OR (c.state<>?2 AND EXISTS(SELECT 1 FROM run r WHERE r.campaign_id=c.id AND r.ended_at IS NULL"
        " AND r.state IN (0,1,6))))");
    count.bind(1, static_cast<int>(CampaignState::Scheduled)).bind(2, static_cast<int>(CampaignState::Paused));
    const Result<bool> row = count.step();
    return row ? Result<int>(int(count.integer(0))) : row.error();
}

// What a campaign that just went online was before: an edit of a scheduled one takes effect with it, other content is
// kept as by saving.
Campaign beforeOnline(const Campaign& stored, const Campaign& earlier)
{
    if (earlier.state == CampaignState::Scheduled)
        return earlier;
    Campaign before = stored;
    before.state = earlier.state;
    before.nextAt = earlier.nextAt;
    before.onlineAt = earlier.onlineAt;
    before.onlineAfter = earlier.onlineAfter;
    return before;
}

struct WentOnline {
    Campaign stored;
    Campaign before;
};

// One that never began, and is being deleted, may leave its number to the next run.
Result<qint64> newestRun(Database& database, qint64 campaignId)
{
    Statement newest(database, "SELECT coalesce(max(id),0) FROM run WHERE campaign_id=? AND state<>?");
    newest.bind(1, campaignId).bind(2, static_cast<int>(RunState::Discarded));
    const Result<bool> row = newest.step();
    return row ? Result<qint64>(newest.integer(0)) : row.error();
}

Result<WentOnline> storeScheduled(Database& database, Campaign campaign)
{
    Campaign earlier;
    if (campaign.id != 0) {
        const Result<Campaign> now = CampaignStore(database).find(campaign.id);
        if (!now)
            return now.error();
        earlier = *now;
        const QList<CampaignState> atRest{CampaignState::Draft, CampaignState::Scheduled, CampaignState::Offline};
        if (!atRest.contains(now->state))
            return Error{ErrorKind::NotAllowedInState, {QStringLiteral("online"), stateName(now->state)}, {}};
        const Result<qint64> newest = newestRun(database, campaign.id);
        if (!newest)
            return newest.error();
        campaign.onlineAfter = *newest;
    }
    const Result<Campaign> stored = store(database, campaign);
    return stored ? Result<WentOnline>(WentOnline{*stored, beforeOnline(*stored, earlier)}) : stored.error();
}

// A draft keeps its state; what is under way must not be overwritten by a page that read it earlier.
Result<Campaign> storeDraft(Database& database, Campaign campaign)
{
    if (campaign.id != 0) {
        const Result<Campaign> now = CampaignStore(database).find(campaign.id);
        if (!now)
            return now;
        if (now->state != CampaignState::Draft && now->state != CampaignState::Offline)
            return Error{ErrorKind::NotAllowedInState, {QStringLiteral("edit"), stateName(now->state)}, {}};
        campaign.state = now->state;
        campaign.onlineAt = now->onlineAt;
        campaign.onlineAfter = now->onlineAfter;
    }
    campaign.nextAt.reset();
    return store(database, campaign);
}

Result<void> removeIfAtRest(Database& database, qint64 id, UtcMs now)
{
    CampaignStore campaigns(database);
    const Result<Campaign> campaign = campaigns.row(id);
    if (!campaign)
        return campaign.error();
    const QList<CampaignState> atRest{CampaignState::Draft, CampaignState::Offline, CampaignState::Finished};
    if (!atRest.contains(campaign->state))
        return Error{ErrorKind::NotAllowedInState, {QStringLiteral("delete"), stateName(campaign->state)}, {}};
    // Requests are under way, or some people are sent to again.
    const Result<bool> open = hasOpenRun(database, id);
    if (!open)
        return open.error();
    if (*open)
        return Error{ErrorKind::NotAllowedInState, {QStringLiteral("delete"), QStringLiteral("finishing")}, {}};
    return campaigns.setDeleted(id, now);
}

} // namespace

void CampaignService::saveDraft(const Campaign& campaign, QObject* receiver, std::function<void(Result<Campaign>)> then)
{
    write<>([stored = signedNow(campaign)](Database& database) { return storeDraft(database, stored); }, receiver,
        std::move(then));
}

void CampaignService::remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>([id, now = m_parts.clock.nowUtc()](Database& database) { return removeIfAtRest(database, id, now); },
        receiver, std::move(then));
}

void CampaignService::restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>([id](Database& database) { return CampaignStore(database).setDeleted(id, std::nullopt); }, receiver,
        std::move(then));
}

// --- review and going online ---------------------------------------------------------------------------------------

void CampaignService::review(const Campaign& campaign, QObject* receiver, std::function<void(qint64)> progress,
    std::function<void(Result<Review>)> then)
{
    cancelReview();
    m_stopReview = std::make_shared<std::atomic<bool>>(false);
    runReview(campaign, m_stopReview, receiver, std::move(progress), std::move(then));
}

void CampaignService::estimate(const Campaign& campaign, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    const auto stop = std::make_shared<std::atomic<bool>>(false);
    connect(receiver, &QObject::destroyed, this, [stop] { *stop = true; });
    runReview(
        campaign, stop, receiver, [](qint64) {},
        [then = std::move(then)](
            const Result<Review>& review) { then(review ? Result<qint64>(review->willSend) : review.error()); });
}

void CampaignService::runReview(const Campaign& campaign, const std::shared_ptr<std::atomic<bool>>& stop,
    QObject* receiver, std::function<void(qint64)> progress, std::function<void(Result<Review>)> then)
{
    const QPointer<QObject> listener(receiver);
    const UtcMs dayBegan = startOfDay(localDate(m_parts.clock.nowUtc(), m_zone), m_zone);
    m_parts.reader.ask(
        [campaign, dayBegan](Database& database) { return loadReviewContext(database, campaign, dayBegan); }, this,
        [=, this, courier = Courier(receiver)](const Result<CampaignContext>& context) {
            if (!listener || *stop)
                return;
            if (!context)
                return then(context.error());
            const auto report = [courier, progress](qint64 people) { courier.post([=] { progress(people); }); };
            m_parts.audience.ask(
                [=, &contracts = m_parts.contracts, context = *context, now = m_parts.clock.nowUtc(), zone = m_zone](
                    Database& audience) {
                    // The library outlives the workers; this service does not.
                    return reviewCampaign(audience, contracts, campaign, context, now, zone, *stop, report);
                },
                receiver, then);
        });
}

void CampaignService::cancelReview()
{
    if (m_stopReview)
        *m_stopReview = true;
}

void CampaignService::goOnline(
    const Campaign& campaign, std::optional<qint64> expected, QObject* receiver, std::function<void(Errors)> then)
{
    const UtcMs now = m_parts.clock.nowUtc();
    Campaign stored = signedNow(campaign);
    stored.state = CampaignState::Scheduled;
    stored.nextAt = dueAt(campaign.spec, now, m_zone);
    stored.onlineAt = now;
    stored.pausedReason.reset();
    const QPointer<QObject> listener(receiver);
    const auto answer = [listener, then](const Errors& errors) {
        if (listener)
            then(errors);
    };
    ++m_inChecks;
    check(stored, [=, this](const Errors& errors) {
        if (errors.isEmpty())
            schedule(stored, expected, answer);
        leaveChecks();
        if (!errors.isEmpty())
            answer(errors);
    });
}

// Everything that keeps the campaign from going online now.
void CampaignService::check(const Campaign& campaign, std::function<void(Errors)> then)
{
    m_parts.reader.ask([campaign](Database& database) { return loadContext(database, campaign); }, this,
        [=, this](const Result<CampaignContext>& context) {
            if (!context)
                return then({context.error()});
            m_parts.audience.ask(
                [campaign, context = *context, now = m_parts.clock.nowUtc(), zone = m_zone,
                    &contracts = m_parts.contracts](
                    Database& audience) { return campaignErrors(audience, contracts, campaign, context, now, zone); },
                this, then);
        });
}

void CampaignService::leaveChecks()
{
    if (--m_inChecks > 0)
        return;
    for (const auto& waiting : std::exchange(m_afterChecks, {}))
        waiting();
}

void CampaignService::countStoppedByQuitting(QObject* receiver, std::function<void(Result<int>)> then)
{
    const QPointer<QObject> listener(receiver);
    const auto count = [this, listener, then = std::move(then)] {
        if (listener)
            m_parts.writer.ask([](Database& database) { return stoppedByQuitting(database); }, listener, then);
    };
    if (m_inChecks > 0)
        m_afterChecks.append(count);
    else
        count();
}

void CampaignService::schedule(
    const Campaign& campaign, std::optional<qint64> expected, const std::function<void(Errors)>& answer)
{
    const Courier courier(this);
    m_parts.writer.worker().post([=, this] {
        const auto reply = [=, this](const Result<void>& done) {
            courier.post([=, this] {
                emit changed();
                answer(done ? Errors() : Errors{done.error()});
            });
        };
        const Result<WentOnline> online = storeScheduled(m_parts.writer.database(), campaign);
        if (!online)
            return reply(online.error());
        std::optional<Engine::Expected> seen;
        if (expected)
            seen = Engine::Expected{*expected, online->before};
        m_parts.engine.campaignScheduled(online->stored.id, std::move(seen), reply);
    });
}

// --- later steps ---------------------------------------------------------------------------------------------------

void CampaignService::pause(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>([this, id](Database&) { return m_parts.engine.pause(id); }, receiver, std::move(then));
}

void CampaignService::resume(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>([this, id](Database&) { return m_parts.engine.resume(id); }, receiver, std::move(then));
}

void CampaignService::takeOffline(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    const QPointer<QObject> listener(receiver);
    m_parts.writer.worker().post([=, this, courier = Courier(this)] {
        m_parts.engine.takeOffline(id, [=, this](const Result<void>& done) {
            courier.post([=, this] {
                emit changed();
                if (listener)
                    then(done);
            });
        });
    });
}

void CampaignService::changeCounts(qint64 id, QObject* receiver, std::function<void(Result<ChangeCounts>)> then)
{
    m_parts.writer.ask([id](Database& database) { return wd::changeCounts(database, id); }, receiver, std::move(then));
}

void CampaignService::applyChange(const Campaign& campaign, QObject* receiver, std::function<void(Errors)> then)
{
    const QPointer<QObject> listener(receiver);
    const auto answer = [this, listener, then = std::move(then)](const Errors& errors) {
        emit changed();
        if (listener)
            then(errors);
    };
    find(campaign.id, this, [=, this, edited = signedNow(campaign)](const Result<CampaignRow>& stored) {
        Campaign checked = edited;
        // The time that began the run is over, and a disabled channel keeps nobody from editing.
        if (stored && stored->campaign.spec.sendAt == edited.spec.sendAt)
            checked.spec.sendAt.reset();
        check(checked, [=, this](Errors errors) {
            errors.removeIf([](const Error& error) { return error.kind == ErrorKind::ChannelDisabled; });
            if (!errors.isEmpty())
                return answer(errors);
            m_parts.writer.worker().post([=, this, courier = Courier(this)] {
                m_parts.engine.applyChange(edited, [=](const Result<void>& done) {
                    courier.post([=] { answer(done ? Errors() : Errors{done.error()}); });
                });
            });
        });
    });
}

void CampaignService::tryNow(qint64 channelId)
{
    m_parts.writer.worker().post([this, channelId] { m_parts.engine.dispatcher().tryNow(channelId); });
}

void CampaignService::setAllPaused(bool paused)
{
    m_parts.writer.worker().post([this, paused] { m_parts.engine.dispatcher().setAllPaused(paused); });
}

} // namespace wd
