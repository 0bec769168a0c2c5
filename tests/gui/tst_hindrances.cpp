// A receiver that is down, a pause of everything, a fault: said with the same words wherever the operator looks.
#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/campaigns/campaignlook.h"
#include "ui/campaigns/campaignmodel.h"
#include "ui/deliveries/deliverymodel.h"
#include "ui/overview/attention.h"
#include "ui/texts/reasontexts.h"

#include <QTcpServer>
#include <QTest>

using namespace wd;

namespace {

const QString birthdays = QStringLiteral("生日祝福短信");

quint16 closedPort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

// All words of a part of the window.
QString wordsOf(const QWidget* part)
{
    QStringList words;
    for (const QLabel* label : part ? part->findChildren<QLabel*>() : QList<QLabel*>())
        words += label->text();
    for (const StatePill* pill : part ? part->findChildren<StatePill*>() : QList<StatePill*>())
        words += pill->text();
    return words.join(u'\n');
}

} // namespace

class HindrancesTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aReceiverThatIsDownIsSaidEverywhere();
    void everythingPausedIsNeverAllWell();
    void aCopySaysWhyNothingIsSent();
    void aFaultOffersWhatHelps();
    void whoWaitsForTheReceiverGoesOnAtOnce();
    void aGreenTestLetsThemGoOn();
    void whatIsUncertainIsListedBesideWhoWaits();
    void anotherTryInVainIsTold();
    void theOwnReceiverIsStartedWhereItIsMissed();
    void aChangedSecretIsSavedBeforeSendingGoesOn();
    void whoIsLeftOutIsNotStillToCome();

private:
    static QString stateIn(SampleDesk& desk, int role);
    static QString overview(SampleDesk& desk);
    static void mend(SampleDesk& desk, quint16 port);

    QTemporaryDir m_preferences;
};

void HindrancesTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

QString HindrancesTest::stateIn(SampleDesk& desk, int role)
{
    const auto* table = desk.waitFor<TableView>(QStringLiteral("campaignTable"));
    const int row = SampleDesk::rowWith(table, CampaignModel::Name, birthdays);
    return row < 0 ? QString() : table->model()->index(row, CampaignModel::State).data(role).toString();
}

QString HindrancesTest::overview(SampleDesk& desk)
{
    return wordsOf(desk.find<QWidget>(QStringLiteral("day")));
}

// The receiver is there again.
void HindrancesTest::mend(SampleDesk& desk, quint16 port)
{
    ReceiverOptions options;
    options.port = port;
    if (!desk.receiver.start(options))
        qFatal("no receiver");
}

void HindrancesTest::aReceiverThatIsDownIsSaidEverywhere()
{
    SampleDesk desk(closedPort());
    desk.sendNow(birthdays);
    const QString waiting = deliveryStateText(DeliveryState::Waiting);
    desk.open(routes::campaigns);
    QTRY_COMPARE_WITH_TIMEOUT(stateIn(desk, Qt::DisplayRole), waiting, 20'000);
    QVERIFY2(stateIn(desk, cell::noteRole).startsWith(QStringLiteral("Next "))
            && stateIn(desk, cell::noteRole).endsWith(QStringLiteral(" · The connection was refused")),
        qPrintable(stateIn(desk, cell::noteRole)));
    QVERIFY(stateIn(desk, Qt::ToolTipRole).contains(QStringLiteral("people wait since")));

    desk.open(routes::overview);
    QTRY_VERIFY(overview(desk).contains(waiting));
    QVERIFY(overview(desk).contains(QStringLiteral("The connection was refused.")));
    QVERIFY(!overview(desk).contains(QStringLiteral("All is well")));
    const auto* pill = desk.find<QWidget>(QStringLiteral("statusBar"))->findChild<StatePill*>();
    QTRY_COMPARE(pill->text(), QStringLiteral("Automatic sending: held up"));
    auto* held = desk.find<QPushButton>(QStringLiteral("statusHindered"));
    QVERIFY(held && held->text().startsWith(waiting));

    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<StatePill>(QStringLiteral("channelHindered")));
    QCOMPARE(desk.find<StatePill>(QStringLiteral("channelHindered"))->text(), waiting);

    desk.open(routes::deliveries, {{QStringLiteral("state"), static_cast<int>(DeliveryState::Waiting)}});
    const auto* table = desk.waitFor<TableView>(QStringLiteral("deliveryTable"));
    QTRY_VERIFY(table->model()->rowCount() > 0);
    for (int row = 0; row < table->model()->rowCount(); ++row)
        QCOMPARE(table->model()->index(row, DeliveryModel::State).data().toString(), waiting);
}

