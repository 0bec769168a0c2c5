// Where a table begins: its first rows may be a title, and the next one the names of its columns.
#pragma once

#include "models/audience/importing/tables/table.h"

namespace wd {

struct TableTop {
    qsizetype title = 0; // how many rows stand above the names, or without names the table
    bool hasHeader = true;
    QByteArrayList groups = {}; // the row above the names, when it names groups of columns
};

// Of the first rows, trimmed. A title are rows of one filled cell above names, one for each column of the rows below.
// A row with gaps that are filled in the row below it names groups of columns: those below are the names, but for
// columns that only the upper row names, as merged cells have it; one of them must be well known.
// The first other row names the columns unless it holds a number or a date in a column that has such values further
// down too, or one cell alone above wider rows; names that an id, event or time column may have settle it.
TableTop findTop(const QList<QByteArrayList>& rows);
// The same, but for what the options say; `rows` begin with the header row that they name.
TableTop topOf(const QList<QByteArrayList>& rows, const TableOptions& options);

// The names of a header, those that it lacks from the groups above it.
QStringList namesBelow(const QByteArrayList& groups, const QStringList& names);

// How many of the first rows may be a title.
qsizetype titleRows(const QList<QByteArrayList>& rows);

} // namespace wd
