// What became of the people of all runs that began since a time: today's figures.
#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"

namespace wd {

class Database;

// Whoever failed and was in a later run counts there alone.
struct DayCounts {
    qint64 accepted = 0;
    qint64 failed = 0;
    qint64 uncertain = 0; // that nobody has answered
    bool operator==(const DayCounts&) const = default;
};

Result<DayCounts> dayCounts(Database& workspace, UtcMs since);

} // namespace wd
