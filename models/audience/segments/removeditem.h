// What was deleted lately and can be brought back.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

#include <QString>

namespace wd {

class Database;

inline constexpr int daysInBin = 30;
inline constexpr UtcMs binMs = UtcMs(daysInBin) * 24 * 3'600 * 1'000;

struct RemovedItem {
    qint64 id = 0;
    QString name;
    QString by;
    UtcMs at = 0;
};

// Of table `segment` or `list`, the latest first.
Result<QList<RemovedItem>> removedLately(Database& database, const QByteArray& table, UtcMs now);

} // namespace wd
