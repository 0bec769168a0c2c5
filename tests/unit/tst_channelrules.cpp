// What a valid channel is: each fault by itself, addresses, warnings, and the wizard's presets.
#include "models/channels/channelrules.h"
#include "models/channels/contractlibrary.h"

#include "tests/support/suite.h"

#include <QTest>

#include <functional>

using namespace wd;

namespace {

using Change = std::function<void(QString&, ChannelSpec&)>;

ChannelSpec good()
{
    ChannelSpec spec;
    spec.url = QStringLiteral("https://example.com/hook");
    spec.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
    spec.userAttributes = {{QStringLiteral("level"), QStringLiteral("vip"), std::nullopt, Missing::SkipPerson}};
    spec.templateParameters = {{QStringLiteral("amount"), {}, ParameterType::Integer, QStringLiteral("100"), true, {}}};
    return spec;
}

UserAttribute attribute(const QString& name)
{
    return {name, QStringLiteral("vip"), std::nullopt, Missing::SkipPerson};
}

TemplateParameter parameter(const QString& name, ParameterType type, const std::optional<QString>& fallback = {})
{
    return {name, {}, type, fallback, true, {}};
}

} // namespace

Q_DECLARE_METATYPE(wd::ErrorKind)
Q_DECLARE_METATYPE(Change)

class TestChannelRules : public QObject {
    Q_OBJECT
private slots:
    void faults_data();
    void faults();
    void allowed_data();
    void allowed();
    void allFaultsAtOnce();
    void addresses_data();
    void addresses();
    void warnings_data();
    void warnings();
    void presets();

private:
    void faultsOfTheWhole();
    void faultsOfRows();
    void faultsOfLimits();

    ContractLibrary m_contracts;
};

namespace {

void row(const char* name, ErrorKind kind, const QString& where, const Change& change)
{
    QTest::newRow(name) << kind << where << change;
}

void allow(const char* name, const Change& change)
{
    QTest::newRow(name) << change;
}

} // namespace

void TestChannelRules::faults_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("where");
    QTest::addColumn<Change>("change");
    faultsOfTheWhole();
    faultsOfRows();
    faultsOfLimits();
}

void TestChannelRules::faultsOfTheWhole()
{
    const QString name = QStringLiteral("name");
    row("no name", ErrorKind::Empty, name, [](QString& n, ChannelSpec&) { n.clear(); });
    row("a name of spaces", ErrorKind::Empty, name, [](QString& n, ChannelSpec&) { n = QStringLiteral(" \t"); });
    row("51 characters", ErrorKind::TooMany, name, [](QString& n, ChannelSpec&) { n = QString(51, u'鸽'); });
    row("no address", ErrorKind::Empty, QStringLiteral("url"), [](QString&, ChannelSpec& s) { s.url.clear(); });
    row("no http", ErrorKind::BadValue, QStringLiteral("url"),
        [](QString&, ChannelSpec& s) { s.url = QStringLiteral("ftp://example.com"); });
    row("unknown contract, many people a request", ErrorKind::NotOneOf, QStringLiteral("contract"),
        [](QString&, ChannelSpec& s) {
            s.contract = QStringLiteral("growingio-v2");
            s.limits.batch = 500;
        });
    row("another method", ErrorKind::NotOneOf, QStringLiteral("method"),
        [](QString&, ChannelSpec& s) { s.method = QStringLiteral("PUT"); });
    row("basic without user", ErrorKind::Empty, QStringLiteral("auth.user"),
        [](QString&, ChannelSpec& s) { s.auth.type = AuthType::Basic; });
    row("a user with a colon", ErrorKind::BadValue, QStringLiteral("auth.user"), [](QString&, ChannelSpec& s) {
        s.auth = {AuthType::Basic, QStringLiteral("a:b"), {}};
    });
    for (const AuthType type : {AuthType::None, AuthType::Bearer})
        row(type == AuthType::None ? "a signature without a key" : "a signature with a key of another kind",
            ErrorKind::BadValue, QStringLiteral("auth.type"), [type](QString&, ChannelSpec& s) {
                s.contract = QStringLiteral("standard-webhooks");
                s.auth.type = type;
            });
    row("no header", ErrorKind::BadValue, QStringLiteral("auth.header"),
        [](QString&, ChannelSpec& s) { s.auth.type = AuthType::Header; });
    row("a header of two words", ErrorKind::BadValue, QStringLiteral("auth.header"), [](QString&, ChannelSpec& s) {
        s.auth = {AuthType::Header, {}, QStringLiteral("X Key")};
    });
    row("a header that is HTTP's own", ErrorKind::BadValue, QStringLiteral("auth.header"),
        [](QString&, ChannelSpec& s) {
            s.auth = {AuthType::Header, {}, QStringLiteral("content-length")};
        });
    row("a header that the request has", ErrorKind::BadValue, QStringLiteral("auth.header"),
        [](QString&, ChannelSpec& s) {
            s.auth = {AuthType::Header, {}, QStringLiteral("x-webhook-ID")};
        });
    row("a header that the signature has", ErrorKind::BadValue, QStringLiteral("auth.header"),
        [](QString&, ChannelSpec& s) {
            s.auth = {AuthType::Header, {}, QStringLiteral("X-GIO-Signature")};
        });
    row("a header of the body", ErrorKind::BadValue, QStringLiteral("auth.header"), [](QString&, ChannelSpec& s) {
        s.auth = {AuthType::Header, {}, QStringLiteral("Content-Type")};
    });
    row("a header and a line break", ErrorKind::BadValue, QStringLiteral("auth.header"), [](QString&, ChannelSpec& s) {
        s.auth = {AuthType::Header, {}, QStringLiteral("X-Key\n")};
    });
    row("a contract that needs a recipient id", ErrorKind::MissingField, QStringLiteral("recipientId"),
        [](QString&, ChannelSpec& s) {
            s.contract = QStringLiteral("growingio-v4");
            s.recipientId.reset();
        });
}

