// What an import brought to the catalogue, on record with it: undoing it takes away what is empty then.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <utility>

namespace wd {

struct Brought {
    QList<Attribute> attributes;
    QList<EventName> events;
    QList<std::pair<EventName, Property>> properties; // of kinds of events that were there before

    QStringList names() const; // keys; of a property event.key
};

Brought broughtBetween(const Catalogue& before, const Catalogue& after);
// Within the transaction that brought it.
Result<void> recordBrought(Database& audience, qint64 importId, const Brought& brought);
// As far as it is there still, whatever became of it.
Result<Brought> broughtBy(Database& audience, qint64 importId);
// As far as nobody changed it since: not its labels, type or choices, nor which properties an event has.
Result<Brought> broughtUnchanged(Database& audience, qint64 importId);
// Within a transaction. Those stay that have values or events, wherever these came from. The answer: what went.
Result<Brought> removeEmpty(Database& audience, const Brought& brought);

} // namespace wd
