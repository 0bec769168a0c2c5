#include "tests/gui/channelkeys.h"
#include "tests/support/suite.h"
#include "ui/shared/inlinemessage.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace wd;

class ChannelWizardTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void keyboardAloneFromNothingToSavedAndTested();
    void keptSecretIsNeverShownAgain();
    void wrongSecretIsToldAndMended();
    void aFailedTestIsToldWhenSaving();
    void savedAsDisabled();
    void stepsThatWereReachedCanBeChosen();
    void fingerprintStandsAtTheSecret();
    void delaysAreReadAsPeopleWriteThem_data();
    void delaysAreReadAsPeopleWriteThem();
    void nextFocusesTheFirstBadField();
    void everyFaultStandsAtItsField_data();
    void everyFaultStandsAtItsField();
    void fullWidthAddressIsCorrectedByOneClick();
    void userInfoMovesIntoBasic();
    void tenRowsAreTheMost();
    void smsProposesAPhoneNumberOfAnotherKey();
    void nameThatIsTakenIsRefused();
    void leavingWithInputAsks();
    void editsApplyOnSaveOnly();
    void theLocalReceiverFillsItselfIn();
    void theEnvironmentFollowsTheAddressUntilItIsChosen();
    void aSecretThatIsWantedIsAskedForAtOnce();

private:
    QTemporaryDir m_preferences;
};

void ChannelWizardTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ChannelWizardTest::keyboardAloneFromNothingToSavedAndTested()
{
    ChannelDesk desk;
    const QString url = desk.listen(200, "k-4567-secret-4567");
    QSignalSpy received(&desk.receiver, &Receiver::received);
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("newChannel")));
    press(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("nextButton")));
    QVERIFY(tabTo(QStringLiteral("nextButton")));
    press(Qt::Key_Space);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("channelName"));
    type(QStringLiteral("Coupon centre"));
    QVERIFY(tabTo(QStringLiteral("channelUrl")));
    type(url);
    QVERIFY(tabTo(QStringLiteral("channelSecret")));
    type(QStringLiteral("k-4567-secret-4567"));
    QVERIFY(tabTo(QStringLiteral("nextButton")));
    press(Qt::Key_Space);
    QVERIFY(tabTo(QStringLiteral("nextButton")));
    press(Qt::Key_Space);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Accepted (200)"));
    QCOMPARE(received.size(), 1);
    const auto request = received.constFirst().constFirst().value<ReceivedRequest>();
    QVERIFY(request.isTest);
    QCOMPARE(request.signature, SignatureCheck::Valid);
    desk.find<QPushButton>(QStringLiteral("saveButton"))->setFocus();
    press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(desk.channels().size(), 1);
    QCOMPARE(desk.channels().constFirst().spec.url, url);
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("editChannel")));
    // Where the computer has no keychain the page says that the secret lives as long as the program.
    QCOMPARE(desk.find<InlineMessage>(QStringLiteral("channelsMessage")) != nullptr,
        desk.keychain.isSessionOnly(desk.channels().constFirst().uuid));
}

void ChannelWizardTest::keptSecretIsNeverShownAgain()
{
    ChannelDesk desk;
    Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    channel.spec.auth.type = AuthType::SecretKey;
    desk.workspace->channels().save(channel, desk.workspace.get(), [](const Result<Channel>&) {});
    desk.keychain.keepForSession(channel.uuid, Secret("k-4567-secret-4567"));
    QTRY_COMPARE(desk.channels().constFirst().spec.auth.type, AuthType::SecretKey);
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel.id}});
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("secretMark")));
    const QString mark = desk.find<QLabel>(QStringLiteral("secretMark"))->text();
    QVERIFY2(mark.contains(QLatin1String("4567")) && !mark.contains(QLatin1String("secret-")), qPrintable(mark));
    QVERIFY(desk.window.findChild<QLineEdit*>(QStringLiteral("channelSecret"))->text().isEmpty());
    desk.click(QStringLiteral("enterSecretAgain"));
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("channelSecret"))->text().isEmpty());
    // Without one it is not saved, and the field says so.
    desk.click(QStringLiteral("saveButton"));
    QVERIFY(!messageOf(desk.find<QWidget>(QStringLiteral("channelSecretBox"))).isEmpty());
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("channelSecret"));
}

