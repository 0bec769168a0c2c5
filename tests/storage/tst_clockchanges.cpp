// What waits, when somebody sets the computer's clock back.
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include <atomic>

using namespace wd;

namespace {

constexpr UtcMs dayMs = 86'400'000;
const QString greeting = QStringLiteral("greeting");

class SetClock final : public SystemClock {
public:
    SetClock()
        : SystemClock(10)
    {
    }
    UtcMs nowUtc() const override { return SystemClock::nowUtc() + shiftMs; }

    std::atomic<qint64> shiftMs = 0;
};

} // namespace

class TestClockChanges : public QObject {
    Q_OBJECT
private slots:
    void aRetryWaitsNoLonger_data();
    void aRetryWaitsNoLonger();
    void aRetryWaitsNoLongerWhereOthersAreSentTo();
    void aSetTimeIsTheWallClocks();
};

void TestClockChanges::aRetryWaitsNoLonger_data()
{
    QTest::addColumn<bool>("restarted");
    QTest::addColumn<qint64>("backMs");
    constexpr qint64 hours = 8; // of a clock that is kept in local time by one system and in UTC by another
    QTest::newRow("in the running program") << false << 2 * dayMs;
    QTest::newRow("over a restart") << true << 2 * dayMs;
    QTest::newRow("hours, in the running program") << false << hours * 3'600'000;
    QTest::newRow("hours, over a restart") << true << hours * 3'600'000;
}

void TestClockChanges::aRetryWaitsNoLonger()
{
    QFETCH(bool, restarted);
    QFETCH(qint64, backMs);
    SetClock clock;
    LiveDesk desk(clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    const QJsonObject limits
        = QJsonDocument::fromJson(R"({"batch":1,"inFlight":4,"ratePerSecond":0,"retries":["2s"]})").object();
    QCOMPARE(
        desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}})), Errors());
    desk.ledger.answerWith(503, 0);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE(desk.number("SELECT count(*) FROM message WHERE state=1"), 2);
    desk.ledger.answerWith(200, 0);
    clock.shiftMs = -backMs;
    if (restarted) {
        desk.workspace.reset();
        desk.open();
        desk.workspace->startSending();
    }
    QVERIFY2(desk.waitForState(greeting, CampaignState::Finished, 10'000), "it waits for the old time");
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=1"), 2);
}

// Their outcomes are written before its own time comes.
void TestClockChanges::aRetryWaitsNoLongerWhereOthersAreSentTo()
{
    SetClock clock;
    LiveDesk desk(clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    const QJsonObject limits = QJsonDocument::fromJson(R"({"batch":1,"retries":["3s"]})").object();
    QJsonObject document = liveDocument(desk.url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}});
    QJsonArray campaigns = document.value(QStringLiteral("campaigns")).toArray();
    QJsonObject other = campaigns.first().toObject();
    other.insert(QStringLiteral("name"), QStringLiteral("other"));
    campaigns.append(other);
    document.insert(QStringLiteral("campaigns"), campaigns);
    QCOMPARE(desk.apply(document), Errors());
    desk.ledger.answerWith(503, 0);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE(desk.number("SELECT count(*) FROM message WHERE state=1"), 1);
    desk.ledger.answerWith(200, 0);
    clock.shiftMs = -3'600'000;
    QCOMPARE(desk.goOnline(desk.campaign(QStringLiteral("other"))), Errors());
    QVERIFY(desk.waitForState(QStringLiteral("other"), CampaignState::Finished, 2'000));
    QCOMPARE(desk.campaign(greeting).state, CampaignState::Active);
    QVERIFY2(desk.waitForState(greeting, CampaignState::Finished, 10'000), "it waits for the old time");
}

void TestClockChanges::aSetTimeIsTheWallClocks()
{
    SetClock clock;
    LiveDesk desk(clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    const UtcMs due = clock.nowUtc() + 500;
    QVERIFY(desk.execute("UPDATE campaign SET state=1, online_at=1, next_at=" + QByteArray::number(due)));
    desk.workspace->startSending();
    clock.shiftMs = -dayMs;
    QTest::qWait(1'500);
    QCOMPARE(desk.campaign(greeting).state, CampaignState::Scheduled);
    clock.shiftMs = 0;
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
}

WD_TEST(TestClockChanges)
#include "tst_clockchanges.moc"
