#include "models/audience/importing/tables/namedsheet.h"

#include <algorithm>

namespace wd {

Result<std::unique_ptr<Table>> openTableWith(
    const QStringList& columns, const QString& path, const TableOptions& options)
{
    Result<std::unique_ptr<Table>> table = openTable(path, options);
    const auto hasAll = [&columns](const Table& one) {
        return std::all_of(columns.begin(), columns.end(),
            [&one](const QString& column) { return column.isEmpty() || one.headers().contains(column); });
    };
    if (!table || !options.sheet.isEmpty() || hasAll(**table))
        return table;
    for (const QString& sheet : (*table)->info().sheets) {
        TableOptions other = options;
        other.sheet = sheet;
        Result<std::unique_ptr<Table>> found = openTable(path, other);
        if (found && hasAll(**found))
            return found;
    }
    return table;
}

} // namespace wd
