// Wall time ↔ UTC across daylight saving changes.
#include "models/base/zonedtime.h"

#include "models/desk/settings.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestZonedTime : public QObject {
    Q_OBJECT
private slots:
    void wallTimes_data();
    void wallTimes();
    void isoForms();
    void wordsAreNoZones();
};

void TestZonedTime::wallTimes_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("wall");
    QTest::addColumn<QString>("utc");
    const auto row = [](const char* name, const QString& zone, const QString& wall, const QString& utc) {
        QTest::newRow(name) << zone << wall << utc;
    };
    row("Shanghai has no change", QStringLiteral("Asia/Shanghai"), QStringLiteral("2026-07-16T09:00:00"),
        QStringLiteral("2026-07-16T01:00:00Z"));
    row("Berlin winter", QStringLiteral("Europe/Berlin"), QStringLiteral("2026-01-16T09:00:00"),
        QStringLiteral("2026-01-16T08:00:00Z"));
    row("Berlin gap → first valid instant", QStringLiteral("Europe/Berlin"), QStringLiteral("2026-03-29T02:30:00"),
        QStringLiteral("2026-03-29T01:00:00Z"));
    row("Berlin just before the gap", QStringLiteral("Europe/Berlin"), QStringLiteral("2026-03-29T01:59:59"),
        QStringLiteral("2026-03-29T00:59:59Z"));
    row("Berlin just after the gap", QStringLiteral("Europe/Berlin"), QStringLiteral("2026-03-29T03:00:00"),
        QStringLiteral("2026-03-29T01:00:00Z"));
    row("Berlin repeated → first", QStringLiteral("Europe/Berlin"), QStringLiteral("2026-10-25T02:30:00"),
        QStringLiteral("2026-10-25T00:30:00Z"));
    row("New York gap", QStringLiteral("America/New_York"), QStringLiteral("2026-03-08T02:15:00"),
        QStringLiteral("2026-03-08T07:00:00Z"));
    row("New York repeated → first", QStringLiteral("America/New_York"), QStringLiteral("2026-11-01T01:30:00"),
        QStringLiteral("2026-11-01T05:30:00Z"));
    row("Lord Howe half-hour gap", QStringLiteral("Australia/Lord_Howe"), QStringLiteral("2026-10-04T02:10:00"),
        QStringLiteral("2026-10-03T15:30:00Z"));
    row("Lord Howe half-hour repeat", QStringLiteral("Australia/Lord_Howe"), QStringLiteral("2026-04-05T01:45:00"),
        QStringLiteral("2026-04-04T14:45:00Z"));
    row("Santiago: midnight in a gap", QStringLiteral("America/Santiago"), QStringLiteral("2026-09-06T00:00:00"),
        QStringLiteral("2026-09-06T04:00:00Z"));
}

void TestZonedTime::wallTimes()
{
    QFETCH(QString, zone);
    QFETCH(QString, wall);
    QFETCH(QString, utc);
    const QDateTime local = QDateTime::fromString(wall, Qt::ISODate);
    const UtcMs at = toUtc(local.date(), local.time(), QTimeZone(zone.toLatin1()));
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(at, Qt::UTC).toString(Qt::ISODate), utc);
}

void TestZonedTime::isoForms()
{
    const UtcMs at = 1603855171269;
    QCOMPARE(isoUtc(at), QStringLiteral("2020-10-28T03:19:31.269Z"));
    QCOMPARE(isoLocal(at, QTimeZone("Asia/Shanghai")), QStringLiteral("2020-10-28T11:19:31+08:00"));
    QCOMPARE(localDate(1603900799000, QTimeZone("Asia/Shanghai")), QDate(2020, 10, 28));
    QCOMPARE(localDate(1603900800000, QTimeZone("Asia/Shanghai")), QDate(2020, 10, 29));
}

void TestZonedTime::wordsAreNoZones()
{
    for (const char* name : {"Asia/Tokyo", "UTC", "GMT", "Japan", "PRC"})
        QVERIFY2(isZoneName(QString::fromLatin1(name)), name);
    for (const char* word : {"Tokio", "Asia/Tokio", "utc", "UTC+8", "CST-8", "", "abc"})
        QVERIFY2(!isZoneName(QString::fromLatin1(word)), word);
}

WD_TEST(TestZonedTime)
#include "tst_zonedtime.moc"
