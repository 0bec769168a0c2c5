// What an exchange means for the people in it: the table of outcomes.
#pragma once

#include "models/base/reason.h"
#include "models/channels/channel.h"
#include "models/channels/contract.h"
#include "models/sending/exchange.h"

namespace wd {

enum class OutcomeKind {
    Accepted,
    Retry, // try again under the same id
    Uncertain, // may have been accepted and must not be repeated by itself
    Failed, // the receiver refused this message
    ChannelFault, // the receiver refuses everything: people stay queued, the channel pauses
};

struct Outcome {
    OutcomeKind kind = OutcomeKind::Uncertain;
    Reason reason = Reason::None;
    bool maybeAccepted = false; // the receiver may have it
    bool operator==(const Outcome&) const = default;
};

// Of one person, by the list in an answer.
struct PersonOutcome {
    Outcome outcome;
    QString words; // the answer's, on this person
};

// What the contract makes of an answer; a cut one is not read.
AnswerReading readingOf(const Contract& contract, const Exchange& exchange);
// The status that the reason's sentence names, of an interim answer or of one that broke off; empty for other reasons.
QString statusNamed(const Exchange& exchange, Reason reason);
// What the reason's sentence names: that status, else the transport's words.
QString detailOf(const Exchange& exchange, Reason reason);
Outcome outcomeOf(AnswerReading::Verdict verdict);
// Who is absent from the answer's list is uncertain.
PersonOutcome outcomeOf(const AnswerReading& reading, const QString& recipientId);
// `hadSuccess`: an earlier message of the run was accepted (a 404 then fails the person, before it the channel).
Outcome classify(const Exchange& exchange, const AnswerReading& reading, Repeat repeat, bool hadSuccess);

} // namespace wd
