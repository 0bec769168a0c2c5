// The measures of many people at once: how often each did something, what it sums up to.
#pragma once

struct sqlite3;

namespace wd {

// See idsets.h. False: SQLite refused.
bool addMeasures(sqlite3* connection);

} // namespace wd
