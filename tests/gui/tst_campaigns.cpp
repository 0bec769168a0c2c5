#include "models/base/reason.h"
#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/campaigns/campaignmodel.h"
#include "ui/deliveries/deliverymodel.h"
#include "ui/shared/dateedit.h"
#include "ui/shared/field.h"
#include "ui/shared/inlinemessage.h"
#include "ui/testing/lasttest.h"

#include <QDateTimeEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>

#include <algorithm>

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
    const bool found = QTest::qWaitFor([&] {
        const TableView* table = listOf(desk);
        const int row = SampleDesk::rowWith(table, CampaignModel::Name, campaign);
        return SampleDesk::act(table, row, CampaignModel::Actions, name);
    });
    if (!found)
        qFatal("no %s for %s", qPrintable(name), qPrintable(campaign));
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
    void valueThatCannotBeUsedIsNamedByItsTest();
    void timeInThePastIsRefused();
    void pauseResumeOffline();
    void duplicateDeleteUndo();
    void foldedTextIsReadableWords();
    void dateParameterIsStoredAsIsoDate();
    void whatWasFilledInComesBackWithItsChannel();
    void takenNameIsToldAndTheDraftKept();
    void wayBackLeadsToTheSameCampaign();
    void unsavedWordsAreKeptOnLeaving();
    void missingSecretIsShownAndEntered();
    void runningCampaignIsPausedChangedAndContinued();
    void pausedCampaignKeepsWhatWasTypedUntilItIsSaved();
    void aReviewWarnsOfWhatWasBefore();
    void aReviewTellsOfTheChannelsFailedTest();

private:
    static int saying(const QSignalSpy& received, const QByteArray& words);

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

    const auto* const example = desk.waitFor<QPlainTextEdit>(QStringLiteral("reviewExample"));
    QTRY_COMPARE(example->verticalScrollBar()->maximum(), 0); // whole
    QVERIFY(desk.words(QStringLiteral("reviewSelected")).endsWith(QStringLiteral(" (120 people)")));
    QCOMPARE(desk.words(QStringLiteral("reviewTime")), QStringLiteral("Now"));
    QVERIFY(desk.words(QStringLiteral("reviewHost")).startsWith(QStringLiteral("127.0.0.1:")));
    QVERIFY(desk.find<StatePill>(QStringLiteral("reviewEnvironment")));
    // A Return that was meant for something else sends nothing.
    QTRY_VERIFY(desk.waitFor<QAbstractButton>(QStringLiteral("reviewCancel"))->hasFocus());
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
        if (entry->text() == QStringLiteral("Gender"))
            entry->trigger();
    desk.press(QStringLiteral("goOnline"));
    desk.waitFor<InlineMessage>(QStringLiteral("reviewMissing"));
    auto* const go = desk.waitFor<QAbstractButton>(QStringLiteral("reviewGo"));
    QVERIFY(!go->isEnabled());
    QVERIFY(!go->toolTip().isEmpty());
    desk.press(QStringLiteral("missingSkip"));
    QTRY_VERIFY(go->isEnabled());
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("reviewMissing")));
    const QString left = desk.words(QStringLiteral("reviewLeftOut"));
    QVERIFY(left.toInt() > 0);
    QCOMPARE(left, desk.words(QStringLiteral("reviewReason%1").arg(static_cast<int>(Reason::MissingAttribute))));
    const auto* const row = desk.waitFor<QLabel>(QStringLiteral("reviewLeftOut"))->parentWidget();
    QVERIFY(row->findChildren<QLabel*>().first()->text().contains(QStringLiteral("“Gender”")));
}

