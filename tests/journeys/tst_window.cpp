#include "app/application.h"
#include "tests/support/ledger.h"
#include "tests/support/suite.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

const QString draft = QStringLiteral("黄金会员发券");
const QString channelName = QStringLiteral("My coupon centre");
const QByteArray secret = "k-right-secret-1";

// The one of all windows that can be seen, if any.
template <typename T> T* find(const QString& name)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows) {
        if (auto* self = qobject_cast<T*>(window); self && self->objectName() == name && self->isVisible())
            return self;
        const QList<T*> inside = window->findChildren<T*>(name);
        for (T* widget : inside)
            if (widget->isVisible())
                return widget;
    }
    return nullptr;
}

QString textOf(const QString& label)
{
    const auto* widget = find<QLabel>(label);
    return widget ? widget->text() : QString();
}

// Without a window manager nothing gets the focus back from a dialog that closes.
QWidget* focused()
{
    auto* window = find<QWidget>(QStringLiteral("mainWindow"));
    if (window && !QApplication::activeWindow()) {
        window->activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(window));
    }
    QWidget* const focus = QApplication::focusWidget();
    return focus ? focus : window;
}

void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QTest::keyClick(focused(), key, modifiers);
}

void type(const QString& text)
{
    QTest::keyClicks(focused(), text);
}

bool click(const QString& button)
{
    QPushButton* found = nullptr;
    if (!QTest::qWaitFor([&] {
            found = find<QPushButton>(button);
            return found && found->isEnabled();
        }))
        return false;
    QTest::mouseClick(found, Qt::LeftButton);
    return true;
}

// Clicks into a field, empties it and types.
bool fill(const QString& field, const QString& text)
{
    auto* edit = find<QLineEdit>(field);
    if (!edit)
        return false;
    QTest::mouseClick(edit, Qt::LeftButton);
    press(Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(edit, text);
    return edit->text() == text;
}

bool choose(const QString& box, const QString& text)
{
    auto* combo = find<QComboBox>(box);
    if (!combo)
        return false;
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Home);
    for (int i = 0; i < combo->count() && !combo->currentText().contains(text); ++i)
        QTest::keyClick(combo, Qt::Key_Down);
    return combo->currentText().contains(text);
}

QString cell(const QString& table, const QString& rowText, int column)
{
    const auto* view = find<QAbstractItemView>(table);
    for (int row = 0; view && row < view->model()->rowCount(); ++row)
        if (view->model()->index(row, 0).data().toString() == rowText)
            return view->model()->index(row, column).data().toString();
    return {};
}

// Selects the row of that name with the mouse.
bool clickRow(const QString& table, const QString& rowText, int column = 0)
{
    auto* view = find<QAbstractItemView>(table);
    for (int row = 0; view && row < view->model()->rowCount(); ++row) {
        if (view->model()->index(row, 0).data().toString() != rowText)
            continue;
        const QRect place = view->visualRect(view->model()->index(row, column));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, QPoint(place.left() + 16, place.center().y()));
        return true;
    }
    return false;
}

} // namespace

class TestWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void firstStartLoadsTheSample();
    void theDraftWaitsForItsAmount();
    void testingShowsTheAnswer();
    void reviewCountsAndSends();
    void recordSaysWhatHappened();
    void newChannelIsMendedAndSaved();
    void theSampleBeginsAnew();
    void aCampaignIsScheduled();
    void closingSaysWhatWillNotBeSent();

private:
    QTemporaryDir m_folder;
    Ledger m_ledger;
    std::unique_ptr<Application> m_application;
};

void TestWindow::initTestCase()
{
    qputenv("USER", "snow");
    qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toUtf8());
    qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("config")));
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
    QSettings().setValue(QStringLiteral("language"), QStringLiteral("en"));
    m_application = std::make_unique<Application>(*qApp);
    m_application->start();
    QTRY_VERIFY(find<QWidget>(QStringLiteral("welcome")));
}

void TestWindow::cleanupTestCase()
{
    m_application.reset();
}

