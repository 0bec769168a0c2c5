// The access managers of one transport: as many as its requests need, made when needed, freed when idle.
#pragma once

#include "models/base/clock.h"

#include <QNetworkAccessManager>
#include <QTimer>

#include <memory>
#include <vector>

namespace wd {

// A manager opens at most six connections to a host over HTTP/1.1; a seventh request would wait in its queue while its
// deadline runs. Over HTTP/2 one manager carries all.
class ManagerPool {
public:
    static constexpr int requestsPerManager = 6;
    static constexpr int idleMsByDefault = 30'000;

    explicit ManagerPool(const Clock& clock, int idleMs = idleMsByDefault);

    // A manager with room for one more request, until it is given back.
    QNetworkAccessManager* lease();
    void giveBack(const QNetworkAccessManager* manager);
    // What an answer came over.
    void learn(bool http2) { m_http2 = http2; }
    int size() const { return int(m_slots.size()); }

private:
    struct Slot {
        std::unique_ptr<QNetworkAccessManager> manager;
        int requests = 0;
        qint64 idleSince = 0;
    };
    void freeIdle();

    const Clock& m_clock;
    const int m_idleMs;
    std::vector<Slot> m_slots;
    QTimer m_sweep;
    bool m_http2 = false;
};

} // namespace wd
