// Bad files, imported into an audience: which rows enter, and which are refused with which line and reason.
#include "models/base/phrase.h"

#include "tests/storage/importfixture.h"
#include "tests/support/memory.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QMetaEnum>
#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTest>

using namespace wd;

namespace {

QByteArray sheetRow(int number, const QByteArray& cells)
{
    return "<row r=\"" + QByteArray::number(number) + "\">" + cells + "</row>";
}

QByteArray textCell(const QByteArray& value)
{
    return "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
}

// Rows of texts, the first one the header.
QByteArray sheet(const QList<QByteArrayList>& rows)
{
    QByteArray all;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        QByteArray cells;
        for (const QByteArray& value : rows[i])
            cells += value.startsWith('<') ? value : textCell(value);
        all += sheetRow(int(i) + 1, cells);
    }
    return WorkbookFile(all, {}, {"0", "14"}).bytes();
}

QByteArray utf16(const QString& text)
{
    QStringEncoder encoder("UTF-16LE", QStringConverter::Flag::Stateless);
    return encoder.encode(u'\xFEFF' + text);
}

QString kindName(ErrorKind kind)
{
    return QString::fromLatin1(QMetaEnum::fromType<ErrorKind>().valueToKey(int(kind)));
}

// "line: Kind(arguments) where".
QString told(const RowError& row)
{
    const Error& error = row.error;
    QStringList arguments;
    for (const QString& argument : error.arguments)
        arguments += inEnglish(argument);
    return QStringLiteral("%1: %2(%3) %4")
        .arg(QString::number(row.line), kindName(error.kind), arguments.join(u','), error.where)
        .trimmed();
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(u';', Qt::SkipEmptyParts);
}

} // namespace

class TestBadInput : public QObject {
    Q_OBJECT
private slots:
    void goodRowsEnterAndBadOnesAreRefused_data();
    void goodRowsEnterAndBadOnesAreRefused();
    void idsUnlikeTheOthersAreTold();
    void eventsToo_data();
    void eventsToo();
    void filesThatAreNoneChangeNothing_data();
    void filesThatAreNoneChangeNothing();
    void aHundredMegabytesAreRefused_data();
    void aHundredMegabytesAreRefused();
    void refusedValuesAreKept();
};