void CampaignsTest::valueThatCannotBeUsedIsNamedByItsTest()
{
    SampleDesk desk;
    desk.open(routes::campaigns);
    act(desk, couponDraft, QStringLiteral("editCampaign"));
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("one"));
    desk.press(QStringLiteral("testEffect"));
    const QString told = desk.waitFor<InlineMessage>(QStringLiteral("testMessage"))->text();
    QVERIFY2(told.startsWith(QStringLiteral("券面值: “one”")), qPrintable(told));
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
    QTRY_COMPARE(
        desk.waitFor<QLineEdit>(QStringLiteral("campaignName"))->text(), birthdayDraft + QStringLiteral(" (2)"));
    // Looked at and left, the copy leaves nothing behind.
    desk.open(routes::campaigns);
    QTRY_VERIFY(desk.find<TableView>(QStringLiteral("campaignTable")));
    QCOMPARE(desk.campaigns().size(), 3);
    act(desk, birthdayDraft, QStringLiteral("duplicateCampaign"));
    desk.press(QStringLiteral("saveDraft"));
    QTRY_COMPARE(desk.campaigns().size(), 4);
    const CampaignRow copy = desk.campaign(birthdayDraft + QStringLiteral(" (2)"));
    QCOMPARE(copy.campaign.spec, desk.campaign(birthdayDraft).campaign.spec);
    QCOMPARE(copy.campaign.segmentId, desk.campaign(birthdayDraft).campaign.segmentId);
    desk.open(routes::campaigns);
    act(desk, birthdayDraft + QStringLiteral(" (2)"), QStringLiteral("duplicateCampaign"));
    QTRY_COMPARE(
        desk.waitFor<QLineEdit>(QStringLiteral("campaignName"))->text(), birthdayDraft + QStringLiteral(" (3)"));
    desk.open(routes::campaigns);
    act(desk, birthdayDraft, QStringLiteral("deleteCampaign"));
    QTRY_COMPARE(desk.campaigns().size(), 3);
    desk.press(QStringLiteral("toastAction"));
    QTRY_COMPARE(desk.campaigns().size(), 4);
    QTRY_VERIFY(SampleDesk::rowWith(listOf(desk), CampaignModel::Name, birthdayDraft) >= 0);
}

void CampaignsTest::foldedTextIsReadableWords()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), desk.campaign(birthdayDraft).campaign.id}});
    QTRY_VERIFY(desk.words(QStringLiteral("templateCardSummary")).contains(u'〔'));
    const QString summary = desk.words(QStringLiteral("templateCardSummary"));
    QVERIFY2(summary.contains(QStringLiteral("亲爱的〔")), qPrintable(summary));
    QVERIFY2(summary.contains(QStringLiteral("〔先生/女士〕")), qPrintable(summary));
    QVERIFY2(!summary.contains(u'{') && !summary.contains(u'%'), qPrintable(summary));
}

void CampaignsTest::dateParameterIsStoredAsIsoDate()
{
    SampleDesk desk;
    Channel channel = desk.save(QStringLiteral("Dates"), QStringLiteral("http://127.0.0.1:1/"));
    TemplateParameter start{QStringLiteral("start"), QString(), ParameterType::Date, std::nullopt, true, {}};
    TemplateParameter end{QStringLiteral("end"), QString(), ParameterType::Date, std::nullopt, false, {}};
    channel.spec.templateParameters = {start, end};
    bool saved = false;
    desk.workspace->channels().save(
        channel, desk.workspace.get(), [&saved](const Result<Channel>& done) { saved = bool(done); });
    QTRY_VERIFY(saved);
    desk.open(routes::campaignEdit);
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    desk.choose(QStringLiteral("campaignChannel"), QStringLiteral("Dates"));
    desk.press(QStringLiteral("targetCardNext"));
    auto* const date = desk.waitFor<DateEdit>(QStringLiteral("parameter_start"));
    date->setFocus();
    QTest::keyClicks(date, QStringLiteral("2026-7-6"));
    QTest::keyClick(date, Qt::Key_Tab);
    QCOMPARE(date->text(), QStringLiteral("2026/07/06"));
    desk.fillIn(QStringLiteral("campaignName"), QStringLiteral("With a date"));
    desk.press(QStringLiteral("saveDraft"));
    QTRY_COMPARE(desk.campaign(QStringLiteral("With a date")).campaign.spec.parameters,
        (QMap<QString, QString>{{QStringLiteral("start"), QStringLiteral("2026-07-06")}}));
}

