#include "models/base/zonedtime.h"

#include <QDateTime>

namespace wd {

UtcMs toUtc(QDate date, QTime time, const QTimeZone& zone)
{
    // As if the wall clock were UTC; the zone's offsets a day before and after bracket every transition near it.
    const UtcMs wall = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch();
    constexpr UtcMs day = 86'400'000;
    const auto offsetAt
        = [&zone](UtcMs at) { return UtcMs(zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC))) * 1000; };
    const UtcMs before = offsetAt(wall - day);
    const UtcMs after = offsetAt(wall + day);
    // The earlier instant first: it wins when both are valid (a repeated time).
    const UtcMs early = wall - std::max(before, after);
    const UtcMs late = wall - std::min(before, after);
    for (const UtcMs candidate : {early, late})
        if (offsetAt(candidate) == wall - candidate)
            return candidate;
    // In a gap: the transition itself is the first valid instant.
    const QDateTime gap = zone.nextTransition(QDateTime::fromMSecsSinceEpoch(early - 1, Qt::UTC)).atUtc;
    return gap.isValid() && gap.toMSecsSinceEpoch() <= late ? gap.toMSecsSinceEpoch() : late;
}

UtcMs startOfDay(QDate date, const QTimeZone& zone)
{
    return toUtc(date, QTime(0, 0), zone);
}

QDate localDate(UtcMs at, const QTimeZone& zone)
{
    return localDateTime(at, zone).date();
}

QDateTime localDateTime(UtcMs at, const QTimeZone& zone)
{
    return QDateTime::fromMSecsSinceEpoch(at, zone);
}

QString isoUtc(UtcMs at)
{
    return QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODateWithMs);
}

QString isoLocal(UtcMs at, const QTimeZone& zone)
{
    const QDateTime local = localDateTime(at, zone);
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODate);
}

} // namespace wd
