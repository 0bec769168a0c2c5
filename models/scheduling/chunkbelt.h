// Carries chunks of a long read to the engine: a few at a time, until either side stops.
#pragma once

#include "models/base/worker.h"

#include <QSemaphore>

#include <atomic>
#include <memory>

namespace wd {

class ChunkBelt {
public:
    // Made in the receiver's thread; `stop` may be set by both sides.
    ChunkBelt(QObject* receiver, std::shared_ptr<std::atomic<bool>> stop)
        : m_courier(receiver)
        , m_stop(std::move(stop))
    {
    }

    // In the reading thread: waits for room, then has `take` run in the receiver's thread unless it is stopped by then.
    // False: stopped.
    bool send(std::function<void()> take) const
    {
        while (!m_room->tryAcquire(1, waitMs))
            if (*m_stop)
                return false;
        m_courier.post([take = std::move(take), room = m_room, stop = m_stop] {
            if (!*stop)
                take();
            room->release();
        });
        return !*m_stop;
    }

private:
    // More under way would only fill memory.
    static constexpr int chunksUnderWay = 4;
    static constexpr int waitMs = 100;

    Courier m_courier;
    std::shared_ptr<std::atomic<bool>> m_stop;
    std::shared_ptr<QSemaphore> m_room = std::make_shared<QSemaphore>(chunksUnderWay);
};

} // namespace wd
