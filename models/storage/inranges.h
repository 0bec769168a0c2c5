// Whether a number lies in one of many ranges, in a few steps.
#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

struct sqlite3;

namespace wd {

// For in_ranges(): each from and to (which it does not contain), ascending and apart.
QByteArray rangesBlob(const QList<std::pair<qint64, qint64>>& ranges);

// Makes it known to SQL on this connection: in_ranges(INTEGER, BLOB) → 0 or 1, 0 for NULL. False: SQLite refused.
bool addInRanges(sqlite3* connection);

} // namespace wd
