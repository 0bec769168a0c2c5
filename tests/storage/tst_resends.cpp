// Sending to some people again: what it must leave alone is whatever their campaign does meanwhile.
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");
constexpr int others = 5; // besides the one who failed

} // namespace

class TestResends : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_desk.reset(); }
    void itsEndLeavesAPausedCampaignPaused();
    void itsEndLeavesASendingCampaignSending();
    void aPauseHoldsItWhenTheCampaignsOwnRunIsOver();
    void whoMayHaveItStaysUncertainWhenItIsTakenOffline();
    void ofADeletedCampaignNobodyIsSentAgain();
    void aNewRunBeginsBesideIt();
    void aCampaignWhoseRunHasNotBegunBeginsAllTheSame();
    void itCanBeTakenOffline();
    void quittingAsksAboutIt();
    void itsChannelIsTheOneOfItsRun();
    void throughARemovedChannelNobodyIsSentAgain();
    void oneThatHangsLeavesTheOthersRoom();
    void aCampaignThatPausesItselfHoldsIt();
    void aPausedCampaignEndsWithTheLastOfIt();

private:
    using Step = void (CampaignService::*)(qint64, QObject*, std::function<void(Result<void>)>);
    bool step(Step taken)
    {
        const qint64 id = m_desk->campaign(greeting).id;
        const auto done = m_desk->answerOf<Result<void>>(
            [&](auto then) { (m_desk->workspace->campaigns().*taken)(id, m_desk->workspace.get(), then); });
        return done && *done;
    }
    bool resend()
    {
        const qint64 failed = m_desk->number("SELECT id FROM delivery WHERE state=2 LIMIT 1");
        const auto again = m_desk->answerOf<Result<qint64>>([&](auto then) {
            m_desk->workspace->deliveries().answer(
                {failed}, UncertainAnswer::ResendSame, m_desk->workspace.get(), then);
        });
        return again && *again && **again == 1;
    }
    bool resendEverybody();
    qsizetype arrived() const { return m_desk->ledger.entries().size(); }
    qint64 queued() { return m_desk->number("SELECT count(*) FROM delivery WHERE state=0"); }

    SystemClock m_clock{10};
    std::unique_ptr<LiveDesk> m_desk;
};

// Offline: of six people one failed, five were never sent to.
void TestResends::init()
{
    m_desk = std::make_unique<LiveDesk>(m_clock);
    QVERIFY(m_desk->import("login_id\nu1\nu2\nu3\nu4\nu5\nu6\n"));
    const QJsonObject limits
        = QJsonDocument::fromJson(R"({"batch":1,"inFlight":2,"ratePerSecond":0,"timeoutSeconds":20,"retries":["1h"]})")
              .object();
    QCOMPARE(m_desk->apply(liveDocument(m_desk->url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}})),
        Errors());
    m_desk->workspace->startSending();
    m_desk->ledger.answerWith(422, 400);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_COMPARE(arrived(), 1);
    QVERIFY(step(&CampaignService::takeOffline));
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM run WHERE ended_at IS NOT NULL"), 1);
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=5"), others);
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=2"), 1);
    m_desk->ledger.clear();
}

void TestResends::itsEndLeavesAPausedCampaignPaused()
{
    m_desk->ledger.answerWith(200, 800);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_COMPARE(arrived(), 1);
    QVERIFY(resend());
    QTRY_COMPARE(arrived(), 2);
    QVERIFY(step(&CampaignService::pause));
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), 2);
    QTest::qWait(300);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Paused);
    m_desk->workspace.reset();
    m_desk->open();
    m_desk->workspace->startSending();
    QTest::qWait(300);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Paused);
    QCOMPARE(arrived(), 2);
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(step(&CampaignService::resume));
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(queued(), 0);
}

void TestResends::itsEndLeavesASendingCampaignSending()
{
    m_desk->ledger.answerWith(200, 1500);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_COMPARE(arrived(), 1);
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(resend());
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), 1);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Active);
    QVERIFY(step(&CampaignService::pause));
    QVERIFY(queued() > 0);
}

void TestResends::aPauseHoldsItWhenTheCampaignsOwnRunIsOver()
{
    m_desk->ledger.answerWith(503, 0);
    QVERIFY(resend());
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=1 AND attempts>0"), 1);
    m_desk->ledger.answerWith(200, 500);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_COMPARE(arrived(), 1 + others); // the last one is under way
    QVERIFY(step(&CampaignService::pause));
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 1);
    QVERIFY(m_desk->execute("UPDATE message SET due_at=1 WHERE state=1")); // his retry is due
    QTest::qWait(300);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Paused);
    QCOMPARE(queued(), 1);
    QVERIFY(step(&CampaignService::resume));
    QTRY_COMPARE(queued(), 0);
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(m_desk->number("SELECT count(*) FROM run"), 2); // nothing began anew
}

