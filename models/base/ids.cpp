#include "models/base/ids.h"

#include <QRandomGenerator>
#include <QtEndian>

namespace wd {

QString base32(const QByteArray& bytes)
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    QString text;
    text.reserve((bytes.size() * 8 + 4) / 5);
    quint32 buffer = 0;
    int bits = 0;
    for (const char byte : bytes) {
        buffer = (buffer << 8) | static_cast<quint8>(byte);
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text += QLatin1Char(alphabet[(buffer >> bits) & 31]);
        }
    }
    if (bits > 0)
        text += QLatin1Char(alphabet[(buffer << (5 - bits)) & 31]);
    return text;
}

QString messageId(const QByteArray& epoch, qint64 row)
{
    QByteArray bytes = epoch;
    const quint64 bigEndian = qToBigEndian(static_cast<quint64>(row));
    bytes.append(reinterpret_cast<const char*>(&bigEndian), sizeof bigEndian);
    return QStringLiteral("msg_") + base32(bytes);
}

QByteArray randomEpoch()
{
    QByteArray bytes(16, Qt::Uninitialized);
    auto* words = reinterpret_cast<quint32*>(bytes.data());
    QRandomGenerator::system()->generate(words, words + 4);
    return bytes;
}

QString testMessageId()
{
    return QStringLiteral("test_") + base32(randomEpoch());
}

} // namespace wd
