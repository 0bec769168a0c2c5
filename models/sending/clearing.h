// Clears runs that were cancelled or discarded, a slice at a time, so that the loop serves others in between.
#pragma once

#include "models/sending/outbox.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace wd {

// Lives in the engine's thread.
class Clearing final : public QObject {
    Q_OBJECT
public:
    Clearing(Outbox& outbox, Clock& clock, QObject* parent);

    using Done = std::function<void()>;
    // `done` once nobody of these runs waits any more, or at the first error: the rest is tried again after a while,
    // and at the next start. Requests under way are not waited for.
    void add(const QList<qint64>& runs, Done done);
    void stop();

signals:
    void runEnded(qint64 runId);
    void changed();
    // A refused write is tried again after a while.
    void failed(const wd::Error& error);

private:
    struct Job {
        QList<qint64> runs;
        Done done;
    };

    void goOn();
    void clear(qint64 runId);
    void tellAll();

    Outbox& m_outbox;
    Clock& m_clock;
    std::deque<Job> m_jobs;
    QTimer m_next;
};

} // namespace wd
