// Ids that lists name and nobody has, kept with the lists: whoever has one later is on the list.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// Takes those in who are here now. The answer: how many places in lists were taken.
Result<qint64> takeInArrived(Database& audience); // within a write transaction
Result<qint64> takeInAwaited(Database& audience); // in one of its own

} // namespace wd
