// A number that looks random but is always the same for the same id.
#pragma once

#include "models/base/result.h"

struct sqlite3;

namespace wd {

// The upper 53 bits of the first number of SplitMix64 (Steele, Lea and Flood, 2014), begun with the id: every bit of
// the id reaches every bit of the hash. 0 ≤ hash < stableHashEnd; evenly spread, also for ids in a row.
constexpr qint64 stableHashEnd = qint64(1) << 53;
qint64 stableHash(qint64 id);

// Makes it known to SQL on this connection: stable_hash(INTEGER) → INTEGER. False: SQLite refused.
bool addStableHash(sqlite3* connection);

} // namespace wd