void TestChannelRules::faultsOfRows()
{
    const auto attributes = [](const QString& field) { return QStringLiteral("userAttributes%1").arg(field); };
    const auto parameters = [](const QString& field) { return QStringLiteral("templateParameters%1").arg(field); };
    row("a recipient id without name", ErrorKind::Empty, QStringLiteral("recipientId.name"),
        [](QString&, ChannelSpec& s) { s.recipientId->name.clear(); });
    row("a recipient id without attribute", ErrorKind::Empty, QStringLiteral("recipientId.attribute"),
        [](QString&, ChannelSpec& s) { s.recipientId->attribute.clear(); });
    row("11 attributes", ErrorKind::TooMany, attributes({}), [](QString&, ChannelSpec& s) {
        for (int i = 0; i < 10; ++i)
            s.userAttributes += attribute(QStringLiteral("a%1").arg(i));
    });
    row("an attribute without name", ErrorKind::Empty, attributes(QStringLiteral("[0].name")),
        [](QString&, ChannelSpec& s) { s.userAttributes[0].name = QStringLiteral(" "); });
    row("65 characters", ErrorKind::TooMany, attributes(QStringLiteral("[0].name")),
        [](QString&, ChannelSpec& s) { s.userAttributes[0].name = QString(65, u'x'); });
    row("a control character", ErrorKind::BadValue, attributes(QStringLiteral("[0].name")),
        [](QString&, ChannelSpec& s) { s.userAttributes[0].name = QStringLiteral("a\tb"); });
    row("an attribute without key", ErrorKind::Empty, attributes(QStringLiteral("[0].attribute")),
        [](QString&, ChannelSpec& s) { s.userAttributes[0].attribute.clear(); });
    row("an attribute twice", ErrorKind::Duplicate, attributes(QStringLiteral("[1].name")),
        [](QString&, ChannelSpec& s) { s.userAttributes += attribute(QStringLiteral("level")); });
    row("the recipient id's name for something else", ErrorKind::Duplicate, attributes(QStringLiteral("[1].name")),
        [](QString&, ChannelSpec& s) { s.userAttributes += attribute(QStringLiteral("userid")); });
    row("no default to use", ErrorKind::MissingField, attributes(QStringLiteral("[0].default")),
        [](QString&, ChannelSpec& s) { s.userAttributes[0].missing = Missing::UseDefault; });
    row("11 parameters", ErrorKind::TooMany, parameters({}), [](QString&, ChannelSpec& s) {
        for (int i = 0; i < 10; ++i)
            s.templateParameters += parameter(QStringLiteral("p%1").arg(i), ParameterType::String);
    });
    row("a parameter without name", ErrorKind::Empty, parameters(QStringLiteral("[0].name")),
        [](QString&, ChannelSpec& s) { s.templateParameters[0].name.clear(); });
    row("a parameter twice", ErrorKind::Duplicate, parameters(QStringLiteral("[1].name")),
        [](QString&, ChannelSpec& s) {
            s.templateParameters += parameter(QStringLiteral("amount"), ParameterType::String);
        });
    row("a text named like an attribute", ErrorKind::Duplicate, parameters(QStringLiteral("[1].name")),
        [](QString&, ChannelSpec& s) {
            s.templateParameters += parameter(QStringLiteral("level"), ParameterType::Text);
        });
    row("a text named like the recipient id", ErrorKind::Duplicate, parameters(QStringLiteral("[1].name")),
        [](QString&, ChannelSpec& s) {
            s.templateParameters += parameter(QStringLiteral("userid"), ParameterType::Text);
        });
    row("a default that is no number", ErrorKind::BadValue, parameters(QStringLiteral("[0].default")),
        [](QString&, ChannelSpec& s) { s.templateParameters[0].defaultValue = QStringLiteral("many"); });
    row("no choices", ErrorKind::Empty, parameters(QStringLiteral("[0].choices")), [](QString&, ChannelSpec& s) {
        s.templateParameters = {parameter(QStringLiteral("c"), ParameterType::Choice)};
    });
    row("a default that is no choice", ErrorKind::NotOneOf, parameters(QStringLiteral("[0].default")),
        [](QString&, ChannelSpec& s) {
            s.templateParameters = {parameter(QStringLiteral("c"), ParameterType::Choice, QStringLiteral("绿"))};
            s.templateParameters[0].choices = {QStringLiteral("红")};
        });
}

