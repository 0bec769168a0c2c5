// What lists say of a campaign that ran more than once: everybody counts once.
#include "models/base/reason.h"
#include "models/records/daycounts.h"
#include "models/records/deliverylog.h"
#include "models/scheduling/campaignrows.h"

#include "tests/storage/outboxfixture.h"
#include "tests/support/suite.h"

using namespace wd;

class TestCampaignCounts : public OutboxFixture {
    Q_OBJECT
private slots:
    void whoIsInNoLaterRunStillCounts();
    void aDiscardedRunChangesNothing();
    void whoIsSentAgainCountsWhereHeIs();
    void whoIsAlreadyReachedInBetweenCountsOnce();
    void aDayCountsEverybodyOnce();
    void whoIsLeftAsHeIsWaitsForNobody();

private:
    // Of four people one was reached, two failed, and one was cancelled.
    qint64 firstRun();
    // The first again, who was reached, and the second.
    qint64 secondRun();
    CampaignRow row()
    {
        const Result<CampaignRow> found = campaignRow(*m_database, campaignId);
        return found ? *found : CampaignRow();
    }
};

qint64 TestCampaignCounts::firstRun()
{
    const qint64 run = readyRun(4);
    const QList<ClaimedMessage> claims = claim(run, 3);
    exchange({settlement(claims[0], DeliveryState::Accepted),
        settlement(claims[1], DeliveryState::Failed, Reason::RequestRefused),
        settlement(claims[2], DeliveryState::Failed, Reason::RequestRefused)});
    return m_outbox->takeOffline(campaignId) && clear(run) ? run : 0;
}

qint64 TestCampaignCounts::secondRun()
{
    const Result<qint64> run = m_outbox->beginRun({campaignId, 2, "{\"channelId\":7}", start});
    QList<NewDelivery> both = people(1, 2);
    both[0].state = DeliveryState::NotSent;
    both[0].reason = static_cast<int>(Reason::AlreadyReached);
    return run && m_outbox->addDeliveries(*run, both) ? *run : 0;
}

void TestCampaignCounts::whoIsInNoLaterRunStillCounts()
{
    QVERIFY(firstRun() > 0);
    QCOMPARE(row().counts, (DeliveryCounts{0, 1, 2, 0, 0, 1}));
    const qint64 second = secondRun();
    QCOMPARE(row().counts, (DeliveryCounts{1, 1, 1, 0, 0, 1}));
    QVERIFY(*m_outbox->finishPreparing(second, start));
    exchange({settlement(claim(second, 9).value(0), DeliveryState::Accepted)});
    QCOMPARE(row().counts, (DeliveryCounts{0, 2, 1, 0, 0, 1}));
    QCOMPARE(row().ofLastRun, (DeliveryCounts{0, 1, 0, 0, 0, 0}));
    QCOMPARE(row().notSentReasons, (QMap<int, qint64>{{static_cast<int>(Reason::RequestRefused), 1}}));
}

void TestCampaignCounts::aDiscardedRunChangesNothing()
{
    QVERIFY(firstRun() > 0);
    const DeliveryCounts before = row().counts;
    const qint64 second = secondRun();
    QVERIFY(row().counts != before);
    QVERIFY(m_outbox->takeOffline(campaignId)); // while it is prepared
    QCOMPARE(row().counts, before);
    QCOMPARE(row().lastRun, RunState::Cancelled);
    QVERIFY(!clear(second));
    QCOMPARE(row().counts, before);
}

void TestCampaignCounts::whoIsSentAgainCountsWhereHeIs()
{
    QVERIFY(firstRun() > 0);
    const qint64 second = secondRun();
    QVERIFY(*m_outbox->finishPreparing(second, start));
    exchange({settlement(claim(second, 9).value(0), DeliveryState::Accepted)});
    // The one whom no later run has, and the one who got it there.
    for (const char* recipient : {"r3", "r2"}) {
        const qint64 id
            = number(QByteArray("SELECT id FROM delivery WHERE run_id=1 AND recipient='") + recipient + '\'');
        QVERIFY(m_outbox->resend({id}, wishes(), start));
    }
    QCOMPARE(row().counts, (DeliveryCounts{2, 2, 0, 0, 0, 1}));
    QCOMPARE(number("SELECT coalesce(sum(n),0) FROM run_again"), 0);
}

// He failed, then somebody else was reached under his recipient's name, then he has another one.
void TestCampaignCounts::whoIsAlreadyReachedInBetweenCountsOnce()
{
    QVERIFY(firstRun() > 0);
    const DeliveryCounts before = row().counts;
    const Result<qint64> second = m_outbox->beginRun({campaignId, 2, "{\"channelId\":7}", start});
    QList<NewDelivery> him = people(2, 2);
    him[0].state = DeliveryState::NotSent;
    him[0].reason = static_cast<int>(Reason::AlreadyReached);
    QVERIFY(second && m_outbox->addDeliveries(*second, him) && m_outbox->finishPreparing(*second, start));
    QCOMPARE(row().counts, before);
    const Result<qint64> third = m_outbox->beginRun({campaignId, 3, "{\"channelId\":7}", start});
    QVERIFY(third && m_outbox->addDeliveries(*third, people(2, 2)) && m_outbox->finishPreparing(*third, start));
    QCOMPARE(row().counts, (DeliveryCounts{1, 1, 1, 0, 0, 1}));
    QVERIFY(m_outbox->resend({number("SELECT id FROM delivery WHERE run_id=1 AND person_id=2")}, wishes(), start));
    QCOMPARE(row().counts, (DeliveryCounts{2, 1, 1, 0, 0, 1}));
}

void TestCampaignCounts::aDayCountsEverybodyOnce()
{
    QVERIFY(firstRun() > 0);
    QCOMPARE(dayCounts(*m_database, start).value(), (DayCounts{1, 2, 0}));
    const qint64 second = secondRun();
    QVERIFY(*m_outbox->finishPreparing(second, start));
    exchange({settlement(claim(second, 9).value(0), DeliveryState::Accepted)});
    QCOMPARE(dayCounts(*m_database, start).value(), (DayCounts{2, 1, 0}));
    QCOMPARE(deliveryTotals(*m_database).value(), (DeliveryTotals{0, 1, 0}));
}

void TestCampaignCounts::whoIsLeftAsHeIsWaitsForNobody()
{
    const QList<ClaimedMessage> claims = claim(readyRun(2), 2);
    exchange({settlement(claims[0], DeliveryState::Uncertain, Reason::TimedOutWaiting),
        settlement(claims[1], DeliveryState::Uncertain, Reason::TimedOutWaiting)});
    const int left = static_cast<int>(Reason::LeftAsIs);
    QCOMPARE(m_outbox->resolve({number("SELECT min(id) FROM delivery")}, DeliveryState::Uncertain, left).value(), 1);
    QCOMPARE(row().counts.uncertain, 2);
    QCOMPARE(row().unanswered, 1);
    QCOMPARE(dayCounts(*m_database, start).value(), (DayCounts{0, 0, 1}));
    QCOMPARE(deliveryTotals(*m_database).value(), (DeliveryTotals{0, 0, 1}));
}

WD_TEST(TestCampaignCounts)
#include "tst_campaigncounts.moc"
