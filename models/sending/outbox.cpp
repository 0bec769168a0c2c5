#include "models/sending/outbox.h"

#include "models/base/ids.h"
#include "models/base/reason.h"
#include "models/sending/outboxsettling.h"
#include "models/sending/outboxstatements.h"
#include "models/storage/step.h"

namespace wd {

namespace {

void insertDelivery(Step& step, OutboxStatements& sql, qint64 runId, const NewDelivery& person)
{
    sql.insertDelivery.bind(1, runId)
        .bind(2, person.personId)
        .bind(3, person.recipient.isNull() ? QStringLiteral("") : person.recipient);
    sql.insertDelivery.bind(4, number(person.state)).bind(5, person.reason);
    sql.insertDelivery.bind(6, person.detail.isEmpty() ? QString() : person.detail);
    if (person.data.isEmpty())
        sql.insertDelivery.bindNull(7);
    else
        sql.insertDelivery.bind(7, person.data);
    step.run(sql.insertDelivery);
}

QList<qint64> runsBefore(Step& step, OutboxStatements& sql, qint64 runId)
{
    QList<qint64> runs;
    sql.earlierRuns.bind(1, runId);
    while (step.next(sql.earlierRuns))
        runs.append(sql.earlierRuns.integer(0));
    return runs;
}

bool reachedBefore(DeliveryState state, int reason)
{
    return state == DeliveryState::NotSent && reason == static_cast<int>(Reason::AlreadyReached);
}

// Whom an earlier run left without having reached him counts in this one alone. Who is "already reached" in a run
// counts in another one.
class TakenAgain {
public:
    TakenAgain(Step& step, OutboxStatements& sql, qint64 runId)
        : m_step(step)
        , m_sql(sql)
        , m_runId(runId)
        , m_before(runsBefore(step, sql, runId))
    {
    }

    void add(const NewDelivery& person)
    {
        if (reachedBefore(person.state, person.reason))
            return;
        for (const qint64 earlier : std::as_const(m_before)) {
            m_sql.earlierDelivery.bind(1, earlier).bind(2, person.personId);
            const bool found = m_step.next(m_sql.earlierDelivery);
            const auto state = static_cast<DeliveryState>(found ? m_sql.earlierDelivery.integer(0) : 0);
            const int reason = found ? int(m_sql.earlierDelivery.integer(1)) : 0;
            m_sql.earlierDelivery.reset();
            if (!found || reachedBefore(state, reason))
                continue;
            if (state == DeliveryState::Failed || state == DeliveryState::NotSent || state == DeliveryState::Cancelled)
                ++m_people[{earlier, number(state), reason}];
            return;
        }
    }

    void write()
    {
        for (auto people = m_people.cbegin(); people != m_people.cend(); ++people) {
            const auto& [earlier, state, reason] = people.key();
            m_sql.addAgain.bind(1, earlier).bind(2, m_runId).bind(3, state).bind(4, reason);
            m_step.run(m_sql.addAgain.bind(5, people.value()));
        }
    }

private:
    Step& m_step;
    OutboxStatements& m_sql;
    qint64 m_runId;
    QList<qint64> m_before;
    QMap<std::tuple<qint64, int, int>, qint64> m_people;
};

} // namespace

Outbox::Outbox(Database& database, qint64 launch, const QByteArray& epoch)
    : m_database(database)
    , m_launch(launch)
    , m_epoch(epoch)
    , m_statements(std::make_unique<OutboxStatements>(database))
{
}

Outbox::~Outbox() = default;

Result<qint64> Outbox::beginRun(const NewRun& run)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    sql.insertRun.bind(1, run.campaignId).bind(2, run.occurrence).bind(3, static_cast<int>(RunState::Preparing));
    sql.insertRun.bind(4, QString::fromUtf8(run.plan)).bind(5, run.startedAt);
    step.run(sql.insertRun);
    const qint64 id = sql.insertRun.lastInsertId();
    step.run(sql.campaignState.bind(1, static_cast<int>(CampaignState::Active)).bind(2, run.campaignId));
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    return id;
}

Result<void> Outbox::addDeliveries(qint64 runId, const QList<NewDelivery>& people)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    QMap<QPair<int, int>, qint64> counts;
    TakenAgain again(step, sql, runId);
    qint64 first = 0;
    qint64 last = 0;
    for (const NewDelivery& person : people) {
        insertDelivery(step, sql, runId, person);
        last = sql.insertDelivery.lastInsertId();
        first = first == 0 ? last : first;
        ++counts[{number(person.state), person.reason}];
        again.add(person);
    }
    again.write();
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        addCount(step, sql, runId, static_cast<DeliveryState>(count.key().first), count.key().second, count.value());
    if (!people.isEmpty())
        step.run(sql.extendRun.bind(1, first).bind(2, last).bind(3, runId));
    return step.commit();
}

