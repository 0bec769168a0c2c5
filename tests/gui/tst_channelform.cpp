// Fields, rows and keys of the channel form: what is missing is said where it is, and Tab goes as the eye does.
#include "tests/gui/channelkeys.h"
#include "tests/network/rawserver.h"
#include "tests/support/suite.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QTest>

using namespace wd;

class ChannelFormTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyFieldOfARowSaysWhatItLacks();
    void tabGoesThroughTheStepAndReturnGoesOn();
    void aRunningTestIsNotCalledFailed();

private:
    QTemporaryDir m_preferences;
};

void ChannelFormTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ChannelFormTest::everyFieldOfARowSaysWhatItLacks()
{
    ChannelDesk desk;
    const Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel.id}});
    // The page stands once the channel is read.
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("channelName"))
        && desk.find<QLineEdit>(QStringLiteral("channelName"))->text() == channel.name);
    QCoreApplication::processEvents(); // laid out
    desk.click(QStringLiteral("addAttribute"));
    QTRY_COMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("attributeName"));
    QWidget* const name = QApplication::focusWidget();
    const auto* const key = name->parentWidget()->findChild<QComboBox*>(QStringLiteral("attributeKey"));
    QTRY_VERIFY(key->isVisible());
    desk.click(QStringLiteral("saveButton"));
    QCOMPARE(QApplication::focusWidget(), name);
    QCOMPARE(name->accessibleDescription(), QStringLiteral("Please fill this in."));
    const QString choose = QStringLiteral("Please choose a user attribute.");
    QCOMPARE(key->accessibleDescription(), choose);
    // The words stand below their field.
    const auto labels = desk.window.findChildren<QLabel*>();
    const auto line = std::find_if(labels.cbegin(), labels.cend(),
        [&choose](const QLabel* label) { return label->isVisible() && label->text() == choose; });
    QVERIFY(line != labels.cend());
    QTRY_COMPARE((*line)->mapToGlobal(QPoint()).x(), key->mapToGlobal(QPoint()).x());
    // They stay until something is chosen, whatever else is filled in meanwhile.
    type(QStringLiteral("z"));
    press(Qt::Key_Tab);
    QCOMPARE(name->accessibleDescription(), QString());
    QCOMPARE(key->accessibleDescription(), choose);
    press(Qt::Key_Tab);
    QCOMPARE(key->accessibleDescription(), choose);
    press(Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(QApplication::focusWidget(), key);
    press(Qt::Key_Down);
    QCOMPARE(key->accessibleDescription(), QString());
}

void ChannelFormTest::tabGoesThroughTheStepAndReturnGoesOn()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("purpose_coupons"));
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("nextButton"));
    press(Qt::Key_Return);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("channelName"));
    press(Qt::Key_Return); // nothing is filled in
    QVERIFY(!messageOf(desk.find<QLineEdit>(QStringLiteral("channelUrl"))).isEmpty());
    type(QStringLiteral("Coupons"));
    desk.find<QLineEdit>(QStringLiteral("channelUrl"))->setFocus();
    type(QStringLiteral("https://example.com/"));
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setFocus();
    type(QStringLiteral("a secret"));
    QStringList passed;
    for (int i = 0; i < 4; ++i) {
        press(Qt::Key_Tab);
        passed += QApplication::focusWidget()->objectName();
    }
    QCOMPARE(passed,
        (QStringList{QStringLiteral("showSecret"), QStringLiteral("backButton"), QStringLiteral("nextButton"),
            QStringLiteral("cancelButton")}));
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setFocus();
    press(Qt::Key_Return);
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("addAttribute")));
    // A row that is added is passed before the buttons are.
    desk.click(QStringLiteral("addAttribute"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("attributeName"));
    QTRY_VERIFY(QApplication::focusWidget()->isVisible());
    QVERIFY(tabTo(QStringLiteral("removeRow")));
    press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("addAttribute"));
}

void ChannelFormTest::aRunningTestIsNotCalledFailed()
{
    RawServer server([](QTcpSocket&, const QByteArray&) {});
    ChannelDesk desk;
    fillIn(desk, server.url().toString(), QStringLiteral("a secret"));
    desk.click(QStringLiteral("wizardTest"));
    QTRY_COMPARE(server.requests().size(), 1);
    desk.click(QStringLiteral("saveButton"));
    const auto* const question = desk.find<QDialog>(QStringLiteral("saveQuestion"));
    QVERIFY(question);
    QStringList words;
    for (const QLabel* label : question->findChildren<QLabel*>())
        words += label->text();
    const QString all = words.join(u'\n');
    QVERIFY2(all.contains(QLatin1String("The test still waits for its answer")), qPrintable(all));
    QVERIFY2(!all.contains(QLatin1String("accepted a request")), qPrintable(all));
    desk.click(QStringLiteral("saveQuestionCancel"));
}

WD_TEST(ChannelFormTest)
#include "tst_channelform.moc"
