#include "models/channels/curl/curlcommand.h"

#include "models/base/phrase.h"
#include "models/channels/curl/shellwords.h"

#include <QHash>
#include <QUrl>

#include <cmath>

namespace wd {

namespace {

// curl.se/docs/manpage.html; what takes a value and is not here is told from a flag by this list alone.
enum class Option {
    Method,
    Header,
    Data,
    DataRaw,
    DataUrlencode,
    Json,
    User,
    Url,
    Proxy,
    Agent,
    Referer,
    Cookie,
    MaxTime,
    File,
    Form,
    Upload,
    IgnoredValue,
    Insecure,
    Location,
    Get,
    Head,
    Quiet, // says how cURL itself behaves
};

const QHash<QString, Option>& options()
{
    static const QHash<QString, Option> known{
        {QStringLiteral("-X"), Option::Method},
        {QStringLiteral("--request"), Option::Method},
        {QStringLiteral("-H"), Option::Header},
        {QStringLiteral("--header"), Option::Header},
        {QStringLiteral("-d"), Option::Data},
        {QStringLiteral("--data"), Option::Data},
        {QStringLiteral("--data-ascii"), Option::Data},
        {QStringLiteral("--data-binary"), Option::Data},
        {QStringLiteral("--data-raw"), Option::DataRaw},
        {QStringLiteral("--data-urlencode"), Option::DataUrlencode},
        {QStringLiteral("--json"), Option::Json},
        {QStringLiteral("-u"), Option::User},
        {QStringLiteral("--user"), Option::User},
        {QStringLiteral("--url"), Option::Url},
        {QStringLiteral("-x"), Option::Proxy},
        {QStringLiteral("--proxy"), Option::Proxy},
        {QStringLiteral("-A"), Option::Agent},
        {QStringLiteral("--user-agent"), Option::Agent},
        {QStringLiteral("-e"), Option::Referer},
        {QStringLiteral("--referer"), Option::Referer},
        {QStringLiteral("-b"), Option::Cookie},
        {QStringLiteral("--cookie"), Option::Cookie},
        {QStringLiteral("-m"), Option::MaxTime},
        {QStringLiteral("--max-time"), Option::MaxTime},
        {QStringLiteral("--cacert"), Option::File},
        {QStringLiteral("-E"), Option::File},
        {QStringLiteral("--cert"), Option::File},
        {QStringLiteral("--key"), Option::File},
        {QStringLiteral("-F"), Option::Form},
        {QStringLiteral("--form"), Option::Form},
        {QStringLiteral("--form-string"), Option::Form},
        {QStringLiteral("-T"), Option::Upload},
        {QStringLiteral("--upload-file"), Option::Upload},
        {QStringLiteral("-k"), Option::Insecure},
        {QStringLiteral("--insecure"), Option::Insecure},
        {QStringLiteral("-L"), Option::Location},
        {QStringLiteral("--location"), Option::Location},
        {QStringLiteral("-G"), Option::Get},
        {QStringLiteral("--get"), Option::Get},
        {QStringLiteral("-I"), Option::Head},
        {QStringLiteral("--head"), Option::Head},
        {QStringLiteral("-o"), Option::IgnoredValue},
        {QStringLiteral("--output"), Option::IgnoredValue},
        {QStringLiteral("-w"), Option::IgnoredValue},
        {QStringLiteral("--write-out"), Option::IgnoredValue},
        {QStringLiteral("-c"), Option::IgnoredValue},
        {QStringLiteral("--cookie-jar"), Option::IgnoredValue},
        {QStringLiteral("--connect-timeout"), Option::IgnoredValue},
        {QStringLiteral("--retry"), Option::IgnoredValue},
        {QStringLiteral("--retry-delay"), Option::IgnoredValue},
        {QStringLiteral("--retry-max-time"), Option::IgnoredValue},
        {QStringLiteral("--resolve"), Option::IgnoredValue},
        {QStringLiteral("--interface"), Option::IgnoredValue},
        {QStringLiteral("--limit-rate"), Option::IgnoredValue},
        {QStringLiteral("--noproxy"), Option::IgnoredValue},
        {QStringLiteral("--ciphers"), Option::IgnoredValue},
        {QStringLiteral("--tls-max"), Option::IgnoredValue},
        {QStringLiteral("--max-redirs"), Option::IgnoredValue},
        {QStringLiteral("-D"), Option::IgnoredValue},
        {QStringLiteral("--dump-header"), Option::IgnoredValue},
        {QStringLiteral("-s"), Option::Quiet},
        {QStringLiteral("--silent"), Option::Quiet},
        {QStringLiteral("-S"), Option::Quiet},
        {QStringLiteral("--show-error"), Option::Quiet},
        {QStringLiteral("-v"), Option::Quiet},
        {QStringLiteral("--verbose"), Option::Quiet},
        {QStringLiteral("-i"), Option::Quiet},
        {QStringLiteral("--include"), Option::Quiet},
        {QStringLiteral("-f"), Option::Quiet},
        {QStringLiteral("--fail"), Option::Quiet},
        {QStringLiteral("-N"), Option::Quiet},
        {QStringLiteral("--no-buffer"), Option::Quiet},
        {QStringLiteral("-g"), Option::Quiet},
        {QStringLiteral("--globoff"), Option::Quiet},
        {QStringLiteral("--compressed"), Option::Quiet},
        {QStringLiteral("--http1.1"), Option::Quiet},
        {QStringLiteral("--http2"), Option::Quiet},
    };
    return known;
}

bool takesValue(Option option)
{
    return option < Option::Insecure;
}

class Reader {
public:
    explicit Reader(const QStringList& words)
        : m_words(words)
    {
    }

