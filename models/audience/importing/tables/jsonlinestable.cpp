#include "models/audience/importing/tables/jsonlinestable.h"

#include <algorithm>

namespace wd {

namespace {

constexpr qint64 sampleBytes = 1024 * 1024;

QByteArrayView withoutSpace(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')))
        text = text.sliced(1);
    return text;
}

// One of the first lines is an object and nothing else, as no line of other tables is.
bool anyIsAnObject(QByteArrayView text)
{
    constexpr int mostLines = 20;
    JsonRow row;
    for (int lines = 0; !text.isEmpty() && lines < mostLines; ++lines) {
        const qsizetype end = text.indexOf('\n');
        const QByteArrayView line = withoutSpace(end < 0 ? text : text.first(end));
        if (line.startsWith('{') && !row.parse(line, 1, 1))
            return true;
        text = end < 0 ? QByteArrayView() : withoutSpace(text.sliced(end + 1));
    }
    return false;
}

} // namespace

std::optional<JsonSource::Layout> JsonLinesTable::layoutOf(QByteArrayView head)
{
    const QByteArrayView text = withoutSpace(head);
    if (text.isEmpty())
        return std::nullopt;
    const QByteArrayView rest = withoutSpace(text.sliced(1));
    const char next = rest.isEmpty() ? '\0' : rest.front();
    if (text.front() == '[' && (next == '{' || next == ']'))
        return JsonSource::Layout::Array;
    if (text.front() == '{' && (next == '"' || next == '}')) {
        const bool opensAlone = text.first(std::max<qsizetype>(0, text.indexOf('\n'))).trimmed() == "{";
        return opensAlone ? JsonSource::Layout::Objects : JsonSource::Layout::Lines;
    }
    return anyIsAnObject(text) ? std::optional(JsonSource::Layout::Lines) : std::nullopt;
}

bool JsonLinesTable::isOne(QByteArrayView head)
{
    return layoutOf(head).has_value();
}

Result<std::unique_ptr<Table>> JsonLinesTable::open(const QString& path, const TableOptions& options)
{
    std::unique_ptr<JsonLinesTable> table(new JsonLinesTable(path));
    if (!table->m_file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {path, table->m_file.errorString()}, {}};
    if (const Result<void> found = table->findForm(options); !found)
        return found.error();
    if (const Result<void> collected = table->collectNames(); !collected)
        return collected.error();
    table->rewind();
    return std::unique_ptr<Table>(std::move(table));
}

Result<void> JsonLinesTable::findForm(const TableOptions& options)
{
    const Result<TextEncoding> encoding = encodingFor(options.encoding, m_file.read(sampleBytes));
    if (!encoding)
        return encoding.error();
    m_encoding = *encoding;
    m_layout = layoutOf(Utf8Source(m_file, m_encoding).read()).value_or(JsonSource::Layout::Lines);
    m_info.format = TableFormat::JsonLines;
    m_info.encoding = m_encoding.name;
    return {};
}

Result<void> JsonLinesTable::collectNames()
{
    rewind();
    JsonSource::Piece piece;
    while (m_pieces->next(piece)) {
        if (parse(piece))
            continue;
        const std::vector<JsonRow::Member>& members = m_row.members();
        for (size_t i = 0; i < members.size(); ++i) {
            if (columnOf(members[i].name, qsizetype(i)) >= 0)
                continue;
            m_columns.insert(members[i].name.toByteArray(), qsizetype(m_names.size()));
            m_names.push_back(members[i].name.toByteArray());
            if (m_names.size() > JsonRow::maxMembers)
                return Error{
                    ErrorKind::TooMany, {QString::number(m_names.size()), QString::number(JsonRow::maxMembers)}, {}};
        }
    }
    if (const std::optional<Error> failed = readError())
        return *failed;
    QStringList headers;
    for (const QByteArray& name : m_names)
        headers += QString::fromUtf8(name);
    if (headers.isEmpty())
        return Error{ErrorKind::Empty, {m_file.fileName()}, {}};
    return setHeaders(headers, 1);
}

// Most objects have the same names in the same order.
qsizetype JsonLinesTable::columnOf(QByteArrayView name, qsizetype likely) const
{
    if (size_t(likely) < m_names.size() && m_names[size_t(likely)] == name)
        return likely;
    return m_columns.value(QByteArray::fromRawData(name.data(), name.size()), -1);
}

std::optional<Error> JsonLinesTable::parse(const JsonSource::Piece& piece)
{
    std::optional<Error> fault = piece.fault;
    if (!fault)
        fault = m_row.parse(piece.text, piece.line, piece.column);
    if (fault && fault->kind == ErrorKind::NotDecodable)
        fault->arguments = QStringList{m_encoding.name};
    return fault;
}

void JsonLinesTable::rewind()
{
    m_source = std::make_unique<Utf8Source>(m_file, m_encoding);
    m_pieces = std::make_unique<JsonSource>([source = m_source.get()] { return source->read(); }, m_layout);
}

bool JsonLinesTable::next(TableRow& row)
{
    const auto isBlank = [](QByteArrayView field) { return trimmedField(field).isEmpty(); };
    do
        if (!nextRow(row))
            return false;
    while (!row.fault && std::all_of(row.fields.begin(), row.fields.end(), isBlank));
    return true;
}

bool JsonLinesTable::nextRow(TableRow& row)
{
    JsonSource::Piece piece;
    if (!m_pieces->next(piece))
        return false;
    row.line = piece.line;
    row.fault = parse(piece);
    row.fields.assign(m_names.size(), QByteArrayView());
    row.oddFields.clear();
    if (row.fault) {
        row.text = piece.text.toByteArray();
        return true;
    }
    const std::vector<JsonRow::Member>& members = m_row.members();
    for (size_t i = 0; i < members.size(); ++i) {
        const qsizetype column = columnOf(members[i].name, qsizetype(i));
        // Only when the file has changed since its names were collected.
        if (column < 0)
            row.fault = Error{ErrorKind::UnknownField,
                {QString::fromUtf8(members[i].name), m_headers.join(QStringLiteral(", "))}, {}};
        else
            row.fields[size_t(column)] = members[i].value;
        if (column >= 0 && members[i].isOdd)
            row.oddFields.push_back(size_t(column));
    }
    return true;
}

std::optional<Error> JsonLinesTable::readError() const
{
    if (m_file.error() == QFile::NoError)
        return std::nullopt;
    return Error{ErrorKind::FileUnreadable, {m_file.fileName(), m_file.errorString()}, {}};
}

} // namespace wd
