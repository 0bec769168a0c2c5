#include "tests/gui/channeldesk.h"
#include "tests/network/rawserver.h"
#include "tests/support/suite.h"
#include "ui/testing/testpanel.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTcpServer>
#include <QTemporaryFile>
#include <QTest>

#include <atomic>

using namespace wd;

class TestPanelTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void verdicts_data();
    void verdicts();
    void successesThatReadLikeFailures_data();
    void successesThatReadLikeFailures();
    void whoTheAnswerListsAsFailedIsNotAccepted_data();
    void whoTheAnswerListsAsFailedIsNotAccepted();
    void anAnswerThatBreaksOffIsTold();
    void whileATestRunsNothingIsSaidOfTheLast();
    void refusedPortIsTold();
    void escapeStopsASlowRequest();
    void answerThatTheFormatDoesNotKnowIsNoSuccess();
    void nothingIsSentWhileTheFormIsIncomplete();
    void requestIsShownWithItsAuthorizationMasked();
    void unknownPersonIsToldAtTheField();
    void realPersonOnAProductionChannelIsAskedAbout();
    void sourceGoesWithItsPage();
    void whatTheTestMadeUpIsSaid();
    void aSuccessPraisesNoSecret();
    void theOwnReceiverIsStartedFromTheVerdict();

private:
    QTemporaryDir m_preferences;
};

namespace {

// A panel on its own, over a desk that stays in the background.
struct Bench {
    explicit Bench(const QString& url)
        : panel(*desk.workspace, desk.receiver)
    {
        subject.channel = presetFor(Purpose::Coupons);
        subject.channel.environment = Environment::Test;
        subject.channel.url = url;
        subject.channelName = QStringLiteral("Coupons");
        panel.setSource(&page, [this](QString&) { return std::optional(subject); });
        panel.resize(360, 700);
        panel.show();
        panel.activateWindow();
    }

    template <typename T> T* find(const QString& name) const { return panel.findChild<T*>(name); }
    QString verdict() const
    {
        const auto* pill = find<StatePill>(QStringLiteral("testVerdict"));
        return pill->isVisible() ? pill->text() : QString();
    }
    QString message() const { return find<InlineMessage>(QStringLiteral("testMessage"))->text(); }
    QString cause() const { return find<QLabel>(QStringLiteral("testCause"))->text(); }

