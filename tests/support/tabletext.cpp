#include "tests/support/tabletext.h"

#include "models/base/phrase.h"

#include <QFile>

namespace wd {

namespace {

QString told(const Error& error)
{
    QStringList arguments;
    for (const QString& argument : error.arguments)
        arguments += inEnglish(argument);
    return QStringLiteral("%1 [%2] %3").arg(QString::number(int(error.kind)), arguments.join(u'|'), error.where);
}

} // namespace

QString refusedLine(qint64 line, ErrorKind kind, const QStringList& arguments, const QString& where)
{
    return QStringLiteral("%1! %2").arg(QString::number(line), told({kind, arguments, where}));
}

QString warningLine(qint64 line, ErrorKind kind, const QStringList& arguments, const QString& where)
{
    return QStringLiteral("%1? %2").arg(QString::number(line), told({kind, arguments, where}));
}

QString errorLine(ErrorKind kind, const QStringList& arguments, const QString& where)
{
    return QStringLiteral("error %1").arg(told({kind, arguments, where}));
}

QStringList tableText(const QString& path, const TableOptions& options)
{
    const Result<std::unique_ptr<Table>> opened = openTable(path, options);
    if (!opened)
        return {errorLine(opened.error().kind, opened.error().arguments, opened.error().where)};
    Table& table = **opened;
    QStringList lines{table.headers().join(u'|')};
    TableRow row;
    while (table.next(row)) {
        if (row.fault) {
            lines += refusedLine(row.line, row.fault->kind, row.fault->arguments, row.fault->where);
            continue;
        }
        QStringList fields;
        for (const QByteArrayView field : row.fields)
            fields += QString::fromUtf8(field);
        lines += QStringLiteral("%1: %2").arg(QString::number(row.line), fields.join(u'|'));
        for (const Error& warning : std::as_const(row.warnings))
            lines += warningLine(row.line, warning.kind, warning.arguments, warning.where);
    }
    if (const std::optional<Error> failed = table.readError())
        lines += errorLine(failed->kind, failed->arguments, failed->where);
    return lines;
}

QString TableFiles::write(const QByteArray& bytes, const QString& name)
{
    QFile file(path(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

} // namespace wd
