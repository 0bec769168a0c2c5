// Who did one thing and, within a time, another.
#pragma once

struct sqlite3;

namespace wd {

// See idsets.h. False: SQLite refused.
bool addSequences(sqlite3* connection);

} // namespace wd
