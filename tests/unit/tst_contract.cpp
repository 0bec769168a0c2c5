// Contracts: the bytes that go out, their signatures, and what is made of answers.
#include "models/channels/contractlibrary.h"

#include "tests/support/suite.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

constexpr UtcMs morning = 1'603'855'171'269; // 2020-10-28T03:19:31.269Z
constexpr UtcMs fiveLater = 1'603'855'176'000; // 2020-10-28T03:19:36.000Z
const QString messageId = QStringLiteral("msg_abc");

// The two sides of `[…]` in a body under test.
const QByteArray bodyHead = R"({"name":"t","body":)";

using ContractPointer = std::shared_ptr<const Contract>;

ContractPointer contractOf(const QByteArray& json)
{
    const Result<ContractPointer> contract = Contract::parse(json);
    return contract ? *contract : nullptr;
}

FieldValue text(const QString& value)
{
    return {FieldValue::Type::String, value};
}

FieldValue number(const QString& value)
{
    return {FieldValue::Type::Number, value};
}

RecipientFields person(const QString& id)
{
    return {id, {{QStringLiteral("userid"), text(id)}}, {{QStringLiteral("content"), text(id + u'!')}}};
}

MessageContent content(const QList<RecipientFields>& recipients = {})
{
    MessageContent content;
    content.campaignName = QStringLiteral("C");
    content.channelName = QStringLiteral("H");
    content.messageId = messageId;
    content.recipients = recipients;
    return content;
}

ChannelSpec channel(AuthType auth = AuthType::SecretKey)
{
    ChannelSpec spec;
    spec.url = QStringLiteral(" https://example.com/hook?a=1 ");
    spec.auth.type = auth;
    spec.auth.user = QStringLiteral("小雪");
    spec.auth.header = QStringLiteral("X-Api-Key");
    return spec;
}

QByteArrayList valuesOf(const HttpRequest& request, const QByteArray& name)
{
    QByteArrayList values;
    for (const auto& [known, value] : request.headers)
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            values += value;
    return values;
}

} // namespace

class TestContract : public QObject {
    Q_OBJECT
private slots:
    void theManualsVector();
    void theManualsKeyOrder();
    void theStandardWebhooksVector();
    void aKeyOfStandardWebhooks_data();
    void aKeyOfStandardWebhooks();
    void theMd5OfGrowingioV4();
    void withoutASecretTheHeaderStays_data();
    void withoutASecretTheHeaderStays();
    void authentication_data();
    void authentication();
    void aRequestsHeaders();
    void hardTexts();
    void orderAndNumbersStay();
    void jsonTypesOfValues();
    void retriesKeepTheContent();
    void storedBodiesComeBack();
    void brokenStoredBodies_data();
    void brokenStoredBodies();
    void eachAndMerge_data();
    void eachAndMerge();
    void aContractForOnePerson();
    void whoItListsAndHowMany();
    void nobodyIsAnEmptyList();
    void answers_data();
    void answers();
    void answersAboutEachPerson();
    void theLibraryRefusesBadFiles();
    void theLibraryAddsGoodFiles();

private:
    ContractPointer shipped(const char16_t* name) const
    {
        ChannelSpec spec;
        spec.contract = QString::fromUtf16(name);
        const Result<ContractPointer> contract = m_library.of(spec);
        return contract ? *contract : nullptr;
    }

    ContractLibrary m_library;
};

void TestContract::theManualsVector()
{
    const QByteArray bytes = "{\"name\":\"TEST2\",\"userAttr\":[],\"templateParam\":{\"title\":\"这是标题！！1\","
                             "\"content\":\"这是内容！！2\"},\"timestamp\":\"2020-10-28T03:19:31.269Z\"}";
    const HttpRequest request
        = shipped(u"growingio-v1")->request(channel(), Secret("a1234567"), {bytes, {}}, messageId, morning);
    QCOMPARE(request.body, bytes);
    QCOMPARE(valuesOf(request, "X-gio-signature"),
        QByteArrayList{"1a165cb5d0d622cd9b8e058c77ece107c151492b514f33c099c119f27e475fa3"});
}

