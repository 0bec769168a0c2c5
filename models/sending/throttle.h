// The rate limit of a channel, in recipients a second.
#pragma once

#include <QtGlobal>

namespace wd {

// A token bucket of a tenth of a second's worth (a message larger than that goes when the bucket is full and owes the
// rest). Times are Clock::monotonic().
class Throttle {
public:
    // 0 = no limit. Takes effect at once.
    void setRate(int perSecond);
    // How long until a message to so many may go; 0 = now.
    qint64 waitMs(int recipients, qint64 now) const;
    // How many such messages may go now, one after the other.
    int messagesNow(int recipients, qint64 now) const;
    void take(int recipients, qint64 now);
    // The receiver answered 429: half the rate, recovering by a tenth of the configured rate every 10 s without
    // another; at most one halving a second. Without a limit, 1,000 a second stands for the configured rate.
    void tooManyRequests(qint64 now);
    // What is allowed now; below the configured rate after a 429. 0 = no limit.
    double effectiveRate(qint64 now) const;
    bool isSlowed(qint64 now) const { return factor(now) < 1; }
    // While it is: how long until the next step of its recovery.
    qint64 recoversInMs(qint64 now) const;

private:
    double factor(qint64 now) const;
    double tokens(qint64 now) const;

    int m_configured = 0;
    double m_tokens = 0;
    qint64 m_filledAt = 0;
    bool m_started = false; // until the first message the bucket is full
    double m_factor = 1;
    qint64 m_halvedAt = 0;
};

} // namespace wd
