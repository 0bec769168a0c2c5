#include "models/audience/importing/tables/jsonrow.h"

#include "models/audience/importing/tables/table.h"
#include "models/base/phrase.h"

#include <QUtf8StringView>

#include <algorithm>

namespace wd {

namespace {

constexpr int maxDepth = 64;

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// -1 unless there are four hexadecimal digits.
int hexUnit(QByteArrayView text)
{
    bool ok = false;
    const int unit = text.size() < 4 ? -1 : text.first(4).toByteArray().toInt(&ok, 16);
    const bool plain = ok && text.front() != '+' && text.front() != '-' && !text.first(4).contains(' ');
    return plain ? unit : -1;
}

qsizetype digitsAt(QByteArrayView text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - at;
}

// How many bytes a number has here by JSON's grammar; 0 when there is none.
qsizetype numberLength(QByteArrayView text)
{
    qsizetype at = text.startsWith('-') ? 1 : 0;
    const qsizetype whole = digitsAt(text, at);
    if (whole == 0 || (whole > 1 && text[at] == '0'))
        return 0;
    at += whole;
    if (at < text.size() && text[at] == '.') {
        const qsizetype fraction = digitsAt(text, at + 1);
        if (fraction == 0)
            return 0;
        at += 1 + fraction;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        const qsizetype exponent = digitsAt(text, at);
        if (exponent == 0)
            return 0;
        at += exponent;
    }
    return at;
}

bool isPlainNumber(QByteArrayView value)
{
    return std::all_of(
        value.begin(), value.end(), [](char byte) { return isDigit(byte) || byte == '-' || byte == '.'; });
}

} // namespace

std::optional<Error> JsonRow::parse(QByteArrayView text, qint64 line, qint64 column)
{
    m_text = text;
    m_at = 0;
    m_line = line;
    m_column = column;
    m_members.clear();
    m_error.reset();
    m_unescaped.clear();
    m_unescaped.reserve(text.size());
    if (text.contains('\0'))
        return Error{ErrorKind::NulCharacter, {}, {}};
    if (!QUtf8StringView(text).isValidUtf8())
        return Error{ErrorKind::NotDecodable, {QStringLiteral("UTF-8")}, {}};
    parseObject();
    return m_error;
}

bool JsonRow::parseObject()
{
    skipSpace();
    if (m_at < m_text.size() && m_text[m_at] != '{') {
        const QString found = m_text[m_at] == '[' ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "list"))
                                                  : phrase(QT_TRANSLATE_NOOP("wd::Phrase", "no object"));
        m_error = Error{ErrorKind::WrongType, {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "object")), found}, {}};
        return false;
    }
    if (!take('{'))
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "an object was expected"));
    skipSpace();
    if (!take('}')) {
        do
            if (!takeMember())
                return false;
        while (take(','));
        if (!take('}'))
            return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a comma or } was expected"));
    }
    skipSpace();
    return m_at == m_text.size() || fail(QT_TRANSLATE_NOOP("wd::Phrase", "something follows the object"));
}

bool JsonRow::takeMember()
{
    Member member;
    skipSpace();
    const qsizetype begin = m_at;
    if (!takeString(member.name))
        return false;
    member.name = trimmedField(member.name);
    if (member.name.isEmpty()) {
        m_at = begin;
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "an empty name"));
    }
    const auto same = [&member](const Member& other) { return other.name == member.name; };
    if (std::any_of(m_members.begin(), m_members.end(), same)) {
        m_at = begin;
        m_error = Error{ErrorKind::DuplicateKey, place(QString::fromUtf8(member.name)), {}};
        return false;
    }
    skipSpace();
    if (!take(':'))
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a colon was expected"));
    skipSpace();
    const bool isText = m_at < m_text.size() && m_text[m_at] == '"';
    if (!takeValue(member.value))
        return false;
    member.isOdd = !isText && !isPlainNumber(member.value);
    skipSpace();
    if (member.value.size() > maxValueBytes) {
        m_error = Error{ErrorKind::FieldTooLong, {QString::number(maxValueBytes)}, QString::fromUtf8(member.name)};
        return false;
    }
    if (m_members.size() == maxMembers) {
        m_error = Error{ErrorKind::TooMany, {QString::number(maxMembers + 1), QString::number(maxMembers)}, {}};
        return false;
    }
    m_members.push_back(member);
    return true;
}

bool JsonRow::takeString(QByteArrayView& string)
{
    const qsizetype begin = m_at + 1;
    if (!skipString())
        return false;
    const QByteArrayView text = m_text.sliced(begin, m_at - 1 - begin);
    if (!text.contains('\\')) {
        string = text;
        return true;
    }
    const qsizetype unescaped = m_unescaped.size();
    for (qsizetype at = 0; at < text.size();)
        if (text[at] != '\\')
            m_unescaped += text[at++];
        else if (!takeEscape(text, at))
            return false;
    string = QByteArrayView(m_unescaped).sliced(unescaped);
    return true;
}