void TestContract::theManualsKeyOrder()
{
    const ContractPointer contract = contractOf(R"({"name":"manual","maximumBatch":500,
        "body":{"name":"$campaign.name","userAttr":{"$each":"$user"},"templateParam":"$params.shared",
            "timestamp":"$now.iso"},
        "signature":{"inputs":["$body"],"header":"X-gio-signature"}})");
    QVERIFY(contract);
    MessageContent message = content();
    message.campaignName = QStringLiteral("TEST2");
    message.shared = {{QStringLiteral("title"), text(QStringLiteral("这是标题！！1"))},
        {QStringLiteral("content"), text(QStringLiteral("这是内容！！2"))}};
    const HttpRequest request
        = contract->request(channel(), Secret("a1234567"), contract->render(message), messageId, morning);
    QCOMPARE(valuesOf(request, "X-gio-signature"),
        QByteArrayList{"1a165cb5d0d622cd9b8e058c77ece107c151492b514f33c099c119f27e475fa3"});
}

void TestContract::theStandardWebhooksVector()
{
    const HttpRequest request
        = shipped(u"standard-webhooks")
              ->request(channel(), Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), {R"({"test": 2432232314})", {}},
                  QStringLiteral("msg_p5jXN8AQM9LWM0D4loKWxJek"), 1'614'265'330'000);
    QCOMPARE(request.body, QByteArray(R"({"test": 2432232314})"));
    QCOMPARE(valuesOf(request, "webhook-id"), QByteArrayList{"msg_p5jXN8AQM9LWM0D4loKWxJek"});
    QCOMPARE(valuesOf(request, "webhook-timestamp"), QByteArrayList{"1614265330"});
    QCOMPARE(valuesOf(request, "webhook-signature"), QByteArrayList{"v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="});
}

void TestContract::aKeyOfStandardWebhooks_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<bool>("good");
    QTest::newRow("24 bytes") << QByteArray("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") << true;
    QTest::newRow("pasted with v1,") << QByteArray("v1,whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") << true;
    QTest::newRow("64 bytes") << "whsec_" + QByteArray(64, 'k').toBase64() << true;
    QTest::newRow("23 bytes") << "whsec_" + QByteArray(23, 'k').toBase64() << false;
    QTest::newRow("65 bytes") << "whsec_" + QByteArray(65, 'k').toBase64() << false;
    QTest::newRow("no base64") << QByteArray("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!!") << false;
    QTest::newRow("none") << QByteArray() << false;
}

void TestContract::aKeyOfStandardWebhooks()
{
    QFETCH(QByteArray, secret);
    QFETCH(bool, good);
    const Result<void> checked = shipped(u"standard-webhooks")->checkSecret(Secret(secret));
    QCOMPARE(bool(checked), good);
    if (!good)
        QCOMPARE(checked.error().where, QStringLiteral("secret"));
    QVERIFY(shipped(u"growingio-v1")->checkSecret(Secret(secret)));
}

void TestContract::theMd5OfGrowingioV4()
{
    const ContractPointer contract = shipped(u"growingio-v4");
    RecipientFields snow = person(QStringLiteral("g1"));
    MessageContent message = content({snow});
    message.shared = {{QStringLiteral("amount"), text(QStringLiteral("100"))}};
    const RenderedBody body = contract->render(message);
    const HttpRequest request = contract->request(channel(), Secret("tok"), body, messageId, morning);
    QCOMPARE(request.body,
        QByteArray(R"({"timeStamp":1603855171269,"orderNo":"msg_abc","sign":"04BC115CFE35D504DF3A7028CF12B13F",)"
                   R"("dataList":[{"gid":"g1","temData":{"amount":"100"},)"
                   R"("dynamicData":{"userid":"g1","content":"g1!"}}]})"));
    QVERIFY(contract->request(channel(), Secret("tok"), body, messageId, 1'603'855'172'001)
                .body.startsWith(
                    R"({"timeStamp":1603855172001,"orderNo":"msg_abc","sign":"9B942794513507C9E32013D4C6B57B07",)"));
    // The password of another kind of authentication stays out of the signature.
    QVERIFY(contract->request(channel(AuthType::Basic), Secret("tok"), body, messageId, morning)
                .body.contains(R"("sign":"E33DC3A60394A8188C74306AC94B49F1")"));
}

