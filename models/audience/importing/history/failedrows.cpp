#include "models/audience/importing/history/failedrows.h"

#include "models/base/tablewriter.h"

namespace wd {

namespace {

// The reason stands under its header, however many fields the row has.
QStringList tableRow(const FailedRow& row, qsizetype columns, const std::function<QString(const Error&)>& words)
{
    QStringList fields = row.fields.mid(0, columns);
    while (fields.size() < columns)
        fields += QString();
    QStringList reasons;
    for (const Error& error : row.errors)
        reasons += words(error);
    return fields + QStringList{reasons.join(u' ')};
}

} // namespace

Result<qint64> writeFailedRows(Database& audience, qint64 importId, const QString& file, const QString& reasonHeader,
    const std::function<QString(const Error&)>& words)
{
    const Result<ImportEntry> entry = importEntry(audience, importId);
    if (!entry)
        return entry.error();
    const Result<std::unique_ptr<TableWriter>> writer = TableWriter::open(file);
    if (!writer)
        return writer.error();
    Result<void> written = (*writer)->write(entry->headers + QStringList{reasonHeader});
    qint64 rows = 0;
    const Result<void> read = failedRows(audience, importId, [&](const FailedRow& row) {
        if (written)
            written = (*writer)->write(tableRow(row, entry->headers.size(), words));
        rows += written ? 1 : 0;
        return bool(written);
    });
    if (!read)
        return read.error();
    if (!written)
        return written.error();
    const Result<void> finished = (*writer)->finish();
    return finished ? Result<qint64>(rows) : finished.error();
}

} // namespace wd
