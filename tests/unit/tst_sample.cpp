// The sample company on several days: every date real, and the same people in every story.
#include "models/desk/sample.h"

#include "tests/support/storycount.h"
#include "tests/support/suite.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList linesOf(const QString& path)
{
    return QString::fromUtf8(contentOf(path)).split(u'\n', Qt::SkipEmptyParts);
}

QStringList names(const QJsonObject& document, const QString& list)
{
    QStringList names;
    for (const QJsonValue& value : document.value(list).toArray())
        names += value.toObject().value(QStringLiteral("name")).toString();
    return names;
}

UtcMs utc(const QString& iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch();
}

} // namespace

class TestSample : public QObject {
    Q_OBJECT
private slots:
    void everyDay_data();
    void everyDay();
    void thePeopleAreTheSameEveryDay();
    void peopleJustOutside();
    void theDeskDocument();
    void aFolderThatCanNotBeWritten();

private:
    const QTimeZone m_shanghai{"Asia/Shanghai"};
};

void TestSample::everyDay_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QDate>("today");
    const auto row = [](const char* name, const char* now, const char* zone, const QDate& today) {
        QTest::newRow(name) << QString::fromLatin1(now) << QByteArray(zone) << today;
    };
    row("an ordinary noon", "2026-07-16T04:00:00Z", "Asia/Shanghai", {2026, 7, 16});
    row("leap day", "2028-02-29T04:00:00Z", "Asia/Shanghai", {2028, 2, 29});
    row("eve of a leap day", "2028-02-28T04:00:00Z", "Asia/Shanghai", {2028, 2, 28});
    row("after a leap day", "2028-03-01T04:00:00Z", "Asia/Shanghai", {2028, 3, 1});
    row("28 February without a leap day", "2027-02-28T04:00:00Z", "Asia/Shanghai", {2027, 2, 28});
    row("new year's day", "2027-01-01T04:00:00Z", "Asia/Shanghai", {2027, 1, 1});
    row("half past midnight", "2026-07-15T16:30:00Z", "Asia/Shanghai", {2026, 7, 16});
    row("half past eleven at night", "2026-07-16T15:30:00Z", "Asia/Shanghai", {2026, 7, 16});
    row("New York, spring, 00:30", "2026-03-08T05:30:00Z", "America/New_York", {2026, 3, 8});
    row("New York, spring, 23:30", "2026-03-09T03:30:00Z", "America/New_York", {2026, 3, 8});
    row("New York, autumn, 00:30", "2026-11-01T04:30:00Z", "America/New_York", {2026, 11, 1});
    row("New York, autumn, 23:30", "2026-11-02T04:30:00Z", "America/New_York", {2026, 11, 1});
}

void TestSample::everyDay()
{
    QFETCH(QString, now);
    QFETCH(QByteArray, zone);
    QFETCH(QDate, today);
    const QTemporaryDir folder;
    const Result<SampleFiles> files = writeSample(folder.path(), utc(now), QTimeZone(zone), 9000);
    QVERIFY(files);

    // Nothing is left to fill in, every date exists, and nothing lies in the future.
    const QString midnight = today.toString(Qt::ISODate) + QStringLiteral(" 00:00:00");
    static const QRegularExpression date(QStringLiteral("\\b(\\d{4}-\\d\\d-\\d\\d)( \\d\\d:\\d\\d:\\d\\d)?"));
    int dates = 0;
    for (const QString& file : {files->people, files->events}) {
        const QString text = QString::fromUtf8(contentOf(file));
        QVERIFY(!text.contains(u'{') && !text.contains(u'}'));
        for (auto matches = date.globalMatch(text); matches.hasNext(); ++dates) {
            const QString found = matches.next().captured();
            const bool valid = found.size() == 10
                ? QDate::fromString(found, Qt::ISODate).isValid()
                : QDateTime::fromString(found, QStringLiteral("yyyy-MM-dd HH:mm:ss")).isValid();
            QVERIFY2(valid, qPrintable(found));
            QVERIFY2(found.size() == 10 || found <= midnight, qPrintable(found));
        }
    }
    QCOMPARE(dates, 2 * 1100 + int(linesOf(files->events).size()) - 1);

    const StoryPeople story = countStories(files->people, files->events, today);
    QCOMPARE(story.coupons.size(), 120);
    QCOMPARE(story.bigSpenders.size(), 44);
    QCOMPARE(story.birthdays, 26);
    QCOMPARE(story.phones.size(), 23); // one has no phone, two have the phone of a third
}