void TestContract::withoutASecretTheHeaderStays_data()
{
    QTest::addColumn<int>("auth");
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("no authentication") << int(AuthType::None) << QByteArray();
    QTest::newRow("no authentication, a secret left over") << int(AuthType::None) << QByteArray("a1234567");
    QTest::newRow("an empty key") << int(AuthType::SecretKey) << QByteArray();
    QTest::newRow("basic") << int(AuthType::Basic) << QByteArray("a1234567");
    QTest::newRow("bearer") << int(AuthType::Bearer) << QByteArray("a1234567");
    QTest::newRow("header") << int(AuthType::Header) << QByteArray("a1234567");
}

void TestContract::withoutASecretTheHeaderStays()
{
    QFETCH(int, auth);
    QFETCH(QByteArray, secret);
    const ContractPointer contract = shipped(u"growingio-v1");
    const HttpRequest request = contract->request(
        channel(static_cast<AuthType>(auth)), Secret(secret), contract->render(content()), messageId, morning);
    QCOMPARE(request.body,
        QByteArray(R"({"name":"C","templateParam":{},"userAttr":[],"timestamp":"2020-10-28T03:19:31.269Z"})"));
    // HMAC-SHA256 keyed with the empty string.
    QCOMPARE(valuesOf(request, "X-gio-signature"),
        QByteArrayList{"ca29b13c0265933d6dbd0e7e8a569bc1a71e33bc31ec1536e77ebd4cafcef629"});
}

void TestContract::authentication_data()
{
    QTest::addColumn<int>("auth");
    QTest::addColumn<QByteArrayList>("authorization");
    QTest::addColumn<QByteArrayList>("own");
    QTest::newRow("none") << int(AuthType::None) << QByteArrayList() << QByteArrayList();
    QTest::newRow("secret key") << int(AuthType::SecretKey) << QByteArrayList() << QByteArrayList();
    // base64 of 小雪:密码 in UTF-8
    QTest::newRow("basic") << int(AuthType::Basic) << QByteArrayList{"Basic 5bCP6ZuqOuWvhueggQ=="} << QByteArrayList();
    QTest::newRow("bearer") << int(AuthType::Bearer) << QByteArrayList{"Bearer 密码"} << QByteArrayList();
    QTest::newRow("header") << int(AuthType::Header) << QByteArrayList() << QByteArrayList{"密码"};
}

void TestContract::authentication()
{
    QFETCH(int, auth);
    QFETCH(QByteArrayList, authorization);
    QFETCH(QByteArrayList, own);
    const ContractPointer contract = shipped(u"growingio-v1");
    const HttpRequest request = contract->request(
        channel(static_cast<AuthType>(auth)), Secret("密码"), contract->render(content()), messageId, morning);
    QCOMPARE(valuesOf(request, "Authorization"), authorization);
    QCOMPARE(valuesOf(request, "X-Api-Key"), own);
}

void TestContract::aRequestsHeaders()
{
    const ContractPointer contract = contractOf(R"({"name":"t","method":"PUT","contentType":"application/x+json",
        "messageIdHeader":"X-Id","body":{"at":"$now.iso"},
        "headers":{"X-Plain":"as it is","X-Message":"$message.id","X-Seconds":"$now.s","X-Ms":"$now.ms",
            "X-Iso":"$now.iso"}})");
    QVERIFY(contract);
    QCOMPARE(contract->method(), QByteArray("PUT"));
    ChannelSpec spec = channel();
    spec.method = QStringLiteral("PUT");
    const HttpRequest request = contract->request(spec, Secret("s"), contract->render(content()), messageId, morning);
    QCOMPARE(request.method, QByteArray("PUT"));
    QCOMPARE(request.url, QUrl(QStringLiteral("https://example.com/hook?a=1")));
    const HttpHeaders expected{{"Content-Type", "application/x+json"}, {"X-Plain", "as it is"},
        {"X-Message", "msg_abc"}, {"X-Seconds", "1603855171"}, {"X-Ms", "1603855171269"},
        {"X-Iso", "2020-10-28T03:19:31.269Z"}, {"X-Id", "msg_abc"}};
    QCOMPARE(request.headers, expected);
    QCOMPARE(valuesOf(shipped(u"growingio-v1")->request(channel(), {}, {"{}", {}}, messageId, morning), "X-Webhook-Id"),
        QByteArrayList{"msg_abc"});
}

