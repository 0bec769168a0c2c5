#include "models/channels/curl/shellwords.h"

#include "models/base/phrase.h"

#include <QHash>

namespace wd {

namespace {

Error openQuote(QChar quote)
{
    return {ErrorKind::BadValue,
        {QString(quote), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a quote that ends: is the command whole?"))}, {}};
}

class PosixWords {
public:
    explicit PosixWords(const QString& line)
        : m_line(line)
    {
    }

    Result<QStringList> read()
    {
        while (m_at < m_line.size())
            if (const Result<void> taken = take(); !taken)
                return taken.error();
        endWord();
        return m_words;
    }

private:
    QChar peek(qsizetype ahead = 0) const { return m_at + ahead < m_line.size() ? m_line[m_at + ahead] : QChar(); }
    void add(const QString& text)
    {
        m_word += text;
        m_inWord = true;
    }
    void endWord()
    {
        if (m_inWord)
            m_words += m_word;
        m_word.clear();
        m_inWord = false;
    }

    Result<void> take()
    {
        const QChar next = m_line[m_at++];
        if (next.isSpace())
            endWord();
        else if (next == u'\'')
            return takeSingle();
        else if (next == u'"')
            return takeDouble();
        else if (next == u'$' && peek() == u'\'')
            return takeAnsi();
        else if (next == u'\\')
            takeEscape();
        else
            add(next);
        return {};
    }

    void takeEscape()
    {
        if (peek() == u'\r')
            ++m_at;
        if (m_at >= m_line.size() || m_line[m_at++] == u'\n')
            return; // the line goes on
        add(m_line[m_at - 1]);
    }

    Result<void> takeSingle()
    {
        const qsizetype end = m_line.indexOf(u'\'', m_at);
        if (end < 0)
            return openQuote(u'\'');
        add(m_line.mid(m_at, end - m_at));
        m_at = end + 1;
        return {};
    }

    Result<void> takeDouble()
    {
        static const QString escapable = QStringLiteral("\"\\$`");
        add({});
        while (m_at < m_line.size()) {
            const QChar next = m_line[m_at++];
            if (next == u'"')
                return {};
            if (next == u'\\' && peek() == u'\n')
                ++m_at;
            else if (next == u'\\' && !peek().isNull() && escapable.contains(peek()))
                add(m_line[m_at++]);
            else
                add(next);
        }
        return openQuote(u'"');
    }

    Result<void> takeAnsi()
    {
        add({});
        for (++m_at; m_at < m_line.size();) {
            const QChar next = m_line[m_at++];
            if (next == u'\'')
                return {};
            add(next == u'\\' ? ansiEscape() : QString(next));
        }
        return openQuote(u'\'');
    }

    QString ansiEscape()
    {
        static const QHash<QChar, QChar> plain{{u'n', u'\n'}, {u't', u'\t'}, {u'r', u'\r'}, {u'a', u'\a'},
            {u'b', u'\b'}, {u'f', u'\f'}, {u'v', u'\v'}, {u'e', u'\x1b'}};
        const QChar kind = peek();
        ++m_at;
        if (kind == u'x')
            return number(16, 2);
        if (kind == u'u')
            return number(16, 4);
        if (kind == u'U')
            return number(16, 8);
        if (kind >= u'0' && kind <= u'7') {
            --m_at;
            return number(8, 3);
        }
        return plain.value(kind, kind);
    }

    QString number(int base, int most)
    {
        char32_t value = 0;
        for (int digits = 0; digits < most; ++digits, ++m_at) {
            bool isDigit = false;
            const int digit = QString(peek()).toInt(&isDigit, base);
            if (!isDigit)
                break;
            value = value * char32_t(base) + char32_t(digit);
        }
        return QString::fromUcs4(&value, 1);
    }

    const QString& m_line;
    qsizetype m_at = 0;
    QString m_word;
    bool m_inWord = false;
    QStringList m_words;
};

// What cmd.exe hands on: carets take away what a letter means to it, but not between quotes.
QString withoutCarets(const QString& line)
{
    QString plain;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'^' && !quoted) {
            if (line.mid(i + 1, 2) == QLatin1String("\r\n"))
                i += 2;
            else if (++i < line.size() && line[i] != u'\n')
                plain += line[i];
            continue;
        }
        quoted = quoted != (line[i] == u'"');
        plain += line[i];
    }
    return plain;
}

// By the rules of Microsoft's C library.
Result<QStringList> windowsWords(const QString& line)
{
    QStringList words;
    QString word;
    bool inWord = false;
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        qsizetype slashes = 0;
        for (; i < line.size() && line[i] == u'\\'; ++i)
            ++slashes;
        const bool quote = i < line.size() && line[i] == u'"';
        word += QString(quote ? slashes / 2 : slashes, u'\\');
        inWord = inWord || slashes > 0;
        if (i >= line.size())
            break;
        if (quote && slashes % 2 == 0) {
            const bool twice = quoted && i + 1 < line.size() && line[i + 1] == u'"';
            if (twice)
                word += line[++i];
            else
                quoted = !quoted;
            inWord = true;
        } else if (line[i].isSpace() && !quoted) {
            if (inWord)
                words += word;
            word.clear();
            inWord = false;
        } else {
            word += line[i];
            inWord = true;
        }
    }
    if (quoted)
        return openQuote(u'"');
    if (inWord)
        words += word;
    return words;
}

bool isForCmd(const QString& line)
{
    return line.contains(QLatin1String("^\n")) || line.contains(QLatin1String("^\r\n"))
        || line.contains(QLatin1String("^\""));
}

} // namespace

Result<QStringList> shellWords(const QString& line)
{
    if (isForCmd(line))
        return windowsWords(withoutCarets(line));
    QString posix = line;
    posix.replace(QLatin1String("`\r\n"), QLatin1String(" ")).replace(QLatin1String("`\n"), QLatin1String(" "));
    return PosixWords(posix).read();
}

} // namespace wd
