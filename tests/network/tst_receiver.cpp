// The local test receiver, spoken to byte by byte over real sockets.
#include "models/receiver/receiver.h"

#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace wd;

namespace {

// The contract's published vector.
const QByteArray vectorBody = QByteArrayLiteral(R"({"name":"TEST2","userAttr":[],"templateParam":)"
                                                R"({"title":"这是标题！！1","content":"这是内容！！2"},)"
                                                R"("timestamp":"2020-10-28T03:19:31.269Z"})");
const QByteArray vectorSignature
    = QByteArrayLiteral("1a165cb5d0d622cd9b8e058c77ece107c151492b514f33c099c119f27e475fa3");
// HMAC-SHA256 of "" under the key "" (known value).
const QByteArray emptySignature = QByteArrayLiteral("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");

struct Answer {
    int status = 0;
    QByteArray head;
    QByteArray body;
};

// One connection, kept alive until it is destroyed.
class Client {
public:
    explicit Client(quint16 port) { m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port); }

    Answer ask(const QByteArray& method, const QByteArray& target, const QByteArrayList& headers = {},
        const QByteArray& body = {})
    {
        QByteArray request = method + ' ' + target + " HTTP/1.1\r\nHost: here\r\n";
        for (const QByteArray& header : headers)
            request += header + "\r\n";
        if (!body.isEmpty())
            request += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
        m_socket.write(request + "\r\n" + body);
        return answer(method == "HEAD");
    }
    QTcpSocket& socket() { return m_socket; }

private:
    Answer answer(bool headOnly)
    {
        Answer answer;
        if (!arrives([this] { return m_bytes.contains("\r\n\r\n"); }))
            return answer;
        const qsizetype end = m_bytes.indexOf("\r\n\r\n") + 4;
        answer.head = m_bytes.left(end);
        m_bytes.remove(0, end);
        answer.status = answer.head.mid(9, 3).toInt();
        const qsizetype length = answer.head.indexOf("Content-Length: ");
        if (headOnly || length < 0)
            return answer;
        const QByteArray digits = answer.head.mid(length + 16, answer.head.indexOf('\r', length) - length - 16);
        const qsizetype size = digits.toLongLong();
        if (arrives([this, size] { return m_bytes.size() >= size; })) {
            answer.body = m_bytes.left(size);
            m_bytes.remove(0, size);
        }
        return answer;
    }

    // QTest::qWaitFor sleeps between looks; two hundred requests would take seconds.
    bool arrives(const std::function<bool()>& complete)
    {
        QEventLoop loop;
        QObject::connect(&m_socket, &QIODevice::readyRead, &loop, &QEventLoop::quit);
        QObject::connect(&m_socket, &QAbstractSocket::disconnected, &loop, &QEventLoop::quit);
        QTimer::singleShot(5000, &loop, &QEventLoop::quit);
        for (m_bytes += m_socket.readAll(); !complete(); m_bytes += m_socket.readAll()) {
            loop.exec();
            if (m_socket.bytesAvailable() == 0)
                return false;
        }
        return true;
    }

    QTcpSocket m_socket;
    QByteArray m_bytes;
};

QByteArray signedWith(const QByteArray& signature)
{
    return "X-gio-signature: " + signature;
}

QList<QJsonObject> linesOf(const QString& path)
{
    QFile file(path);
    QList<QJsonObject> lines;
    if (file.open(QIODevice::ReadOnly))
        while (!file.atEnd())
            lines += QJsonDocument::fromJson(file.readLine()).object();
    return lines;
}

} // namespace

class TestReceiver : public QObject {
    Q_OBJECT
private slots:
    void checksSignatures_data();
    void checksSignatures();
    void anEmptySecretSignsToo();
    void takesEveryMethodAndPath_data();
    void takesEveryMethodAndPath();
    void keepsHeadersAndBodyAsTheyCame();
    void marksRepeatsAndTests();
    void optionsChangeBetweenRequests();
    void answersWithoutABody_data();
    void answersWithoutABody();
    void answersLate();
    void aClientThatLeavesBeforeTheAnswer();
    void recordsBeforeItAnswers();
    void aRecordThatCanNotBeKept();
    void refusesAPortInUse();
    void refusesARecordFileThatCanNotBeOpened();
    void stopsAndStartsAgain();
    void twoHundredRequestsOnOneConnection();
    void closesWhenAskedTo();
    void aMegabyte();

private:
    ReceiverOptions checking(const QByteArray& secret) const
    {
        ReceiverOptions options;
        options.secret = Secret(secret);
        options.checkSignature = true;
        return options;
    }
    QList<ReceivedRequest> requests(const QSignalSpy& spy) const
    {
        QList<ReceivedRequest> list;
        for (const QList<QVariant>& arguments : spy)
            list += arguments.first().value<ReceivedRequest>();
        return list;
    }

