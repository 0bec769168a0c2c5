// What is held of people within SQL.
#pragma once

struct sqlite3;

namespace wd {

// See idsets.h. False: SQLite refused.
bool addColumnValues(sqlite3* connection);

} // namespace wd