void TestWindow::firstStartLoadsTheSample()
{
    QCOMPARE(find<QLineEdit>(QStringLiteral("welcomeOperator"))->text(), QStringLiteral("snow"));
    QVERIFY(fill(QStringLiteral("welcomeOperator"), QStringLiteral("Xiaoxue")));
    QVERIFY(click(QStringLiteral("trySample")));
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>(QStringLiteral("strip")), 15'000);
    QTRY_COMPARE(textOf(QStringLiteral("pageTitle")), QStringLiteral("Campaigns"));
    QTRY_COMPARE(cell(QStringLiteral("campaignTable"), draft, 5), QStringLiteral("Draft"));
}

void TestWindow::theDraftWaitsForItsAmount()
{
    QVERIFY(clickRow(QStringLiteral("campaignTable"), draft));
    press(Qt::Key_Return);
    QTRY_COMPARE(textOf(QStringLiteral("pageTitle")), draft);
    // Cards 1 and 2 are folded, the third is open with the cursor in its field.
    QTRY_VERIFY(QApplication::focusWidget()->objectName() == QStringLiteral("parameter_amount"));
    QVERIFY(!find<QComboBox>(QStringLiteral("campaignSegment")));
    type(QStringLiteral("100"));
}

void TestWindow::testingShowsTheAnswer()
{
    QVERIFY(click(QStringLiteral("testEffect")));
    QTRY_VERIFY(find<QWidget>(QStringLiteral("testVerdict")));
    QTRY_COMPARE(find<QWidget>(QStringLiteral("testVerdict"))->accessibleName(), QStringLiteral("Accepted (200)"));
}

void TestWindow::reviewCountsAndSends()
{
    press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QWidget>(QStringLiteral("reviewDialog")));
    QTRY_VERIFY(find<QPushButton>(QStringLiteral("reviewGo"))->isEnabled());
    QVERIFY(textOf(QStringLiteral("reviewSelected")).endsWith(QStringLiteral(" (120 people)")));
    QCOMPARE(textOf(QStringLiteral("reviewSkipped")), QStringLiteral("0"));
    QCOMPARE(textOf(QStringLiteral("reviewRequests")), QStringLiteral("120"));
    QCOMPARE(find<QPushButton>(QStringLiteral("reviewGo"))->text(), QStringLiteral("Send to 120 people"));
    QTest::keyClick(find<QPushButton>(QStringLiteral("reviewGo")), Qt::Key_Return);
    QTRY_COMPARE(textOf(QStringLiteral("pageTitle")), QStringLiteral("Campaigns"));
    QTRY_COMPARE_WITH_TIMEOUT(cell(QStringLiteral("campaignTable"), draft, 5), QStringLiteral("Finished"), 20'000);
    QVERIFY(cell(QStringLiteral("campaignTable"), draft, 2).contains(QStringLiteral("120")));
}

void TestWindow::recordSaysWhatHappened()
{
    QVERIFY(clickRow(QStringLiteral("campaignTable"), draft));
    press(Qt::Key_Return);
    QTRY_COMPARE(textOf(QStringLiteral("pageTitle")), QStringLiteral("Deliveries"));
    QTRY_VERIFY(find<QAbstractItemView>(QStringLiteral("deliveryTable")));
    auto* table = find<QAbstractItemView>(QStringLiteral("deliveryTable"));
    QTRY_VERIFY(table->model()->rowCount() > 0);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(0, 0)).center());
    press(Qt::Key_Return);
    QTRY_VERIFY(find<QWidget>(QStringLiteral("deliveryPanel")));
    QTRY_VERIFY(textOf(QStringLiteral("deliveryPanelRecipient")).contains(QStringLiteral("u_")));
}

void TestWindow::newChannelIsMendedAndSaved()
{
    QVERIFY(click(QStringLiteral("nav-channels")));
    QVERIFY(click(QStringLiteral("newChannel")));
    QVERIFY(click(QStringLiteral("purpose_coupons")));
    QVERIFY(click(QStringLiteral("nextButton")));
    QVERIFY(fill(QStringLiteral("channelName"), channelName));
    QVERIFY(fill(QStringLiteral("channelUrl"), QStringLiteral("http://127.0.0.1:%1/hook").arg(m_ledger.port())));
    QVERIFY(fill(QStringLiteral("channelSecret"), QStringLiteral("wrong")));
    m_ledger.answerWith(401, 0);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(find<QWidget>(QStringLiteral("testVerdict")));
    QTRY_COMPARE(
        find<QWidget>(QStringLiteral("testVerdict"))->accessibleName(), QStringLiteral("Not authenticated (401)"));
    QVERIFY(!m_ledger.entries().last().signedWith(secret));
    QVERIFY(fill(QStringLiteral("channelSecret"), QString::fromLatin1(secret)));
    m_ledger.answerWith(200, 0);
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(find<QWidget>(QStringLiteral("testVerdict"))->accessibleName(), QStringLiteral("Accepted (200)"));
    QCOMPARE(m_ledger.entries().size(), 2);
    QVERIFY(m_ledger.entries().last().signedWith(secret));
    QVERIFY(click(QStringLiteral("nextButton")));
    QVERIFY(click(QStringLiteral("nextButton")));
    QVERIFY(click(QStringLiteral("saveButton")));
    QTRY_VERIFY(!cell(QStringLiteral("channelTable"), channelName, 0).isEmpty());
}

