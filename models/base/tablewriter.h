// Writes a table as .xlsx or CSV for people's spreadsheets, row by row.
#pragma once

#include "models/base/result.h"

#include <memory>

namespace wd {

// Whether a spreadsheet would take the text for a formula: = + - @ begin one; alone they don't, nor does a number.
bool looksLikeFormula(const QString& value);

class TableWriter {
public:
    static constexpr qint64 mostSheetRows = 1'048'576; // of an .xlsx sheet, header included

    // By the file's ending: .xlsx, else CSV (UTF-8 with a byte order mark, commas, CRLF). FileUnwritable.
    static Result<std::unique_ptr<TableWriter>> open(const QString& path);
    virtual ~TableWriter() = default;

    // Every value is text. In CSV a value that a spreadsheet would take for a formula gets a ' in front. TooMany when
    // a sheet is full; FileUnwritable when a value is longer than a cell holds.
    virtual Result<void> write(const QStringList& row) = 0;
    // Nothing is there under the file's name before. FileUnwritable.
    virtual Result<void> finish() = 0;
};

} // namespace wd
