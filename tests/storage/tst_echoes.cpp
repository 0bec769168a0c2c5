// A receiver that echoes the channel's secret: none of it is found in the workspace's files, the log or a test's
// report.
#include "models/sending/testrun.h"
#include "tests/network/rawserver.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include <QDir>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");
const QByteArray secretText = QByteArrayLiteral("s3cr3t/VALUE42");
// The rest of it would give the whole away.
const QByteArrayList traces{secretText, secretText.toPercentEncoding(), "s3cr3t\\/VALUE42", "s3cr3t",
    secretText.toBase64(), ("desk:" + secretText).toBase64()};

QByteArray logged;
void keepLog(QtMsgType, const QMessageLogContext&, const QString& message)
{
    logged += message.toUtf8() + '\n';
}

QByteArray traceIn(const QByteArray& bytes)
{
    for (const QByteArray& trace : traces)
        if (bytes.contains(trace))
            return trace;
    return {};
}

// The request and what a debug page makes of it, the secret across the places where an answer is cut.
QByteArray echoOf(const QByteArray& request)
{
    QByteArray text = secretText + ' ' + secretText.toPercentEncoding() + " s3cr3t\\/VALUE42 " + secretText.toBase64()
        + ' ' + request;
    for (const qsizetype cut : {1024, 16 * 1024, 64 * 1024}) {
        text += QByteArray(cut - 6 - text.size(), 'x');
        text += secretText;
    }
    return text;
}

QByteArray answerOf(const QByteArray& status, const QByteArray& header, const QByteArray& body)
{
    return "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n\r\n" + body;
}

QByteArray allFiles(const QString& folder)
{
    QByteArray bytes;
    for (const QString& name : QDir(folder).entryList(QDir::Files)) {
        QFile file(QDir(folder).filePath(name));
        if (file.open(QIODevice::ReadOnly))
            bytes += file.readAll();
    }
    return bytes;
}

QJsonObject channelFields(const QString& auth, const QString& contract)
{
    return {{QStringLiteral("contract"), contract},
        {QStringLiteral("auth"),
            QJsonObject{{QStringLiteral("type"), auth}, {QStringLiteral("user"), QStringLiteral("desk")},
                {QStringLiteral("header"), QStringLiteral("X-Key")}}}};
}

} // namespace

class TestEchoes : public QObject {
    Q_OBJECT
private slots:
    void nothingOfItIsKept_data();
    void nothingOfItIsKept();
    void aTestShowsNothingOfIt_data() { nothingOfItIsKept_data(); }
    void aTestShowsNothingOfIt();

private:
    SystemClock m_clock;
};

void TestEchoes::nothingOfItIsKept_data()
{
    QTest::addColumn<QString>("auth");
    QTest::addColumn<QString>("contract");
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("body"); // empty: the echo
    const QString v1 = QStringLiteral("growingio-v1");
    const QString v4 = QStringLiteral("growingio-v4");
    const QByteArray refusal = "422 Unknown " + secretText;
    const QByteArray header = "X-Echo: " + secretText;
    QTest::newRow("secret key") << QStringLiteral("secret") << v1 << refusal << header << QByteArray();
    QTest::newRow("Basic") << QStringLiteral("basic") << v1 << refusal << header << QByteArray();
    QTest::newRow("Bearer") << QStringLiteral("bearer") << v1 << refusal << header << QByteArray();
    QTest::newRow("a header") << QStringLiteral("header") << v1 << refusal << header << QByteArray();
    QTest::newRow("success") << QStringLiteral("bearer") << v1 << QByteArray("200 OK") << header << QByteArray();
    QTest::newRow("redirect") << QStringLiteral("bearer") << v1 << QByteArray("302 Found")
                              << QByteArray("Location: /login?token=s3cr3t%2FVALUE42") << QByteArray();
    QTest::newRow("a person's error") << QStringLiteral("bearer") << v4 << QByteArray("200 OK") << header
                                      << QByteArray(R"({"code":0,"sendStatusList":[{"gid":"u1","status":"TOU_FAIL",)"
                                                    R"("errorMsg":"token s3cr3t\/VALUE42 is not mine"}]})");
    QTest::newRow("an unexpected answer") << QStringLiteral("bearer") << v4 << QByteArray("200 OK") << header
                                          << QByteArray(R"({"code":"s3cr3t\/VALUE42"})");
}