void TestBadInput::goodRowsEnterAndBadOnesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("people");
    QTest::addColumn<QStringList>("refused");
    const auto add = [](const char* name, const QByteArray& bytes, const char* people, const char* refused) {
        QTest::newRow(name) << bytes << words(people) << words(refused);
    };
    const QByteArray head = "login_id,name\n";
    add("a quote never closed", head + "u1,\"bad\nu2,b\nu3,c\n", "u2|b;u3|c", "2: UnclosedQuote()");
    add("a quote that another row closes", head + "u1,\"bad\nu2,b\nu3,\"c\"\nu4,d\n", "u2|b;u3|c;u4|d",
        "2: UnclosedQuote()");
    add("a quote that takes in rows", head + "\"u1,bad\nu2,b\nu3,c\"\nu4,d\n", "u2|b;u3|c\";u4|d",
        "2: UnclosedQuote()");
    add("text after a quote", head + "u1,\"a\"b\nu2,b\n", "u2|b", "2: TextAfterQuote()");
    add("quotes within values", head + "u1,5\" pipe\nu2,a \"b\" c\n", "u1|5\" pipe;u2|a \"b\" c", "");
    add("apostrophes", head + "u1,'Ndrangheta\nu2,The Beatles'\nu3,'tis\n", "u1|'Ndrangheta;u2|The Beatles';u3|'tis",
        "");
    add("values of several lines", head + "u1,\"a\r\nb\"\r\nu2,b\r\n", "u1|a\r\nb;u2|b", "");
    add("mixed line ends", "login_id,name\r\nu1,a\nu2,b\ru3,c", "u1|a;u2|b;u3|c", "");
    add("NUL, CSV", head + QByteArray("u1,a\0b\nu2,b\n", 11), "u2|b", "2: NulCharacter()");
    add("NUL, .xlsx", sheet({{"login_id", "name"}, {"u1", "a_x0000_b"}, {"u2", "b"}}), "u2|b",
        "2: NulCharacter() name");
    add("NUL, JSON", "{\"login_id\":\"u1\",\"name\":\"a\\u0000b\"}\n{\"login_id\":\"u2\",\"name\":\"b\"}\n", "u2|b",
        "1: NulCharacter()");
    add("half a surrogate, UTF-16", utf16(QStringLiteral("login_id,name\nu1,a\xD83D\nu2,b\n")), "u2|b",
        "2: NotDecodable(UTF-16LE)");
    add("half a surrogate, .xlsx", sheet({{"login_id", "name"}, {"u1", "_xD83D_"}, {"u2", "_xD83D__xDE00_"}}), "u2|😀",
        "2: NotDecodable(UTF-16) name");
    add("half a surrogate, JSON",
        "{\"login_id\":\"u1\",\"name\":\"\\ud83d\"}\n{\"login_id\":\"u2\",\"name\":\"\\ud83d\\ude00\"}\n", "u2|😀",
        "1: NotJson(half a surrogate pair,1,33)");
    add("half a character", head + "u1,\xE4\xB8\nu2,中\n", "u2|中", "2: NotDecodable(UTF-8)");
    add("a name twice, JSON",
        "{\"login_id\":\"u1\",\"name\":\"a\",\"name\":\"b\"}\n{\"login_id\":\"u2\",\"name\":\"b\"}\n", "u2|b",
        "1: DuplicateKey(name,1,29)");
    add("no ids, JSON",
        "{\"login_id\":{\"x\":1},\"name\":\"a\"}\n{\"login_id\":[\"u\"],\"name\":\"b\"}\n{\"login_id\":true,\"name\":"
        "\"c\"}\n"
        "{\"login_id\":1e3,\"name\":\"d\"}\n{\"login_id\":7,\"name\":\"e\"}\n{\"login_id\":\"true\",\"name\":\"f\"}\n",
        "7|e;true|f",
        "1: WrongType(text,{\"x\":1}) login_id;2: WrongType(text,[\"u\"]) login_id;3: WrongType(text,true) login_id;"
        "4: WrongType(text,1e3) login_id");
    add("fields too many and too few", head + "u1,a,b\nu2\nu3,c,,\n", "u3|c", "2: FieldCount(3,2);3: FieldCount(1,2)");
    add("cells too many, .xlsx", sheet({{"login_id", "name"}, {"u1", "a", "b"}, {"u2", "b"}}), "u2|b",
        "2: FieldCount(3,2)");
    add("blank rows, CSV", head + "u1,a\n,\n  \nu2,b\n,,,\n", "u1|a;u2|b", "");
    add("blank rows, .xlsx", sheet({{"login_id", "name"}, {"u1", "a"}, {"", " "}, {}, {"u2", "b"}}), "u1|a;u2|b", "");
    add("blank rows, JSON", "{\"login_id\":\"u1\",\"name\":\"a\"}\n{}\n\n{\"login_id\":\" \",\"name\":null}\n", "u1|a",
        "");
    add("no id", head + ",a\nu2,b\n", "u2|b", "2: Empty(login_id, visitor_id) login_id");
    add("a formula's error", sheet({{"login_id", "name"}, {"u1", "<c t=\"e\"><v>#N/A</v></c>"}, {"u2", "b"}}), "u2|b",
        "2: CellError(#N/A,B2) name");
    add("a title", "会员名单,\n" + head + "u1,a\nu2,b\n", "u1|a;u2|b", "");
    const char* const totals
        = "3: TotalsRow(合计) login_id;5: TotalsRow(Grand Total:) login_id;6: TotalsRow(华东 小计)";
    add("totals, CSV", head + "u1,a\n合计,2\nu2,b\nGrand Total:,2\n,华东 小计\n", "u1|a;u2|b", totals);
    add("totals, .xlsx",
        sheet({{"login_id", "name"}, {"u1", "a"}, {"合计", "2"}, {"u2", "b"}, {"Grand Total:", "<c><v>2</v></c>"},
            {"", "华东 小计"}}),
        "u1|a;u2|b", totals);
    add("no totals", head + "total1,合计\nsubtotal_x,b\n", "total1|合计;subtotal_x|b", "");
    add("no id beside a total", "login_id,name,brand\nu1,a,Total\n,b,Total\n", "u1|a",
        "3: Empty(login_id, visitor_id) login_id");
    add("unseen characters", head + "u1\xE2\x80\x8B,a\n\xE2\x80\xAAu2\xE2\x80\xAC,b\n=\"003\",'004\n",
        "u1|a;u2|b;003|004", "");
}

