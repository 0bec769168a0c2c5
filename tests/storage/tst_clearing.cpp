// Runs that are taken back are cleared in slices: what is true in between, and after an end of the program there.
#include "tests/storage/livedesk.h"
#include "tests/storage/outboxfixture.h"
#include "tests/support/suite.h"

using namespace wd;

namespace {

// More than two slices.
constexpr int many = 5'000;

} // namespace

class TestClearing : public OutboxFixture {
    Q_OBJECT
private slots:
    void nobodyOfACancelledRunIsClaimed();
    void nobodyOfItIsSentAgainBeforeItIsDone();
    void othersAreClaimedBetweenTheSlices();
    void theNextStartGoesOn();
    void aDiscardedRunIsInNobodysWay();
    void aRestartedRunHasItsPlace();
    void manyPeopleGoOfflineWhileTheEngineServesOthers();

private:
    qint64 halfRun(qint64 occurrence = 1);
    qint64 manyPeople();
    Cleared slice(qint64 runId)
    {
        const Result<Cleared> cleared = m_outbox->clearSome(runId, start);
        return cleared ? *cleared : Cleared();
    }
};

qint64 TestClearing::halfRun(qint64 occurrence)
{
    const Result<qint64> run = m_outbox->beginRun({campaignId, occurrence, "{\"channelId\":7}", start});
    return run && m_outbox->addDeliveries(*run, people(1, many)) ? *run : 0;
}

qint64 TestClearing::manyPeople()
{
    const qint64 run = halfRun();
    return m_outbox->finishPreparing(run, start) ? run : 0;
}

void TestClearing::nobodyOfACancelledRunIsClaimed()
{
    const qint64 run = manyPeople();
    const QList<ClaimedMessage> claims = claim(run, 3);
    exchange({settlement(claims[0], DeliveryState::Accepted),
        waiting(claims[1], start + 5000, AttemptOutcome::MaybeAccepted)});
    QVERIFY(m_outbox->takeOffline(campaignId));
    QCOMPARE(*m_outbox->uncleared(), QList<qint64>{run});
    int slices = 0;
    for (bool more = true; more; ++slices) {
        QVERIFY(claim(run, 9).isEmpty());
        QVERIFY(claimDue(start + 9000).claims.isEmpty());
        QVERIFY(!nextRetry());
        more = slice(run).more;
        QCOMPARE(countFault(), QString());
    }
    QCOMPARE(slices, 4); // the message that waits, and three times up to 2,000 people
    QCOMPARE(inState(DeliveryState::Queued), 1); // its request is under way
    QCOMPARE(inState(DeliveryState::Uncertain), 1);
    QCOMPARE(inState(DeliveryState::Cancelled), many - 3);
    QCOMPARE(exchange({settlement(claims[2], DeliveryState::Accepted)}).endedRuns, QList<qint64>{run});
    QVERIFY(m_outbox->uncleared()->isEmpty());
}

void TestClearing::nobodyOfItIsSentAgainBeforeItIsDone()
{
    const qint64 run = manyPeople();
    const QList<ClaimedMessage> claims = claim(run, 1);
    exchange({settlement(claims[0], DeliveryState::Failed)});
    QVERIFY(m_outbox->takeOffline(campaignId));
    QVERIFY(slice(run).more);
    const qint64 failed = number("SELECT id FROM delivery WHERE state=2");
    const Result<Resent> early = m_outbox->resend({failed}, wishes(), start);
    QVERIFY(!early);
    QCOMPARE(early.error().kind, ErrorKind::NotAllowedInState);
    QVERIFY(clear(run));
    QVERIFY(m_outbox->resend({failed}, wishes(), start));
    QCOMPARE(inState(DeliveryState::Queued), 1);
    QVERIFY(claim(run, 9).isEmpty()); // of the others nobody
    QCOMPARE(claimDue().claims.size(), 1);
    QCOMPARE(countFault(), QString());
}

void TestClearing::othersAreClaimedBetweenTheSlices()
{
    const qint64 run = manyPeople();
    addCampaign(8);
    const qint64 other = readyRun(2, 8);
    QVERIFY(m_outbox->takeOffline(campaignId));
    QVERIFY(slice(run).more);
    QCOMPARE(inState(DeliveryState::Cancelled), 2000);
    QCOMPARE(claim(other, 2).size(), 2);
    QVERIFY(clear(run));
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE state=0"), 2);
}

void TestClearing::theNextStartGoesOn()
{
    const qint64 run = manyPeople();
    QVERIFY(m_outbox->takeOffline(campaignId));
    QVERIFY(slice(run).more);
    reopen(2);
    QCOMPARE(*m_outbox->uncleared(), QList<qint64>{run});
    QVERIFY(clear(run));
    QCOMPARE(inState(DeliveryState::Cancelled), many);
    QCOMPARE(number("SELECT state FROM run WHERE ended_at IS NOT NULL"), static_cast<int>(RunState::Cancelled));
}

void TestClearing::aDiscardedRunIsInNobodysWay()
{
    const qint64 run = halfRun();
    QVERIFY(m_outbox->takeOffline(campaignId)); // while it is prepared
    QCOMPARE(number("SELECT count(*) FROM run_count"), 0);
    QCOMPARE(number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
    QVERIFY(slice(run).more);
    reopen(2);
    // The same occurrence with the same people, while the slices go on.
    const qint64 again = halfRun();
    QVERIFY(again > 0);
    QCOMPARE(*m_outbox->uncleared(), QList<qint64>{run});
    QVERIFY(!clear(run));
    QCOMPARE(number("SELECT count(*) FROM delivery"), many);
    QCOMPARE(number("SELECT count(*) FROM run"), 1);
    QCOMPARE(number("SELECT sum(n) FROM run_count"), many);
}

void TestClearing::aRestartedRunHasItsPlace()
{
    const qint64 run = halfRun(77);
    const Result<qint64> again = m_outbox->restartRun(run);
    QVERIFY(again && *again != run);
    QCOMPARE(number("SELECT occurrence FROM run WHERE state=0"), 77);
    QVERIFY(m_outbox->addDeliveries(*again, people(1, 3)));
    QVERIFY(!clear(run));
    QCOMPARE(number("SELECT count(*) FROM delivery"), 3);
}

void TestClearing::manyPeopleGoOfflineWhileTheEngineServesOthers()
{
    constexpr int crowd = 50'000;
    const QString greeting = QStringLiteral("greeting");
    SystemClock clock;
    LiveDesk desk(clock);
    QByteArray csv = "login_id\n";
    for (int i = 0; i < crowd; ++i)
        csv += 'u' + QByteArray::number(i) + '\n';
    QVERIFY(desk.import(csv));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->setAllPaused(true);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE_WITH_TIMEOUT(desk.number("SELECT count(*) FROM run WHERE state=1"), 1, 20'000);
    bool done = false;
    desk.workspace->campaigns().takeOffline(desk.campaign(greeting).id, desk.workspace.get(),
        [&done](const Result<void>& offline) { done = bool(offline); });
    QSet<qint64> seen;
    while (!done)
        seen.insert(desk.number("SELECT n FROM run_count WHERE state=0 AND reason=0"));
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=5"), crowd);
    QVERIFY2(seen.size() > 2, "the engine answered nobody while it cancelled");
}

WD_TEST(TestClearing)
#include "tst_clearing.moc"
