#include "models/base/reason.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelstore.h"
#include "tests/gui/channeldesk.h"
#include "tests/support/suite.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/switch.h"
#include "ui/shared/tableview.h"

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace wd;

class ChannelListTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void emptyListOffersTheFirstChannel();
    void searchFindsNamesAndCreators();
    void switchDisablesAChannelThatNobodyUses();
    void disablingAUsedChannelNamesAndPausesItsCampaigns();
    void deletedChannelComesBackByUndo();
    void usedChannelIsNotDeleted();
    void pausedChannelGoesOnByHand();
    void rowIsTestedWithTheStoredSecret();
    void thePanelHidesNeitherStateNorActions();

private:
    QTemporaryDir m_preferences;
};

namespace {

int rowsOf(const ChannelDesk& desk)
{
    const auto* table = desk.find<TableView>(QStringLiteral("channelTable"));
    return table ? table->model()->rowCount() : 0;
}

qint64 scheduleThrough(ChannelDesk& desk, const Channel& channel)
{
    qint64 id = 0;
    desk.workspace->writer().worker().run([&] {
        Campaign campaign;
        campaign.name = QStringLiteral("Birthday greetings");
        campaign.channelId = channel.id;
        campaign.state = CampaignState::Scheduled;
        campaign.nextAt = desk.clock.nowUtc() + 86400000;
        if (const Result<Campaign> stored = CampaignStore(desk.workspace->writer().database()).insert(campaign))
            id = stored->id;
    });
    return id;
}

CampaignState stateOf(ChannelDesk& desk, qint64 campaign)
{
    CampaignState state = CampaignState::Draft;
    desk.workspace->writer().worker().run([&] {
        if (const Result<Campaign> found = CampaignStore(desk.workspace->writer().database()).find(campaign))
            state = found->state;
    });
    return state;
}

void deleteFirst(const ChannelDesk& desk)
{
    if (!QTest::qWaitFor([&] { return desk.find<RowActions>(QString()) != nullptr; })
        || !ChannelDesk::step(desk.find<RowActions>(QString()), QStringLiteral("deleteChannel")))
        qFatal("nothing to delete");
}

} // namespace

void ChannelListTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ChannelListTest::emptyListOffersTheFirstChannel()
{
    ChannelDesk desk;
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<EmptyState>(QStringLiteral("channelsEmpty")));
    desk.find<EmptyState>(QStringLiteral("channelsEmpty"))->action()->click();
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("nextButton")));
}

void ChannelListTest::searchFindsNamesAndCreators()
{
    ChannelDesk desk;
    desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.workspace->channels().setOperator(QStringLiteral("Anna"));
    desk.save(QStringLiteral("Points"), QStringLiteral("https://example.com/"));
    desk.open(routes::channels);
    QTRY_COMPARE(rowsOf(desk), 2);
    auto* search = desk.find<QLineEdit>(QStringLiteral("channelSearch"));
    const auto seek = [search](const QString& text) {
        search->selectAll();
        QTest::keyClicks(search, text);
        QTest::keyClick(search, Qt::Key_Return);
    };
    seek(QStringLiteral("coup"));
    QCOMPARE(rowsOf(desk), 1);
    seek(QStringLiteral("anna"));
    QCOMPARE(rowsOf(desk), 1);
    QCOMPARE(desk.find<TableView>(QStringLiteral("channelTable"))->model()->index(0, 0).data().toString(),
        QStringLiteral("Points"));
    seek(QStringLiteral("nothing"));
    QVERIFY(desk.find<EmptyState>(QStringLiteral("channelsEmpty"))->sentence().contains(QLatin1String("nothing")));
}

void ChannelListTest::switchDisablesAChannelThatNobodyUses()
{
    ChannelDesk desk;
    desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<Switch>(QStringLiteral("channelEnabled")));
    desk.click(QStringLiteral("channelEnabled"));
    QTRY_VERIFY(!desk.channels().constFirst().enabled);
    QTRY_VERIFY(!desk.find<Switch>(QStringLiteral("channelEnabled"))->isChecked());
    desk.click(QStringLiteral("channelEnabled"));
    QTRY_VERIFY(desk.channels().constFirst().enabled);
}