    SystemClock m_clock;
};

void TestReceiver::checksSignatures_data()
{
    QTest::addColumn<QByteArrayList>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("check");
    const auto row = [](const char* name, const QByteArrayList& headers, int status, SignatureCheck check) {
        QTest::newRow(name) << headers << status << int(check);
    };
    row("valid", {signedWith(vectorSignature)}, 200, SignatureCheck::Valid);
    row("valid, header in capitals", {"X-GIO-SIGNATURE: " + vectorSignature}, 200, SignatureCheck::Valid);
    row("upper-case hex", {signedWith(vectorSignature.toUpper())}, 401, SignatureCheck::Invalid);
    row("another body's", {signedWith(emptySignature)}, 401, SignatureCheck::Invalid);
    row("cut short", {signedWith(vectorSignature.chopped(1))}, 401, SignatureCheck::Invalid);
    row("absent", {}, 401, SignatureCheck::Absent);
}

void TestReceiver::checksSignatures()
{
    QFETCH(QByteArrayList, headers);
    QFETCH(int, status);
    QFETCH(int, check);
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    const Result<quint16> port = receiver.start(checking("a1234567"));
    QVERIFY(port);
    const Answer answer = Client(*port).ask("POST", "/coupons", headers, vectorBody);
    QCOMPARE(answer.status, status);
    const QJsonObject said = QJsonDocument::fromJson(answer.body).object();
    QCOMPARE(said.contains(QStringLiteral("error")), status == 401);
    QCOMPARE(said.value(QStringLiteral("code")), status == 200 ? QJsonValue(0) : QJsonValue(QJsonValue::Undefined));
    QCOMPARE(spy.size(), 1);
    QCOMPARE(int(requests(spy).first().signature), check);
    QCOMPARE(requests(spy).first().answeredStatus, status);
}

void TestReceiver::anEmptySecretSignsToo()
{
    Receiver receiver(m_clock);
    const Result<quint16> port = receiver.start(checking({}));
    QVERIFY(port);
    Client client(*port);
    QCOMPARE(client.ask("POST", "/", {signedWith(emptySignature)}).status, 200);
    QCOMPARE(client.ask("POST", "/").status, 401);
}

void TestReceiver::takesEveryMethodAndPath_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("body");
    for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "GET"})
        QTest::newRow(method) << QByteArray(method) << QByteArray("/a/b?x=1") << QByteArray("{\"a\":1}");
    QTest::newRow("GET without a body") << QByteArray("GET") << QByteArray("/") << QByteArray();
    QTest::newRow("escapes stay") << QByteArray("POST") << QByteArray("/%E5%88%B8%20a?q=1%2B2&u=%26") << QByteArray();
    QTest::newRow("long") << QByteArray("POST") << "/" + QByteArray(4000, 'p') << QByteArray();
}

void TestReceiver::takesEveryMethodAndPath()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, body);
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    const Result<quint16> port = receiver.start({});
    QVERIFY(port);
    QCOMPARE(Client(*port).ask(method, target, {}, body).status, 200);
    QCOMPARE(spy.size(), 1);
    const ReceivedRequest request = requests(spy).first();
    QCOMPARE(request.method, method);
    QCOMPARE(request.path.toLatin1(), target);
    QCOMPARE(request.body, body);
    QCOMPARE(request.signature, SignatureCheck::NotChecked);
}

