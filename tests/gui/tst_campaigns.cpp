#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/campaigns/campaignmodel.h"
#include "ui/deliveries/deliverymodel.h"
#include "ui/shared/field.h"
#include "ui/shared/inlinemessage.h"

#include <QDateTimeEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

using namespace wd;

namespace {

const QString couponSegment = QStringLiteral("昨日加购未下单的黄金会员");
const QString couponChannel = QStringLiteral("白鸽卡券中心");
const QString couponDraft = QStringLiteral("黄金会员发券");
const QString birthdayDraft = QStringLiteral("生日祝福短信");

TableView* listOf(const SampleDesk& desk)
{
    return desk.waitFor<TableView>(QStringLiteral("campaignTable"));
}

QString cellOf(const SampleDesk& desk, const QString& campaign, int column)
{
    const TableView* table = listOf(desk);
    const int row = SampleDesk::rowWith(table, CampaignModel::Name, campaign);
    return table->model()->index(row, column).data().toString();
}

void act(const SampleDesk& desk, const QString& campaign, const QString& name)
{
    QAbstractButton* button = nullptr;
    const bool found = QTest::qWaitFor([&] {
        const TableView* table = listOf(desk);
        const int row = SampleDesk::rowWith(table, CampaignModel::Name, campaign);
        button = row < 0 ? nullptr : SampleDesk::action(table, row, CampaignModel::Actions, name);
        return button != nullptr;
    });
    if (!found)
        qFatal("no %s for %s", qPrintable(name), qPrintable(campaign));
    QTest::mouseClick(button, Qt::LeftButton);
}

} // namespace

class CampaignsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void fromNewCampaignToTheAnswerOfOneRequest();
    void incompleteDraftIsKept();
    void visitorSegmentWithholdsLoginChannels();
    void missingValueIsAskedFor();
    void timeInThePastIsRefused();
    void pauseResumeOffline();
    void duplicateDeleteUndo();

private:
    QTemporaryDir m_preferences;
};

void CampaignsTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void CampaignsTest::fromNewCampaignToTheAnswerOfOneRequest()
{
    SampleDesk desk;
    QSignalSpy received(&desk.receiver, &Receiver::received);
    desk.open(routes::campaigns);
    desk.press(QStringLiteral("newCampaign"));
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    desk.choose(QStringLiteral("campaignChannel"), couponChannel);
    desk.press(QStringLiteral("targetCardNext"));
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("100"));
    desk.fillIn(QStringLiteral("campaignName"), QStringLiteral("Coupons for 120"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);

    desk.waitFor<QPlainTextEdit>(QStringLiteral("reviewExample"));
    QCOMPARE(desk.words(QStringLiteral("reviewSelected")), QStringLiteral("120 people"));
    QCOMPARE(desk.words(QStringLiteral("reviewSkipped")), QStringLiteral("0"));
    QCOMPARE(desk.words(QStringLiteral("reviewRequests")), QStringLiteral("120"));
    QCOMPARE(desk.waitFor<QAbstractButton>(QStringLiteral("reviewGo"))->text(), QStringLiteral("Send to 120 people"));
    QCOMPARE(received.size(), 0);
    desk.press(QStringLiteral("reviewGo"));

    QTRY_COMPARE_WITH_TIMEOUT(
        cellOf(desk, QStringLiteral("Coupons for 120"), CampaignModel::People), QStringLiteral("120 / 120"), 20'000);
    QCOMPARE(received.size(), 120);
    TableView* const list = listOf(desk);
    SampleDesk::clickCell(
        list, SampleDesk::rowWith(list, CampaignModel::Name, QStringLiteral("Coupons for 120")), CampaignModel::People);

    auto* const log = desk.waitFor<TableView>(QStringLiteral("deliveryTable"));
    QTRY_COMPARE(
        desk.find<QComboBox>(QStringLiteral("deliveryCampaign"))->currentText(), QStringLiteral("Coupons for 120"));
    QTRY_COMPARE(log->model()->rowCount(), 120);
    SampleDesk::clickCell(log, 0, DeliveryModel::Recipient);
    auto* const tabs = desk.waitFor<QTabWidget>(QStringLiteral("deliveryPanelTabs"));
    QTRY_COMPARE(tabs->count(), 3);
    const QString recipient = log->model()->index(0, DeliveryModel::Recipient).data().toString();
    QCOMPARE(desk.words(QStringLiteral("deliveryPanelRecipient")), recipient);
    const auto* body = tabs->findChild<QPlainTextEdit*>(QStringLiteral("deliveryBody"));
    QVERIFY(body->toPlainText().contains(recipient));
    QVERIFY(body->toPlainText().contains(QStringLiteral("\"amount\"")));
    QCOMPARE(tabs->tabText(1), QStringLiteral("Requests (1)"));
}

void CampaignsTest::incompleteDraftIsKept()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit);
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    desk.fillIn(QStringLiteral("campaignName"), QStringLiteral("Half done"));
    desk.press(QStringLiteral("saveDraft"));
    QTRY_COMPARE(cellOf(desk, QStringLiteral("Half done"), CampaignModel::State), QStringLiteral("Draft"));
    QCOMPARE(desk.campaign(QStringLiteral("Half done")).campaign.channelId, 0);
    act(desk, QStringLiteral("Half done"), QStringLiteral("editCampaign"));
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("campaignSegment"))->currentText(), couponSegment);
    desk.press(QStringLiteral("goOnline"));
    auto* const channel = desk.waitFor<QComboBox>(QStringLiteral("campaignChannel"));
    QTRY_VERIFY(qobject_cast<Field*>(channel->parentWidget())->hasError());
    QVERIFY(!desk.find<QDialog>(QStringLiteral("reviewDialog")));
}