void TestSample::thePeopleAreTheSameEveryDay()
{
    std::optional<StoryPeople> first;
    for (const char* now : {"2026-07-16T04:00:00Z", "2027-02-28T04:00:00Z", "2028-02-29T04:00:00Z"}) {
        const QTemporaryDir folder;
        const UtcMs at = utc(QString::fromLatin1(now));
        const Result<SampleFiles> files = writeSample(folder.path(), at, m_shanghai, 9000);
        QVERIFY(files);
        const QDate today = QDateTime::fromMSecsSinceEpoch(at, m_shanghai).date();
        const StoryPeople story = countStories(files->people, files->events, today);
        if (!first)
            first = story;
        QCOMPARE(story.coupons, first->coupons);
        QCOMPARE(story.bigSpenders, first->bigSpenders);
        QCOMPARE(story.phones, first->phones);
    }
}

void TestSample::peopleJustOutside()
{
    const QTemporaryDir folder;
    const Result<SampleFiles> files
        = writeSample(folder.path(), utc(QStringLiteral("2026-07-16T04:00:00Z")), m_shanghai, 9000);
    QVERIFY(files);
    const QStringList people = linesOf(files->people);
    const QStringList events = linesOf(files->events);
    QCOMPARE(people.size(), 1201);
    QCOMPARE(people.filter(QRegularExpression(QStringLiteral("^,v_"))).size(), 100);
    const auto has = [](const QStringList& lines, const char* pattern) {
        return !lines.filter(QRegularExpression(QString::fromUtf8(pattern))).isEmpty();
    };
    QVERIFY(has(events, ",add_to_cart,2026-07-14 23:59:59,"));
    QVERIFY(has(events, ",add_to_cart,2026-07-15 00:00:00,"));
    QVERIFY(has(events, ",add_to_cart,2026-07-15 23:59:59,"));
    QVERIFY(has(events, ",add_to_cart,2026-07-16 00:00:00,"));
    QVERIFY(has(events, ",order,2026-07-15 00:00:00,"));
    QVERIFY(has(events, ",order,2026-07-15 23:59:59,"));
    QVERIFY(has(people, ",gold,.*,\\d{4}-07-15,"));
    QVERIFY(has(people, ",gold,.*,\\d{4}-07-17,"));
    QVERIFY(has(people, ",silver,.*,\\d{4}-07-16,"));
    QVERIFY(has(people, ",Gold,.*,\\d{4}-07-16,"));
    QVERIFY(has(people, "𠮷") && has(people, "🐦") && has(people, "\"欧阳\"\"小\"\"雪\""));

    QStringList ids;
    for (const QString& event : events.mid(1))
        ids += event.section(u',', 0, 0);
    QCOMPARE(ids.removeDuplicates(), 0);
}

void TestSample::theDeskDocument()
{
    const QTemporaryDir folder;
    const Result<SampleFiles> files = writeSample(
        folder.filePath(QStringLiteral("new/sample")), utc(QStringLiteral("2026-07-16T04:00:00Z")), m_shanghai, 34567);
    QVERIFY(files);
    const QJsonObject document = QJsonDocument::fromJson(files->desk).object();
    QCOMPARE(document.value(QStringLiteral("timeZone")).toString(), QStringLiteral("Asia/Shanghai"));
    const QJsonArray channels = document.value(QStringLiteral("channels")).toArray();
    QCOMPARE(channels.size(), 3);
    for (const QJsonValue& channel : channels) {
        const QString url = channel.toObject().value(QStringLiteral("url")).toString();
        QVERIFY2(url.startsWith(QLatin1String("http://127.0.0.1:34567/")), qPrintable(url));
        QCOMPARE(channel.toObject().value(QStringLiteral("environment")).toString(), QStringLiteral("test"));
    }
    const QJsonArray campaigns = document.value(QStringLiteral("campaigns")).toArray();
    QCOMPARE(campaigns.size(), 3);
    for (const QJsonValue& campaign : campaigns) {
        const QJsonObject object = campaign.toObject();
        QVERIFY(
            names(document, QStringLiteral("segments")).contains(object.value(QStringLiteral("segment")).toString()));
        QVERIFY(
            names(document, QStringLiteral("channels")).contains(object.value(QStringLiteral("channel")).toString()));
    }
    QVERIFY(names(document, QStringLiteral("segments")).contains(QStringLiteral("全体黄金会员")));
    QVERIFY(!files->desk.contains(sampleSecret().reveal()));
    QVERIFY(!sampleSecret().isEmpty());
}

void TestSample::aFolderThatCanNotBeWritten()
{
    const UtcMs now = utc(QStringLiteral("2026-07-16T04:00:00Z"));
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Result<SampleFiles> inAFile = writeSample(file.fileName(), now, m_shanghai, 9000);
    QVERIFY(!inAFile);
    QCOMPARE(inAFile.error().kind, ErrorKind::FileUnwritable);

    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("desk/events.csv")));
    const Result<SampleFiles> overAFolder = writeSample(folder.filePath(QStringLiteral("desk")), now, m_shanghai, 9000);
    QVERIFY(!overAFolder);
    QCOMPARE(overAFolder.error().kind, ErrorKind::FileUnwritable);
}

WD_TEST(TestSample)
#include "tst_sample.moc"