void TestReceiver::keepsHeadersAndBodyAsTheyCame()
{
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    const Result<quint16> port = receiver.start({});
    QVERIFY(port);
    const QByteArray body = QByteArrayLiteral("{ \"n\":1.0,\"n\":12345678901234567890, \"name\":\"小🐦𠮷\"}\r\n\r\n");
    const QByteArrayList headers{"X-Zeta: 1", "x-alpha: two words", "X-Zeta: 3"};
    QCOMPARE(Client(*port).ask("POST", "/", headers, body).status, 200);
    const ReceivedRequest request = requests(spy).value(0);
    QCOMPARE(request.body, body);
    QList<QPair<QByteArray, QByteArray>> own;
    for (const auto& header : request.headers)
        if (header.first.startsWith("X-") || header.first.startsWith("x-"))
            own += header;
    const QList<QPair<QByteArray, QByteArray>> sent{{"X-Zeta", "1"}, {"x-alpha", "two words"}, {"X-Zeta", "3"}};
    QCOMPARE(own, sent);
}

void TestReceiver::marksRepeatsAndTests()
{
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    const Result<quint16> port = receiver.start({});
    QVERIFY(port);
    Client client(*port);
    client.ask("POST", "/", {"X-Webhook-Id: msg_1"}, "{}");
    client.ask("POST", "/", {"webhook-id: msg_2", "X-Webhook-Desk-Test: 1"}, "{}");
    client.ask("POST", "/", {"Webhook-Id: msg_1"}, "{}");
    client.ask("POST", "/", {}, "{}");
    client.ask("POST", "/", {}, "{}");
    QStringList seen;
    for (const ReceivedRequest& request : requests(spy))
        seen += QStringLiteral("%1 %2 %3 %4")
                    .arg(request.number)
                    .arg(request.messageId)
                    .arg(request.repeated)
                    .arg(request.isTest);
    const QStringList expected{QStringLiteral("1 msg_1 0 0"), QStringLiteral("2 msg_2 0 1"),
        QStringLiteral("3 msg_1 1 0"), QStringLiteral("4  0 0"), QStringLiteral("5  0 0")};
    QCOMPARE(seen, expected);
}

void TestReceiver::optionsChangeBetweenRequests()
{
    Receiver receiver(m_clock);
    const Result<quint16> port = receiver.start({});
    QVERIFY(port);
    Client client(*port);
    QCOMPARE(client.ask("POST", "/", {}, vectorBody).status, 200);
    ReceiverOptions options;
    options.status = 503;
    receiver.setOptions(options);
    const Answer busy = client.ask("POST", "/", {}, vectorBody);
    QCOMPARE(busy.status, 503);
    QVERIFY(QJsonDocument::fromJson(busy.body).object().contains(QStringLiteral("error")));
    options.status = 401;
    receiver.setOptions(options);
    QVERIFY(!client.ask("POST", "/", {}, vectorBody).body.contains("signature"));
    receiver.setOptions(checking("a1234567"));
    QCOMPARE(client.ask("POST", "/", {signedWith(vectorSignature)}, vectorBody).status, 200);
    receiver.setOptions(checking("a1234568"));
    QCOMPARE(client.ask("POST", "/", {signedWith(vectorSignature)}, vectorBody).status, 401);
}

void TestReceiver::answersWithoutABody_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("status");
    QTest::newRow("HEAD") << QByteArray("HEAD") << 200;
    QTest::newRow("204") << QByteArray("POST") << 204;
    QTest::newRow("304") << QByteArray("POST") << 304;
}

// What follows on the connection would be read as part of a body that must not be there.
void TestReceiver::answersWithoutABody()
{
    QFETCH(QByteArray, method);
    QFETCH(int, status);
    Receiver receiver(m_clock);
    ReceiverOptions options;
    options.status = status;
    const Result<quint16> port = receiver.start(options);
    QVERIFY(port);
    Client client(*port);
    QCOMPARE(client.ask(method, "/").status, status);
    receiver.setOptions({});
    const Answer next = client.ask("POST", "/", {}, "{}");
    QVERIFY2(next.head.startsWith("HTTP/1.1 200 "), next.head);
    QCOMPARE(next.body, QByteArrayLiteral(R"({"code":0})"));
}

