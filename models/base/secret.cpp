#include "models/base/secret.h"

#include <QCryptographicHash>
#include <QString>

#include <cstring>

namespace wd {

struct Secret::Bytes {
    QByteArray value;

    explicit Bytes(const QByteArray& bytes)
        : value(bytes.constData(), bytes.size())
    {
    }
    ~Bytes()
    {
        volatile char* byte = value.data();
        for (qsizetype i = 0; i < value.size(); ++i)
            byte[i] = 0;
    }
};

Secret::Secret(const QByteArray& bytes)
    : m_bytes(bytes.isEmpty() ? nullptr : QSharedPointer<Bytes>::create(bytes))
{
}

bool Secret::isEmpty() const
{
    return !m_bytes;
}

QByteArray Secret::reveal() const
{
    return m_bytes ? QByteArray(m_bytes->value.constData(), m_bytes->value.size()) : QByteArray();
}

QString Secret::fingerprint() const
{
    if (isEmpty())
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(reveal(), QCryptographicHash::Sha256).toHex().left(4));
}

QString Secret::lastFour() const
{
    const QString text = QString::fromUtf8(reveal());
    return text.size() < 12 ? QString() : text.right(4);
}

} // namespace wd
