// Ids that lists name and nobody has, kept with the lists: whoever has one later is on the list.
#pragma once

#include "models/base/result.h"

namespace wd {

class Database;

// Each within a write transaction.
// Takes those in who are here now: wherever people came to have ids. `importId`: the import by which they have them, 0
// when none can take them back.
Result<void> takeInArrived(Database& audience, qint64 importId);
// The import is taken back: who is on a list for an id that came by it is not, and the id waits again.
Result<void> letWait(Database& audience, qint64 importId);

} // namespace wd
