// Workbooks as tables: what each kind of cell becomes, and what is refused with which words.
#include "models/audience/importing/tables/table.h"

#include "tests/support/memory.h"
#include "tests/support/suite.h"
#include "tests/support/tabletext.h"
#include "tests/support/workbookfile.h"

#include <QFile>
#include <QTest>

using namespace wd;

namespace {

QByteArray row(int number, const QByteArray& cells)
{
    return "<row r=\"" + QByteArray::number(number) + "\">" + cells + "</row>";
}

QByteArray text(const QByteArray& reference, const QByteArray& value)
{
    return "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
}

QByteArray number(const QByteArray& reference, const QByteArray& value, int style = 0)
{
    return "<c r=\"" + reference + "\" s=\"" + QByteArray::number(style) + "\"><v>" + value + "</v></c>";
}

QByteArray typed(const QByteArray& reference, const QByteArray& type, const QByteArray& content)
{
    return "<c r=\"" + reference + "\" t=\"" + type + "\">" + content + "</c>";
}

QStringList lines(std::initializer_list<const char*> all)
{
    QStringList list;
    for (const char* line : all)
        list += QString::fromUtf8(line);
    return list;
}

const QByteArray header = row(1, text("A1", "id") + text("B1", "v"));

} // namespace

class TestXlsxTable : public QObject {
    Q_OBJECT
private slots:
    void textsComeInManyForms();
    void numbersKeepTheirDigits();
    void formatsMakeDates_data();
    void formatsMakeDates();
    void theYear1904IsAnEpochToo();
    void datesThatWereNotAreRefused();
    void booleansFormulasAndErrors();
    void cellsStandWhereTheirReferencesSay();
    void aTableNeedNotBeginInTheCorner();
    void aTableMayHaveNoHeader();
    void theHeaderMayStandFurtherDown();
    void groupsMayStandAboveTheNames();
    void sheetsAreChosenByName();
    void aNoteIsNoTableOfPeople();
    void aHeaderThatIsNotThereNamesTheSheet();
    void prefixesAndStrictNamesAreUnderstood();
    void whatIsNoWorkbookIsNamed_data();
    void whatIsNoWorkbookIsNamed();
    void damagedWorkbooksAreRefused_data();
    void damagedWorkbooksAreRefused();
    void bombsAreDefused();
    void rowsDoNotPileUp();

private:
    QStringList read(WorkbookFile book, const TableOptions& options = {})
    {
        return m_files.text(book.bytes(), options);
    }
    TableFiles m_files;
};

void TestXlsxTable::textsComeInManyForms()
{
    const QByteArray strings = "<si><t>id</t></si><si><t>v</t></si>"
                               "<si><r><rPr><b/></rPr><t xml:space=\"preserve\">rich </t></r><r><t>text</t></r></si>"
                               "<si><t>課</t><rPh sb=\"0\" eb=\"1\"><t>か</t></rPh><phoneticPr fontId=\"1\"/></si>"
                               "<si><t>a_x000D_\nb_x005F_x000D_ _xZZZZ_ _x4E2D_</t></si>"
                               "<si><t>&lt;&amp;&#x4E2D;<![CDATA[<x>]]></t></si><si/>";
    const auto shared = [](const QByteArray& reference, int index) {
        return typed(reference, "s", "<v>" + QByteArray::number(index) + "</v>");
    };
    const QByteArray rows = row(1, shared("A1", 0) + shared("B1", 1)) + row(2, shared("A2", 2) + shared("B2", 3))
        + row(3, shared("A3", 4) + shared("B3", 5)) + row(4, shared("A4", 6) + text("B4", "_x0041_"))
        + row(5,
            typed("A5", "inlineStr", "<is><r><t>in</t></r><r><t>line</t></r></is>")
                + typed("B5", "str", "<f>A1&amp;B1</f><v>computed</v>"));
    QCOMPARE(read({rows, strings}),
        lines({"id|v", "2: rich text|課", "3: a\r\nb_x000D_ _xZZZZ_ 中|<&中<x>", "4: |A", "5: inline|computed"}));
    const QByteArray bad = header + row(2, text("A2", "a_xD83D_b")) + row(3, text("A3", "\xF0\x9F\x98\x80"))
        + row(4, text("A4", "_xD83D__xDE00_")) + row(5, text("B5", "nul_x0000_"));
    QCOMPARE(read(WorkbookFile(bad)),
        (QStringList{QStringLiteral("id|v"),
            refusedLine(2, ErrorKind::NotDecodable, {QStringLiteral("UTF-16")}, QStringLiteral("id")),
            QStringLiteral("3: 😀|"), QStringLiteral("4: 😀|"),
            refusedLine(5, ErrorKind::NulCharacter, {}, QStringLiteral("v"))}));
}

