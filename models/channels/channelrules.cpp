#include "models/channels/channelrules.h"

#include "models/base/phrase.h"
#include "models/base/secret.h"
#include "models/channels/certificates.h"
#include "models/channels/channelcodec.h"
#include "models/channels/contractlibrary.h"
#include "models/channels/contractspec.h"
#include "models/channels/parametervalue.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QSet>
#include <QSslCertificate>
#include <QUrl>

namespace wd {

namespace {

constexpr int longestName = 50;
constexpr int longestField = 64;
constexpr int mostRetries = 10;
constexpr int longestRetry = 86'400;

QString row(const char16_t* table, qsizetype number, const char16_t* field)
{
    return QStringLiteral("%1[%2].%3").arg(QStringView(table)).arg(number).arg(QStringView(field));
}

class Checker {
public:
    Checker(const QString& name, const ChannelSpec& spec, const ContractLibrary& contracts)
        : m_name(name)
        , m_spec(spec)
        , m_bound(contracts.of(spec))
        , m_contract(m_bound ? *m_bound : nullptr)
    {
    }

    Errors check()
    {
        checkName();
        if (const std::optional<Error> fault = urlFault(m_spec.url))
            m_errors += *fault;
        checkContract();
        checkSuccess();
        checkAuth();
        checkRecipientId();
        checkUserAttributes();
        checkTemplateParameters();
        if (m_contract)
            checkMerges(m_contract->spec().body);
        checkLimits();
        checkConnection();
        return m_errors;
    }

private:
    void add(ErrorKind kind, const QStringList& arguments, const QString& where)
    {
        m_errors += Error{kind, arguments, where};
    }

    void checkName()
    {
        const QString place = QStringLiteral("name");
        if (m_name.trimmed().isEmpty())
            add(ErrorKind::Empty, {place}, place);
        else if (m_name.size() > longestName)
            add(ErrorKind::TooMany, {QString::number(m_name.size()), QString::number(longestName)}, place);
    }

    void checkContract()
    {
        if (!m_bound)
            return void(m_errors += m_bound.error());
        const QString method = QString::fromLatin1(m_contract->method());
        if (m_spec.method != method)
            add(ErrorKind::NotOneOf, {m_spec.method, method}, QStringLiteral("method"));
    }

    void checkSuccess()
    {
        if (!m_spec.success)
            return;
        const SuccessRule& rule = *m_spec.success;
        checkRange(rule.lowest, 200, 299, QStringLiteral("success.status"));
        checkRange(rule.highest, rule.lowest, 299, QStringLiteral("success.status"));
        for (qsizetype i = 0; i < rule.where.size(); ++i)
            if (rule.where[i].at.isEmpty())
                add(ErrorKind::Empty, {row(u"success.where", i, u"at")}, row(u"success.where", i, u"at"));
    }

    void checkConnection()
    {
        const Connection& connection = m_spec.connection;
        checkCertificate(connection.authority, QStringLiteral("connection.authority"));
        checkCertificate(connection.certificate, QStringLiteral("connection.certificate"));
        const QUrl proxy(connection.proxy, QUrl::StrictMode);
        const bool isProxy = (proxy.scheme() == QLatin1String("http") || proxy.scheme() == QLatin1String("socks5"))
            && !proxy.host().isEmpty() && proxy.userInfo().isEmpty() && proxy.port(1) != 0
            && (proxy.path().isEmpty() || proxy.path() == QLatin1String("/"));
        if (!connection.proxy.isEmpty() && !isProxy)
            add(ErrorKind::BadValue,
                {connection.proxy, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "http://host:port or socks5://host:port"))},
                QStringLiteral("connection.proxy"));
    }

    void checkCertificate(const QString& pem, const QString& place)
    {
        const auto read = pem.isEmpty() ? Result(QList<QSslCertificate>()) : certificates(pem);
        if (!read)
            add(read.error().kind, read.error().arguments, place);
    }

