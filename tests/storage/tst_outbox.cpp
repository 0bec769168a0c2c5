// The outbox on a real workspace.db: nobody is lost, nobody is counted twice, whatever happens in between.
#include "models/base/ids.h"
#include "models/base/phrase.h"
#include "models/base/reason.h"

#include "tests/storage/outboxfixture.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QFile>

using namespace wd;

class TestOutbox : public OutboxFixture {
    Q_OBJECT
private slots:
    void everybodyIsClaimedOnce_data();
    void everybodyIsClaimedOnce();
    void anEmptyRunEndsAtOnce();
    void aRunThatIsPreparingIsNotSent();
    void discardingLeavesNothing();
    void messagesAreFrozen();
    void retriesComeWhenDue();
    void whatThisProgramEndedUsesNoRetry();
    void aPausedCampaignWaits();
    void retriesOfOneCampaignOnly();
    void peopleHaveOutcomesOfTheirOwn();
    void aListOfStrangersCostsLittle();
    void whoIsLeftOutIsOnRecord();
    void aRunThatLeavesAllOutGoesOnInSteps();
    void interleavedRunsKeepApart();
    void aDamagedMessageEndsAlone_data();
    void aDamagedMessageEndsAlone();
    void releasedMessagesWereNeverTried();
    void anInterruptionAtLeastOnce();
    void anInterruptionAtMostOnce();
    void aMissedRunIsOnRecord();
    void aFailingWriteChangesNothing();
    void aFullDiskIsAClearError();
    void aReadOnlyFileIsAClearError();
};

void TestOutbox::everybodyIsClaimedOnce_data()
{
    QTest::addColumn<int>("batch");
    QTest::newRow("one a message") << 1;
    QTest::newRow("three a message") << 3;
}

void TestOutbox::everybodyIsClaimedOnce()
{
    QFETCH(int, batch);
    const qint64 run = readyRun(10);
    QVERIFY(run > 0);
    QStringList recipients;
    QSet<QString> ids;
    QList<Settlement> settlements;
    bool drained = false;
    for (int round = 0; round < 20 && !drained; ++round) {
        const OutboxExchange result = exchange(settlements, {{run, 2, batch, renderer()}});
        settlements.clear();
        for (const ClaimedMessage& message : result.claims) {
            QCOMPARE(message.attempt, 1);
            QCOMPARE(message.channelId, channelId);
            QCOMPARE(message.messageId, messageId(m_epoch, message.id));
            ids.insert(message.messageId);
            recipients += QString::fromUtf8(message.body.bytes).section(u':', 1).split(u',');
            settlements.append(settlement(message, DeliveryState::Accepted));
        }
        drained = result.drainedRuns.contains(run);
    }
    QVERIFY(drained);
    QCOMPARE(recipients.size(), 10);
    QCOMPARE(QSet<QString>(recipients.begin(), recipients.end()).size(), 10);
    QCOMPARE(ids.size(), batch == 1 ? 10 : 4);
    if (!settlements.isEmpty())
        QCOMPARE(exchange(settlements).endedRuns, QList<qint64>{run});
    QCOMPARE(inState(DeliveryState::Accepted), 10);
    QCOMPARE(number("SELECT state FROM run"), static_cast<int>(RunState::Finished));
    QCOMPARE(number("SELECT count(*) FROM message WHERE state<>2 OR owner IS NOT NULL"), 0);
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE message_id IS NULL"), 0);
}

void TestOutbox::anEmptyRunEndsAtOnce()
{
    const Result<qint64> run = m_outbox->beginRun({campaignId, 1, "{\"channelId\":7}", start});
    QVERIFY(run);
    QList<NewDelivery> nobody = people(1, 2);
    for (NewDelivery& person : nobody) {
        person.state = DeliveryState::NotSent;
        person.reason = static_cast<int>(Reason::NoRecipientId);
    }
    QVERIFY(m_outbox->addDeliveries(*run, nobody));
    const Result<bool> ready = m_outbox->finishPreparing(*run, start);
    QVERIFY(ready);
    QVERIFY(!*ready);
    QCOMPARE(number("SELECT ended_at FROM run"), start);
}

void TestOutbox::aRunThatIsPreparingIsNotSent()
{
    const Result<qint64> run = m_outbox->beginRun({campaignId, 1, "{\"channelId\":7}", start});
    QVERIFY(run);
    QVERIFY(m_outbox->addDeliveries(*run, {}));
    exchange({}, {{*run, 1, 1, renderer()}});
    QCOMPARE(number("SELECT count(*) FROM run WHERE state=0 AND ended_at IS NULL"), 1);
    // The same occurrence is no second run.
    QVERIFY(!m_outbox->beginRun({campaignId, 1, "{\"channelId\":7}", start}));
}

