// The transport against servers that behave, and servers that don't.
#include "models/sending/managerpool.h"
#include "models/sending/transport.h"

#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTest>
#include <QTimer>

using namespace wd;

namespace {

const QByteArray okay = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

RawServer::Answer always(const QByteArray& answer, bool close = false)
{
    return [answer, close](QTcpSocket& socket, const QByteArray&) {
        socket.write(answer);
        if (close)
            socket.disconnectFromHost();
    };
}

HttpRequest post(const QUrl& url, const QByteArray& body = "{\"hello\":1}")
{
    return {"POST", url, {{"Content-Type", "application/json"}, {"Authorization", "Basic c2VjcmV0"}}, body};
}

QByteArray headerOf(const Exchange& exchange, const QByteArray& name)
{
    for (const auto& [known, value] : exchange.headers)
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

} // namespace

namespace {

// A time that goes on when it is told to.
class SetClock final : public Clock {
public:
    qint64 ms = 0;
    UtcMs nowUtc() const override { return ms; }
    qint64 monotonic() const override { return ms; }

protected:
    std::unique_ptr<QObject> schedule(UtcMs, QObject*, std::function<void()>) override
    {
        return std::make_unique<QObject>();
    }
};

} // namespace

class TestTransport : public QObject {
    Q_OBJECT
private slots:
    void aRequestArrivesAsItIs();
    void phasesComeInOrder();
    void methodsWithoutABody_data();
    void methodsWithoutABody();
    void nothingListens();
    void hostIsUnknown();
    void aServerThatHangsMeetsTheDeadline();
    void aDripOfBytesMeetsTheDeadline();
    void aClosedConnectionIsNotTriedAgain_data();
    void aClosedConnectionIsNotTriedAgain();
    void redirectsAreNotFollowed_data();
    void redirectsAreNotFollowed();
    void garbageIsNoAnswer();
    void anAnswerBeforeTheBody();
    void everyStatusIsAnAnswer();
    void oddAnswers_data();
    void oddAnswers();
    void aPartialAnswerIsNone();
    void retryAfter_data();
    void retryAfter();
    void cookiesAreNotSentBack();
    void aChallengeAsksNobody();
    void unsendableRequests_data();
    void unsendableRequests();
    void cancelling();
    void destroyedWhileWaiting();
    void manyAtOnce();
    void managersAreFreed();
    void managersKeepToTheirLimit();

private:
    Exchange run(const HttpRequest& request, int timeoutSeconds = 10)
    {
        Transport transport(m_clock, {4, timeoutSeconds});
        std::optional<Exchange> result;
        int calls = 0;
        transport.send(request, [&](const Exchange& exchange) {
            result = exchange;
            ++calls;
        });
        if (result || !QTest::qWaitFor([&] { return result.has_value(); }, 15'000))
            qFatal("no result, or one from within send()");
        QCoreApplication::processEvents();
        if (calls != 1)
            qFatal("done was called %d times", calls);
        return *result;
    }
    SystemClock m_clock;
};

void TestTransport::aRequestArrivesAsItIs()
{
    RawServer server(always("HTTP/1.1 202 Fine\r\nX-Trace: abc\r\nContent-Length: 5\r\n\r\nhello"));
    const QByteArray body = QByteArray(100'000, 'b') + "end";
    const Exchange exchange = run(post(server.url(QStringLiteral("/a%20b?q=1")), body));
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.status, 202);
    QCOMPARE(exchange.reasonPhrase, QByteArray("Fine"));
    QCOMPARE(headerOf(exchange, "x-trace"), QByteArray("abc"));
    QCOMPARE(exchange.body, QByteArray("hello"));
    QCOMPARE(exchange.bodyBytes, 5);
    QVERIFY(exchange.bodyStarted);
    QCOMPARE(exchange.protocol, QStringLiteral("HTTP/1.1"));
    QVERIFY(exchange.connectedMs >= 0 && exchange.sentMs >= exchange.connectedMs);
    QVERIFY(exchange.firstByteMs >= exchange.sentMs && exchange.totalMs >= exchange.firstByteMs);
    const QByteArray request = server.requests().value(0);
    QVERIFY(request.startsWith("POST /a%20b?q=1 HTTP/1.1\r\n"));
    QVERIFY(request.endsWith(body));
    QVERIFY(request.contains("\r\nUser-Agent: WebhookDesk/" WD_VERSION "\r\n"));
    QVERIFY(request.contains("\r\nAccept-Encoding: identity\r\n"));
    QVERIFY(request.contains("\r\nContent-Length: 100003\r\n"));
    QVERIFY(!request.contains("Transfer-Encoding"));
    QVERIFY(!request.contains("Upgrade"));
}

void TestTransport::phasesComeInOrder()
{
    RawServer server(always(okay));
    Transport transport(m_clock, {1, 10});
    QList<ExchangePhase> phases;
    std::optional<Exchange> result;
    transport.send(
        post(server.url()), [&](const Exchange& exchange) { result = exchange; },
        [&](ExchangePhase phase) { phases.append(phase); });
    QVERIFY(phases.isEmpty());
    QTRY_VERIFY(result);
    QCOMPARE(phases,
        (QList{ExchangePhase::Connecting, ExchangePhase::Sending, ExchangePhase::Waiting, ExchangePhase::Receiving,
            ExchangePhase::Finished}));
}

void TestTransport::methodsWithoutABody_data()
{
    QTest::addColumn<QByteArray>("method");
    for (const char* method : {"GET", "DELETE", "POST", "PUT", "PATCH"})
        QTest::newRow(method) << QByteArray(method);
}

void TestTransport::methodsWithoutABody()
{
    QFETCH(QByteArray, method);
    RawServer server(always("HTTP/1.1 204 No Content\r\n\r\n"));
    const Exchange exchange = run({method, server.url(), {}, {}});
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.status, 204);
    QVERIFY(exchange.bodyStarted);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(server.requests().first().startsWith(method + " /hook HTTP/1.1\r\n"));
}

void TestTransport::nothingListens()
{
    quint16 port = 0;
    {
        RawServer server(always(okay));
        port = server.port();
    }
    const Exchange exchange = run(post(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(port))));
    QCOMPARE(exchange.fault, TransportFault::Refused);
    QCOMPARE(exchange.status, 0);
    QVERIFY(!exchange.bodyStarted);
    QVERIFY(!exchange.faultText.isEmpty());
}

void TestTransport::hostIsUnknown()
{
    const Exchange exchange = run(post(QUrl(QStringLiteral("http://nowhere.invalid/"))));
    QCOMPARE(exchange.fault, TransportFault::HostNotFound);
    QVERIFY(!exchange.bodyStarted);
}

void TestTransport::aServerThatHangsMeetsTheDeadline()
{
    RawServer server([](QTcpSocket&, const QByteArray&) {});
    QElapsedTimer elapsed;
    elapsed.start();
    const Exchange exchange = run(post(server.url()), 1);
    QCOMPARE(exchange.fault, TransportFault::TimedOut);
    QVERIFY(exchange.bodyStarted);
    QVERIFY2(elapsed.elapsed() >= 1000 && elapsed.elapsed() < 2500, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(server.requests().size(), 1);
}

void TestTransport::aDripOfBytesMeetsTheDeadline()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        auto* const timer = new QTimer(&socket);
        QObject::connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
        timer->start(100);
    });
    const Exchange exchange = run(post(server.url()), 1);
    QCOMPARE(exchange.fault, TransportFault::TimedOut);
    QCOMPARE(exchange.status, 200);
    QVERIFY(exchange.bodyBytes > 0);
}