void TestContract::hardTexts()
{
    const ContractPointer contract = shipped(u"growingio-v1");
    RecipientFields snow = person(QStringLiteral("u\"1"));
    snow.personal = {{QStringLiteral("内容"), text(QStringLiteral("欧阳\"小\"雪\n小🐦 𠮷\\t/ $user {{x}}"))}};
    MessageContent message = content({snow});
    message.campaignName = QStringLiteral("$now.iso"); // only a contract's own strings are placeholders
    const RenderedBody body = contract->render(message);
    QCOMPARE(body.bytes,
        QByteArray("{\"name\":\"$now.iso\",\"templateParam\":{},\"userAttr\":[{\"userid\":\"u\\\"1\","
                   "\"内容\":\"欧阳\\\"小\\\"雪\\n小🐦 𠮷\\\\t/ $user {{x}}\"}],\"timestamp\":\"\"}"));
    QCOMPARE(body.late.size(), 1);
    QCOMPARE(body.late[0].offset, body.bytes.size() - 2);
}

void TestContract::orderAndNumbersStay()
{
    const ContractPointer contract = contractOf(
        bodyHead + R"({"z":1.0,"b":12345678901234567890,"a":[-0.50e+3,true,false,null,"中\u6587"],"0":{},"e":[]}})");
    QVERIFY(contract);
    QCOMPARE(contract->render(content()).bytes,
        QByteArray(R"({"z":1.0,"b":12345678901234567890,"a":[-0.50e+3,true,false,null,"中文"],"0":{},"e":[]})"));
}

void TestContract::jsonTypesOfValues()
{
    const ContractPointer contract = contractOf(R"({"name":"t","values":"typed","body":"$params.shared"})");
    MessageContent message = content();
    message.shared = {{QStringLiteral("n"), number(QStringLiteral("1.0"))},
        {QStringLiteral("a"), number(QStringLiteral("12345678901234567890"))},
        {QStringLiteral("t"), {FieldValue::Type::Boolean, QStringLiteral("true")}},
        {QStringLiteral("x"), {FieldValue::Type::Null, {}}}, {QStringLiteral("s"), text(QStringLiteral("1.0"))}};
    QCOMPARE(contract->render(message).bytes,
        QByteArray(R"({"n":1.0,"a":12345678901234567890,"t":true,"x":null,"s":"1.0"})"));
}

void TestContract::retriesKeepTheContent()
{
    const ContractPointer contract = shipped(u"growingio-v1");
    const RenderedBody body = contract->render(content());
    const HttpRequest first = contract->request(channel(), Secret("a1234567"), body, messageId, morning);
    const HttpRequest second = contract->request(channel(), Secret("a1234567"), body, messageId, fiveLater);
    QCOMPARE(first.body,
        QByteArray(R"({"name":"C","templateParam":{},"userAttr":[],"timestamp":"2020-10-28T03:19:31.269Z"})"));
    QCOMPARE(second.body,
        QByteArray(R"({"name":"C","templateParam":{},"userAttr":[],"timestamp":"2020-10-28T03:19:36.000Z"})"));
    QCOMPARE(valuesOf(first, "X-gio-signature"),
        QByteArrayList{"01d5e9b9e962e2c83d47e226c9448bd642327475ac6e03e48540e088d210370e"});
    QCOMPARE(valuesOf(second, "X-gio-signature"),
        QByteArrayList{"f5a90b36a7a70daf9dfc049b2ea9b903aa7ac991e6961067c53c9af16aa65f87"});
    QCOMPARE(valuesOf(second, "X-Webhook-Id"), valuesOf(first, "X-Webhook-Id"));
}

