// Where a table begins: its first rows may be a title, and the next one the names of its columns.
#pragma once

#include "models/audience/importing/tables/table.h"

namespace wd {

struct TableTop {
    qsizetype title = 0; // how many rows stand above the table
    bool hasHeader = true;
};

// Of the first rows, trimmed. A title are rows of one filled cell above names, one for each column of the rows below.
// The first other row names the columns unless it holds a number or a date in a column that has such values further
// down too, or one cell alone above wider rows; names that an id, event or time column may have settle it.
TableTop findTop(const QList<QByteArrayList>& rows);
// The same, but for what the options say; `rows` begin with the header row that they name.
TableTop topOf(const QList<QByteArrayList>& rows, const TableOptions& options);

// How many of the first rows may be a title.
qsizetype titleRows(const QList<QByteArrayList>& rows);

} // namespace wd
