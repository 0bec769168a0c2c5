#include "models/audience/importing/tables/csvreader.h"

#include <QUtf8StringView>

#include <cstring>

namespace wd {

namespace {
constexpr qsizetype maxRowBytes = 8 * CsvReader::maxFieldBytes;
}

CsvReader::CsvReader(std::function<QByteArray()> source, char delimiter, char quote)
    : m_source(std::move(source))
    , m_delimiter(delimiter)
    , m_quote(quote)
    , m_quotes(quote != TableOptions::noQuote)
{
    for (const char special : {delimiter, '\n', '\r'})
        m_special[uchar(special)] = true;
}

bool CsvReader::next(TableRow& row)
{
    for (;;) {
        m_line += m_newLines;
        m_newLines = 0;
        m_rowBegin = m_at;
        if (m_at == m_buffer.size() && !refill())
            return false;
        Fault fault;
        row.line = m_line;
        while (scanRow(fault) == Scan::NeedMore) {
            if (m_buffer.size() - m_rowBegin > maxRowBytes) {
                fault = skipRow();
                break;
            }
            refill();
        }
        if (!fault && isBlank())
            continue;
        finish(row, fault);
        return true;
    }
}

// A row that goes past the buffer is scanned again from its beginning once there is more.
CsvReader::Scan CsvReader::scanRow(Fault& fault)
{
    fault.reset();
    m_fields.clear();
    m_newLines = 0;
    m_at = m_rowBegin;
    for (bool endsRow = false; !endsRow;)
        if (scanField(fault, endsRow) == Scan::NeedMore)
            return Scan::NeedMore;
    return Scan::Done;
}

CsvReader::Scan CsvReader::scanField(Fault& fault, bool& endsRow)
{
    m_fields.push_back({m_at, m_at, false});
    const bool quoted = m_quotes && m_at < m_buffer.size() && m_buffer.at(m_at) == m_quote;
    if (quoted) {
        if (scanQuoted(fault) == Scan::NeedMore)
            return Scan::NeedMore;
    }
    const qsizetype rest = m_at;
    if (scanPlain(endsRow) == Scan::NeedMore)
        return Scan::NeedMore;
    Field& field = m_fields.back();
    const qsizetype end = m_at;
    if (!quoted)
        field.end = end;
    else if (end != rest)
        fault = ErrorKind::TextAfterQuote;
    if (field.end - field.begin > maxFieldBytes)
        fault = ErrorKind::FieldTooLong;
    if (endsRow)
        return scanLineEnd();
    ++m_at; // the delimiter
    return Scan::Done;
}

CsvReader::Scan CsvReader::scanQuoted(Fault& fault)
{
    Field& field = m_fields.back();
    field.begin = ++m_at;
    const char* bytes = m_buffer.constData();
    const qsizetype size = m_buffer.size();
    for (; m_at < size; ++m_at) {
        const char byte = bytes[m_at];
        if (byte == '\n' || (byte == '\r' && (m_at + 1 >= size || bytes[m_at + 1] != '\n')))
            ++m_newLines;
        if (byte != m_quote)
            continue;
        if (m_at + 1 == size && !m_sourceEnded)
            return Scan::NeedMore;
        if (m_at + 1 < size && bytes[m_at + 1] == m_quote) {
            field.doubledQuotes = true;
            ++m_at;
            continue;
        }
        field.end = m_at++;
        return Scan::Done;
    }
    if (!m_sourceEnded)
        return Scan::NeedMore;
    field.end = m_at;
    fault = ErrorKind::UnclosedQuote;
    return Scan::Done;
}

CsvReader::Scan CsvReader::scanPlain(bool& endsRow)
{
    const char* bytes = m_buffer.constData();
    const qsizetype size = m_buffer.size();
    while (m_at < size && !m_special[uchar(bytes[m_at])])
        ++m_at;
    if (m_at == size && !m_sourceEnded)
        return Scan::NeedMore;
    endsRow = m_at == size || bytes[m_at] != m_delimiter;
    return Scan::Done;
}

CsvReader::Scan CsvReader::scanLineEnd()
{
    if (m_at == m_buffer.size())
        return Scan::Done;
    if (m_buffer.at(m_at) == '\r') {
        if (m_at + 1 == m_buffer.size() && !m_sourceEnded)
            return Scan::NeedMore;
        if (m_at + 1 < m_buffer.size() && m_buffer.at(m_at + 1) == '\n')
            ++m_at;
    }
    ++m_at;
    ++m_newLines;
    return Scan::Done;
}

// Brings the row's beginning to the front and appends what the source has.
bool CsvReader::refill()
{
    m_buffer.remove(0, m_rowBegin);
    m_at -= m_rowBegin;
    m_rowBegin = 0;
    const QByteArray more = m_source();
    m_sourceEnded = more.isEmpty();
    m_buffer.append(more);
    return !more.isEmpty();
}

// Passes over the rest of a row that is too long to keep, one buffer at a time.
CsvReader::Fault CsvReader::skipRow()
{
    bool quoted = false;
    bool fieldStarts = true;
    char previous = 0;
    m_newLines = 0;
    m_fields.clear();
    for (m_at = m_rowBegin;; ++m_at) {
        if (m_at == m_buffer.size()) {
            m_rowBegin = m_at;
            if (!refill())
                return quoted ? ErrorKind::UnclosedQuote : ErrorKind::FieldTooLong;
        }
        const char byte = m_buffer.at(m_at);
        if (byte == '\r' || (byte == '\n' && previous != '\r'))
            ++m_newLines;
        if (!quoted && (byte == '\n' || byte == '\r'))
            break;
        // A doubled quote leaves and enters again.
        const bool quote = m_quotes && byte == m_quote && (quoted || fieldStarts);
        if (quote)
            quoted = !quoted;
        fieldStarts = quote || byte == m_delimiter;
        previous = byte;
    }
    const bool mayPair = m_buffer.at(m_at++) == '\r';
    m_rowBegin = m_at;
    if (mayPair && (m_at < m_buffer.size() || refill()) && m_buffer.at(m_at) == '\n')
        m_rowBegin = ++m_at;
    return ErrorKind::FieldTooLong;
}

bool CsvReader::isBlank() const
{
    return m_fields.size() == 1 && m_fields.front().begin == m_rowBegin && m_fields.front().end == m_rowBegin;
}

void CsvReader::finish(TableRow& row, Fault fault)
{
    row.fields.clear();
    row.fault.reset();
    const QByteArrayView bytes(m_buffer.constData() + m_rowBegin, m_at - m_rowBegin);
    if (!fault && std::memchr(bytes.data(), 0, size_t(bytes.size())))
        fault = ErrorKind::NulCharacter;
    else if (!fault && !QUtf8StringView(bytes).isValidUtf8())
        fault = ErrorKind::NotDecodable;
    if (fault == ErrorKind::FieldTooLong)
        row.fault = Error{*fault, {QString::number(maxFieldBytes)}, {}};
    else if (fault)
        row.fault = Error{*fault, {}, {}};
    row.text = fault ? bytes.toByteArray().trimmed() : QByteArray();
    for (const Field& field : m_fields)
        row.fields.push_back(unescaped(field));
}

QByteArrayView CsvReader::unescaped(const Field& field)
{
    char* begin = m_buffer.data() + field.begin;
    if (!field.doubledQuotes)
        return {begin, field.end - field.begin};
    char* out = begin;
    const char* end = m_buffer.constData() + field.end;
    for (const char* in = begin; in < end; ++in) {
        *out++ = *in;
        if (*in == m_quote)
            ++in;
    }
    return {begin, out - begin};
}

} // namespace wd