void TestXlsxTable::numbersKeepTheirDigits()
{
    QByteArray rows = header;
    const QByteArrayList written{"13800138000", "1.3800138E10", "0.30000000000000004", "0.1", "-2.50", "1E-7", "-0",
        "9007199254740992", "123456789012345", "1.23456789012346E+17", "123456789012345678", "1e400", "12a",
        "3.3000000000000003", "1.1000000000000001", "0.1234567890123456", "2.2250738585072014E-308"};
    for (qsizetype i = 0; i < written.size(); ++i)
        rows += row(int(i) + 2, number('B' + QByteArray::number(i + 2), written[i]));
    const QString v = QStringLiteral("v");
    const auto lost = [&v](int line, const char* digits) {
        return warningLine(
            line, ErrorKind::DigitsLost, {QString::fromLatin1(digits), QStringLiteral("B%1").arg(line)}, v);
    };
    const QStringList expected = lines({"id|v", "2: |13800138000", "3: |13800138000", "4: |0.3", "5: |0.1", "6: |-2.5",
                                     "7: |0.0000001", "8: |0", "9: |9007199254740992"})
        + QStringList{lost(9, "9007199254740992")} + lines({"10: |123456789012345", "11: |123456789012346000"})
        + QStringList{lost(11, "123456789012346000")} + lines({"12: |123456789012345678"})
        + QStringList{lost(12, "123456789012345678")}
        + QStringList{refusedLine(14 - 1, ErrorKind::WrongType, {QStringLiteral("number"), QStringLiteral("1e400")}, v),
            refusedLine(14, ErrorKind::WrongType, {QStringLiteral("number"), QStringLiteral("12a")}, v)}
        + lines({"15: |3.3", "16: |1.1", "17: |0.123456789012346"});
    const QStringList table = read(WorkbookFile(rows));
    QCOMPARE(table.mid(0, expected.size()), expected);
    QVERIFY(table.last().startsWith(QStringLiteral("18: |0.00000"))
        && table.last().endsWith(QStringLiteral("22250738585072")));
}

