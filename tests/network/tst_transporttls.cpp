// TLS is verified always: a certificate that nobody vouches for ends the request before a byte of it leaves.
#include "models/sending/transport.h"

#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

class TestTransportTls : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void anUntrustedCertificateIsRefused();
    void aTrustedOneIsNot();
    void anotherHostsCertificateIsRefused();
    void aServerWithoutTls();
    void anOldTlsVersionIsRefused();
    void aClosedConnectionIsNotTriedAgain();

private:
    QSslConfiguration serverTls() const
    {
        QSslConfiguration tls;
        tls.setLocalCertificate(m_certificate);
        tls.setPrivateKey(m_key);
        return tls;
    }
    Exchange run(const QUrl& url, int timeoutSeconds = 10)
    {
        Transport transport(m_clock, {4, timeoutSeconds});
        return run(transport, url);
    }
    static Exchange run(Transport& transport, const QUrl& url)
    {
        std::optional<Exchange> result;
        transport.send({"POST", url, {}, "secret"}, [&](const Exchange& exchange) { result = exchange; });
        return QTest::qWaitFor([&] { return result.has_value(); }, 15'000) ? *result : Exchange();
    }
    // From here on this certificate counts as one that the system trusts.
    void trust() const
    {
        QSslConfiguration configuration = m_untouched;
        configuration.setCaCertificates({m_certificate});
        QSslConfiguration::setDefaultConfiguration(configuration);
    }
    static RawServer::Answer okay()
    {
        return [](QTcpSocket& socket, const QByteArray&) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        };
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    QSslCertificate m_certificate;
    QSslKey m_key;
    QSslConfiguration m_untouched;
};

void TestTransportTls::initTestCase()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("this Qt has no TLS");
    const QString key = m_folder.filePath(QStringLiteral("key.pem"));
    const QString certificate = m_folder.filePath(QStringLiteral("certificate.pem"));
    const QStringList arguments{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
        QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("3650"),
        QStringLiteral("-subj"), QStringLiteral("/CN=127.0.0.1"), QStringLiteral("-addext"),
        QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"), key, QStringLiteral("-out"),
        certificate};
    QCOMPARE(QProcess::execute(QStringLiteral("openssl"), arguments), 0);
    QFile keyFile(key);
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    m_key = QSslKey(&keyFile, QSsl::Rsa);
    m_certificate = QSslCertificate::fromPath(certificate).value(0);
    QVERIFY(!m_certificate.isNull() && !m_key.isNull());
    m_untouched = QSslConfiguration::defaultConfiguration();
}

void TestTransportTls::anUntrustedCertificateIsRefused()
{
    RawServer server(okay(), false, serverTls());
    const Exchange exchange = run(server.url());
    QCOMPARE(exchange.fault, TransportFault::CertificateInvalid);
    QVERIFY(!exchange.tlsErrors.isEmpty());
    QVERIFY(!exchange.bodyStarted);
    QCOMPARE(exchange.status, 0);
    QCOMPARE(server.connections(), 1);
    QVERIFY(server.requests().isEmpty());
}

void TestTransportTls::aTrustedOneIsNot()
{
    trust();
    RawServer server(okay(), false, serverTls());
    const Exchange exchange = run(server.url());
    QVERIFY2(exchange.fault == TransportFault::None, qPrintable(exchange.faultText));
    QCOMPARE(exchange.status, 200);
    QVERIFY(exchange.tlsProtocol == QStringLiteral("TLS 1.3") || exchange.tlsProtocol == QStringLiteral("TLS 1.2"));
    QVERIFY(!exchange.cipher.isEmpty());
    QVERIFY(server.requests().value(0).endsWith("secret"));
}

void TestTransportTls::anotherHostsCertificateIsRefused()
{
    trust();
    RawServer server(okay(), false, serverTls());
    QUrl url = server.url();
    url.setHost(QStringLiteral("localhost"));
    const Exchange exchange = run(url);
    QCOMPARE(exchange.fault, TransportFault::CertificateInvalid);
    QVERIFY(!exchange.bodyStarted);
    QVERIFY(server.requests().isEmpty());
}

void TestTransportTls::aServerWithoutTls()
{
    RawServer server([](QTcpSocket&, const QByteArray&) {});
    QUrl url = server.url();
    url.setScheme(QStringLiteral("https"));
    const Exchange exchange = run(url, 1);
    QVERIFY(exchange.fault == TransportFault::TlsFailed || exchange.fault == TransportFault::TimedOut);
    QVERIFY(!exchange.bodyStarted);
}

void TestTransportTls::anOldTlsVersionIsRefused()
{
    trust();
    QSslConfiguration old = serverTls();
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    old.setProtocol(QSsl::TlsV1_1);
    QT_WARNING_POP
    RawServer server(okay(), false, old);
    const Exchange exchange = run(server.url(), 3);
    QCOMPARE(exchange.fault, TransportFault::TlsFailed);
    QVERIFY(!exchange.bodyStarted);
    QVERIFY(server.requests().isEmpty());
}

void TestTransportTls::aClosedConnectionIsNotTriedAgain()
{
    trust();
    RawServer server(
        [](QTcpSocket& socket, const QByteArray& request) {
            if (request.contains("/close"))
                socket.disconnectFromHost();
            else
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        },
        false, serverTls());
    Transport transport(m_clock, {1, 10});
    constexpr int rounds = 20;
    for (int round = 0; round < rounds; ++round) {
        QCOMPARE(run(transport, server.url(QStringLiteral("/warm"))).status, 200);
        const Exchange closed = run(transport, server.url(QStringLiteral("/close")));
        QCOMPARE(closed.fault, TransportFault::Closed);
        QVERIFY(closed.bodyStarted);
    }
    QCOMPARE(server.requests().size(), 2 * rounds);
}

WD_TEST(TestTransportTls)
#include "tst_transporttls.moc"