void TestTransport::aClosedConnectionIsNotTriedAgain_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("POST") << QByteArray("POST") << QByteArray("{\"n\":1}");
    QTest::newRow("GET without a body") << QByteArray("GET") << QByteArray();
}

void TestTransport::aClosedConnectionIsNotTriedAgain()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    RawServer server([](QTcpSocket& socket, const QByteArray& request) {
        if (request.contains("/close"))
            socket.disconnectFromHost();
        else
            socket.write(okay);
    });
    Transport transport(m_clock, {1, 10});
    const auto send = [&](const QString& path) {
        Exchange result;
        QEventLoop loop; // qWaitFor() looks every 10 ms only
        transport.send({method, server.url(path), {}, body}, [&](const Exchange& exchange) {
            result = exchange;
            loop.quit();
        });
        loop.exec();
        return result;
    };
    constexpr int rounds = 50;
    for (int round = 0; round < rounds; ++round) {
        QCOMPARE(send(QStringLiteral("/warm")).status, 200);
        const Exchange closed = send(QStringLiteral("/close/%1").arg(round));
        QCOMPARE(closed.fault, TransportFault::Closed);
        QVERIFY(closed.bodyStarted);
    }
    QCOMPARE(server.requests().size(), 2 * rounds);
    // The connection was in fact reused for the request that it then lost.
    QVERIFY(server.connections() <= rounds + 1);
}

