#include "models/audience/importing/tables/foreignfile.h"

#include <QFile>

#include <utility>

namespace wd {

namespace {

constexpr qint64 chunkBytes = 1024 * 1024;

// Names of streams stand in a compound file's directory as UTF-16LE.
bool holdsName(QFile& file, QStringView name)
{
    const QByteArray wanted(reinterpret_cast<const char*>(name.utf16()), name.size() * 2);
    if (!file.seek(0))
        return false;
    QByteArray window;
    for (QByteArray bytes = file.read(chunkBytes); !bytes.isEmpty(); bytes = file.read(chunkBytes)) {
        window += bytes;
        if (window.contains(wanted))
            return true;
        window = window.right(wanted.size());
    }
    return false;
}

Error compoundFile(QFile& file)
{
    const QString path = file.fileName();
    if (holdsName(file, u"EncryptedPackage"))
        return {ErrorKind::ProtectedWorkbook, {path}, {}};
    if (holdsName(file, u"WordDocument"))
        return {ErrorKind::NotATable, {path, QStringLiteral(".doc")}, {}};
    if (holdsName(file, u"PowerPoint Document"))
        return {ErrorKind::NotATable, {path, QStringLiteral(".ppt")}, {}};
    return {ErrorKind::OldWorkbook, {path}, {}};
}

QString markupKind(const QByteArray& head)
{
    if (head.contains("urn:schemas-microsoft-com:office:spreadsheet"))
        return QStringLiteral("XML Spreadsheet 2003");
    const QByteArray text = head.left(4096).trimmed().toLower();
    for (const char* tag : {"<!doctype html", "<html", "<table", "<meta", "<head"})
        if (text.startsWith(tag))
            return QStringLiteral("HTML");
    return text.startsWith("<?xml") ? QStringLiteral("XML") : QString();
}

} // namespace

std::optional<Error> foreignFile(QFile& file, const QByteArray& head)
{
    if (head.startsWith("\xD0\xCF\x11\xE0"))
        return compoundFile(file);
    static const std::pair<QByteArray, QString> kinds[]{{"%PDF-", QStringLiteral("PDF")},
        {"\x89PNG", QStringLiteral("PNG")}, {"\xFF\xD8\xFF", QStringLiteral("JPEG")},
        {"\x1F\x8B", QStringLiteral(".gz")}, {"7z\xBC\xAF\x27\x1C", QStringLiteral(".7z")},
        {"Rar!\x1A\x07", QStringLiteral(".rar")}, {"{\\rtf", QStringLiteral(".rtf")},
        {"SQLite format 3", QStringLiteral("SQLite")}};
    for (const auto& [magic, kind] : kinds)
        if (head.startsWith(magic))
            return Error{ErrorKind::NotATable, {file.fileName(), kind}, {}};
    const QByteArray unmarked = head.startsWith("\xEF\xBB\xBF") ? head.mid(3) : head;
    if (const QString kind = markupKind(unmarked); !kind.isEmpty())
        return Error{ErrorKind::NotATable, {file.fileName(), kind}, {}};
    return std::nullopt;
}

} // namespace wd
