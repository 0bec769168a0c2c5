#include "models/campaigns/templatelexer.h"

#include "models/base/phrase.h"

#include <cmath>

namespace wd {

namespace {

using Kind = TemplateToken::Kind;

bool startsWord(QChar c)
{
    return c.isLetter() || c == u'_' || c.isSurrogate() || c.isMark();
}

bool continuesWord(QChar c)
{
    return startsWord(c) || c.isDigit() || c.isNumber() || c == u'-' || c == u'?';
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

// Reads up to `most` digits of `base` from `at` on, as \u and \NNN do.
QChar escapedUnit(QStringView text, qsizetype& at, int base, int most)
{
    int value = 0;
    for (int count = 0; count < most && at < text.size(); ++count, ++at) {
        bool ok = false;
        const int digit = text.mid(at, 1).toInt(&ok, base);
        if (!ok)
            break;
        value = value * base + digit;
    }
    return QChar(char16_t(value));
}

// The text between quotes with its \n, \", \u4f1a … resolved, as JavaScript does.
QString unescaped(QStringView text)
{
    static constexpr QStringView letters = u"bfnrtv";
    static constexpr QStringView meanings = u"\b\f\n\r\t\v";
    QString result;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at] != u'\\' || at + 1 == text.size()) {
            result += text[at++];
            continue;
        }
        const QChar c = text[++at];
        const qsizetype letter = letters.indexOf(c);
        if (letter >= 0) {
            result += meanings[letter];
            ++at;
        } else if (c == u'u') {
            result += escapedUnit(text, ++at, 16, 4);
        } else if (c >= u'0' && c <= u'7') {
            result += escapedUnit(text, at, 8, 3);
        } else {
            result += c;
            ++at;
        }
    }
    return result;
}

} // namespace

TemplateLexer::TemplateLexer(const QString& source)
    : m_source(source)
{
}

QString TemplateLexer::text(TemplateOpening& opening)
{
    const qsizetype from = m_at;
    qsizetype at = from;
    while (at < m_source.size() && !startsWith(at, u"{{") && !startsWith(at, u"{%"))
        ++at;
    const bool isEnd = at >= m_source.size();
    opening = isEnd ? TemplateOpening::End : startsWith(at, u"{{") ? TemplateOpening::Output : TemplateOpening::Tag;
    const bool trimsBefore = startsWith(at + 2, u"-") && !isEnd;
    const QString text = trimmedText(m_source.mid(from, at - from), m_trimNext, trimsBefore);
    m_trimNext = false;
    m_inTag = opening == TemplateOpening::Tag;
    m_openedAt = at;
    m_at = isEnd ? at : at + (trimsBefore ? 3 : 2);
    return text;
}

const TemplateToken& TemplateLexer::peek()
{
    if (!m_peeked)
        m_peeked = next();
    return *m_peeked;
}

TemplateToken TemplateLexer::take()
{
    peek();
    TemplateToken token = std::move(*m_peeked);
    m_peeked.reset();
    return token;
}

QString TemplateLexer::takeKey()
{
    m_at = afterSpace(m_at);
    const QString word = wordAt(m_at);
    m_at += word.size();
    return word;
}

void TemplateLexer::close(const QString& expected)
{
    const TemplateToken token = take();
    if (token.kind != Kind::Close)
        failAt(token, expected.isEmpty() ? closing() : expected);
}

QString TemplateLexer::verbatim(const QString& endName)
{
    const qsizetype from = m_at;
    for (qsizetype at = m_source.indexOf(u"{%", from); at >= 0; at = m_source.indexOf(u"{%", at + 1)) {
        qsizetype end = afterSpace(at + (startsWith(at + 2, u"-") ? 3 : 2));
        if (wordAt(end) != endName)
            continue;
        m_inTag = true;
        m_openedAt = at;
        m_at = end + endName.size();
        skipToClose();
        return m_source.mid(from, at - from);
    }
    const QString name = endName.mid(3);
    fail(m_openedAt, QStringLiteral("{% %1 %}").arg(name),
        phrase(QT_TRANSLATE_NOOP("wd::Phrase", "%1 after it"), {QStringLiteral("{% %1 %}").arg(endName)}));
    return {};
}

void TemplateLexer::skipToClose()
{
    m_peeked.reset();
    const qsizetype end = m_source.indexOf(u"%}", m_at);
    if (end < 0) {
        fail(m_openedAt, snippet(m_openedAt), closing());
        return;
    }
    m_trimNext = end > m_at && m_source[end - 1] == u'-';
    m_at = end + 2;
}

void TemplateLexer::fail(qsizetype at, const QString& found, const QString& expected)
{
    if (!m_error)
        m_error = Error{ErrorKind::TemplateSyntax, {found, expected}, position(at).text()};
    m_at = m_source.size();
    m_peeked.reset();
}

void TemplateLexer::failAt(const TemplateToken& token, const QString& expected)
{
    if (token.kind == Kind::End)
        fail(m_openedAt, snippet(m_openedAt), closing());
    else
        fail(token.at, token.text, expected);
}

