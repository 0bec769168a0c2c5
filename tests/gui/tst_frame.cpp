#include "models/campaigns/campaignstore.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "tests/support/suite.h"
#include "ui/mainwindow/loadingview.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/navigation.h"
#include "ui/mainwindow/pages.h"
#include "ui/settings/userpreferences.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

// A window on a new workspace of its own.
class Desk {
public:
    Desk()
        : window(preferences)
    {
        Result<std::unique_ptr<Workspace>> opened
            = Workspace::open(folder.path(), QStringLiteral("Asia/Shanghai"), clock, keychain);
        if (!opened)
            qFatal("no workspace");
        workspace = std::move(opened).value();
        window.showDesk(context());
        window.show();
    }
    ~Desk() { window.closeDesk(); }

    PageContext context()
    {
        return {.workspace = *workspace,
            .theme = theme,
            .preferences = preferences,
            .receiver = receiver,
            .openWorkspace = [this](WorkspaceChoice choice) { chosen = choice; },
            .navigate = {},
            .back = {},
            .showSidePanel = {},
            .sidePanel = {},
            .toast = {}};
    }

    void schedule(const QString& name, UtcMs at)
    {
        workspace->writer().worker().run([&] {
            Campaign campaign;
            campaign.name = name;
            campaign.state = CampaignState::Scheduled;
            campaign.nextAt = at;
            const QDateTime local = QDateTime::fromMSecsSinceEpoch(at, workspace->zone());
            campaign.spec.sendAt = LocalTime{local.date(), local.time()};
            if (!CampaignStore(workspace->writer().database()).insert(campaign))
                qFatal("no campaign");
        });
        emit workspace->campaigns().changed();
    }

    template <typename T> T* find(const QString& name) const { return window.findChild<T*>(name); }

    QTemporaryDir folder;
    SystemClock clock;
    Keychain keychain;
    Theme theme;
    UserPreferences preferences;
    Receiver receiver{clock};
    std::unique_ptr<Workspace> workspace;
    std::optional<WorkspaceChoice> chosen;
    MainWindow window;
};

} // namespace

class FrameTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void navigationShowsOnlyPagesThatExist();
    void newWorkspaceIsWelcomed();
    void scratchBeginsWithUsersThenTheChannel();
    void operatorIsKeptWhenTheFieldIsLeft();
    void overviewShowsWhatComesNext();
    void keysOpenPages();
    void pauseIsKept();
    void unknownZoneIsRefused();
    void theOtherWorkspaceIsOneClickAway();
    void theSampleIsResetAfterAQuestion();
    void zoneIsFoundByItsCityAndByItsId();
    void aZoneInWhichACampaignWouldBeMissedIsRefused();
    void languageChangeKeepsThePlace();
    void closingAsksWhileSomethingIsScheduled();
    void closingAnIdleDeskJustCloses();
    void switchingAsksAsClosingDoes();

private:
    QTemporaryDir m_preferences;
};

void FrameTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void FrameTest::navigationShowsOnlyPagesThatExist()
{
    Desk desk;
    const QStringList entries = desk.window.findChild<Navigation*>()->entries();
    QVERIFY(entries.contains(routes::overview));
    for (const QString& route : entries)
        QVERIFY2(hasPage(route), qPrintable(route));
    QVERIFY(desk.find<QPushButton>(QStringLiteral("nav-settings")));
    QVERIFY(desk.find<QPushButton>(QStringLiteral("nav-overview"))->isChecked());
}

void FrameTest::newWorkspaceIsWelcomed()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("trySample"))->isVisible());
    desk.find<QPushButton>(QStringLiteral("trySample"))->click();
    QTRY_VERIFY(desk.chosen == WorkspaceChoice::Sample);
}

void FrameTest::scratchBeginsWithUsersThenTheChannel()
{
    Desk desk;
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("startFromScratch"))->isVisible());
    QVERIFY(!desk.find<QWidget>(QStringLiteral("firstSteps"))->isVisible());
    desk.find<QPushButton>(QStringLiteral("startFromScratch"))->click();
    QTRY_COMPARE(desk.window.desk()->place().route, routes::people);

    QFile table(desk.folder.filePath(QStringLiteral("own.csv")));
    QVERIFY(table.open(QIODevice::WriteOnly));
    table.write("login_id\nu1\n");
    table.close();
    bool imported = false;
    ImportOptions options;
    options.kind = ImportKind::People;
    options.zone = desk.workspace->zone();
    desk.workspace->imports().start(table.fileName(), options, &desk.window,
        [&imported](const Result<ImportReport>& report) { imported = bool(report); });
    QTRY_VERIFY(imported);
    desk.window.desk()->navigate(routes::overview, {});
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("firstSteps")));
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("firstSteps"))->isVisible());
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("trySample"))->isVisible());
    desk.find<QPushButton>(QStringLiteral("firstChannel"))->click();
    QTRY_COMPARE(desk.window.desk()->place().route, routes::channelNew);
}

