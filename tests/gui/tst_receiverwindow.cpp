#include "tests/gui/channeldesk.h"
#include "tests/gui/contrast.h"
#include "tests/support/suite.h"
#include "ui/channels/receiverwindow.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSpinBox>
#include <QTableView>
#include <QTcpServer>
#include <QTest>
#include <QTranslator>

using namespace wd;

namespace {

ReceiverWindow* openWindow(ChannelDesk& desk)
{
    desk.open(routes::channels);
    desk.click(QStringLiteral("openReceiver"));
    return desk.window.findChild<ReceiverWindow*>();
}

template <typename T> T* part(const ReceiverWindow* window, const char* name)
{
    return window->findChild<T*>(QString::fromLatin1(name));
}

void press(const ReceiverWindow* window)
{
    QTest::mouseClick(part<QPushButton>(window, "receiverStartStop"), Qt::LeftButton);
}

} // namespace

class ReceiverWindowTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsAndKeepsTheRunningReceiversOptions();
    void portIsChosenBeforeTheStart();
    void takenPortIsToldOf();
    void theSecretIsShownAndCopied();
    void listsWhatArrivedWhileItWasClosed();
    void followsLanguageAndZoneAndClosesOnEscape();
    void wordsCanBeReadInBothThemes_data();
    void wordsCanBeReadInBothThemes();

private:
    QTemporaryDir m_preferences;
};

void ReceiverWindowTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ReceiverWindowTest::showsAndKeepsTheRunningReceiversOptions()
{
    ChannelDesk desk;
    desk.listen(202, "a secret of the sample");
    const quint16 port = desk.receiver.port();
    const ReceiverWindow* const window = openWindow(desk);
    QVERIFY(window);
    QCOMPARE(part<QSpinBox>(window, "receiverStatus")->value(), 202);
    QVERIFY(part<QCheckBox>(window, "receiverCheck")->isChecked());
    QCOMPARE(part<QSpinBox>(window, "receiverPort")->value(), int(port));
    QVERIFY(!part<QSpinBox>(window, "receiverPort")->isEnabled());
    QVERIFY(part<QLineEdit>(window, "receiverAddress")->text().contains(QString::number(port)));
    QCOMPARE(desk.receiver.options().secret, Secret("a secret of the sample"));

    part<QSpinBox>(window, "receiverDelay")->setValue(20);
    ReceiverOptions options = desk.receiver.options();
    QCOMPARE(options.delayMs, 20);
    QCOMPARE(options.status, 202);
    QCOMPARE(options.secret, Secret("a secret of the sample"));
    QVERIFY(options.checkSignature);

    press(window);
    QCOMPARE(desk.receiver.port(), quint16(0));
    press(window);
    QCOMPARE(desk.receiver.port(), port);
    QVERIFY(desk.receiver.options().checkSignature);
}

void ReceiverWindowTest::portIsChosenBeforeTheStart()
{
    quint16 free = 0;
    {
        QTcpServer probe;
        QVERIFY(probe.listen(QHostAddress::LocalHost));
        free = probe.serverPort();
    }
    ChannelDesk desk;
    const ReceiverWindow* const window = openWindow(desk);
    QVERIFY(window);
    QCOMPARE(desk.receiver.port(), quint16(0)); // opening it starts nothing
    auto* const port = part<QSpinBox>(window, "receiverPort");
    QVERIFY(port->isEnabled());
    port->setValue(free);
    press(window);
    QCOMPARE(desk.receiver.port(), free);
    QVERIFY(!port->isEnabled());
    QVERIFY(!port->toolTip().isEmpty());
}

void ReceiverWindowTest::takenPortIsToldOf()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    ChannelDesk desk;
    const ReceiverWindow* const window = openWindow(desk);
    part<QSpinBox>(window, "receiverPort")->setValue(other.serverPort());
    press(window);
    QCOMPARE(desk.receiver.port(), quint16(0));
    const auto* message = part<InlineMessage>(window, "receiverMessage");
    QVERIFY(message->text().contains(QString::number(other.serverPort())));
    QCOMPARE(part<QSpinBox>(window, "receiverPort")->value(), int(other.serverPort()));
}