void CampaignsTest::whatWasFilledInComesBackWithItsChannel()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit);
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    desk.choose(QStringLiteral("campaignChannel"), couponChannel);
    desk.press(QStringLiteral("targetCardNext"));
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("88"));
    desk.press(QStringLiteral("targetCardToggle"));
    desk.choose(QStringLiteral("campaignChannel"), QStringLiteral("白鸽短信通道"));
    desk.choose(QStringLiteral("campaignChannel"), couponChannel);
    desk.press(QStringLiteral("targetCardNext"));
    QCOMPARE(desk.waitFor<QLineEdit>(QStringLiteral("parameter_amount"))->text(), QStringLiteral("88"));
}

void CampaignsTest::takenNameIsToldAndTheDraftKept()
{
    SampleDesk desk;
    for (const bool taken : {false, true}) {
        desk.open(routes::campaigns);
        desk.press(QStringLiteral("newCampaign"));
        desk.choose(QStringLiteral("campaignSegment"), couponSegment);
        desk.fillIn(QStringLiteral("campaignName"), QStringLiteral("Twice"));
        auto* const name = desk.waitFor<QLineEdit>(QStringLiteral("campaignName"));
        QCOMPARE(qobject_cast<Field*>(name->parentWidget())->hasError(), taken);
        desk.press(QStringLiteral("saveDraft"));
        desk.waitFor<TableView>(QStringLiteral("campaignTable"));
    }
    QTRY_COMPARE(cellOf(desk, QStringLiteral("Twice"), CampaignModel::State), QStringLiteral("Draft"));
    QTRY_COMPARE(cellOf(desk, QStringLiteral("Twice (2)"), CampaignModel::State), QStringLiteral("Draft"));
}

void CampaignsTest::wayBackLeadsToTheSameCampaign()
{
    SampleDesk desk;
    desk.open(routes::campaigns);
    desk.press(QStringLiteral("newCampaign"));
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    desk.fillIn(QStringLiteral("campaignName"), QStringLiteral("On the way"));
    desk.choose(QStringLiteral("campaignChannel"), QStringLiteral("+ New channel…"));
    desk.press(QStringLiteral("cancelButton"));
    QTRY_COMPARE(desk.waitFor<QLineEdit>(QStringLiteral("campaignName"))->text(), QStringLiteral("On the way"));
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("campaignSegment"))->currentText(), couponSegment);
    QCOMPARE(desk.campaigns().size(), 4);
}

