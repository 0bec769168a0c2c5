// All that a channel keeps secret, as one entry of the keychain.
#pragma once

#include "models/base/clock.h"
#include "models/base/secret.h"

namespace wd {

struct ChannelSecrets {
    Secret secret; // of its authentication
    // The secret before this one signs, too, until then (UTC), while the receiver's team changes over.
    Secret previous;
    UtcMs previousUntil = 0;
    Secret clientKey; // in PEM, of Connection::certificate

    ChannelSecrets() = default;
    ChannelSecrets(const Secret& alone) // most channels have no other
        : secret(alone)
    {
    }

    bool isEmpty() const { return secret.isEmpty() && previous.isEmpty() && clientKey.isEmpty(); }
    bool hasPrevious(UtcMs now) const { return !previous.isEmpty() && now < previousUntil; }

    // A secret alone is stored as it is, several as a CBOR map (RFC 8949) behind the self-describing tag 55799, whose
    // bytes are no UTF-8.
    QByteArray toBytes() const;
    static ChannelSecrets fromBytes(const QByteArray& bytes);

    bool operator==(const ChannelSecrets&) const = default;
};

} // namespace wd
