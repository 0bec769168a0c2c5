#include "models/audience/segments/removeditem.h"

#include "models/storage/statement.h"

namespace wd {

Result<QList<RemovedItem>> removedLately(Database& database, const QByteArray& table, UtcMs now)
{
    Statement rows(database,
        "SELECT id, name, updated_by, deleted_at FROM " + table + " WHERE deleted_at>? ORDER BY deleted_at DESC");
    rows.bind(1, now - binMs);
    QList<RemovedItem> items;
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return items;
        items += RemovedItem{rows.integer(0), rows.text(1), rows.text(2), rows.integer(3)};
    }
}

} // namespace wd
