// Signatures of requests: HMAC-SHA256 (RFC 2104), MD5 and SHA-256 over the values a contract names.
#pragma once

#include "models/base/secret.h"
#include "models/channels/contractspec.h"

namespace wd {

// Whether the secret can be this signature's key: `whsec` keys are base64 of 24 to 64 bytes behind "whsec_"
// (Standard Webhooks 1.0.0); a pasted "v1," in front is no harm. Error: BadValue.
Result<void> checkKey(const SignatureSpec& spec, const Secret& secret);

QByteArray sign(const SignatureSpec& spec, const QByteArray& input, const Secret& secret);

} // namespace wd
