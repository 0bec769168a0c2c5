#include "models/sending/retry.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace wd {

namespace {

constexpr qint64 longestSeconds = 86'400;
constexpr double jitter = 0.2;

QDateTime parsed(const QString& text, const QString& format)
{
    QDateTime at = QLocale::c().toDateTime(text, format);
    at.setTimeSpec(Qt::UTC);
    return at;
}

// RFC 9110, 5.6.7. The day of the week is left aside: nothing hangs on it, and a wrong one spoils the parser.
QDateTime httpDate(const QString& text, const QDateTime& now)
{
    const QString rest = text.simplified().section(u' ', 1);
    if (const QDateTime fixed = parsed(rest, QStringLiteral("dd MMM yyyy HH:mm:ss 'GMT'")); fixed.isValid())
        return fixed;
    if (const QDateTime asctime = parsed(rest, QStringLiteral("MMM d HH:mm:ss yyyy")); asctime.isValid())
        return asctime;
    // Two digits of a year mean the one nearest to now, at most 50 years ahead.
    QDateTime rfc850 = parsed(rest, QStringLiteral("dd-MMM-yy HH:mm:ss 'GMT'"));
    while (rfc850.isValid() && rfc850.addYears(100) <= now.addYears(50))
        rfc850 = rfc850.addYears(100);
    return rfc850;
}

bool isNumber(const QByteArray& value)
{
    return !value.isEmpty() && std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

std::optional<qint64> retryDelayMs(
    int retry, const QList<int>& scheduleSeconds, double random, std::optional<int> retryAfterSeconds)
{
    if (retry < 1 || retry > scheduleSeconds.size())
        return std::nullopt;
    const double spread = 1 - jitter + 2 * jitter * std::clamp(random, 0.0, 1.0);
    const qint64 delay = qint64(scheduleSeconds[retry - 1] * 1000.0 * spread);
    if (!retryAfterSeconds)
        return delay;
    return std::max(delay, std::clamp<qint64>(*retryAfterSeconds, 0, longestSeconds) * 1000);
}

std::optional<int> retryAfterSeconds(const QByteArray& value, qint64 nowUtcMs)
{
    const QByteArray trimmed = value.trimmed();
    if (isNumber(trimmed)) {
        bool fits = false;
        const qint64 seconds = trimmed.toLongLong(&fits);
        return int(fits ? std::min(seconds, longestSeconds) : longestSeconds);
    }
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(nowUtcMs, Qt::UTC);
    const QDateTime at = httpDate(QString::fromLatin1(trimmed), now);
    if (!at.isValid())
        return std::nullopt;
    const qint64 ms = at.toMSecsSinceEpoch() - nowUtcMs;
    return int(std::clamp<qint64>((ms + 999) / 1000, 0, longestSeconds));
}

} // namespace wd