bool JsonRow::takeEscape(QByteArrayView text, qsizetype& at)
{
    static const QByteArray letters("\"\\/bfnrt");
    static const QByteArray meanings("\"\\/\b\f\n\r\t");
    const char letter = text[at + 1];
    if (letter == 'u')
        return takeUnicode(text, at);
    const qsizetype index = letters.indexOf(letter);
    if (index < 0)
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "an unknown escape"));
    m_unescaped += meanings[index];
    at += 2;
    return true;
}

bool JsonRow::takeUnicode(QByteArrayView text, qsizetype& at)
{
    QString character;
    for (int units = 0; units < 2; ++units) {
        const int unit = hexUnit(text.sliced(std::min(at + 2, text.size())));
        if (unit < 0)
            return fail(QT_TRANSLATE_NOOP("wd::Phrase", "four hexadecimal digits were expected"));
        character += QChar(char16_t(unit));
        at += 6;
        if (!character.front().isHighSurrogate() || !text.sliced(at).startsWith("\\u"))
            break;
    }
    if (!QStringView(character).isValidUtf16())
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "half a surrogate pair"));
    if (character.front().isNull()) {
        m_error = Error{ErrorKind::NulCharacter, {}, {}};
        return false;
    }
    m_unescaped += character.toUtf8();
    return true;
}

bool JsonRow::takeValue(QByteArrayView& value)
{
    if (m_at == m_text.size())
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a value was expected"));
    const char first = m_text[m_at];
    if (first == '"')
        return takeString(value);
    if (first != '{' && first != '[')
        return takeScalar(value);
    const qsizetype begin = m_at;
    if (!skipNested(1))
        return false;
    value = m_text.sliced(begin, m_at - begin);
    return true;
}

bool JsonRow::takeScalar(QByteArrayView& value)
{
    const QByteArrayView rest = m_text.sliced(m_at);
    for (const char* word : {"true", "false", "null"})
        if (rest.startsWith(word)) {
            const QByteArrayView found(word);
            m_at += found.size();
            value = found == "null" ? QByteArrayView() : found;
            return true;
        }
    const qsizetype length = numberLength(rest);
    if (length == 0)
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a value was expected"));
    value = rest.first(length);
    m_at += length;
    return true;
}

// Passes over an object or array, checking it.
bool JsonRow::skipNested(int depth)
{
    if (depth > maxDepth)
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "nested too deeply"));
    const bool object = m_text[m_at] == '{';
    const char end = object ? '}' : ']';
    ++m_at;
    skipSpace();
    if (take(end))
        return true;
    do {
        skipSpace();
        if (object) {
            if (!skipString())
                return false;
            skipSpace();
            if (!take(':'))
                return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a colon was expected"));
            skipSpace();
        }
        const char first = m_at < m_text.size() ? m_text[m_at] : '\0';
        QByteArrayView scalar;
        const bool passed = first == '{' || first == '[' ? skipNested(depth + 1)
            : first == '"'                               ? skipString()
                                                         : takeScalar(scalar);
        if (!passed)
            return false;
        skipSpace();
    } while (take(','));
    return take(end)
        || fail(object ? QT_TRANSLATE_NOOP("wd::Phrase", "a comma or } was expected")
                       : QT_TRANSLATE_NOOP("wd::Phrase", "a comma or ] was expected"));
}

bool JsonRow::skipString()
{
    if (!take('"'))
        return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a string was expected"));
    for (; m_at < m_text.size(); ++m_at) {
        const char byte = m_text[m_at];
        if (byte == '"') {
            ++m_at;
            return true;
        }
        if (uchar(byte) < 0x20)
            return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a control character within a string"));
        if (byte == '\\')
            ++m_at;
    }
    m_at = m_text.size();
    return fail(QT_TRANSLATE_NOOP("wd::Phrase", "a string is not closed"));
}

bool JsonRow::take(char byte)
{
    if (m_at == m_text.size() || m_text[m_at] != byte)
        return false;
    ++m_at;
    return true;
}

void JsonRow::skipSpace()
{
    while (m_at < m_text.size()) {
        const char byte = m_text[m_at];
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
            return;
        ++m_at;
    }
}

bool JsonRow::fail(const char* message)
{
    m_error = Error{ErrorKind::NotJson, place(phrase(message)), {}};
    return false;
}

// Followed by the line and column read to; columns count characters.
QStringList JsonRow::place(const QString& first) const
{
    const QByteArrayView before = m_text.first(m_at);
    const qsizetype lineEnd = before.lastIndexOf('\n');
    const QByteArrayView inLine = before.sliced(lineEnd + 1);
    const auto startsCharacter = [](char byte) { return (uchar(byte) & 0xC0) != 0x80; };
    const qint64 characters = std::count_if(inLine.begin(), inLine.end(), startsCharacter);
    const qint64 line = m_line + std::count(before.begin(), before.end(), '\n');
    const qint64 column = (lineEnd < 0 ? m_column : 1) + characters;
    return {first, QString::number(line), QString::number(column)};
}

} // namespace wd
