#include "tests/journeys/clidesk.h"
#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace wd;

namespace {

const QString gateway = QStringLiteral("gateway");
const QString greeting = QStringLiteral("greeting");
// Long enough for two attempts of a second each, short enough to call a hang one.
constexpr int hangMs = 20'000;

// What one person's message came to.
struct Counts {
    int accepted = 0;
    int failed = 0;
    int uncertain = 0;
    int queued = 0;
};

const Counts oneAccepted{1, 0, 0, 0};
const Counts oneFailed{0, 1, 0, 0};
const Counts oneUncertain{0, 0, 1, 0};
const Counts oneKept{0, 0, 0, 1};

} // namespace

Q_DECLARE_METATYPE(Counts)

class TestReceivers : public QObject {
    Q_OBJECT
private slots:
    void everyAnswerIsRecorded_data();
    void everyAnswerIsRecorded();
    void nobodyListening();
    void anAnswerThatBreaksOffIsRecorded();
    void aTestDoubtsWhatReadsLikeAFailure();
    void retryAfterDelays();
    void goesOnOnceTheReceiverIsMended();

private:
    static QString urlOf(const CliDesk& desk)
    {
        return QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port());
    }
    static QJsonObject fields(const QString& contract, const QString& repeat, const QString& retry)
    {
        return {{QStringLiteral("contract"), contract},
            {QStringLiteral("limits"),
                QJsonObject{{QStringLiteral("timeoutSeconds"), 1}, {QStringLiteral("repeat"), repeat},
                    {QStringLiteral("retries"), QJsonArray{retry}}}}};
    }
    void makeDesk(const CliDesk& desk, const QJsonObject& document);
    void checkCounts(const CliAnswer& answer, const Counts& expected);
};

void TestReceivers::makeDesk(const CliDesk& desk, const QJsonObject& document)
{
    writeFile(desk.file(QStringLiteral("people.csv")), "login_id\nu_1\n");
    QCOMPARE(
        desk.run({QStringLiteral("import"), QStringLiteral("people"), desk.file(QStringLiteral("people.csv"))}).code,
        0);
    const CliAnswer applied = desk.apply(document);
    QVERIFY2(applied.code == 0, applied.errors.constData());
}

void TestReceivers::checkCounts(const CliAnswer& answer, const Counts& expected)
{
    QCOMPARE(answer.number("accepted"), expected.accepted);
    QCOMPARE(answer.number("failed"), expected.failed);
    QCOMPARE(answer.number("uncertain"), expected.uncertain);
    QCOMPARE(answer.number("queued"), expected.queued);
}

