// The retry schedule and Retry-After.
#include "models/sending/retry.h"

#include "tests/support/suite.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

using namespace wd;

namespace {
const QList<int> schedule{5, 30, 300, 1800, 7200};
}

class TestRetry : public QObject {
    Q_OBJECT
private slots:
    void theScheduleIsFollowedToItsEnd();
    void delaysAreSpreadByAFifth();
    void retryAfterOnlyDelays();
    void headerValues_data();
    void headerValues();
};

void TestRetry::theScheduleIsFollowedToItsEnd()
{
    QList<qint64> delays;
    int retry = 1;
    while (const std::optional<qint64> delay = retryDelayMs(retry, schedule, 0.5, {})) {
        delays.append(*delay);
        ++retry;
    }
    QCOMPARE(delays, (QList<qint64>{5'000, 30'000, 300'000, 1'800'000, 7'200'000}));
    QVERIFY(!retryDelayMs(6, schedule, 0.5, 10));
    QVERIFY(!retryDelayMs(1, {}, 0.5, {}));
}

void TestRetry::delaysAreSpreadByAFifth()
{
    QCOMPARE(*retryDelayMs(2, schedule, 0.0, {}), 24'000);
    QCOMPARE(*retryDelayMs(2, schedule, 1.0, {}), 36'000);
}

void TestRetry::retryAfterOnlyDelays()
{
    QRandomGenerator random(20261127);
    for (int i = 0; i < 5000; ++i) {
        const int retry = random.bounded(1, 6);
        const double spread = random.generateDouble();
        const int after = random.bounded(2) ? random.bounded(-100, 20'000) : random.bounded(2'000'000'000);
        const qint64 without = *retryDelayMs(retry, schedule, spread, {});
        const qint64 with = *retryDelayMs(retry, schedule, spread, after);
        QVERIFY(with >= without);
        QVERIFY(with >= std::min(after, 86'400) * 1000LL);
        QVERIFY(with == without || with <= 86'400'000);
    }
}

void TestRetry::headerValues_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("seconds"); // -1: none
    const auto row
        = [](const char* name, const QByteArray& value, int seconds) { QTest::newRow(name) << value << seconds; };
    row("seconds", "120", 120);
    row("zero", "0", 0);
    row("spaces around", "  7 ", 7);
    row("more than a day", "100000", 86'400);
    row("more than fits", "99999999999999999999999", 86'400);
    row("negative", "-5", -1);
    row("fraction", "1.5", -1);
    row("words", "soon", -1);
    row("empty", "", -1);
    // Now is 2026-11-27 01:00:00 UTC.
    row("IMF-fixdate", "Fri, 27 Nov 2026 01:02:00 GMT", 120);
    row("wrong day of the week", "Mon, 27 Nov 2026 01:02:00 GMT", 120);
    row("RFC 850", "Friday, 27-Nov-26 01:02:00 GMT", 120);
    row("RFC 850 of the last century", "Sunday, 06-Nov-94 08:49:37 GMT", 0);
    row("asctime", "Fri Nov 27 01:02:00 2026", 120);
    row("asctime, day of one digit", "Tue Dec  1 01:00:00 2026", 86'400);
    row("past", "Fri, 27 Nov 2026 00:59:59 GMT", 0);
    row("far off", "Fri, 27 Nov 2099 01:00:00 GMT", 86'400);
    row("no such day", "Tue, 30 Feb 2027 01:00:00 GMT", -1);
}

void TestRetry::headerValues()
{
    QFETCH(QByteArray, value);
    QFETCH(int, seconds);
    const qint64 now = QDateTime(QDate(2026, 11, 27), QTime(1, 0), Qt::UTC).toMSecsSinceEpoch();
    QCOMPARE(retryAfterSeconds(value, now).value_or(-1), seconds);
}

WD_TEST(TestRetry)
#include "tst_retry.moc"