void ChannelWizardTest::wrongSecretIsToldAndMended()
{
    ChannelDesk desk;
    const QString url = desk.listen(200, "right");
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    type(QStringLiteral("Coupons"));
    desk.find<QLineEdit>(QStringLiteral("channelUrl"))->setFocus();
    type(url);
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setFocus();
    type(QStringLiteral("wrong"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Not authenticated (401)"));
    QVERIFY(!desk.find<QLabel>(QStringLiteral("testNext"))->text().isEmpty());
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setText(QStringLiteral("right"));
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Accepted (200)"));
}

void ChannelWizardTest::aFailedTestIsToldWhenSaving()
{
    ChannelDesk desk;
    fillIn(desk, desk.listen(200, "right"), QStringLiteral("wrong"));
    desk.click(QStringLiteral("wizardTest"));
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Not authenticated (401)"));
    desk.click(QStringLiteral("saveButton"));
    QVERIFY(desk.find<QDialog>(QStringLiteral("saveQuestion")));
    desk.click(QStringLiteral("saveQuestionCancel"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("saveQuestion")));
    QVERIFY(desk.channels().isEmpty());

    // Mended and tested again, nothing is asked.
    desk.click(QStringLiteral("step2"));
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setText(QStringLiteral("right"));
    desk.click(QStringLiteral("step4"));
    desk.click(QStringLiteral("wizardTest"));
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Accepted (200)"));
    desk.click(QStringLiteral("saveButton"));
    QVERIFY(!desk.find<QDialog>(QStringLiteral("saveQuestion")));
    QTRY_COMPARE(desk.channels().size(), 1);
    QVERIFY(desk.channels().constFirst().enabled);
}

void ChannelWizardTest::savedAsDisabled()
{
    ChannelDesk desk;
    fillIn(desk, desk.listen(500), QStringLiteral("a secret"));
    desk.click(QStringLiteral("wizardTest"));
    QTRY_VERIFY(desk.verdict().contains(QLatin1String("500")));
    desk.click(QStringLiteral("saveButton"));
    desk.click(QStringLiteral("saveDisabled"));
    QTRY_COMPARE(desk.channels().size(), 1);
    QVERIFY(!desk.channels().constFirst().enabled);
}

void ChannelWizardTest::stepsThatWereReachedCanBeChosen()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("step3"))->isEnabled());
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("step3"))->toolTip().isEmpty());
    fillIn(desk, desk.listen(), QStringLiteral("a secret"));
    desk.click(QStringLiteral("step2"));
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("channelName")));
    // Not past a step that is wrong.
    desk.find<QLineEdit>(QStringLiteral("channelName"))->clear();
    desk.click(QStringLiteral("step4"));
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("channelName")));
    QVERIFY(!messageOf(desk.find<QLineEdit>(QStringLiteral("channelName"))).isEmpty());
    type(QStringLiteral("Coupons"));
    desk.click(QStringLiteral("step4"));
    QVERIFY(desk.find<QPushButton>(QStringLiteral("saveButton")));
}

void ChannelWizardTest::fingerprintStandsAtTheSecret()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    QVERIFY(!desk.find<QLabel>(QStringLiteral("secretFingerprint")));
    auto* secret = desk.find<QLineEdit>(QStringLiteral("channelSecret"));
    secret->setFocus();
    type(QStringLiteral("k"));
    press(Qt::Key_Backspace);
    press(Qt::Key_Tab); // left empty: the line that is seen is marked
    QCOMPARE(secret->property("role").toString(), QStringLiteral("error"));
    secret->setFocus();
    type(QStringLiteral("k-1"));
    QCOMPARE(secret->property("role").toString(), QString());
    const auto* mark = desk.find<QLabel>(QStringLiteral("secretFingerprint"));
    QVERIFY(mark);
    QVERIFY(mark->text().contains(Secret("k-1").fingerprint()));
}

void ChannelWizardTest::delaysAreReadAsPeopleWriteThem_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("seconds");
    QTest::newRow("letters") << QStringLiteral("5s, 30s, 5m, 2h") << QList<int>{5, 30, 300, 7200};
    QTest::newRow("spaces") << QStringLiteral("5 s 30 s 5 min") << QList<int>{5, 30, 300};
    QTest::newRow("chinese") << QStringLiteral("5 秒、30秒、5 分钟、2小时") << QList<int>{5, 30, 300, 7200};
    QTest::newRow("none") << QString() << QList<int>{};
}

void ChannelWizardTest::delaysAreReadAsPeopleWriteThem()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, seconds);
    ChannelDesk desk;
    const Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel.id}});
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("advancedToggle")));
    desk.click(QStringLiteral("advancedToggle"));
    auto* retries = desk.find<QLineEdit>(QStringLiteral("channelRetries"));
    QVERIFY(retries->text().startsWith(QLatin1String("5 s, 30 s, 5 min")));
    retries->setFocus();
    retries->selectAll();
    for (const QString& wrong : {QStringLiteral("5"), QStringLiteral("5 weeks"), QStringLiteral("soon, 5 s")}) {
        retries->setText(wrong);
        emit retries->editingFinished();
        QVERIFY2(!messageOf(retries).isEmpty(), qPrintable(wrong));
        QVERIFY(qobject_cast<Field*>(retries->parentWidget())->hasError());
    }
    retries->clear();
    retries->insert(text);
    emit retries->textEdited(text);
    desk.click(QStringLiteral("saveButton"));
    QTRY_COMPARE(desk.channels().constFirst().spec.limits.retrySeconds, seconds);
}

