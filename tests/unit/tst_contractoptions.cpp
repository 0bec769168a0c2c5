// What a channel says of its contract: options, types of values, the success rule, a format of its own, two keys.
#include "models/channels/channelrules.h"
#include "models/channels/contractlibrary.h"
#include "models/channels/contractspec.h"

#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QTest>

using namespace wd;

namespace {

using ContractPointer = std::shared_ptr<const Contract>;
constexpr UtcMs morning = 1'603'855'171'269; // 2020-10-28T03:19:31.269Z
const QString messageId = QStringLiteral("msg_abc");

ChannelSpec channelOf(const char16_t* contract)
{
    ChannelSpec spec;
    spec.url = QStringLiteral("https://example.com/hook");
    spec.contract = QString::fromUtf16(contract);
    spec.auth.type = AuthType::SecretKey;
    return spec;
}

ChannelSpec customOf(const QByteArray& format)
{
    ChannelSpec spec = channelOf(u"custom");
    spec.format = QString::fromUtf8(format);
    return spec;
}

MessageContent oneMessage()
{
    MessageContent content;
    content.campaignName = QStringLiteral("生日");
    content.channelName = QStringLiteral("白鸽");
    content.messageId = messageId;
    content.shared = {{QStringLiteral("amount"), {FieldValue::Type::Number, QStringLiteral("100")}},
        {QStringLiteral("big"), {FieldValue::Type::Boolean, QStringLiteral("true")}}};
    content.recipients = {{QStringLiteral("u1"),
        {{QStringLiteral("userid"), {FieldValue::Type::String, QStringLiteral("u1")}},
            {QStringLiteral("age"), {FieldValue::Type::Number, QStringLiteral("12.50")}},
            {QStringLiteral("city"), {FieldValue::Type::Null, {}}}},
        {{QStringLiteral("text"), {FieldValue::Type::String, QStringLiteral("你好")}}}}};
    return content;
}

QByteArray headerOf(const HttpRequest& request, const QByteArray& name)
{
    for (const auto& [known, value] : request.headers)
        if (known == name)
            return value;
    return {};
}

} // namespace

class TestContractOptions : public QObject {
    Q_OBJECT
private slots:
    void bodies_data();
    void bodies();
    void optionsStandWhereTheyAreNamed();
    void wrongOptions_data();
    void wrongOptions();
    void faultyFiles_data();
    void faultyFiles();
    void theChannelsSuccessRule();
    void aFormatOfItsOwn();
    void aFaultyFormatOfItsOwn();
    void twoKeysForAWhile();
    void namesInOneObject();

private:
    QByteArray bodyOf(const ChannelSpec& spec) const
    {
        const Result<ContractPointer> contract = m_library.of(spec);
        return contract ? (*contract)->request(spec, {}, (*contract)->render(oneMessage()), messageId, morning).body
                        : QByteArray();
    }

    ContractLibrary m_library;
};

void TestContractOptions::bodies_data()
{
    QTest::addColumn<ChannelSpec>("spec");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const ChannelSpec& spec, const QByteArray& body) {
        QTest::newRow(name) << spec << body;
    };
    const QByteArray people = R"([{"userid":"u1","age":"12.50","city":"","text":"你好"}])";
    const QByteArray head = R"({"name":"生日","templateParam":{"amount":"100","big":"true"},"userAttr":)";
    const QByteArray foot = R"(,"timestamp":"2020-10-28T03:19:31.269Z"})";
    ChannelSpec spec = channelOf(u"growingio-v1");
    row("texts alone", spec, head + people + foot);
    spec.typedValues = true;
    row("numbers and truths as such", spec,
        R"({"name":"生日","templateParam":{"amount":100,"big":true},"userAttr":)"
        R"([{"userid":"u1","age":12.50,"city":null,"text":"你好"}])"
            + foot);
    row("Sensors Data", channelOf(u"sensorsdata"),
        R"([{"project_name":"default","sf_version":"1.0","user_profile":{"userid":"u1","age":"12.50","city":""},)"
        R"("receipt_properties":{"$sf_msg_id":"msg_abc","$sf_channel_service_name":"白鸽"},)"
        R"("params":{"amount":"100","big":"true","text":"你好"}}])");
    row("Volcengine", channelOf(u"volcengine-gmp"),
        R"([{"server_str":"msg_abc","user_profile":{"target_type":"user_unique_id","target_id":"u1"},)"
        R"("params":{"userid":"u1","age":"12.50","city":"","amount":"100","big":"true","text":"你好"}}])");
    spec = channelOf(u"zhuge");
    spec.contractOptions = {{QStringLiteral("type"), QStringLiteral("短信")}};
    row("Zhuge", spec,
        R"({"activity":{"activity_id":"生日","activity_name":"生日","activity_type":"短信"},)"
        R"("user_properties":{"userid":"u1","age":"12.50","city":"","amount":"100","big":"true","text":"你好"}})");
    row("of its own", customOf(R"({"values":"typed","body":{"z":1.0,"a":"$recipient.id","p":"$params.shared"}})"),
        R"({"z":1.0,"a":"u1","p":{"amount":100,"big":true}})");
}