void TestContract::storedBodiesComeBack()
{
    const ContractPointer contract = contractOf(R"({"name":"t","body":["$now.iso","$now.ms","$now.s","$signature"],
        "signature":{"algorithm":"sha256","key":"none","inputs":["$now.s"],"prefix":"p"}})");
    QVERIFY(contract);
    const RenderedBody body = contract->render(content());
    QCOMPARE(body.bytes, QByteArray(R"(["",,,""])"));
    const Result<RenderedBody> stored = RenderedBody::fromStored(body.bytes, body.lateBytes());
    QVERIFY(stored);
    QVERIFY(*stored == body);
    // SHA-256 of 1603855171
    QCOMPARE(contract->request(channel(), {}, *stored, messageId, morning).body,
        QByteArray(R"(["2020-10-28T03:19:31.269Z",1603855171269,1603855171,)"
                   R"("pe27bf7b579a2250fbe399aaf5805860a7b16e2bb1fe31fc20027b69c641e868e"])"));
    const RenderedBody plain{"{}", {}};
    const Result<RenderedBody> again = RenderedBody::fromStored(plain.bytes, plain.lateBytes());
    QVERIFY(again);
    QVERIFY(*again == plain);
}

void TestContract::brokenStoredBodies_data()
{
    QTest::addColumn<QByteArray>("late");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("garbage") << QByteArray("\xff\xff");
    QTest::newRow("no list") << QByteArray::fromHex("01");
    QTest::newRow("half a slot") << QByteArray::fromHex("8101");
    QTest::newRow("cut off") << QByteArray::fromHex("840100");
    QTest::newRow("more behind it") << QByteArray::fromHex("82010000");
    QTest::newRow("beyond the end") << QByteArray::fromHex("820b00");
    QTest::newRow("before the beginning") << QByteArray::fromHex("822000");
    QTest::newRow("unknown kind") << QByteArray::fromHex("820104");
    QTest::newRow("text for a number") << QByteArray::fromHex("82613100");
    QTest::newRow("descending") << QByteArray::fromHex("8405000400");
}

void TestContract::brokenStoredBodies()
{
    QFETCH(QByteArray, late);
    const QByteArray bytes = "0123456789";
    QVERIFY(RenderedBody::fromStored(bytes, QByteArray::fromHex("820a00")));
    const Result<RenderedBody> stored = RenderedBody::fromStored(bytes, late);
    QVERIFY(!stored);
    QVERIFY(stored.error().kind == ErrorKind::DatabaseFailed);
}

void TestContract::eachAndMerge_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("rendered");
    const auto row = [](const char* name, const QByteArray& body, const QByteArray& rendered) {
        QTest::newRow(name) << body << rendered;
    };
    row("a list of objects", R"([{"p":"x","u":{"$each":{"id":"$recipient.id","n":{"a":1,"b":2},"c":3}}}])",
        R"([{"p":"x","u":[{"id":"a","n":{"a":1,"b":2},"c":3},{"id":"b","n":{"a":1,"b":2},"c":3}]}])");
    row("a list as the whole body", R"({"$each":"$recipient.id"})", R"(["a","b"])");
    row("merging two", R"({"$each":{"$merge":["$user","$params.personal"]}})",
        R"([{"userid":"a","content":"a!"},{"userid":"b","content":"b!"}])");
    row("merging with plain members", R"({"$each":{"$merge":[{"x":{"y":1}},"$user",{"z":[{"q":1}]},"$params"]}})",
        R"([{"x":{"y":1},"userid":"a","z":[{"q":1}],"amount":"100","content":"a!"},)"
        R"({"x":{"y":1},"userid":"b","z":[{"q":1}],"amount":"100","content":"b!"}])");
    row("merging empty ones", R"({"$merge":[{},"$params.shared",{}]})", R"({"amount":"100"})");
    row("shared and personal", R"({"$each":"$params"})",
        R"([{"amount":"100","content":"a!"},{"amount":"100","content":"b!"}])");
    row("names", R"(["$campaign.name","$channel.name","$message.id"])", R"(["C","H","msg_abc"])");
    row("a placeholder is a whole string", R"(["a $message.id"," $message.id"])",
        R"(["a $message.id"," $message.id"])");
}

void TestContract::eachAndMerge()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, rendered);
    const ContractPointer contract = contractOf(R"({"name":"t","maximumBatch":2,"body":)" + body + '}');
    QVERIFY(contract);
    MessageContent message = content({person(QStringLiteral("a")), person(QStringLiteral("b"))});
    message.shared = {{QStringLiteral("amount"), text(QStringLiteral("100"))}};
    QCOMPARE(contract->render(message).bytes, rendered);
}

