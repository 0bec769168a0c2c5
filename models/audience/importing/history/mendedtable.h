// The rows that an import refused come back in a file: with what the program wrote into it taken away again.
#pragma once

#include "models/audience/importing/history/importhistory.h"

namespace wd {

// The columns that such a file has beside those of the import, in either language.
QString reasonColumn(const QStringList& headers, const QString& word); // why the row was refused
QString wholeColumn(const QStringList& headers, const QString& word); // the row as it was, where it could not be read
const QStringList& reasonWords();

// A text as it is written into such a file, and back: in CSV an apostrophe stands before what a spreadsheet would take
// for a formula, so one that was there before gets another one.
QString escapedText(const QString& text);
QByteArrayView unescapedText(QByteArrayView text);

// As openTable(), but for the first line of ids alone, see firstline.h. Of a file of refused rows (the columns of an
// import of this kind, as many as there are left, and the reason) the added columns are left out, and a row that still
// stands whole beside its columns is refused.
Result<std::unique_ptr<Table>> openMendedTable(Database& audience, const QString& file, const ImportOptions& options);

// The row as its file has it, or as its fields make it.
QString wholeRow(const TableRow& row, const TableInfo& table);

} // namespace wd
