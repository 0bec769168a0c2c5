// An import that was stopped, or cut off: the same file with the same columns goes on behind its last row.
#include "models/audience/importing/history/importhistory.h"
#include "models/audience/importing/history/importundo.h"
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
    void theTimesBeforeTheStopCount();
    void warningsBeforeTheStopAreKept();
    void anotherImportInBetweenBeginsAnew();
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

// Exports that begin with the newest.
void TestImportGoesOn::theTimesBeforeTheStopCount()
{
    QByteArray file = "login_id,event,time,number\nu1,first,2026-07-14 10:00,1\n";
    for (int row = 0; row < 20'000; ++row)
        file += "u1,order,2026-07-" + QByteArray(row < 16 ? "13" : "12") + " 10:00," + QByteArray::number(row) + '\n';
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    const Result<ImportReport> stopped = m_desk->import(file, eventOptions());
    QVERIFY(stopped && stopped->stopped && stopped->rows >= 2);
    m_desk->stop = false;
    m_desk->progress = {};
    const Result<ImportReport> rest = m_desk->import(file, eventOptions());
    QVERIFY(rest && !rest->stopped && rest->continuedAt == stopped->rows);
    QCOMPARE(
        m_desk->rows("SELECT key, strftime('%d %H', complete_until/1000, 'unixepoch') FROM event_name ORDER BY id"),
        (QStringList{QStringLiteral("first|14 10"), QStringLiteral("order|13 10")}));
}

void TestImportGoesOn::warningsBeforeTheStopAreKept()
{
    QByteArray file = "login_id,phone\nw1,1.38E+10\n";
    for (int row = 0; row < 20'000; ++row)
        file += 'u' + QByteArray::number(row) + ",x\n";
    file += "w2,1.39E+10\n";
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    const Result<ImportReport> stopped = m_desk->import(file);
    QVERIFY(stopped && stopped->stopped && stopped->rows > 0);
    QCOMPARE(stopped->warned, 1);
    m_desk->stop = false;
    m_desk->progress = {};
    const Result<ImportReport> rest = m_desk->import(file);
    QVERIFY(rest && !rest->stopped && rest->continuedAt == stopped->rows);
    QCOMPARE(rest->warned, 2);
    QCOMPARE(rest->warnings.size(), 2);
    QCOMPARE(rest->warnings.first().line, 2);
    QCOMPARE(rest->warnings.first().error,
        (Error{ErrorKind::Shortened, {QStringLiteral("1.38E+10")}, QStringLiteral("phone")}));
    QCOMPARE(rest->warnings.last().line, 20'003);
    QCOMPARE(
        m_desk->rows("SELECT json_array_length(mapping,'$.warnings') FROM import"), QStringList{QStringLiteral("0")});
}

// Before-images of an import whose second half is later than another import's could be put back in no order.
void TestImportGoesOn::anotherImportInBetweenBeginsAnew()
{
    QVERIFY(m_desk->import("login_id,target\nlast,orig\n"));
    QByteArray file = "login_id,target\n";
    for (int row = 0; row < 20'000; ++row)
        file += 'u' + QByteArray::number(row) + ",fromA\n";
    file += "last,fromA\n";
    m_desk->progress = [this](const ImportProgress&) { m_desk->stop = true; };
    const Result<ImportReport> stopped = m_desk->import(file);
    QVERIFY(stopped && stopped->stopped && stopped->rows < 20'000);
    m_desk->stop = false;
    m_desk->progress = {};
    const Result<ImportReport> other = m_desk->import("login_id,target\nlast,fromB\nu0,fromB\n");
    QVERIFY(other);
    const Result<ImportReport> anew = m_desk->import(file);
    QVERIFY(anew && !anew->stopped);
    QCOMPARE(anew->anewAfter, stopped->id);
    QVERIFY(anew->id != stopped->id);
    QCOMPARE(anew->continuedAt, 0);
    QCOMPARE(anew->rows, 20'001);
    QCOMPARE(anew->added + anew->updated + anew->unchanged, 20'001);
    const auto targets = [this] {
        return m_desk->rows("SELECT a1 FROM person WHERE login_id IN ('last','u0') AND erased_at IS NULL ORDER BY id");
    };
    QCOMPARE(targets(), (QStringList{QStringLiteral("fromA"), QStringLiteral("fromA")}));
    QVERIFY(undoImport(*m_desk->audience, anew->id, {}, m_desk->stop));
    QCOMPARE(targets(), (QStringList{QStringLiteral("fromB"), QStringLiteral("fromB")}));
    QVERIFY(undoImport(*m_desk->audience, other->id, {}, m_desk->stop));
    QCOMPARE(targets(), (QStringList{QStringLiteral("orig"), QStringLiteral("fromA")}));
    QVERIFY(undoImport(*m_desk->audience, stopped->id, {}, m_desk->stop));
    QCOMPARE(targets(), QStringList{QStringLiteral("orig")});
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
    QCOMPARE(rest->anewAfter, july->id); // another one came in between
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
