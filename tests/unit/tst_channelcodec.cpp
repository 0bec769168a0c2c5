// Channels ↔ JSON: nothing is lost, what is usual is left out, everything wrong is named with its place.
#include "models/channels/channelcodec.h"

#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QTest>

using namespace wd;

Q_DECLARE_METATYPE(wd::ErrorKind)

namespace {

QJsonObject objectOf(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).object();
}

ChannelSpec everythingUnusual()
{
    ChannelSpec spec;
    spec.purpose = Purpose::Email;
    spec.environment = Environment::Test;
    spec.url = QStringLiteral("https://例子.example/hook?a=1&b=小");
    spec.method = QStringLiteral("PUT");
    spec.contract = QStringLiteral("standard-webhooks");
    spec.auth = {AuthType::Basic, QStringLiteral("小雪"), QStringLiteral("X-Api-Key")};
    spec.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
    spec.userAttributes = {
        {QStringLiteral("a"), QStringLiteral("vip"), QStringLiteral("普通"), Missing::UseDefault},
        {QStringLiteral("b"), QStringLiteral("city"), QStringLiteral(""), Missing::OmitField},
        {QStringLiteral("c"), QStringLiteral("phone"), std::nullopt, Missing::SendEmpty},
        {QStringLiteral("d"), QStringLiteral("email"), std::nullopt, Missing::SkipPerson},
        {QStringLiteral("e"), QStringLiteral("email"), QStringLiteral("x"), Missing::SkipPerson},
    };
    spec.templateParameters = {
        {QStringLiteral("p"), QStringLiteral("券面值"), ParameterType::Integer, QStringLiteral("100"), false, {}},
        {QStringLiteral("q"), {}, ParameterType::Choice, std::nullopt, true,
            {QStringLiteral("红"), QStringLiteral("蓝")}},
    };
    spec.limits = {500, 0, 1, 600, {1, 90, 3600, 5400, 86'400}, Repeat::AtMostOnce};
    spec.format = QStringLiteral("{\"body\":{\"b\":1.0,\"a\":\"小\"}}\n");
    spec.contractOptions = {{QStringLiteral("project"), QStringLiteral("白鸽")}, {QStringLiteral("version"), {}}};
    spec.typedValues = true;
    spec.success = SuccessRule{200, 201, {{QStringLiteral("data.code"), QStringLiteral("0")}}};
    spec.connection = {QStringLiteral("authority"), QStringLiteral("certificate"), QStringLiteral("http://proxy:3128")};
    return spec;
}

} // namespace

class TestChannelCodec : public QObject {
    Q_OBJECT
private slots:
    void everythingComesBack();
    void everyNameComesBack();
    void whatIsUsualIsLeftOut();
    void theDocumentsForm();
    void aDashIsNoDefault();
    void noRetriesAreNotTheUsualOnes();
    void missingFollowsTheDefault();
    void faults_data();
    void faults();
    void faultsAreAllNamed();
    void fieldsOfTheCaller();
    void durations_data();
    void durations();
    void durationTexts_data();
    void durationTexts();
};

void TestChannelCodec::everythingComesBack()
{
    const ChannelSpec spec = everythingUnusual();
    Errors errors;
    const QByteArray bytes = QJsonDocument(channelToJson(spec)).toJson();
    QVERIFY(channelFromJson(objectOf(bytes), QStringLiteral("channels[0]"), errors) == spec);
    QVERIFY(errors.isEmpty());
}

void TestChannelCodec::everyNameComesBack()
{
    Errors errors;
    const auto comesBack = [&errors](const ChannelSpec& spec) {
        return channelFromJson(channelToJson(spec), QString(), errors) == spec && errors.isEmpty();
    };
    for (int i = 0; i <= static_cast<int>(Purpose::Other); ++i) {
        ChannelSpec spec;
        spec.purpose = static_cast<Purpose>(i);
        QVERIFY(!purposeName(spec.purpose).isEmpty());
        QVERIFY(comesBack(spec));
    }
    for (int i = 0; i <= static_cast<int>(AuthType::Header); ++i) {
        ChannelSpec spec;
        spec.auth.type = static_cast<AuthType>(i);
        QVERIFY(comesBack(spec));
    }
    for (int i = 0; i <= static_cast<int>(ParameterType::Choice); ++i) {
        ChannelSpec spec;
        spec.templateParameters = {{QStringLiteral("p"), {}, static_cast<ParameterType>(i), {}, true, {}}};
        QVERIFY(comesBack(spec));
    }
}

void TestChannelCodec::whatIsUsualIsLeftOut()
{
    QCOMPARE(channelToJson(ChannelSpec()), objectOf(R"({"url":""})"));
    Errors errors;
    QVERIFY(channelFromJson({}, QString(), errors) == ChannelSpec());
    QVERIFY(errors.isEmpty());
    ChannelSpec spec;
    spec.userAttributes = {{QStringLiteral("a"), QStringLiteral("vip"), QStringLiteral("x"), Missing::UseDefault},
        {QStringLiteral("b"), QStringLiteral("vip"), std::nullopt, Missing::SkipPerson}};
    spec.templateParameters = {{QStringLiteral("p"), {}, ParameterType::String, {}, true, {}}};
    spec.limits.inFlight = 2;
    const QByteArray expected = R"({"url":"","userAttributes":[{"name":"a","attribute":"vip","default":"x"},
        {"name":"b","attribute":"vip"}],"templateParameters":[{"name":"p","type":"string"}],"limits":{"inFlight":2}})";
    QCOMPARE(channelToJson(spec), objectOf(expected));
}

