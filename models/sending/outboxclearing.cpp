// Runs that are taken back: marked in one short transaction, cleared in slices after it.
#include "models/sending/outbox.h"

#include "models/base/reason.h"
#include "models/campaigns/campaignstore.h"
#include "models/sending/outboxsettling.h"
#include "models/sending/outboxstatements.h"
#include "models/storage/step.h"

namespace wd {

namespace {

// A slice's work holds the engine's loop.
constexpr int peopleAtOnce = 2000;
constexpr int messagesAtOnce = 200;

constexpr int cancelled = static_cast<int>(Reason::Cancelled);

// Its occurrence is free for a run that really happens.
void discard(Step& step, Database& database, qint64 runId)
{
    Statement run(database, "UPDATE run SET state=?1, occurrence=-id, ended_at=started_at WHERE id=?2");
    step.run(run.bind(1, static_cast<int>(RunState::Discarded)).bind(2, runId));
    for (const char* text : {"DELETE FROM run_count WHERE run_id=?", "DELETE FROM run_again WHERE later_id=?"}) {
        Statement counts(database, text);
        step.run(counts.bind(1, runId));
    }
}

} // namespace

Result<void> Outbox::discardRun(qint64 runId, CampaignState state, std::optional<int> pausedReason)
{
    Step step(m_database);
    discard(step, m_database, runId);
    Statement campaign(m_database,
        "UPDATE campaign SET state=?, next_at=NULL, paused_reason=?"
        " WHERE id=(SELECT campaign_id FROM run WHERE id=?)");
    campaign.bind(1, static_cast<int>(state));
    campaign.bind(2, pausedReason ? std::optional<qint64>(*pausedReason) : std::nullopt);
    step.run(campaign.bind(3, runId));
    return step.commit();
}

Result<void> Outbox::discardRun(qint64 runId, const Campaign& before)
{
    Step step(m_database);
    discard(step, m_database, runId);
    if (step.ok())
        if (const Result<void> updated = CampaignStore(m_database).update(before); !updated)
            step.fail(updated.error());
    return step.commit();
}

Result<qint64> Outbox::restartRun(qint64 runId)
{
    Step step(m_database);
    Statement read(m_database, "SELECT occurrence FROM run WHERE id=?");
    read.bind(1, runId);
    const qint64 occurrence = step.next(read) ? read.integer(0) : 0;
    discard(step, m_database, runId);
    Statement again(m_database,
        "INSERT INTO run(campaign_id, occurrence, state, priority, plan, started_at)"
        " SELECT campaign_id, ?1, ?2, priority, plan, started_at FROM run WHERE id=?3");
    again.bind(1, occurrence).bind(2, static_cast<int>(RunState::Preparing));
    step.run(again.bind(3, runId));
    const qint64 id = again.lastInsertId();
    const Result<void> committed = step.commit();
    return committed ? Result<qint64>(id) : committed.error();
}

Result<void> Outbox::takeOffline(qint64 campaignId)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    step.run(sql.campaignState.bind(1, static_cast<int>(CampaignState::Offline)).bind(2, campaignId));
    Statement half(m_database, "SELECT id FROM run WHERE campaign_id=? AND ended_at IS NULL AND state=0");
    half.bind(1, campaignId);
    QList<qint64> unprepared;
    while (step.next(half))
        unprepared.append(half.integer(0));
    for (const qint64 runId : std::as_const(unprepared))
        discard(step, m_database, runId);
    Statement runs(m_database, "UPDATE run SET state=? WHERE campaign_id=? AND ended_at IS NULL");
    step.run(runs.bind(1, static_cast<int>(RunState::Cancelled)).bind(2, campaignId));
    return step.commit();
}

Result<QList<qint64>> Outbox::uncleared()
{
    Statement runs(m_database, "SELECT id FROM run WHERE (state=?1 AND ended_at IS NULL) OR state=?2");
    runs.bind(1, static_cast<int>(RunState::Cancelled)).bind(2, static_cast<int>(RunState::Discarded));
    return runs.integers();
}

// --- slices --------------------------------------------------------------------------------------------------------

