// How an address is reached, channel by channel: authorities of its own, a client certificate, a proxy; and that a
// change of them is not lost on connections that were made before.
#include "models/channels/certificates.h"
#include "models/sending/transport.h"

#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

class TestConnections : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void anAuthorityOfItsOwn();
    void aClientCertificate();
    void aProxy();
    void certificatesAndKeysAreChecked();

private:
    QByteArray contentOf(const QString& name) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void make(const QString& name, const QStringList& key) const;
    QSslConfiguration serverTls() const
    {
        QSslConfiguration tls;
        tls.setLocalCertificate(certificates(m_server).value().first());
        tls.setPrivateKey(*privateKey(contentOf(QStringLiteral("server.key")), {}));
        return tls;
    }
    static RawServer::Answer okay()
    {
        return [](QTcpSocket& socket, const QByteArray&) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        };
    }
    static Exchange run(Transport& transport, const QUrl& url)
    {
        std::optional<Exchange> result;
        transport.send({"POST", url, {}, "secret"}, [&](const Exchange& exchange) { result = exchange; });
        return QTest::qWaitFor([&] { return result.has_value(); }, 15'000) ? *result : Exchange();
    }
    static TransportOptions options(const Connection& connection, const Secret& key = {})
    {
        return {4, 5, connection, key};
    }

    SystemClock m_clock;
    QTemporaryDir m_folder;
    QString m_server; // certificate in PEM
    QString m_client;
};

void TestConnections::make(const QString& name, const QStringList& key) const
{
    const QStringList arguments
        = QStringList{QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-nodes"), QStringLiteral("-days"),
              QStringLiteral("3650"), QStringLiteral("-subj"), QStringLiteral("/CN=") + name, QStringLiteral("-addext"),
              QStringLiteral("subjectAltName=IP:127.0.0.1"), QStringLiteral("-keyout"),
              m_folder.filePath(name + QStringLiteral(".key")), QStringLiteral("-out"),
              m_folder.filePath(name + QStringLiteral(".pem"))}
        + key;
    QCOMPARE(QProcess::execute(QStringLiteral("openssl"), arguments), 0);
}

void TestConnections::initTestCase()
{
    make(QStringLiteral("server"), {QStringLiteral("-newkey"), QStringLiteral("rsa:2048")});
    make(QStringLiteral("client"),
        {QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
            QStringLiteral("ec_paramgen_curve:prime256v1")});
    m_server = QString::fromLatin1(contentOf(QStringLiteral("server.pem")));
    m_client = QString::fromLatin1(contentOf(QStringLiteral("client.pem")));
}

// Other connections of the same transport were trusted, or not: neither helps or hinders after a change.
void TestConnections::anAuthorityOfItsOwn()
{
    RawServer server(okay(), false, serverTls());
    Transport transport(m_clock, options({}));
    QCOMPARE(run(transport, server.url()).fault, TransportFault::CertificateInvalid);
    transport.setOptions(options({m_server, {}, {}}));
    const Exchange trusted = run(transport, server.url());
    QVERIFY2(trusted.fault == TransportFault::None, qPrintable(trusted.faultText));
    QCOMPARE(trusted.status, 200);
    transport.setOptions(options({m_client, {}, {}}));
    QCOMPARE(run(transport, server.url()).fault, TransportFault::CertificateInvalid);
    QCOMPARE(server.requests().size(), 1);
}

void TestConnections::aClientCertificate()
{
    QSslConfiguration strict = serverTls();
    strict.setPeerVerifyMode(QSslSocket::VerifyPeer);
    strict.setCaCertificates(*certificates(m_client));
    RawServer server(okay(), false, strict);
    const Secret key(contentOf(QStringLiteral("client.key")));
    Transport transport(m_clock, options({m_server, {}, {}}));
    QVERIFY(run(transport, server.url()).fault != TransportFault::None);
    QVERIFY(server.requests().isEmpty());
    transport.setOptions(options({m_server, m_client, {}}, key));
    const Exchange known = run(transport, server.url());
    QVERIFY2(known.fault == TransportFault::None, qPrintable(known.faultText));
    QCOMPARE(known.status, 200);
    QCOMPARE(server.requests().size(), 1);
}

void TestConnections::aProxy()
{
    RawServer proxy(okay());
    RawServer other(okay());
    const auto through = [](const RawServer& server) {
        return options({{}, {}, QStringLiteral("http://127.0.0.1:%1").arg(server.port())});
    };
    Transport transport(m_clock, through(proxy));
    const QUrl url(QStringLiteral("http://nobody.invalid/hook?a=1"));
    QCOMPARE(run(transport, url).status, 200);
    QVERIFY2(proxy.requests().value(0).startsWith("POST http://nobody.invalid/hook?a=1 HTTP/1.1\r\n"),
        proxy.requests().value(0).constData());
    transport.setOptions(through(other));
    QCOMPARE(run(transport, url).status, 200);
    QCOMPARE(proxy.requests().size(), 1);
    QCOMPARE(other.requests().size(), 1);
    transport.setOptions(options({}));
    QCOMPARE(run(transport, url).fault, TransportFault::HostNotFound);
}

void TestConnections::certificatesAndKeysAreChecked()
{
    QCOMPARE(certificates(m_server + m_client).value().size(), 2);
    QCOMPARE(certificates(QStringLiteral("no certificate")).error().kind, ErrorKind::BadValue);
    QVERIFY(privateKey(contentOf(QStringLiteral("client.key")), {}));
    QCOMPARE(privateKey("no key", {}).error().kind, ErrorKind::BadValue);
    const QString locked = m_folder.filePath(QStringLiteral("locked.key"));
    QCOMPARE(QProcess::execute(QStringLiteral("openssl"),
                 {QStringLiteral("rsa"), QStringLiteral("-aes256"), QStringLiteral("-traditional"),
                     QStringLiteral("-passout"), QStringLiteral("pass:open"), QStringLiteral("-in"),
                     m_folder.filePath(QStringLiteral("server.key")), QStringLiteral("-out"), locked}),
        0);
    QVERIFY(!privateKey(contentOf(QStringLiteral("locked.key")), {}));
    QVERIFY(!privateKey(contentOf(QStringLiteral("locked.key")), "wrong"));
    QVERIFY(privateKey(contentOf(QStringLiteral("locked.key")), "open"));
}

WD_TEST(TestConnections)
#include "tst_connections.moc"