void TestBadInput::goodRowsEnterAndBadOnesAreRefused()
{
    QFETCH(QByteArray, bytes);
    ImportFixture fixture;
    const auto report = fixture.import(bytes);
    QVERIFY(report);
    QTEST(fixture.rows("SELECT login_id,a1 FROM person ORDER BY id"), "people");
    QStringList refused;
    for (const RowError& error : report->errors)
        refused += told(error);
    QTEST(refused, "refused");
    QCOMPARE(report->failed, refused.size());
}

// A note below the table, a word that adds up without saying so.
void TestBadInput::idsUnlikeTheOthersAreTold()
{
    QByteArray bytes = "login_id,name\n";
    for (int i = 0; i < 40; ++i)
        bytes += 'u' + QByteArray::number(i) + ",a\n";
    ImportFixture fixture;
    const auto report = fixture.import(bytes + "共 40 位,\n制表：张三,\nlast,b\n");
    QVERIFY(report);
    QCOMPARE(report->added, 43);
    QStringList warned;
    for (const RowError& warning : report->warnings)
        warned += told(warning);
    QCOMPARE(warned, words("42: UnlikeOthers(共 40 位) login_id;43: UnlikeOthers(制表：张三) login_id"));
    QCOMPARE(fixture.import("login_id,name\n张三,a\n李四,b\n")->warned, 0);
}

void TestBadInput::eventsToo_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QStringList>("events");
    QTest::addColumn<QStringList>("refused");
    const auto add = [](const char* name, const QByteArray& bytes, const char* events, const char* refused) {
        QTest::newRow(name) << bytes << words(events) << words(refused);
    };
    const QByteArray head = "user_id,event,time,day\n";
    add("days that do not exist",
        head
            + "u1,e,2026-02-30 10:00,2026-07-06\nu2,e,2026-02-28 10:00,2026-02-30\nu3,e,1970-01-01 "
              "00:00:01,2026-07-06\n",
        "u3|1000|{\"day\":\"2026-07-06\"}", "2: NoSuchDate(2026-02-30 10:00) time;3: NoSuchDate(2026-02-30) day");
    add("days that do not exist, JSON",
        "{\"user_id\":\"u1\",\"event\":\"e\",\"time\":\"20261301 10:00\",\"day\":\"2026-07-06\"}\n"
        "{\"user_id\":\"u2\",\"event\":\"e\",\"time\":\"20260230\",\"day\":\"2026-07-06\"}\n"
        "{\"user_id\":\"u3\",\"event\":\"e\",\"time\":1000000000,\"day\":\"2026-07-06\"}\n",
        "u3|1000000000000|{\"day\":\"2026-07-06\"}",
        "1: WrongType(date and time,20261301 10:00) time;2: NoSuchDate(20260230) time");
    add("days that do not exist, .xlsx",
        sheet({{"user_id", "event", "time"}, {"u1", "e", "<c s=\"1\"><v>60</v></c>"},
            {"u2", "e", "<c s=\"1\"><v>25569</v></c>"}, {"u3", "e", "2026/13/1"}}),
        "u2|0|-", "2: NoSuchDate(1900-02-29) time;4: NoSuchDate(2026/13/1) time");
    add("no events, JSON",
        "{\"user_id\":\"u1\",\"event\":{\"x\":1},\"time\":1000000000}\n{\"user_id\":\"u2\",\"event\":\"e\",\"time\":"
        "1000000000}\n",
        "u2|1000000000000|-", "1: WrongType(text,{\"x\":1}) event");
    add("totals", head + "合计,,,\nu2,e,1970-01-01T00:00:00Z,2026-07-06\n", "u2|0|{\"day\":\"2026-07-06\"}",
        "2: TotalsRow(合计) user_id");
    add("quotes", head + "u1,e,2026-02-28,\"bad\nu2,e,1970-01-01T00:00:00Z,2026-07-06\n",
        "u2|0|{\"day\":\"2026-07-06\"}", "2: UnclosedQuote()");
}