void TestOutbox::discardingLeavesNothing()
{
    const Result<qint64> run = m_outbox->beginRun({campaignId, 1, "{\"channelId\":7}", start});
    QVERIFY(run);
    QVERIFY(m_outbox->addDeliveries(*run, people(1, 9)));
    QVERIFY(m_outbox->discardRun(*run, CampaignState::Draft));
    QVERIFY(!clear(*run));
    for (const char* table : {"run", "delivery", "run_count"})
        QCOMPARE(number(QByteArray("SELECT count(*) FROM ") + table), 0);
    QVERIFY(readyRun(2) > 0);
}

void TestOutbox::messagesAreFrozen()
{
    const qint64 run = readyRun(3);
    const ClaimedMessage first = claim(run, 1, 3).value(0);
    exchange({waiting(first, start + 5000, AttemptOutcome::MaybeAccepted)});
    reopen(2);
    const ClaimedMessage again = claimDue(start + 5000).claims.value(0);
    QCOMPARE(again.messageId, first.messageId);
    QCOMPARE(again.body, first.body);
    QCOMPARE(again.people, 3);
    QCOMPARE(again.attempt, 2);
    QCOMPARE(again.retriesUsed, 1);
    QVERIFY(again.maybeAccepted);
}

void TestOutbox::retriesComeWhenDue()
{
    const qint64 run = readyRun(3);
    const QList<ClaimedMessage> claims = claim(run, 3);
    QCOMPARE(claims.size(), 3);
    exchange({waiting(claims[0], start + 9000, AttemptOutcome::NeverSent),
        waiting(claims[1], start + 3000, AttemptOutcome::NeverSent),
        waiting(claims[2], start + 6000, AttemptOutcome::ChannelFault)});
    QCOMPARE(nextRetry(), std::optional<UtcMs>(start + 3000));
    QCOMPARE(*m_outbox->nextRetry(run + 1), std::optional<UtcMs>());
    QVERIFY(claimDue(start + 2999).claims.isEmpty());
    const QList<ClaimedMessage> due = claimDue(start + 6000).claims;
    QCOMPARE(due.size(), 2);
    QCOMPARE(due[0].id, claims[1].id);
    QCOMPARE(due[0].retriesUsed, 1);
    QVERIFY(!due[0].maybeAccepted);
    QCOMPARE(due[1].retriesUsed, 0); // the channel's fault is not the message's
    QVERIFY(claimDue(start + 6000).claims.isEmpty());
    QCOMPARE(nextRetry(), std::optional<UtcMs>(start + 9000));
    QCOMPARE(inState(DeliveryState::Queued), 3);
}

void TestOutbox::whatThisProgramEndedUsesNoRetry()
{
    const qint64 run = readyRun(2);
    const QList<ClaimedMessage> claims = claim(run, 2);
    exchange({waiting(claims[0], start, AttemptOutcome::Withdrawn),
        waiting(claims[1], start + 1, AttemptOutcome::Interrupted)});
    const QList<ClaimedMessage> due = claimDue(start + 1).claims;
    QCOMPARE(due.size(), 2);
    QCOMPARE(due[0].retriesUsed, 0);
    QVERIFY(!due[0].maybeAccepted);
    QCOMPARE(due[1].retriesUsed, 0);
    QVERIFY(due[1].maybeAccepted);
}

void TestOutbox::aPausedCampaignWaits()
{
    const qint64 run = readyRun(1);
    exchange({waiting(claim(run, 1).value(0), start, AttemptOutcome::NeverSent)});
    QVERIFY(m_database->execute("UPDATE campaign SET state=4"));
    QVERIFY(claimDue().claims.isEmpty());
    QCOMPARE(nextRetry(), std::optional<UtcMs>());
    QVERIFY(m_database->execute("UPDATE campaign SET state=2"));
    QCOMPARE(claimDue().claims.size(), 1);
}

void TestOutbox::retriesOfOneCampaignOnly()
{
    addCampaign(4);
    const qint64 one = readyRun(1);
    const qint64 other = readyRun(1, 4);
    exchange({waiting(claim(one, 1).value(0), start, AttemptOutcome::NeverSent),
        waiting(claim(other, 1).value(0), start + 1, AttemptOutcome::NeverSent)});
    QCOMPARE(*m_outbox->nextRetry(other), std::optional<UtcMs>(start + 1));
    const QList<ClaimedMessage> claims = exchange({}, {}, {{other, 9}}, start + 1).claims;
    QCOMPARE(claims.size(), 1);
    QCOMPARE(claims[0].runId, other);
}