void TestChannelRules::faultsOfLimits()
{
    const auto limits = [](const QString& field) { return QStringLiteral("limits.%1").arg(field); };
    const auto outOfRange = [&limits](const char* name, const QString& field, const std::function<void(Limits&)>& set) {
        row(name, ErrorKind::OutOfRange, limits(field), [set](QString&, ChannelSpec& s) { set(s.limits); });
    };
    outOfRange("a batch of nobody", QStringLiteral("batch"), [](Limits& l) { l.batch = 0; });
    outOfRange("a batch beyond the contract's", QStringLiteral("batch"), [](Limits& l) { l.batch = 501; });
    outOfRange("a negative rate", QStringLiteral("ratePerSecond"), [](Limits& l) { l.ratePerSecond = -1; });
    outOfRange("a rate beyond all", QStringLiteral("ratePerSecond"), [](Limits& l) { l.ratePerSecond = 1'000'001; });
    outOfRange("no request at all", QStringLiteral("inFlight"), [](Limits& l) { l.inFlight = 0; });
    outOfRange("257 requests", QStringLiteral("inFlight"), [](Limits& l) { l.inFlight = 257; });
    outOfRange("no time", QStringLiteral("timeoutSeconds"), [](Limits& l) { l.timeoutSeconds = 0; });
    outOfRange("601 seconds", QStringLiteral("timeoutSeconds"), [](Limits& l) { l.timeoutSeconds = 601; });
    outOfRange("a retry at once", QStringLiteral("retries[1]"), [](Limits& l) { l.retrySeconds = {5, 0}; });
    outOfRange("a retry after a day", QStringLiteral("retries[0]"), [](Limits& l) { l.retrySeconds = {86'401}; });
    row("11 retries", ErrorKind::TooMany, limits(QStringLiteral("retries")),
        [](QString&, ChannelSpec& s) { s.limits.retrySeconds = QList<int>(11, 5); });
}

void TestChannelRules::faults()
{
    QFETCH(ErrorKind, kind);
    QFETCH(QString, where);
    QFETCH(Change, change);
    QString name = QStringLiteral("白鸽卡券中心");
    ChannelSpec spec = good();
    QVERIFY(channelFaults(name, spec, m_contracts).isEmpty());
    change(name, spec);
    const Errors errors = channelFaults(name, spec, m_contracts);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(static_cast<int>(errors[0].kind), static_cast<int>(kind));
    QCOMPARE(errors[0].where, where);
    QVERIFY(!errors[0].arguments.isEmpty());
}

void TestChannelRules::allowed_data()
{
    QTest::addColumn<Change>("change");
    allow("50 characters", [](QString& n, ChannelSpec&) { n = QString(50, u'鸽'); });
    allow("no recipient id", [](QString&, ChannelSpec& s) { s.recipientId.reset(); });
    allow("the recipient id once more", [](QString&, ChannelSpec& s) {
        s.userAttributes += {QStringLiteral("userid"), QStringLiteral("login_id"), std::nullopt, Missing::SkipPerson};
    });
    allow("10 rows each", [](QString&, ChannelSpec& s) {
        for (int i = 0; i < 9; ++i) {
            s.userAttributes += attribute(QStringLiteral("a%1").arg(i));
            s.templateParameters += parameter(QStringLiteral("p%1").arg(i), ParameterType::Text);
        }
    });
    allow("a shared parameter named like an attribute", [](QString&, ChannelSpec& s) {
        s.templateParameters += parameter(QStringLiteral("level"), ParameterType::String);
    });
    allow("an empty default", [](QString&, ChannelSpec& s) { s.templateParameters[0].defaultValue = QString(); });
    allow("the widest limits", [](QString&, ChannelSpec& s) {
        s.limits = {500, 0, 256, 600, QList<int>(10, 86'400), Repeat::AtMostOnce};
    });
    allow("the narrowest limits", [](QString&, ChannelSpec& s) { s.limits = {1, 1, 1, 1, {}, Repeat::AtLeastOnce}; });
    allow("a signature with a key", [](QString&, ChannelSpec& s) {
        s.contract = QStringLiteral("standard-webhooks");
        s.auth.type = AuthType::SecretKey;
    });
    allow("a header", [](QString&, ChannelSpec& s) { s.auth = {AuthType::Header, {}, QStringLiteral("X-Api_Key")}; });
    allow("basic", [](QString&, ChannelSpec& s) { s.auth = {AuthType::Basic, QStringLiteral("小雪"), {}}; });
}

void TestChannelRules::allowed()
{
    QFETCH(Change, change);
    QString name = QStringLiteral("白鸽卡券中心");
    ChannelSpec spec = good();
    change(name, spec);
    QVERIFY(channelFaults(name, spec, m_contracts).isEmpty());
}

void TestChannelRules::allFaultsAtOnce()
{
    ChannelSpec spec = good();
    spec.url = QStringLiteral("example.com");
    spec.auth.type = AuthType::Basic;
    spec.recipientId->attribute.clear();
    spec.limits.inFlight = 0;
    QStringList places;
    for (const Error& error : channelFaults(QString(), spec, m_contracts))
        places += error.where;
    QCOMPARE(places,
        (QStringList{QStringLiteral("name"), QStringLiteral("url"), QStringLiteral("auth.user"),
            QStringLiteral("recipientId.attribute"), QStringLiteral("limits.inFlight")}));
}

void TestChannelRules::addresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("usable");
    const auto url = [](const char16_t* text, bool usable) {
        const QString address = QString::fromUtf16(text);
        QTest::newRow(qPrintable(QStringLiteral("“%1”").arg(address))) << address << usable;
    };
    url(u"http://example.com", true);
    url(u"https://example.com/a/b?c=d&e=%E5%B0%8F#f", true);
    url(u"HTTPS://EXAMPLE.COM/", true);
    url(u"  https://example.com/  ", true);
    url(u"https://例子.中国/钩子?名=小雪", true);
    url(u"http://127.0.0.1:9000/coupons", true);
    url(u"http://localhost:65535", true);
    url(u"http://[::1]:9000/", true);
    url(u"http://192.168.1.10/hook", true);
    url(u"http://10.0.0.1/", true);
    url(u"https://example.com.", true);
    url(u"", false);
    url(u"   ", false);
    url(u"example.com/hook", false);
    url(u"//example.com/hook", false);
    url(u"ftp://example.com", false);
    url(u"file:///etc/passwd", false);
    url(u"javascript:alert(1)", false);
    url(u"https:/example.com", false);
    url(u"https://", false);
    url(u"https:///hook", false);
    url(u"https：//example.com", false);
    url(u"https://example。com", false);
    url(u"https://example.com／hook", false);
    url(u"https://example.com/a b", false);
    url(u"https://example.com/a\nb", false);
    url(u"https://exa mple.com/", false);
    url(u"https://example.com:0/", false);
    url(u"https://example.com:65536/", false);
    url(u"https://example.com:port/", false);
    url(u"https://user:secret@example.com/", false);
    url(u"https://user@example.com/", false);
    url(u"https://:secret@example.com/", false);
    url(u"https://exa<mple.com/", false);
    url(u"https://[::1/", false);
    url(u"http://169.254.169.254/latest/meta-data", false);
    url(u"http://169.254.0.1/", false);
    url(u"http://2852039166/", false);
    url(u"http://0xa9fea9fe/", false);
    url(u"http://169.254.169.254./", false);
    url(u"http://[::ffff:169.254.169.254]/", false);
    url(u"http://[fe80::1]/", false);
    url(u"http://[fd00:ec2::254]/", false);
    url(u"http://100.100.100.200/latest/meta-data", false);
    url(u"http://[::ffff:100.100.100.200]/", false);
    url(u"http://metadata.google.internal/", false);
    url(u"http://METADATA.google.internal./", false);
    url(u"http://metadata.tencentyun.com/", false);
}

void TestChannelRules::addresses()
{
    QFETCH(QString, url);
    QFETCH(bool, usable);
    const std::optional<Error> fault = urlFault(url);
    QCOMPARE(!fault, usable);
    if (fault) {
        QVERIFY(fault->kind == (url.trimmed().isEmpty() ? ErrorKind::Empty : ErrorKind::BadValue));
        QCOMPARE(fault->where, QStringLiteral("url"));
    }
}

void TestChannelRules::warnings_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("plain");
    QTest::addColumn<bool>("punycode");
    const auto url = [](const QString& text, bool plain, bool punycode) {
        QTest::newRow(qPrintable(text)) << text << plain << punycode;
    };
    url(QStringLiteral("https://example.com"), false, false);
    url(QStringLiteral("http://example.com"), true, false);
    url(QStringLiteral(" HTTP://example.com "), true, false);
    url(QStringLiteral("http://192.168.1.10"), true, false);
    url(QStringLiteral("http://127.0.0.1:9000"), false, false);
    url(QStringLiteral("http://127.9.9.9"), false, false);
    url(QStringLiteral("http://LOCALHOST:9000"), false, false);
    url(QStringLiteral("http://[::1]"), false, false);
    url(QStringLiteral("https://例子.中国"), false, true);
    url(QStringLiteral("https://xn--fsqu00a.xn--fiqs8s"), false, true);
    url(QStringLiteral("http://аpple.com"), true, true); // a Cyrillic letter
    url(QString(), false, false);
}

void TestChannelRules::warnings()
{
    QFETCH(QString, url);
    QFETCH(bool, plain);
    QFETCH(bool, punycode);
    const QList<UrlWarning> warnings = urlWarnings(url);
    QCOMPARE(warnings.contains(UrlWarning::PlainHttp), plain);
    QCOMPARE(warnings.contains(UrlWarning::PunycodeHost), punycode);
}

void TestChannelRules::presets()
{
    for (int i = 0; i <= static_cast<int>(Purpose::Other); ++i) {
        ChannelSpec spec = presetFor(static_cast<Purpose>(i));
        QCOMPARE(static_cast<int>(spec.purpose), i);
        QCOMPARE(spec.limits.batch, 1);
        spec.url = QStringLiteral("https://example.com/hook");
        QVERIFY(channelFaults(QStringLiteral("n"), spec, m_contracts).isEmpty());
    }
    // Sending these twice costs money.
    for (const Purpose purpose : {Purpose::Coupons, Purpose::Sms, Purpose::Points})
        QVERIFY(presetFor(purpose).limits.repeat == Repeat::AtMostOnce);
    for (const Purpose purpose : {Purpose::Email, Purpose::Push, Purpose::Other})
        QVERIFY(presetFor(purpose).limits.repeat == Repeat::AtLeastOnce);
}

WD_TEST(TestChannelRules)
#include "tst_channelrules.moc"
