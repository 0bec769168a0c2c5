// What makes sums quick beyond the tables themselves: an index for each number property of events.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// On the writing connection, after an import: makes the index of each number property that has none, so that sums of it
// read nothing but the index. Made at once for all events it costs far less than row by row; later imports keep it up.
// Each index is a transaction of its own. DatabaseFailed.
Result<void> prepareForCounting(Database& audience);

} // namespace wd
