// When a message is tried again.
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace wd {

// By which two clocks may differ that nobody set.
constexpr qint64 clockNoiseMs = 1'000;

// Delay before the `retry`-th retry (from 1), or nothing when the schedule is used up. ±20 % by `random` (0 … 1).
// Retry-After only ever delays, at most 24 h.
std::optional<qint64> retryDelayMs(
    int retry, const QList<int>& scheduleSeconds, double random, std::optional<int> retryAfterSeconds);

// The header's value, seconds or an HTTP-date (RFC 9110, 10.2.3; all three date forms), clamped to 0 … 86,400.
std::optional<int> retryAfterSeconds(const QByteArray& value, qint64 nowUtcMs);

} // namespace wd
