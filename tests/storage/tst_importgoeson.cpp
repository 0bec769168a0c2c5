// An import that was stopped, or cut off: the same file with the same columns goes on behind its last row.
#include "models/audience/importing/history/importhistory.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QTest>

using namespace wd;

Q_DECLARE_METATYPE(TableOptions)

class TestImportGoesOn : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void aStoppedImportOfEventsGoesOn();
    void otherColumnsDoNotGoOn();
    void anotherReadingDoesNotGoOn_data();
    void anotherReadingDoesNotGoOn();
    void everySheetIsATableOfItsOwn();
    void theZoneCountsWhereItIsKnown_data();
    void theZoneCountsWhereItIsKnown();

private:
    std::unique_ptr<ImportFixture> m_desk;
};

void TestImportGoesOn::aStoppedImportOfEventsGoesOn()
{
    constexpr int rows = 20'000;
    const QByteArray file = manyEvents(rows) + "u1,order,never,1\n";
    int slices = 0;
    m_desk->progress = [this, &slices](const ImportProgress&) { m_desk->stop = ++slices == 2; };
    const Result<ImportReport> stopped = m_desk->import(file, eventOptions());
    QVERIFY(stopped && stopped->stopped);
    QVERIFY(stopped->rows > 0 && stopped->rows < rows);
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QString::number(stopped->rows)});
    QVERIFY(m_desk->rows("SELECT complete_until FROM event_name") == QStringList{QStringLiteral("-")});
    m_desk->stop = false;
    m_desk->progress = {};
    const Result<ImportReport> rest = m_desk->import(file, eventOptions());
    QVERIFY(rest && !rest->stopped);
    QCOMPARE(rest->id, stopped->id);
    QCOMPARE(rest->continuedAt, stopped->rows);
    QCOMPARE(rest->rows, rows + 1);
    QCOMPARE(rest->added, rows);
    QCOMPARE(rest->failed, 1);
    QCOMPARE(
        m_desk->rows("SELECT count(*), count(DISTINCT p1) FROM event"), QStringList{QStringLiteral("%1|%1").arg(rows)});
}

void TestImportGoesOn::otherColumnsDoNotGoOn()
{
    const QByteArray file = manyEvents(20'000);
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    QVERIFY(m_desk->import(file, eventOptions()));
    m_desk->stop = false;
    m_desk->progress = {};
    ImportOptions other = eventOptions();
    other.mapping.insert(QStringLiteral("amount"), QStringLiteral("sum"));
    const Result<ImportReport> refused = m_desk->import(file, other);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::ImportUnfinished);
    QCOMPARE(refused.error().arguments.first(), QStringLiteral("table.csv"));
    other.repeat = ImportRepeat::Again;
    QCOMPARE(m_desk->import(file, other)->added, 20'000);
}

void TestImportGoesOn::anotherReadingDoesNotGoOn_data()
{
    QTest::addColumn<TableOptions>("table");
    TableOptions encoding;
    encoding.encoding = QStringLiteral("GB18030");
    QTest::newRow("encoding") << encoding;
    TableOptions quote;
    quote.quote = TableOptions::noQuote;
    QTest::newRow("quote") << quote;
}

void TestImportGoesOn::anotherReadingDoesNotGoOn()
{
    QFETCH(const TableOptions, table);
    const QByteArray file = manyEvents(20'000);
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    QVERIFY(m_desk->import(file, eventOptions())->stopped);
    m_desk->stop = false;
    m_desk->progress = {};
    ImportOptions other = eventOptions();
    other.table = table;
    QCOMPARE(m_desk->import(file, other).error().kind, ErrorKind::ImportUnfinished);
    QCOMPARE(m_desk->import(file, eventOptions())->rows, 20'000);
}

void TestImportGoesOn::everySheetIsATableOfItsOwn()
{
    const auto sheet = [](const QByteArray& day) {
        QByteArray rows = "<row r=\"1\"><c t=\"str\"><v>login_id</v></c><c t=\"str\"><v>event</v></c>"
                          "<c t=\"str\"><v>time</v></c></row>";
        for (int i = 0; i < 2'000; ++i)
            rows += "<row><c t=\"str\"><v>u" + QByteArray::number(i)
                + "</v></c><c t=\"str\"><v>order</v></c>"
                  "<c t=\"str\"><v>"
                + day + "</v></c></row>";
        return rows;
    };
    WorkbookFile book(sheet("2026-07-01"));
    book.addSheet(QStringLiteral("8月"), sheet("2026-08-01"));
    const QByteArray bytes = book.bytes();
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    const Result<ImportReport> july = m_desk->import(bytes, eventOptions());
    QVERIFY(july && july->stopped && july->rows < 2'000);
    m_desk->stop = false;
    m_desk->progress = {};
    ImportOptions august = eventOptions();
    august.table.sheet = QStringLiteral("8月");
    const Result<ImportReport> second = m_desk->import(bytes, august);
    QVERIFY(second);
    QCOMPARE(second->continuedAt, 0);
    QCOMPARE(second->added, 2'000);
    QCOMPARE(m_desk->import(bytes, august).error().kind, ErrorKind::AlreadyImported);
    const Result<ImportReport> rest = m_desk->import(bytes, eventOptions());
    QCOMPARE(rest->id, july->id);
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("4000")});
}

void TestImportGoesOn::theZoneCountsWhereItIsKnown_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<bool>("goesOn");
    QTest::newRow("another one") << QByteArray("SELECT 1") << false;
    QTest::newRow("begun by an earlier version")
        << QByteArray("UPDATE import SET mapping=json_remove(mapping,'$.options.zone')") << true;
    QTest::newRow("begun by an earlier version, with another mode")
        << QByteArray("UPDATE import SET mapping=json_set(json_remove(mapping,'$.options.zone'),'$.options.mode',2)")
        << false;
}

void TestImportGoesOn::theZoneCountsWhereItIsKnown()
{
    QFETCH(const QByteArray, change);
    QFETCH(const bool, goesOn);
    const QByteArray file = manyEvents(20'000);
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    QVERIFY(m_desk->import(file, eventOptions())->stopped);
    m_desk->stop = false;
    m_desk->progress = {};
    QVERIFY(m_desk->audience->execute(change));
    ImportOptions shanghai = eventOptions();
    shanghai.zone = QTimeZone("Asia/Shanghai");
    const Result<ImportReport> rest = m_desk->import(file, shanghai);
    QCOMPARE(bool(rest), goesOn);
    if (goesOn)
        QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("20000")});
    else
        QCOMPARE(rest.error().kind, ErrorKind::ImportUnfinished);
}

WD_TEST(TestImportGoesOn)
#include "tst_importgoeson.moc"
