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
    SystemAlarm(const Clock& clock, UtcMs due, std::function<void()> ring)
        : m_clock(clock)
        , m_due(due)
        , m_ring(std::move(ring))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &SystemAlarm::check);
        wait();
    }

private:
    static constexpr qint64 tickMs = 15'000;

    void wait() { m_timer.start(static_cast<int>(std::clamp<qint64>(m_due - m_clock.nowUtc(), 0, tickMs))); }
    void check()
    {
        if (m_clock.nowUtc() < m_due)
            return wait();
        // The receiver may destroy the alarm, and this with it.
        const std::function<void()> ring = std::move(m_ring);
        ring();
    }

    const Clock& m_clock;
    UtcMs m_due;
    std::function<void()> m_ring;
    QTimer m_timer;
};

} // namespace

std::unique_ptr<QObject> SystemClock::schedule(UtcMs due, QObject* receiver, std::function<void()> ring)
{
    Q_ASSERT(receiver && receiver->thread() == QThread::currentThread());
    Q_UNUSED(receiver)
    return std::make_unique<SystemAlarm>(*this, due, std::move(ring));
}

} // namespace wd