    ChannelDesk desk;
    QObject page;
    TestSubject subject;
    TestPanel panel;
};

void answer(QTcpSocket& socket, const QByteArray& head, const QByteArray& body = {})
{
    socket.write("HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

std::optional<PoorTest> poorIn(const QList<QVariant>& signal)
{
    return signal.constFirst().value<std::optional<PoorTest>>();
}

void importPerson(ChannelDesk& desk, const QByteArray& loginId)
{
    QTemporaryFile table;
    QVERIFY(table.open());
    table.write("login_id\n" + loginId + "\n");
    table.close();
    ImportOptions options;
    options.zone = desk.workspace->zone();
    bool done = false;
    desk.workspace->imports().start(table.fileName(), options, &desk.window, [&](const Result<ImportReport>& report) {
        QVERIFY(report);
        done = true;
    });
    QTRY_VERIFY(done);
}

} // namespace

void TestPanelTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void TestPanelTest::verdicts_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<Role>("role");
    const auto add = [](const char* head, const char* verdict, Role role) {
        QTest::newRow(head) << QByteArray(head) << QString::fromLatin1(verdict) << role;
    };
    add("200 OK", "Accepted (200)", Role::Ok);
    add("202 Accepted", "Unexpected answer (202)", Role::Error);
    add("302 Found\r\nLocation: http://elsewhere.example/", "Redirected (302)", Role::Error);
    add("400 Bad Request", "Content refused (400)", Role::Error);
    add("401 Unauthorized", "Not authenticated (401)", Role::Error);
    add("403 Forbidden", "Not allowed (403)", Role::Error);
    add("404 Not Found", "Path not found (404)", Role::Error);
    add("405 Method Not Allowed", "Method not allowed (405)", Role::Error);
    add("410 Gone", "Gone (410)", Role::Error);
    add("415 Unsupported Media Type", "Format refused (415)", Role::Error);
    add("418 I'm a teapot", "Refused (418)", Role::Error);
    add("429 Too Many Requests", "Too many requests (429)", Role::Warning);
    add("500 Internal Server Error", "Error at the receiver (500)", Role::Error);
    add("503 Service Unavailable", "Unavailable (503)", Role::Warning);
}

void TestPanelTest::verdicts()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, verdict);
    QFETCH(Role, role);
    RawServer server([head](QTcpSocket& socket, const QByteArray&) { answer(socket, head); });
    Bench bench(server.url().toString());
    QSignalSpy tested(&bench.panel, &TestPanel::tested);
    QTest::mouseClick(bench.find<QPushButton>(QStringLiteral("testButton")), Qt::LeftButton);
    QTRY_COMPARE(bench.verdict(), verdict);
    QCOMPARE(bench.find<StatePill>(QStringLiteral("testVerdict"))->role(), role);
    QCOMPARE(tested.size(), 2); // it began, it ended
    QVERIFY(poorIn(tested.constFirst()) && poorIn(tested.constFirst())->unfinished);
    QCOMPARE(!poorIn(tested.constLast()), role == Role::Ok);
    QCOMPARE(server.requests().size(), 1);
    QVERIFY(!bench.cause().isEmpty());
    if (head.startsWith("302"))
        QVERIFY2(bench.cause().contains(QLatin1String("http://elsewhere.example/")), qPrintable(bench.cause()));
}

void TestPanelTest::successesThatReadLikeFailures_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("cause");
    QTest::newRow("JSON") << QByteArray("{\"code\":500,\"success\":false,\"msg\":\"余额不足\"}")
                          << QStringLiteral("Looks like a failure (200)")
                          << QStringLiteral(
                                 "The receiver answered 200, but the content looks like a failure: 余额不足.");
    QTest::newRow("HTML") << QByteArray("<!DOCTYPE html><html><title>登录</title>")
                          << QStringLiteral("Answered with a web page (200)")
                          << QStringLiteral("The receiver answered 200 with a web page, perhaps for logging in; an "
                                            "interface does not look like that.");
}

void TestPanelTest::successesThatReadLikeFailures()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, verdict);
    QFETCH(QString, cause);
    RawServer server([body](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK", body); });
    Bench bench(server.url().toString());
    bench.subject.channelUuid = QUuid::createUuid();
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), verdict);
    QCOMPARE(bench.find<StatePill>(QStringLiteral("testVerdict"))->role(), Role::Warning);
    QCOMPARE(bench.cause(), cause);
    const QString next = bench.find<QLabel>(QStringLiteral("testNext"))->text();
    QVERIFY2(next.contains(QLatin1String("counted as accepted")), qPrintable(next));
    QVERIFY(!bench.find<QLabel>(QStringLiteral("testWho"))->text().isEmpty());
    // It is no clean test for who looks at the last one.
    const auto poor = poorTest(bench.desk.workspace->settings(), bench.subject.channelUuid);
    QVERIFY(poor);
    QCOMPARE(poor->status, 200);
    QCOMPARE(poor->doubt, doubtOf(body));
}

void TestPanelTest::whoTheAnswerListsAsFailedIsNotAccepted_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QString>("verdict");
    QTest::newRow("failed") << QByteArray("\"TOU_FAIL\"") << QStringLiteral("Person refused (200)");
    QTest::newRow("not said") << QByteArray("null") << QStringLiteral("Person not confirmed (200)");
    QTest::newRow("accepted") << QByteArray("\"TOU_SUCC\"") << QStringLiteral("Accepted (200)");
}