void HindrancesTest::everythingPausedIsNeverAllWell()
{
    SampleDesk desk;
    desk.click(QStringLiteral("pauseAll"));
    desk.open(routes::overview);
    QTRY_VERIFY(overview(desk).contains(QStringLiteral("All sending is paused.")));
    desk.sendNow(birthdays);
    desk.open(routes::campaigns);
    QTRY_COMPARE(stateIn(desk, Qt::DisplayRole), QStringLiteral("Everything is paused"));
    desk.open(routes::overview);
    desk.press(QStringLiteral("attentionStep%1").arg(static_cast<int>(AttentionStep::ContinueAll)));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
    QTRY_VERIFY(overview(desk).contains(QStringLiteral("All is well")));
    const DeliveryCounts counts = desk.campaign(birthdays).counts;
    QVERIFY(counts.notSent > 0);
    desk.open(routes::campaigns);
    QTRY_COMPARE(stateIn(desk, cell::noteRole), QStringLiteral("Not sent: %1").arg(counts.notSent));
    QVERIFY(stateIn(desk, Qt::ToolTipRole).contains(QStringLiteral("The recipient id is missing.")));
}

void HindrancesTest::aCopySaysWhyNothingIsSent()
{
    SampleDesk desk;
    desk.workspace->settings().setValue(settings::allPaused, settings::elsewhere);
    desk.open(routes::overview);
    QTRY_VERIFY(overview(desk).contains(QStringLiteral("This workspace was copied, restored, or comes from another")));
    const auto* pill = desk.find<QWidget>(QStringLiteral("statusBar"))->findChild<StatePill*>();
    QTRY_COMPARE(pill->text(), QStringLiteral("Automatic sending: off"));
    desk.press(QStringLiteral("attentionStep%1").arg(static_cast<int>(AttentionStep::ContinueAll)));
    QTRY_VERIFY(overview(desk).contains(QStringLiteral("All is well")));
    QTRY_COMPARE(pill->text(), QStringLiteral("Automatic sending: on"));
    QVERIFY(!desk.workspace->isFromElsewhere());
}

void HindrancesTest::aFaultOffersWhatHelps()
{
    SampleDesk desk;
    for (const Channel& channel : desk.channels())
        desk.keychain.keepForSession(channel.uuid, Secret("another"));
    desk.sendNow(birthdays);
    desk.open(routes::campaigns);
    QTRY_COMPARE(stateIn(desk, Qt::DisplayRole), QStringLiteral("Paused automatically"));
    QCOMPARE(stateIn(desk, cell::noteRole), QStringLiteral("Authentication was refused"));
    desk.open(routes::overview);
    QTRY_VERIFY(overview(desk).contains(QStringLiteral("Authentication was refused.")));
    for (const Channel& channel : desk.channels())
        desk.keychain.keepForSession(channel.uuid, sampleSecret());
    desk.press(QStringLiteral("attentionStep%1").arg(static_cast<int>(AttentionStep::ContinueCampaign)));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
}