void TestReceiver::answersLate()
{
    Receiver receiver(m_clock);
    ReceiverOptions options;
    options.delayMs = 120;
    const Result<quint16> port = receiver.start(options);
    QVERIFY(port);
    Client slow(*port);
    Client other(*port);
    QElapsedTimer timer;
    timer.start();
    slow.socket().write("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}");
    QSignalSpy spy(&receiver, &Receiver::received);
    QTRY_COMPARE(spy.size(), 1);
    options.delayMs = 0;
    receiver.setOptions(options);
    QCOMPARE(other.ask("POST", "/", {}, "{}").status, 200);
    QCOMPARE(slow.socket().bytesAvailable(), 0);
    QTRY_VERIFY(slow.socket().bytesAvailable() > 0);
    QVERIFY2(timer.elapsed() >= 110, qPrintable(QString::number(timer.elapsed())));
}

void TestReceiver::aClientThatLeavesBeforeTheAnswer()
{
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    ReceiverOptions options;
    options.delayMs = 30;
    const Result<quint16> port = receiver.start(options);
    QVERIFY(port);
    {
        Client client(*port);
        client.socket().write("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\n{}");
        QTRY_COMPARE(spy.size(), 1);
        client.socket().abort();
    }
    QCOMPARE(Client(*port).ask("POST", "/", {}, "{}").status, 200);
    QCOMPARE(spy.size(), 2);
}

void TestReceiver::recordsBeforeItAnswers()
{
    const QTemporaryDir folder;
    ReceiverOptions options = checking("a1234567");
    options.recordFile = folder.filePath(QStringLiteral("record.jsonl"));
    Receiver receiver(m_clock);
    const Result<quint16> port = receiver.start(options);
    QVERIFY(port);
    Client client(*port);
    client.ask("POST", "/coupons?x=1", {signedWith(vectorSignature), "X-Webhook-Id: msg_1", "X-Two: a", "X-Two: b"},
        vectorBody);
    QList<QJsonObject> lines = linesOf(options.recordFile);
    QCOMPARE(lines.size(), 1);
    const QJsonObject first = lines.first();
    QCOMPARE(first.keys(),
        QStringList(
            {QStringLiteral("at"), QStringLiteral("body"), QStringLiteral("headers"), QStringLiteral("messageId"),
                QStringLiteral("method"), QStringLiteral("number"), QStringLiteral("path"), QStringLiteral("repeated"),
                QStringLiteral("signature"), QStringLiteral("status"), QStringLiteral("test")}));
    QCOMPARE(first.value(QStringLiteral("number")).toInt(), 1);
    QCOMPARE(first.value(QStringLiteral("path")).toString(), QStringLiteral("/coupons?x=1"));
    QCOMPARE(first.value(QStringLiteral("body")).toString().toUtf8(), vectorBody);
    QCOMPARE(first.value(QStringLiteral("signature")).toString(), QStringLiteral("valid"));
    QCOMPARE(first.value(QStringLiteral("messageId")).toString(), QStringLiteral("msg_1"));
    QCOMPARE(first.value(QStringLiteral("repeated")), QJsonValue(false));
    QCOMPARE(first.value(QStringLiteral("headers")).toObject().value(QStringLiteral("X-Two")).toString(),
        QStringLiteral("a, b"));
    const QDateTime at = QDateTime::fromString(first.value(QStringLiteral("at")).toString(), Qt::ISODateWithMs);
    QVERIFY(qAbs(at.msecsTo(QDateTime::currentDateTimeUtc())) < 60000);

    client.ask("POST", "/", {"X-Webhook-Id: msg_1"}, QByteArray("\xff\n\xfe", 3));
    lines = linesOf(options.recordFile);
    QCOMPARE(lines.size(), 2);
    const QJsonObject second = lines.last();
    QCOMPARE(second.value(QStringLiteral("body")).toObject().value(QStringLiteral("base64")).toString(),
        QStringLiteral("/wr+"));
    QCOMPARE(second.value(QStringLiteral("signature")).toString(), QStringLiteral("absent"));
    QCOMPARE(second.value(QStringLiteral("status")).toInt(), 401);
    QCOMPARE(second.value(QStringLiteral("repeated")), QJsonValue(true));
}

