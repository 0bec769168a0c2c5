// How columns with these headers were used before: what the window and the command line propose.
#pragma once

#include "models/audience/importing/history/importhistory.h"

namespace wd {

// Column by column, as the latest import of this kind used one with the same header, whatever else its file had. Mode,
// zone and the name of all events are those of the latest import with this very header row. Types are left
// out where the attribute has another one by now. Nothing when no import said anything about any of the columns.
Result<std::optional<ImportOptions>> rememberedOptions(Database& audience, ImportKind kind, const QStringList& headers);

// What `asked` leaves open is filled in from what is remembered of columns; what `asked` names is left as it is. The
// headers for which that made a difference are added to `used`; the name of all events is told by the options.
ImportOptions withRemembered(const ImportOptions& asked, const ImportOptions& remembered, QStringList& used);

// Both, where `asked` wants it; else `asked` as it is.
Result<ImportOptions> remembering(
    Database& audience, const QStringList& headers, const ImportOptions& asked, QStringList& used);

} // namespace wd
