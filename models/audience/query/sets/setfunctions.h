// Sets within SQL: made of rows, and read as rows.
#pragma once

struct sqlite3;

namespace wd {

// See idsets.h. False: SQLite refused.
bool addSetFunctions(sqlite3* connection);

} // namespace wd
