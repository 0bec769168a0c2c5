#include "models/audience/importing/history/failedrows.h"

#include "models/audience/importing/history/importrecord.h"
#include "models/audience/importing/history/mendedtable.h"
#include "models/base/phrase.h"
#include "models/base/tablewriter.h"

#include <QFileInfo>

namespace wd {

namespace {

constexpr qsizetype longestCell = 32'767; // of an .xlsx sheet

// A NUL would end the text in a spreadsheet.
QString shown(QString text)
{
    return escapedText(text.replace(QChar(0), QChar(0x2400)));
}

struct Layout {
    qsizetype columns = 0; // of the import
    bool whole = false; // some rows stand whole beside their columns
    bool isSheet = false;
};

// What is too much for a cell goes on in the cells behind: that row must be put in order anyway.
QStringList inCells(const QString& text)
{
    QStringList cells;
    for (qsizetype from = 0; from < text.size(); from += longestCell)
        cells += text.mid(from, longestCell);
    return cells;
}

// The reason stands under its header, however many fields the row has.
QStringList tableRow(const FailedRow& row, const Layout& layout, const std::function<QString(const Error&)>& words)
{
    QStringList cells;
    for (const QString& field : row.fields.mid(0, layout.columns)) {
        const bool tooLong = layout.isSheet && field.size() > longestCell && !row.whole.isEmpty();
        cells += tooLong ? QString() : shown(field);
    }
    while (cells.size() < layout.columns)
        cells += QString();
    const QStringList whole = layout.isSheet ? inCells(shown(row.whole)) : QStringList{shown(row.whole)};
    if (layout.whole)
        cells += whole.value(0);
    QStringList reasons;
    for (const Error& error : row.errors)
        reasons += words(error);
    return cells + QStringList{reasons.join(u' ')} + whole.mid(1);
}

Result<bool> anyWhole(Database& audience, qint64 importId)
{
    bool any = false;
    const Result<void> read = failedRows(audience, importId, [&any](const FailedRow& row) {
        any = !row.whole.isEmpty();
        return !any;
    });
    return read ? Result<bool>(any) : read.error();
}

} // namespace

Result<qint64> writeFailedRows(Database& audience, qint64 importId, const QString& file, const QString& reasonHeader,
    const std::function<QString(const Error&)>& words)
{
    const Result<ImportEntry> entry = importEntry(audience, importId);
    if (!entry)
        return entry.error();
    if (entry->state == ImportState::Undone)
        return Error{ErrorKind::ImportUndone, {entry->file}, {}};
    const Result<bool> whole = anyWhole(audience, importId);
    if (!whole)
        return whole.error();
    const Layout layout{entry->headers.size(), *whole, QFileInfo(file).suffix().toLower() == u"xlsx"};
    const Result<std::unique_ptr<TableWriter>> writer = TableWriter::open(file);
    if (!writer)
        return writer.error();
    QStringList headers = entry->headers;
    if (layout.whole)
        headers += wholeColumn(entry->headers, reasonHeader);
    Result<void> written = (*writer)->write(headers + QStringList{reasonColumn(entry->headers, reasonHeader)});
    qint64 rows = 0;
    const Result<void> read = failedRows(audience, importId, [&](const FailedRow& row) {
        if (written)
            written = (*writer)->write(tableRow(row, layout, words));
        rows += written ? 1 : 0;
        return bool(written);
    });
    if (!read)
        return read.error();
    if (!written)
        return written.error();
    if (rows == 0 && entry->failed > 0)
        return Error{ErrorKind::BadValue,
            {QString::number(importId),
                phrase(QT_TRANSLATE_NOOP(
                           "wd::Phrase", "one of the last %1 imports: refused rows of older ones are not kept"),
                    {QString::number(ImportRecord::importsThatCanBeUndone)})},
            {}};
    const Result<void> finished = (*writer)->finish();
    return finished ? Result<qint64>(rows) : finished.error();
}

} // namespace wd