Result<bool> Outbox::finishPreparing(qint64 runId, UtcMs now)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    step.run(sql.readyRun.bind(1, runId));
    const bool ended = endIfDone(step, sql, runId, now);
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    return !ended;
}

Result<void> Outbox::recordMissedRun(const NewRun& run)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    Statement insert(m_database,
        "INSERT INTO run(campaign_id, occurrence, state, priority, plan, started_at, ended_at) VALUES(?,?,?,0,?,?,?)");
    insert.bind(1, run.campaignId).bind(2, run.occurrence).bind(3, static_cast<int>(RunState::Missed));
    insert.bind(4, QString::fromUtf8(run.plan)).bind(5, run.startedAt).bind(6, run.startedAt);
    step.run(insert);
    step.run(sql.campaignState.bind(1, static_cast<int>(CampaignState::Offline)).bind(2, run.campaignId));
    return step.commit();
}

// --- claiming ------------------------------------------------------------------------------------------------------

namespace {

// A run whose texts leave everybody out must not hold the engine's loop: the next exchange goes on.
constexpr int peopleAtOnce = 2000;

QList<QueuedDelivery> nextPeople(Step& step, OutboxStatements& sql, qint64 runId, int batch)
{
    QList<QueuedDelivery> people;
    sql.nextQueued.bind(1, runId).bind(2, batch);
    while (step.next(sql.nextQueued))
        people.append(
            {sql.nextQueued.integer(0), sql.nextQueued.integer(1), sql.nextQueued.text(2), sql.nextQueued.blob(3)});
    return people;
}

void leaveOut(Step& step, OutboxStatements& sql, qint64 runId, const QList<RenderedMessage::LeftOut>& people)
{
    for (const RenderedMessage::LeftOut& person : people) {
        sql.leaveOut.bind(1, person.reason).bind(2, person.detail.isEmpty() ? QString() : person.detail);
        step.run(sql.leaveOut.bind(3, person.deliveryId));
        addCount(step, sql, runId, DeliveryState::Queued, 0, -1);
        addCount(step, sql, runId, DeliveryState::NotSent, person.reason, 1);
    }
}

} // namespace

class Outbox::Claims {
public:
    Claims(Step& step, OutboxStatements& sql, qint64 launch, const QByteArray& epoch, UtcMs now)
        : m_step(step)
        , m_sql(sql)
        , m_launch(launch)
        , m_epoch(epoch)
        , m_now(now)
    {
    }

    // False: the run has nobody left to claim, or is not to be sent.
    bool first(const ClaimWish& wish, QList<ClaimedMessage>& claims)
    {
        m_sql.runChannel.bind(1, wish.runId);
        if (!m_step.next(m_sql.runChannel))
            return false;
        const qint64 channelId = m_sql.runChannel.integer(0);
        m_sql.runChannel.reset();
        if (channelId == 0)
            m_step.fail({ErrorKind::DatabaseFailed, {QString(), QStringLiteral("run without a channel")}, {}});
        int looked = 0;
        for (int wanted = wish.messages; wanted > 0 && looked < peopleAtOnce && m_step.ok();) {
            const QList<QueuedDelivery> people = nextPeople(m_step, m_sql, wish.runId, wish.batch);
            if (people.isEmpty())
                return false;
            looked += int(people.size());
            if (claim(wish, channelId, people, claims))
                --wanted;
        }
        return true;
    }