void TestReceiver::aRecordThatCanNotBeKept()
{
    ReceiverOptions options;
    options.recordFile = QStringLiteral("/dev/full");
    if (!QFile::exists(options.recordFile))
        QSKIP("needs /dev/full");
    Receiver receiver(m_clock);
    const Result<quint16> port = receiver.start(options);
    QVERIFY(port);
    QCOMPARE(Client(*port).ask("POST", "/", {}, "{}").status, 500);
}

void TestReceiver::refusesAPortInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ReceiverOptions options;
    options.port = other.serverPort();
    Receiver receiver(m_clock);
    const Result<quint16> refused = receiver.start(options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::BadValue);
    QCOMPARE(refused.error().arguments.value(0), QString::number(options.port));
    QCOMPARE(receiver.port(), quint16(0));
    other.close();
    QVERIFY(receiver.start(options));
    QCOMPARE(receiver.port(), options.port);
}

void TestReceiver::refusesARecordFileThatCanNotBeOpened()
{
    const QTemporaryDir folder;
    ReceiverOptions options;
    options.recordFile = folder.path();
    Receiver receiver(m_clock);
    const Result<quint16> refused = receiver.start(options);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::FileUnwritable);
    QCOMPARE(receiver.port(), quint16(0));
}

void TestReceiver::stopsAndStartsAgain()
{
    const QTemporaryDir folder;
    ReceiverOptions options;
    options.recordFile = folder.filePath(QStringLiteral("record.jsonl"));
    Receiver receiver(m_clock);
    const Result<quint16> first = receiver.start(options);
    QVERIFY(first);
    Client before(*first);
    QCOMPARE(before.ask("POST", "/", {"X-Webhook-Id: msg_1"}, "{}").status, 200);
    receiver.stop();
    QCOMPARE(receiver.port(), quint16(0));
    QTRY_COMPARE(before.socket().state(), QAbstractSocket::UnconnectedState);
    QTcpSocket refused;
    refused.connectToHost(QHostAddress(QHostAddress::LocalHost), *first);
    QTRY_COMPARE(refused.error(), QAbstractSocket::ConnectionRefusedError);

    options.port = *first;
    QVERIFY(receiver.start(options));
    QSignalSpy spy(&receiver, &Receiver::received);
    QCOMPARE(Client(*first).ask("POST", "/", {"X-Webhook-Id: msg_1"}, "{}").status, 200);
    QVERIFY(requests(spy).value(0).repeated);
    QCOMPARE(linesOf(options.recordFile).size(), 2);
}

void TestReceiver::twoHundredRequestsOnOneConnection()
{
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    const Result<quint16> port = receiver.start({});
    QVERIFY(port);
    Client client(*port);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(client.ask("POST", "/", {}, "{\"i\":" + QByteArray::number(i) + '}').status, 200);
    QCOMPARE(spy.size(), 200);
    QCOMPARE(requests(spy).last().body, QByteArrayLiteral("{\"i\":199}"));
    QCOMPARE(requests(spy).last().number, 200);
}

void TestReceiver::closesWhenAskedTo()
{
    Receiver receiver(m_clock);
    const Result<quint16> port = receiver.start({});
    QVERIFY(port);
    Client client(*port);
    QCOMPARE(client.ask("POST", "/", {"Connection: close"}, "{}").status, 200);
    QTRY_COMPARE(client.socket().state(), QAbstractSocket::UnconnectedState);
}

void TestReceiver::aMegabyte()
{
    const QTemporaryDir folder;
    ReceiverOptions options;
    options.recordFile = folder.filePath(QStringLiteral("record.jsonl"));
    Receiver receiver(m_clock);
    QSignalSpy spy(&receiver, &Receiver::received);
    const Result<quint16> port = receiver.start(options);
    QVERIFY(port);
    QByteArray body;
    while (body.size() < 1024 * 1024)
        body += QByteArrayLiteral("小🐦\"\\\n") + QByteArray::number(body.size());
    Client client(*port);
    QCOMPARE(client.ask("POST", "/", {}, body).status, 200);
    QVERIFY(requests(spy).value(0).body == body);
    QVERIFY(linesOf(options.recordFile).value(0).value(QStringLiteral("body")).toString().toUtf8() == body);
    QCOMPARE(client.ask("POST", "/", {}, "{}").status, 200);
}

WD_TEST(TestReceiver)
#include "tst_receiver.moc"
