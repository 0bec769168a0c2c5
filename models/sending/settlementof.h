// From what came of a request to what becomes of its message and its people.
#pragma once

#include "models/channels/channel.h"
#include "models/channels/contract.h"
#include "models/sending/exchange.h"
#include "models/sending/outboxtypes.h"
#include "models/sending/outcome.h"
#include "models/sending/secretmask.h"

namespace wd {

struct AttemptFacts {
    const ClaimedMessage& message;
    const Exchange& exchange;
    const Outcome& outcome;
    const AnswerReading& reading;
    const Limits& limits;
    const SecretMask& mask; // for what goes on record of the answer
    UtcMs startedAt = 0;
    UtcMs now = 0;
    double random = 0.5; // 0 … 1, spreads retries
    bool keepSuccess = false; // keep 1 KiB of a success's answer too
};

Settlement settlementOf(const AttemptFacts& facts);

// What is kept of an attempt: its reason, the answer (failures 16 KiB, successes 1 KiB) and the transport's own words.
// CBOR array [reason, answer bytes, words].
struct AttemptDetail {
    int reason = 0;
    QByteArray answer;
    QString words;
};
QByteArray encodeAttemptDetail(const AttemptDetail& detail);
AttemptDetail decodeAttemptDetail(const QByteArray& bytes);

} // namespace wd