void TestChannelCodec::theDocumentsForm()
{
    const QByteArray expected = R"({
        "purpose":"email","environment":"test","url":"https://例子.example/hook?a=1&b=小","method":"PUT",
        "contract":"standard-webhooks","auth":{"type":"basic","user":"小雪","header":"X-Api-Key"},
        "recipientId":{"name":"userid","attribute":"login_id"},
        "userAttributes":[{"name":"a","attribute":"vip","default":"普通"},
            {"name":"b","attribute":"city","default":"","missing":"omit"},
            {"name":"c","attribute":"phone","missing":"empty"},{"name":"d","attribute":"email"},
            {"name":"e","attribute":"email","default":"x","missing":"skip"}],
        "templateParameters":[{"name":"p","type":"integer","label":"券面值","default":"100","required":false},
            {"name":"q","type":"choice","choices":["红","蓝"]}],
        "limits":{"batch":500,"ratePerSecond":0,"inFlight":1,"timeoutSeconds":600,
            "retries":["1s","90s","1h","90m","1d"],"repeat":"atMostOnce"},
        "format":"{\"body\":{\"b\":1.0,\"a\":\"小\"}}\n","contractOptions":{"project":"白鸽","version":""},
        "values":"typed","success":{"status":[200,201],"where":[{"at":"data.code","equals":"0"}]},
        "connection":{"authority":"authority","certificate":"certificate","proxy":"http://proxy:3128"}})";
    QCOMPARE(channelToJson(everythingUnusual()), objectOf(expected));
}

void TestChannelCodec::aDashIsNoDefault()
{
    Errors errors;
    const ChannelSpec spec = channelFromJson(objectOf(R"({"url":"",
        "userAttributes":[{"name":"a","attribute":"vip","default":"-"},{"name":"b","attribute":"vip","default":"--"}],
        "templateParameters":[{"name":"p","default":"-"},{"name":"q","default":""}]})"),
        QString(), errors);
    QVERIFY(errors.isEmpty());
    QVERIFY(!spec.userAttributes[0].defaultValue);
    QVERIFY(spec.userAttributes[0].missing == Missing::SkipPerson);
    QCOMPARE(*spec.userAttributes[1].defaultValue, QStringLiteral("--"));
    QVERIFY(!spec.templateParameters[0].defaultValue);
    QVERIFY(spec.templateParameters[1].defaultValue);
    QVERIFY(spec.templateParameters[1].defaultValue->isEmpty());
}

void TestChannelCodec::noRetriesAreNotTheUsualOnes()
{
    ChannelSpec spec;
    spec.limits.retrySeconds.clear();
    QCOMPARE(channelToJson(spec), objectOf(R"({"url":"","limits":{"retries":[]}})"));
    Errors errors;
    QVERIFY(channelFromJson(channelToJson(spec), QString(), errors) == spec);
}

void TestChannelCodec::missingFollowsTheDefault()
{
    Errors errors;
    const ChannelSpec spec = channelFromJson(objectOf(R"({"userAttributes":[{"name":"a","attribute":"x"},
        {"name":"b","attribute":"x","default":""},{"name":"c","attribute":"x","default":"1","missing":"empty"}]})"),
        QString(), errors);
    QVERIFY(errors.isEmpty());
    QVERIFY(spec.userAttributes[0].missing == Missing::SkipPerson);
    QVERIFY(spec.userAttributes[1].missing == Missing::UseDefault);
    QVERIFY(spec.userAttributes[2].missing == Missing::SendEmpty);
}

