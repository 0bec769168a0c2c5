// A table in a file, whatever its format: its header and its rows as UTF-8 text, one after another.
#pragma once

#include "models/base/result.h"

#include <QByteArrayView>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace wd {

enum class TableFormat { Csv, Xlsx, JsonLines };

// What the caller decides about reading a file; what is left out is found from its bytes.
struct TableOptions {
    QString encoding; // "UTF-8", "GB18030" …; of text files
    std::optional<char> delimiter; // CSV
    std::optional<char> quote; // CSV; noQuote: quotes are ordinary characters
    std::optional<bool> hasHeader; // CSV, .xlsx; without one the columns are called "column 1", "column 2" …
    std::optional<qint64> headerRow; // CSV, .xlsx; the line that names the columns, from 1; what is above is left out
    QString sheet; // .xlsx; the first visible one with a column of ids, or else the first visible one
    QStringList columns; // .xlsx; unless a sheet is named, it is a visible one that has these, if there is one

    static constexpr char noQuote = '\0';
    bool operator==(const TableOptions&) const = default;
};

// How a file is read: as told, or as found.
struct TableInfo {
    TableFormat format = TableFormat::Csv;
    QString encoding; // of text files
    char delimiter = ','; // CSV
    char quote = '"'; // CSV; TableOptions::noQuote: none
    bool hasHeader = true;
    qint64 headerRow = 0; // CSV, .xlsx; 0: none
    QStringList sheets; // .xlsx: all of them, hidden ones too
    QString sheet; // .xlsx: the one that is read
    QStringList leftOut; // headers that the program itself has put there, see mendedtable.h
};

struct TableRow {
    qint64 line = 0; // from 1: the line where the row begins, or the sheet's row number
    std::vector<QByteArrayView> fields; // one per header unless there is a fault; valid until the next row
    std::optional<Error> fault; // why the row can't be used as a whole
    // Values that can be used but are probably not what was meant; `where` is the column's header.
    QList<Error> warnings;
    std::vector<size_t> oddFields; // JSON: those that are neither a text nor a number in plain digits
    QByteArray text; // with a fault: the whole row as its file has it, as far as the fields don't tell
};

class Table {
public:
    virtual ~Table() = default;

    const QStringList& headers() const { return m_headers; }
    const TableInfo& info() const { return m_info; }

    // Begins again with the first data row; a table just opened stands there.
    virtual void rewind() = 0;
    // False at the end, or when reading failed. Blank rows are passed over.
    virtual bool next(TableRow& row) = 0;
    // Columns that nobody asks for, `noColumn` for cells beside all of them: what is wrong there is no fault.
    static constexpr qsizetype noColumn = -1;
    virtual void leaveOut(const QList<qsizetype>& columns) { m_leftOut = columns; }
    // None unless reading failed on the way: FileUnreadable, or BrokenFile when the format is damaged.
    virtual std::optional<Error> readError() const = 0;
    // Progress through the file, in a unit of the format's own.
    virtual qint64 bytesDone() const = 0;
    virtual qint64 bytesTotal() const = 0;

protected:
    // Checks the names: Empty or Duplicate, `where` = "line n".
    Result<void> setHeaders(const QStringList& names, qint64 line);
    void nameColumns(qsizetype count);
    // The fault of a row with another number of fields than the header.
    Error wrongFieldCount(qsizetype found) const;
    static Error noHeaderRow(qint64 row, const QString& where = {});

    QStringList m_headers;
    TableInfo m_info;
    QList<qsizetype> m_leftOut;
};

// The format is told by the file's bytes, not by its name. Errors: FileUnreadable, Empty, BadValue (an unknown
// encoding, a header row that isn't there, a header that does not decode), NotOneOf (a sheet that is not there),
// NotATable (a file of another kind), BrokenFile, and those of the header.
Result<std::unique_ptr<Table>> openTable(const QString& path, const TableOptions& options);

// Goes on for so long, a row after the other. False: that was the end of the table. Errors: Table::readError(), and
// those of `take`.
Result<bool> readFor(qint64 ms, Table& table, TableRow& row, const std::function<Result<void>()>& take);

// Spaces, tabs, no-break and full-width spaces around a value do not belong to it, nor do characters that nobody sees:
// those of no width and those that turn the direction of writing.
QByteArrayView trimmedField(QByteArrayView field);

} // namespace wd
