// What an operator does to the outbox: cancelling, answering for the receiver, sending again.
#include "models/base/reason.h"
#include "models/sending/reachedpeople.h"

#include "tests/storage/outboxfixture.h"
#include "tests/support/suite.h"

using namespace wd;

class TestOutboxByHand : public OutboxFixture {
    Q_OBJECT
private slots:
    void whoWasReachedIsKnown();
    void cancelling();
    void cancellingWhileUnderWay_data();
    void cancellingWhileUnderWay();
    void resolvingByHand();
    void resendingByHand();
    void whoIsLeftAsIsStaysSo();
    void allWhoAreLeftAsTheyAreGoOutAsTheyWere();
    void resendingOfSomeInAMessage();
    void aMessageWithoutOneOfItsPeopleStaysAway();
    void whoTheTextLeavesOutStaysAsHeIs();
    void sentAgainItHasAllItsRetriesBeforeIt();
};

void TestOutboxByHand::whoWasReachedIsKnown()
{
    const qint64 run = readyRun(3);
    const QList<ClaimedMessage> claims = claim(run, 3);
    exchange({settlement(claims[0], DeliveryState::Accepted), settlement(claims[1], DeliveryState::Uncertain),
        settlement(claims[2], DeliveryState::Failed, Reason::RequestRefused)});
    const auto reached = [this](qint64 campaign, qint64 before) {
        const Result<ReachedPeople> people = ReachedPeople::load(*m_database, campaign, before);
        QList<qint64> found;
        for (qint64 id = 0; people && id <= 4; ++id)
            if (people->contains(id, QString()))
                found += id;
        return found;
    };
    QCOMPARE(reached(campaignId, 0), (QList<qint64>{1, 2}));
    QCOMPARE(reached(campaignId, run), QList<qint64>());
    QCOMPARE(reached(4, 0), QList<qint64>());
    QCOMPARE(reached(0, 0), QList<qint64>());
    // The one who failed is on his way again.
    QVERIFY(m_outbox->resend({3}, wishes(), start));
    QCOMPARE(reached(campaignId, run + 1), (QList<qint64>{1, 2, 3}));
    // The receiver knows recipients, whatever people they are here by now.
    const auto isReached = [this](const char* recipient, qint64 before) {
        return ReachedPeople::load(*m_database, campaignId, before)->contains(77, QString::fromUtf8(recipient));
    };
    QVERIFY(isReached("r1", 0));
    QVERIFY(!isReached("r1", run));
    QVERIFY(!isReached("R1", 0));
    QVERIFY(!isReached("r4", 0));
    QVERIFY(m_database->execute("UPDATE delivery SET recipient='' WHERE recipient='r1'"));
    QVERIFY(!isReached("", 0));
}

void TestOutboxByHand::cancelling()
{
    const qint64 run = readyRun(6);
    const QList<ClaimedMessage> claims = claim(run, 3);
    exchange({settlement(claims[0], DeliveryState::Accepted),
        waiting(claims[1], start + 5000, AttemptOutcome::MaybeAccepted),
        waiting(claims[2], start + 5000, AttemptOutcome::NeverSent)});
    QVERIFY(m_outbox->takeOffline(campaignId));
    QVERIFY(clear(run, start + 20));
    QCOMPARE(inState(DeliveryState::Accepted), 1);
    QCOMPARE(inState(DeliveryState::Uncertain), 1);
    QCOMPARE(inState(DeliveryState::Cancelled), 4);
    QCOMPARE(number("SELECT state FROM run"), static_cast<int>(RunState::Cancelled));
    QVERIFY(claimDue(start + 9000).claims.isEmpty());
    QVERIFY(claim(run, 9).isEmpty());
    QVERIFY(!clear(run, start + 30));
}

void TestOutboxByHand::cancellingWhileUnderWay_data()
{
    QTest::addColumn<bool>("retry");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("state");
    QTest::newRow("accepted") << false << int(AttemptOutcome::Accepted) << int(DeliveryState::Accepted);
    QTest::newRow("never sent") << true << int(AttemptOutcome::NeverSent) << int(DeliveryState::Cancelled);
    QTest::newRow("maybe accepted") << true << int(AttemptOutcome::MaybeAccepted) << int(DeliveryState::Uncertain);
}