void ReceiverWindowTest::theSecretIsShownAndCopied()
{
    ChannelDesk desk;
    desk.listen(200, "a secret of the sample");
    const ReceiverWindow* const window = openWindow(desk);
    auto* const secret = part<QLineEdit>(window, "receiverSecret");
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QTest::mouseClick(part<QPushButton>(window, "showReceiverSecret"), Qt::LeftButton);
    QCOMPARE(secret->echoMode(), QLineEdit::Normal);
    QCOMPARE(secret->text(), QStringLiteral("a secret of the sample"));
    QTest::mouseClick(part<QPushButton>(window, "showReceiverSecret"), Qt::LeftButton);
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    QTest::mouseClick(part<QPushButton>(window, "copyReceiverSecret"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), secret->text());
}

void ReceiverWindowTest::listsWhatArrivedWhileItWasClosed()
{
    ChannelDesk desk;
    desk.listen(200);
    emit desk.receiver.received(ReceivedRequest{});
    QPointer<ReceiverWindow> window = openWindow(desk);
    const auto rows = [&window] { return part<QTableView>(window, "receivedTable")->model()->rowCount(); };
    QCOMPARE(rows(), 1);
    QTest::keyClick(part<QTableView>(window, "receivedTable"), Qt::Key_Escape);
    QTRY_VERIFY(!window);
    emit desk.receiver.received(ReceivedRequest{});
    window = openWindow(desk);
    QCOMPARE(rows(), 2);
}

void ReceiverWindowTest::followsLanguageAndZoneAndClosesOnEscape()
{
    ChannelDesk desk;
    desk.listen(200);
    QPointer<ReceiverWindow> window = openWindow(desk);
    QVERIFY(window);
    ReceivedRequest request;
    request.at = 1'600'000'000'000; // 2020/09/13 12:26:40 UTC
    request.body = R"({"name":"x"})";
    emit desk.receiver.received(request);
    const auto time = [&window] {
        const auto* const table = part<QTableView>(window, "receivedTable");
        return table->model()->index(0, 0).data().toString();
    };
    desk.workspace->settings().setZone(QStringLiteral("Asia/Shanghai"));
    QTRY_COMPARE(time(), QStringLiteral("2020/09/13 20:26:40"));
    desk.workspace->settings().setZone(QStringLiteral("Asia/Tokyo"));
    QTRY_COMPARE(time(), QStringLiteral("2020/09/13 21:26:40"));

    part<QTableView>(window, "receivedTable")->selectRow(0);
    QTranslator chinese;
    QVERIFY(chinese.load(QStringLiteral(":/i18n/webhook-desk_zh_CN.qm")));
    QCoreApplication::installTranslator(&chinese);
    QTRY_COMPARE(window->windowTitle(), QStringLiteral("本机测试接收端"));
    QTRY_COMPARE(part<QCheckBox>(window, "receiverCheck")->text(), QStringLiteral("校验签名"));
    QCOMPARE(time(), QStringLiteral("2020/09/13 21:26:40"));
    QVERIFY(part<QPlainTextEdit>(window, "receivedBody")->toPlainText().contains(QStringLiteral("name")));
    QCoreApplication::removeTranslator(&chinese);
    QTRY_COMPARE(part<QCheckBox>(window, "receiverCheck")->text(), QStringLiteral("Check signatures"));

    QTest::keyClick(part<QTableView>(window, "receivedTable"), Qt::Key_Escape);
    QTRY_VERIFY(!window);
}

void ReceiverWindowTest::wordsCanBeReadInBothThemes_data()
{
    QTest::addColumn<ThemeChoice>("choice");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

// Measured on the picture: what stands behind a word is what the window really paints there.
void ReceiverWindowTest::wordsCanBeReadInBothThemes()
{
    QFETCH(ThemeChoice, choice);
    ChannelDesk desk;
    desk.theme.setChoice(choice);
    desk.theme.apply(*qobject_cast<QApplication*>(QCoreApplication::instance()));
    ReceiverWindow* const window = openWindow(desk);
    QVERIFY(window);
    QVERIFY(QTest::qWaitForWindowExposed(window));
    const QImage picture = window->grab().toImage();
    QCOMPARE(picture.pixelColor(2, 2), desk.theme.color(Token::Background));
    int seen = 0;
    const auto labels = window->findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        if (!label->isVisible() || label->text().isEmpty())
            continue;
        ++seen;
        const QColor ground = picture.pixelColor(label->mapTo(window, QPoint(0, 0)));
        const QColor words = label->palette().color(label->foregroundRole());
        QVERIFY2(contrast(words, ground) >= 4.75, qPrintable(label->text()));
    }
    QVERIFY(seen >= 4);
}

WD_TEST(ReceiverWindowTest)
#include "tst_receiverwindow.moc"