void TestTransport::redirectsAreNotFollowed_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestTransport::redirectsAreNotFollowed()
{
    QFETCH(int, status);
    RawServer other(always(okay));
    const QByteArray target = other.url(QStringLiteral("/elsewhere")).toEncoded();
    RawServer server(always(
        "HTTP/1.1 " + QByteArray::number(status) + " Moved\r\nLocation: " + target + "\r\nContent-Length: 0\r\n\r\n"));
    const Exchange exchange = run(post(server.url()));
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.status, status);
    QCOMPARE(exchange.redirectTarget, other.url(QStringLiteral("/elsewhere")));
    QCOMPARE(server.requests().size(), 1);
    QCOMPARE(other.connections(), 0);
}

void TestTransport::garbageIsNoAnswer()
{
    RawServer server(always("220 smtp.example.com ESMTP ready\r\n250 go on\r\n\r\n", true));
    const Exchange exchange = run(post(server.url()), 2);
    QVERIFY2(exchange.fault == TransportFault::Protocol || exchange.fault == TransportFault::Closed,
        qPrintable(exchange.faultText));
    QCOMPARE(exchange.status, 0);
    QVERIFY(exchange.bodyStarted);
    QCOMPARE(server.requests().size(), 1);
}

void TestTransport::anAnswerBeforeTheBody()
{
    RawServer server(
        [answered = false](QTcpSocket& socket, const QByteArray&) mutable {
            if (!std::exchange(answered, true))
                socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
        },
        true);
    const Exchange exchange = run(post(server.url(), QByteArray(1'000'000, 'x')), 5);
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.status, 413);
    QCOMPARE(exchange.body, QByteArray("big"));
}

// Whatever a receiver says in HTTP, the status decides: never "not HTTP".
void TestTransport::everyStatusIsAnAnswer()
{
    for (int status = 200; status <= 599; ++status) {
        RawServer server(always("HTTP/1.1 " + QByteArray::number(status)
            + (status == 204 || status == 304 ? " Word\r\n\r\n" : " Word\r\nContent-Length: 2\r\n\r\nno")));
        const Exchange exchange = run(post(server.url()), 3);
        QVERIFY2(exchange.fault == TransportFault::None,
            qPrintable(QStringLiteral("%1: %2").arg(QString::number(status), exchange.faultText)));
        QCOMPARE(exchange.status, status);
        QCOMPARE(server.requests().size(), 1);
    }
}

void TestTransport::oddAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("close");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char* name, const QByteArray& answer, bool close, int status, const QByteArray& body) {
        QTest::newRow(name) << answer << close << status << body;
    };
    row("100 Continue first", "HTTP/1.1 100 Continue\r\n\r\n" + okay, false, 200, "ok");
    // The library takes any other interim answer for the last; what it means is uncertain, never a success.
    row("103 Early Hints", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\nContent-Length: 0\r\n\r\n", false, 103, "");
    const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    row("chunked", chunked + "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", false, 200, "abcde");
    row("HTTP/1.0 until closed", "HTTP/1.0 200 OK\r\n\r\nold", true, 200, "old");
    row("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", false, 200, "ok");
    row("lone line feeds", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", false, 200, "ok");
    row("empty", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n", false, 500, "");
    row("a status of its own", "HTTP/1.1 599 Odd\r\nContent-Length: 2\r\n\r\nno", false, 599, "no");
    row("304", "HTTP/1.1 304 Not Modified\r\n\r\n", false, 304, "");
    row("error with a text", "HTTP/1.1 422 Wrong\r\nContent-Length: 3\r\n\r\nbad", false, 422, "bad");
    const QByteArray challenge = "Proxy-Authenticate: Basic realm=\"x\"\r\n";
    row("proxy's 407", "HTTP/1.1 407 Proxy\r\n" + challenge + "Content-Length: 0\r\n\r\n", false, 407, "");
}

void TestTransport::oddAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(bool, close);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    RawServer server(always(answer, close));
    const Exchange exchange = run(post(server.url()), 3);
    QVERIFY2(exchange.fault == TransportFault::None, qPrintable(exchange.faultText));
    QCOMPARE(exchange.status, status);
    QCOMPARE(exchange.body, body);
    QCOMPARE(server.requests().size(), 1);
}

void TestTransport::aPartialAnswerIsNone()
{
    RawServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", true));
    const Exchange exchange = run(post(server.url()));
    QCOMPARE(exchange.fault, TransportFault::Closed);
    QCOMPARE(exchange.status, 200);
    QCOMPARE(exchange.body, QByteArray("half"));
    QCOMPARE(server.requests().size(), 1);
}

void TestTransport::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("lowest");
    QTest::addColumn<int>("highest");
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(100);
    QTest::newRow("seconds") << QByteArray("17") << 17 << 17;
    QTest::newRow("date") << QLocale::c().toString(later, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1()
                          << 90 << 101;
}

void TestTransport::retryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(int, lowest);
    QFETCH(int, highest);
    RawServer server(always("HTTP/1.1 429 Slow down\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n"));
    const Exchange exchange = run(post(server.url()));
    QCOMPARE(exchange.status, 429);
    QVERIFY(exchange.retryAfterSeconds);
    QVERIFY(*exchange.retryAfterSeconds >= lowest && *exchange.retryAfterSeconds <= highest);
}

