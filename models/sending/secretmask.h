// A receiver may echo what it was sent: the channel's secret is blotted out of an answer before it is kept or shown.
#pragma once

#include "models/base/secret.h"
#include "models/channels/channel.h"
#include "models/channels/contract.h"
#include "models/sending/exchange.h"

namespace wd {

// Call it once the contract has read the answer, and before anything is cut off. Found are the secret itself, its
// base64, and that of Basic's `user:secret`; each as it is and with the escapes of addresses, JSON and HTML. A secret
// of fewer than 4 bytes is found only within `user:secret`: by itself it would blot out half of every answer.
void maskSecret(const Auth& auth, const Secret& secret, Exchange& exchange, AnswerReading& reading);

} // namespace wd
