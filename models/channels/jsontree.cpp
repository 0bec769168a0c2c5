#include "models/channels/jsontree.h"

#include "models/base/phrase.h"

#include <QSet>
#include <QStringDecoder>

#include <optional>

namespace wd {

const JsonNode* JsonNode::member(const QString& key) const
{
    for (const auto& [name, value] : members)
        if (name == key)
            return &value;
    return nullptr;
}

namespace {

constexpr int deepest = 64;

class Parser {
public:
    explicit Parser(const QString& text)
        : m_text(text)
    {
    }

    Result<JsonNode> document()
    {
        JsonNode root = value(0);
        skipSpace();
        if (!m_error && m_at < m_text.size())
            fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "something stands behind the end")));
        return m_error ? Result<JsonNode>(*m_error) : Result<JsonNode>(std::move(root));
    }

private:
    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    void advance()
    {
        if (m_text[m_at] == u'\n') {
            ++m_line;
            m_column = 1;
        } else if (!m_text[m_at].isLowSurrogate()) {
            ++m_column;
        }
        ++m_at;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && (peek() == u' ' || peek() == u'\n' || peek() == u'\r' || peek() == u'\t'))
            advance();
    }

    void fail(const QString& message)
    {
        if (!m_error)
            m_error = Error{ErrorKind::NotJson, {message, QString::number(m_line), QString::number(m_column)}, {}};
    }

    JsonNode value(int depth)
    {
        skipSpace();
        JsonNode node;
        node.line = m_line;
        node.column = m_column;
        if (depth >= deepest && (peek() == u'{' || peek() == u'['))
            fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "nested deeper than %1"), {QString::number(deepest)}));
        else if (m_at >= m_text.size())
            fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the text ends where a value should be")));
        else if (peek() == u'{')
            object(node, depth);
        else if (peek() == u'[')
            array(node, depth);
        else if (peek() == u'"')
            string(node);
        else if (peek() == u'-' || peek().isDigit())
            number(node);
        else
            word(node);
        return node;
    }

    void string(JsonNode& node)
    {
        node.kind = JsonNode::Kind::String;
        node.text = stringText();
    }

    QString stringText()
    {
        QString text;
        advance();
        while (!m_error && peek() != u'"') {
            if (m_at >= m_text.size())
                fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the text ends inside a string")));
            else if (peek() < u' ')
                fail(phrase(QT_TRANSLATE_NOOP(
                    "wd::Phrase", "a control character stands in a string; write it as \\n, \\t or \\u…")));
            else if (peek() == u'\\')
                escape(text);
            else {
                text += peek();
                advance();
            }
        }
        if (!m_error)
            advance();
        return text;
    }

    void escape(QString& text)
    {
        static const QString names = QStringLiteral("\"\\/bfnrt");
        static const QString meanings = QStringLiteral("\"\\/\b\f\n\r\t");
        advance();
        if (peek() == u'u')
            return unicode(text);
        const qsizetype which = m_at < m_text.size() ? names.indexOf(peek()) : -1;
        if (which < 0)
            return fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "there is no such escape")));
        text += meanings[which];
        advance();
    }

    // From the "u" on. A surrogate means something only as half of a pair.
    void unicode(QString& text)
    {
        const std::optional<QChar> first = hexDigits();
        if (!first)
            return;
        text += *first;
        if (first->isLowSurrogate())
            return fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "half a surrogate pair")));
        if (!first->isHighSurrogate())
            return;
        if (!QStringView(m_text).sliced(m_at).startsWith(QLatin1String("\\u")))
            return fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "half a surrogate pair")));
        advance();
        const std::optional<QChar> second = hexDigits();
        if (!second)
            return;
        text += *second;
        if (!second->isLowSurrogate())
            fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "half a surrogate pair")));
    }

    std::optional<QChar> hexDigits()
    {
        advance();
        ushort code = 0;
        for (int i = 0; i < 4; ++i) {
            static const QString digits = QStringLiteral("0123456789abcdef");
            const qsizetype digit = m_at < m_text.size() ? digits.indexOf(peek().toLower()) : -1;
            if (digit < 0) {
                fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "\\u wants four hexadecimal digits")));
                return std::nullopt;
            }
            code = static_cast<ushort>(code * 16 + digit);
            advance();
        }
        return QChar(code);
    }

    void number(JsonNode& node)
    {
        node.kind = JsonNode::Kind::Number;
        const qsizetype from = m_at;
        if (peek() == u'-')
            advance();
        if (peek() == u'0')
            advance();
        else
            digits();
        if (peek() == u'.') {
            advance();
            digits();
        }
        if (peek() == u'e' || peek() == u'E') {
            advance();
            if (peek() == u'+' || peek() == u'-')
                advance();
            digits();
        }
        node.text = m_text.mid(from, m_at - from);
    }

    void digits()
    {
        if (peek() < u'0' || peek() > u'9')
            fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a digit is missing in a number")));
        while (peek() >= u'0' && peek() <= u'9')
            advance();
    }

    void word(JsonNode& node)
    {
        struct Word {
            QLatin1String text;
            JsonNode::Kind kind;
        };
        for (const Word& word :
            {Word{QLatin1String("true"), JsonNode::Kind::True}, Word{QLatin1String("false"), JsonNode::Kind::False},
                Word{QLatin1String("null"), JsonNode::Kind::Null}})
            if (QStringView(m_text).mid(m_at).startsWith(word.text)) {
                node.kind = word.kind;
                for (qsizetype i = 0; i < word.text.size(); ++i)
                    advance();
                return;
            }
        fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a value should be here, not “%1”"), {QString(peek())}));
    }

    void array(JsonNode& node, int depth)
    {
        node.kind = JsonNode::Kind::Array;
        advance();
        skipSpace();
        if (peek() == u']')
            return advance();
        while (!m_error) {
            node.items += value(depth + 1);
            if (endsAt(u']'))
                return;
        }
    }

    void object(JsonNode& node, int depth)
    {
        node.kind = JsonNode::Kind::Object;
        QSet<QString> keys;
        advance();
        skipSpace();
        if (peek() == u'}')
            return advance();
        while (!m_error) {
            skipSpace();
            if (peek() != u'"')
                return fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a key in quotes should be here")));
            const int line = m_line;
            const int column = m_column;
            const QString key = stringText();
            if (keys.contains(key) && !m_error)
                m_error = Error{ErrorKind::DuplicateKey, {key, QString::number(line), QString::number(column)}, {}};
            keys.insert(key);
            skipSpace();
            if (peek() != u':')
                return fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "“:” is missing behind a key")));
            advance();
            node.members.append({key, value(depth + 1)});
            if (endsAt(u'}'))
                return;
        }
    }

    // True at the end of the list; else the comma is passed.
    bool endsAt(QChar end)
    {
        if (m_error)
            return true;
        skipSpace();
        const QChar found = peek();
        if (found != end && found != u',') {
            fail(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "“,” or “%1” should be here"), {QString(end)}));
            return true;
        }
        advance();
        return found == end;
    }

    const QString& m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_column = 1;
    std::optional<Error> m_error;
};

} // namespace

Result<JsonNode> parseJson(const QByteArray& json)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(json);
    if (utf8.hasError())
        return Error{ErrorKind::NotJson,
            {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the text is not UTF-8")), QStringLiteral("1"),
                QStringLiteral("1")},
            {}};
    return Parser(text).document();
}

void writeJsonString(QByteArray& out, const QString& text)
{
    static const char hex[] = "0123456789abcdef";
    const QByteArray utf8 = text.toUtf8();
    out += '"';
    for (const char byte : utf8) {
        switch (byte) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\f':
            out += "\\f";
            break;
        default:
            if (static_cast<quint8>(byte) < 0x20) {
                out += "\\u00";
                out += hex[byte >> 4];
                out += hex[byte & 15];
            } else {
                out += byte;
            }
        }
    }
    out += '"';
}

} // namespace wd
