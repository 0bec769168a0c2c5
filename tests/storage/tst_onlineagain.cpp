// A campaign that goes online again while it is still going offline: nobody is lost, nobody gets it twice.
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");
constexpr int everybody = 8;
constexpr int reached = 3; // before it goes offline: one, and two whose requests are under way

} // namespace

class TestOnlineAgain : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_desk.reset(); }
    void itWaitsForTheRequestsUnderWay();
    void itCanBeTakenOfflineWhileItWaits();
    void aSetTimeThatPassesMeanwhileIsKept();
    void quittingWhileItWaitsLosesNothing();
    void itIsTakenUpByTheNextProgramThatSends();
    void whatCouldNotBeReleasedIsClearedLater();

private:
    bool takeOffline()
    {
        const auto offline = m_desk->answerOf<Result<void>>([&](auto then) {
            m_desk->workspace->campaigns().takeOffline(m_desk->campaign(greeting).id, m_desk->workspace.get(), then);
        });
        return offline && *offline;
    }
    // Whoever looks for the outcome has it at once.
    bool goOnline()
    {
        const auto errors = m_desk->answerOf<Errors>(
            [&](auto then) {
                m_desk->workspace->campaigns().goOnline(
                    m_desk->campaign(greeting), everybody, m_desk->workspace.get(), then);
            },
            1'000);
        return errors == Errors();
    }
    void goOfflineWithTwoUnderWay();
    void verifyThatEverybodyGotOne();

    SystemClock m_clock{10};
    std::unique_ptr<LiveDesk> m_desk;
};

void TestOnlineAgain::init()
{
    m_desk = std::make_unique<LiveDesk>(m_clock);
    QByteArray csv = "login_id\n";
    for (int i = 0; i < everybody; ++i)
        csv += 'u' + QByteArray::number(i) + '\n';
    QVERIFY(m_desk->import(csv));
    const QJsonObject limits
        = QJsonDocument::fromJson(R"({"batch":1,"inFlight":2,"ratePerSecond":0,"timeoutSeconds":20})").object();
    QCOMPARE(m_desk->apply(liveDocument(m_desk->url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}})),
        Errors());
    m_desk->workspace->startSending();
}

void TestOnlineAgain::goOfflineWithTwoUnderWay()
{
    m_desk->ledger.answerWith(200, 1500);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    QTRY_COMPARE(m_desk->ledger.entries().size(), reached);
    m_desk->ledger.answerWith(200, 0);
    QVERIFY(takeOffline());
    QCOMPARE(m_desk->number("SELECT count(*) FROM run WHERE state=3 AND ended_at IS NULL"), 1);
}

void TestOnlineAgain::verifyThatEverybodyGotOne()
{
    QVERIFY(m_desk->waitForState(greeting, CampaignState::Finished));
    QCOMPARE(m_desk->number("SELECT count(DISTINCT recipient) FROM delivery WHERE state=1"), everybody);
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=1"), everybody);
    QCOMPARE(m_desk->ledger.entries().size(), everybody);
}

void TestOnlineAgain::itWaitsForTheRequestsUnderWay()
{
    goOfflineWithTwoUnderWay();
    QVERIFY(goOnline());
    QTest::qWait(200);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Scheduled);
    QCOMPARE(m_desk->number("SELECT count(*) FROM run"), 1);
    verifyThatEverybodyGotOne();
}

void TestOnlineAgain::itCanBeTakenOfflineWhileItWaits()
{
    goOfflineWithTwoUnderWay();
    QVERIFY(goOnline());
    QVERIFY(takeOffline());
    QTRY_COMPARE(m_desk->number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
    QTest::qWait(200);
    QCOMPARE(m_desk->ledger.entries().size(), reached);
    QCOMPARE(m_desk->campaign(greeting).state, CampaignState::Offline);
}

// More than a minute late by its own last run: no program was missing.
void TestOnlineAgain::aSetTimeThatPassesMeanwhileIsKept()
{
    goOfflineWithTwoUnderWay();
    const UtcMs due = m_clock.nowUtc();
    QVERIFY(m_desk->execute("UPDATE campaign SET state=1, online_at=1, online_after=1, next_at="
        + QByteArray::number(due) + ", spec=json_set(spec,'$.send.at','2026-01-01T00:00')"));
    // Whoever goes online makes the engine look who is due.
    Campaign later = m_desk->campaign(greeting);
    later.id = 0;
    later.uuid = {};
    later.name = QStringLiteral("later");
    later.state = CampaignState::Draft;
    later.spec.sendAt = LocalTime{QDate(2099, 1, 1), QTime(0, 0)};
    QCOMPARE(m_desk->goOnline(later), Errors());
    QVERIFY(m_desk->execute("UPDATE campaign SET next_at=next_at-120000 WHERE name='greeting'"));
    verifyThatEverybodyGotOne();
}

void TestOnlineAgain::quittingWhileItWaitsLosesNothing()
{
    goOfflineWithTwoUnderWay();
    QVERIFY(goOnline());
    m_desk->workspace.reset();
    m_desk->open();
    m_desk->workspace->startSending();
    verifyThatEverybodyGotOne();
}

// A program that only writes says yes as well; whatever the one before left is settled by the next that sends.
void TestOnlineAgain::itIsTakenUpByTheNextProgramThatSends()
{
    goOfflineWithTwoUnderWay();
    m_desk->workspace.reset();
    m_desk->open();
    // As if the program had died before the run was cleared.
    QVERIFY(m_desk->execute("UPDATE run SET ended_at=NULL"));
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    m_desk->workspace.reset();
    m_desk->open();
    m_desk->workspace->startSending();
    verifyThatEverybodyGotOne();
}

void TestOnlineAgain::whatCouldNotBeReleasedIsClearedLater()
{
    QJsonObject document = liveDocument(m_desk->url(), QStringLiteral("hello"));
    QJsonObject slow = document.value(QStringLiteral("channels")).toArray().first().toObject();
    slow.insert(
        QStringLiteral("limits"), QJsonDocument::fromJson(R"({"batch":1,"inFlight":4,"ratePerSecond":1})").object());
    document.insert(QStringLiteral("channels"), QJsonArray{slow});
    QCOMPARE(m_desk->apply(document), Errors());
    m_desk->ledger.answerWith(200, 0);
    QCOMPARE(m_desk->goOnline(m_desk->campaign(greeting)), Errors());
    // Claimed, and held back by the rate.
    QTRY_VERIFY(m_desk->number("SELECT count(*) FROM message WHERE state=0") > 1);
    QVERIFY(m_desk->execute("CREATE TRIGGER refused BEFORE UPDATE OF owner ON message WHEN NEW.state=1"
                            " BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
    QVERIFY(takeOffline());
    QVERIFY(m_desk->number("SELECT count(*) FROM message WHERE state=0") > 0);
    QVERIFY(m_desk->execute("DROP TRIGGER refused"));
    QTRY_COMPARE_WITH_TIMEOUT(m_desk->number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0, 20'000);
    QCOMPARE(m_desk->number("SELECT count(*) FROM delivery WHERE state=0"), 0);
    QCOMPARE(
        m_desk->number("SELECT count(*) FROM delivery WHERE state=5") + m_desk->ledger.entries().size(), everybody);
}

WD_TEST(TestOnlineAgain)
#include "tst_onlineagain.moc"