void FrameTest::operatorIsKeptWhenTheFieldIsLeft()
{
    Desk desk;
    auto* name = desk.find<QLineEdit>(QStringLiteral("welcomeOperator"));
    QTRY_VERIFY(name->isVisible());
    name->setFocus();
    QTest::keyClicks(name, QStringLiteral(" Snow "));
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(desk.workspace->settings().value(settings::operatorName), QStringLiteral("Snow"));
}

void FrameTest::overviewShowsWhatComesNext()
{
    Desk desk;
    desk.schedule(QStringLiteral("Later"), desk.clock.nowUtc() + 7'200'000);
    desk.schedule(QStringLiteral("Sooner"), desk.clock.nowUtc() + 3'600'000);
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("statusNext"))->text().contains(QStringLiteral("Sooner")));
    QVERIFY(desk.find<QLabel>(QStringLiteral("statusNext"))->text().contains(QStringLiteral("Shanghai (UTC+8)"))
        == (QTimeZone::systemTimeZone() != QTimeZone("Asia/Shanghai")));
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("day"))->isVisible());
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("trySample"))->isVisible());
}

void FrameTest::keysOpenPages()
{
    Desk desk;
    QVERIFY(QTest::qWaitForWindowActive(&desk.window));
    QTest::keyClick(&desk.window, Qt::Key_Comma, Qt::ControlModifier);
    QTRY_COMPARE(desk.window.desk()->place().route, routes::preferences);
    QTest::keyClick(&desk.window, Qt::Key_1, Qt::ControlModifier);
    QTRY_COMPARE(desk.window.desk()->place().route, routes::overview);
    QVERIFY(desk.window.windowTitle().startsWith(desk.window.desk()->page()->title()));
}

void FrameTest::pauseIsKept()
{
    Desk desk;
    auto* pause = desk.find<QPushButton>(QStringLiteral("pauseAll"));
    const QString before = pause->text();
    pause->click();
    QCOMPARE(desk.workspace->settings().value(settings::allPaused), QStringLiteral("1"));
    QVERIFY(pause->text() != before);
    pause->click();
    QCOMPARE(desk.workspace->settings().value(settings::allPaused), QString());
    QCOMPARE(pause->text(), before);
}

void FrameTest::unknownZoneIsRefused()
{
    Desk desk;
    desk.window.desk()->navigate(routes::preferences, {});
    auto* zone = desk.find<QComboBox>(QStringLiteral("zone"));
    QCOMPARE(zone->currentText(), QStringLiteral("Shanghai (UTC+8)"));
    zone->setEditText(QStringLiteral("Mars/Olympus"));
    QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(desk.workspace->settings().zone(), QStringLiteral("Asia/Shanghai"));
    QVERIFY(zone->accessibleDescription().contains(QStringLiteral("Mars/Olympus")));
    zone->setEditText(QStringLiteral("Europe/Berlin"));
    QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(desk.workspace->settings().zone(), QStringLiteral("Europe/Berlin"));
    QTRY_COMPARE(desk.workspace->zone(), QTimeZone("Europe/Berlin"));
    QTRY_VERIFY(zone->currentText().startsWith(QStringLiteral("Berlin (UTC+")));
}

void FrameTest::zoneIsFoundByItsCityAndByItsId()
{
    Desk desk;
    desk.window.show();
    desk.window.desk()->navigate(routes::preferences, {});
    auto* zone = desk.find<QComboBox>(QStringLiteral("zone"));
    for (const auto& [typed, wanted] : {std::pair("new york", "America/New_York"), {"Asia/Tok", "Asia/Tokyo"}}) {
        zone->lineEdit()->setFocus();
        zone->lineEdit()->selectAll();
        QTest::keyClicks(zone->lineEdit(), QString::fromLatin1(typed));
        QWidget* const found = zone->completer()->popup();
        QTRY_VERIFY(found->isVisible());
        QTest::keyClick(found, Qt::Key_Down);
        QTest::keyClick(found, Qt::Key_Return);
        QTRY_COMPARE(desk.workspace->settings().zone(), QLatin1String(wanted));
    }
    QTRY_COMPARE(zone->currentText(), QStringLiteral("Tokyo (UTC+9)"));
    zone->lineEdit()->selectAll();
    QTest::keyClicks(zone->lineEdit(), QStringLiteral("Etc/UTC")); // not among those that Qt lists
    QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(desk.workspace->settings().zone(), QStringLiteral("Etc/UTC"));
    QTRY_COMPARE(zone->currentText(), QStringLiteral("UTC"));
}

void FrameTest::aZoneInWhichACampaignWouldBeMissedIsRefused()
{
    Desk desk;
    const QString zoneBefore = desk.workspace->settings().zone();
    desk.schedule(QStringLiteral("Birthday"), desk.clock.nowUtc() + 1'800'000);
    desk.window.show();
    desk.window.desk()->navigate(routes::preferences, {});
    auto* const zone = desk.find<QComboBox>(QStringLiteral("zone"));
    zone->lineEdit()->setFocus();
    zone->lineEdit()->selectAll();
    QTest::keyClicks(zone->lineEdit(), QStringLiteral("Pacific/Kiritimati")); // its clocks are ahead of all others
    QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY(zone->accessibleDescription().contains(u"“Birthday”"));
    QCOMPARE(desk.workspace->settings().zone(), zoneBefore);
}

