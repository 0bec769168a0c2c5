// The circuit breaker of a channel: when most requests fail, it stops trying for a while.
#pragma once

#include <QtGlobal>

#include <deque>

namespace wd {

// Opens when ≥ 70 % of at least 10 outcomes within a minute failed: for 30 s, then lets one probe through; a probe
// that fails doubles the pause, up to 10 min. Times are Clock::monotonic().
class Breaker {
public:
    enum class Pass { Free, Probe, Refused };

    bool isOpen() const { return m_open; }
    // When the next probe may go; meaningful while isOpen().
    qint64 probeDueMs() const { return m_probeDue; }
    // A probe is under way: nothing passes until its outcome is recorded or it is withdrawn.
    bool isProbing() const { return m_probing; }
    // Whether admit() would let a request pass now.
    bool wouldAdmit(qint64 now) const { return !m_open || (!m_probing && now >= m_probeDue); }
    // Refused while open and no probe is due, or while one is under way.
    Pass admit(qint64 now);
    // The request that got `pass` was cut off before it told anything.
    void withdraw(Pass pass);
    // A try by hand: one probe may go at once, whatever was known; if it fails, pauses begin anew.
    void probeNow(qint64 now);
    void record(Pass pass, bool failed, qint64 now);

private:
    struct Second {
        qint64 number = 0; // of the monotonic clock
        int outcomes = 0;
        int failed = 0;
    };

    void recordProbe(bool failed, qint64 now);
    void open(qint64 pauseMs, qint64 now);
    void forget(qint64 second);

    std::deque<Second> m_recent; // the last minute, however many requests it had
    int m_outcomes = 0;
    int m_failed = 0;
    bool m_open = false;
    bool m_probing = false;
    qint64 m_probeDue = 0;
    qint64 m_pause = 0;
};

} // namespace wd
