// When alarms ring: whatever somebody does to the computer's clock meanwhile.
#include "models/base/clock.h"

#include "tests/support/suite.h"

#include <QElapsedTimer>
#include <QTest>

using namespace wd;

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr int tickMs = 10;

// The computer's clocks after somebody set them, or after it slept.
class SetClock final : public SystemClock {
public:
    SetClock()
        : SystemClock(tickMs)
    {
    }
    UtcMs nowUtc() const override { return SystemClock::nowUtc() + shiftMs; }

    qint64 shiftMs = 0;
};

} // namespace

class TestClock : public QObject {
    Q_OBJECT
private slots:
    void ringsWhenDue();
    void ringsThoughTheClockWasSetBack();
    void ringsWhenTheClockReachesTheTime();
    void ringsAgainForTheSameTime();

private:
    // Milliseconds until it rings, of the clock nobody sets; -1: not within two seconds.
    static qint64 rang(const bool& ring)
    {
        QElapsedTimer time;
        time.start();
        return QTest::qWaitFor([&ring] { return ring; }, 2'000) ? time.elapsed() : -1;
    }
};

void TestClock::ringsWhenDue()
{
    SetClock clock;
    bool ring = false;
    Alarm alarm(clock, this, [&ring] { ring = true; });
    alarm.set(clock.nowUtc() + 100);
    const qint64 waited = rang(ring);
    QVERIFY2(waited >= 80, qPrintable(QString::number(waited)));
    QVERIFY(!alarm.isSet());
}

void TestClock::ringsThoughTheClockWasSetBack()
{
    SetClock clock;
    bool ring = false;
    Alarm alarm(clock, this, [&ring] { ring = true; });
    alarm.set(clock.nowUtc() + 100);
    clock.shiftMs = -hourMs;
    const qint64 waited = rang(ring);
    QVERIFY2(waited >= 80, qPrintable(QString::number(waited)));
}

// Set forward, and after sleep, when the steady clock stood still.
void TestClock::ringsWhenTheClockReachesTheTime()
{
    SetClock clock;
    bool ring = false;
    Alarm alarm(clock, this, [&ring] { ring = true; });
    alarm.set(clock.nowUtc() + hourMs);
    QTest::qWait(5 * tickMs);
    QVERIFY(!ring);
    clock.shiftMs = hourMs;
    QVERIFY(rang(ring) >= 0);
}

// Who means a time of day, and sees that it has not come, waits for it anew.
void TestClock::ringsAgainForTheSameTime()
{
    SetClock clock;
    const UtcMs due = clock.nowUtc() + 50;
    QList<UtcMs> rings;
    Alarm* again = nullptr;
    Alarm alarm(clock, this, [&] {
        rings += clock.nowUtc();
        if (clock.nowUtc() < due)
            again->set(due);
    });
    again = &alarm;
    alarm.set(due);
    clock.shiftMs = -200;
    QVERIFY(QTest::qWaitFor([&] { return rings.size() == 2; }, 2'000));
    QVERIFY(rings.at(0) < due);
    QVERIFY(rings.at(1) >= due);
    QVERIFY(!alarm.isSet());
}

WD_TEST(TestClock)
#include "tst_clock.moc"
