#include "models/audience/importing/tablefile.h"

#include "models/base/phrase.h"

#include <QSet>

namespace wd {

namespace {

constexpr qint64 sampleBytes = 1024 * 1024;
constexpr int delimiterRows = 20;

// How many columns the first rows have with this delimiter; 0 unless they agree.
qsizetype columnsWith(char delimiter, const QByteArray& head)
{
    bool given = false;
    CsvReader reader(
        [&] {
            const QByteArray bytes = given ? QByteArray() : head;
            given = true;
            return bytes;
        },
        delimiter);
    CsvRow row;
    qsizetype columns = 0;
    qsizetype agreeing = 0;
    int rows = 0;
    for (; rows < delimiterRows && reader.next(row); ++rows) {
        if (rows == 0)
            columns = qsizetype(row.fields.size());
        if (qsizetype(row.fields.size()) == columns)
            ++agreeing;
    }
    return columns > 1 && agreeing * 2 > rows ? columns : 0;
}

char detectDelimiter(const QByteArray& head)
{
    char best = ',';
    qsizetype most = 1;
    for (const char candidate : {',', '\t', ';', '|'}) {
        const qsizetype columns = columnsWith(candidate, head);
        if (columns > most) {
            most = columns;
            best = candidate;
        }
    }
    return best;
}

QString workbookKind(const QByteArray& sample)
{
    if (sample.startsWith("PK\x03\x04"))
        return QStringLiteral(".xlsx");
    return sample.startsWith("\xD0\xCF\x11\xE0") ? QStringLiteral(".xls") : QString();
}

} // namespace

QByteArrayView trimmedField(QByteArrayView field)
{
    const auto spaceBytes = [](QByteArrayView text, bool front) -> qsizetype {
        const auto has = [&](const char* space) { return front ? text.startsWith(space) : text.endsWith(space); };
        if (text.isEmpty())
            return 0;
        const char byte = front ? text.front() : text.back();
        if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
            return 1;
        if (uchar(byte) < 0x80)
            return 0;
        return has("\xE3\x80\x80") ? 3 : has("\xC2\xA0") ? 2 : 0;
    };
    while (const qsizetype bytes = spaceBytes(field, true))
        field = field.sliced(bytes);
    while (const qsizetype bytes = spaceBytes(field, false))
        field.chop(bytes);
    return field;
}

Result<std::unique_ptr<TableFile>> TableFile::open(const QString& path, const QString& encoding)
{
    std::unique_ptr<TableFile> table(new TableFile(path));
    if (!table->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {path, table->m_file.errorString()}, {}};
    if (const Result<void> found = table->findEncoding(encoding); !found)
        return found.error();
    if (const Result<void> header = table->readHeader(); !header)
        return header.error();
    return table;
}

Result<void> TableFile::findEncoding(const QString& asked)
{
    const QByteArray sample = m_file.read(sampleBytes);
    if (m_file.error() != QFile::NoError)
        return Error{ErrorKind::FileUnreadable, {m_file.fileName(), m_file.errorString()}, {}};
    if (sample.trimmed().isEmpty())
        return Error{ErrorKind::Empty, {m_file.fileName()}, {}};
    if (const QString kind = workbookKind(sample); !kind.isEmpty())
        return Error{ErrorKind::BadValue, {kind, QStringLiteral("CSV")}, m_file.fileName()};
    if (asked.isEmpty()) {
        m_encoding = detectEncoding(sample);
    } else if (const auto named = encodingByName(asked, sample)) {
        m_encoding = *named;
    } else {
        return Error{ErrorKind::BadValue, {asked, QStringLiteral("UTF-8, UTF-16, GB18030")}, {}};
    }
    m_delimiter = detectDelimiter(Utf8Source(m_file, m_encoding).read());
    return {};
}

void TableFile::rewind()
{
    m_source = std::make_unique<Utf8Source>(m_file, m_encoding);
    m_reader = std::make_unique<CsvReader>([source = m_source.get()] { return source->read(); }, m_delimiter);
    CsvRow header;
    m_reader->next(header);
}

Result<void> TableFile::readHeader()
{
    m_source = std::make_unique<Utf8Source>(m_file, m_encoding);
    m_reader = std::make_unique<CsvReader>([source = m_source.get()] { return source->read(); }, m_delimiter);
    CsvRow row;
    if (!m_reader->next(row))
        return Error{ErrorKind::Empty, {m_file.fileName()}, {}};
    const QString where = QStringLiteral("line %1").arg(row.line);
    if (row.fault != CsvRow::Fault::None) {
        Error error = *fault(row);
        error.where = where;
        return error;
    }
    QSet<QString> seen;
    for (const QByteArrayView field : row.fields) {
        const QString header = QString::fromUtf8(trimmedField(field));
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

bool TableFile::next(CsvRow& row)
{
    return m_reader->next(row);
}

std::optional<Error> TableFile::fault(const CsvRow& row) const
{
    switch (row.fault) {
    case CsvRow::Fault::None:
        break;
    case CsvRow::Fault::Nul:
        return Error{ErrorKind::NulCharacter, {}, {}};
    case CsvRow::Fault::Encoding:
        return Error{ErrorKind::NotDecodable, {m_encoding.name}, {}};
    case CsvRow::Fault::Quote:
        return Error{ErrorKind::TextAfterQuote, {}, {}};
    case CsvRow::Fault::UnclosedQuote:
        return Error{ErrorKind::UnclosedQuote, {}, {}};
    case CsvRow::Fault::TooLong:
        return Error{ErrorKind::FieldTooLong, {QString::number(CsvReader::maxFieldBytes)}, {}};
    }
    const qsizetype found = qsizetype(row.fields.size());
    if (found != m_headers.size())
        return Error{ErrorKind::FieldCount, {QString::number(found), QString::number(m_headers.size())}, {}};
    return std::nullopt;
}

std::optional<Error> TableFile::readError() const
{
    if (m_file.error() == QFile::NoError)
        return std::nullopt;
    return Error{ErrorKind::FileUnreadable, {m_file.fileName(), m_file.errorString()}, {}};
}

} // namespace wd