void TestOutbox::peopleHaveOutcomesOfTheirOwn()
{
    const qint64 run = readyRun(3);
    const ClaimedMessage message = claim(run, 1, 3).value(0);
    Settlement settled = settlement(message, DeliveryState::Uncertain, Reason::AbsentFromAnswer);
    const int listed = static_cast<int>(Reason::ListedAsFailed);
    settled.people = {{QStringLiteral("r1"), DeliveryState::Accepted, 0, {}},
        {QStringLiteral("r3"), DeliveryState::Failed, listed, QStringLiteral("blocked")},
        {QStringLiteral("a stranger"), DeliveryState::Failed, listed, {}}};
    QCOMPARE(exchange({settled}).endedRuns, QList<qint64>{run});
    QCOMPARE(number("SELECT state FROM delivery WHERE recipient='r1'"), 1);
    QCOMPARE(number("SELECT state FROM delivery WHERE recipient='r2'"), 3);
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE recipient='r3' AND state=2 AND detail='blocked'"), 1);
}

void TestOutbox::aListOfStrangersCostsLittle()
{
    const qint64 run = readyRun(500);
    const ClaimedMessage message = claim(run, 1, 500).value(0);
    QCOMPARE(message.people, 500);
    Settlement settled = settlement(message, DeliveryState::Uncertain, Reason::AbsentFromAnswer);
    for (int number = 401; number <= 60'000; ++number)
        settled.people.append({QStringLiteral("r%1").arg(number), DeliveryState::Accepted, 0, {}});
    QElapsedTimer elapsed;
    elapsed.start();
    QCOMPARE(exchange({settled}).endedRuns, QList<qint64>{run});
    QVERIFY2(elapsed.elapsed() < 1500, qPrintable(QString::number(elapsed.elapsed())));
    QCOMPARE(inState(DeliveryState::Accepted), 100);
    QCOMPARE(inState(DeliveryState::Uncertain), 400);
}

void TestOutbox::whoIsLeftOutIsOnRecord()
{
    const qint64 run = readyRun(7);
    const OutboxExchange result = exchange({}, {{run, 9, 3, renderer({2, 4, 5, 6})}});
    QCOMPARE(result.claims.size(), 2); // r1 r3 · nobody of 4, 5, 6 · r7
    QCOMPARE(result.claims[0].people, 2);
    QCOMPARE(number("SELECT count(*) FROM message"), 2);
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE state=4 AND reason=3 AND detail='no birthday'"), 4);
    QList<Settlement> settlements;
    for (const ClaimedMessage& message : result.claims)
        settlements.append(settlement(message, DeliveryState::Accepted));
    QCOMPARE(exchange(settlements).endedRuns, QList<qint64>{run});
    QCOMPARE(inState(DeliveryState::Accepted), 3);
    QCOMPARE(inState(DeliveryState::NotSent), 4);
}

void TestOutbox::aRunThatLeavesAllOutGoesOnInSteps()
{
    const Result<qint64> run = m_outbox->beginRun({campaignId, 1, "{\"channelId\":7}", start});
    QVERIFY(run);
    QVERIFY(m_outbox->addDeliveries(*run, people(1, 5000)));
    QVERIFY(*m_outbox->finishPreparing(*run, start));
    QSet<qint64> all;
    for (qint64 id = 1; id <= 5000; ++id)
        all.insert(id);
    const OutboxExchange first = exchange({}, {{*run, 1, 100, renderer(all)}});
    QVERIFY(first.drainedRuns.isEmpty());
    QCOMPARE(inState(DeliveryState::NotSent), 2000);
    OutboxExchange last;
    for (int round = 0; round < 5 && last.endedRuns.isEmpty(); ++round)
        last = exchange({}, {{*run, 1, 100, renderer(all)}});
    QCOMPARE(last.endedRuns, QList<qint64>{*run});
    QCOMPARE(inState(DeliveryState::NotSent), 5000);
}

void TestOutbox::interleavedRunsKeepApart()
{
    addCampaign(4);
    const Result<qint64> one = m_outbox->beginRun({campaignId, 1, "{\"channelId\":7}", start});
    const Result<qint64> two = m_outbox->beginRun({4, 1, "{\"channelId\":7}", start});
    QVERIFY(one && two);
    for (int first = 1; first <= 7; first += 2) {
        QVERIFY(m_outbox->addDeliveries(*one, people(first, first + 1)));
        QVERIFY(m_outbox->addDeliveries(*two, people(first, first + 1)));
    }
    QVERIFY(*m_outbox->finishPreparing(*one, start) && *m_outbox->finishPreparing(*two, start));
    const QList<ClaimedMessage> ofOne = claim(*one, 9, 3);
    const QList<ClaimedMessage> ofTwo = claim(*two, 9, 3);
    QCOMPARE(ofOne.size(), 3);
    QCOMPARE(ofTwo.size(), 3);
    exchange({settlement(ofOne[0], DeliveryState::Failed, Reason::RequestRefused)});
    QCOMPARE(inState(DeliveryState::Failed), 3);
    exchange({settlement(ofTwo[0], DeliveryState::Accepted), settlement(ofTwo[1], DeliveryState::Accepted)});
    QCOMPARE(exchange({settlement(ofTwo[2], DeliveryState::Accepted)}).endedRuns, QList<qint64>{*two});
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE state=1 AND run_id=" + QByteArray::number(*two)), 8);
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE state=0 AND run_id=" + QByteArray::number(*one)), 5);
}

void TestOutbox::aDamagedMessageEndsAlone_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::addColumn<bool>("maybeAccepted");
    const QByteArray unreadable = "UPDATE message_body SET slots=x'ff' WHERE message_id=";
    QTest::newRow("no list of slots") << unreadable << false;
    QTest::newRow("a slot beyond the end")
        << QByteArray("UPDATE message_body SET body=x'7b7d' WHERE message_id=") << false;
    QTest::newRow("gone") << QByteArray("DELETE FROM message_body WHERE message_id=") << false;
    QTest::newRow("after an attempt that may have been accepted") << unreadable << true;
}