void TestBadInput::eventsToo()
{
    QFETCH(QByteArray, bytes);
    ImportFixture fixture;
    const auto report = fixture.import(bytes, eventOptions());
    QVERIFY(report);
    QTEST(fixture.rows("SELECT login_id,at,properties FROM event JOIN person ON person.id=person_id ORDER BY event.id"),
        "events");
    QStringList refused;
    for (const RowError& error : report->errors)
        refused += told(error);
    QTEST(refused, "refused");
}

void TestBadInput::filesThatAreNoneChangeNothing_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error"); // its kind and the last of its arguments
    const auto add = [](const char* name, const QByteArray& bytes, const char* error) {
        QTest::newRow(name) << bytes << QString::fromUtf8(error);
    };
    const auto written = [](const char* name) {
        QFile file(QFINDTESTDATA(QStringLiteral("../libreoffice/%1").arg(QString::fromLatin1(name))));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    add("an old workbook", written("people.xls"), "OldWorkbook table.csv");
    add("an old workbook with a password", written("protected.xls"), "OldWorkbook table.csv");
    add("a workbook with a password", written("protected.xlsx"), "ProtectedWorkbook table.csv");
    add("an OpenDocument file", written("people.ods"), "NotATable .ods");
    add("headers twice, CSV", "login_id,name,name\nu1,a,b\n", "Duplicate name");
    add("headers twice, .xlsx", sheet({{"login_id", "name", "name "}, {"u1", "a", "b"}}), "Duplicate name");
    add("a header without a name", "login_id,,name\nu1,a,b\n", "Empty column 2");
    add("no header, CSV", "u1,5\nu2,6\n", "MissingField column 1, column 2");
    add("no header, .xlsx", sheet({{"u1", "5"}, {"u2", "6"}}), "MissingField column 1, column 2");
    const QByteArray good
        = sheetRow(1, textCell("login_id") + textCell("name")) + sheetRow(2, textCell("u1") + textCell("a"));
    add("a bomb of rows", WorkbookFile(good + QByteArray("<row/>").repeated(4'000'000)).bytes(), "UnpacksTooLarge");
    add("a bomb of text", WorkbookFile(good, "<si><t>" + QByteArray(20'000'000, 'a') + "</t></si>").bytes(),
        "UnpacksTooLarge");
    add("a bomb in a cell", WorkbookFile(good + sheetRow(3, textCell(QByteArray(20'000'000, 'a')))).bytes(),
        "UnpacksTooLarge");
    const QByteArray whole = WorkbookFile(good).bytes();
    add("a cut workbook", whole.first(whole.size() / 2), "BrokenFile");
    WorkbookFile cut(good);
    cut.parts[QStringLiteral("xl/worksheets/sheet1.xml")].chop(20);
    add("a cut sheet", cut.bytes(), "BrokenFile");
    add("an empty file", " \n", "Empty table.csv");
}