void TestXlsxTable::formatsMakeDates_data()
{
    QTest::addColumn<QByteArray>("format");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("shown");
    const auto add = [](const char* format, const char* value, const char* shown) {
        QTest::addRow("%s of %s", format, value) << QByteArray(format) << QByteArray(value) << QString::fromUtf8(shown);
    };
    const char* day = "2026-07-06";
    for (const char* format : {"14", "15", "16", "17", "27", "28", "29", "30", "31", "36", "50", "51", "52", "53", "54",
             "57", "58", "yyyy\\-mm\\-dd", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]yyyy/m/d", "[Red]d.m.yy", "mmm-yy",
             "[$-411]ggge\"年\"m\"月\"d\"日\"", "ggyy/m/d", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "m/d",
             "[>=1]yyyy-mm-dd;General"})
        add(format, "46209", day);
    for (const char* format : {"0", "1", "2", "9", "11", "37", "44", "48", "49", "General", "0.00", "#,##0\"d\"",
             "0.00E+00", "[Red]0", "\"y\"0", "0\\d", "@", "_(* #,##0_)", "[$¥-804]#,##0", "G/通用格式",
             "G/通用格式\"元\"", "[Red]G/標準", "G/표준"})
        add(format, "46209", "46209");
    add("22", "46209.3784722222", "2026-07-06T09:05:00");
    add("22", "46209", "2026-07-06T00:00:00");
    add("14", "46209.5", "2026-07-06T12:00:00");
    add("yyyy-mm-dd hh:mm:ss", "46209.99999999", "2026-07-07T00:00:00");
    add("yyyy-mm-dd hh:mm:ss.000", "46209.521006956", "2026-07-06T12:30:15.001");
    add("yyyy/m/d 上午/下午h:mm", "46209.75", "2026-07-06T18:00:00");
    for (const char* format : {"18", "19", "20", "21", "32", "33", "34", "35", "55", "56", "45", "h:mm AM/PM", "mm:ss"})
        add(format, "0.3784722222", "09:05:00");
    add("46", "1.5", "36:00:00");
    add("[h]:mm:ss", "1.5", "36:00:00");
    add("[mm]:ss", "0.5", "12:00:00");
    add("47", "0.00001157", "00:00:01");
    add("14", "1", "1900-01-01");
    add("14", "59", "1900-02-28");
    add("14", "61", "1900-03-01");
    add("14", "2958465", "9999-12-31");
}

void TestXlsxTable::formatsMakeDates()
{
    QFETCH(QByteArray, format);
    QFETCH(QByteArray, value);
    QFETCH(QString, shown);
    const QByteArray rows = header + row(2, number("B2", value, 1));
    QCOMPARE(read({rows, {}, {"0", format}}).value(1), QStringLiteral("2: |") + shown);
}

void TestXlsxTable::theYear1904IsAnEpochToo()
{
    const QByteArray rows = header + row(2, number("A2", "0", 1) + number("B2", "44747.5", 1));
    WorkbookFile book(rows, {}, {"0", "14"});
    book.use1904();
    QCOMPARE(read(book), lines({"id|v", "2: 1904-01-01|2026-07-06T12:00:00"}));
    const QByteArray iso = header
        + row(2, typed("A2", "d", "<v>2026-07-06T00:00:00</v>") + typed("B2", "d", "<v>2026-07-06T09:05:00</v>"));
    QCOMPARE(read(WorkbookFile(iso)), lines({"id|v", "2: 2026-07-06|2026-07-06T09:05:00"}));
}

void TestXlsxTable::datesThatWereNotAreRefused()
{
    QByteArray rows = header;
    const QByteArrayList values{"60", "-1", "2958466", "0"};
    for (qsizetype i = 0; i < values.size(); ++i)
        rows += row(int(i) + 2, number('B' + QByteArray::number(i + 2), values[i], 1));
    const auto none = [](int line, const char* date) {
        return refusedLine(line, ErrorKind::NoSuchDate, {QString::fromLatin1(date)}, QStringLiteral("v"));
    };
    QCOMPARE(read({rows, {}, {"0", "14"}}),
        (QStringList{QStringLiteral("id|v"), none(2, "1900-02-29"), none(3, "-1"), none(4, "2958466"), none(5, "0")}));
}

void TestXlsxTable::booleansFormulasAndErrors()
{
    const QByteArray rows = header + row(2, typed("A2", "b", "<v>1</v>") + typed("B2", "b", "<v>0</v>"))
        + row(3, "<c r=\"A3\"><f>1+1</f><v>2</v></c>" + typed("B3", "str", "<f>\"\"</f><v></v>"))
        + row(4, typed("A4", "b", "<f>TRUE()</f><v>1</v>") + typed("B4", "e", "<f>1/0</f><v>#DIV/0!</v>"))
        + row(5, text("A5", "u") + typed("B5", "e", "<v>#N/A</v>"))
        + row(6, text("A6", "u") + "<c r=\"B6\"><f>A1+1</f></c>")
        + row(7, text("A7", "u") + "<c r=\"B7\" s=\"0\"><v/></c>");
    const QString v = QStringLiteral("v");
    QCOMPARE(read(WorkbookFile(rows)),
        (QStringList{QStringLiteral("id|v"), QStringLiteral("2: true|false"), QStringLiteral("3: 2|"),
            refusedLine(4, ErrorKind::CellError, {QStringLiteral("#DIV/0!"), QStringLiteral("B4")}, v),
            refusedLine(5, ErrorKind::CellError, {QStringLiteral("#N/A"), QStringLiteral("B5")}, v),
            refusedLine(6, ErrorKind::NotCalculated, {QStringLiteral("B6")}, v), QStringLiteral("7: u|")}));
}

