#include "models/sending/requestbody.h"

#include <algorithm>
#include <cstring>

namespace wd {

RequestBody::RequestBody(const QByteArray& bytes, std::function<void()> taken, QObject* parent)
    : QIODevice(parent)
    , m_bytes(bytes)
    , m_taken(std::move(taken))
{
    // Unbuffered: what the base class read ahead would look as if it had left.
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 RequestBody::readData(char* data, qint64 size)
{
    if (atEnd())
        return -1;
    const qsizetype taken = std::min<qsizetype>(size, m_bytes.size() - m_position);
    std::memcpy(data, m_bytes.constData() + m_position, size_t(taken));
    m_position += taken;
    if (taken > 0)
        m_taken();
    return taken;
}

} // namespace wd