void TestContractOptions::bodies()
{
    QFETCH(ChannelSpec, spec);
    QFETCH(QByteArray, body);
    QCOMPARE(bodyOf(spec), body);
}

void TestContractOptions::optionsStandWhereTheyAreNamed()
{
    ChannelSpec spec = channelOf(u"growingio-v4");
    const auto signature = [&] {
        const ContractPointer contract = *m_library.of(spec);
        const HttpRequest request
            = contract->request(spec, Secret("secret"), contract->render(oneMessage()), messageId, morning);
        return QJsonDocument::fromJson(request.body)[QStringLiteral("sign")].toString();
    };
    // By md5sum of "secret&1603855171269&msg_abc", and of the same without "&".
    QCOMPARE(signature(), QStringLiteral("358C85C583E0FDE2F7D533F647A0E496"));
    spec.contractOptions = {{QStringLiteral("separator"), {}}};
    QCOMPARE(signature(), QStringLiteral("3B32C94A0A4B5454B020A328F231BD91"));

    spec = customOf(R"({"options":[{"name":"app","default":"白"}],"headers":{"X-App":"$option.app"},
        "body":{"list":["$option.app"]}})");
    spec.contractOptions = {{QStringLiteral("app"), QStringLiteral("鸽")}};
    const Result<ContractPointer> contract = m_library.of(spec);
    QVERIFY(contract);
    const HttpRequest request = (*contract)->request(spec, {}, (*contract)->render(oneMessage()), messageId, morning);
    QCOMPARE(request.body, QByteArray(R"({"list":["鸽"]})"));
    QCOMPARE(headerOf(request, "X-App"), QByteArray("鸽"));
}

void TestContractOptions::wrongOptions_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("unknown") << QStringLiteral("separater") << QStringLiteral("&") << ErrorKind::UnknownField;
    QTest::newRow("no choice") << QStringLiteral("separator") << QStringLiteral("+") << ErrorKind::NotOneOf;
}

void TestContractOptions::wrongOptions()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(ErrorKind, kind);
    ChannelSpec spec = channelOf(u"growingio-v4");
    spec.contractOptions = {{name, value}};
    const Result<ContractPointer> contract = m_library.of(spec);
    QVERIFY(!contract);
    QCOMPARE(contract.error().kind, kind);
    QCOMPARE(contract.error().where, QStringLiteral("contractOptions.") + name);

    // It would be a placeholder.
    spec = channelOf(u"sensorsdata");
    spec.contractOptions = {{QStringLiteral("project"), QStringLiteral("$user")}};
    QCOMPARE(m_library.of(spec).error().kind, ErrorKind::BadValue);
}

void TestContractOptions::faultyFiles_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const QByteArray& file, ErrorKind kind, const char* where) {
        QTest::newRow(name) << file << kind << QString::fromLatin1(where);
    };
    row("an option that is not there", R"({"name":"t","body":{"a":"$option.b"}})", ErrorKind::NotOneOf, "1:25");
    row("in a header", R"({"name":"t","headers":{"X-A":"$option.b"},"body":{}})", ErrorKind::NotOneOf, "1:30");
    row("the same option twice", R"({"name":"t","options":[{"name":"a"},{"name":"a"}],"body":{}})",
        ErrorKind::Duplicate, "1:37");
    row("an option without a name", R"({"name":"t","options":[{"default":"a"}],"body":{}})", ErrorKind::MissingField,
        "1:24");
    row("a default that is no choice",
        R"({"name":"t","options":[{"name":"a","default":"c","choices":["b"]}],"body":{}})", ErrorKind::NotOneOf,
        "1:24");
    row("a default like a placeholder", R"({"name":"t","options":[{"name":"a","default":"$user"}],"body":{}})",
        ErrorKind::BadValue, "1:24");
    row("two signatures in the body",
        R"({"name":"t","body":"$signature","signature":{"inputs":["$now.s"],"overlap":" "}})", ErrorKind::BadValue,
        "1:45");
    row("values of another kind", R"({"name":"t","values":"mixed","body":{}})", ErrorKind::NotOneOf, "1:22");
}

void TestContractOptions::faultyFiles()
{
    QFETCH(QByteArray, file);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, where);
    const Result<ContractPointer> contract = Contract::parse(file);
    QVERIFY(!contract);
    QCOMPARE(contract.error().kind, kind);
    QCOMPARE(contract.error().where, where);
}