void FrameTest::theOtherWorkspaceIsOneClickAway()
{
    Desk desk;
    desk.window.desk()->navigate(routes::preferences, {});
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("resetSample")));
    QTest::mouseClick(desk.find<QPushButton>(QStringLiteral("otherWorkspace")), Qt::LeftButton);
    QTRY_COMPARE(desk.chosen, std::optional(WorkspaceChoice::Sample));
    Desk sample;
    sample.workspace->settings().setValue(settings::sample, QStringLiteral("1"));
    sample.window.desk()->navigate(routes::preferences, {});
    QTest::mouseClick(sample.find<QPushButton>(QStringLiteral("otherWorkspace")), Qt::LeftButton);
    QTRY_COMPARE(sample.chosen, std::optional(WorkspaceChoice::Own));
}

void FrameTest::theSampleIsResetAfterAQuestion()
{
    Desk desk;
    desk.workspace->settings().setValue(settings::sample, QStringLiteral("1"));
    desk.window.desk()->navigate(routes::preferences, {});
    const auto answer = [&desk](const QString& button) {
        QTest::mouseClick(desk.find<QPushButton>(QStringLiteral("resetSample")), Qt::LeftButton);
        QTest::mouseClick(desk.find<QPushButton>(button), Qt::LeftButton);
        QCoreApplication::processEvents();
    };
    answer(QStringLiteral("confirmCancel"));
    QVERIFY(!desk.chosen);
    answer(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.chosen, std::optional(WorkspaceChoice::FreshSample));
}

void FrameTest::languageChangeKeepsThePlace()
{
    Desk desk;
    desk.window.desk()->navigate(routes::preferences, {});
    QPointer<DeskView> before = desk.window.desk();
    QEvent change(QEvent::LanguageChange);
    QCoreApplication::sendEvent(&desk.window, &change);
    QCoreApplication::sendEvent(&desk.window, &change);
    QVERIFY(!before.isNull()); // its page may be what changed the language
    QTRY_VERIFY(before.isNull());
    QVERIFY(desk.window.desk());
    QCOMPARE(desk.window.desk()->place().route, routes::preferences);
}

void FrameTest::closingAsksWhileSomethingIsScheduled()
{
    Desk desk;
    QSignalSpy closed(&desk.window, &MainWindow::closed);
    desk.schedule(QStringLiteral("Birthday"), desk.clock.nowUtc() + 3'600'000);
    // At once: before anything in the window has been read again.
    desk.window.close();
    QVERIFY(desk.window.isVisible());
    QTRY_VERIFY(desk.find<QDialog>(QStringLiteral("confirm")));
    QPointer<QDialog> question = desk.find<QDialog>(QStringLiteral("confirm"));
    question->findChild<QPushButton*>(QStringLiteral("confirmCancel"))->click();
    QTRY_VERIFY(question.isNull());
    QCOMPARE(closed.size(), 0);

    desk.window.close();
    QTRY_VERIFY(desk.find<QDialog>(QStringLiteral("confirm")));
    question = desk.find<QDialog>(QStringLiteral("confirm"));
    question->findChild<QPushButton*>(QStringLiteral("confirmAction"))->click();
    QCOMPARE(closed.size(), 1);
    QVERIFY(!desk.window.isVisible());
}

void FrameTest::closingAnIdleDeskJustCloses()
{
    Desk desk;
    QSignalSpy closed(&desk.window, &MainWindow::closed);
    desk.window.close();
    QTRY_COMPARE(closed.size(), 1);
    QVERIFY(!desk.window.isVisible());
}

void FrameTest::switchingAsksAsClosingDoes()
{
    Desk desk;
    desk.schedule(QStringLiteral("Birthday"), desk.clock.nowUtc() + 3'600'000);
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("statusNext"))->text().contains(QStringLiteral("Birthday")));
    desk.window.desk()->navigate(routes::preferences, {});
    const auto answer = [&desk](const QString& button) {
        QTest::mouseClick(desk.find<QPushButton>(QStringLiteral("otherWorkspace")), Qt::LeftButton);
        QTRY_VERIFY(desk.find<QDialog>(QStringLiteral("confirm")));
        const QPointer<QDialog> question = desk.find<QDialog>(QStringLiteral("confirm"));
        QVERIFY(
            question->findChild<QLabel*>(QStringLiteral("confirmWords"))->text().contains(QStringLiteral("Birthday")));
        QVERIFY(!desk.chosen);
        QTest::mouseClick(question->findChild<QPushButton*>(button), Qt::LeftButton);
        QTRY_VERIFY(question.isNull());
    };
    answer(QStringLiteral("confirmCancel"));
    QVERIFY(!desk.chosen);
    answer(QStringLiteral("confirmAction"));
    QCOMPARE(desk.chosen, std::optional(WorkspaceChoice::Sample));
    QVERIFY(desk.window.isVisible());
}

WD_TEST(FrameTest)
#include "tst_frame.moc"