void TestOutboxByHand::cancellingWhileUnderWay()
{
    QFETCH(bool, retry);
    QFETCH(int, outcome);
    QFETCH(int, state);
    const qint64 run = readyRun(3);
    const ClaimedMessage message = claim(run, 1).value(0);
    QVERIFY(m_outbox->takeOffline(campaignId));
    QVERIFY(!clear(run)); // its request is under way
    Settlement settled = retry ? waiting(message, start + 5000, AttemptOutcome(outcome))
                               : settlement(message, DeliveryState::Accepted);
    QCOMPARE(exchange({settled}).endedRuns, QList<qint64>{run});
    QCOMPARE(number("SELECT state FROM delivery WHERE recipient='r1'"), state);
    QCOMPARE(inState(DeliveryState::Queued), 0);
    QVERIFY(claimDue(start + 9000).claims.isEmpty());
}

void TestOutboxByHand::resolvingByHand()
{
    const qint64 run = readyRun(3);
    exchange({settlement(claim(run, 1, 3).value(0), DeliveryState::Uncertain, Reason::TimedOutWaiting)});
    const int confirmed = static_cast<int>(Reason::ConfirmedByOperator);
    const int left = static_cast<int>(Reason::LeftAsIs);
    QCOMPARE(*m_outbox->resolve({1, 99}, DeliveryState::Accepted, confirmed), 1);
    QCOMPARE(*m_outbox->resolve({1}, DeliveryState::Accepted, confirmed), 0);
    QCOMPARE(*m_outbox->resolve({2}, DeliveryState::Uncertain, left), 1);
    QCOMPARE(inState(DeliveryState::Accepted), 1);
    QCOMPARE(number("SELECT reason FROM delivery WHERE recipient='r2'"), left);
    QCOMPARE(inState(DeliveryState::Uncertain), 2);
}

void TestOutboxByHand::resendingByHand()
{
    const qint64 run = readyRun(5);
    const QList<ClaimedMessage> claims = claim(run, 2, 3);
    exchange({settlement(claims[0], DeliveryState::Accepted),
        settlement(claims[1], DeliveryState::Uncertain, Reason::TimedOutWaiting)});
    QVERIFY(m_database->execute("UPDATE campaign SET state=3")); // over with its run
    // Everybody in it is uncertain: the receiver may know the request by its id.
    QCOMPARE(countToResend(*m_database, {4}).value(), 2);
    const auto resent = m_outbox->resend({4}, wishes(), start + 60);
    QVERIFY(resent);
    QCOMPARE(resent->runs, QList<qint64>{run});
    QCOMPARE(resent->people, 2);
    QCOMPARE(inState(DeliveryState::Queued), 2);
    QCOMPARE(inState(DeliveryState::Accepted), 3);
    QCOMPARE(number("SELECT count(*) FROM run WHERE ended_at IS NULL AND state=6"), 1);
    const QList<ClaimedMessage> again = claimDue(start + 60).claims;
    QCOMPARE(again.size(), 1);
    QCOMPARE(again[0].messageId, claims[1].messageId);
    QCOMPARE(again[0].body, claims[1].body);
    QCOMPARE(exchange({settlement(again[0], DeliveryState::Accepted)}).endedRuns, QList<qint64>{run});
    QCOMPARE(inState(DeliveryState::Accepted), 5);
    QVERIFY(m_outbox->resend({1, 4, 99}, wishes(), start)->runs.isEmpty());
}

// Whom the operator left as he is does not go out with those who are sent to again.
void TestOutboxByHand::whoIsLeftAsIsStaysSo()
{
    const qint64 run = readyRun(3);
    const QList<ClaimedMessage> claims = claim(run, 1, 3);
    exchange({settlement(claims[0], DeliveryState::Uncertain, Reason::TimedOutWaiting)});
    QCOMPARE(*m_outbox->resolve({2, 3}, DeliveryState::Uncertain, static_cast<int>(Reason::LeftAsIs)), 2);
    QCOMPARE(countToResend(*m_database, {1}).value(), 1);
    QCOMPARE(m_outbox->resend({1}, wishes(), start + 60)->people, 1);
    QCOMPARE(inState(DeliveryState::Uncertain), 2);
    const QList<ClaimedMessage> again = claimDue(start + 60).claims;
    QCOMPARE(again.size(), 1);
    QVERIFY(again[0].messageId != claims[0].messageId);
    QCOMPARE(named(again[0]), QStringList{QStringLiteral("r1")});
}

