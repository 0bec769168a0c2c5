// Where the program gets the time from; tests put their own clock here.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace wd {

// Milliseconds since 1970-01-01T00:00Z.
using UtcMs = qint64;

class Clock {
public:
    virtual ~Clock() = default;
    virtual UtcMs nowUtc() const = 0;
    // Milliseconds of a clock that never jumps; only differences mean something.
    virtual qint64 monotonic() const = 0;

protected:
    friend class Alarm;
    // Calls `ring` once in the calling thread when nowUtc() ≥ due, or when as much time has passed as was left then:
    // a clock that is set back does not stop who waits for a while. The returned token cancels when destroyed.
    virtual std::unique_ptr<QObject> schedule(UtcMs due, QObject* receiver, std::function<void()> ring) = 0;
};

// Something to be done at a UTC time; who means a time of day looks at the clock when it rings. Cancelled by
// destruction, by set() to another time, or with its receiver.
class Alarm {
public:
    Alarm(Clock& clock, QObject* receiver, std::function<void()> ring);
    void set(UtcMs due);
    void cancel();
    bool isSet() const { return m_due != 0; }
    UtcMs due() const { return m_due; }

private:
    Clock& m_clock;
    QObject* m_receiver;
    std::function<void()> m_ring;
    std::unique_ptr<QObject> m_token;
    UtcMs m_due = 0;
};

// The computer's clocks. An alarm looks at both at least every `tickMs`, so a changed clock or a resume from sleep is
// noticed.
class SystemClock : public Clock {
public:
    explicit SystemClock(int tickMs = 15'000)
        : m_tickMs(tickMs)
    {
    }
    UtcMs nowUtc() const override;
    qint64 monotonic() const override;

protected:
    std::unique_ptr<QObject> schedule(UtcMs due, QObject* receiver, std::function<void()> ring) override;

private:
    int m_tickMs;
};

} // namespace wd
