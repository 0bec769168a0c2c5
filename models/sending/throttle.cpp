#include "models/sending/throttle.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace wd {

namespace {

constexpr int rateOfNoLimit = 1000;
constexpr double recoveryStep = 0.1;
constexpr qint64 recoveryMs = 10'000;
constexpr qint64 halvingMs = 1'000;
// Repeated halving must not end in standstill.
constexpr double lowestFactor = 1.0 / 64;
constexpr double rounding = 1e-6;

double bucket(double rate)
{
    return std::max(1.0, rate / 10);
}

} // namespace

void Throttle::setRate(int perSecond)
{
    m_configured = std::max(0, perSecond);
}

double Throttle::factor(qint64 now) const
{
    if (m_factor >= 1)
        return 1;
    return std::min(1.0, m_factor + recoveryStep * double((now - m_halvedAt) / recoveryMs));
}

double Throttle::effectiveRate(qint64 now) const
{
    const double share = factor(now);
    if (m_configured == 0)
        return share < 1 ? rateOfNoLimit * share : 0;
    return m_configured * share;
}

double Throttle::tokens(qint64 now) const
{
    const double rate = effectiveRate(now);
    if (!m_started)
        return bucket(rate);
    return std::min(bucket(rate), m_tokens + rate * double(now - m_filledAt) / 1000);
}

qint64 Throttle::waitMs(int recipients, qint64 now) const
{
    const double rate = effectiveRate(now);
    if (rate == 0)
        return 0;
    const double missing = std::min(double(recipients), bucket(rate)) - tokens(now);
    return missing <= rounding ? 0 : qint64(std::ceil(missing / rate * 1000));
}

int Throttle::messagesNow(int recipients, qint64 now) const
{
    if (effectiveRate(now) == 0)
        return std::numeric_limits<int>::max();
    return waitMs(recipients, now) > 0 ? 0 : std::max(1, int(tokens(now) / recipients));
}

void Throttle::take(int recipients, qint64 now)
{
    if (effectiveRate(now) == 0) {
        m_started = false;
        return;
    }
    m_tokens = tokens(now) - recipients;
    m_filledAt = now;
    m_started = true;
}

qint64 Throttle::recoversInMs(qint64 now) const
{
    return recoveryMs - (now - m_halvedAt) % recoveryMs;
}

void Throttle::tooManyRequests(qint64 now)
{
    if (m_factor < 1 && now - m_halvedAt < halvingMs)
        return;
    // What was saved up at the old rate is not spent at the new one.
    if (m_started) {
        m_tokens = tokens(now);
        m_filledAt = now;
    }
    m_factor = std::max(lowestFactor, factor(now) / 2);
    m_halvedAt = now;
}

} // namespace wd
