// A person by an id.
#pragma once

#include "models/audience/segmentquery.h"

namespace wd {

// Somebody of the kind whose login id or visitor id this is, with all attributes; a login id goes before a visitor id.
// Errors: NotFound (person), DatabaseFailed.
Result<Person> findPerson(Database& audience, const Catalogue& catalogue, UserKind kind, const QString& id);

} // namespace wd
