// The access managers of one transport: as many as its requests need, made when needed, freed when idle.
#pragma once

#include "models/base/clock.h"

#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QTimer>

#include <memory>
#include <vector>

namespace wd {

class ManagerPool;

// Each manager brings a thread of its own: all pools of a program together keep to so many. Belongs to the pools'
// thread and outlives them.
class ManagerLimit {
public:
    static constexpr int mostByDefault = 64;

    explicit ManagerLimit(int most = mostByDefault)
        : m_most(most)
    {
    }

    // Whether one more may be made, if need be in place of an idle one.
    bool hasRoom() const;

private:
    friend class ManagerPool;
    int size() const;
    ManagerPool* longestIdle() const; // the pool that holds it
    void makeRoom();

    const int m_most;
    std::vector<ManagerPool*> m_pools;
};

// A manager opens at most six connections to a host over HTTP/1.1; a seventh request would wait in its queue while its
// deadline runs. Over HTTP/2 one manager carries all.
class ManagerPool {
public:
    static constexpr int requestsPerManager = 6;
    static constexpr int idleMsByDefault = 30'000;

    ManagerPool(const Clock& clock, ManagerLimit& limit, const QNetworkProxy& proxy = QNetworkProxy::NoProxy,
        int idleMs = idleMsByDefault);
    ~ManagerPool();
    Q_DISABLE_COPY_MOVE(ManagerPool)

    bool hasRoom() const { return hasFree() || m_limit.hasRoom(); }
    // A manager with room for one more request, until it is given back. Only while there is room.
    QNetworkAccessManager* lease();
    void giveBack(const QNetworkAccessManager* manager);
    // No further request goes over its connections.
    void retire(const QNetworkAccessManager* manager);
    // Nothing further goes over any of the connections; new ones go by this proxy.
    void renew(const QNetworkProxy& proxy);
    // What an answer came over.
    void learn(bool http2) { m_http2 = http2; }
    int size() const { return int(m_slots.size()); }

private:
    friend class ManagerLimit;
    struct Slot {
        std::unique_ptr<QNetworkAccessManager> manager;
        int requests = 0;
        qint64 idleSince = 0;
        bool retired = false;
    };
    using Slots = std::vector<Slot>;
    bool isFree(const Slot& slot) const { return !slot.retired && (m_http2 || slot.requests < requestsPerManager); }
    Slots::iterator slotOf(const QNetworkAccessManager* manager);
    bool hasFree() const;
    Slots::const_iterator longestIdle() const; // its end: none is
    void freeIdle();

    const Clock& m_clock;
    ManagerLimit& m_limit;
    const int m_idleMs;
    QNetworkProxy m_proxy;
    Slots m_slots;
    QTimer m_sweep;
    bool m_http2 = false;
};

} // namespace wd
