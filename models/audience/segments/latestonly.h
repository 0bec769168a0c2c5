// Questions of which only the latest matters: a newer one breaks off the one that runs and drops those that wait.
#pragma once

#include "models/storage/databaseworker.h"

#include <QMutex>

namespace wd {

// Shared by the thread that asks and the worker that answers. The mutex is what makes sure that an interruption meets
// the question it is meant for and no other work of the same connection.
class LatestOnly {
public:
    // In the asking thread. The number of the question to come.
    quint64 next(const DatabaseWorker& worker)
    {
        const QMutexLocker locker(&m_mutex);
        if (m_running)
            worker.interrupt();
        return ++m_latest;
    }
    bool isLatest(quint64 number)
    {
        const QMutexLocker locker(&m_mutex);
        return number == m_latest;
    }

    // In the worker's thread. Cancelled when a newer question has come by then.
    template <typename Work> auto run(quint64 number, Work work) -> decltype(work())
    {
        if (!start(number))
            return Error{ErrorKind::Cancelled, {}, {}};
        auto answer = work();
        const QMutexLocker locker(&m_mutex);
        m_running = false;
        return answer;
    }

private:
    bool start(quint64 number)
    {
        const QMutexLocker locker(&m_mutex);
        m_running = number == m_latest;
        return m_running;
    }

    QMutex m_mutex;
    quint64 m_latest = 0;
    bool m_running = false;
};

} // namespace wd
