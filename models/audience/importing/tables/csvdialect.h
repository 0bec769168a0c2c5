// How a CSV text is laid out: its delimiter, its quote character and whether its first row is a header.
#pragma once

#include "models/audience/importing/tables/table.h"

namespace wd {

struct CsvDialect {
    char delimiter = ',';
    char quote = '"';
    bool hasHeader = true;
};

// `head` is the beginning of the text as UTF-8; what the options say is not looked for.
CsvDialect detectDialect(const QByteArray& head, const TableOptions& options);

// Whether the first of these rows names the columns: it does unless it holds a number or a date in a column that has
// such values further down too. Names that an id, event or time column may have settle it.
bool firstRowIsHeader(const QList<QByteArrayList>& rows);

} // namespace wd