void TestXlsxTable::cellsStandWhereTheirReferencesSay()
{
    const QByteArray rows = row(1, text("A1", "id") + text("B1", "v") + text("C1", "w"))
        + row(3, text("C3", "z") + text("A3", "x")) // out of order, B missing, row 2 missing
        + "<row><c t=\"inlineStr\"><is><t>p</t></is></c><c><v>1</v></c></row>" // no references: row 4
        + row(7, "<c r=\"A7\" s=\"1\"/>" + text("B7", " ")) // nothing in it
        + "<row r=\"8\"/>" + row(9, text("A9", "q") + text("D9", "beyond"))
        + row(10, text("A10", "r") + "<c r=\"XFD10\" s=\"1\"/>");
    WorkbookFile book(rows);
    book.parts[QStringLiteral("xl/worksheets/sheet1.xml")]
        .replace("<sheetData>", "<dimension ref=\"A1\"/><cols><col min=\"1\" max=\"9\"/></cols><sheetData>")
        .replace("</sheetData>", "</sheetData><mergeCells><mergeCell ref=\"A3:B3\"/></mergeCells>");
    QCOMPARE(read(book),
        (QStringList{QStringLiteral("id|v|w"), QStringLiteral("3: x||z"), QStringLiteral("4: p|1|"),
            refusedLine(9, ErrorKind::FieldCount, {QStringLiteral("4"), QStringLiteral("3")}),
            QStringLiteral("10: r||")}));
}

void TestXlsxTable::aTableNeedNotBeginInTheCorner()
{
    const QByteArray rows = row(4, text("C4", "id") + text("D4", "v")) + row(5, text("C5", "u1") + number("D5", "5"))
        + row(6, text("B6", "note") + text("C6", "u2"));
    QCOMPARE(read(WorkbookFile(rows)),
        (QStringList{QStringLiteral("id|v"), QStringLiteral("5: u1|5"),
            refusedLine(6, ErrorKind::FieldCount, {QStringLiteral("3"), QStringLiteral("2")})}));
    const QByteArray gap = row(1, text("A1", "id") + text("C1", "v"));
    QCOMPARE(read(WorkbookFile(gap)),
        QStringList{errorLine(ErrorKind::Empty, {QStringLiteral("column 2")}, QStringLiteral("line 1"))});
    const QByteArray twice = row(3, text("A3", "id") + text("B3", "id "));
    QCOMPARE(read(WorkbookFile(twice)),
        QStringList{errorLine(ErrorKind::Duplicate, {QStringLiteral("id")}, QStringLiteral("line 3"))});
}

void TestXlsxTable::aTableMayHaveNoHeader()
{
    const QByteArray rows = row(1, text("A1", "u1") + number("B1", "7")) + row(2, text("A2", "u2") + number("B2", "8"))
        + row(3, text("C3", "x"));
    QCOMPARE(read(WorkbookFile(rows)), lines({"column 1|column 2|column 3", "1: u1|7|", "2: u2|8|", "3: ||x"}));
    TableOptions options;
    options.hasHeader = true;
    QCOMPARE(read(WorkbookFile(rows), options).first(), QStringLiteral("u1|7"));
    options.hasHeader = false;
    QCOMPARE(read(WorkbookFile(header + row(2, text("A2", "u"))), options),
        lines({"column 1|column 2", "1: id|v", "2: u|"}));
}