namespace {

QList<qint64> waitingMessages(Step& step, Database& database, qint64 runId)
{
    Statement waiting(
        database, "SELECT id, n FROM message INDEXED BY message_waiting WHERE state=1 AND run_id=? LIMIT ?");
    waiting.bind(1, runId).bind(2, messagesAtOnce);
    QList<qint64> found;
    for (qint64 people = 0; people < peopleAtOnce && step.next(waiting); people += waiting.integer(1))
        found.append(waiting.integer(0));
    return found;
}

void cancelMessage(Step& step, OutboxStatements& sql, qint64 messageId)
{
    const std::optional<OutboxMessage> message = findMessage(step, sql, messageId);
    sql.maybeAccepted.bind(1, messageId);
    const bool maybe = step.next(sql.maybeAccepted);
    sql.maybeAccepted.reset();
    if (message)
        settlePeople(
            step, sql, messageId, *message, maybe ? DeliveryState::Uncertain : DeliveryState::Cancelled, cancelled, {});
    step.run(sql.messageFinished.bind(1, messageId));
}

struct Range {
    RunState state = RunState::Finished;
    qint64 first = 1;
    qint64 last = 0; // less than `first`: nobody was written
    qint64 claimedTo = 0;
};

Range rangeOf(Step& step, Database& database, qint64 runId)
{
    Statement run(database,
        "SELECT state, coalesce(first_id,1), coalesce(last_id,0), coalesce(claimed_to,0)"
        " FROM run WHERE id=?");
    run.bind(1, runId);
    if (!step.next(run))
        return {};
    return {static_cast<RunState>(run.integer(0)), run.integer(1), run.integer(2), run.integer(3)};
}

// By ids, not by people: others' in between cost as much.
bool cancelUnclaimed(Step& step, Database& database, OutboxStatements& sql, qint64 runId, const Range& range)
{
    if (range.claimedTo >= range.last)
        return false;
    const qint64 to = std::min(range.claimedTo + peopleAtOnce, range.last);
    Statement unclaimed(
        database, "UPDATE delivery SET state=5, reason=? WHERE id>? AND id<=? AND +run_id=? AND state=0");
    unclaimed.bind(1, cancelled).bind(2, range.claimedTo).bind(3, to);
    if (step.run(unclaimed.bind(4, runId))) {
        const qint64 people = unclaimed.changes();
        addCount(step, sql, runId, DeliveryState::Queued, 0, -people);
        addCount(step, sql, runId, DeliveryState::Cancelled, cancelled, people);
    }
    step.run(sql.advanceRun.bind(1, to).bind(2, runId));
    return to < range.last;
}

// True: there are more.
bool cancelSome(Step& step, Database& database, OutboxStatements& sql, qint64 runId, const Range& range)
{
    const QList<qint64> messages = waitingMessages(step, database, runId);
    for (const qint64 messageId : messages)
        cancelMessage(step, sql, messageId);
    return !messages.isEmpty() || cancelUnclaimed(step, database, sql, runId, range);
}

bool deleteSome(Step& step, Database& database, qint64 runId, const Range& range)
{
    const qint64 to = std::min(range.first + peopleAtOnce - 1, range.last);
    Statement people(database, "DELETE FROM delivery WHERE id BETWEEN ? AND ? AND +run_id=?");
    step.run(people.bind(1, range.first).bind(2, to).bind(3, runId));
    if (to < range.last) {
        Statement rest(database, "UPDATE run SET first_id=? WHERE id=?");
        step.run(rest.bind(1, to + 1).bind(2, runId));
        return true;
    }
    Statement run(database, "DELETE FROM run WHERE id=?");
    step.run(run.bind(1, runId));
    return false;
}

} // namespace

Result<Cleared> Outbox::clearSome(qint64 runId, UtcMs now)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    const Range range = rangeOf(step, m_database, runId);
    Cleared cleared;
    if (range.state == RunState::Discarded) {
        cleared.more = deleteSome(step, m_database, runId, range);
    } else if (range.state == RunState::Cancelled) {
        cleared.more = cancelSome(step, m_database, sql, runId, range);
        cleared.ended = !cleared.more && endIfDone(step, sql, runId, now);
    }
    const Result<void> committed = step.commit();
    return committed ? Result<Cleared>(cleared) : committed.error();
}

} // namespace wd
