#include "models/audience/importing/tables/jsonsource.h"

#include <algorithm>

namespace wd {

namespace {

bool isSpace(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

} // namespace

JsonSource::JsonSource(std::function<QByteArray()> source, Layout layout)
    : m_source(std::move(source))
    , m_layout(layout)
{
}

bool JsonSource::next(Piece& piece)
{
    piece.fault.reset();
    piece.text = {};
    return m_layout == Layout::Lines ? nextLine(piece)
        : m_layout == Layout::Array  ? nextElement(piece)
                                     : nextObject(piece);
}

// Appends what the source has; what was handed out is dropped.
bool JsonSource::refill()
{
    m_buffer.remove(0, m_at);
    m_at = 0;
    const QByteArray more = m_source();
    m_buffer += more;
    return !more.isEmpty();
}

void JsonSource::advance(qsizetype bytes)
{
    for (const qsizetype end = m_at + bytes; m_at < end; ++m_at) {
        const char byte = m_buffer.at(m_at);
        if (byte == '\n') {
            ++m_line;
            m_column = 1;
        } else if ((uchar(byte) & 0xC0) != 0x80) {
            ++m_column;
        }
    }
}

// False: the stream ends before anything else.
bool JsonSource::skipSpace()
{
    for (;;) {
        while (m_at < m_buffer.size() && isSpace(m_buffer.at(m_at)))
            advance(1);
        if (m_at < m_buffer.size())
            return true;
        if (!refill())
            return false;
    }
}

// Where the line that begins here ends in the buffer; beyond maxBytes the search gives up.
qsizetype JsonSource::endOfLine()
{
    qsizetype looked = 0;
    for (;;) {
        const qsizetype end = m_buffer.indexOf('\n', m_at + looked);
        if (end >= 0)
            return end;
        looked = m_buffer.size() - m_at;
        if (looked > maxBytes || !refill())
            return m_buffer.size();
    }
}

bool JsonSource::nextLine(Piece& piece)
{
    if (!skipSpace())
        return false;
    piece.line = m_line;
    piece.column = m_column;
    qsizetype end = endOfLine();
    if (end - m_at > maxBytes) {
        piece.fault = Error{ErrorKind::FieldTooLong, {QString::number(maxBytes)}, {}};
        while (end == m_buffer.size()) {
            advance(end - m_at);
            if (!refill())
                return true;
            end = endOfLine();
        }
        advance(end - m_at);
        return true;
    }
    const qsizetype begin = m_at;
    advance(end - begin);
    piece.text = QByteArrayView(m_buffer).sliced(begin, end - begin);
    return true;
}

qsizetype JsonSource::endOfElement()
{
    int depth = 0;
    bool quoted = false;
    for (qsizetype length = 0;; ++length) {
        if (m_at + length == m_buffer.size() && (length > maxBytes || !refill()))
            return length > maxBytes ? m_buffer.size() : -1;
        const char byte = m_buffer.at(m_at + length);
        if (quoted) {
            if (byte == '\\') {
                ++length;
                if (m_at + length == m_buffer.size() && !refill())
                    return -1;
            } else if (byte == '"') {
                quoted = false;
            }
            continue;
        }
        if (depth == 0 && (byte == ',' || byte == ']' || byte == '}'))
            return m_at + length;
        quoted = byte == '"';
        depth += byte == '{' || byte == '[' ? 1 : byte == '}' || byte == ']' ? -1 : 0;
        if (depth == 0 && (byte == '}' || byte == ']'))
            return m_at + length + 1;
    }
}

bool JsonSource::breakOff(Piece& piece, const char* message)
{
    m_ended = true;
    piece.line = m_line;
    piece.column = m_column;
    const QStringList arguments{QString::fromLatin1(message), QString::number(m_line), QString::number(m_column)};
    piece.fault = Error{ErrorKind::NotJson, arguments, {}};
    return true;
}

bool JsonSource::nextElement(Piece& piece)
{
    if (m_ended)
        return false;
    if (!skipSpace())
        return breakOff(piece, "the array is not closed");
    const bool first = !m_begun;
    if (first) {
        m_begun = true;
        advance(1); // the bracket
        if (!skipSpace())
            return breakOff(piece, "the array is not closed");
    }
    if (m_buffer.at(m_at) == ']') {
        advance(1);
        m_ended = true;
        return skipSpace() && breakOff(piece, "something follows the array");
    }
    if (!first) {
        if (m_buffer.at(m_at) != ',')
            return breakOff(piece, "a comma or ] was expected");
        advance(1);
        if (!skipSpace())
            return breakOff(piece, "the array is not closed");
    }
    return takeElement(piece);
}

bool JsonSource::nextObject(Piece& piece)
{
    return !m_ended && skipSpace() && takeElement(piece);
}

bool JsonSource::takeElement(Piece& piece)
{
    const qsizetype end = endOfElement();
    if (end < 0)
        return breakOff(piece, "the file ends within a value");
    if (end == m_at)
        return breakOff(piece, "a value was expected");
    if (end - m_at > maxBytes) {
        breakOff(piece, "a value is too long");
        piece.fault = Error{ErrorKind::FieldTooLong, {QString::number(maxBytes)}, {}};
        return true;
    }
    piece.line = m_line;
    piece.column = m_column;
    const qsizetype begin = m_at;
    advance(end - begin);
    piece.text = QByteArrayView(m_buffer).sliced(begin, end - begin);
    return true;
}

} // namespace wd
