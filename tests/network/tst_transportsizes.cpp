// Answers of any size: they come whole or are cut off, and memory stays bounded.
#include "models/sending/transport.h"

#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace wd;

namespace {

RawServer::Answer always(const QByteArray& answer)
{
    return [answer](QTcpSocket& socket, const QByteArray&) { socket.write(answer); };
}

// Writes `size` bytes of `piece` over and over, as fast as the receiver takes them.
void pour(QTcpSocket& socket, const QByteArray& piece, qint64 size)
{
    auto left = std::make_shared<qint64>(size);
    const auto more = [&socket, piece, left] {
        while (*left > 0 && socket.bytesToWrite() < 1024 * 1024) {
            socket.write(piece);
            *left -= piece.size();
        }
    };
    QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
    more();
}

// Peak of this process's memory so far.
qint64 peakKib()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).simplified().split(' ').value(0).toLongLong();
    return 0;
}

} // namespace

class TestTransportSizes : public QObject {
    Q_OBJECT
private slots:
    void aFloodOfHeadersIsCutOff();
    void aHugeAnswerIsCutOff_data();
    void aHugeAnswerIsCutOff();
    void aLongAnswerComesWhole();
    void compressedAnswersAreNotInflated();

private:
    Exchange run(const QUrl& url, int timeoutSeconds = 10)
    {
        Transport transport(m_clock, {1, timeoutSeconds});
        std::optional<Exchange> result;
        transport.send({"POST", url, {}, "{}"}, [&](const Exchange& exchange) { result = exchange; });
        return QTest::qWaitFor([&] { return result.has_value(); }, 15'000) ? *result : Exchange();
    }
    SystemClock m_clock;
};

void TestTransportSizes::aFloodOfHeadersIsCutOff()
{
    const qint64 before = peakKib();
    RawServer server([](QTcpSocket& socket, const QByteArray&) {
        socket.write("HTTP/1.1 200 OK\r\n");
        pour(socket, "X-Filler: " + QByteArray(4000, 'x') + "\r\n", 2'000'000);
    });
    const Exchange exchange = run(server.url(), 1);
    QVERIFY(exchange.fault == TransportFault::TimedOut || exchange.fault == TransportFault::Protocol);
    QVERIFY(exchange.bodyStarted);
    QVERIFY2(peakKib() - before < 96 * 1024, qPrintable(QString::number(peakKib() - before)));
}

void TestTransportSizes::aHugeAnswerIsCutOff_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<qint64>("size");
    const QByteArray piece(10'000, 'x');
    QTest::newRow("announced") << QByteArray("Content-Length: 1000000000\r\n") << piece << qint64(1'000'000'000);
    QTest::newRow("until closed") << QByteArray("Connection: close\r\n") << piece << qint64(1'000'000'000);
    // Less here: the library takes chunks apart more slowly than a server on the same machine can send them, and lets
    // them pile up in its socket meanwhile.
    QTest::newRow("chunked") << QByteArray("Transfer-Encoding: chunked\r\n") << "2710\r\n" + piece + "\r\n"
                             << qint64(20'000'000);
}

void TestTransportSizes::aHugeAnswerIsCutOff()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, piece);
    QFETCH(qint64, size);
    const qint64 before = peakKib();
    RawServer server([&](QTcpSocket& socket, const QByteArray&) {
        socket.write("HTTP/1.1 200 OK\r\n" + header + "\r\n");
        pour(socket, piece, size);
    });
    QElapsedTimer elapsed;
    elapsed.start();
    const Exchange exchange = run(server.url());
    QCOMPARE(exchange.fault, TransportFault::TooLarge);
    QCOMPARE(exchange.status, 200);
    QCOMPARE(exchange.body.size(), Transport::abortBytes);
    QVERIFY(exchange.bodyBytes > Transport::abortBytes && exchange.bodyBytes < 2 * Transport::abortBytes);
    QVERIFY(elapsed.elapsed() < 3000);
    QVERIFY2(peakKib() - before < 64 * 1024, qPrintable(QString::number(peakKib() - before)));
}

void TestTransportSizes::aLongAnswerComesWhole()
{
    const QByteArray body = QByteArray(Transport::abortBytes - 1, 'a') + 'b';
    const QByteArray size = QByteArray::number(body.size());
    RawServer server(always("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n" + body));
    const Exchange exchange = run(server.url());
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.body, body);
    QCOMPARE(exchange.bodyBytes, body.size());
}

void TestTransportSizes::compressedAnswersAreNotInflated()
{
    // 100 MB of zeros: zlib format behind a size of four bytes.
    const QByteArray bomb = qCompress(QByteArray(100'000'000, '\0'), 9).mid(4);
    const qint64 before = peakKib();
    RawServer server(always("HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: "
        + QByteArray::number(bomb.size()) + "\r\n\r\n" + bomb));
    const Exchange exchange = run(server.url());
    QCOMPARE(exchange.fault, TransportFault::None);
    QCOMPARE(exchange.bodyBytes, bomb.size());
    QCOMPARE(exchange.body, bomb);
    QVERIFY(peakKib() - before < 32 * 1024);
}

WD_TEST(TestTransportSizes)
#include "tst_transportsizes.moc"
