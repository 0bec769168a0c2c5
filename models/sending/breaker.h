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
    // Refused while open and no probe is due, or while one is under way.
    Pass admit(qint64 now);
    // The request that got `pass` was cut off before it told anything.
    void withdraw(Pass pass);
    void record(Pass pass, bool failed, qint64 now);

private:
    struct Entry {
        qint64 at = 0;
        bool failed = false;
    };

    void open(qint64 now);

    std::deque<Entry> m_recent; // of the last minute
    int m_recentFailed = 0;
    bool m_open = false;
    bool m_probing = false;
    qint64 m_probeDue = 0;
    qint64 m_pause = 0;
};

} // namespace wd