// Unless he asks for all of them after all.
void TestOutboxByHand::allWhoAreLeftAsTheyAreGoOutAsTheyWere()
{
    const qint64 run = readyRun(2);
    const QList<ClaimedMessage> claims = claim(run, 1, 2);
    exchange({settlement(claims[0], DeliveryState::Uncertain, Reason::TimedOutWaiting)});
    QCOMPARE(*m_outbox->resolve({1, 2}, DeliveryState::Uncertain, static_cast<int>(Reason::LeftAsIs)), 2);
    QCOMPARE(countToResend(*m_database, {1, 2}).value(), 2);
    QCOMPARE(m_outbox->resend({1, 2}, wishes(), start + 60)->people, 2);
    const QList<ClaimedMessage> again = claimDue(start + 60).claims;
    QCOMPARE(again.size(), 1);
    QCOMPARE(again[0].messageId, claims[0].messageId);
}

// One accepted, one uncertain, two failed, one left out: what is sent again names whom the operator chose, nobody else.
void TestOutboxByHand::resendingOfSomeInAMessage()
{
    const qint64 run = readyRun(5);
    const ClaimedMessage first = exchange({}, {{run, 1, 9, renderer({5})}}).claims.value(0);
    Settlement partly = settlement(first, DeliveryState::Uncertain, Reason::AbsentFromAnswer);
    const int listed = static_cast<int>(Reason::ListedAsFailed);
    partly.people = {{QStringLiteral("r1"), DeliveryState::Accepted, 0, {}},
        {QStringLiteral("r3"), DeliveryState::Failed, listed, QStringLiteral("blocked")},
        {QStringLiteral("r4"), DeliveryState::Failed, listed, {}}};
    QCOMPARE(exchange({partly}).endedRuns, QList<qint64>{run});

    // Also those who are settled otherwise are asked for; they stay what they are.
    QCOMPARE(m_outbox->resend({1, 3, 5, 99}, wishes(), start + 60)->runs, QList<qint64>{run});
    QCOMPARE(inState(DeliveryState::Queued), 1);
    // On their way: not once more.
    QVERIFY(m_outbox->resend({3}, wishes(), start + 60)->runs.isEmpty());
    const QList<ClaimedMessage> second = claimDue(start + 60).claims;
    QCOMPARE(second.size(), 1);
    QVERIFY(second[0].messageId != first.messageId);
    QCOMPARE(named(second[0]), QStringList{QStringLiteral("r3")});
    QCOMPARE(second[0].people, 1);
    QCOMPARE(second[0].attempt, 1);
    QCOMPARE(second[0].retriesUsed, 0);
    QCOMPARE(number("SELECT parent_id FROM message WHERE id=" + QByteArray::number(second[0].id)), first.id);
    QCOMPARE(exchange({settlement(second[0], DeliveryState::Accepted)}).endedRuns, QList<qint64>{run});

    // The first message again: r1 and r3 have theirs by now, r2 and r4 have not.
    QCOMPARE(m_outbox->resend({2, 3, 4}, wishes(), start + 70)->runs, QList<qint64>{run});
    const QList<ClaimedMessage> third = claimDue(start + 70).claims;
    QCOMPARE(third.size(), 1);
    QCOMPARE(named(third[0]), (QStringList{QStringLiteral("r2"), QStringLiteral("r4")}));
    // Refused once more, and sent once more: a message of members as its own parent.
    exchange({settlement(third[0], DeliveryState::Failed, Reason::RequestRefused)});
    QCOMPARE(m_outbox->resend({4}, wishes(), start + 80)->runs, QList<qint64>{run});
    const QList<ClaimedMessage> fourth = claimDue(start + 80).claims;
    QCOMPARE(fourth.size(), 1);
    QCOMPARE(named(fourth[0]), QStringList{QStringLiteral("r4")});
    exchange({settlement(fourth[0], DeliveryState::Accepted)});
    QCOMPARE(inState(DeliveryState::Accepted), 3);
    QCOMPARE(inState(DeliveryState::Failed), 1);
    QCOMPARE(inState(DeliveryState::NotSent), 1);
    QCOMPARE(number("SELECT count(*) FROM message WHERE state<>2"), 0);
}