void TestOutbox::aDamagedMessageEndsAlone()
{
    QFETCH(QByteArray, damage);
    QFETCH(bool, maybeAccepted);
    addCampaign(4);
    const qint64 run = readyRun(2);
    const qint64 other = readyRun(2, 4);
    const ClaimedMessage damaged = claim(run, 1, 2).value(0);
    const ClaimedMessage whole = claim(other, 1, 2).value(0);
    exchange({waiting(damaged, start, maybeAccepted ? AttemptOutcome::MaybeAccepted : AttemptOutcome::NeverSent),
        waiting(whole, start + 1, AttemptOutcome::NeverSent)});
    QVERIFY(m_database->execute(damage + QByteArray::number(damaged.id)));

    const OutboxExchange result = claimDue(start + 1);
    QCOMPARE(result.endedRuns, QList<qint64>{run});
    QCOMPARE(result.claims.size(), 1);
    QCOMPARE(result.claims[0].id, whole.id);
    QCOMPARE(result.claims[0].body, whole.body);
    const auto state = maybeAccepted ? DeliveryState::Uncertain : DeliveryState::Failed;
    QCOMPARE(inState(state), 2);
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE reason="
                 + QByteArray::number(static_cast<int>(Reason::StoredUnreadable))),
        2);
    QCOMPARE(number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 1);
    QCOMPARE(nextRetry(), std::optional<UtcMs>());
    QCOMPARE(exchange({settlement(result.claims[0], DeliveryState::Accepted)}).endedRuns, QList<qint64>{other});
}

void TestOutbox::releasedMessagesWereNeverTried()
{
    const qint64 run = readyRun(2);
    const QList<ClaimedMessage> claims = claim(run, 2);
    QVERIFY(m_outbox->release({claims[0].id, claims[1].id}, start + 10));
    QCOMPARE(nextRetry(), std::optional<UtcMs>(start + 10));
    const QList<ClaimedMessage> again = claimDue(start + 10).claims;
    QCOMPARE(again.size(), 2);
    QCOMPARE(again[0].attempt, 1);
    QCOMPARE(again[0].retriesUsed, 0);
    QCOMPARE(number("SELECT count(*) FROM attempt"), 0);
    // What is finished stays so.
    exchange({settlement(again[0], DeliveryState::Accepted), settlement(again[1], DeliveryState::Accepted)});
    QVERIFY(m_outbox->release({claims[0].id}, start));
    QCOMPARE(nextRetry(), std::optional<UtcMs>());
}