void TestPanelTest::whoTheAnswerListsAsFailedIsNotAccepted()
{
    QFETCH(QByteArray, status);
    QFETCH(QString, verdict);
    RawServer server([status](QTcpSocket& socket, const QByteArray& request) {
        const qsizetype from = request.indexOf("\"gid\":\"") + 7;
        const QByteArray gid = request.mid(from, request.indexOf('"', from) - from);
        answer(socket, "200 OK",
            R"({"code":0,"sendStatusList":[{"gid":")" + gid + R"(","status":)" + status
                + R"(,"errorMsg":"black list"}]})");
    });
    Bench bench(server.url().toString());
    bench.subject.channel.contract = QStringLiteral("growingio-v4");
    bench.subject.channel.auth.type = AuthType::SecretKey;
    bench.subject.secret = Secret("token");
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), verdict);
    if (status.contains("FAIL"))
        QVERIFY2(bench.cause().contains(QLatin1String("black list")), qPrintable(bench.cause()));
}

void TestPanelTest::anAnswerThatBreaksOffIsTold()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"cod");
        socket.disconnectFromHost();
    });
    Bench bench(server.url().toString());
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Answer broke off (200)"));
    QVERIFY2(bench.cause().startsWith(QLatin1String("The receiver answered 200, but closed the connection")),
        qPrintable(bench.cause()));
    QVERIFY(bench.find<QTabWidget>(QStringLiteral("testTabs"))->isTabEnabled(1)); // what came of it can be read
}

void TestPanelTest::whileATestRunsNothingIsSaidOfTheLast()
{
    std::atomic_bool hangs = false;
    RawServer server([&hangs](QTcpSocket& socket, const QByteArray&) {
        if (!hangs)
            answer(socket, "200 OK");
    });
    Bench bench(server.url().toString());
    bench.subject.channelUuid = QUuid::createUuid();
    const auto last = [&bench] { return poorTest(bench.desk.workspace->settings(), bench.subject.channelUuid); };
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Accepted (200)"));
    QVERIFY(bench.find<QTabWidget>(QStringLiteral("testTabs"))->isVisible());
    QVERIFY(!last());

    hangs = true;
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Waiting for the answer"));
    QVERIFY(!bench.find<QTabWidget>(QStringLiteral("testTabs"))->isVisible());
    QVERIFY(last() && last()->unfinished);
    // The time goes on.
    const auto* const time = bench.find<QLabel>(QStringLiteral("testTime"));
    QTRY_COMPARE(time->text(), QStringLiteral("1 s"));
    QTRY_COMPARE(time->text(), QStringLiteral("2 s"));
    bench.panel.stop();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Stopped"));
    QVERIFY(bench.find<QTabWidget>(QStringLiteral("testTabs"))->isVisible());
    QVERIFY(last() && !last()->unfinished);
}

void TestPanelTest::refusedPortIsTold()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    Bench bench(QStringLiteral("http://127.0.0.1:%1/").arg(port));
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Connection refused"));
    QVERIFY2(bench.cause().contains(QString::number(port)), qPrintable(bench.cause()));
    QVERIFY(!bench.find<QTabWidget>(QStringLiteral("testTabs"))->isTabEnabled(1));
}

void TestPanelTest::escapeStopsASlowRequest()
{
    RawServer server([](QTcpSocket&, const QByteArray&) {});
    Bench bench(server.url().toString());
    auto* button = bench.find<QPushButton>(QStringLiteral("testButton"));
    button->setFocus();
    bench.panel.start();
    QCOMPARE(button->text(), QStringLiteral("Stop"));
    QTRY_COMPARE(server.requests().size(), 1);
    QVERIFY(bench.panel.isRunning());
    QTest::keyClick(&bench.panel, Qt::Key_Escape);
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Stopped"));
    QVERIFY(!bench.panel.isRunning());
    QCOMPARE(button->text(), QStringLiteral("Test"));
    QVERIFY2(bench.cause().contains(QLatin1String("may have it")), qPrintable(bench.cause()));
}

