// When the circuit breaker opens, probes and closes.
#include "models/sending/breaker.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;
using Pass = Breaker::Pass;

class TestBreaker : public QObject {
    Q_OBJECT
private slots:
    void fewFailuresDoNotOpenIt();
    void sevenOfTenOpenIt();
    void sixOfTenDoNot();
    void outcomesOlderThanAMinuteAreForgotten();
    void oneProbeAtATime();
    void aFailedProbeDoublesThePause();
    void aWithdrawnProbeMayBeTriedAgain();
    void lateAnswersDoNotCloseIt();
    void aTryByHandIsAProbe();

private:
    static void record(Breaker& breaker, int failed, int fine, qint64 at)
    {
        for (int i = 0; i < fine; ++i)
            breaker.record(Pass::Free, false, at);
        for (int i = 0; i < failed; ++i)
            breaker.record(Pass::Free, true, at);
    }
    static constexpr qint64 start = 5'000'123; // monotonic clocks start anywhere
};

void TestBreaker::fewFailuresDoNotOpenIt()
{
    Breaker breaker;
    record(breaker, 9, 0, start);
    QVERIFY(!breaker.isOpen());
    QCOMPARE(breaker.admit(start), Pass::Free);
    record(breaker, 1, 0, start + 59'000);
    QVERIFY(breaker.isOpen());
}

void TestBreaker::sevenOfTenOpenIt()
{
    Breaker breaker;
    record(breaker, 7, 3, start);
    QVERIFY(breaker.isOpen());
    QCOMPARE(breaker.probeDueMs(), start + 30'000);
    QCOMPARE(breaker.admit(start + 29'999), Pass::Refused);
}

void TestBreaker::sixOfTenDoNot()
{
    Breaker breaker;
    record(breaker, 6, 4, start);
    QVERIFY(!breaker.isOpen());
    record(breaker, 60, 40, start + 1000);
    QVERIFY(!breaker.isOpen());
}

void TestBreaker::outcomesOlderThanAMinuteAreForgotten()
{
    Breaker breaker;
    record(breaker, 9, 0, start);
    record(breaker, 1, 0, start + 61'000);
    QVERIFY(!breaker.isOpen());
    // Successes of long ago don't hide what fails now.
    Breaker once;
    record(once, 0, 1000, start);
    record(once, 10, 0, start + 61'000);
    QVERIFY(once.isOpen());
}

void TestBreaker::oneProbeAtATime()
{
    Breaker breaker;
    record(breaker, 10, 0, start);
    const qint64 due = breaker.probeDueMs();
    QVERIFY(breaker.wouldAdmit(due));
    QCOMPARE(breaker.admit(due), Pass::Probe);
    QVERIFY(breaker.isProbing());
    QVERIFY(!breaker.wouldAdmit(due + 1));
    QCOMPARE(breaker.admit(due + 100'000), Pass::Refused);
    breaker.record(Pass::Probe, false, due + 200);
    QVERIFY(!breaker.isOpen());
    QCOMPARE(breaker.admit(due + 201), Pass::Free);
    // The count begins anew.
    record(breaker, 9, 0, due + 300);
    QVERIFY(!breaker.isOpen());
}

void TestBreaker::aFailedProbeDoublesThePause()
{
    Breaker breaker;
    record(breaker, 10, 0, start);
    QList<qint64> pauses;
    for (int i = 0; i < 7; ++i) {
        const qint64 now = breaker.probeDueMs();
        QCOMPARE(breaker.admit(now), Pass::Probe);
        breaker.record(Pass::Probe, true, now);
        pauses.append(breaker.probeDueMs() - now);
    }
    QCOMPARE(pauses, (QList<qint64>{60'000, 120'000, 240'000, 480'000, 600'000, 600'000, 600'000}));
    // Once closed, the next opening is a first one.
    const qint64 now = breaker.probeDueMs();
    QCOMPARE(breaker.admit(now), Pass::Probe);
    breaker.record(Pass::Probe, false, now);
    record(breaker, 10, 0, now);
    QCOMPARE(breaker.probeDueMs(), now + 30'000);
}

void TestBreaker::aWithdrawnProbeMayBeTriedAgain()
{
    Breaker breaker;
    record(breaker, 10, 0, start);
    const qint64 due = breaker.probeDueMs();
    QCOMPARE(breaker.admit(due), Pass::Probe);
    breaker.withdraw(Pass::Free); // another request's end
    QCOMPARE(breaker.admit(due), Pass::Refused);
    breaker.withdraw(Pass::Probe);
    QVERIFY(breaker.isOpen());
    QCOMPARE(breaker.admit(due), Pass::Probe);
}

void TestBreaker::lateAnswersDoNotCloseIt()
{
    Breaker breaker;
    record(breaker, 10, 0, start);
    const qint64 due = breaker.probeDueMs();
    record(breaker, 0, 50, start + 1000);
    QVERIFY(breaker.isOpen());
    record(breaker, 50, 0, start + 2000);
    QCOMPARE(breaker.probeDueMs(), due);
}

void TestBreaker::aTryByHandIsAProbe()
{
    // It need not be open for that; whatever else goes meanwhile waits for its outcome.
    Breaker calm;
    calm.probeNow(start);
    QCOMPARE(calm.admit(start), Pass::Probe);
    QCOMPARE(calm.admit(start), Pass::Refused);
    calm.record(Pass::Probe, false, start);
    QCOMPARE(calm.admit(start), Pass::Free);
    // After long pauses, a try that fails begins with the shortest anew.
    Breaker resting;
    record(resting, 10, 0, start);
    qint64 now = start;
    for (int i = 0; i < 5; ++i) {
        now = resting.probeDueMs();
        resting.record(resting.admit(now), true, now);
    }
    QVERIFY(resting.probeDueMs() - now > 30'000);
    resting.probeNow(now + 1);
    QCOMPARE(resting.admit(now + 1), Pass::Probe);
    resting.probeNow(now + 2); // one is under way already
    QCOMPARE(resting.admit(now + 2), Pass::Refused);
    resting.record(Pass::Probe, true, now + 3);
    QCOMPARE(resting.probeDueMs(), now + 3 + 30'000);
}

WD_TEST(TestBreaker)
#include "tst_breaker.moc"