void TestOutbox::anInterruptionAtLeastOnce()
{
    const qint64 run = readyRun(5);
    const ClaimedMessage message = claim(run, 1, 3).value(0);
    const auto atLeastOnce = [](qint64) { return Repeat::AtLeastOnce; };
    const int reason = static_cast<int>(Reason::Interrupted);
    const auto own = m_outbox->recover(atLeastOnce, reason, start);
    QVERIFY(own && own->resent == 0 && own->uncertain == 0); // under way in this launch
    reopen(2);
    const auto recovered = m_outbox->recover(atLeastOnce, reason, start + 50);
    QVERIFY(recovered);
    QCOMPARE(recovered->resent, 1);
    QCOMPARE(inState(DeliveryState::Queued), 5);
    const ClaimedMessage again = claimDue(start + 50).claims.value(0);
    QCOMPARE(again.messageId, message.messageId);
    QCOMPARE(again.body, message.body);
    QVERIFY(again.maybeAccepted);
    QCOMPARE(claim(run, 9, 3).value(0).people, 2);
    QCOMPARE(m_outbox->recover(atLeastOnce, reason, start)->resent, 0);
}

void TestOutbox::anInterruptionAtMostOnce()
{
    const qint64 run = readyRun(3);
    claim(run, 1, 3);
    reopen(2);
    qint64 asked = 0;
    const auto recovered = m_outbox->recover(
        [&asked](qint64 channel) {
            asked = channel;
            return Repeat::AtMostOnce;
        },
        static_cast<int>(Reason::Interrupted), start + 50);
    QVERIFY(recovered);
    QCOMPARE(recovered->uncertain, 1);
    QCOMPARE(asked, channelId);
    QCOMPARE(number("SELECT count(*) FROM delivery WHERE state=3 AND reason=32"), 3);
    QCOMPARE(number("SELECT ended_at FROM run"), start + 50);
    QVERIFY(claimDue(start + 100).claims.isEmpty());
}

void TestOutbox::aMissedRunIsOnRecord()
{
    QVERIFY(m_outbox->recordMissedRun({campaignId, 5, "{}", start}));
    QCOMPARE(number("SELECT count(*) FROM run WHERE state=4 AND ended_at IS NOT NULL"), 1);
}

void TestOutbox::aFailingWriteChangesNothing()
{
    const qint64 run = readyRun(4);
    const ClaimedMessage message = claim(run, 1, 2).value(0);
    // Attempts can't be recorded: the whole exchange is undone, its claims too.
    QVERIFY(m_database->execute(
        "CREATE TRIGGER full BEFORE INSERT ON attempt BEGIN SELECT RAISE(ABORT, 'disk full'); END"));
    const auto failed
        = m_outbox->exchange({settlement(message, DeliveryState::Accepted)}, {{run, 1, 2, renderer()}}, {}, start);
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::DatabaseFailed);
    QVERIFY(failed.error().arguments.join(u' ').contains(QStringLiteral("disk full")));
    QCOMPARE(inState(DeliveryState::Queued), 4);
    QCOMPARE(number("SELECT count(*) FROM message"), 1);
    QVERIFY(m_database->execute("DROP TRIGGER full"));
    const OutboxExchange result = exchange({settlement(message, DeliveryState::Accepted)}, {{run, 1, 2, renderer()}});
    QCOMPARE(result.claims.size(), 1);
    QCOMPARE(inState(DeliveryState::Accepted), 2);
}

void TestOutbox::aFullDiskIsAClearError()
{
    QVERIFY(m_database->execute("PRAGMA max_page_count=1")); // as many as there are
    const Result<qint64> run = m_outbox->beginRun({campaignId, 1, QByteArray(1'000'000, 'x'), start});
    QVERIFY(!run);
    QCOMPARE(run.error().arguments.value(0), path());
    QVERIFY(inEnglish(run.error().arguments.value(1)).contains(QStringLiteral("free some space")));
}

void TestOutbox::aReadOnlyFileIsAClearError()
{
    const qint64 run = readyRun(1);
    m_outbox.reset();
    m_database.reset();
    auto opened = Database::openReader(path());
    QVERIFY(opened);
    m_database = std::move(opened).value();
    m_outbox = std::make_unique<Outbox>(*m_database, 2, m_epoch);
    const auto refused = m_outbox->exchange({}, {{run, 1, 1, renderer()}}, {}, start);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::DatabaseFailed);
    QCOMPARE(refused.error().arguments.value(0), path());
    QVERIFY(inEnglish(refused.error().arguments.value(1)).contains(QStringLiteral("you may not write")));
    QVERIFY(inEnglish(refused.error().arguments.value(1)).contains(QStringLiteral("readonly")));
    QVERIFY(!m_outbox->beginRun({campaignId, 9, "{}", start}));
    QVERIFY(!m_outbox->takeOffline(campaignId));
    QVERIFY(!m_outbox->release({1}, start));
    QCOMPARE(inState(DeliveryState::Queued), 1);
}

WD_TEST(TestOutbox)
#include "tst_outbox.moc"