void TestXlsxTable::theHeaderMayStandFurtherDown()
{
    const QByteArray rows = row(1, text("A1", "会员名单")) + row(2, text("A2", "导出时间：2026-07-06"))
        + row(4, text("A4", "会员") + text("B4", "姓名") + text("C4", "积分"))
        + row(5, text("A5", "u1") + text("B5", "a") + number("C5", "7")) + row(6, text("A6", "u2") + number("C6", "8"));
    QCOMPARE(read(WorkbookFile(rows)), lines({"会员|姓名|积分", "5: u1|a|7", "6: u2||8"}));
    const auto table = openTable(m_files.path(QStringLiteral("table")), {});
    QVERIFY(table);
    QCOMPARE((*table)->info().headerRow, 4);
    TableOptions options;
    options.hasHeader = false;
    QCOMPARE(read(WorkbookFile(rows), options).size(), 6);
    // Two cells are no title, but it can be said where the names stand.
    const QByteArray years = row(1, text("A1", "月报") + text("B1", "7月"))
        + row(3, text("A3", "会员") + number("B3", "2025")) + row(4, text("A4", "u1") + number("B4", "5"));
    QCOMPARE(read(WorkbookFile(years)).first(), QStringLiteral("月报|7月"));
    options.hasHeader.reset();
    options.headerRow = 3;
    QCOMPARE(read(WorkbookFile(years), options), lines({"会员|2025", "4: u1|5"}));
    options.headerRow = 2;
    QCOMPARE(read(WorkbookFile(years), options),
        QStringList{errorLine(
            ErrorKind::BadValue, {QStringLiteral("2"), QStringLiteral("the number of a row that holds something")})});
}

void TestXlsxTable::groupsMayStandAboveTheNames()
{
    const QByteArray rows = row(1, text("B1", "会员编号") + text("C1", "基本信息") + text("E1", "备注"))
        + row(2, text("C2", "姓名") + text("D2", "城市")) + row(3, text("B3", "u1") + text("C3", "a") + text("D3", "x"))
        + row(4, text("B4", "u2") + text("C4", "b") + text("E4", "y")) + row(5, text("B5", "u3") + text("C5", "c"));
    QCOMPARE(read(WorkbookFile(rows)), lines({"会员编号|姓名|城市|备注", "3: u1|a|x|", "4: u2|b||y", "5: u3|c||"}));
    const auto table = openTable(m_files.path(QStringLiteral("table")), {});
    QVERIFY(table);
    QCOMPARE((*table)->info().headerRow, 2);
    // A header with a gap above a row of data is none of groups.
    const QByteArray gap = row(1, text("A1", "会员编号") + text("C1", "城市"))
        + row(2, text("A2", "u1") + text("B2", "a")) + row(3, text("A3", "u2") + text("B3", "b"));
    QCOMPARE(read(WorkbookFile(gap)),
        QStringList{errorLine(ErrorKind::Empty, {QStringLiteral("column 2")}, QStringLiteral("line 1"))});
}

void TestXlsxTable::sheetsAreChosenByName()
{
    WorkbookFile book(row(1, text("A1", "first")));
    book.addSheet(QStringLiteral("会员"), row(1, text("A1", "second")));
    book.addSheet(QStringLiteral("Secret"), row(1, text("A1", "third")), "veryHidden");
    book.addSheet(QStringLiteral("Empty"), {});
    TableOptions options;
    QCOMPARE(read(book).first(), QStringLiteral("first"));
    options.sheet = QStringLiteral("会员");
    QCOMPARE(read(book, options).first(), QStringLiteral("second"));
    options.sheet = QStringLiteral("secret");
    QCOMPARE(read(book, options).first(), QStringLiteral("third"));
    const auto table = openTable(m_files.path(QStringLiteral("table")), options);
    QVERIFY(table);
    const QStringList all{
        QStringLiteral("Sheet1"), QStringLiteral("会员"), QStringLiteral("Secret"), QStringLiteral("Empty")};
    QCOMPARE((*table)->info().sheets, all);
    QCOMPARE((*table)->info().sheet, QStringLiteral("Secret"));
    QCOMPARE((*table)->info().format, TableFormat::Xlsx);
    options.sheet = QStringLiteral("absent");
    QCOMPARE(read(book, options),
        QStringList{errorLine(ErrorKind::NotOneOf, {QStringLiteral("absent"), all.join(QStringLiteral(", "))})});
    options.sheet = QStringLiteral("Empty");
    QCOMPARE(read(book, options), QStringList{errorLine(ErrorKind::Empty, {QStringLiteral("Empty")})});
}

