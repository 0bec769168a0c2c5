// Local wall time in an IANA zone ↔ UTC, with the product's rules for daylight saving time.
#pragma once

#include "models/base/clock.h"

#include <QDate>
#include <QDateTime>
#include <QTime>
#include <QTimeZone>

namespace wd {

// A wall time that a clock change skips becomes the first valid instant after the gap; one that happens twice
// is its first occurrence. (QDateTime 6.4 picks the second and calls a gap time invalid.)
UtcMs toUtc(QDate date, QTime time, const QTimeZone& zone);
UtcMs startOfDay(QDate date, const QTimeZone& zone);

QDate localDate(UtcMs at, const QTimeZone& zone);
QDateTime localDateTime(UtcMs at, const QTimeZone& zone);

// ISO 8601 with milliseconds and Z: 2020-10-28T03:19:31.269Z.
QString isoUtc(UtcMs at);
// ISO 8601 with the zone's offset: 2026-12-01T09:00:00+08:00.
QString isoLocal(UtcMs at, const QTimeZone& zone);

} // namespace wd
