#include "models/audience/importing/tables/csvreader.h"

#include <QUtf8StringView>

#include <algorithm>
#include <cstring>

namespace wd {

namespace {
constexpr qsizetype maxRowBytes = 8 * CsvReader::maxFieldBytes;
constexpr int linesToLookAt = 20;
} // namespace

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
        bool endless = false;
        while (!endless && scanRow(fault) == Scan::NeedMore) {
            endless = m_buffer.size() - m_rowBegin > maxRowBytes;
            if (!endless)
                refill();
        }
        if (m_quoteAt >= 0 && quoteIsNone(fault, endless)) {
            fault = ErrorKind::UnclosedQuote;
            goBackBehindQuote();
        } else if (endless) {
            fault = skipRow();
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
    m_quoteAt = -1;
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
        const bool textFollows = m_at < m_buffer.size() && !m_special[uchar(m_buffer.at(m_at))];
        if (textFollows && m_quoteAt == m_fields.back().begin - 1) {
            fault = ErrorKind::UnclosedQuote; // or closed lines further down, where another one opens
            m_fields.back().begin = m_quoteAt;
            endsRow = true;
            return Scan::Done;
        }
    }
    const qsizetype rest = m_at;
    if (scanPlain(endsRow) == Scan::NeedMore)
        return Scan::NeedMore;
    Field& field = m_fields.back();
    const qsizetype end = m_at;
    if (!quoted) {
        field.end = end;
    } else if (end != rest) {
        fault = ErrorKind::TextAfterQuote;
        field = {field.begin - 1, end, false};
    }
    if (fault != ErrorKind::UnclosedQuote && field.end - field.begin > maxFieldBytes)
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
        if (byte == '\n' || (byte == '\r' && (m_at + 1 >= size || bytes[m_at + 1] != '\n'))) {
            ++m_newLines;
            m_quoteAt = field.begin - 1;
        }
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
    field = {field.begin - 1, m_at, false};
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
            if (!refill()) {
                m_newLines -= previous == '\n' || previous == '\r' ? 1 : 0;
                return quoted ? ErrorKind::UnclosedQuote : ErrorKind::FieldTooLong;
            }
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
    return std::all_of(m_fields.begin(), m_fields.end(), [this](const Field& field) {
        return trimmedField({m_buffer.constData() + field.begin, field.end - field.begin}).isEmpty();
    });
}

qsizetype CsvReader::lineEndFrom(qsizetype at) const
{
    const auto isEnd = [](char byte) { return byte == '\n' || byte == '\r'; };
    return std::find_if(m_buffer.begin() + at, m_buffer.end(), isEnd) - m_buffer.begin();
}

// Whether the last quote that holds line ends is none: it is never closed, text follows it, or it takes in rows.
bool CsvReader::quoteIsNone(Fault fault, bool endless) const
{
    if (fault == ErrorKind::UnclosedQuote)
        return m_fields.back().begin == m_quoteAt;
    const bool odd = endless || fault || (m_columns > 0 && m_fields.size() != m_columns);
    return odd && looksLikeRows(lineEndFrom(m_quoteAt), m_at);
}

// Whether most of the first lines have as many fields as the row before.
bool CsvReader::looksLikeRows(qsizetype begin, qsizetype end) const
{
    int lines = 0;
    int alike = 0;
    for (qsizetype at = begin; lines < linesToLookAt; ++lines) {
        while (at < end && (m_buffer.at(at) == '\n' || m_buffer.at(at) == '\r'))
            ++at;
        const qsizetype lineEnd = lineEndFrom(at);
        if (lineEnd >= end)
            break;
        const QByteArrayView line(m_buffer.constData() + at, lineEnd - at);
        alike += size_t(std::count(line.begin(), line.end(), m_delimiter)) + 1 == m_columns ? 1 : 0;
        at = lineEnd;
    }
    return lines > 0 && alike * 2 > lines;
}

// The row ends with the line in which its last quote opens; its last field is what stands there from the quote on.
void CsvReader::goBackBehindQuote()
{
    const auto isBehind = [this](const Field& field) { return field.begin >= m_quoteAt; };
    m_fields.erase(std::find_if(m_fields.begin(), m_fields.end(), isBehind), m_fields.end());
    m_at = lineEndFrom(m_quoteAt);
    m_fields.push_back({m_quoteAt, m_at, false});
    m_newLines = 0;
    for (qsizetype at = lineEndFrom(m_rowBegin); at < m_at; at = lineEndFrom(at + 1)) {
        m_newLines += 1;
        at += m_buffer.at(at) == '\r' && m_buffer.at(at + 1) == '\n' ? 1 : 0;
    }
    scanLineEnd();
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
    else if (fault == ErrorKind::UnclosedQuote && m_fields.empty())
        row.fault = Error{*fault, {QString::number(m_line + m_newLines)}, {}};
    else if (fault)
        row.fault = Error{*fault, {}, {}};
    else
        m_columns = m_fields.size();
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