void TestWindow::theSampleBeginsAnew()
{
    QVERIFY(click(QStringLiteral("nav-settings")));
    QVERIFY(click(QStringLiteral("resetSample")));
    QVERIFY(click(QStringLiteral("confirmAction")));
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>(QStringLiteral("campaignTable")), 15'000);
    QTRY_COMPARE(cell(QStringLiteral("campaignTable"), draft, 5), QStringLiteral("Draft"));
    QCOMPARE(cell(QStringLiteral("campaignTable"), draft, 4), QStringLiteral("Xiaoxue"));
    QVERIFY(click(QStringLiteral("nav-channels")));
    QTRY_VERIFY(!cell(QStringLiteral("channelTable"), QStringLiteral("白鸽卡券中心"), 0).isEmpty());
    QVERIFY(cell(QStringLiteral("channelTable"), channelName, 0).isEmpty());
}

void TestWindow::aCampaignIsScheduled()
{
    QVERIFY(click(QStringLiteral("nav-campaigns")));
    QVERIFY(click(QStringLiteral("newCampaign")));
    QTRY_VERIFY(find<QComboBox>(QStringLiteral("campaignSegment")));
    QVERIFY(fill(QStringLiteral("campaignName"), QStringLiteral("Tomorrow")));
    QVERIFY(choose(QStringLiteral("campaignSegment"), QStringLiteral("今天生日的黄金会员")));
    QVERIFY(choose(QStringLiteral("campaignChannel"), QStringLiteral("白鸽卡券中心")));
    QVERIFY(click(QStringLiteral("targetCardNext")));
    QTRY_VERIFY(find<QLineEdit>(QStringLiteral("parameter_amount")));
    QVERIFY(fill(QStringLiteral("parameter_amount"), QStringLiteral("50")));
    QVERIFY(click(QStringLiteral("templateCardNext")));
    QTRY_VERIFY(find<QRadioButton>(QStringLiteral("sendLater")));
    find<QRadioButton>(QStringLiteral("sendLater"))->setFocus();
    press(Qt::Key_Space);
    press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(find<QPushButton>(QStringLiteral("reviewGo")));
    QTRY_VERIFY(find<QPushButton>(QStringLiteral("reviewGo"))->isEnabled());
    QVERIFY(find<QPushButton>(QStringLiteral("reviewGo"))->text().startsWith(QStringLiteral("Schedule ")));
    QVERIFY(click(QStringLiteral("reviewGo")));
    QTRY_COMPARE(cell(QStringLiteral("campaignTable"), QStringLiteral("Tomorrow"), 5), QStringLiteral("Scheduled"));
}

void TestWindow::closingSaysWhatWillNotBeSent()
{
    auto* window = find<QWidget>(QStringLiteral("mainWindow"));
    QVERIFY(window);
    QTRY_VERIFY(textOf(QStringLiteral("statusNext")).contains(QStringLiteral("Tomorrow")));
    window->close();
    QTRY_VERIFY(find<QWidget>(QStringLiteral("confirm")));
    QVERIFY(find<QWidget>(QStringLiteral("confirm"))->windowTitle().startsWith(QStringLiteral("1 campaign")));
    QVERIFY(click(QStringLiteral("confirmCancel")));
    QTRY_VERIFY(!find<QWidget>(QStringLiteral("confirm")));
    QVERIFY(window->isVisible());
    window->close();
    QVERIFY(click(QStringLiteral("confirmAction")));
    QTRY_VERIFY(!window->isVisible());
}

WD_TEST(TestWindow)
#include "tst_window.moc"
