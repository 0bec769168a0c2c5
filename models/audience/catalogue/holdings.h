// How much hangs on an attribute, an event or a property: what would go with it.
#pragma once

#include "models/audience/catalogue/catalogue.h"

namespace wd {

class Database;

struct Holdings {
    qint64 people = 0; // who have a value, or did it
    qint64 events = 0; // those people did, or with a value
    bool operator==(const Holdings&) const = default;
};

// On a connection to audience.db, in its thread. DatabaseFailed.
Result<Holdings> holdingsOf(Database& audience, const Attribute& attribute);
Result<Holdings> holdingsOf(Database& audience, const EventName& event);
Result<Holdings> holdingsOf(Database& audience, const EventName& event, const Property& property);

} // namespace wd
