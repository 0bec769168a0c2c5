// How much memory this process holds.
#pragma once

#include <QFile>

namespace wd {

// -1 when the system does not tell.
inline qint64 residentBytes()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * 4096 : -1;
}

// The most that is held at once beyond what is held when it is made.
class PeakMemory {
public:
    PeakMemory()
    {
        QFile file(QStringLiteral("/proc/self/clear_refs"));
        m_forgotten = file.open(QIODevice::WriteOnly) && file.write("5") == 1; // forgets earlier peaks
        m_before = residentBytes();
    }
    // -1 when the system does not tell.
    qint64 bytes() const
    {
        QFile file(QStringLiteral("/proc/self/status"));
        if (!m_forgotten || !file.open(QIODevice::ReadOnly))
            return -1;
        const QByteArray all = file.readAll();
        const QByteArray peak = all.mid(all.indexOf("VmHWM:") + 6).trimmed();
        return peak.left(peak.indexOf(' ')).toLongLong() * 1024 - m_before;
    }

private:
    bool m_forgotten = false;
    qint64 m_before = 0;
};

} // namespace wd