// His request was for two, and the other one was confirmed: he goes out in a request of his own.
void TestResends::whoMayHaveItStaysUncertainWhenItIsTakenOffline()
{
    QVERIFY(m_desk->execute("UPDATE attempt SET outcome=3")); // MaybeAccepted
    QVERIFY(m_desk->execute("UPDATE delivery SET state=3 WHERE state=2"));
    QVERIFY(m_desk->execute("UPDATE run_count SET state=3 WHERE state=2"));
    QVERIFY(m_desk->execute("UPDATE message SET n=2"));
    QVERIFY(m_desk->execute("UPDATE delivery SET message_id=1, state=1 WHERE id=2"));
    QVERIFY(m_desk->execute("UPDATE message SET first_id=1, last_id=2"));
    m_desk->ledger.answerWith(503, 0);
    const qint64 uncertain = m_desk->number("SELECT id FROM delivery WHERE state=3");
    const auto again = m_desk->answerOf<Result<qint64>>([&](auto then) {
        m_desk->workspace->deliveries().answer({uncertain}, UncertainAnswer::ResendSame, m_desk->workspace.get(), then);
    });
    QVERIFY(again && *again && **again == 1);
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE parent_id=1 AND state=1 AND attempts>0"), 1);
    QVERIFY(step(&CampaignService::takeOffline));
    QTRY_COMPARE(queued(), 0);
    QCOMPARE(m_desk->number("SELECT state FROM delivery WHERE id=" + QByteArray::number(uncertain)), 3);
}

void TestResends::ofADeletedCampaignNobodyIsSentAgain()
{
    QVERIFY(m_desk->execute("UPDATE campaign SET deleted_at=1"));
    QVERIFY(!resend());
    QTest::qWait(200);
    QCOMPARE(arrived(), 0);
}

void TestResends::aNewRunBeginsBesideIt()
{
    m_desk->ledger.answerWith(503, 0);
    QVERIFY(resend());
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=1 AND attempts>0"), 1);
    m_desk->ledger.answerWith(200, 0);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), others);
    QCOMPARE(queued(), 1); // who waits for his retry
    // By hand he is sent to as well.
    m_desk->workspace->campaigns().tryNow(m_desk->channel(QStringLiteral("gateway")).id);
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), others + 1);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Finished);
}

void TestResends::aCampaignWhoseRunHasNotBegunBeginsAllTheSame()
{
    m_desk->ledger.answerWith(503, 0);
    QVERIFY(resend());
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=1 AND attempts>0"), 1);
    // As when its segment was missing at its time.
    QVERIFY(m_desk->execute("UPDATE campaign SET state=4, next_at=NULL, online_after=(SELECT max(id) FROM run)"));
    // The clock was ahead, then.
    QVERIFY(m_desk->execute("UPDATE run SET started_at=started_at+3600000, ended_at=ended_at+3600000"));
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(step(&CampaignService::resume));
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(m_desk->number("SELECT count(*) FROM run WHERE state=2"), 1);
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), others);
}

