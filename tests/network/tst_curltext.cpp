// What a test shows of its request, and the cURL command it gives, are the bytes that went out.
#include "models/channels/contractlibrary.h"
#include "models/channels/curl/curltext.h"
#include "models/sending/transport.h"
#include "models/sending/wirerequest.h"

#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QProcess>
#include <QTest>

using namespace wd;

class TestCurlText : public QObject {
    Q_OBJECT
private slots:
    void sameBytes_data();
    void sameBytes();
};

namespace {

const Secret secret(QByteArray("k'1\"$`\\ y"));

MessageContent content()
{
    MessageContent content;
    content.campaignName = QStringLiteral("生日 'quoted' \"double\" $HOME `x` \\ 🎂");
    content.messageId = QStringLiteral("msg_1");
    content.recipients = {
        {QStringLiteral("u1"), {{QStringLiteral("userid"), {FieldValue::Type::String, QStringLiteral("a\nb'c")}}}, {}}};
    return content;
}

HttpRequest masked(HttpRequest request, const ChannelSpec& channel)
{
    for (auto& [name, value] : request.headers)
        if (name == "Authorization" || name == channel.auth.header.toUtf8())
            value = "********";
    return request;
}

} // namespace

void TestCurlText::sameBytes_data()
{
    QTest::addColumn<AuthType>("auth");
    QTest::addColumn<QString>("contract");
    QTest::addColumn<QString>("path");
    const QString plain = QStringLiteral("/hook");
    QTest::newRow("no authentication") << AuthType::None << QStringLiteral("growingio-v1") << plain;
    QTest::newRow("Basic") << AuthType::Basic << QStringLiteral("sensorsdata") << plain;
    QTest::newRow("Bearer") << AuthType::Bearer << QStringLiteral("growingio-v1") << plain;
    QTest::newRow("a header") << AuthType::Header << QStringLiteral("growingio-v4") << plain;
    QTest::newRow("a signature") << AuthType::SecretKey << QStringLiteral("growingio-v1") << plain;
    QTest::newRow("an odd path") << AuthType::None << QStringLiteral("growingio-v1")
                                 << QStringLiteral("/a'b/小?x=1&y=%20[2]#part");
    QTest::newRow("no path") << AuthType::None << QStringLiteral("growingio-v1") << QString();
}

void TestCurlText::sameBytes()
{
    QFETCH(AuthType, auth);
    QFETCH(QString, contract);
    QFETCH(QString, path);
    RawServer server(
        [](QTcpSocket& socket, const QByteArray&) { socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"); });
    ChannelSpec channel;
    channel.url = server.url(path).toString();
    channel.contract = contract;
    channel.auth = {auth, QStringLiteral("小 'xue\""), QStringLiteral("X-Api-Key")};
    const ContractLibrary library;
    const auto bound = library.of(channel);
    QVERIFY(bound);
    HttpRequest request
        = (*bound)->request(channel, secret, (*bound)->render(content()), QStringLiteral("msg_1"), 1'603'855'171'269);
    request.headers.emplaceBack("X-Empty", "");

    SystemClock clock;
    Transport transport(clock, {1, 10});
    int status = 0;
    transport.send(request, [&](const Exchange& exchange) { status = exchange.status; });
    QTRY_COMPARE(status, 200);
    QByteArray wire = requestLine(request) + "\r\n";
    for (const auto& [name, value] : wireHeaders(request))
        wire += name + ": " + value + "\r\n";
    QCOMPARE(server.requests().value(0), wire + "\r\n" + request.body);

    const HttpRequest shown = masked(request, channel);
    QString command = curlText(shown, wireHeaders(shown), channel.auth, {});
    QVERIFY(!command.contains(QString::fromUtf8(secret.reveal())));
    QVERIFY(!command.contains(QString::fromUtf8(secret.reveal().toBase64())));
    command.replace(QLatin1String("SECRET='********'"), QLatin1String("SECRET='k'\\''1\"$`\\ y'"));
    QProcess curl;
    curl.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    QVERIFY(curl.waitForFinished(10'000));
    QVERIFY2(curl.exitCode() == 0, curl.readAllStandardError().constData());
    QTRY_COMPARE(server.requests().size(), 2);
    QCOMPARE(server.requests().at(1), server.requests().at(0));
}

WD_TEST(TestCurlText)

#include "tst_curltext.moc"
