// How a CSV text is laid out: its delimiter, its quote character, and where its table begins.
#pragma once

#include "models/audience/importing/tables/table.h"

namespace wd {

struct CsvDialect {
    char delimiter = ',';
    char quote = '"';
    bool hasHeader = true;
    qint64 rowsAbove = 0; // the header, or without one the first row: a line "sep=;", a title, groups
    QByteArrayList groups; // see TableTop
};

// `head` is the beginning of the text as UTF-8; what the options say is not looked for.
CsvDialect detectDialect(const QByteArray& head, const TableOptions& options);

} // namespace wd
