// A list names ids. Each has its place there with the person who has the id, or waits for whoever has it later.
#pragma once

#include "models/base/result.h"

#include <QByteArray>

namespace wd {

class Database;

// SQL; to bind: the list, the person, the kind of id, the id. A place that somebody has already stays as it is.
QByteArray addPlace();

// Each within a write transaction.
// The places of ids that people have now go to them: wherever they came to have them.
Result<void> takeInArrived(Database& audience);
// For the undoing of an import, once its people are away and before others have again what they had: the places of ids
// that nobody has then, or somebody else, wait again. A place stays with who has got another id since.
Result<void> letWait(Database& audience, qint64 importId);

} // namespace wd