void TestXlsxTable::aNoteIsNoTableOfPeople()
{
    const QByteArray note
        = row(1, text("A1", "说明")) + row(2, text("A2", "手机号已脱敏")) + row(3, text("A3", "共2行"));
    const QByteArray orders
        = row(1, text("A1", "用户ID") + text("B1", "金额")) + row(2, text("A2", "u1") + number("B2", "5"));
    WorkbookFile book(note);
    book.addSheet(QStringLiteral("空"), {});
    book.addSheet(QStringLiteral("旧"), orders, "hidden");
    book.addSheet(QStringLiteral("订单"), orders);
    book.addSheet(QStringLiteral("会员"), row(1, text("A1", "login_id")));
    QCOMPARE(read(book), lines({"用户ID|金额", "2: u1|5"}));
    const auto table = openTable(m_files.path(QStringLiteral("table")), {});
    QVERIFY(table);
    QCOMPARE((*table)->info().sheet, QStringLiteral("订单"));
    TableOptions options;
    options.hasHeader = false; // told of the first sheet
    QCOMPARE(read(book, options).value(1), QStringLiteral("1: 说明"));
    WorkbookFile unknown(note);
    unknown.addSheet(QStringLiteral("订单"), row(1, text("A1", "账号") + text("B1", "金额")));
    QCOMPARE(read(unknown).first(), QStringLiteral("说明"));
    // Columns that are named tell it.
    options = {};
    options.columns = QStringList{QStringLiteral("账号")};
    const auto named = openTable(m_files.path(QStringLiteral("table")), options);
    QVERIFY(named);
    QCOMPARE((*named)->info().sheet, QStringLiteral("订单"));
    options.columns = QStringList{QStringLiteral("卡号")};
    const auto absent = openTable(m_files.path(QStringLiteral("table")), options);
    QVERIFY(absent);
    QCOMPARE((*absent)->info().sheet, QStringLiteral("Sheet1"));
    // A hidden sheet is read only by its name.
    unknown = WorkbookFile(note);
    unknown.addSheet(QStringLiteral("旧"), row(1, text("A1", "账号") + text("B1", "金额")), "hidden");
    options.columns = QStringList{QStringLiteral("账号")};
    QCOMPARE(read(unknown, options).first(), QStringLiteral("说明"));
    options.sheet = QStringLiteral("旧");
    QCOMPARE(read(unknown, options).first(), QStringLiteral("账号|金额"));
}

void TestXlsxTable::aHeaderThatIsNotThereNamesTheSheet()
{
    WorkbookFile book(row(1, text("A1", "note")));
    const QString right = QStringLiteral("the number of a row that holds something");
    TableOptions options;
    options.headerRow = 2;
    QVERIFY(read(book, options).first().contains(right));
    QVERIFY(!read(book, options).first().contains(QStringLiteral("Sheet1")));
    book.addSheet(QStringLiteral("会员"), row(1, text("A1", "2026")) + row(2, text("A2", "账号")));
    QVERIFY(read(book, options).first().contains(QStringLiteral("Sheet1")));
    options.columns = QStringList{QStringLiteral("账号")};
    QCOMPARE(read(book, options).first(), QStringLiteral("账号"));
}

