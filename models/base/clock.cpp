#include "models/base/clock.h"

#include <QDateTime>
#include <QThread>

#include <algorithm>
#include <chrono>

namespace wd {

Alarm::Alarm(Clock& clock, QObject* receiver, std::function<void()> ring)
    : m_clock(clock)
    , m_receiver(receiver)
    , m_ring(std::move(ring))
{
}

void Alarm::set(UtcMs due)
{
    if (m_token && due == m_due)
        return;
    m_due = due;
    m_token = m_clock.schedule(due, m_receiver, [this] {
        m_due = 0;
        m_ring();
    });
}

void Alarm::cancel()
{
    m_token.reset();
    m_due = 0;
}

UtcMs SystemClock::nowUtc() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 SystemClock::monotonic() const
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

namespace {

class SystemAlarm final : public QObject {
public:
    SystemAlarm(const Clock& clock, UtcMs due, int tickMs, std::function<void()> ring)
        : m_clock(clock)
        , m_due(due)
        , m_steadyDue(clock.monotonic() + due - clock.nowUtc())
        , m_tickMs(tickMs)
        , m_ring(std::move(ring))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &SystemAlarm::check);
        wait();
    }

private:
    qint64 left() const { return std::min(m_due - m_clock.nowUtc(), m_steadyDue - m_clock.monotonic()); }
    void wait() { m_timer.start(static_cast<int>(std::clamp<qint64>(left(), 0, m_tickMs))); }
    void check()
    {
        if (left() > 0)
            return wait();
        // The receiver may destroy the alarm, and this with it.
        const std::function<void()> ring = std::move(m_ring);
        ring();
    }

    const Clock& m_clock;
    UtcMs m_due;
    qint64 m_steadyDue;
    qint64 m_tickMs;
    std::function<void()> m_ring;
    QTimer m_timer;
};

} // namespace

std::unique_ptr<QObject> SystemClock::schedule(UtcMs due, QObject* receiver, std::function<void()> ring)
{
    Q_ASSERT(receiver && receiver->thread() == QThread::currentThread());
    Q_UNUSED(receiver)
    return std::make_unique<SystemAlarm>(*this, due, m_tickMs, std::move(ring));
}

} // namespace wd