void TestContract::aContractForOnePerson()
{
    const ContractPointer contract = contractOf(bodyHead + R"({"to":"$recipient.id","user":"$user"}})");
    QVERIFY(contract);
    QCOMPARE(contract->render(content({person(QStringLiteral("a"))})).bytes,
        QByteArray(R"({"to":"a","user":{"userid":"a"}})"));
    QCOMPARE(contract->render(content()).bytes, QByteArray(R"({"to":"","user":{}})"));
}

void TestContract::whoItListsAndHowMany()
{
    QCOMPARE(m_library.names().join(u' '),
        QStringLiteral("growingio-v1 growingio-v4 sensorsdata standard-webhooks volcengine-gmp zhuge"));
    QVERIFY(m_library.errors().isEmpty());
    QVERIFY(!m_library.find(QStringLiteral("Growingio-v1")));
    for (const QString& name : m_library.names()) {
        const ContractPointer contract = m_library.find(name);
        QCOMPARE(contract->method(), QByteArray("POST"));
        QCOMPARE(contract->maximumBatch(),
            name == QStringLiteral("volcengine-gmp") ? 50
                : name == QStringLiteral("zhuge")    ? 1
                                                     : 500);
        QVERIFY(contract->listsRecipients());
    }
    QVERIFY(!shipped(u"growingio-v1")->usesRecipientId());
    QVERIFY(shipped(u"growingio-v4")->usesRecipientId());
    const ContractPointer broadcast = contractOf(bodyHead + R"({"p":"$params.shared","at":"$now.s"}})");
    QVERIFY(broadcast);
    QVERIFY(!broadcast->listsRecipients());
    QCOMPARE(broadcast->maximumBatch(), 1);
}

void TestContract::nobodyIsAnEmptyList()
{
    QVERIFY(shipped(u"growingio-v1")->render(content()).bytes.contains(R"("userAttr":[])"));
    QVERIFY(shipped(u"growingio-v4")->render(content()).bytes.contains(R"("dataList":[])"));
    QVERIFY(shipped(u"standard-webhooks")->render(content()).bytes.contains(R"("recipients":[])"));
}

void TestContract::answers_data()
{
    QTest::addColumn<QString>("contract");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("success");
    QTest::addColumn<bool>("differs"); // a 2xx that is no success says what differed
    const auto row = [](const char16_t* contract, int status, const QByteArray& answer, bool success, bool differs) {
        const QString name = QString::fromUtf16(contract);
        QTest::addRow("%s %d %s", qPrintable(name), status, answer.constData())
            << name << status << answer << success << differs;
    };
    row(u"growingio-v1", 200, "", true, false);
    row(u"growingio-v1", 200, "not JSON", true, false);
    row(u"growingio-v1", 201, "", false, true);
    row(u"growingio-v1", 204, "", false, true);
    row(u"growingio-v1", 302, "", false, false);
    row(u"growingio-v1", 500, "", false, false);
    row(u"standard-webhooks", 200, "", true, false);
    row(u"standard-webhooks", 299, "", true, false);
    row(u"standard-webhooks", 300, "", false, false);
    row(u"standard-webhooks", 199, "", false, false);
    row(u"growingio-v4", 200, R"({"code":0,"sendStatusList":[]})", true, false);
    row(u"growingio-v4", 202, R"({"code":0})", true, false);
    row(u"growingio-v4", 200, R"({"code":1})", false, true);
    row(u"growingio-v4", 200, R"({"message":""})", false, true);
    row(u"growingio-v4", 200, R"([0])", false, true);
    row(u"growingio-v4", 200, "", false, true);
    row(u"growingio-v4", 200, "<html>", false, true);
    row(u"growingio-v4", 400, R"({"code":0})", false, false);
}

void TestContract::answers()
{
    QFETCH(QString, contract);
    QFETCH(int, status);
    QFETCH(QByteArray, answer);
    QFETCH(bool, success);
    QFETCH(bool, differs);
    const AnswerReading reading = m_library.find(contract)->read(status, answer);
    QCOMPARE(reading.success, success);
    QCOMPARE(!reading.unexpected.isEmpty(), differs);
    if (!success)
        QVERIFY(reading.people.isEmpty());
}

