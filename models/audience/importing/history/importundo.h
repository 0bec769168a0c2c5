// Takes an import back: what it added goes, what it changed becomes what it was. People go away with all their values,
// but keep their ids: when they are imported again, what was sent to them still holds, and lists wait for the ids.
#pragma once

#include "models/audience/importing/history/brought.h"
#include "models/audience/importing/history/importhistory.h"

#include <functional>

namespace wd {

struct UndoReport {
    qint64 eventsRemoved = 0;
    qint64 peopleRemoved = 0; // new ones, and those who had come back
    qint64 peopleRestored = 0; // who were here before
    Brought gone; // of the catalogue
    Brought kept; // what the import brought and is used, has values from elsewhere or was changed since
};

// Whether and why not: ImportUndone, LaterImport (it comes first), BadValue (older than the last
// ten: what people had before is not kept any more).
Result<void> canUndoImport(Database& audience, qint64 id);

// Of what an import brought to the catalogue, that which nothing uses.
using FindUnused = std::function<Result<Brought>(const Brought&)>;

// On the writing connection. Events go in slices, people all at once; when it is broken off on the way, the import's
// state stays Undoing and the same call goes on. What the import brought to the catalogue goes as well where nobody
// changed it, it has no values any more and `unused` names it; asked at the end. Where that can't be told, or there is
// no `unused`, all of it stays. What was sent to people is on record still.
// Errors: those of canUndoImport(), Cancelled, DatabaseFailed.
Result<UndoReport> undoImport(Database& audience, qint64 id, const FindUnused& unused, const std::atomic<bool>& stop);

} // namespace wd