void TestChannelCodec::faults_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("where");
    const auto row = [](const QByteArray& json, ErrorKind kind, const QString& where) {
        QTest::newRow(json.constData()) << json << kind << QStringLiteral("channels[3]%1").arg(where);
    };
    row(R"({"colour":1})", ErrorKind::UnknownField, QStringLiteral(".colour"));
    row(R"({"name":"n"})", ErrorKind::UnknownField, QStringLiteral(".name"));
    row(R"({"purpose":"coupon"})", ErrorKind::NotOneOf, QStringLiteral(".purpose"));
    row(R"({"environment":"Test"})", ErrorKind::NotOneOf, QStringLiteral(".environment"));
    row(R"({"url":5})", ErrorKind::WrongType, QStringLiteral(".url"));
    row(R"({"url":null})", ErrorKind::WrongType, QStringLiteral(".url"));
    row(R"({"method":["POST"]})", ErrorKind::WrongType, QStringLiteral(".method"));
    row(R"({"contract":true})", ErrorKind::WrongType, QStringLiteral(".contract"));
    row(R"({"auth":"basic"})", ErrorKind::WrongType, QStringLiteral(".auth"));
    row(R"({"auth":{"user":"u"}})", ErrorKind::MissingField, QStringLiteral(".auth.type"));
    row(R"({"auth":{"type":"digest"}})", ErrorKind::NotOneOf, QStringLiteral(".auth.type"));
    row(R"({"auth":{"type":"basic","user":1}})", ErrorKind::WrongType, QStringLiteral(".auth.user"));
    row(R"({"auth":{"type":"header","header":1}})", ErrorKind::WrongType, QStringLiteral(".auth.header"));
    row(R"({"auth":{"type":"basic","password":"p"}})", ErrorKind::UnknownField, QStringLiteral(".auth.password"));
    row(R"({"recipientId":"userid"})", ErrorKind::WrongType, QStringLiteral(".recipientId"));
    row(R"({"recipientId":{"name":"a"}})", ErrorKind::MissingField, QStringLiteral(".recipientId.attribute"));
    row(R"({"recipientId":{"attribute":"a"}})", ErrorKind::MissingField, QStringLiteral(".recipientId.name"));
    row(R"({"recipientId":{"name":"a","attribute":"b","default":"c"}})", ErrorKind::UnknownField,
        QStringLiteral(".recipientId.default"));
    row(R"({"userAttributes":{}})", ErrorKind::WrongType, QStringLiteral(".userAttributes"));
    row(R"({"userAttributes":["a"]})", ErrorKind::WrongType, QStringLiteral(".userAttributes[0]"));
    row(R"({"userAttributes":[{"name":"a","attribute":"b"},{"name":"c"}]})", ErrorKind::MissingField,
        QStringLiteral(".userAttributes[1].attribute"));
    row(R"({"userAttributes":[{"name":"a","attribute":"b","default":1}]})", ErrorKind::WrongType,
        QStringLiteral(".userAttributes[0].default"));
    row(R"({"userAttributes":[{"name":"a","attribute":"b","missing":"none"}]})", ErrorKind::NotOneOf,
        QStringLiteral(".userAttributes[0].missing"));
    row(R"({"userAttributes":[{"name":"a","attribute":"b","type":"string"}]})", ErrorKind::UnknownField,
        QStringLiteral(".userAttributes[0].type"));
    row(R"({"templateParameters":[{"type":"text"}]})", ErrorKind::MissingField,
        QStringLiteral(".templateParameters[0].name"));
    row(R"({"templateParameters":[{"name":"a","type":"number"}]})", ErrorKind::NotOneOf,
        QStringLiteral(".templateParameters[0].type"));
    row(R"({"templateParameters":[{"name":"a","label":1}]})", ErrorKind::WrongType,
        QStringLiteral(".templateParameters[0].label"));
    row(R"({"templateParameters":[{"name":"a","default":100}]})", ErrorKind::WrongType,
        QStringLiteral(".templateParameters[0].default"));
    row(R"({"templateParameters":[{"name":"a","required":"yes"}]})", ErrorKind::WrongType,
        QStringLiteral(".templateParameters[0].required"));
    row(R"({"templateParameters":[{"name":"a","choices":["x",1]}]})", ErrorKind::WrongType,
        QStringLiteral(".templateParameters[0].choices[1]"));
    row(R"({"templateParameters":[{"name":"a","attribute":"b"}]})", ErrorKind::UnknownField,
        QStringLiteral(".templateParameters[0].attribute"));
    row(R"({"limits":[]})", ErrorKind::WrongType, QStringLiteral(".limits"));
    row(R"({"limits":{"batch":1.5}})", ErrorKind::WrongType, QStringLiteral(".limits.batch"));
    row(R"({"limits":{"batch":-1}})", ErrorKind::OutOfRange, QStringLiteral(".limits.batch"));
    row(R"({"limits":{"ratePerSecond":1e10}})", ErrorKind::OutOfRange, QStringLiteral(".limits.ratePerSecond"));
    row(R"({"limits":{"inFlight":"8"}})", ErrorKind::WrongType, QStringLiteral(".limits.inFlight"));
    row(R"({"limits":{"timeoutSeconds":null}})", ErrorKind::WrongType, QStringLiteral(".limits.timeoutSeconds"));
    row(R"({"limits":{"repeat":"once"}})", ErrorKind::NotOneOf, QStringLiteral(".limits.repeat"));
    row(R"({"limits":{"retries":"5s"}})", ErrorKind::WrongType, QStringLiteral(".limits.retries"));
    row(R"({"limits":{"retries":["5s",30]}})", ErrorKind::WrongType, QStringLiteral(".limits.retries[1]"));
    row(R"({"limits":{"retries":["5s","30"]}})", ErrorKind::BadValue, QStringLiteral(".limits.retries[1]"));
    row(R"({"limits":{"retrySeconds":[5]}})", ErrorKind::UnknownField, QStringLiteral(".limits.retrySeconds"));
}

