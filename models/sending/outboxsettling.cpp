#include "models/sending/outboxsettling.h"

#include "models/base/reason.h"

#include <QHash>
#include <QMap>

namespace wd {

void addCount(Step& step, OutboxStatements& sql, qint64 runId, DeliveryState state, int reason, qint64 delta)
{
    if (delta != 0)
        step.run(sql.addCount.bind(1, runId).bind(2, number(state)).bind(3, reason).bind(4, delta));
}

namespace {

qint64 queuedPeople(Step& step, OutboxStatements& sql, qint64 runId)
{
    sql.queuedCount.bind(1, runId);
    const qint64 people = step.next(sql.queuedCount) ? sql.queuedCount.integer(0) : 0;
    sql.queuedCount.reset();
    return people;
}

} // namespace

bool endIfDone(Step& step, OutboxStatements& sql, qint64 runId, UtcMs now)
{
    if (queuedPeople(step, sql, runId) > 0)
        return false;
    step.run(sql.endRun.bind(1, now).bind(2, runId));
    return step.ok() && sql.endRun.changes() > 0;
}

std::optional<OutboxMessage> findMessage(Step& step, OutboxStatements& sql, qint64 messageId)
{
    sql.messageRow.bind(1, messageId);
    std::optional<OutboxMessage> row;
    if (step.next(sql.messageRow))
        row = OutboxMessage{sql.messageRow.integer(0), sql.messageRow.optionalInteger(1), sql.messageRow.integer(2),
            static_cast<RunState>(sql.messageRow.integer(3))};
    sql.messageRow.reset();
    return row;
}

namespace {

void moveCount(Step& step, OutboxStatements& sql, qint64 runId, DeliveryState state, int reason, qint64 people)
{
    addCount(step, sql, runId, DeliveryState::Queued, 0, -people);
    addCount(step, sql, runId, state, reason, people);
}

} // namespace

void settlePeople(Step& step, OutboxStatements& sql, qint64 messageId, const OutboxMessage& message,
    DeliveryState state, int reason, const QString& detail)
{
    Statement& update = message.firstId ? sql.settleRange : sql.settleMembers;
    update.bind(1, number(state)).bind(2, reason).bind(3, detail.isEmpty() ? QString() : detail).bind(4, messageId);
    if (message.firstId)
        update.bind(5, *message.firstId).bind(6, message.lastId).bind(7, message.runId);
    else
        update.bind(5, messageId);
    if (step.run(update))
        moveCount(step, sql, message.runId, state, reason, update.changes());
}

namespace {

void recordAttempt(Step& step, OutboxStatements& sql, const Settlement& settlement)
{
    sql.insertAttempt.bind(1, settlement.messageId).bind(2, settlement.attempt).bind(3, settlement.at);
    sql.insertAttempt.bind(4, static_cast<int>(settlement.outcome));
    if (settlement.http)
        sql.insertAttempt.bind(5, *settlement.http);
    else
        sql.insertAttempt.bindNull(5);
    sql.insertAttempt.bind(6, settlement.ms).bind(7, settlement.bytes);
    if (settlement.attemptDetail.isEmpty())
        sql.insertAttempt.bindNull(8);
    else
        sql.insertAttempt.bind(8, settlement.attemptDetail);
    step.run(sql.insertAttempt);
}

// The run was cancelled while the request was under way: there is no further attempt.
void settleCancelled(Step& step, OutboxStatements& sql, const Settlement& settlement, const OutboxMessage& message)
{
    sql.maybeAccepted.bind(1, settlement.messageId);
    const bool maybe = step.next(sql.maybeAccepted);
    sql.maybeAccepted.reset();
    if (maybe)
        settlePeople(
            step, sql, settlement.messageId, message, DeliveryState::Uncertain, settlement.reason, settlement.detail);
    else
        settlePeople(step, sql, settlement.messageId, message, DeliveryState::Cancelled,
            static_cast<int>(Reason::Cancelled), {});
    step.run(sql.messageFinished.bind(1, settlement.messageId));
}

using Listed = QHash<QString, const Settlement::Person*>;

QList<std::pair<qint64, const Settlement::Person*>> listedDeliveries(
    Step& step, OutboxStatements& sql, qint64 messageId, const OutboxMessage& message, const Listed& listed)
{
    QList<std::pair<qint64, const Settlement::Person*>> found;
    Statement& queued = message.firstId ? sql.queuedOfRange : sql.queuedMembers;
    if (message.firstId)
        queued.bind(1, *message.firstId).bind(2, message.lastId).bind(3, message.runId);
    else
        queued.bind(1, messageId);
    while (step.next(queued))
        if (const Settlement::Person* const person = listed.value(queued.text(1)))
            found.append({queued.integer(0), person});
    queued.reset();
    return found;
}

// In one pass over the message's people, however many others the answer lists.
void settleListed(Step& step, OutboxStatements& sql, const Settlement& settlement, const OutboxMessage& message)
{
    Listed listed;
    listed.reserve(settlement.people.size());
    for (const Settlement::Person& person : settlement.people)
        listed.insert(person.recipient, &person);
    QMap<std::pair<DeliveryState, int>, qint64> people;
    const auto deliveries = listedDeliveries(step, sql, settlement.messageId, message, listed);
    for (const auto& [delivery, person] : deliveries) {
        sql.settleOne.bind(1, number(person->state)).bind(2, person->reason);
        sql.settleOne.bind(3, person->detail.isEmpty() ? QString() : person->detail);
        step.run(sql.settleOne.bind(4, settlement.messageId).bind(5, delivery));
        ++people[{person->state, person->reason}];
    }
    for (auto moved = people.cbegin(); moved != people.cend(); ++moved)
        moveCount(step, sql, message.runId, moved.key().first, moved.key().second, moved.value());
}

} // namespace

void settle(Step& step, OutboxStatements& sql, const Settlement& settlement)
{
    recordAttempt(step, sql, settlement);
    const std::optional<OutboxMessage> message = findMessage(step, sql, settlement.messageId);
    if (!message)
        return;
    if (settlement.retryAt && message->run == RunState::Cancelled)
        return settleCancelled(step, sql, settlement, *message);
    if (settlement.retryAt) {
        step.run(sql.messageWaits.bind(1, *settlement.retryAt).bind(2, settlement.messageId));
        return;
    }
    if (!settlement.people.isEmpty())
        settleListed(step, sql, settlement, *message);
    settlePeople(step, sql, settlement.messageId, *message, settlement.state, settlement.reason, settlement.detail);
    step.run(sql.messageFinished.bind(1, settlement.messageId));
}

} // namespace wd
