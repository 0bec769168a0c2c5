// Identifiers that leave this machine.
#pragma once

#include <QByteArray>
#include <QString>

namespace wd {

// Lower-case RFC 4648 base32 without padding.
QString base32(const QByteArray& bytes);

// The idempotency id of a message: "msg_" + base32 of the workspace's epoch and the message's row.
QString messageId(const QByteArray& epoch, qint64 row);

// The id of a test request: "test_" + a random value, new each time.
QString testMessageId();

// 16 random bytes.
QByteArray randomEpoch();

} // namespace wd
