#include "ui/shared/changereader.h"

#include <utility>

namespace wd {

ChangeReader::ChangeReader(std::function<void()> begin, QObject* parent, int gatherMs)
    : QObject(parent)
    , m_begin(std::move(begin))
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMs);
    connect(&m_gather, &QTimer::timeout, this, &ChangeReader::read);
}

void ChangeReader::read()
{
    m_gather.stop();
    if (m_reading) {
        m_again = true;
        return;
    }
    m_reading = true;
    m_begin();
}

// A timer that runs is not set back: a stream of changes must not put the read off for ever.
void ChangeReader::note()
{
    if (m_gather.interval() == 0)
        read();
    else if (!m_gather.isActive())
        m_gather.start();
}

void ChangeReader::done()
{
    m_reading = false;
    if (std::exchange(m_again, false))
        read();
}

} // namespace wd
