// What the two kinds of import have in common: rows are looked at once for types, then taken in one by one.
#pragma once

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/valueparsing.h"
#include "models/storage/statement.h"

namespace wd {

class RowImporter {
public:
    virtual ~RowImporter() = default;

    // Whether the file must be read for types before the first row is taken.
    virtual bool wantsLook() const = 0;
    virtual Result<void> look(const TableRow& row) = 0;
    // After the last look. Of both, BadValue: so many different events that their column must be another one.
    virtual Result<void> endLook() const { return {}; }
    // What looking at the rows told of columns that are nothing yet and have values.
    virtual QList<FoundType> foundTypes() const = 0;
    // After all were looked at, before anything is written. TooMany attributes; BadValue: a type that does not hold.
    virtual Result<void> check() const = 0;
    // Within a write transaction, before the first row: columns of new attributes or properties.
    virtual Result<void> prepare(qint64 importId, ImportReport& report) = 0;
    // Within a write transaction. The errors inside: why the row was refused, one a column; it changed nothing.
    virtual Result<Errors> take(const TableRow& row, ImportReport& report) = 0;
    // Of the row that was taken last: values that were imported, but not whole.
    const QList<Error>& doubts() const { return m_doubts; }
    // Within a write transaction: a row that was refused, or taken before the import was broken off. `namesSomebody`:
    // its ids can be relied upon.
    virtual Result<void> pass(const TableRow& row, bool namesSomebody) = 0;
    // What it has gathered of the rows so far, for an import that goes on with what an earlier one had begun.
    virtual void tell(ImportReport& report) const = 0;
    // Within a write transaction, after the last row.
    virtual Result<void> finish(ImportReport& report) = 0;

protected:
    QList<Error> m_doubts;
};

// All of these outlive it.
std::unique_ptr<RowImporter> makeRowImporter(Database& audience, const Catalogue& catalogue,
    const QList<ColumnMatch>& columns, const ImportOptions& options, UtcMs now);

// Parses the cells of one value column; the error's place is the column's header.
Result<Cell> cellOf(
    QByteArrayView text, AttributeType type, const QStringList& choices, const QString& header, WallClock& clock);
void bindCell(Statement& statement, int position, const Cell& cell);
// DigitsLost: a number, taken from a text of more digits than it is sure to keep.
std::optional<Error> digitsLost(QByteArrayView text, AttributeType type, const QString& header);
// SQLite's tables hold 2,000 columns; some are the program's own.
inline constexpr qsizetype mostAttributes = 1'990;
inline constexpr qsizetype mostNumberProperties = 1'990;
Result<void> mayHaveColumns(qsizetype count, qsizetype most);
// BadValue: another type was given for what is known already.
std::optional<Error> otherType(
    const ImportOptions& options, const QString& header, const QString& key, AttributeType known);
// The part of a value that an error shows.
QString shownValue(QByteArrayView text);

} // namespace wd