void HindrancesTest::whoWaitsForTheReceiverGoesOnAtOnce()
{
    const quint16 port = closedPort();
    SampleDesk desk(port);
    desk.sendNow(birthdays);
    desk.open(routes::campaigns);
    QTRY_COMPARE_WITH_TIMEOUT(stateIn(desk, Qt::DisplayRole), deliveryStateText(DeliveryState::Waiting), 20'000);
    mend(desk, port);
    desk.press(QStringLiteral("tryNow"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
}

void HindrancesTest::aGreenTestLetsThemGoOn()
{
    const quint16 port = closedPort();
    SampleDesk desk(port);
    desk.sendNow(birthdays);
    desk.open(routes::overview);
    QTRY_VERIFY_WITH_TIMEOUT(overview(desk).contains(QStringLiteral("The connection was refused.")), 20'000);
    mend(desk, port);
    desk.press(QStringLiteral("attentionStep%1").arg(static_cast<int>(AttentionStep::TestChannel)));
    QTRY_COMPARE_WITH_TIMEOUT(desk.verdict(), QStringLiteral("Accepted (200)"), 20'000);
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("testHelp")));
    QVERIFY(desk.find<InlineMessage>(QStringLiteral("testHelp"))
                ->text()
                .endsWith(QStringLiteral("people wait for this channel.")));
    desk.press(QStringLiteral("testGoOn"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
}

// The two together: nobody reads that a coupon which may have arrived is sent again by itself.
void HindrancesTest::whatIsUncertainIsListedBesideWhoWaits()
{
    CampaignRow row;
    row.campaign.state = CampaignState::Active;
    row.counts.queued = 119;
    row.counts.uncertain = 1;
    row.unanswered = 1;
    row.hindrance
        = Hindrance{HindranceKind::Retrying, static_cast<int>(Reason::TimedOutWaiting), 119, 60'000, 3'600'000, {}, 1};
    const QTimeZone zone = QTimeZone::utc();
    const QList<Attention> found = attentionsOf(row, 120'000, zone);
    QCOMPARE(found.size(), 1); // one line for one campaign
    QVERIFY2(found[0].words.contains(QStringLiteral("not sent to again by themselves")), qPrintable(found[0].words));
    QVERIFY2(found[0].words.contains(QStringLiteral("The others go on by themselves, next at 01:00.")),
        qPrintable(found[0].words));
    QCOMPARE(found[0].deliveries, std::optional(DeliveryState::Uncertain));
    const CampaignLook look = lookOf(row, 120'000, zone);
    QCOMPARE(look.text, QStringLiteral("Waiting to go on"));
    QCOMPARE(look.note, QStringLiteral("Others at 01:00 · uncertain: 1"));
}

void HindrancesTest::anotherTryInVainIsTold()
{
    SampleDesk desk(closedPort());
    desk.sendNow(birthdays);
    desk.open(routes::overview);
    const QString step = QStringLiteral("attentionStep%1").arg(static_cast<int>(AttentionStep::TryNow));
    auto* button = desk.waitFor<QPushButton>(step);
    QVERIFY(desk.find<QLabel>(QStringLiteral("statusNext"))->text().endsWith(QStringLiteral("another try")));
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    const auto told = [&desk] { return wordsOf(desk.find<QWidget>(QStringLiteral("toast"))); };
    QTRY_COMPARE(told(), QStringLiteral("Trying again now…"));
    QTRY_COMPARE_WITH_TIMEOUT(
        told(), QStringLiteral("Just tried again, without success: The connection was refused."), 20'000);
    QTRY_COMPARE(desk.window.focusWidget()->objectName(), step);
}

void HindrancesTest::theOwnReceiverIsStartedWhereItIsMissed()
{
    const quint16 port = closedPort();
    SampleDesk desk(port);
    ReceiverOptions options;
    options.port = port;
    desk.receiver.setOptions(options);
    desk.sendNow(birthdays);
    desk.open(routes::channelEdit, {{QStringLiteral("id"), desk.campaign(birthdays).campaign.channelId}});
    desk.waitFor<QPushButton>(QStringLiteral("pauseStartReceiver"));
    desk.open(routes::overview);
    QTRY_VERIFY(overview(desk).contains(QStringLiteral("The local test receiver is not running.")));
    desk.press(QStringLiteral("attentionStep%1").arg(static_cast<int>(AttentionStep::StartReceiver)));
    QCOMPARE(desk.receiver.port(), port);
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
}

void HindrancesTest::aChangedSecretIsSavedBeforeSendingGoesOn()
{
    SampleDesk desk;
    for (const Channel& channel : desk.channels())
        desk.keychain.keepForSession(channel.uuid, Secret("another"));
    desk.sendNow(birthdays);
    QTRY_VERIFY_WITH_TIMEOUT(desk.campaign(birthdays).channelPause, 20'000);
    const qint64 channel = desk.campaign(birthdays).campaign.channelId;
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel}, {QStringLiteral("secret"), true}});
    const auto* resume = desk.waitFor<QPushButton>(QStringLiteral("pauseResume"));
    QVERIFY(resume->isEnabled());
    auto* secret = desk.waitFor<QLineEdit>(QStringLiteral("channelSecret"));
    secret->setFocus();
    QTest::keyClicks(secret, QString::fromUtf8(sampleSecret().reveal()));
    QVERIFY(!resume->isEnabled());
    QCOMPARE(resume->toolTip(), QStringLiteral("Please save your changes first."));
    const QString foot = desk.find<QLabel>(QStringLiteral("whatIsMissing"))->text();
    QVERIFY2(
        foot.startsWith(QStringLiteral("Please save your changes first, then continue sending.")), qPrintable(foot));
    desk.press(QStringLiteral("editTest"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.verdict(), QStringLiteral("Accepted (200)"), 20'000);
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("testHelp")));
    QVERIFY(
        desk.find<InlineMessage>(QStringLiteral("testHelp"))
            ->text()
            .endsWith(QStringLiteral("people wait for this channel. Please save it first, then continue sending.")));
    desk.press(QStringLiteral("saveButton"));
    desk.press(QStringLiteral("noticeResume"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).campaign.state, CampaignState::Finished, 20'000);
}

void HindrancesTest::whoIsLeftOutIsNotStillToCome()
{
    CampaignRow row;
    row.campaign.state = CampaignState::Active;
    row.counts.queued = 25;
    row.counts.notSent = 19;
    QCOMPARE(lookOf(row, 0, QTimeZone::utc()).note, QStringLiteral("Left out: 19"));
    row.campaign.state = CampaignState::Finished;
    row.counts.queued = 0;
    QCOMPARE(lookOf(row, 0, QTimeZone::utc()).note, QStringLiteral("Not sent: 19"));
}

WD_TEST(HindrancesTest)
#include "tst_hindrances.moc"