void TestChannelCodec::faults()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, where);
    Errors errors;
    channelFromJson(objectOf(json), QStringLiteral("channels[3]"), errors);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(static_cast<int>(errors[0].kind), static_cast<int>(kind));
    QCOMPARE(errors[0].where, where);
}

void TestChannelCodec::faultsAreAllNamed()
{
    Errors errors;
    channelFromJson(objectOf(R"({"purpose":"x","auth":{},"limits":{"retries":[1,"x","5s"]},"more":1})"),
        QStringLiteral("c"), errors);
    QStringList places;
    for (const Error& error : std::as_const(errors))
        places += error.where;
    places.sort();
    QCOMPARE(places,
        (QStringList{QStringLiteral("c.auth.type"), QStringLiteral("c.limits.retries[0]"),
            QStringLiteral("c.limits.retries[1]"), QStringLiteral("c.more"), QStringLiteral("c.purpose")}));
}

void TestChannelCodec::fieldsOfTheCaller()
{
    Errors errors;
    channelFromJson(objectOf(R"({"name":"n","url":"u"})"), QString(), errors, {QStringLiteral("name")});
    QVERIFY(errors.isEmpty());
}

void TestChannelCodec::durations_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0 << QStringLiteral("0s");
    QTest::newRow("seconds") << 5 << QStringLiteral("5s");
    QTest::newRow("odd seconds") << 61 << QStringLiteral("61s");
    QTest::newRow("a minute") << 60 << QStringLiteral("1m");
    QTest::newRow("minutes") << 5400 << QStringLiteral("90m");
    QTest::newRow("hours") << 7200 << QStringLiteral("2h");
    QTest::newRow("a week") << 7 * 86'400 << QStringLiteral("7d");
    QTest::newRow("a day and an hour") << 90'000 << QStringLiteral("25h");
    QTest::newRow("a day") << 86'400 << QStringLiteral("1d");
}

void TestChannelCodec::durations()
{
    QFETCH(int, seconds);
    QFETCH(QString, text);
    QCOMPARE(durationText(seconds), text);
    QCOMPARE(durationFromText(text), std::optional(seconds));
}

void TestChannelCodec::durationTexts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("seconds"); // -1: refused
    const auto row = [](const QString& text, int seconds) {
        QTest::newRow(qPrintable(QStringLiteral("“%1”").arg(text))) << text << seconds;
    };
    row(QStringLiteral("1d"), 86'400);
    row(QStringLiteral("007s"), 7);
    row(QStringLiteral("999999d"), -1);
    row(QStringLiteral("1000000s"), -1);
    row(QString(), -1);
    row(QStringLiteral("5"), -1);
    row(QStringLiteral("s"), -1);
    row(QStringLiteral("5 s"), -1);
    row(QStringLiteral("-5s"), -1);
    row(QStringLiteral("1.5h"), -1);
    row(QStringLiteral("5S"), -1);
    row(QStringLiteral("5s\n"), -1);
    row(QStringLiteral("5s30"), -1);
}

void TestChannelCodec::durationTexts()
{
    QFETCH(QString, text);
    QFETCH(int, seconds);
    QCOMPARE(durationFromText(text).value_or(-1), seconds);
}

WD_TEST(TestChannelCodec)
#include "tst_channelcodec.moc"