void TestContract::answersAboutEachPerson()
{
    const AnswerReading reading
        = shipped(u"growingio-v4")
              ->read(200,
                  R"({"code":0,"message":"","orderNo":"msg_abc","sendStatusList":[)"
                  R"({"gid":"g1","status":"TOU_SUCC","errorMsg":""},)"
                  R"({"gid":"g2","status":"TOU_FAIL","errorMsg":"余额不足"},{"gid":12345678901234567,"status":"tou_succ"}]})");
    QVERIFY(reading.success);
    QVERIFY(reading.perRecipient);
    QCOMPARE(reading.people.size(), 3);
    QCOMPARE(reading.people[0].recipientId, QStringLiteral("g1"));
    QCOMPARE(reading.people[0].verdict, AnswerReading::Verdict::Accepted);
    QCOMPARE(reading.people[1].recipientId, QStringLiteral("g2"));
    QCOMPARE(reading.people[1].verdict, AnswerReading::Verdict::Refused);
    QCOMPARE(reading.people[1].error, QStringLiteral("余额不足"));
    QCOMPARE(reading.people[2].recipientId, QStringLiteral("12345678901234567"));
    QCOMPARE(reading.people[2].verdict, AnswerReading::Verdict::Refused);
    const AnswerReading none = shipped(u"growingio-v4")->read(200, R"({"code":0})");
    QVERIFY(none.perRecipient);
    QVERIFY(none.people.isEmpty());
}

void TestContract::theLibraryRefusesBadFiles()
{
    QTemporaryDir folder;
    const auto write = [&folder](const char16_t* name, const QByteArray& json) {
        QFile file(folder.filePath(QString::fromUtf16(name)));
        return file.open(QIODevice::WriteOnly) && file.write(json) == json.size();
    };
    QVERIFY(write(u"a.json", R"({"name":"growingio-v1","method":"PUT","body":{}})"));
    QVERIFY(write(u"b.json", "{\"name\":\"b\",\n \"body\":{},\n \"colour\":1}"));
    QVERIFY(write(u"c.json", "{\"name\":\"c\",\n\"body\":}"));
    QVERIFY(write(u"d.json", R"({"name":"good","body":{}})"));
    QVERIFY(write(u"e.json", R"({"name":"good","method":"PUT","body":{}})"));
    QVERIFY(write(u"f.json", R"({"name":"custom","body":{}})"));
    QVERIFY(write(u"g.txt", "no contract"));
    const ContractLibrary library(folder.path());
    QCOMPARE(library.names().size(), m_library.names().size() + 1);
    QCOMPARE(library.find(QStringLiteral("growingio-v1"))->method(), QByteArray("POST"));
    QCOMPARE(library.find(QStringLiteral("good"))->method(), QByteArray("POST"));
    const Errors& errors = library.errors();
    QCOMPARE(errors.size(), 5);
    QVERIFY((errors[0]
        == Error{ErrorKind::Duplicate, {QStringLiteral("growingio-v1")}, folder.filePath(QStringLiteral("a.json"))}));
    QVERIFY(errors[1].kind == ErrorKind::UnknownField);
    QCOMPARE(errors[1].where, folder.filePath(QStringLiteral("b.json")) + QStringLiteral(":3:11"));
    QVERIFY(errors[2].kind == ErrorKind::NotJson);
    QCOMPARE(errors[2].where, folder.filePath(QStringLiteral("c.json")) + QStringLiteral(":2:8"));
    QVERIFY((
        errors[3] == Error{ErrorKind::Duplicate, {QStringLiteral("good")}, folder.filePath(QStringLiteral("e.json"))}));
    QVERIFY((errors[4]
        == Error{ErrorKind::Duplicate, {QStringLiteral("custom")}, folder.filePath(QStringLiteral("f.json"))}));
}

void TestContract::theLibraryAddsGoodFiles()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("own.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"name":"own","method":"DELETE","body":{"id":"$message.id"}})");
    file.close();
    const ContractLibrary library(folder.path());
    QVERIFY(library.errors().isEmpty());
    QVERIFY(library.find(QStringLiteral("own")));
    QCOMPARE(library.find(QStringLiteral("own"))->method(), QByteArray("DELETE"));
    QVERIFY(ContractLibrary(folder.filePath(QStringLiteral("missing"))).errors().isEmpty());
}

WD_TEST(TestContract)
#include "tst_contract.moc"