void CampaignsTest::unsavedWordsAreKeptOnLeaving()
{
    SampleDesk desk;
    desk.open(routes::campaignEdit);
    desk.choose(QStringLiteral("campaignSegment"), couponSegment);
    auto* const name = desk.waitFor<QLineEdit>(QStringLiteral("campaignName"));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Left at once"));
    QTest::keyClick(name, Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(desk.campaign(QStringLiteral("Left at once")).campaign.id > 0);
    QCOMPARE(desk.campaign(QStringLiteral("Left at once")).campaign.state, CampaignState::Draft);
}

void CampaignsTest::missingSecretIsShownAndEntered()
{
    SampleDesk desk;
    for (const Channel& channel : desk.channels())
        desk.keychain.keepForSession(channel.uuid, Secret());
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), desk.campaign(couponDraft).campaign.id}});
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("50"));
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("reviewGo"));
    QTRY_COMPARE(cellOf(desk, couponDraft, CampaignModel::State), QStringLiteral("Secret missing"));
    QCOMPARE(desk.campaign(couponDraft).counts.queued, qint64(120));
    act(desk, couponDraft, QStringLiteral("enterSecret"));
    auto* const secret = desk.waitFor<QLineEdit>(QStringLiteral("channelSecret"));
    QTRY_COMPARE(desk.window.focusWidget(), static_cast<QWidget*>(secret));
    QTest::keyClicks(secret, QString::fromUtf8(sampleSecret().reveal()));
    desk.press(QStringLiteral("saveButton"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(couponDraft).counts.accepted, qint64(120), 20'000);
    desk.open(routes::campaigns);
    QTRY_COMPARE(cellOf(desk, couponDraft, CampaignModel::State), QStringLiteral("Finished"));
}

// The request bodies that say this.
int CampaignsTest::saying(const QSignalSpy& received, const QByteArray& words)
{
    return int(std::count_if(received.cbegin(), received.cend(), [&words](const QList<QVariant>& arguments) {
        return arguments.first().value<ReceivedRequest>().body.contains(words);
    }));
}

void CampaignsTest::runningCampaignIsPausedChangedAndContinued()
{
    SampleDesk desk(0, 300);
    QSignalSpy received(&desk.receiver, &Receiver::received);
    desk.open(routes::campaigns);
    act(desk, couponDraft, QStringLiteral("editCampaign"));
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("50"));
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("reviewGo"));
    act(desk, couponDraft, QStringLiteral("pauseAndEdit"));
    desk.waitFor<InlineMessage>(QStringLiteral("campaignLive"));
    QTRY_COMPARE(desk.campaign(couponDraft).campaign.state, CampaignState::Paused);
    auto* const amount = desk.waitFor<QLineEdit>(QStringLiteral("parameter_amount"));
    auto* const save = desk.waitFor<QPushButton>(QStringLiteral("goOnline"));
    QCOMPARE(save->text(), QStringLiteral("Save changes"));
    QVERIFY(!save->isEnabled());
    QVERIFY(!save->toolTip().isEmpty());
    const auto* toggle = desk.waitFor<QPushButton>(QStringLiteral("targetCardToggle"));
    QVERIFY(!toggle->isEnabled());
    QVERIFY(!toggle->toolTip().isEmpty());
    QVERIFY(!desk.find<QComboBox>(QStringLiteral("campaignSegment")));
    QVERIFY(!desk.find<QPushButton>(QStringLiteral("saveDraft")));

    // What was on its way when it was paused has arrived.
    QTRY_COMPARE(desk.campaign(couponDraft).counts.accepted, qint64(received.size()));
    amount->setFocus();
    QTest::keyClick(amount, Qt::Key_Tab); // entered and left is not changed
    QVERIFY(!amount->hasFocus());
    QVERIFY(!save->isEnabled());
    amount->setFocus();
    amount->selectAll();
    QTest::keyClicks(amount, QStringLiteral("60"));
    desk.press(QStringLiteral("goOnline"));
    const DeliveryCounts counts = desk.campaign(couponDraft).counts;
    const QString words = desk.words(QStringLiteral("changeWords"));
    QVERIFY2(
        words.contains(QStringLiteral("%1 people who have not been sent to").arg(counts.queued)), qPrintable(words));
    QVERIFY2(words.contains(QStringLiteral("%1 people who have been sent to").arg(counts.accepted)), qPrintable(words));
    QVERIFY2(!words.contains(QStringLiteral("wait for a retry")), qPrintable(words));
    QVERIFY(desk.waitFor<QPushButton>(QStringLiteral("changeSave"))->hasFocus()); // Return alone sends nothing
    desk.press(QStringLiteral("changeSaveAndGo"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(couponDraft).counts.accepted, qint64(120), 20'000);
    QCOMPARE(received.size(), 120);
    QCOMPARE(saying(received, R"("amount":"60")"), int(counts.queued));
}

void CampaignsTest::pausedCampaignKeepsWhatWasTypedUntilItIsSaved()
{
    SampleDesk desk(0, 300);
    desk.open(routes::campaigns);
    act(desk, couponDraft, QStringLiteral("editCampaign"));
    desk.fillIn(QStringLiteral("parameter_amount"), QStringLiteral("50"));
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("reviewGo"));
    act(desk, couponDraft, QStringLiteral("pauseCampaign"));
    act(desk, couponDraft, QStringLiteral("editCampaign"));
    auto* const amount = desk.waitFor<QLineEdit>(QStringLiteral("parameter_amount"));
    amount->setFocus();
    amount->selectAll();
    QTest::keyClicks(amount, QStringLiteral("70"));
    desk.open(routes::overview);
    desk.press(QStringLiteral("confirmCancel")); // it asks, and stays
    QCOMPARE(amount->text(), QStringLiteral("70"));
    desk.press(QStringLiteral("goOnline"));
    desk.press(QStringLiteral("changeSave"));
    QTRY_COMPARE(cellOf(desk, couponDraft, CampaignModel::State), QStringLiteral("Paused by hand"));
    QCOMPARE(desk.campaign(couponDraft).campaign.spec.parameters.value(QStringLiteral("amount")), QStringLiteral("70"));
}