void CampaignsTest::visitorSegmentWithholdsLoginChannels()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit);
    auto* const channels = desk.waitFor<QComboBox>(QStringLiteral("campaignChannel"));
    QTRY_VERIFY(channels->findText(couponChannel) > 0);
    desk.choose(QStringLiteral("campaignSegment"), QStringLiteral("All visitors"));
    QCOMPARE(channels->findText(couponChannel), -1);
    QVERIFY(qobject_cast<Field*>(channels->parentWidget())->message().contains(QStringLiteral("only login users")));
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    QVERIFY(channels->findText(couponChannel) > 0);
}

void CampaignsTest::missingValueIsAskedFor()
{
    SampleDesk desk;
    desk.open(routes::campaigns);
    desk.press(QStringLiteral("newCampaign"));
    desk.choose(QStringLiteral("campaignSegment"), QStringLiteral("All login users"));
    desk.choose(QStringLiteral("campaignChannel"), QStringLiteral("白鸽短信通道"));
    desk.press(QStringLiteral("targetCardNext"));
    auto* const text = desk.waitFor<QTextEdit>(QStringLiteral("parameter_message"));
    text->setFocus();
    QTest::keyClicks(text, QStringLiteral("Hello "));
    const auto* insert = desk.waitFor<QPushButton>(QStringLiteral("insertAttribute_message"));
    for (QAction* const entry : insert->menu()->actions())
        if (entry->text() == QStringLiteral("gender"))
            entry->trigger();
    desk.press(QStringLiteral("goOnline"));
    desk.waitFor<InlineMessage>(QStringLiteral("reviewMissing"));
    auto* const go = desk.waitFor<QAbstractButton>(QStringLiteral("reviewGo"));
    QVERIFY(!go->isEnabled());
    QVERIFY(!go->toolTip().isEmpty());
    desk.press(QStringLiteral("missingSkip"));
    QTRY_VERIFY(go->isEnabled());
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("reviewMissing")));
    QVERIFY(desk.words(QStringLiteral("reviewSkipped")) != QStringLiteral("0"));
}

void CampaignsTest::timeInThePastIsRefused()
{
    SampleDesk desk;
    desk.open(routes::campaigns);
    act(desk, QStringLiteral("高消费会员发券"), QStringLiteral("editCampaign"));
    auto* const later = desk.waitFor<QAbstractButton>(QStringLiteral("sendLater"));
    QTest::mouseClick(later, Qt::LeftButton, {}, QPoint(8, later->height() / 2));
    auto* const at = desk.waitFor<QDateTimeEdit>(QStringLiteral("sendAt"));
    at->setDateTime(QDateTime(QDate(2020, 7, 16), QTime(0, 0)));
    QVERIFY(qobject_cast<Field*>(at->parentWidget())->hasError());
    desk.press(QStringLiteral("goOnline"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("reviewDialog")));
    QVERIFY(qobject_cast<Field*>(at->parentWidget())->hasError());
    QCOMPARE(desk.campaign(QStringLiteral("高消费会员发券")).campaign.state, CampaignState::Draft);
}

void CampaignsTest::pauseResumeOffline()
{
    SampleDesk desk(0, 300);
    desk.open(routes::campaigns);
    act(desk, couponDraft, QStringLiteral("editCampaign"));
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("50"));
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("reviewGo"));
    act(desk, couponDraft, QStringLiteral("pauseCampaign"));
    QTRY_COMPARE(cellOf(desk, couponDraft, CampaignModel::State), QStringLiteral("Paused by hand"));
    act(desk, couponDraft, QStringLiteral("resumeCampaign"));
    QTRY_COMPARE(cellOf(desk, couponDraft, CampaignModel::State), QStringLiteral("Sending"));
    act(desk, couponDraft, QStringLiteral("takeOffline"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.campaign(couponDraft).campaign.state, CampaignState::Offline);
    QTRY_COMPARE(desk.campaign(couponDraft).counts.queued, 0);
    const DeliveryCounts counts = desk.campaign(couponDraft).counts;
    QVERIFY(counts.cancelled > 0);
    QCOMPARE(counts.accepted + counts.cancelled, 120);
}

void CampaignsTest::duplicateDeleteUndo()
{
    SampleDesk desk;
    desk.open(routes::campaigns);
    act(desk, birthdayDraft, QStringLiteral("duplicateCampaign"));
    QTRY_COMPARE(desk.campaigns().size(), 4);
    desk.open(routes::campaigns);
    act(desk, birthdayDraft, QStringLiteral("deleteCampaign"));
    QTRY_COMPARE(desk.campaigns().size(), 3);
    desk.press(QStringLiteral("toastAction"));
    QTRY_COMPARE(desk.campaigns().size(), 4);
    QTRY_VERIFY(SampleDesk::rowWith(listOf(desk), CampaignModel::Name, birthdayDraft) >= 0);
}

WD_TEST(CampaignsTest)
#include "tst_campaigns.moc"