void ChannelListTest::disablingAUsedChannelNamesAndPausesItsCampaigns()
{
    ChannelDesk desk;
    const Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    const qint64 campaign = scheduleThrough(desk, channel);
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<Switch>(QStringLiteral("channelEnabled")));
    desk.click(QStringLiteral("channelEnabled"));
    QTRY_VERIFY(desk.find<QDialog>(QStringLiteral("confirm")));
    QStringList words;
    for (const QLabel* label : desk.find<QDialog>(QStringLiteral("confirm"))->findChildren<QLabel*>())
        words += label->text();
    QVERIFY2(words.join(QLatin1Char(' ')).contains(QLatin1String("Birthday greetings")), qPrintable(words.join(u' ')));
    QVERIFY(desk.channels().constFirst().enabled);
    desk.click(QStringLiteral("confirmAction"));
    QTRY_VERIFY(!desk.channels().constFirst().enabled);
    QVERIFY(stateOf(desk, campaign) != CampaignState::Active);
}

void ChannelListTest::deletedChannelComesBackByUndo()
{
    ChannelDesk desk;
    desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.open(routes::channels);
    deleteFirst(desk);
    QTRY_VERIFY(desk.channels().isEmpty());
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("toast")));
    desk.find<QWidget>(QStringLiteral("toast"))->findChild<QPushButton*>()->click();
    QTRY_COMPARE(desk.channels().size(), 1);
}

void ChannelListTest::usedChannelIsNotDeleted()
{
    ChannelDesk desk;
    scheduleThrough(desk, desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/")));
    desk.open(routes::channels);
    deleteFirst(desk);
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("channelsMessage")));
    QVERIFY(desk.find<InlineMessage>(QStringLiteral("channelsMessage"))
                ->text()
                .contains(QLatin1String("Birthday greetings")));
    QCOMPARE(desk.channels().size(), 1);
}

void ChannelListTest::pausedChannelGoesOnByHand()
{
    ChannelDesk desk;
    const Channel channel = desk.save(QStringLiteral("Coupons"), QStringLiteral("https://example.com/"));
    desk.workspace->writer().worker().run([&] {
        if (!ChannelStore(desk.workspace->writer().database()).setPausedReason(channel.id, int(Reason::Unauthorized)))
            qFatal("not paused");
    });
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<StatePill>(QStringLiteral("channelPaused")));
    desk.click(QStringLiteral("resumeChannel"));
    QTRY_VERIFY(!desk.find<StatePill>(QStringLiteral("channelPaused")));
    QVERIFY(!desk.channels().constFirst().pausedReason);
}

void ChannelListTest::rowIsTestedWithTheStoredSecret()
{
    ChannelDesk desk;
    Channel channel = desk.save(QStringLiteral("Coupons"), desk.listen(200, "kept"));
    channel.spec.auth.type = AuthType::SecretKey;
    desk.workspace->channels().save(channel, desk.workspace.get(), [](const Result<Channel>&) {});
    desk.keychain.keepForSession(channel.uuid, Secret("kept"));
    QTRY_COMPARE(desk.channels().constFirst().spec.auth.type, AuthType::SecretKey);
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("testChannel")));
    desk.click(QStringLiteral("testChannel"));
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Accepted (200)"));
}

void ChannelListTest::thePanelHidesNeitherStateNorActions()
{
    ChannelDesk desk;
    desk.save(QStringLiteral("Coupons"), desk.listen());
    desk.window.resize(1024, 680);
    desk.open(routes::channels);
    QTRY_VERIFY(desk.find<QPushButton>(QStringLiteral("testChannel")));
    desk.click(QStringLiteral("testChannel"));
    QTRY_COMPARE(desk.verdict(), QStringLiteral("Accepted (200)"));
    const auto rightEnd = [](const QWidget* widget) { return widget->mapToGlobal(QPoint(widget->width(), 0)).x(); };
    const int panel = desk.find<QWidget>(QStringLiteral("sidePanel"))->mapToGlobal(QPoint()).x();
    QTRY_VERIFY(rightEnd(desk.find<TableView>(QStringLiteral("channelTable"))) <= panel);
    for (const QWidget* widget : std::initializer_list<QWidget*>{desk.find<QPushButton>(QStringLiteral("editChannel")),
             desk.find<Switch>(QStringLiteral("channelEnabled"))})
        QVERIFY(widget && !widget->visibleRegion().isEmpty() && rightEnd(widget) <= panel);
    desk.click(QStringLiteral("closePanel"));
    QTRY_VERIFY(rightEnd(desk.find<TableView>(QStringLiteral("channelTable"))) > panel);
}

WD_TEST(ChannelListTest)
#include "tst_channellist.moc"