void TestReceivers::everyAnswerIsRecorded_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("delayMs");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("contract");
    QTest::addColumn<QString>("repeat");
    QTest::addColumn<Counts>("counts");
    QTest::addColumn<int>("requests");
    QTest::addColumn<QString>("reason");

    const QString v1 = QStringLiteral("growingio-v1");
    const QString v4 = QStringLiteral("growingio-v4");
    const QString once = QStringLiteral("atMostOnce");
    const QString again = QStringLiteral("atLeastOnce");
    const QByteArray fine = R"({"code":0})";
    const QByteArray page = "<html><body>Welcome</body></html>";
    const auto row = [&](const char* name, int status, const QString& repeat, const Counts& counts, int requests,
                         const QString& reason, int delayMs = 0, const QByteArray& header = {},
                         const QByteArray& body = {}, const QString& contract = {}) {
        QTest::newRow(name) << status << delayMs << header << (body.isEmpty() ? fine : body)
                            << (contract.isEmpty() ? v1 : contract) << repeat << counts << requests << reason;
    };
    const QString late = QStringLiteral("No complete answer came in time; the receiver may have the request.");
    const QString lie = QStringLiteral("The answer is not what the contract calls a success.");
    const QString broken = QStringLiteral("The receiver reports an error of its own.");
    row("slow, once", 200, once, oneUncertain, 1, late, 3'000);
    row("slow, again", 200, again, oneUncertain, 2, late, 3'000);
    row("201", 201, once, oneUncertain, 1, lie);
    row("201, again", 201, again, oneUncertain, 1, lie);
    row("HTML, judged by its status", 200, once, oneAccepted, 1, {}, 0, {}, page);
    row("HTML, judged by its body", 200, once, oneUncertain, 1, lie, 0, {}, page, v4);
    row("redirect", 302, again, oneKept, 1,
        QStringLiteral("The address redirects to another one; redirects are not followed."), 0, "Location: /other");
    row("401", 401, again, oneKept, 1, QStringLiteral("Authentication was refused."));
    row("404", 404, again, oneKept, 1, QStringLiteral("The path was not found (404)."));
    row("422", 422, again, oneFailed, 1, QStringLiteral("The receiver refused this message."));
    row("429 to the end", 429, once, oneFailed, 2, QStringLiteral("The receiver asks for fewer requests (429)."));
    row("500, once", 500, once, oneUncertain, 1, broken);
    row("500, again", 500, again, oneUncertain, 2, broken);
}

void TestReceivers::everyAnswerIsRecorded()
{
    QFETCH(int, status);
    QFETCH(int, delayMs);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, body);
    QFETCH(QString, contract);
    QFETCH(QString, repeat);
    QFETCH(Counts, counts);
    QFETCH(int, requests);
    QFETCH(QString, reason);

    CliDesk desk;
    desk.ledger.answerWith(status, delayMs);
    desk.ledger.answerHeader(header);
    desk.ledger.answerBody(body);
    makeDesk(desk, smallDesk(urlOf(desk), fields(contract, repeat, QStringLiteral("1s"))));
    const CliAnswer sent
        = desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting, QStringLiteral("--wait"),
                       QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")},
            hangMs);
    QCOMPARE(sent.code, counts.accepted == 1 ? 0 : 1);
    checkCounts(sent, counts);
    QCOMPARE(sent.text("state"), counts.queued == 0 ? QStringLiteral("finished") : QStringLiteral("active"));
    const QList<LedgerEntry> entries = desk.ledger.entries();
    QCOMPARE(entries.size(), requests);
    for (const LedgerEntry& entry : entries) {
        QCOMPARE(entry.path, QByteArray("/hook"));
        QCOMPARE(entry.messageId(), entries.first().messageId());
    }
    const QJsonObject delivery
        = desk.run({QStringLiteral("deliveries")}).json()[QStringLiteral("deliveries")][0].toObject();
    QCOMPARE(delivery[QStringLiteral("attempts")].toInt(), requests);
    QCOMPARE(delivery[QStringLiteral("http")].toInt(), delayMs > 0 ? 0 : status);
    QCOMPARE(counts.queued == 1 ? sent.text("channelPause") : delivery[QStringLiteral("reason")].toString(), reason);
}

void TestReceivers::nobodyListening()
{
    quint16 port = 0;
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        port = taken.serverPort();
    }
    CliDesk desk;
    const QString url = QStringLiteral("http://127.0.0.1:%1/hook").arg(port);
    makeDesk(desk,
        smallDesk(url, fields(QStringLiteral("growingio-v1"), QStringLiteral("atMostOnce"), QStringLiteral("1s"))));
    const CliAnswer sent = desk.send(greeting, gateway);
    QCOMPARE(sent.code, 1);
    checkCounts(sent, oneFailed);
    const QJsonObject delivery
        = desk.run({QStringLiteral("deliveries")}).json()[QStringLiteral("deliveries")][0].toObject();
    QCOMPARE(delivery[QStringLiteral("reason")].toString(), QStringLiteral("The connection was refused."));
    QCOMPARE(delivery[QStringLiteral("attempts")].toInt(), 2);
}