    void checkAuth()
    {
        const Auth& auth = m_spec.auth;
        // Such a signature made without a key could be anybody's.
        if (m_contract && auth.type != AuthType::SecretKey && !m_contract->checkSecret(Secret()))
            add(ErrorKind::BadValue,
                {authTypeName(auth.type),
                    phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a secret key: this request format signs with it"))},
                QStringLiteral("auth.type"));
        const QString user = QStringLiteral("auth.user");
        if (auth.type == AuthType::Basic && auth.user.isEmpty())
            add(ErrorKind::Empty, {user}, user);
        else if (auth.type == AuthType::Basic && auth.user.contains(u':'))
            add(ErrorKind::BadValue, {auth.user, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a user name without “:”"))},
                user);
        // RFC 9110, 5.6.2: a field name is a token.
        static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"));
        const QByteArray header = auth.header.toLatin1();
        const bool taken = isOwnHeader(header) || (m_contract && m_contract->setsHeader(header));
        if (auth.type == AuthType::Header && (!token.match(auth.header).hasMatch() || taken))
            add(ErrorKind::BadValue,
                {auth.header, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a header's name such as X-Api-Key"))},
                QStringLiteral("auth.header"));
    }

    // True: usable as a parameter's name.
    bool checkField(const QString& name, const QString& place)
    {
        static const QRegularExpression control(QStringLiteral("[\\x00-\\x1f\\x7f]"));
        if (name.trimmed().isEmpty())
            add(ErrorKind::Empty, {place}, place);
        else if (name.size() > longestField)
            add(ErrorKind::TooMany, {QString::number(name.size()), QString::number(longestField)}, place);
        else if (name.contains(control))
            add(ErrorKind::BadValue,
                {name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name without control characters"))}, place);
        else
            return true;
        return false;
    }

    void checkRecipientId()
    {
        if (!m_spec.recipientId) {
            if (m_contract && m_contract->usesRecipientId())
                add(ErrorKind::MissingField, {QStringLiteral("recipientId")}, QStringLiteral("recipientId"));
            return;
        }
        if (checkField(m_spec.recipientId->name, QStringLiteral("recipientId.name")))
            m_userNames.insert(m_spec.recipientId->name);
        if (m_spec.recipientId->attribute.isEmpty())
            add(ErrorKind::Empty, {QStringLiteral("recipientId.attribute")}, QStringLiteral("recipientId.attribute"));
    }

    bool isRecipientIdAgain(const UserAttribute& attribute) const
    {
        return m_spec.recipientId && attribute.name == m_spec.recipientId->name
            && attribute.attribute == m_spec.recipientId->attribute;
    }

    void checkUserAttributes()
    {
        const char16_t* const table = u"userAttributes";
        if (m_spec.userAttributes.size() > maximumRows)
            add(ErrorKind::TooMany, {QString::number(m_spec.userAttributes.size()), QString::number(maximumRows)},
                QStringLiteral("userAttributes"));
        QSet<QString> own;
        for (qsizetype i = 0; i < m_spec.userAttributes.size(); ++i) {
            const UserAttribute& attribute = m_spec.userAttributes[i];
            const QString place = row(table, i, u"name");
            if (checkField(attribute.name, place)) {
                if (own.contains(attribute.name)
                    || (m_userNames.contains(attribute.name) && !isRecipientIdAgain(attribute)))
                    add(ErrorKind::Duplicate, {attribute.name}, place);
                own.insert(attribute.name);
            }
            if (attribute.attribute.isEmpty())
                add(ErrorKind::Empty, {row(table, i, u"attribute")}, row(table, i, u"attribute"));
            if (attribute.missing == Missing::UseDefault && !attribute.defaultValue)
                add(ErrorKind::MissingField, {QStringLiteral("default")}, row(table, i, u"default"));
        }
        m_userNames += own;
    }

    void checkTemplateParameters()
    {
        if (m_spec.templateParameters.size() > maximumRows)
            add(ErrorKind::TooMany, {QString::number(m_spec.templateParameters.size()), QString::number(maximumRows)},
                QStringLiteral("templateParameters"));
        QSet<QString> own;
        for (qsizetype i = 0; i < m_spec.templateParameters.size(); ++i) {
            const TemplateParameter& parameter = m_spec.templateParameters[i];
            const QString place = row(u"templateParameters", i, u"name");
            if (checkField(parameter.name, place)) {
                if (own.contains(parameter.name))
                    add(ErrorKind::Duplicate, {parameter.name}, place);
                own.insert(parameter.name);
            }
            checkValues(parameter, i);
        }
    }

    // One object can't say the same name twice.
    void checkMerges(const JsonNode& node)
    {
        QSet<QString> names;
        const JsonNode* const parts = node.member(QStringLiteral("$merge"));
        for (const JsonNode& part : parts ? parts->items : QList<JsonNode>())
            for (const auto& [name, place] : namesIn(part)) {
                if (const Error twice{ErrorKind::Duplicate, {name}, place};
                    names.contains(name) && !m_errors.contains(twice))
                    m_errors += twice;
                names.insert(name);
            }
        for (const JsonNode& item : node.items)
            checkMerges(item);
        for (const auto& [key, value] : node.members)
            checkMerges(value);
    }

    // With the place of each in the channel.
    QList<std::pair<QString, QString>> namesIn(const JsonNode& part) const
    {
        QList<std::pair<QString, QString>> names;
        for (const auto& [key, value] : part.members)
            names.emplaceBack(key, QStringLiteral("contract"));
        const std::optional<Slot> slot = part.isString() ? slotOf(part.text) : std::nullopt;
        if (slot == Slot::User && m_spec.recipientId)
            names.emplaceBack(m_spec.recipientId->name, QStringLiteral("recipientId.name"));
        for (qsizetype i = 0; slot == Slot::User && i < m_spec.userAttributes.size(); ++i)
            if (!isRecipientIdAgain(m_spec.userAttributes[i]))
                names.emplaceBack(m_spec.userAttributes[i].name, row(u"userAttributes", i, u"name"));
        // A text may differ from person to person, or not: it may stand in either part.
        const bool isOfParameters = slot == Slot::Params || slot == Slot::ParamsShared || slot == Slot::ParamsPersonal;
        for (qsizetype i = 0; isOfParameters && i < m_spec.templateParameters.size(); ++i)
            if (slot != Slot::ParamsPersonal || m_spec.templateParameters[i].type == ParameterType::Text)
                names.emplaceBack(m_spec.templateParameters[i].name, row(u"templateParameters", i, u"name"));
        return names;
    }

    void checkValues(const TemplateParameter& parameter, qsizetype number)
    {
        if (parameter.type == ParameterType::Choice && parameter.choices.isEmpty())
            add(ErrorKind::Empty, {row(u"templateParameters", number, u"choices")},
                row(u"templateParameters", number, u"choices"));
        if (!parameter.defaultValue || parameter.defaultValue->isEmpty())
            return;
        const Result<QString> value = canonicalValue(parameter, *parameter.defaultValue);
        if (!value) {
            Error error = value.error();
            error.where = row(u"templateParameters", number, u"default");
            m_errors += error;
        }
    }

    void checkRange(int value, int lowest, int highest, const QString& where)
    {
        if (value < lowest || value > highest)
            add(ErrorKind::OutOfRange, {QString::number(value), QString::number(lowest), QString::number(highest)},
                where);
    }

    void checkLimits()
    {
        const Limits& limits = m_spec.limits;
        // An unknown contract is a fault of its own: it says nothing about the most.
        const int most = m_contract ? m_contract->maximumBatch() : std::max(limits.batch, 1);
        checkRange(limits.batch, 1, most, QStringLiteral("limits.batch"));
        checkRange(limits.ratePerSecond, 0, 1'000'000, QStringLiteral("limits.ratePerSecond"));
        checkRange(limits.inFlight, 1, 256, QStringLiteral("limits.inFlight"));
        checkRange(limits.timeoutSeconds, 1, 600, QStringLiteral("limits.timeoutSeconds"));
        if (limits.retrySeconds.size() > mostRetries)
            add(ErrorKind::TooMany, {QString::number(limits.retrySeconds.size()), QString::number(mostRetries)},
                QStringLiteral("limits.retries"));
        for (qsizetype i = 0; i < limits.retrySeconds.size(); ++i)
            checkRange(limits.retrySeconds[i], 1, longestRetry, QStringLiteral("limits.retries[%1]").arg(i));
    }

    const QString& m_name;
    const ChannelSpec& m_spec;
    const Result<std::shared_ptr<const Contract>> m_bound;
    const std::shared_ptr<const Contract> m_contract; // none: it is faulty
    QSet<QString> m_userNames;
    Errors m_errors;
};

// Addresses of the cloud's own services and of the link: nothing of the company's lives there.
bool isForbiddenHost(QString host)
{
    while (host.endsWith(u'.')) // the root of all names, which changes nothing
        host.chop(1);
    static const QStringList names{QStringLiteral("metadata.google.internal"),
        QStringLiteral("metadata.tencentyun.com"), QStringLiteral("fd00:ec2::254")};
    if (names.contains(host, Qt::CaseInsensitive))
        return true;
    QHostAddress address(host);
    bool isMapped = false;
    const quint32 inside = address.toIPv4Address(&isMapped); // also of ::ffff:169.254.0.1
    if (isMapped)
        address = QHostAddress(inside);
    return address.isLinkLocal() || address == QHostAddress(QStringLiteral("100.100.100.200"));
}

TemplateParameter parameter(const QString& name, const QString& label, ParameterType type)
{
    TemplateParameter parameter;
    parameter.name = name;
    parameter.label = label;
    parameter.type = type;
    return parameter;
}

} // namespace

bool needsSecrets(const ChannelSpec& spec)
{
    return spec.auth.type != AuthType::None || !spec.connection.certificate.isEmpty();
}

bool hasSecretsFor(const ChannelSpec& spec, const ChannelSecrets& secrets)
{
    return (spec.auth.type == AuthType::None || !secrets.secret.isEmpty())
        && (spec.connection.certificate.isEmpty() || !secrets.clientKey.isEmpty());
}

bool isOwnHeader(const QByteArray& name)
{
    for (const char* own : {"Host", "Content-Length", "Transfer-Encoding", "Connection", "TE", "Upgrade", "Expect",
             "Trailer", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection"})
        if (name.compare(own, Qt::CaseInsensitive) == 0)
            return true;
    return false;
}

Errors channelFaults(const QString& name, const ChannelSpec& spec, const ContractLibrary& contracts)
{
    return Checker(name, spec, contracts).check();
}

std::optional<Error> urlFault(const QString& text)
{
    const QString place = QStringLiteral("url");
    const auto wrong = [&](const QString& right) { return Error{ErrorKind::BadValue, {text, right}, place}; };
    const QString url = text.trimmed();
    if (url.isEmpty())
        return Error{ErrorKind::Empty, {place}, place};
    static const QRegularExpression fullWidth(QStringLiteral("[：／．？＆＝＃。]"));
    if (url.contains(fullWidth))
        return wrong(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "half-width punctuation (: / . ? & =)")));
    static const QRegularExpression space(QStringLiteral("\\s"));
    if (url.contains(space))
        return wrong(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an address without spaces")));
    if (!url.startsWith(QLatin1String("http://"), Qt::CaseInsensitive)
        && !url.startsWith(QLatin1String("https://"), Qt::CaseInsensitive))
        return wrong(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an address that begins with http:// or https://")));
    const QUrl parsed(url, QUrl::StrictMode);
    if (!parsed.isValid() || parsed.host().isEmpty())
        return wrong(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "an address such as https://example.com/path")));
    if (parsed.port(1) == 0)
        return wrong(phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a port from 1 to 65535")));
    if (!parsed.userInfo().isEmpty())
        return wrong(phrase(QT_TRANSLATE_NOOP(
            "wd::Phrase", "an address without user and password; they belong under Basic Authentication")));
    if (isForbiddenHost(parsed.host()))
        return wrong(phrase(QT_TRANSLATE_NOOP(
            "wd::Phrase", "an address of your company's own system, not of the link or the cloud's metadata")));
    return std::nullopt;
}

bool isLoopback(const QUrl& url)
{
    return url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
}

QList<UrlWarning> urlWarnings(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    QList<UrlWarning> warnings;
    if (url.scheme() == QLatin1String("http") && !isLoopback(url))
        warnings += UrlWarning::PlainHttp;
    if (url.host(QUrl::FullyEncoded).contains(QLatin1String("xn--")))
        warnings += UrlWarning::PunycodeHost;
    return warnings;
}

ChannelSpec presetFor(Purpose purpose)
{
    ChannelSpec spec;
    spec.purpose = purpose;
    const QList<int> half{5, 30, 300, 1800};
    switch (purpose) {
    case Purpose::Coupons:
        spec.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
        spec.templateParameters
            = {parameter(QStringLiteral("amount"), QStringLiteral("券面值"), ParameterType::Integer)};
        spec.limits.repeat = Repeat::AtMostOnce;
        break;
    case Purpose::Sms:
        spec.recipientId = RecipientId{QStringLiteral("phone"), QStringLiteral("phone")};
        spec.templateParameters = {parameter(QStringLiteral("message"), QStringLiteral("短信"), ParameterType::Text)};
        spec.limits.repeat = Repeat::AtMostOnce;
        spec.limits.retrySeconds = half;
        break;
    case Purpose::Email:
        spec.recipientId = RecipientId{QStringLiteral("email"), QStringLiteral("email")};
        spec.templateParameters = {parameter(QStringLiteral("subject"), QStringLiteral("主题"), ParameterType::Text),
            parameter(QStringLiteral("content"), QStringLiteral("正文"), ParameterType::Text)};
        break;
    case Purpose::Push:
        spec.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
        spec.templateParameters = {parameter(QStringLiteral("title"), QStringLiteral("标题"), ParameterType::Text),
            parameter(QStringLiteral("content"), QStringLiteral("内容"), ParameterType::Text)};
        spec.limits.retrySeconds = half;
        break;
    case Purpose::Points:
        spec.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
        spec.templateParameters = {parameter(QStringLiteral("points"), QStringLiteral("积分"), ParameterType::Integer)};
        spec.limits.repeat = Repeat::AtMostOnce;
        break;
    case Purpose::Other:
        break;
    }
    return spec;
}

} // namespace wd