void TestTransport::cookiesAreNotSentBack()
{
    RawServer server(always("HTTP/1.1 200 OK\r\nSet-Cookie: id=42; Path=/\r\nContent-Length: 2\r\n\r\nok"));
    Transport transport(m_clock, {1, 10});
    for (int round = 1; round <= 2; ++round) {
        std::optional<Exchange> result;
        transport.send(post(server.url()), [&](const Exchange& exchange) { result = exchange; });
        QTRY_VERIFY(result);
        QCOMPARE(headerOf(*result, "Set-Cookie"), QByteArray("id=42; Path=/"));
    }
    QCOMPARE(server.requests().size(), 2);
    QVERIFY(!server.requests().last().toLower().contains("cookie"));
}

void TestTransport::aChallengeAsksNobody()
{
    const QByteArray challenge = "WWW-Authenticate: Basic realm=\"x\"\r\n";
    RawServer server(always("HTTP/1.1 401 Who?\r\n" + challenge + "Content-Length: 4\r\n\r\nwho?"));
    const Exchange exchange = run(post(server.url()));
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.status, 401);
    QCOMPARE(exchange.body, QByteArray("who?"));
    QCOMPARE(server.requests().size(), 1);
}

void TestTransport::unsendableRequests_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("url");
    const QString good = QStringLiteral("http://127.0.0.1:1/");
    QTest::newRow("line break") << QByteArray("X-A") << QByteArray("a\r\nX-B: c") << good;
    QTest::newRow("line feed") << QByteArray("X-A") << QByteArray("a\nb") << good;
    QTest::newRow("NUL") << QByteArray("X-A") << QByteArray("a\0b", 3) << good;
    QTest::newRow("name with a space") << QByteArray("X A") << QByteArray("a") << good;
    QTest::newRow("name with a colon") << QByteArray("X:A") << QByteArray("a") << good;
    QTest::newRow("name beyond ASCII") << QByteArray("X-\xc3\xa4") << QByteArray("a") << good;
    QTest::newRow("no name") << QByteArray() << QByteArray("a") << good;
    for (const char* own : {"Host", "content-length", "TRANSFER-ENCODING", "Connection", "te", "Upgrade"})
        QTest::newRow(own) << QByteArray(own) << QByteArray("x") << good;
    QTest::newRow("password") << QByteArray("X-A") << QByteArray("a") << QStringLiteral("http://u:p@127.0.0.1/");
    QTest::newRow("scheme") << QByteArray("X-A") << QByteArray("a") << QStringLiteral("file:///etc/passwd");
    QTest::newRow("no host") << QByteArray("X-A") << QByteArray("a") << QStringLiteral("http:///path");
}

void TestTransport::unsendableRequests()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QString, url);
    const Exchange exchange = run({"POST", QUrl(url), {{name, value}}, "x"});
    QCOMPARE(exchange.fault, TransportFault::BadRequest);
    QVERIFY(!exchange.faultText.isEmpty());
    QVERIFY(!exchange.bodyStarted);
}

