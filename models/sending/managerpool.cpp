#include "models/sending/managerpool.h"

#include <QNetworkProxy>

#include <algorithm>

namespace wd {

ManagerPool::ManagerPool(const Clock& clock, int idleMs)
    : m_clock(clock)
    , m_idleMs(idleMs)
{
    m_sweep.setSingleShot(true);
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { freeIdle(); });
}

QNetworkAccessManager* ManagerPool::lease()
{
    const auto free = std::find_if(m_slots.begin(), m_slots.end(),
        [this](const Slot& slot) { return m_http2 || slot.requests < requestsPerManager; });
    if (free != m_slots.end()) {
        ++free->requests;
        return free->manager.get();
    }
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxy(QNetworkProxy::NoProxy);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setAutoDeleteReplies(false);
    m_slots.push_back({std::move(manager), 1, 0});
    return m_slots.back().manager.get();
}

void ManagerPool::giveBack(const QNetworkAccessManager* manager)
{
    const auto slot = std::find_if(
        m_slots.begin(), m_slots.end(), [manager](const Slot& known) { return known.manager.get() == manager; });
    if (slot == m_slots.end() || --slot->requests > 0)
        return;
    slot->idleSince = m_clock.monotonic();
    if (!m_sweep.isActive())
        m_sweep.start(m_idleMs);
}

void ManagerPool::freeIdle()
{
    const qint64 now = m_clock.monotonic();
    std::erase_if(
        m_slots, [this, now](const Slot& slot) { return slot.requests == 0 && now - slot.idleSince >= m_idleMs; });
    std::optional<qint64> next;
    for (const Slot& slot : m_slots)
        if (slot.requests == 0)
            next = std::min(next.value_or(m_idleMs), m_idleMs - (now - slot.idleSince));
    if (next)
        m_sweep.start(int(std::max<qint64>(1, *next)));
}

} // namespace wd
