#include "models/sending/breaker.h"

#include <algorithm>

namespace wd {

namespace {

constexpr qint64 windowSeconds = 60;
constexpr int fewestOutcomes = 10;
constexpr int failingPercent = 70;
constexpr qint64 firstPauseMs = 30'000;
constexpr qint64 longestPauseMs = 600'000;

} // namespace

Breaker::Pass Breaker::admit(qint64 now)
{
    if (!m_open)
        return Pass::Free;
    if (!wouldAdmit(now))
        return Pass::Refused;
    m_probing = true;
    return Pass::Probe;
}

void Breaker::withdraw(Pass pass)
{
    if (pass == Pass::Probe)
        m_probing = false;
}

void Breaker::probeNow(qint64 now)
{
    if (!m_probing)
        open(0, now);
}

void Breaker::record(Pass pass, bool failed, qint64 now)
{
    if (pass == Pass::Probe)
        return recordProbe(failed, now);
    // What was under way when it opened tells nothing about now.
    if (m_open)
        return;
    const qint64 second = now / 1000;
    forget(second - windowSeconds);
    if (m_recent.empty() || m_recent.back().number != second)
        m_recent.push_back({second, 0, 0});
    ++m_recent.back().outcomes;
    ++m_outcomes;
    if (!failed)
        return;
    ++m_recent.back().failed;
    ++m_failed;
    if (m_outcomes >= fewestOutcomes && m_failed * 100LL >= m_outcomes * qint64(failingPercent))
        open(firstPauseMs, now);
}

void Breaker::recordProbe(bool failed, qint64 now)
{
    m_probing = false;
    if (failed)
        open(std::clamp(2 * m_pause, firstPauseMs, longestPauseMs), now);
    else
        m_open = false;
}

void Breaker::open(qint64 pauseMs, qint64 now)
{
    m_open = true;
    m_pause = pauseMs;
    m_probeDue = now + pauseMs;
    // After a probe that succeeds, the count begins anew.
    m_recent.clear();
    m_outcomes = 0;
    m_failed = 0;
}

void Breaker::forget(qint64 second)
{
    while (!m_recent.empty() && m_recent.front().number <= second) {
        m_outcomes -= m_recent.front().outcomes;
        m_failed -= m_recent.front().failed;
        m_recent.pop_front();
    }
}

} // namespace wd
