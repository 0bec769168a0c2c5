// Takes an import back: what it added goes, what it changed becomes what it was. People go away with all their values,
// but keep their ids: when they are imported again, what was sent to them and the lists they are in still hold.
#pragma once

#include "models/audience/importing/history/brought.h"
#include "models/audience/importing/history/importhistory.h"

namespace wd {

struct UndoReport {
    qint64 eventsRemoved = 0;
    qint64 peopleRemoved = 0; // new ones, and those who had come back
    qint64 peopleRestored = 0; // who were here before
    Brought gone; // of the catalogue
    Brought kept; // what the import brought and is used, or has values from elsewhere
};

// Whether and why not: ImportUndone, LaterImport (it comes first), TooMany (older than the last
// ten: what people had before is not kept any more).
Result<void> canUndoImport(Database& audience, qint64 id);

// On the writing connection. Events go in slices, people all at once; when it is broken off on the way, the import's
// state stays Undoing and the same call goes on. Of what the import brought to the catalogue, that which `unused` names
// goes as well when it has no values any more: nothing else speaks of it. What was sent to people is on record still.
// Errors: those of canUndoImport(), Cancelled, DatabaseFailed.
Result<UndoReport> undoImport(Database& audience, qint64 id, const Brought& unused, const std::atomic<bool>& stop);

} // namespace wd