void TestPanelTest::answerThatTheFormatDoesNotKnowIsNoSuccess()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK", "<html>hello"); });
    Bench bench(server.url().toString());
    bench.subject.channel.contract = QStringLiteral("growingio-v4");
    bench.subject.secret = Secret("token");
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Unexpected answer (200)"));
    QCOMPARE(bench.find<QPlainTextEdit>(QStringLiteral("testAnswer"))->toPlainText(), QStringLiteral("<html>hello"));
    // The rule decides, not what the content looks like.
    const QString next = bench.find<QLabel>(QStringLiteral("testNext"))->text();
    QVERIFY2(next.contains(QStringLiteral("only “code = 0, ")) && next.contains(QLatin1String("recorded as uncertain")),
        qPrintable(next));
}

void TestPanelTest::nothingIsSentWhileTheFormIsIncomplete()
{
    Bench bench(QString{});
    bench.panel.setSource(&bench.page, [](QString& why) -> std::optional<TestSubject> {
        why = QStringLiteral("The address is missing.");
        return std::nullopt;
    });
    bench.panel.start();
    QCOMPARE(bench.message(), QStringLiteral("The address is missing."));
    QVERIFY(!bench.panel.isRunning());
}

void TestPanelTest::requestIsShownWithItsAuthorizationMasked()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK"); });
    Bench bench(server.url().toString());
    bench.subject.channel.auth = {AuthType::Basic, QStringLiteral("anna"), {}};
    bench.subject.secret = Secret("pass");
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Accepted (200)"));
    QVERIFY(server.requests().constFirst().contains(QByteArray("anna:pass").toBase64()));
    bench.find<QPushButton>(QStringLiteral("testRequestRaw"))->click();
    const QString shown = bench.find<QPlainTextEdit>(QStringLiteral("testRequest"))->toPlainText();
    QVERIFY2(shown.contains(QLatin1String("Authorization: Basic ****")), qPrintable(shown));
    QVERIFY(!shown.contains(QString::fromLatin1(QByteArray("anna:pass").toBase64())));
    QVERIFY(shown.contains(QLatin1String("test_")));
}

void TestPanelTest::unknownPersonIsToldAtTheField()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK"); });
    Bench bench(server.url().toString());
    auto* whose = bench.find<QComboBox>(QStringLiteral("testWhose"));
    whose->setFocus();
    QTest::keyClick(whose, Qt::Key_Down);
    auto* person = bench.find<QLineEdit>(QStringLiteral("testPerson"));
    QVERIFY(person->isVisible());
    QTest::keyClicks(person, QStringLiteral("nobody"));
    bench.panel.start();
    QTRY_VERIFY(person->accessibleDescription().contains(QLatin1String("nobody")));
    QVERIFY(!bench.panel.isRunning());
    QVERIFY(server.requests().isEmpty());
}

void TestPanelTest::realPersonOnAProductionChannelIsAskedAbout()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK"); });
    Bench bench(server.url().toString());
    bench.subject.channel.environment = Environment::Production;
    auto* whose = bench.find<QComboBox>(QStringLiteral("testWhose"));
    whose->setFocus();
    QTest::keyClick(whose, Qt::Key_Down);
    auto* person = bench.find<QLineEdit>(QStringLiteral("testPerson"));
    QTest::keyClicks(person, QStringLiteral("u_100382"));
    bench.panel.start();
    QTRY_VERIFY(person->accessibleDescription().contains(QLatin1String("u_100382"))); // nobody to be asked about
    QVERIFY(!bench.panel.findChild<QDialog*>());

    importPerson(bench.desk, "u_100382");
    bench.panel.start();
    QTRY_VERIFY(bench.panel.findChild<QDialog*>());
    QVERIFY(!bench.panel.isRunning());
    QTRY_VERIFY(bench.panel.findChild<QPushButton*>(QStringLiteral("confirmCancel"))->hasFocus());
    QVERIFY(server.requests().isEmpty());
}

