// What the tests of the outbox put into it.
#pragma once

#include "models/base/reason.h"
#include "models/sending/outboxtypes.h"

#include <QSet>
#include <QStringList>

namespace wd {

constexpr UtcMs start = 1'800'000'000'000;

inline QList<NewDelivery> people(int first, int last)
{
    QList<NewDelivery> people;
    for (int id = first; id <= last; ++id)
        people.append({id, QStringLiteral("r%1").arg(id), DeliveryState::Queued, 0, {}, "data"});
    return people;
}

// Leaves out whose number is in `leftOut`; the body names the rest.
inline RenderMessage renderer(const QSet<qint64>& leftOut = {})
{
    return [leftOut](const QString& messageId, const QList<QueuedDelivery>& people) {
        RenderedMessage rendered;
        QStringList names;
        for (const QueuedDelivery& person : people) {
            if (leftOut.contains(person.personId)) {
                const int reason = static_cast<int>(Reason::SkippedByTemplate);
                rendered.leftOut.append({person.id, reason, QStringLiteral("no birthday")});
                continue;
            }
            names.append(person.recipient);
        }
        rendered.people = int(names.size());
        rendered.body.bytes = messageId.toUtf8() + ":" + names.join(u',').toUtf8();
        rendered.body.late = {{4, RenderedBody::LateSlot::Kind::NowMs}};
        return rendered;
    };
}

inline Settlement settlement(const ClaimedMessage& message, DeliveryState state, Reason reason = Reason::None)
{
    Settlement settled;
    settled.messageId = message.id;
    settled.runId = message.runId;
    settled.attempt = message.attempt;
    settled.at = start;
    settled.http = 200;
    settled.state = state;
    settled.reason = static_cast<int>(reason);
    settled.outcome = state == DeliveryState::Accepted ? AttemptOutcome::Accepted
        : state == DeliveryState::Uncertain            ? AttemptOutcome::MaybeAccepted
                                                       : AttemptOutcome::Failed;
    return settled;
}

inline Settlement waiting(const ClaimedMessage& message, UtcMs until, AttemptOutcome outcome)
{
    Settlement settled = settlement(message, DeliveryState::Failed, Reason::Unavailable);
    settled.outcome = outcome;
    settled.retryAt = until;
    return settled;
}

} // namespace wd