void TestContractOptions::theChannelsSuccessRule()
{
    ChannelSpec spec = channelOf(u"growingio-v1");
    const auto isSuccess
        = [&](int status, const QByteArray& answer) { return (*m_library.of(spec))->read(status, answer).success; };
    QVERIFY(isSuccess(200, R"({"code":500})"));
    QVERIFY(!isSuccess(201, R"({"code":0})"));
    spec.success = SuccessRule{200, 204, {{QStringLiteral("code"), QStringLiteral("0")}}};
    QVERIFY(!isSuccess(200, R"({"code":500})"));
    QVERIFY(!isSuccess(200, "ok"));
    QVERIFY(isSuccess(201, R"({"code":0})"));
    QVERIFY(isSuccess(201, R"({"code":"0"})"));

    // Who is listed is still asked: the rule decides on the whole answer.
    spec = channelOf(u"growingio-v4");
    spec.success = SuccessRule{200, 299, {}};
    const AnswerReading reading
        = (*m_library.of(spec))->read(200, R"({"code":7,"sendStatusList":[{"gid":"u1","status":"TOU_FAIL"}]})");
    QVERIFY(reading.success && reading.perRecipient);
    QCOMPARE(reading.people.first().verdict, AnswerReading::Verdict::Refused);
}

void TestContractOptions::aFormatOfItsOwn()
{
    ChannelSpec spec = customOf(R"({"method":"PUT","maximumBatch":20,"body":{"$each":"$user"}})");
    const Result<ContractPointer> contract = m_library.of(spec);
    QVERIFY(contract);
    QCOMPARE((*contract)->name(), QStringLiteral("custom"));
    QCOMPARE((*contract)->method(), QByteArray("PUT"));
    QCOMPARE((*contract)->maximumBatch(), 20);
    QVERIFY(!m_library.names().contains(QStringLiteral("custom")));
    spec.method = QStringLiteral("PUT");
    QCOMPARE(channelFaults(QStringLiteral("x"), spec, m_library), Errors());
}

void TestContractOptions::aFaultyFormatOfItsOwn()
{
    ChannelSpec spec = customOf("{\n  \"body\": {\"a\": \"$usr\"}\n}");
    QCOMPARE(m_library.of(spec).error().where, QStringLiteral("format:2:17"));
    spec.format.clear();
    const Errors faults = channelFaults(QStringLiteral("x"), spec, m_library);
    QCOMPARE(faults.size(), 1);
    QVERIFY(faults.first().where.startsWith(QLatin1String("format:")));
}

void TestContractOptions::twoKeysForAWhile()
{
    const ChannelSpec spec = channelOf(u"standard-webhooks");
    const ContractPointer contract = *m_library.of(spec);
    QVERIFY(contract->signsTwice());
    QVERIFY(!(*m_library.of(channelOf(u"growingio-v1")))->signsTwice());
    const auto key = [](char letter) { return Secret("whsec_" + QByteArray(24, letter).toBase64()); };
    const auto signatures = [&](const ChannelSecrets& secrets, UtcMs now) {
        return headerOf(contract->request(spec, secrets, {"{}", {}}, messageId, now), "webhook-signature");
    };
    const QByteArray byNew = signatures(key('n'), morning);
    const QByteArray byOld = signatures(key('o'), morning);
    ChannelSecrets both(key('n'));
    both.previous = key('o');
    both.previousUntil = morning + 1;
    QCOMPARE(signatures(both, morning), byNew + ' ' + byOld);
    both.previousUntil = morning;
    QCOMPARE(signatures(both, morning), byNew);
}

void TestContractOptions::namesInOneObject()
{
    ChannelSpec spec = channelOf(u"volcengine-gmp");
    spec.recipientId = RecipientId{QStringLiteral("phone"), QStringLiteral("phone")};
    spec.userAttributes = {{QStringLiteral("level"), QStringLiteral("vip"), std::nullopt, Missing::SkipPerson}};
    spec.templateParameters = {{QStringLiteral("level"), {}, ParameterType::Integer, std::nullopt, true, {}}};
    const auto places = [&] {
        QStringList found;
        for (const Error& fault : channelFaults(QStringLiteral("x"), spec, m_library))
            found += fault.where;
        return found.join(u' ');
    };
    QCOMPARE(places(), QStringLiteral("templateParameters[0].name"));
    spec.contract = QStringLiteral("growingio-v1"); // says them in two objects
    QCOMPARE(places(), QString());
    spec.templateParameters.first().type = ParameterType::Text; // which may stand beside the attributes
    QCOMPARE(places(), QStringLiteral("templateParameters[0].name"));
}

WD_TEST(TestContractOptions)

#include "tst_contractoptions.moc"
