// The rows an import refused, as a table that can be mended and imported again.
#pragma once

#include "models/audience/importing/history/importhistory.h"

namespace wd {

// Writes .xlsx or CSV by the file's ending: the columns of the file, the whole row where its fields don't tell what is
// wrong, and `reasonHeader` with words() of each error. See mendedtable.h. The answer: how many rows. NotFound,
// ImportUndone, BadValue (they are not kept any more), FileUnwritable, TooMany.
Result<qint64> writeFailedRows(Database& audience, qint64 importId, const QString& file, const QString& reasonHeader,
    const std::function<QString(const Error&)>& words);

} // namespace wd