void TestXlsxTable::prefixesAndStrictNamesAreUnderstood()
{
    WorkbookFile book(header, "<si><t>shared</t></si>");
    const QByteArray strict = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    book.parts[QStringLiteral("xl/worksheets/sheet1.xml")] = "<x:worksheet xmlns:x=\"" + strict
        + "\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>id</x:t></x:is></x:c></x:row>"
          "<x:row r=\"2\"><x:c r=\"A2\" t=\"s\"><x:v>0</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    book.parts[QStringLiteral("xl/workbook.xml")] = "<x:workbook xmlns:x=\"" + strict
        + "\" xmlns:rel=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><x:sheets>"
          "<x:sheet name=\"S\" sheetId=\"1\" rel:id=\"s1\"/></x:sheets></x:workbook>";
    QCOMPARE(read(book), lines({"id", "2: shared"}));
    // UTF-16 is as good an encoding for a part as UTF-8; parts may have any name and an absolute one.
    const QString sheet = QString::fromUtf8(book.parts.take(QStringLiteral("xl/worksheets/sheet1.xml")));
    book.parts[QStringLiteral("data/Odd.xml")]
        = QByteArray("\xFF\xFE") + QByteArray(reinterpret_cast<const char*>(sheet.utf16()), sheet.size() * 2);
    book.parts[QStringLiteral("xl/_rels/workbook.xml.rels")]
        = "<Relationships><Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"/data/odd.xml\"/>"
          "<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"../xl/sharedStrings.xml\"/></Relationships>";
    QCOMPARE(read(book), lines({"id", "2: shared"}));
}

void TestXlsxTable::whatIsNoWorkbookIsNamed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("what");
    const auto utf16 = [](QStringView name) {
        return QByteArray("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + QByteArray(2'000'001, '\0')
            + QByteArray(reinterpret_cast<const char*>(name.utf16()), name.size() * 2);
    };
    const auto other = [](const char* name, const QByteArray& bytes, const char* what) {
        QTest::newRow(name) << bytes << ErrorKind::NotATable << QString::fromLatin1(what);
    };
    QTest::newRow("old") << utf16(u"Workbook") << ErrorKind::OldWorkbook << QString();
    QTest::newRow("protected") << utf16(u"EncryptedPackage") << ErrorKind::ProtectedWorkbook << QString();
    other("Word, old", utf16(u"WordDocument"), ".doc");
    other("zip", zipOf({{QStringLiteral("a.txt"), "text"}}), ".zip");
    other("OpenDocument",
        zipOf({{QStringLiteral("mimetype"), "application/vnd.oasis.opendocument.spreadsheet"},
            {QStringLiteral("content.xml"), "<x/>"}}),
        ".ods");
    other("Word",
        zipOf({{QStringLiteral("[Content_Types].xml"),
                   "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/"
                   "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"},
            {QStringLiteral("_rels/.rels"),
                "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/>"
                "</Relationships>"},
            {QStringLiteral("word/document.xml"), "<document/>"}}),
        ".docx");
    other("web page", "\xEF\xBB\xBF<html><table>", "HTML");
    other("PDF", "%PDF-1.7", "PDF");
    other("XML of 2003", "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
        "XML Spreadsheet 2003");
}

void TestXlsxTable::whatIsNoWorkbookIsNamed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, what);
    QStringList arguments{m_files.path(QStringLiteral("table"))};
    if (!what.isEmpty())
        arguments += what;
    QCOMPARE(m_files.text(bytes), QStringList{errorLine(kind, arguments)});
}