void TestPanelTest::sourceGoesWithItsPage()
{
    Bench bench(QStringLiteral("http://127.0.0.1:9/"));
    {
        QObject page;
        bench.panel.setSource(
            &page, [](QString&) -> std::optional<TestSubject> { qFatal("asked a page that is gone"); });
    }
    bench.panel.start();
    QVERIFY(!bench.panel.isRunning());
    QVERIFY(!bench.message().isEmpty());
}

void TestPanelTest::whatTheTestMadeUpIsSaid()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK"); });
    Bench bench(server.url().toString());
    TemplateParameter amount;
    amount.name = QStringLiteral("amount");
    amount.label = QStringLiteral("Value");
    amount.type = ParameterType::Integer;
    bench.subject.channel.templateParameters = {amount};
    bench.subject.campaignName = QStringLiteral("Gold");
    const auto* stoodIn = bench.find<InlineMessage>(QStringLiteral("testStoodIn"));
    const auto* next = bench.find<QLabel>(QStringLiteral("testNext"));
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Accepted (200)"));
    QCOMPARE(stoodIn->text(), QStringLiteral("“Value” has no value yet; the test sent “1” in its place."));
    QVERIFY(server.requests().constLast().contains("\"amount\":\"1\""));
    QVERIFY(!next->text().contains(QStringLiteral("nothing")));

    bench.subject.parameters.insert(amount.name, QStringLiteral("100"));
    bench.panel.start();
    QTRY_COMPARE(server.requests().size(), 2);
    QTRY_COMPARE(next->text(), QStringLiteral("There is nothing to mend."));
    QVERIFY(stoodIn->isHidden());
    // A channel has no values to fill in.
    bench.subject.parameters.clear();
    bench.subject.campaignName.clear();
    bench.panel.start();
    QTRY_COMPARE(server.requests().size(), 3);
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Accepted (200)"));
    QVERIFY(stoodIn->isHidden());
}

void TestPanelTest::aSuccessPraisesNoSecret()
{
    RawServer server([](QTcpSocket& socket, const QByteArray&) { answer(socket, "200 OK"); });
    Bench bench(server.url().toString());
    bench.subject.channel.auth.type = AuthType::SecretKey;
    bench.subject.secret = Secret("any-secret");
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Accepted (200)"));
    QVERIFY2(bench.cause().contains(QStringLiteral("Whether it checks the signature")), qPrintable(bench.cause()));
    // The program's own receiver is known to check, where it does.
    bench.subject.channel.url = bench.desk.listen(200, "any-secret");
    bench.panel.start();
    QTRY_VERIFY(bench.cause().contains(QStringLiteral("The local test receiver checked the signature: it is right.")));
}

void TestPanelTest::theOwnReceiverIsStartedFromTheVerdict()
{
    Bench bench(QString{});
    const QString url = bench.desk.listen();
    const quint16 port = bench.desk.receiver.port();
    bench.desk.receiver.stop();
    bench.subject.channel.url = url;
    bench.panel.start();
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Connection refused"));
    QCOMPARE(bench.find<InlineMessage>(QStringLiteral("testHelp"))->text(),
        QStringLiteral("The local test receiver is not running."));
    QTest::mouseClick(bench.find<QPushButton>(QStringLiteral("testStartReceiver")), Qt::LeftButton);
    QCOMPARE(bench.desk.receiver.port(), port);
    QTRY_COMPARE(bench.verdict(), QStringLiteral("Accepted (200)"));
    QVERIFY(bench.find<InlineMessage>(QStringLiteral("testHelp"))->isHidden());
}

WD_TEST(TestPanelTest)
#include "tst_testpanel.moc"
