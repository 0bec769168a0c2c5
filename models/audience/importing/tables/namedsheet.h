// The sheet of a workbook that has the columns that are asked for.
#pragma once

#include "models/audience/importing/tables/table.h"

namespace wd {

// As openTable(); unless a sheet is named, the first one that has all of these columns, if there is one.
Result<std::unique_ptr<Table>> openTableWith(
    const QStringList& columns, const QString& path, const TableOptions& options);

} // namespace wd
