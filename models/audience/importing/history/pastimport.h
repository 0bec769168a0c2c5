// What is on record of one earlier import: what came of it, and what undoing it would touch.
#pragma once

#include "models/audience/importing/history/brought.h"
#include "models/audience/importing/history/importhistory.h"

namespace wd {

struct PastImport {
    ImportEntry entry;
    QStringList brought; // to the catalogue, as far as it is there still
    QList<RowError> errors; // the first ImportReport::mostErrors rows it refused
    qint64 changed = 0; // people who were there before and become what they were when it is undone
    // What counts of segments may change by: the kinds of its events; the attributes that its columns went to.
    QList<EventName> events;
    QList<Attribute> attributes;
};

// On a connection to audience.db, in its thread. NotFound.
Result<PastImport> pastImport(Database& audience, qint64 id);

} // namespace wd
