// Values of table cells: text in, what the database stores out.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/base/zonedtime.h"

#include <QByteArrayView>

#include <optional>

namespace wd {

// What a cell becomes in the database; see catalogue.h for how each type is stored.
struct Cell {
    enum class Kind { Null, Integer, Real, Text };
    Kind kind = Kind::Null;
    qint64 integer = 0;
    double real = 0;
    QByteArrayView text; // of the row read, or of `own`
    QByteArray own;
};

// Wall times in one zone to UTC; remembers the day it looked at last.
class WallClock {
public:
    explicit WallClock(const QTimeZone& zone)
        : m_zone(zone)
    {
    }
    UtcMs toUtc(QDate date, qint64 msOfDay);
    QDate dayOf(UtcMs time) const;

private:
    QTimeZone m_zone;
    QDate m_day;
    UtcMs m_start = 0;
    bool m_plain = false; // 24 hours from midnight to midnight
};

// 2026-07-06, 2026/7/6, 2026.7.6, 2026年7月6日, 20260706; also with a midnight behind it, whatever its zone.
std::optional<QDate> parseDate(QByteArrayView text);
// A date with a time (after a space or T; seconds, fraction and offset may be missing; 上午 or 下午 before it, AM or PM
// after it; 9时5分), or a date alone: its first instant. Offsets are Z, +08:00, +0800, UTC and GMT+8. 20260706123015.
std::optional<UtcMs> parseDateTime(QByteArrayView text, WallClock& clock);
// Seconds (9 or 10 digits) or milliseconds (12 or 13 digits) since 1970, or before it.
std::optional<UtcMs> parseEpoch(QByteArrayView text);
// As parseDateTime or parseEpoch.
std::optional<UtcMs> parseEventTime(QByteArrayView text, WallClock& clock);
// true/false, yes/no, Y/N, 1/0, 是/否, 有/无.
std::optional<bool> parseBoolean(QByteArrayView text);
// Text in the form of a date, alone or with more behind it, whose day does not exist: 2026-02-30.
enum class NoSuchDay { No, Date, DateAndMore };
NoSuchDay findNoSuchDay(QByteArrayView text);

// `text` is trimmed. None: the text does not fit; an empty one is Null for every type.
std::optional<Cell> parseCell(QByteArrayView text, AttributeType type, WallClock& clock);
// What would be right, for WrongType: a phrase, "number", "date" …
QString typeName(AttributeType type);

} // namespace wd