void TestEchoes::nothingOfItIsKept()
{
    QFETCH(QString, auth);
    QFETCH(QString, contract);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, body);
    RawServer receiver([=](QTcpSocket& socket, const QByteArray& request) {
        socket.write(answerOf(status, header, body.isEmpty() ? echoOf(request) : body));
    });
    logged.clear();
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    const QString url = receiver.url().toString();
    QCOMPARE(desk.apply(liveDocument(url, QStringLiteral("hello"), channelFields(auth, contract))), Errors());
    desk.keychain.keepForSession(desk.channel(QStringLiteral("gateway")).uuid, Secret(secretText));
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE_WITH_TIMEOUT(desk.number("SELECT count(*) FROM attempt WHERE detail IS NOT NULL"), 1, 20'000);
    const QByteArray kept = allFiles(desk.folder());
    qInstallMessageHandler(before);
    QVERIFY(kept.contains("********"));
    QCOMPARE(traceIn(kept), QByteArray());
    QCOMPARE(traceIn(logged), QByteArray());
    if (!body.isEmpty() && status.startsWith("200") && body.contains("TOU_FAIL")) // judged by what really came
        QCOMPARE(desk.number("SELECT state FROM delivery"), qint64(DeliveryState::Failed));
}

void TestEchoes::aTestShowsNothingOfIt()
{
    QFETCH(QString, auth);
    QFETCH(QString, contract);
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, body);
    RawServer receiver([=](QTcpSocket& socket, const QByteArray& request) {
        socket.write(answerOf(status, header, body.isEmpty() ? echoOf(request) : body));
    });
    const ContractLibrary contracts{QString()};
    TestRun test(m_clock, contracts);
    TestInput input;
    input.channel.url = receiver.url().toString();
    input.channel.contract = contract;
    input.channel.auth = {auth == u"basic" ? AuthType::Basic
            : auth == u"secret"            ? AuthType::SecretKey
            : auth == u"bearer"            ? AuthType::Bearer
                                           : AuthType::Header,
        QStringLiteral("desk"), QStringLiteral("X-Key")};
    input.channel.recipientId = RecipientId{QStringLiteral("userid"), QStringLiteral("login_id")};
    input.channelName = QStringLiteral("gateway");
    input.secret = Secret(secretText);
    input.person = {{QStringLiteral("login_id"), QStringLiteral("u1")}};
    input.zone = QStringLiteral("Asia/Shanghai");
    std::optional<TestReport> report;
    connect(&test, &TestRun::finished, this, [&report](const TestReport& finished) { report = finished; });
    QCOMPARE(test.start(input), Errors());
    QTRY_VERIFY(report.has_value());
    const Exchange& exchange = report->exchange;
    QVERIFY(exchange.status != 0);
    QByteArray all = exchange.body + exchange.reasonPhrase + exchange.faultText.toUtf8()
        + exchange.redirectTarget.toEncoded() + report->reading.unexpected.toUtf8() + report->request.body;
    for (const HttpHeaders& headers : {exchange.headers, report->request.headers})
        for (const auto& [name, value] : headers)
            all += name + value;
    for (const AnswerReading::Person& person : std::as_const(report->reading.people))
        all += person.error.toUtf8();
    QVERIFY(all.contains("********"));
    QCOMPARE(traceIn(all), QByteArray());
}

WD_TEST(TestEchoes)
#include "tst_echoes.moc"
