#include "models/audience/importing/tables/table.h"

#include "models/audience/importing/tables/csvtable.h"
#include "models/audience/importing/tables/foreignfile.h"
#include "models/audience/importing/tables/jsonlinestable.h"
#include "models/audience/importing/tables/xlsxtable.h"
#include "models/base/phrase.h"

#include <QElapsedTimer>
#include <QSet>

namespace wd {

namespace {

constexpr qint64 headBytes = 1024 * 1024;

// A delimiter or a quote character asks for CSV.
bool looksLikeJson(QFile& file, const TextEncoding& encoding, const TableOptions& options)
{
    return !options.delimiter && !options.quote && JsonLinesTable::isOne(Utf8Source(file, encoding).read());
}

} // namespace

Result<void> Table::setHeaders(const QStringList& names, qint64 line)
{
    m_headers.clear();
    const QString where = QStringLiteral("line %1").arg(line);
    QSet<QString> seen;
    for (const QString& name : names) {
        const QByteArray utf8 = name.toUtf8();
        const QString header = QString::fromUtf8(trimmedField(utf8));
        if (header.isEmpty())
            return Error{ErrorKind::Empty,
                {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "column %1"), {QString::number(m_headers.size() + 1)})}, where};
        if (seen.contains(header))
            return Error{ErrorKind::Duplicate, {header}, where};
        seen.insert(header);
        m_headers += header;
    }
    return {};
}

void Table::nameColumns(qsizetype count)
{
    m_headers.clear();
    for (qsizetype i = 1; i <= count; ++i)
        m_headers += QStringLiteral("column %1").arg(i);
}

Error Table::wrongFieldCount(qsizetype found) const
{
    return {ErrorKind::FieldCount, {QString::number(found), QString::number(m_headers.size())}, {}};
}

Error Table::noHeaderRow(qint64 row, const QString& where)
{
    return {ErrorKind::BadValue,
        {QString::number(row), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the number of a row that holds something"))},
        where};
}

Result<std::unique_ptr<Table>> openTable(const QString& path, const TableOptions& options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {path, file.errorString()}, {}};
    const QByteArray head = file.read(headBytes);
    if (file.error() != QFile::NoError)
        return Error{ErrorKind::FileUnreadable, {path, file.errorString()}, {}};
    if (head.trimmed().isEmpty())
        return Error{ErrorKind::Empty, {path}, {}};
    if (head.startsWith("PK\x03\x04") || head.startsWith("PK\x05\x06"))
        return XlsxTable::open(path, options);
    if (const std::optional<Error> foreign = foreignFile(file, head))
        return *foreign;
    const Result<TextEncoding> encoding = encodingOf(file, options.encoding);
    if (!encoding)
        return encoding.error();
    TableOptions found = options;
    found.encoding = encoding->name;
    return looksLikeJson(file, *encoding, options) ? JsonLinesTable::open(path, found) : CsvTable::open(path, found);
}

Result<bool> readFor(qint64 ms, Table& table, TableRow& row, const std::function<Result<void>()>& take)
{
    QElapsedTimer timer;
    timer.start();
    constexpr int rowsPerLook = 16; // at the clock
    while (timer.elapsed() < ms) {
        for (int rows = 0; rows < rowsPerLook; ++rows) {
            if (!table.next(row)) {
                const std::optional<Error> failed = table.readError();
                return failed ? Result<bool>(*failed) : Result<bool>(false);
            }
            if (const Result<void> taken = take(); !taken)
                return taken.error();
        }
    }
    return true;
}

QByteArrayView trimmedField(QByteArrayView field)
{
    const auto isSeen = [](char byte) { return uchar(byte) > ' ' && uchar(byte) < 0x80; };
    if (!field.isEmpty() && isSeen(field.front()) && isSeen(field.back()))
        return field; // as most are
    const auto spaceBytes = [](QByteArrayView text, bool front) -> qsizetype {
        const auto has = [&](const char* space) { return front ? text.startsWith(space) : text.endsWith(space); };
        if (text.isEmpty())
            return 0;
        const char byte = front ? text.front() : text.back();
        if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
            return 1;
        if (uchar(byte) < 0x80)
            return 0;
        const char lead = front ? byte : text.size() < 3 ? '\0' : text[text.size() - 3];
        if (lead != '\xE2' && lead != '\xE3' && lead != '\xEF')
            return has("\xC2\xA0") ? 2 : 0;
        // Full-width, zero-width, and the marks of direction that chats and address books put around numbers.
        for (const char* unseen : {"\xE3\x80\x80", "\xE2\x80\x8B", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xAA",
                 "\xE2\x80\xAB", "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA0", "\xE2\x81\xA6",
                 "\xE2\x81\xA9", "\xEF\xBB\xBF"})
            if (has(unseen))
                return 3;
        return has("\xC2\xA0") ? 2 : 0;
    };
    while (const qsizetype bytes = spaceBytes(field, true))
        field = field.sliced(bytes);
    while (const qsizetype bytes = spaceBytes(field, false))
        field.chop(bytes);
    return field;
}

} // namespace wd