// Asked for in the order of the text, so counting goes on from the last place.
TemplatePosition TemplateLexer::position(qsizetype at) const
{
    if (at < m_countedTo) {
        m_countedTo = 0;
        m_counted = {};
    }
    for (; m_countedTo < at; ++m_countedTo) {
        const bool isLineEnd = m_source[m_countedTo] == u'\n';
        m_counted.line += isLineEnd ? 1 : 0;
        m_counted.column = isLineEnd ? 1 : m_counted.column + 1;
    }
    return m_counted;
}

TemplateToken TemplateLexer::next()
{
    m_at = afterSpace(m_at);
    if (m_at >= m_source.size())
        return {Kind::End, m_at, {}, {}};
    const qsizetype from = m_at;
    const qsizetype close = from + (isTrimDash(from) ? 1 : 0);
    if (startsWith(close, closing())) {
        m_trimNext = close > from;
        m_at = close + 2;
        return {Kind::Close, from, m_source.mid(from, m_at - from), {}};
    }
    const QChar c = m_source[from];
    if (c == u'"' || c == u'\'')
        return quoted();
    const bool isSigned = (c == u'-' || c == u'+') && from + 1 < m_source.size() && isDigit(m_source[from + 1]);
    if (isDigit(c) || isSigned)
        return number();
    if (startsWord(c)) {
        const QString word = wordAt(from);
        m_at += word.size();
        return {Kind::Word, from, word, {}};
    }
    return sign();
}

TemplateToken TemplateLexer::quoted()
{
    const qsizetype from = m_at;
    const QChar quote = m_source[m_at++];
    while (m_at < m_source.size() && m_source[m_at] != quote)
        m_at += m_source[m_at] == u'\\' ? 2 : 1;
    if (m_at >= m_source.size()) {
        fail(from, snippet(from), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a closing %1"), {QString(quote)}));
        return {Kind::End, from, {}, {}};
    }
    ++m_at;
    const QString text = m_source.mid(from, m_at - from);
    return {Kind::Text, from, text, unescaped(QStringView(text).mid(1, text.size() - 2))};
}

TemplateToken TemplateLexer::number()
{
    const qsizetype from = m_at++;
    bool hasPoint = false;
    while (m_at < m_source.size() && (isDigit(m_source[m_at]) || (m_source[m_at] == u'.' && !hasPoint)))
        hasPoint = m_source[m_at++] == u'.' || hasPoint;
    const qsizetype end = m_at;
    while (m_at < m_source.size() && continuesWord(m_source[m_at]) && !isTrimDash(m_at))
        ++m_at;
    const QString text = m_source.mid(from, m_at - from);
    if (m_at > end) {
        fail(from, text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a number such as 12 or 0.5")));
        return {Kind::End, from, {}, {}};
    }
    const double number = text.toDouble();
    const bool isWhole = std::trunc(number) == number && std::abs(number) <= 9007199254740991.0;
    return {Kind::Number, from, text, isWhole ? TemplateValue(qint64(number)) : TemplateValue(number)};
}

// A pair such as "==" counts as one; a sign the language does not know is told by the parser.
TemplateToken TemplateLexer::sign()
{
    const qsizetype from = m_at;
    static constexpr QStringView pairs[]
        = {u"==", u"!=", u"<=", u">=", u"<>", u"&&", u"||", u"}}", u"%}", u"{{", u"{%", u".."};
    qsizetype size = 1;
    for (const QStringView pair : pairs)
        if (startsWith(from, pair))
            size = 2;
    m_at += size;
    return {Kind::Sign, from, m_source.mid(from, size), {}};
}

QString TemplateLexer::wordAt(qsizetype at) const
{
    qsizetype end = at;
    while (end < m_source.size() && continuesWord(m_source[end]) && !isTrimDash(end))
        ++end;
    return m_source.mid(at, end - at);
}

bool TemplateLexer::startsWith(qsizetype at, QStringView text) const
{
    return QStringView(m_source).mid(std::min(at, m_source.size())).startsWith(text);
}

bool TemplateLexer::isTrimDash(qsizetype at) const
{
    return m_source[at] == u'-' && startsWith(at + 1, closing());
}

qsizetype TemplateLexer::afterSpace(qsizetype at) const
{
    while (at < m_source.size() && isTemplateSpace(m_source[at]))
        ++at;
    return std::min(at, m_source.size());
}

QString TemplateLexer::snippet(qsizetype from) const
{
    constexpr qsizetype longest = 20;
    const qsizetype lineEnd = m_source.indexOf(u'\n', from);
    qsizetype end = std::min(from + longest, lineEnd < 0 ? m_source.size() : lineEnd);
    end = std::min(end, m_source.size());
    const bool cutsPair = end < m_source.size() && m_source[end].isLowSurrogate();
    return m_source.mid(from, end - from - (cutsPair ? 1 : 0));
}

} // namespace wd