// r1 and r2 were uncertain together; r1 went out alone under another id meanwhile.
void TestOutboxByHand::aMessageWithoutOneOfItsPeopleStaysAway()
{
    const qint64 run = readyRun(3);
    const ClaimedMessage first = claim(run, 1, 3).value(0);
    Settlement partly = settlement(first, DeliveryState::Uncertain, Reason::AbsentFromAnswer);
    partly.people = {{QStringLiteral("r1"), DeliveryState::Failed, static_cast<int>(Reason::ListedAsFailed), {}}};
    exchange({partly});
    QVERIFY(m_outbox->resend({1}, wishes(), start));
    const ClaimedMessage alone = claimDue().claims.value(0);
    QCOMPARE(named(alone), QStringList{QStringLiteral("r1")});
    exchange({settlement(alone, DeliveryState::Uncertain)});
    // All three are uncertain now, but the first message is not theirs alone to repeat.
    QVERIFY(m_outbox->resend({1, 2, 3}, wishes(2), start));
    QStringList names;
    const QList<ClaimedMessage> again = claimDue().claims;
    for (const ClaimedMessage& message : again)
        names += named(message);
    names.sort();
    QCOMPARE(names, (QStringList{QStringLiteral("r1"), QStringLiteral("r2"), QStringLiteral("r3")}));
    QCOMPARE(again.size(), 2);
}

void TestOutboxByHand::whoTheTextLeavesOutStaysAsHeIs()
{
    const qint64 run = readyRun(2);
    const ClaimedMessage first = claim(run, 1, 2).value(0);
    exchange({settlement(first, DeliveryState::Failed, Reason::RequestRefused)});
    const WishForRun leavesOutTwo = [](qint64 runId) { return ClaimWish{runId, 0, 9, renderer({2})}; };
    QVERIFY(m_outbox->resend({1, 2}, leavesOutTwo, start));
    QCOMPARE(named(claimDue().claims.value(0)), QStringList{QStringLiteral("r1")});
    QCOMPARE(inState(DeliveryState::Failed), 1);
    QVERIFY(m_outbox->resend({2}, leavesOutTwo, start)->runs.isEmpty());
    QCOMPARE(number("SELECT count(*) FROM message"), 2);
    // A run whose plan can't be read changes nothing.
    const WishForRun unreadable = [](qint64) { return Error{ErrorKind::NotJson, {}, {}}; };
    QVERIFY(!m_outbox->resend({2}, unreadable, start));
    QCOMPARE(inState(DeliveryState::Failed), 1);
}

void TestOutboxByHand::sentAgainItHasAllItsRetriesBeforeIt()
{
    const qint64 run = readyRun(1);
    exchange({waiting(claim(run, 1).value(0), start, AttemptOutcome::MaybeAccepted)});
    const ClaimedMessage second = claimDue(start).claims.value(0);
    QCOMPARE(second.retriesUsed, 1);
    exchange({settlement(second, DeliveryState::Uncertain)});
    QCOMPARE(m_outbox->resend({1}, wishes(), start + 60)->people, 1);
    const ClaimedMessage again = claimDue(start + 60).claims.value(0);
    QCOMPARE(again.messageId, second.messageId);
    QCOMPARE(again.attempt, 3);
    QCOMPARE(again.retriesUsed, 0);
    QVERIFY(again.maybeAccepted);
    exchange({waiting(again, start + 70, AttemptOutcome::NeverSent)});
    QCOMPARE(claimDue(start + 70).claims.value(0).retriesUsed, 1);
}

WD_TEST(TestOutboxByHand)
#include "tst_outboxbyhand.moc"