    Result<CurlCommand> read();

private:
    Result<void> takeWord(const QString& word);
    Result<void> takeLong(const QString& word);
    Result<void> takeShort(const QString& word);
    Result<void> take(Option option, const QString& name, const QString& value);
    Result<void> takeHeader(const QString& name, const QString& value);
    void takeData(const QByteArray& data);
    Result<QString> value(const QString& option);
    void setHeader(const QByteArray& name, const QByteArray& value);
    bool hasHeader(const QByteArray& name) const;
    void finish();
    static Error wrong(const QString& option, const QString& value, const QString& right)
    {
        return {ErrorKind::BadValue, {value, right}, option};
    }

    const QStringList& m_words;
    qsizetype m_at = 1;
    CurlCommand m_command;
    bool m_hasData = false;
    bool m_isJson = false;
    bool m_get = false;
    bool m_head = false;
};

Result<CurlCommand> Reader::read()
{
    const QString program = m_words.value(0).section(u'/', -1).section(u'\\', -1).toLower();
    if (program != QLatin1String("curl") && program != QLatin1String("curl.exe"))
        return wrong(
            {}, m_words.value(0).left(40), phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a command that begins with curl")));
    while (m_at < m_words.size()) {
        const QString& word = m_words[m_at++];
        if (word == QLatin1String(";") || word == QLatin1String("&&") || word == QLatin1String("|")
            || word == QLatin1String("--next"))
            break;
        if (const Result<void> taken = takeWord(word); !taken)
            return taken.error();
    }
    if (m_command.url.isEmpty())
        return wrong(QStringLiteral("--url"), {},
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an address such as https://example.com/path")));
    finish();
    return m_command;
}

Result<void> Reader::takeWord(const QString& word)
{
    if (word.startsWith(QLatin1String("--")))
        return takeLong(word);
    if (word.size() > 1 && word.startsWith(u'-'))
        return takeShort(word);
    return take(Option::Url, QStringLiteral("--url"), word);
}

Result<void> Reader::takeLong(const QString& word)
{
    const auto option = options().constFind(word);
    if (option == options().cend()) {
        m_command.ignored += word;
        return {};
    }
    const Result<QString> given = takesValue(*option) ? value(word) : Result<QString>(QString());
    return given ? take(*option, word, *given) : given.error();
}

// -sSXPOST is -s -S -X POST.
Result<void> Reader::takeShort(const QString& word)
{
    for (qsizetype i = 1; i < word.size(); ++i) {
        const QString name = u'-' + word.mid(i, 1);
        const auto option = options().constFind(name);
        if (option == options().cend()) {
            m_command.ignored += name;
            continue;
        }
        if (!takesValue(*option)) {
            if (const Result<void> taken = take(*option, name, {}); !taken)
                return taken;
            continue;
        }
        const Result<QString> given = i + 1 < word.size() ? Result<QString>(word.mid(i + 1)) : value(name);
        return given ? take(*option, name, *given) : given.error();
    }
    return {};
}

Result<QString> Reader::value(const QString& option)
{
    if (m_at >= m_words.size())
        return wrong(option, {}, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a value behind it")));
    return m_words[m_at++];
}

Result<void> Reader::take(Option option, const QString& name, const QString& value)
{
    switch (option) {
    case Option::Method:
        m_command.method = value.toUtf8();
        return {};
    case Option::Header:
        return takeHeader(name, value);
    case Option::Data:
        if (value.startsWith(u'@'))
            return wrong(name, value,
                phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the content of the file itself, in quotes behind --data-raw")));
        takeData(value.toUtf8());
        return {};
    case Option::Json:
        m_isJson = true;
        return take(Option::Data, name, value);
    case Option::DataRaw:
        takeData(value.toUtf8());
        return {};
    case Option::DataUrlencode: {
        const qsizetype equals = value.indexOf(u'=');
        const QByteArray encoded = QUrl::toPercentEncoding(value.mid(equals + 1));
        takeData(equals > 0 ? value.left(equals + 1).toUtf8() + encoded : encoded);
        return {};
    }
    case Option::User:
        m_command.user = value.section(u':', 0, 0);
        m_command.password = Secret(value.section(u':', 1).toUtf8());
        return {};
    case Option::Url:
        if (m_command.url.isEmpty())
            m_command.url = value;
        return {};
    case Option::Proxy:
        m_command.proxy = value.contains(QLatin1String("://")) ? value : QStringLiteral("http://") + value;
        return {};
    case Option::Agent:
        setHeader("User-Agent", value.toUtf8());
        return {};
    case Option::Referer:
        setHeader("Referer", value.toUtf8());
        return {};
    case Option::Cookie:
        setHeader("Cookie", value.toUtf8());
        return {};
    case Option::MaxTime:
        m_command.timeoutSeconds = int(std::ceil(value.toDouble()));
        return {};
    case Option::File:
        m_command.files += value;
        return {};
    case Option::Form:
    case Option::Upload:
        return wrong(name, value,
            phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a request whose content is JSON; channels don't send files")));
    case Option::IgnoredValue:
    case Option::Quiet:
        m_command.ignored += name;
        return {};
    case Option::Insecure:
        m_command.trustsAnything = true;
        return {};
    case Option::Location:
        m_command.followsRedirects = true;
        return {};
    case Option::Get:
        m_get = true;
        return {};
    case Option::Head:
        m_head = true;
        return {};
    }
    Q_UNREACHABLE();
}

// "Name:" takes a header away, "Name;" sends it empty.
Result<void> Reader::takeHeader(const QString& name, const QString& value)
{
    if (value.startsWith(u'@'))
        return wrong(
            name, value, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the headers themselves, one behind each -H")));
    const qsizetype colon = value.indexOf(u':');
    if (colon < 0 && value.endsWith(u';')) {
        m_command.headers.emplaceBack(value.chopped(1).toUtf8(), QByteArray());
        return {};
    }
    if (colon <= 0)
        return wrong(name, value, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a header such as X-Api-Key: value")));
    if (const QString content = value.mid(colon + 1).trimmed(); !content.isEmpty())
        m_command.headers.emplaceBack(value.left(colon).trimmed().toUtf8(), content.toUtf8());
    return {};
}

void Reader::takeData(const QByteArray& data)
{
    if (m_hasData && !m_isJson)
        m_command.body += '&';
    m_command.body += data;
    m_hasData = true;
}

bool Reader::hasHeader(const QByteArray& name) const
{
    return std::any_of(m_command.headers.cbegin(), m_command.headers.cend(),
        [&name](const auto& header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; });
}

void Reader::setHeader(const QByteArray& name, const QByteArray& value)
{
    if (!hasHeader(name))
        m_command.headers.emplaceBack(name, value);
}

void Reader::finish()
{
    if (m_get && m_hasData) {
        m_command.url += (m_command.url.contains(u'?') ? u'&' : u'?') + QString::fromUtf8(m_command.body);
        m_command.body.clear();
        m_hasData = false;
    }
    if (m_hasData)
        setHeader("Content-Type", m_isJson ? "application/json" : "application/x-www-form-urlencoded");
    if (m_command.method.isEmpty())
        m_command.method = m_head ? "HEAD" : m_hasData ? "POST" : "GET";
}

} // namespace

Result<CurlCommand> parseCurl(const QString& text)
{
    const Result<QStringList> words = shellWords(text.trimmed());
    return words ? Reader(*words).read() : words.error();
}

} // namespace wd
