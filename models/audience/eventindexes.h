// What makes counts quick beyond the tables themselves: indexes of number properties, statistics for the planner.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// On the writing connection, after an import: makes the index of each number property that has none, so that sums of it
// read nothing but the index, and lets SQLite look at the sizes of tables that have changed a lot. Each step is a
// transaction of its own. DatabaseFailed.
Result<void> prepareForCounting(Database& audience);

} // namespace wd
