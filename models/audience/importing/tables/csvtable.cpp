#include "models/audience/importing/tables/csvtable.h"

#include "models/audience/importing/tables/csvdialect.h"

namespace wd {

namespace {
constexpr qint64 sampleBytes = 1024 * 1024;
}

Result<std::unique_ptr<Table>> CsvTable::open(const QString& path, const TableOptions& options)
{
    std::unique_ptr<CsvTable> table(new CsvTable(path));
    if (!table->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {path, table->m_file.errorString()}, {}};
    if (const Result<void> found = table->findForm(options); !found)
        return found.error();
    if (const Result<void> header = table->readHeader(); !header)
        return header.error();
    table->rewind();
    return std::unique_ptr<Table>(std::move(table));
}

Result<void> CsvTable::findForm(const TableOptions& options)
{
    const QByteArray sample = m_file.read(sampleBytes);
    const Result<TextEncoding> encoding = encodingFor(options.encoding, sample);
    if (!encoding)
        return encoding.error();
    m_encoding = *encoding;
    const CsvDialect dialect = detectDialect(Utf8Source(m_file, m_encoding).read(), options);
    m_info.format = TableFormat::Csv;
    m_info.encoding = m_encoding.name;
    m_info.delimiter = dialect.delimiter;
    m_info.quote = dialect.quote;
    m_info.hasHeader = dialect.hasHeader;
    return {};
}

void CsvTable::restart()
{
    m_source = std::make_unique<Utf8Source>(m_file, m_encoding);
    m_reader = std::make_unique<CsvReader>(
        [source = m_source.get()] { return source->read(); }, m_info.delimiter, m_info.quote);
}

Result<void> CsvTable::readHeader()
{
    restart();
    TableRow row;
    if (!nextRow(row))
        return readError().value_or(Error{ErrorKind::Empty, {m_file.fileName()}, {}});
    if (!m_info.hasHeader) {
        nameColumns(qsizetype(row.fields.size()));
        return {};
    }
    if (row.fault) {
        row.fault->where = QStringLiteral("line %1").arg(row.line);
        return *row.fault;
    }
    QStringList names;
    for (const QByteArrayView field : row.fields)
        names += QString::fromUtf8(field);
    return setHeaders(names, row.line);
}

void CsvTable::rewind()
{
    restart();
    TableRow header;
    if (m_info.hasHeader)
        nextRow(header);
}

bool CsvTable::nextRow(TableRow& row)
{
    if (!m_reader->next(row))
        return false;
    if (row.fault && row.fault->kind == ErrorKind::NotDecodable)
        row.fault->arguments = QStringList{m_encoding.name};
    return true;
}

bool CsvTable::next(TableRow& row)
{
    if (!nextRow(row))
        return false;
    const qsizetype found = qsizetype(row.fields.size());
    if (!row.fault && found != m_headers.size())
        row.fault = wrongFieldCount(found);
    return true;
}

std::optional<Error> CsvTable::readError() const
{
    if (m_file.error() == QFile::NoError)
        return std::nullopt;
    return Error{ErrorKind::FileUnreadable, {m_file.fileName(), m_file.errorString()}, {}};
}

} // namespace wd