    // True: messages that can't be sent any more are given up, and the run may have ended with them.
    bool retries(const RetryWish& wish, QList<ClaimedMessage>& claims)
    {
        QList<ClaimedMessage> due;
        bool gaveUp = false;
        m_sql.dueMessages.bind(1, wish.runId).bind(2, m_now).bind(3, wish.messages);
        while (m_step.next(m_sql.dueMessages))
            due.append(readMessage(wish.runId));
        for (ClaimedMessage& message : due) {
            if (readBody(message)) {
                m_step.run(m_sql.reclaimMessage.bind(1, m_launch).bind(2, message.id));
                claims.append(message);
            } else {
                giveUp(message);
                gaveUp = true;
            }
        }
        return gaveUp;
    }

private:
    bool claim(
        const ClaimWish& wish, qint64 channelId, const QList<QueuedDelivery>& people, QList<ClaimedMessage>& claims)
    {
        m_sql.insertMessage.bind(1, m_epoch).bind(2, wish.runId).bind(3, channelId);
        m_sql.insertMessage.bind(4, people.first().id).bind(5, people.last().id).bind(6, people.size());
        m_step.run(m_sql.insertMessage.bind(7, m_launch).bind(8, m_now));
        const qint64 id = m_sql.insertMessage.lastInsertId();
        const QString name = messageId(m_epoch, id);
        const RenderedMessage rendered = wish.render(name, people);
        leaveOut(m_step, m_sql, wish.runId, rendered.leftOut);
        m_step.run(m_sql.advanceRun.bind(1, people.last().id).bind(2, wish.runId));
        if (rendered.people == 0) {
            m_step.run(m_sql.deleteMessage.bind(1, id));
            return false;
        }
        if (!rendered.leftOut.isEmpty())
            m_step.run(m_sql.messagePeople.bind(1, rendered.people).bind(2, id));
        m_sql.insertBody.bind(1, id).bind(2, rendered.body.bytes).bind(3, rendered.body.lateBytes());
        m_step.run(m_sql.insertBody);
        claims.append({id, name, wish.runId, channelId, 1, 0, false, rendered.people, rendered.body});
        return true;
    }

    ClaimedMessage readMessage(qint64 runId) const
    {
        const Statement& row = m_sql.dueMessages;
        ClaimedMessage message;
        message.id = row.integer(0);
        message.messageId = messageId(row.blob(1), message.id);
        message.runId = runId;
        message.channelId = row.integer(2);
        message.people = int(row.integer(3));
        message.attempt = int(row.integer(4)) + 1;
        message.retriesUsed = int(row.integer(5));
        message.maybeAccepted = row.integer(6) != 0;
        return message;
    }

    bool readBody(ClaimedMessage& message)
    {
        m_sql.readBody.bind(1, message.id);
        std::optional<RenderedBody> stored;
        if (m_step.next(m_sql.readBody))
            if (const auto body = RenderedBody::fromStored(m_sql.readBody.blob(0), m_sql.readBody.blob(1)))
                stored = *body;
        m_sql.readBody.reset();
        message.body = stored.value_or(RenderedBody());
        return stored.has_value();
    }

    // One damaged message must not hold up all others for ever.
    void giveUp(const ClaimedMessage& message)
    {
        const std::optional<OutboxMessage> stored = findMessage(m_step, m_sql, message.id);
        if (!stored)
            return;
        settlePeople(m_step, m_sql, message.id, *stored,
            message.maybeAccepted ? DeliveryState::Uncertain : DeliveryState::Failed,
            static_cast<int>(Reason::StoredUnreadable), {});
        m_step.run(m_sql.messageFinished.bind(1, message.id));
    }

    Step& m_step;
    OutboxStatements& m_sql;
    qint64 m_launch;
    const QByteArray& m_epoch;
    UtcMs m_now;
};

Result<OutboxExchange> Outbox::exchange(
    const QList<Settlement>& settlements, const QList<ClaimWish>& claims, const QList<RetryWish>& retries, UtcMs now)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    OutboxExchange result;
    QList<qint64> touched;
    const auto touch = [&touched](qint64 runId) {
        if (!touched.contains(runId))
            touched.append(runId);
    };
    for (const Settlement& settlement : settlements) {
        settle(step, sql, settlement);
        touch(settlement.runId);
    }
    Claims claiming(step, sql, m_launch, m_epoch, now);
    for (const RetryWish& wish : retries)
        if (claiming.retries(wish, result.claims))
            touch(wish.runId);
    for (const ClaimWish& wish : claims) {
        if (!claiming.first(wish, result.claims))
            result.drainedRuns.append(wish.runId);
        touch(wish.runId);
    }
    for (const qint64 runId : std::as_const(touched))
        if (endIfDone(step, sql, runId, now))
            result.endedRuns.append(runId);
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    return result;
}

Result<std::optional<UtcMs>> Outbox::nextRetry(qint64 runId)
{
    Statement& next = m_statements->nextRetry.bind(1, runId);
    const Result<bool> row = next.step();
    if (!row)
        return row.error();
    const std::optional<UtcMs> due = *row ? next.optionalInteger(0) : std::nullopt;
    next.reset();
    return due;
}

Result<void> Outbox::release(const QList<qint64>& messages, UtcMs now)
{
    Step step(m_database);
    Statement update(
        m_database, "UPDATE message SET state=1, attempts=attempts-1, due_at=?, owner=NULL WHERE id=? AND state=0");
    for (const qint64 id : messages)
        step.run(update.bind(1, now).bind(2, id));
    return step.commit();
}

} // namespace wd
