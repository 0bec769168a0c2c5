// The values that go into and come out of the outbox.
#pragma once

#include "models/base/clock.h"
#include "models/channels/contract.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <optional>

namespace wd {

// Stored in run.state as these numbers. A discarded run counts as one that never began; it is there until its people
// are deleted. Resending: it was over, and some of its people are sent to again, or were; it says nothing of what its
// campaign does now.
enum class RunState { Preparing = 0, Ready = 1, Finished = 2, Cancelled = 3, Missed = 4, Discarded = 5, Resending = 6 };
// Stored in delivery.state as these numbers; Sending and Waiting show through the message and are never stored.
enum class DeliveryState {
    Queued = 0,
    Accepted = 1,
    Failed = 2,
    Uncertain = 3,
    NotSent = 4,
    Cancelled = 5,
    Sending = 100,
    Waiting = 101
};
// Stored in message.state as these numbers.
enum class MessageState { Sending = 0, Waiting = 1, Finished = 2 };
// Stored in attempt.outcome as these numbers.
enum class AttemptOutcome {
    Accepted = 1,
    NeverSent = 2, // will be, or would have been, retried
    MaybeAccepted = 3, // no usable answer after the request left
    Failed = 4, // the receiver refused this message
    ChannelFault = 5, // the receiver refuses everything: the people stay queued
    Interrupted = 6, // ended from here while the request was under way: maybe accepted
    Withdrawn = 7, // ended from here before anything left
};

// One person of a run being prepared.
struct NewDelivery {
    qint64 personId = 0;
    QString recipient;
    DeliveryState state = DeliveryState::Queued; // or NotSent
    int reason = 0; // a Reason
    QString detail;
    QByteArray data; // see personvalues.h
};

struct NewRun {
    qint64 campaignId = 0;
    qint64 occurrence = 0;
    QByteArray plan; // JSON, see plan.h
    UtcMs startedAt = 0;
};

// The values frozen with a delivery, as they will be stored.
struct FrozenValues {
    qint64 deliveryId = 0;
    QByteArray data; // see personvalues.h
};

struct QueuedDelivery {
    qint64 id = 0;
    qint64 personId = 0;
    QString recipient;
    QByteArray data;
};

// A message's people turned into its body; who is left out says why.
struct RenderedMessage {
    struct LeftOut {
        qint64 deliveryId = 0;
        int reason = 0;
        QString detail;
    };
    RenderedBody body;
    int people = 0; // in the body; 0: nothing to send
    QList<LeftOut> leftOut;
};
using RenderMessage = std::function<RenderedMessage(const QString& messageId, const QList<QueuedDelivery>& people)>;

// Asks for up to `messages` first attempts of one run.
struct ClaimWish {
    qint64 runId = 0;
    int messages = 0;
    int batch = 1; // people a message
    RenderMessage render;
};

// How people of a run are put into messages now; `messages` means nothing here.
using WishForRun = std::function<Result<ClaimWish>(qint64 runId)>;

// Asks for up to `messages` messages of one run whose retry is due.
struct RetryWish {
    qint64 runId = 0;
    int messages = 0;
};

// A message this launch owns and may send once.
struct ClaimedMessage {
    qint64 id = 0;
    QString messageId;
    qint64 runId = 0;
    qint64 channelId = 0;
    int attempt = 1; // the number of the attempt to come
    int retriesUsed = 0; // earlier attempts that count against the retry schedule
    bool maybeAccepted = false; // an earlier attempt may have been accepted
    int people = 0;
    RenderedBody body;
};

// What came of one attempt, and what becomes of its message.
struct Settlement {
    struct Person {
        QString recipient;
        DeliveryState state = DeliveryState::Failed;
        int reason = 0;
        QString detail;
    };
    qint64 messageId = 0;
    qint64 runId = 0;
    int attempt = 1;
    UtcMs at = 0; // the attempt's start
    AttemptOutcome outcome = AttemptOutcome::Accepted;
    std::optional<int> http;
    int ms = 0;
    qint64 bytes = 0; // of the answer
    QByteArray attemptDetail; // see attemptdetail.h; empty when nothing is kept
    // Set: the message waits until then. Empty: it is finished, its people get `state`.
    std::optional<UtcMs> retryAt;
    DeliveryState state = DeliveryState::Accepted;
    int reason = 0;
    QString detail;
    QList<Person> people; // those who have an outcome of their own
};

// What an operator's "send again" did.
struct Resent {
    QList<qint64> runs; // reopened
    qint64 people = 0; // queued again
};

// One slice of Outbox::clearSome().
struct Cleared {
    bool more = false; // people of the run still wait to be cancelled or deleted
    bool ended = false; // the run ended with this slice
};

struct OutboxExchange {
    QList<ClaimedMessage> claims;
    QList<qint64> endedRuns;
    QList<qint64> drainedRuns; // of the wishes: every person has been claimed
};

} // namespace wd