void CampaignsTest::aReviewWarnsOfWhatWasBefore()
{
    SampleDesk desk;
    desk.sendNow(birthdayDraft);
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdayDraft).campaign.state, CampaignState::Finished, 20'000);
    const qint64 reached = desk.campaign(birthdayDraft).counts.accepted;
    desk.receiver.stop();
    desk.open(routes::campaignEdit, {{QStringLiteral("copyOf"), desk.campaign(birthdayDraft).campaign.id}});
    auto* const name = desk.waitFor<QLineEdit>(QStringLiteral("campaignName"));
    QTRY_VERIFY(name->text().startsWith(birthdayDraft)); // everything is read
    name->setFocus();
    QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(desk.verdict(), QStringLiteral("Connection refused"), 20'000);
    desk.press(QStringLiteral("goOnline"));
    QTRY_VERIFY_WITH_TIMEOUT(desk.find<InlineMessage>(QStringLiteral("reviewReachedToday")), 20'000);
    QCOMPARE(desk.find<InlineMessage>(QStringLiteral("reviewReachedToday"))->text(),
        QStringLiteral("%1 of these people were already sent “%2” today.").arg(reached).arg(birthdayDraft));
    QVERIFY(desk.find<InlineMessage>(QStringLiteral("reviewTestFailed")));
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("reviewChannelTestFailed"))); // it was the campaign's test
}

void CampaignsTest::aReviewTellsOfTheChannelsFailedTest()
{
    SampleDesk desk;
    const qint64 channel = desk.campaign(birthdayDraft).campaign.channelId;
    const auto test = [&desk](const Secret& secret, const QString& verdict) {
        for (const Channel& each : desk.channels())
            desk.keychain.keepForSession(each.uuid, secret);
        desk.press(QStringLiteral("editTest"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.verdict(), verdict, 20'000);
    };
    const auto told = [&desk]() -> QString {
        desk.open(routes::campaignEdit, {{QStringLiteral("id"), desk.campaign(birthdayDraft).campaign.id}});
        desk.press(QStringLiteral("goOnline"));
        desk.waitFor<QWidget>(QStringLiteral("reviewExample"));
        const auto* message = desk.find<InlineMessage>(QStringLiteral("reviewChannelTestFailed"));
        const QString words = message ? message->text() : QString();
        desk.press(QStringLiteral("reviewCancel"));
        return words;
    };
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel}});
    desk.waitFor<QLabel>(QStringLiteral("secretMark"));
    test(Secret("another"), QStringLiteral("Not authenticated (401)"));
    QCOMPARE(told(), QStringLiteral("The last test of the channel did not succeed (401)."));
    const auto note = [&desk, channel](const PoorTest& poor) {
        for (const Channel& each : desk.channels())
            if (each.id == channel)
                noteTest(desk.workspace->settings(), each.uuid, poor);
    };
    note({false, 200, AnswerDoubt{AnswerDoubt::Kind::Failure, QStringLiteral("no credit left")}});
    QCOMPARE(told(),
        QStringLiteral(
            "The last test of the channel is doubtful. The receiver answered 200, but the content looks like "
            "a failure: no credit left."));
    note({true, 0, {}});
    QCOMPARE(told(), QStringLiteral("The last test of the channel has brought no result."));
    desk.open(routes::channelEdit, {{QStringLiteral("id"), channel}});
    desk.waitFor<QLabel>(QStringLiteral("secretMark"));
    test(sampleSecret(), QStringLiteral("Accepted (200)"));
    QCOMPARE(told(), QString());
}

WD_TEST(CampaignsTest)
#include "tst_campaigns.moc"
