// How many recipients a second pass the throttle, simulated without waiting.
#include "models/sending/throttle.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestThrottle : public QObject {
    Q_OBJECT
private slots:
    void noLimitNeverWaits();
    void theRateHolds_data();
    void theRateHolds();
    void aTenthOfASecondMayGoAtOnce();
    void aLargeMessageOwesTheRest();
    void whatMayGoNowIsCounted();
    void aNewRateHoldsAtOnce();
    void tooManyRequestsHalves();
    void tooManyRequestsWithoutALimit();
    void recoveryIsForeseen();

private:
    // Recipients that leave from `now` on during `durationMs`, in messages of `batch`.
    static qint64 passed(Throttle& throttle, int batch, qint64& now, qint64 durationMs)
    {
        const qint64 end = now + durationMs;
        qint64 recipients = 0;
        for (;;) {
            const qint64 wait = throttle.waitMs(batch, now);
            if (now + wait >= end)
                break;
            now += wait;
            throttle.take(batch, now);
            recipients += batch;
        }
        now = end;
        return recipients;
    }
};

void TestThrottle::noLimitNeverWaits()
{
    Throttle throttle;
    throttle.setRate(0);
    for (int i = 0; i < 1000; ++i) {
        QCOMPARE(throttle.waitMs(500, 77), 0);
        throttle.take(500, 77);
    }
    QCOMPARE(throttle.effectiveRate(77), 0.0);
}

void TestThrottle::theRateHolds_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("batch");
    for (const int rate : {1, 7, 10, 100, 1000, 4000})
        for (const int batch : {1, 3, 50, 500})
            QTest::addRow("%d a second by %d", rate, batch) << rate << batch;
}

void TestThrottle::theRateHolds()
{
    QFETCH(int, rate);
    QFETCH(int, batch);
    Throttle throttle;
    throttle.setRate(rate);
    qint64 now = 1'000'000;
    const qint64 seconds = std::max(20, 20 * batch / rate);
    const qint64 recipients = passed(throttle, batch, now, seconds * 1000);
    const qint64 burst = std::max({rate / 10, batch, 1});
    QVERIFY2(recipients <= rate * seconds + burst, qPrintable(QString::number(recipients)));
    // Waits are whole milliseconds, so the fastest rates lose a little.
    QVERIFY2(recipients >= rate * seconds * 9 / 10 - burst, qPrintable(QString::number(recipients)));
}

void TestThrottle::aTenthOfASecondMayGoAtOnce()
{
    Throttle throttle;
    throttle.setRate(1000);
    qint64 now = 5;
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(throttle.waitMs(1, now), 0);
        throttle.take(1, now);
    }
    QCOMPARE(throttle.waitMs(1, now), 1);
    // However long it rests, no more than that is saved up.
    now += 3'600'000;
    for (int i = 0; i < 100; ++i)
        throttle.take(1, now);
    QVERIFY(throttle.waitMs(1, now) > 0);
}

void TestThrottle::aLargeMessageOwesTheRest()
{
    Throttle throttle;
    throttle.setRate(100);
    QCOMPARE(throttle.waitMs(50, 0), 0);
    throttle.take(50, 0); // the bucket holds 10: 40 are owed, and it must be full again
    QCOMPARE(throttle.waitMs(50, 0), 500);
    QCOMPARE(throttle.waitMs(1, 0), 410);
    QCOMPARE(throttle.waitMs(50, 500), 0);
}

void TestThrottle::whatMayGoNowIsCounted()
{
    Throttle throttle;
    QCOMPARE(throttle.messagesNow(500, 0), std::numeric_limits<int>::max());
    throttle.setRate(1000);
    QCOMPARE(throttle.messagesNow(1, 0), 100);
    QCOMPARE(throttle.messagesNow(30, 0), 3);
    QCOMPARE(throttle.messagesNow(500, 0), 1);
    throttle.take(500, 0);
    QCOMPARE(throttle.messagesNow(500, 499), 0);
    QCOMPARE(throttle.messagesNow(500, 500), 1);
}

void TestThrottle::aNewRateHoldsAtOnce()
{
    Throttle throttle;
    throttle.setRate(1);
    throttle.take(1, 0);
    QCOMPARE(throttle.waitMs(1, 0), 1000);
    throttle.setRate(100);
    QCOMPARE(throttle.waitMs(1, 0), 10);
    throttle.setRate(0);
    QCOMPARE(throttle.waitMs(1, 0), 0);
}

void TestThrottle::tooManyRequestsHalves()
{
    Throttle throttle;
    throttle.setRate(1000);
    throttle.tooManyRequests(10'000);
    QCOMPARE(throttle.effectiveRate(10'000), 500.0);
    throttle.tooManyRequests(10'900); // 24 in flight may all be refused: that is one reason to slow down
    QCOMPARE(throttle.effectiveRate(10'900), 500.0);
    throttle.tooManyRequests(11'000);
    QCOMPARE(throttle.effectiveRate(11'000), 250.0);
    QCOMPARE(throttle.effectiveRate(20'999), 250.0);
    QCOMPARE(throttle.effectiveRate(21'000), 350.0);
    QCOMPARE(throttle.effectiveRate(31'000), 450.0);
    throttle.tooManyRequests(31'000);
    QCOMPARE(throttle.effectiveRate(31'000), 225.0);
    QCOMPARE(throttle.effectiveRate(500'000), 1000.0);
    qint64 now = 600'000;
    throttle.tooManyRequests(now);
    const qint64 recipients = passed(throttle, 1, now, 9'000);
    QVERIFY(recipients > 4000 && recipients < 4700);
    for (int i = 0; i < 100; ++i)
        throttle.tooManyRequests(now += 1000);
    QVERIFY(throttle.effectiveRate(now) > 1);
}

void TestThrottle::tooManyRequestsWithoutALimit()
{
    Throttle throttle;
    throttle.setRate(0);
    throttle.tooManyRequests(1000);
    QCOMPARE(throttle.effectiveRate(1000), 500.0);
    throttle.take(50, 1000);
    QVERIFY(throttle.waitMs(1, 1000) > 0);
    QCOMPARE(throttle.effectiveRate(61'000), 0.0);
    QCOMPARE(throttle.waitMs(1, 61'000), 0);
}

// Whoever asks when told to finds the next rate, until all is as configured.
void TestThrottle::recoveryIsForeseen()
{
    Throttle throttle;
    throttle.setRate(100);
    qint64 now = 5;
    QVERIFY(!throttle.isSlowed(now));
    throttle.tooManyRequests(now);
    now += 3'000;
    double rate = throttle.effectiveRate(now);
    QCOMPARE(rate, 50.0);
    int steps = 0;
    while (throttle.isSlowed(now)) {
        now += throttle.recoversInMs(now);
        QVERIFY(throttle.effectiveRate(now) > rate);
        rate = throttle.effectiveRate(now);
        ++steps;
    }
    QCOMPARE(steps, 5);
    QCOMPARE(rate, 100.0);
}

WD_TEST(TestThrottle)
#include "tst_throttle.moc"