void ChannelWizardTest::nextFocusesTheFirstBadField()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    desk.click(QStringLiteral("nextButton"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("channelName"));
    for (const QString& name : {QStringLiteral("channelName"), QStringLiteral("channelUrl")})
        QVERIFY2(!messageOf(desk.find<QLineEdit>(name)).isEmpty(), qPrintable(name));
    QVERIFY(!messageOf(desk.find<QWidget>(QStringLiteral("channelSecretBox"))).isEmpty());
    type(QStringLiteral("Coupons"));
    desk.click(QStringLiteral("nextButton"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("channelUrl"));
}

void ChannelWizardTest::everyFaultStandsAtItsField_data()
{
    QTest::addColumn<QString>("editor");
    QTest::addColumn<QString>("text");
    QTest::newRow("no scheme") << QStringLiteral("channelUrl") << QStringLiteral("example.com/hook");
    QTest::newRow("other scheme") << QStringLiteral("channelUrl") << QStringLiteral("ftp://example.com/");
    QTest::newRow("no host") << QStringLiteral("channelUrl") << QStringLiteral("https:///hook");
    QTest::newRow("metadata address") << QStringLiteral("channelUrl") << QStringLiteral("http://169.254.169.254/");
    QTest::newRow("spaces only") << QStringLiteral("channelName") << QStringLiteral("   ");
}

void ChannelWizardTest::everyFaultStandsAtItsField()
{
    QFETCH(QString, editor);
    QFETCH(QString, text);
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    auto* edit = desk.find<QLineEdit>(editor);
    edit->setFocus();
    type(text);
    press(Qt::Key_Tab);
    const auto* field = qobject_cast<Field*>(edit->parentWidget());
    QVERIFY(field->hasError());
    QVERIFY2(!field->message().startsWith(QLatin1String("url:")), qPrintable(field->message()));
}

void ChannelWizardTest::fullWidthAddressIsCorrectedByOneClick()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    auto* url = desk.find<QLineEdit>(QStringLiteral("channelUrl"));
    url->setFocus();
    url->insert(QStringLiteral("https：／／example。com/hook"));
    desk.click(QStringLiteral("correctUrl"));
    QCOMPARE(url->text(), QStringLiteral("https://example.com/hook"));
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("urlAdvice")));
}

void ChannelWizardTest::userInfoMovesIntoBasic()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    auto* url = desk.find<QLineEdit>(QStringLiteral("channelUrl"));
    url->setText(QStringLiteral("https://anna:p%40ss@example.com/hook"));
    desk.click(QStringLiteral("moveUserInfo"));
    QCOMPARE(url->text(), QStringLiteral("https://example.com/hook"));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("channelUser"))->text(), QStringLiteral("anna"));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("channelSecret"))->text(), QStringLiteral("p@ss"));
}

void ChannelWizardTest::tenRowsAreTheMost()
{
    ChannelDesk desk;
    const Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel.id}});
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("addAttribute")));
    auto* add = desk.find<QPushButton>(QStringLiteral("addAttribute"));
    for (int i = 0; i < 10; ++i) {
        QVERIFY(add->isEnabled());
        add->click();
    }
    QVERIFY(!add->isEnabled());
    QVERIFY(!add->toolTip().isEmpty());
    QCOMPARE(desk.window.findChildren<QLineEdit*>(QStringLiteral("attributeName")).size(), 10);
    add->parentWidget()->findChild<QPushButton*>(QStringLiteral("removeRow"))->click();
    QVERIFY(add->isEnabled());
}

void ChannelWizardTest::smsProposesAPhoneNumberOfAnotherKey()
{
    ChannelDesk desk;
    QSignalSpy saved(&desk.workspace->catalogue(), &CatalogueService::changed);
    for (const QString& key : {QStringLiteral("mobile"), QStringLiteral("city")}) {
        Attribute attribute;
        attribute.key = key;
        desk.workspace->catalogue().save(attribute, {}, desk.workspace.get(), [](const auto&) {});
    }
    QTRY_COMPARE(saved.size(), 2);
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("purpose_sms"));
    desk.click(QStringLiteral("nextButton"));
    type(QStringLiteral("Messages"));
    desk.find<QLineEdit>(QStringLiteral("channelUrl"))->setFocus();
    type(QStringLiteral("http://127.0.0.1:9/"));
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setFocus();
    type(QStringLiteral("secret"));
    desk.click(QStringLiteral("nextButton"));
    QTRY_COMPARE(
        desk.find<QComboBox>(QStringLiteral("recipientAttribute"))->currentData().toString(), QStringLiteral("mobile"));
}