void TestXlsxTable::damagedWorkbooksAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");
    const auto sheet = [](const QByteArray& xml) {
        WorkbookFile book(header);
        book.parts[QStringLiteral("xl/worksheets/sheet1.xml")] = xml;
        return book.bytes();
    };
    const auto broken
        = [](const char* name, const QByteArray& bytes) { QTest::newRow(name) << bytes << ErrorKind::BrokenFile; };
    const QByteArray good = WorkbookFile(header + row(2, text("A2", "u"))).bytes();
    broken("cut", good.left(good.size() / 2));
    broken("only a beginning", "PK\x03\x04rest");
    broken("no XML", sheet("not xml"));
    broken("ends early", sheet("<worksheet><sheetData>" + header));
    broken("a text that is not there",
        sheet("<worksheet><sheetData><row><c t=\"s\"><v>5</v></c></row></sheetData></worksheet>"));
    broken("a cell outside", sheet("<worksheet><sheetData><row><c r=\"ZZZZ1\"/></row></sheetData></worksheet>"));
    broken("entities",
        sheet("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><worksheet><sheetData>"
              "<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>"));
    broken("deep", sheet("<worksheet><sheetData><row>" + QByteArray("<a>").repeated(100'000)));
    WorkbookFile missing(header);
    missing.parts.remove(QStringLiteral("xl/worksheets/sheet1.xml"));
    broken("no sheet part", missing.bytes());
    WorkbookFile empty(header);
    empty.parts[QStringLiteral("xl/workbook.xml")] = "<workbook><sheets/></workbook>";
    QTest::newRow("no sheets") << empty.bytes() << ErrorKind::NoSheets;
}

void TestXlsxTable::damagedWorkbooksAreRefused()
{
    QFETCH(QByteArray, bytes);
    const auto table = openTable(m_files.write(bytes), {});
    QVERIFY(!table);
    QTEST(table.error().kind, "kind");
    QCOMPARE(table.error().arguments.first(), m_files.path(QStringLiteral("table")));
}

void TestXlsxTable::bombsAreDefused()
{
    const auto kindOf = [this](WorkbookFile book) {
        const QStringList lines = read(std::move(book));
        return lines.last().section(u' ', 0, 1);
    };
    const QString tooLarge = QStringLiteral("error %1").arg(int(ErrorKind::UnpacksTooLarge));
    // One endless text, one endless tag, and endless empty rows.
    WorkbookFile longText(header, "<si><t>" + QByteArray(20'000'000, 'a') + "</t></si>");
    QCOMPARE(kindOf(longText), tooLarge);
    WorkbookFile longTag(header);
    longTag.parts[QStringLiteral("xl/worksheets/sheet1.xml")]
        = "<worksheet a=\"" + QByteArray(20'000'000, 'a') + "\"/>";
    QCOMPARE(kindOf(longTag), tooLarge);
    QByteArray attributes;
    for (int i = 0; attributes.size() < 150'000; ++i)
        attributes += 'a' + QByteArray::number(i, 36) + "=\"\" ";
    longTag.parts[QStringLiteral("xl/worksheets/sheet1.xml")] = "<worksheet " + attributes + "/>";
    QCOMPARE(kindOf(longTag), QStringLiteral("error %1").arg(int(ErrorKind::BrokenFile)));
    WorkbookFile rows(header + QByteArray("<row/>").repeated(4'000'000));
    QCOMPARE(kindOf(rows), tooLarge);
}

void TestXlsxTable::rowsDoNotPileUp()
{
    QByteArray rows = header;
    for (int i = 2; i <= 50'000; ++i) {
        const QByteArray at = QByteArray::number(i);
        rows += row(i, text('A' + at, QByteArray(400, 'u')) + number('B' + at, "1"));
    }
    const QString path = m_files.write(WorkbookFile(rows).bytes());
    const auto table = openTable(path, {});
    QVERIFY(table);
    const qint64 before = residentBytes();
    TableRow read;
    qint64 count = 0;
    qint64 most = 0;
    while ((*table)->next(read))
        if (++count % 5'000 == 0)
            most = std::max(most, residentBytes());
    QVERIFY(!(*table)->readError());
    QCOMPARE(count, 49'999);
    QCOMPARE((*table)->bytesDone(), (*table)->bytesTotal());
    QVERIFY((*table)->bytesTotal() > 4'000'000);
    QVERIFY2(most - before < 4'000'000, qPrintable(QString::number(most - before)));
}

WD_TEST(TestXlsxTable)
#include "tst_xlsxtable.moc"
