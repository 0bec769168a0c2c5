// Interim answers (1xx), after which a final one follows on the same connection.
#include "models/sending/transport.h"

#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QTest>
#include <QTimer>

using namespace wd;

namespace {

const QByteArray okay = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

} // namespace

class TestInterim : public QObject {
    Q_OBJECT
private slots:
    void theFinalAnswerIsNobodyElses_data();
    void theFinalAnswerIsNobodyElses();

private:
    SystemClock m_clock;
};

void TestInterim::theFinalAnswerIsNobodyElses_data()
{
    QTest::addColumn<QByteArray>("interim");
    QTest::addColumn<int>("pauseMs"); // before the final answer
    QTest::addColumn<int>("status");
    const QByteArray hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    const QByteArray goOn = "HTTP/1.1 100 Continue\r\n\r\n";
    QTest::newRow("103, the final answer with it") << hints << 0 << 103;
    QTest::newRow("103, the final answer later") << hints << 300 << 103;
    QTest::newRow("100, the final answer with it") << goOn << 0 << 200;
    QTest::newRow("100, the final answer later") << goOn << 300 << 200;
}

void TestInterim::theFinalAnswerIsNobodyElses()
{
    QFETCH(QByteArray, interim);
    QFETCH(int, pauseMs);
    QFETCH(int, status);
    auto requests = std::make_shared<int>(0);
    RawServer server([=](QTcpSocket& socket, const QByteArray&) {
        if (++*requests > 1) {
            QTimer::singleShot(
                2 * pauseMs, &socket, [&socket] { socket.write("HTTP/1.1 422 No\r\nContent-Length: 0\r\n\r\n"); });
        } else if (pauseMs == 0) {
            socket.write(interim + okay);
        } else {
            socket.write(interim);
            QTimer::singleShot(pauseMs, &socket, [&socket] { socket.write(okay); });
        }
    });
    Transport transport(m_clock, {4, 2});
    QList<Exchange> exchanges;
    const auto send = [&] {
        transport.send({"POST", server.url(), {}, "{}"}, [&](const Exchange& exchange) { exchanges += exchange; });
        const qsizetype expected = exchanges.size() + 1;
        return QTest::qWaitFor([&] { return exchanges.size() == expected; }, 10'000);
    };
    QVERIFY(send());
    QVERIFY(send());
    QCOMPARE(exchanges[0].fault, TransportFault::None);
    QCOMPARE(exchanges[0].status, status);
    QCOMPARE(exchanges[1].status, 422);
}

WD_TEST(TestInterim)
#include "tst_interim.moc"
