// The outbox's calls at start and by hand.
#include "models/sending/outbox.h"

#include "models/campaigns/campaignstore.h"
#include "models/sending/outboxsettling.h"
#include "models/sending/outboxstatements.h"
#include "models/sending/retry.h"
#include "models/sending/settlementof.h"
#include "models/storage/step.h"

namespace wd {

namespace {

struct Orphan {
    qint64 messageId = 0;
    qint64 channelId = 0;
    int attempt = 1;
};

QList<Orphan> orphans(Step& step, Database& database, qint64 launch)
{
    QList<Orphan> found;
    Statement sending(database, "SELECT id, channel_id, attempts FROM message WHERE state=0 AND owner<>?");
    sending.bind(1, launch);
    while (step.next(sending))
        found.append({sending.integer(0), sending.integer(1), int(sending.integer(2))});
    return found;
}

// A last attempt later than now: the clock was set back meanwhile. Its message waits as long as it was to wait.
void unwindClock(Step& step, Database& database, UtcMs now)
{
    Statement due(database,
        "UPDATE message SET due_at=?1+due_at-l.at"
        " FROM (SELECT m.id, max(a.at) AS at FROM message m INDEXED BY message_waiting"
        "  CROSS JOIN attempt a ON a.message_id=m.id WHERE m.state=1 GROUP BY m.id) l"
        " WHERE l.id=message.id AND l.at>?1+?2 AND due_at>l.at");
    step.run(due.bind(1, now).bind(2, clockNoiseMs));
    // What was not tried since it was queued waits for nothing.
    Statement untried(database, "UPDATE message SET due_at=?1 WHERE state=1 AND attempts=spent AND due_at>?1");
    step.run(untried.bind(1, now));
}

} // namespace

Result<Outbox::Interrupted> Outbox::recover(const std::function<Repeat(qint64)>& repeat, int reason, UtcMs now)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    Interrupted result;
    QList<qint64> runs;
    for (const Orphan& orphan : orphans(step, m_database, m_launch)) {
        const std::optional<OutboxMessage> message = findMessage(step, sql, orphan.messageId);
        if (!message && step.ok())
            continue;
        if (!message)
            break;
        Settlement settlement;
        settlement.messageId = orphan.messageId;
        settlement.runId = message->runId;
        settlement.attempt = orphan.attempt;
        settlement.at = now;
        settlement.outcome = AttemptOutcome::Interrupted;
        settlement.state = DeliveryState::Uncertain;
        settlement.reason = reason;
        settlement.attemptDetail = encodeAttemptDetail({reason, {}, {}});
        if (repeat(orphan.channelId) == Repeat::AtLeastOnce)
            settlement.retryAt = now;
        settle(step, sql, settlement);
        ++(settlement.retryAt ? result.resent : result.uncertain);
        if (!runs.contains(message->runId))
            runs.append(message->runId);
    }
    for (const qint64 runId : std::as_const(runs))
        endIfDone(step, sql, runId, now);
    unwindClock(step, m_database, now);
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    return result;
}

Result<void> Outbox::retryNow(qint64 channelId, UtcMs now)
{
    Step step(m_database);
    Statement due(m_database,
        "UPDATE message INDEXED BY message_waiting SET due_at=?2 WHERE channel_id=?1 AND state=1 AND due_at>?2");
    step.run(due.bind(1, channelId).bind(2, now));
    return step.commit();
}

Result<void> Outbox::bringForward(qint64 ms)
{
    Step step(m_database);
    Statement due(m_database, "UPDATE message SET due_at=due_at-? WHERE state=1");
    step.run(due.bind(1, ms));
    return step.commit();
}

Result<void> Outbox::freezeAnew(const QList<FrozenValues>& people)
{
    Step step(m_database);
    Statement update(m_database, "UPDATE delivery SET data=? WHERE id=? AND state IN (0,2,3)");
    for (const FrozenValues& person : people)
        step.run(update.bind(1, person.data).bind(2, person.deliveryId));
    return step.commit();
}

Result<void> Outbox::changeContent(qint64 runId, const QByteArray& plan, const Campaign& campaign)
{
    Step step(m_database);
    Statement run(m_database, "UPDATE run SET plan=? WHERE id=?");
    step.run(run.bind(1, QString::fromUtf8(plan)).bind(2, runId));
    if (step.ok())
        if (const Result<void> updated = CampaignStore(m_database).update(campaign); !updated)
            step.fail(updated.error());
    return step.commit();
}

Result<int> Outbox::resolve(const QList<qint64>& deliveries, DeliveryState state, int reason)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    Statement read(m_database, "SELECT run_id, reason FROM delivery WHERE id=? AND state=3");
    Statement update(m_database, "UPDATE delivery SET state=?, reason=? WHERE id=?");
    int changed = 0;
    for (const qint64 id : deliveries) {
        read.bind(1, id);
        const bool found = step.next(read);
        const qint64 runId = found ? read.integer(0) : 0;
        const int earlier = found ? int(read.integer(1)) : 0;
        read.reset();
        if (!found)
            continue;
        step.run(update.bind(1, number(state)).bind(2, reason).bind(3, id));
        addCount(step, sql, runId, DeliveryState::Uncertain, earlier, -1);
        addCount(step, sql, runId, state, reason, 1);
        ++changed;
    }
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    return changed;
}

} // namespace wd
