// A receiver may echo what it was sent: the channel's secret is blotted out of what is kept or shown of an answer.
#pragma once

#include "models/channels/channel.h"
#include "models/channels/contract.h"
#include "models/sending/exchange.h"

#include <QList>

namespace wd {

// Of the secrets that go over the wire or sign. Found are a secret itself, its base64, and that of Basic's
// `user:secret`; each as it is and with the escapes of addresses, JSON and HTML. A secret of fewer than 4 bytes is
// found only within `user:secret`: by itself it would blot out half of every answer. Cheap to copy.
class SecretMask {
public:
    SecretMask() = default; // hides nothing
    SecretMask(const Auth& auth, const ChannelSecrets& secrets);

    // The first `kept` bytes of an answer's body, less of it where stars are shorter.
    QByteArray bodyOf(const Exchange& exchange, qsizetype kept) const;
    QString in(const QString& text) const;
    // Everything of an answer but the ids by which its people are found. Call it once the contract has read it.
    void cover(Exchange& exchange, AnswerReading& reading) const;

private:
    QByteArray in(const QByteArray& text) const;

    QList<Secret> m_forms;
};

} // namespace wd