void ChannelWizardTest::nameThatIsTakenIsRefused()
{
    ChannelDesk desk;
    desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    const Channel other = desk.save(QStringLiteral("Points"), QStringLiteral("https://example.com/"));
    desk.open(routes::channelEdit, {{QStringLiteral("id"), other.id}});
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("channelName")));
    auto* name = desk.find<QLineEdit>(QStringLiteral("channelName"));
    QTRY_COMPARE(name->text(), QStringLiteral("Points"));
    name->setFocus();
    name->selectAll();
    type(QStringLiteral("Coupons"));
    desk.click(QStringLiteral("saveButton"));
    QTRY_VERIFY(qobject_cast<Field*>(name->parentWidget())->hasError());
    QVERIFY(name->hasFocus());
}

void ChannelWizardTest::leavingWithInputAsks()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    type(QStringLiteral("C"));
    desk.open(routes::overview);
    QVERIFY(desk.window.findChild<QDialog*>());
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("channelName")));
}

void ChannelWizardTest::editsApplyOnSaveOnly()
{
    ChannelDesk desk;
    const Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel.id}});
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("channelUrl")));
    auto* save = desk.find<QPushButton>(QStringLiteral("saveButton"));
    QVERIFY(!save->isEnabled());
    QVERIFY(!save->toolTip().isEmpty());
    auto* url = desk.find<QLineEdit>(QStringLiteral("channelUrl"));
    url->setFocus();
    url->selectAll();
    type(QStringLiteral("https://example.com/new"));
    QVERIFY(save->isEnabled());
    QCOMPARE(desk.channels().constFirst().spec.url, QStringLiteral("https://example.com/"));
    save->click();
    QTRY_COMPARE(desk.channels().constFirst().spec.url, QStringLiteral("https://example.com/new"));
}

void ChannelWizardTest::theLocalReceiverFillsItselfIn()
{
    ChannelDesk desk;
    desk.listen(200, "k-4567");
    const quint16 port = desk.receiver.port();
    desk.receiver.stop();
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    desk.click(QStringLiteral("useReceiver"));
    QCOMPARE(desk.receiver.port(), port);
    QCOMPARE(
        desk.find<QLineEdit>(QStringLiteral("channelUrl"))->text(), QStringLiteral("http://127.0.0.1:%1/").arg(port));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("channelSecret"))->text(), QStringLiteral("k-4567"));
    QCOMPARE(desk.find<QComboBox>(QStringLiteral("channelEnvironment"))->currentText(), QStringLiteral("Test"));
    // Where somebody entered a secret, it stays.
    desk.find<QLineEdit>(QStringLiteral("channelSecret"))->setFocus();
    type(QStringLiteral("-of-mine"));
    desk.click(QStringLiteral("useReceiver"));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("channelSecret"))->text(), QStringLiteral("k-4567-of-mine"));
}

void ChannelWizardTest::theEnvironmentFollowsTheAddressUntilItIsChosen()
{
    ChannelDesk desk;
    desk.open(routes::channelNew);
    desk.click(QStringLiteral("nextButton"));
    auto* const url = desk.find<QLineEdit>(QStringLiteral("channelUrl"));
    auto* const environment = desk.find<QComboBox>(QStringLiteral("channelEnvironment"));
    const auto enter = [url](const QString& address) {
        url->setFocus();
        url->selectAll();
        type(address);
    };
    QCOMPARE(environment->currentText(), QStringLiteral("Production"));
    enter(QStringLiteral("http://localhost:8080/hook"));
    QCOMPARE(environment->currentText(), QStringLiteral("Test"));
    enter(QStringLiteral("https://shop.example/hook"));
    QCOMPARE(environment->currentText(), QStringLiteral("Production"));
    environment->setFocus();
    press(Qt::Key_Up);
    QCOMPARE(environment->currentText(), QStringLiteral("Test"));
    enter(QStringLiteral("https://other.example/hook"));
    QCOMPARE(environment->currentText(), QStringLiteral("Test"));
}

void ChannelWizardTest::aSecretThatIsWantedIsAskedForAtOnce()
{
    ChannelDesk desk;
    Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    channel.spec.auth.type = AuthType::SecretKey;
    bool saved = false;
    desk.workspace->channels().save(
        channel, desk.workspace.get(), [&saved](const Result<Channel>& answer) { saved = bool(answer); });
    QTRY_VERIFY(saved);
    desk.keychain.keepForSession(channel.uuid, Secret("wrong"));
    desk.window.resize(1024, 680);
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel.id}, {QStringLiteral("secret"), true}});
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("channelSecret")));
    QTest::qWait(200); // nothing that comes later closes it
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("channelSecret")));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("channelSecret"));
    QVERIFY(!QApplication::focusWidget()->visibleRegion().isEmpty());
}

WD_TEST(ChannelWizardTest)
#include "tst_channelwizard.moc"