void TestReceivers::anAnswerThatBreaksOffIsRecorded()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"cod");
        socket.disconnectFromHost();
    });
    CliDesk desk;
    makeDesk(desk,
        smallDesk(server.url().toString(),
            fields(QStringLiteral("growingio-v1"), QStringLiteral("atMostOnce"), QStringLiteral("1s"))));
    checkCounts(desk.send(greeting, gateway), oneUncertain);
    const QJsonObject delivery
        = desk.run({QStringLiteral("deliveries")}).json()[QStringLiteral("deliveries")][0].toObject();
    QCOMPARE(delivery[QStringLiteral("http")].toInt(), 200);
    QCOMPARE(delivery[QStringLiteral("reason")].toString(),
        QStringLiteral("The receiver answered 200, but its answer broke off; it may have acted on the request."));
    QCOMPARE(server.requests().size(), 1);
}

void TestReceivers::aTestDoubtsWhatReadsLikeAFailure()
{
    CliDesk desk;
    makeDesk(desk,
        smallDesk(
            urlOf(desk), fields(QStringLiteral("growingio-v1"), QStringLiteral("atMostOnce"), QStringLiteral("1s"))));
    const QStringList words{QStringLiteral("channel"), QStringLiteral("test"), gateway, QStringLiteral("--secret"),
        gateway + QStringLiteral("=env:WD_STORY_SECRET")};
    QCOMPARE(desk.run(words).text("doubt"), QString());
    desk.ledger.answerBody("{\"code\":500,\"success\":false,\"msg\":\"余额不足\"}");
    const CliAnswer doubted = desk.run(words);
    QCOMPARE(doubted.text("doubt"),
        QStringLiteral("The receiver answered 200, but the content looks like a failure: 余额不足."));
    QVERIFY(doubted.json()[QStringLiteral("accepted")].toBool()); // as a campaign would count it
    QVERIFY(doubted.text("reason").contains(QLatin1String("counted as accepted")));
    QCOMPARE(doubted.code, 0);
}

void TestReceivers::retryAfterDelays()
{
    CliDesk desk;
    desk.ledger.answerWith(429, 0);
    desk.ledger.answerHeader("Retry-After: 3");
    makeDesk(desk,
        smallDesk(
            urlOf(desk), fields(QStringLiteral("growingio-v1"), QStringLiteral("atMostOnce"), QStringLiteral("1s"))));
    Program program = desk.start({QStringLiteral("campaign"), QStringLiteral("online"), greeting,
        QStringLiteral("--wait"), QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")});
    QTRY_COMPARE(desk.ledger.entries().size(), 1);
    QElapsedTimer since;
    since.start();
    QTRY_VERIFY(desk.ledger.unanswered() == 0);
    desk.ledger.answerWith(200, 0);
    QTRY_COMPARE(desk.ledger.entries().size(), 2);
    // The retry's own second is long over; half a second is left to the first look at the ledger.
    QVERIFY2(since.elapsed() >= 2'500, qPrintable(QString::number(since.elapsed())));
    QVERIFY(program.waitForEnd());
    QCOMPARE(program.exitCode(), 0);
    QCOMPARE(desk.ledger.entries().at(0).messageId(), desk.ledger.entries().at(1).messageId());
}

// A channel that paused itself keeps everybody; continuing by hand sends to each exactly once.
void TestReceivers::goesOnOnceTheReceiverIsMended()
{
    CliDesk desk;
    desk.ledger.answerWith(401, 0);
    makeDesk(desk,
        smallDesk(
            urlOf(desk), fields(QStringLiteral("growingio-v1"), QStringLiteral("atMostOnce"), QStringLiteral("1s"))));
    QCOMPARE(desk.send(greeting, gateway).code, 1);
    desk.ledger.answerWith(200, 0);
    desk.ledger.clear();
    QCOMPARE(desk.send(greeting, gateway).code, 1);
    QCOMPARE(desk.ledger.entries().size(), 0);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("resume"), greeting}).code, 0);
    const CliAnswer sent = desk.send(greeting, gateway);
    QVERIFY2(sent.code == 0, sent.errors.constData());
    checkCounts(sent, oneAccepted);
    QCOMPARE(desk.ledger.entries().size(), 1);
}

WD_TEST(TestReceivers)
#include "tst_receivers.moc"
