#include "models/audience/importing/tables/csvtable.h"

#include "models/audience/importing/tables/csvdialect.h"
#include "models/audience/importing/tables/headerrow.h"

#include <QUtf8StringView>

#include <algorithm>
#include <cstring>

namespace wd {

namespace {

constexpr qint64 sampleBytes = 1024 * 1024;

// Spreadsheets are told by ="00123", '00123 and '-5 that a value is no number and no formula: it is what is marked.
QByteArrayView withoutTextMark(QByteArrayView field)
{
    if (field.size() < 2 || (field.front() != '=' && field.front() != '\''))
        return field;
    if (field.front() == '=') {
        const QByteArrayView inside = field.sliced(2, std::max<qsizetype>(0, field.size() - 3));
        const bool marked = field.size() > 3 && field[1] == '"' && field.endsWith('"') && !inside.contains('"');
        return marked ? inside : field;
    }
    const QByteArrayView rest = field.sliced(1);
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    const bool marked = std::strchr("=+-@", rest.front()) || std::all_of(rest.begin(), rest.end(), isDigit);
    return marked ? rest : field;
}

} // namespace

Result<std::unique_ptr<Table>> CsvTable::open(const QString& path, const TableOptions& options)
{
    std::unique_ptr<CsvTable> table(new CsvTable(path));
    if (!table->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {path, table->m_file.errorString()}, {}};
    if (const Result<void> found = table->findForm(options); !found)
        return found.error();
    if (const Result<void> header = table->readHeader(options.headerRow); !header)
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
    m_rowsAbove = dialect.rowsAbove;
    m_groups = dialect.groups;
    return {};
}

// To the header, or without one to the first row.
void CsvTable::restart()
{
    m_source = std::make_unique<Utf8Source>(m_file, m_encoding);
    m_reader = std::make_unique<CsvReader>(
        [source = m_source.get()] { return source->read(); }, m_info.delimiter, m_info.quote);
    TableRow above;
    for (qint64 i = 0; i < m_rowsAbove && m_reader->next(above);)
        ++i;
}

// `given`: the line where it must stand.
Result<void> CsvTable::readHeader(std::optional<qint64> given)
{
    restart();
    TableRow row;
    const bool any = nextRow(row);
    if (given && !(any && row.line == *given) && !readError())
        return noHeaderRow(*given);
    if (!any)
        return readError().value_or(Error{ErrorKind::Empty, {m_file.fileName()}, {}});
    if (!m_info.hasHeader) {
        nameColumns(qsizetype(row.fields.size()));
        return {};
    }
    if (row.fault) {
        row.fault->where = QStringLiteral("line %1").arg(row.line);
        return *row.fault;
    }
    m_info.headerRow = row.line;
    QStringList names;
    for (const QByteArrayView field : row.fields)
        names += QString::fromUtf8(withoutTextMark(field));
    names = namesBelow(m_groups, names);
    while (names.size() > 1 && names.last().trimmed().isEmpty())
        names.removeLast(); // of commas at the end of every line
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

// Whether the bytes that are no text stand in columns that nobody asks for.
bool CsvTable::isFaultElsewhere(const TableRow& row) const
{
    const bool isOfBytes = row.fault->kind == ErrorKind::NotDecodable || row.fault->kind == ErrorKind::NulCharacter;
    if (!isOfBytes || m_leftOut.isEmpty() || row.fields.size() != size_t(m_headers.size()))
        return false;
    for (qsizetype i = 0; i < m_headers.size(); ++i) {
        const QByteArrayView field = row.fields[size_t(i)];
        if (!m_leftOut.contains(i) && (field.contains('\0') || !QUtf8StringView(field).isValidUtf8()))
            return false;
    }
    return true;
}

bool CsvTable::next(TableRow& row)
{
    if (!nextRow(row))
        return false;
    if (row.fault && !isFaultElsewhere(row))
        return true;
    row.fault.reset();
    const size_t columns = size_t(m_headers.size());
    const size_t found = row.fields.size();
    while (row.fields.size() > columns && trimmedField(row.fields.back()).isEmpty())
        row.fields.pop_back();
    if (row.fields.size() != columns)
        row.fault = wrongFieldCount(qsizetype(found));
    for (QByteArrayView& field : row.fields)
        field = withoutTextMark(field);
    return true;
}

std::optional<Error> CsvTable::readError() const
{
    if (m_file.error() == QFile::NoError)
        return std::nullopt;
    return Error{ErrorKind::FileUnreadable, {m_file.fileName(), m_file.errorString()}, {}};
}

} // namespace wd
