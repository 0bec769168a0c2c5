#include "models/sending/managerpool.h"

#include <algorithm>
#include <numeric>

namespace wd {

int ManagerLimit::size() const
{
    return std::accumulate(
        m_pools.begin(), m_pools.end(), 0, [](int sum, const ManagerPool* pool) { return sum + pool->size(); });
}

ManagerPool* ManagerLimit::longestIdle() const
{
    ManagerPool* found = nullptr;
    for (ManagerPool* const pool : m_pools) {
        const auto slot = pool->longestIdle();
        if (slot != pool->m_slots.cend() && (!found || slot->idleSince < found->longestIdle()->idleSince))
            found = pool;
    }
    return found;
}

bool ManagerLimit::hasRoom() const
{
    return size() < m_most || longestIdle();
}

void ManagerLimit::makeRoom()
{
    if (size() < m_most)
        return;
    ManagerPool* const pool = longestIdle();
    Q_ASSERT(pool);
    pool->m_slots.erase(pool->longestIdle());
}

ManagerPool::ManagerPool(const Clock& clock, ManagerLimit& limit, const QNetworkProxy& proxy, int idleMs)
    : m_clock(clock)
    , m_limit(limit)
    , m_idleMs(idleMs)
    , m_proxy(proxy)
{
    m_limit.m_pools.push_back(this);
    m_sweep.setSingleShot(true);
    QObject::connect(&m_sweep, &QTimer::timeout, &m_sweep, [this] { freeIdle(); });
}

ManagerPool::~ManagerPool()
{
    std::erase(m_limit.m_pools, this);
}

bool ManagerPool::hasFree() const
{
    return std::any_of(m_slots.begin(), m_slots.end(), [this](const Slot& slot) { return isFree(slot); });
}

ManagerPool::Slots::const_iterator ManagerPool::longestIdle() const
{
    auto found = m_slots.cend();
    for (auto slot = m_slots.cbegin(); slot != m_slots.cend(); ++slot)
        if (slot->requests == 0 && (found == m_slots.cend() || slot->idleSince < found->idleSince))
            found = slot;
    return found;
}

QNetworkAccessManager* ManagerPool::lease()
{
    const auto free = std::find_if(m_slots.begin(), m_slots.end(), [this](const Slot& slot) { return isFree(slot); });
    if (free != m_slots.end()) {
        ++free->requests;
        return free->manager.get();
    }
    m_limit.makeRoom();
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setProxy(m_proxy);
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setAutoDeleteReplies(false);
    m_slots.push_back({std::move(manager), 1, 0, false});
    return m_slots.back().manager.get();
}

ManagerPool::Slots::iterator ManagerPool::slotOf(const QNetworkAccessManager* manager)
{
    return std::find_if(
        m_slots.begin(), m_slots.end(), [manager](const Slot& known) { return known.manager.get() == manager; });
}

void ManagerPool::retire(const QNetworkAccessManager* manager)
{
    if (const auto slot = slotOf(manager); slot != m_slots.end())
        slot->retired = true;
}

void ManagerPool::renew(const QNetworkProxy& proxy)
{
    m_proxy = proxy;
    m_http2 = false;
    std::erase_if(m_slots, [](const Slot& slot) { return slot.requests == 0; });
    for (Slot& slot : m_slots)
        slot.retired = true;
}

void ManagerPool::giveBack(const QNetworkAccessManager* manager)
{
    const auto slot = slotOf(manager);
    if (slot == m_slots.end() || --slot->requests > 0)
        return;
    if (slot->retired) {
        m_slots.erase(slot);
        return;
    }
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
