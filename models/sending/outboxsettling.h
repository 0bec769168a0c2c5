// Moving people and messages of the outbox to the states that outcomes give them; shared by sending and by hand.
#pragma once

#include "models/sending/outboxstatements.h"
#include "models/sending/outboxtypes.h"
#include "models/storage/step.h"

namespace wd {

constexpr int number(DeliveryState state)
{
    return static_cast<int>(state);
}

struct OutboxMessage {
    qint64 runId = 0;
    std::optional<qint64> firstId; // empty: its people stand in message_member
    qint64 lastId = 0;
    RunState run = RunState::Ready;
};

void addCount(Step& step, OutboxStatements& sql, qint64 runId, DeliveryState state, int reason, qint64 delta);
// Ends the run when nothing of it is queued, sending or waiting; true when this call ended it.
bool endIfDone(Step& step, OutboxStatements& sql, qint64 runId, UtcMs now);
std::optional<OutboxMessage> findMessage(Step& step, OutboxStatements& sql, qint64 messageId);
// Moves the queued people of a message to a final state.
void settlePeople(Step& step, OutboxStatements& sql, qint64 messageId, const OutboxMessage& message,
    DeliveryState state, int reason, const QString& detail);
void settle(Step& step, OutboxStatements& sql, const Settlement& settlement);

} // namespace wd