void TestResends::itCanBeTakenOffline()
{
    m_desk->ledger.answerWith(503, 0);
    QVERIFY(resend());
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM message WHERE state=1 AND attempts>0"), 1);
    QVERIFY(step(&CampaignService::takeOffline));
    QTRY_COMPARE(queued(), 0);
    QCOMPARE(m_desk->number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
    QVERIFY(!step(&CampaignService::takeOffline)); // nothing is left that could be
}

void TestResends::quittingAsksAboutIt()
{
    const auto stopped = [this] {
        const auto count = m_desk->answerOf<Result<int>>([this](auto then) {
            m_desk->workspace->campaigns().countStoppedByQuitting(m_desk->workspace.get(), then);
        });
        return count && *count ? **count : -1;
    };
    QCOMPARE(stopped(), 0);
    m_desk->ledger.answerWith(503, 0);
    QVERIFY(resend());
    QCOMPARE(stopped(), 1);
}

// The campaign was given another channel for its next run.
void TestResends::itsChannelIsTheOneOfItsRun()
{
    QJsonObject document = liveDocument(m_desk->url(), QStringLiteral("hello"));
    QJsonObject other = document.value(QStringLiteral("channels")).toArray().first().toObject();
    other.insert(QStringLiteral("name"), QStringLiteral("other"));
    QCOMPARE(
        m_desk->apply({{QStringLiteral("version"), 1}, {QStringLiteral("channels"), QJsonArray{other}}}), Errors());
    Campaign edited = m_desk->campaign(greeting);
    const qint64 before = edited.channelId;
    edited.channelId = m_desk->channel(QStringLiteral("other")).id;
    QVERIFY(edited.channelId != before);
    const auto saved = m_desk->answerOf<Result<Campaign>>(
        [&](auto then) { m_desk->workspace->campaigns().saveDraft(edited, m_desk->workspace.get(), then); });
    QVERIFY(saved && *saved);
    m_desk->ledger.answerWith(401, 0);
    QVERIFY(resend());
    const auto row = [&] {
        return **m_desk->answerOf<Result<CampaignRow>>(
            [&](auto then) { m_desk->workspace->campaigns().find(edited.id, m_desk->workspace.get(), then); });
    };
    QTRY_VERIFY(row().hindrance && row().hindrance->kind == HindranceKind::ChannelFault);
    QCOMPARE(row().sendingChannelId, before);
    const auto removed = m_desk->answerOf<Result<void>>(
        [&](auto then) { m_desk->workspace->channels().remove(before, m_desk->workspace.get(), then); });
    QVERIFY(removed && !*removed && removed->error().kind == ErrorKind::InUse);
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(step(&CampaignService::resume));
    QTRY_COMPARE(queued(), 0);
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), 1);
}

void TestResends::throughARemovedChannelNobodyIsSentAgain()
{
    QVERIFY(m_desk->execute("UPDATE channel SET deleted_at=1"));
    QVERIFY(!resend());
    QCOMPARE(m_desk->number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
}

void TestResends::aPausedCampaignEndsWithTheLastOfIt()
{
    m_desk->ledger.answerWith(200, 1200);
    QVERIFY(resend());
    QTRY_COMPARE(arrived(), 1); // of the first run
    m_desk->ledger.answerWith(200, 600);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_COMPARE(arrived(), 1 + others); // the last of the second run is under way
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(step(&CampaignService::pause));
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(queued(), 0);
}

// As if everybody had failed, each in a request of his own.
bool TestResends::resendEverybody()
{
    if (!m_desk->execute("UPDATE message SET first_id=1, last_id=6, n=6")
        || !m_desk->execute("UPDATE delivery SET state=2, reason=20, message_id=1")
        || !m_desk->execute("DELETE FROM run_count; INSERT INTO run_count(run_id, state, reason, n) VALUES(1,2,20,6)"))
        return false;
    QList<qint64> all;
    for (qint64 id = 1; id <= 1 + others; ++id)
        all += id;
    const auto again = m_desk->answerOf<Result<qint64>>([&](auto then) {
        m_desk->workspace->deliveries().answer(all, UncertainAnswer::ResendSame, m_desk->workspace.get(), then);
    });
    return again && *again && **again == 1 + others;
}

void TestResends::oneThatHangsLeavesTheOthersRoom()
{
    m_desk->ledger.answerWith(200, 15'000);
    QVERIFY(resendEverybody());
    QTRY_COMPARE(arrived(), 1);
    m_desk->ledger.answerWith(200, 0);
    Campaign other = m_desk->campaign(greeting);
    other.id = 0;
    other.uuid = {};
    other.name = QStringLiteral("other");
    other.state = CampaignState::Draft;
    QCOMPARE(m_desk->goOnline(other), Errors());
    QVERIFY2(m_desk->waitForState(QStringLiteral("other"), CampaignState::Finished, 5'000), "it waits behind them");
}

// Claimed already, and held back by the rate.
void TestResends::aCampaignThatPausesItselfHoldsIt()
{
    const QJsonObject limits = QJsonDocument::fromJson(R"({"batch":1,"inFlight":4,"ratePerSecond":1})").object();
    QCOMPARE(m_desk->apply(liveDocument(m_desk->url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}})),
        Errors());
    m_desk->workspace.reset();
    m_desk->open();
    m_desk->workspace->startSending();
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(resendEverybody());
    QTRY_COMPARE(arrived(), 1);
    // Its segment is gone when its next run is to begin.
    QVERIFY(m_desk->execute("UPDATE campaign SET state=1, next_at=1, online_after=1, segment_id=NULL"));
    m_desk->workspace->settings().setZone(QStringLiteral("Asia/Tokyo"));
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Paused, 900));
    const qsizetype before = arrived();
    QTest::qWait(2'500);
    QCOMPARE(arrived(), before);
}

WD_TEST(TestResends)
#include "tst_resends.moc"
