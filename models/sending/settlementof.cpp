#include "models/sending/settlementof.h"

#include "models/sending/retry.h"

#include <QCborArray>
#include <QCborValue>

namespace wd {

namespace {

constexpr qsizetype keptOfFailure = 16 * 1024;
constexpr qsizetype keptOfSuccess = 1024;
constexpr qsizetype keptOfWords = 1000; // characters, on one person

// Cut off from here, no fault of the receiver: it goes on when sending does.
bool isOurEnd(const Outcome& outcome)
{
    return outcome.reason == Reason::Stopped;
}

AttemptOutcome attemptOutcome(const Outcome& outcome)
{
    if (isOurEnd(outcome))
        return outcome.maybeAccepted ? AttemptOutcome::Interrupted : AttemptOutcome::Withdrawn;
    switch (outcome.kind) {
    case OutcomeKind::Accepted:
        return AttemptOutcome::Accepted;
    case OutcomeKind::ChannelFault:
        return AttemptOutcome::ChannelFault;
    case OutcomeKind::Failed:
        return AttemptOutcome::Failed;
    case OutcomeKind::Retry:
    case OutcomeKind::Uncertain:
        return outcome.maybeAccepted ? AttemptOutcome::MaybeAccepted : AttemptOutcome::NeverSent;
    }
    Q_UNREACHABLE();
}

void retryOrGiveUp(const AttemptFacts& facts, Settlement& settlement)
{
    const std::optional<qint64> delay = retryDelayMs(
        facts.message.retriesUsed + 1, facts.limits.retrySeconds, facts.random, facts.exchange.retryAfterSeconds);
    if (isOurEnd(facts.outcome))
        settlement.retryAt = facts.now;
    else if (delay)
        settlement.retryAt = facts.now + *delay;
    const bool maybe = facts.outcome.maybeAccepted || facts.message.maybeAccepted;
    settlement.state = maybe ? DeliveryState::Uncertain : DeliveryState::Failed;
}

Settlement::Person settledPerson(const AnswerReading::Person& person, const SecretMask& mask)
{
    const Outcome outcome = outcomeOf(person.verdict);
    const DeliveryState state = outcome.kind == OutcomeKind::Accepted ? DeliveryState::Accepted
        : outcome.kind == OutcomeKind::Failed                         ? DeliveryState::Failed
                                                                      : DeliveryState::Uncertain;
    return {person.recipientId, state, static_cast<int>(outcome.reason), mask.in(person.error).left(keptOfWords)};
}

// Who is listed has an outcome of their own; who is absent from the answer's list is uncertain.
void settlePerRecipient(const AnswerReading& reading, const SecretMask& mask, Settlement& settlement)
{
    settlement.people.reserve(reading.people.size());
    for (const AnswerReading::Person& person : reading.people)
        settlement.people.append(settledPerson(person, mask));
    settlement.state = DeliveryState::Uncertain;
    settlement.reason = static_cast<int>(Reason::AbsentFromAnswer);
}

} // namespace

Settlement settlementOf(const AttemptFacts& facts)
{
    Settlement settlement;
    settlement.messageId = facts.message.id;
    settlement.runId = facts.message.runId;
    settlement.attempt = facts.message.attempt;
    settlement.at = facts.startedAt;
    settlement.outcome = attemptOutcome(facts.outcome);
    if (facts.exchange.status != 0)
        settlement.http = facts.exchange.status;
    settlement.ms = int(qMax<qint64>(0, facts.exchange.totalMs));
    settlement.bytes = facts.exchange.bodyBytes;
    settlement.reason = static_cast<int>(facts.outcome.reason);
    settlement.detail = statusNamed(facts.exchange, facts.outcome.reason);
    const bool accepted = facts.outcome.kind == OutcomeKind::Accepted;
    if (!accepted || facts.keepSuccess)
        settlement.attemptDetail = encodeAttemptDetail(
            {settlement.reason, facts.mask.bodyOf(facts.exchange, accepted ? keptOfSuccess : keptOfFailure),
                facts.mask.in(detailOf(facts.exchange, facts.outcome.reason))});
    switch (facts.outcome.kind) {
    case OutcomeKind::Accepted:
        settlement.state = DeliveryState::Accepted;
        if (facts.reading.perRecipient)
            settlePerRecipient(facts.reading, facts.mask, settlement);
        break;
    case OutcomeKind::Retry:
        retryOrGiveUp(facts, settlement);
        break;
    case OutcomeKind::Uncertain:
        settlement.state = DeliveryState::Uncertain;
        break;
    case OutcomeKind::Failed:
        settlement.state = facts.message.maybeAccepted ? DeliveryState::Uncertain : DeliveryState::Failed;
        break;
    case OutcomeKind::ChannelFault:
        settlement.retryAt = facts.now; // as soon as the operator lifts the channel's pause
        break;
    }
    return settlement;
}

QByteArray encodeAttemptDetail(const AttemptDetail& detail)
{
    return QCborValue(QCborArray{detail.reason, detail.answer, detail.words}).toCbor();
}

AttemptDetail decodeAttemptDetail(const QByteArray& bytes)
{
    const QCborArray parts = QCborValue::fromCbor(bytes).toArray();
    return {int(parts.at(0).toInteger()), parts.at(1).toByteArray(), parts.at(2).toString()};
}

} // namespace wd