void TestTransport::cancelling()
{
    RawServer server([](QTcpSocket&, const QByteArray&) {});
    Transport transport(m_clock, {3, 10});
    QMap<quint64, Exchange> results;
    QList<quint64> numbers;
    for (int i = 0; i < 3; ++i)
        numbers.append(transport.send(
            post(server.url()), [&results, i](const Exchange& exchange) { results.insert(quint64(i), exchange); }));
    QTRY_COMPARE(server.requests().size(), 3);
    transport.cancel(numbers[1]);
    transport.cancel(numbers[1]);
    QVERIFY(results.isEmpty());
    QTRY_COMPARE(results.keys(), QList<quint64>{1});
    QCOMPARE(transport.inFlight(), 2);
    transport.cancelAll();
    QVERIFY(results.size() == 1);
    QTRY_COMPARE(results.size(), 3);
    for (const Exchange& exchange : std::as_const(results)) {
        QCOMPARE(exchange.fault, TransportFault::Cancelled);
        QVERIFY(exchange.bodyStarted);
    }
    // At once, before anything could leave.
    std::optional<Exchange> early;
    transport.cancel(transport.send(post(server.url()), [&](const Exchange& exchange) { early = exchange; }));
    QTRY_VERIFY(early);
    QCOMPARE(early->fault, TransportFault::Cancelled);
    QVERIFY(!early->bodyStarted);
}

void TestTransport::destroyedWhileWaiting()
{
    RawServer server(always(okay));
    int calls = 0;
    auto transport = std::make_unique<Transport>(m_clock, TransportOptions{2, 10});
    transport->send(post(server.url()), [&](const Exchange&) {
        ++calls;
        transport.reset();
    });
    transport->send(post(server.url(QStringLiteral("/later"))), [&](const Exchange&) { ++calls; });
    QTRY_COMPARE(calls, 1);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QTest::qWait(20);
    QCOMPARE(calls, 1);
}

void TestTransport::manyAtOnce()
{
    constexpr int atOnce = 40;
    constexpr int total = 400;
    RawServer server(always(okay));
    Transport transport(m_clock, {atOnce, 10});
    int sent = 0;
    int done = 0;
    const std::function<void()> fill = [&] {
        while (sent < total && transport.inFlight() < atOnce) {
            const QByteArray body = "n=" + QByteArray::number(sent++);
            transport.send(post(server.url(), body), [&](const Exchange& exchange) {
                done += exchange.status == 200 ? 1 : 0;
                fill();
            });
        }
    };
    fill();
    QTRY_COMPARE_WITH_TIMEOUT(done, total, 10'000);
    QSet<QByteArray> bodies;
    for (const QByteArray& request : server.requests())
        bodies.insert(request.mid(request.indexOf("\r\n\r\n")));
    QCOMPARE(bodies.size(), total);
    QCOMPARE(server.requests().size(), total);
    QVERIFY(server.connections() <= atOnce + 2);
}

void TestTransport::managersAreFreed()
{
    ManagerLimit limit;
    ManagerPool pool(m_clock, limit, QNetworkProxy::NoProxy, 20);
    QList<QNetworkAccessManager*> leased;
    for (int i = 0; i < 7; ++i)
        leased.append(pool.lease());
    QCOMPARE(pool.size(), 2);
    for (QNetworkAccessManager* const manager : std::as_const(leased))
        pool.giveBack(manager);
    QCOMPARE(pool.size(), 2);
    QNetworkAccessManager* const kept = pool.lease();
    QTRY_COMPARE(pool.size(), 1);
    pool.giveBack(kept);
    QTRY_COMPARE(pool.size(), 0);
    pool.learn(true);
    for (int i = 0; i < 20; ++i)
        pool.lease();
    QCOMPARE(pool.size(), 1);
}

// All pools together keep to the limit: who needs one more gets the place of the one that is idle longest.
void TestTransport::managersKeepToTheirLimit()
{
    SetClock clock;
    ManagerLimit limit(2);
    ManagerPool one(clock, limit);
    ManagerPool two(clock, limit);
    ManagerPool three(clock, limit);
    QNetworkAccessManager* const second = two.lease();
    one.giveBack(one.lease());
    clock.ms = 1'000;
    two.giveBack(second);
    QVERIFY(three.hasRoom());
    three.lease();
    QCOMPARE(one.size(), 0);
    QCOMPARE(two.size(), 1);
    two.lease();
    QVERIFY(!one.hasRoom());
    QVERIFY(two.hasRoom()); // on the manager it has
    for (int i = 1; i < ManagerPool::requestsPerManager; ++i)
        two.lease();
    QVERIFY(!two.hasRoom());
    QCOMPARE(two.size(), 1);
}

WD_TEST(TestTransport)
#include "tst_transport.moc"
