// A table as lines of text, so that a test compares all of it at once.
#pragma once

#include "models/audience/importing/tables/table.h"

#include <QTemporaryDir>

namespace wd {

// The first line is the header ("a|b"); then "line: x|y" for rows, a line as of refusedLine() for those refused, and
// "line? …" for warnings. An error of the whole table is its only line, or its last one.
QStringList tableText(const QString& path, const TableOptions& options = {});

QString refusedLine(qint64 line, ErrorKind kind, const QStringList& arguments = {}, const QString& where = {});
QString warningLine(qint64 line, ErrorKind kind, const QStringList& arguments, const QString& where);
QString errorLine(ErrorKind kind, const QStringList& arguments, const QString& where = {});

// Files in a folder of their own.
class TableFiles {
public:
    QString write(const QByteArray& bytes, const QString& name = QStringLiteral("table"));
    QString path(const QString& name) const { return m_folder.filePath(name); }
    // The table of these bytes.
    QStringList text(const QByteArray& bytes, const TableOptions& options = {})
    {
        return tableText(write(bytes), options);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace wd