void TestBadInput::filesThatAreNoneChangeNothing()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    ImportFixture fixture;
    QVERIFY(!bytes.isEmpty());
    const auto report = fixture.import(bytes);
    QVERIFY(!report);
    const QStringList arguments = report.error().arguments;
    const QString last = inEnglish(arguments.value(arguments.size() - 1)).section(u'/', -1);
    const QString shown = QStringLiteral("%1 %2").arg(kindName(report.error().kind), last);
    QVERIFY2(shown.startsWith(error), qPrintable(shown));
    QCOMPARE(fixture.rows("SELECT count(*) FROM person"), QStringList{QStringLiteral("0")});
    QCOMPARE(fixture.rows("SELECT count(*) FROM attribute"), QStringList{QStringLiteral("0")});
    QCOMPARE(fixture.rows("SELECT count(*) FROM import"), QStringList{QStringLiteral("0")});
}

void TestBadInput::aHundredMegabytesAreRefused_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("isSheet");
    QTest::addColumn<QStringList>("people");
    QTest::addColumn<QStringList>("refused");
    const QByteArray head = "login_id,name\nu0,a\nu1,";
    QTest::newRow("plain") << head << QByteArray("\nu2,b\n") << false << words("u0|a;u2|b")
                           << words("3: FieldTooLong(1048576)");
    QTest::newRow("quoted") << head + '"' << QByteArray("\"\nu2,b\n") << false << words("u0|a;u2|b")
                            << words("3: FieldTooLong(1048576)");
    QTest::newRow("never closed") << head + '"' << QByteArray("\nu2,b\n") << false << words("u0|a")
                                  << words("3: UnclosedQuote(4)");
    QTest::newRow("JSON") << QByteArray("{\"login_id\":\"u0\",\"name\":\"a\"}\n{\"login_id\":\"u1\",\"name\":\"")
                          << QByteArray("\"}\n{\"login_id\":\"u2\",\"name\":\"b\"}\n") << false << words("u0|a;u2|b")
                          << words("2: FieldTooLong(8388608)");
    // No workbook has such a cell: it is taken for a bomb.
    QTest::newRow(".xlsx") << sheetRow(1, textCell("login_id") + textCell("name"))
            + sheetRow(2, textCell("u0") + textCell("a")) + "<row r=\"3\">" + textCell("u1")
            + "<c t=\"inlineStr\"><is><t>"
                           << "</t></is></c></row>" + sheetRow(4, textCell("u2") + textCell("b")) << true
                           << QStringList() << words("UnpacksTooLarge");
}

void TestBadInput::aHundredMegabytesAreRefused()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, isSheet);
    QByteArray megabyte(1024 * 1024, Qt::Uninitialized); // that does not pack well, or a sheet would be a bomb
    QRandomGenerator random(20260706);
    for (char& byte : megabyte)
        byte = char('a' + random.bounded(26));
    ImportFixture fixture;
    const auto bytes = [&] {
        const QByteArray huge = before + megabyte.repeated(100) + after;
        return isSheet ? WorkbookFile(huge).bytes() : huge;
    };
    const QString path = fixture.file(bytes());
    const PeakMemory peak;
    const auto report = importFile(*fixture.audience, path, {}, ImportFixture::now, fixture.stop, {});
    const qint64 held = peak.bytes();
    QVERIFY2(held >= 0 && held < 64'000'000, qPrintable(QString::number(held)));
    QTEST(fixture.rows("SELECT login_id,a1 FROM person ORDER BY id"), "people");
    QStringList refused = report ? QStringList() : QStringList{kindName(report.error().kind)};
    for (const RowError& error : report ? report->errors : QList<RowError>())
        refused += told(error);
    QTEST(refused, "refused");
}

// As they are written, so that they can be repaired.
void TestBadInput::refusedValuesAreKept()
{
    ImportFixture fixture;
    QVERIFY(fixture.import("login_id,name\nu1,\"bad, or not\nu2,\"a\"b\nu3,c\n"));
    QCOMPARE(fixture.rows("SELECT line,fields FROM import_failed ORDER BY line"),
        (QStringList{QStringLiteral("2|[\"u1\",\"\\\"bad, or not\"]"), QStringLiteral("3|[\"u2\",\"\\\"a\\\"b\"]")}));
}

WD_TEST(TestBadInput)
#include "tst_badinput.moc"
