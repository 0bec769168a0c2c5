#include "models/secrets/channelsecrets.h"

#include <QCborMap>
#include <QCborValue>

namespace wd {

namespace {

const QString secretField = QStringLiteral("secret");
const QString previousField = QStringLiteral("previous");
const QString untilField = QStringLiteral("previousUntil");
const QString keyField = QStringLiteral("clientKey");

Secret secretAt(const QCborMap& map, const QString& field)
{
    return Secret(map.value(field).toByteArray());
}

} // namespace

QByteArray ChannelSecrets::toBytes() const
{
    if (previous.isEmpty() && clientKey.isEmpty())
        return secret.reveal();
    const QCborMap map{{secretField, secret.reveal()}, {previousField, previous.reveal()}, {untilField, previousUntil},
        {keyField, clientKey.reveal()}};
    return QCborValue(QCborKnownTags::Signature, map).toCbor();
}

ChannelSecrets ChannelSecrets::fromBytes(const QByteArray& bytes)
{
    const QCborValue value = QCborValue::fromCbor(bytes);
    if (value.tag() != QCborTag(QCborKnownTags::Signature))
        return Secret(bytes);
    const QCborMap map = value.taggedValue().toMap();
    ChannelSecrets secrets(secretAt(map, secretField));
    secrets.previous = secretAt(map, previousField);
    secrets.previousUntil = map.value(untilField).toInteger();
    secrets.clientKey = secretAt(map, keyField);
    return secrets;
}

} // namespace wd
