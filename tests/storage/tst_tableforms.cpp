// One table in every form gives the same audience, byte for byte; and what is told about values that are doubtful.
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QStringEncoder>
#include <QTest>

#include <xlsxwriter.h>

using namespace wd;

namespace {

const QString csv
    = QStringLiteral("登录用户id,姓名,积分,比例,生日,首次访问,会员,手机,备注\n"
                     "u1,张三,7,0.5,2026-07-06,2026-07-06 09:05:00,true,13800138000,\"两行\n\"\"引号\"\", 逗号\"\n"
                     "u2,李四,-8,2,1990-02-28,2026-01-02 12:30:15,false,13800138001,\n"
                     "007,😀,1234567,0.1,2000-02-29,2025-12-31 00:00:00,true,,<&>\n");

const QByteArray json = R"({"登录用户id":"u1","姓名":"张三","积分":7,"比例":0.5,"生日":"2026-07-06",)"
                        R"("首次访问":"2026-07-06T09:05:00","会员":true,"手机":13800138000,)"
                        R"("备注":"两行\n\"引号\", 逗号"})"
                        "\n"
                        R"({"登录用户id":"u2","姓名":"李四","积分":-8,"比例":2,"生日":"1990-02-28",)"
                        R"("首次访问":"2026-01-02 12:30:15","会员":false,"手机":"13800138001","备注":null})"
                        "\n"
                        R"({"登录用户id":"007","姓名":"\ud83d\ude00","积分":1234567,"比例":0.1,"生日":"2000-02-29",)"
                        R"("首次访问":"2025-12-31","会员":true,"备注":"<&>"})"
                        "\n";

struct Person {
    const char* id;
    const char* name;
    double points;
    double rate;
    lxw_datetime born;
    lxw_datetime first;
    int member;
    double phone;
    const char* note;
};

const Person people[]
    = {{"u1", "张三", 7, 0.5, {2026, 7, 6, 0, 0, 0}, {2026, 7, 6, 9, 5, 0}, 1, 13800138000, "两行\n\"引号\", 逗号"},
        {"u2", "李四", -8, 2, {1990, 2, 28, 0, 0, 0}, {2026, 1, 2, 12, 30, 15}, 0, 13800138001, nullptr},
        {"007", "😀", 1234567, 0.1, {2000, 2, 29, 0, 0, 0}, {2025, 12, 31, 0, 0, 0}, 1, 0, "<&>"}};

// Written by libxlsxwriter; inline strings when it keeps its memory constant.
QByteArray written(bool constantMemory)
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("people.xlsx")).toUtf8();
    lxw_workbook_options options = {};
    options.constant_memory = constantMemory ? LXW_TRUE : LXW_FALSE;
    lxw_workbook* book = workbook_new_opt(path.constData(), &options);
    lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
    lxw_format* day = workbook_add_format(book);
    format_set_num_format(day, "yyyy\"年\"m\"月\"d\"日\"");
    lxw_format* time = workbook_add_format(book);
    format_set_num_format(time, "yyyy/m/d h:mm:ss");
    const QStringList headers = csv.section(u'\n', 0, 0).split(u',');
    for (int i = 0; i < headers.size(); ++i)
        worksheet_write_string(sheet, 0, lxw_col_t(i), headers[i].toUtf8().constData(), nullptr);
    lxw_row_t row = 1;
    for (Person person : people) {
        worksheet_write_string(sheet, row, 0, person.id, nullptr);
        worksheet_write_string(sheet, row, 1, person.name, nullptr);
        worksheet_write_number(sheet, row, 2, person.points, nullptr);
        worksheet_write_formula_num(sheet, row, 3, "=1/2", nullptr, person.rate);
        worksheet_write_datetime(sheet, row, 4, &person.born, day);
        worksheet_write_datetime(sheet, row, 5, &person.first, time);
        worksheet_write_boolean(sheet, row, 6, person.member, nullptr);
        if (person.phone > 0)
            worksheet_write_number(sheet, row, 7, person.phone, nullptr);
        if (person.note)
            worksheet_write_string(sheet, row, 8, person.note, nullptr);
        ++row;
    }
    workbook_close(book);
    QFile file(QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// As LibreOffice writes: a run of rich text per script, every type named, escaped formats, numbers of 15 digits, style
// attributes everywhere, empty cells that only have a style.
QByteArray asLibreOfficeWrites()
{
    const QByteArray font = "<rPr><sz val=\"10\"/><rFont val=\"Arial\"/><family val=\"2\"/></rPr>";
    QByteArray strings;
    int count = 0;
    const auto shared = [&](const QByteArray& reference, const QString& text) {
        const QString half = text.left(text.size() > 2 ? text.size() / 2 : 0);
        strings += "<si><r>" + font + "<t xml:space=\"preserve\">" + half.toHtmlEscaped().toUtf8() + "</t></r><r>"
            + font + "<t xml:space=\"preserve\">"
            + text.mid(half.size()).toHtmlEscaped().replace(u'\n', QStringLiteral("&#10;")).toUtf8() + "</t></r></si>";
        return "<c r=\"" + reference + "\" s=\"0\" t=\"s\"><v>" + QByteArray::number(count++) + "</v></c>";
    };
    const auto number = [](const QByteArray& reference, const char* type, int style, const char* value) {
        return "<c r=\"" + reference + "\" s=\"" + QByteArray::number(style) + "\" t=\"" + type + "\"><v>" + value
            + "</v></c>";
    };
    const QByteArray attributes = " customFormat=\"false\" ht=\"12.8\" hidden=\"false\" outlineLevel=\"0\">";
    QByteArray rows = "<row r=\"1\"" + attributes;
    const QStringList headers = csv.section(u'\n', 0, 0).split(u',');
    for (int i = 0; i < headers.size(); ++i)
        rows += shared(QByteArray(1, char('A' + i)) + '1', headers[i]);
    struct Values {
        const char* points;
        const char* rate;
        const char* born;
        const char* first;
        const char* member;
        const char* phone;
    };
    const Values values[] = {{"7", "0.5", "46209", "46209.3784722222", "1", "13800138000"},
        {"-8", "2", "32932", "46024.5210069444", "0", "13800138001"}, {"1234567", "0.1", "36585", "46022", "1", ""}};
    for (int i = 0; i < 3; ++i) {
        const QByteArray at = QByteArray::number(i + 2);
        rows += "</row><row r=\"" + at + '"' + attributes + shared('A' + at, QString::fromUtf8(people[i].id))
            + shared('B' + at, QString::fromUtf8(people[i].name)) + number('C' + at, "n", 0, values[i].points)
            + number('D' + at, "n", 0, values[i].rate) + number('E' + at, "n", 1, values[i].born)
            + number('F' + at, "n", 2, values[i].first) + number('G' + at, "b", 3, values[i].member);
        rows += *values[i].phone ? number('H' + at, "n", 0, values[i].phone) : "<c r=\"H" + at + "\" s=\"0\"/>";
        if (people[i].note)
            rows += shared('I' + at, QString::fromUtf8(people[i].note));
    }
    return WorkbookFile(rows + "</row>", strings,
        {"General", "yyyy\\-mm\\-dd", "yyyy\\-mm\\-dd\\ hh:mm:ss", "\"TRUE\";\"TRUE\";\"FALSE\""})
        .bytes();
}

// Everything but the record of the import itself.
QByteArray dump(ImportFixture& fixture)
{
    QByteArray all;
    for (const char* table : {"attribute", "person", "event_name", "property", "event"}) {
        const QByteArray name(table);
        for (const QString& column : fixture.rows("SELECT name FROM pragma_table_info('" + name + "')"))
            all += column.toUtf8() + '\n'
                + fixture.rows("SELECT quote(\"" + column.toUtf8() + "\") FROM " + name + " ORDER BY rowid")
                      .join(u'\n')
                      .toUtf8()
                + '\n';
    }
    return all;
}

QByteArray encoded(const QString& text, const char* encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder.encode(text);
}

} // namespace

class TestTableForms : public QObject {
    Q_OBJECT
private slots:
    void everyFormGivesTheSamePeople_data();
    void everyFormGivesTheSamePeople();
    void everyFormGivesTheSameEvents();
    void whatLibreOfficeWritesGivesTheSamePeople_data();
    void whatLibreOfficeWritesGivesTheSamePeople();
    void daysComeInManyForms_data();
    void daysComeInManyForms();
    void cutNumbersAreToldInReportAndPreview();
    void anIdThatLostItsDigitsIsRefused();
    void longNumbersOfATextFileAreTold();
    void datesThatDoNotExistAreRefused();
    void aFileWithoutHeaderIsMappedByNumber();
};

void TestTableForms::everyFormGivesTheSamePeople_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("UTF-8 with mark") << "\xEF\xBB\xBF" + csv.toUtf8();
    QTest::newRow("UTF-16LE") << encoded(u'\uFEFF' + csv, "UTF-16LE");
    QTest::newRow("UTF-16BE without mark") << encoded(csv, "UTF-16BE");
    QTest::newRow("GBK") << encoded(csv, "GB18030");
    QTest::newRow("tabs, CRLF") << QString(csv)
                                       .replace(QStringLiteral("\", 逗号"), QStringLiteral("\"@ 逗号"))
                                       .replace(u',', u'\t')
                                       .replace(u'@', u',')
                                       .toUtf8();
    QTest::newRow("JSON Lines") << json;
    QTest::newRow("JSON array") << '[' + QByteArray(json).trimmed().replace("\n", ",\n") + ']';
    QTest::newRow("libxlsxwriter") << written(false);
    QTest::newRow("libxlsxwriter, inline") << written(true);
    QTest::newRow("LibreOffice's habits") << asLibreOfficeWrites();
}

void TestTableForms::everyFormGivesTheSamePeople()
{
    QFETCH(QByteArray, bytes);
    ImportFixture plain;
    ImportFixture other;
    const auto expected = plain.import(csv.toUtf8());
    const auto report = other.import(bytes);
    QVERIFY(expected);
    QVERIFY(report);
    QCOMPARE(report->added, 3);
    QVERIFY(report->errors.isEmpty());
    QVERIFY(report->warnings.isEmpty());
    QCOMPARE(plain.rows("SELECT group_concat(type) FROM (SELECT type FROM attribute ORDER BY id)"),
        QStringList{QStringLiteral("0,1,1,2,3,4,0,0")});
    QCOMPARE(dump(other), dump(plain));
    QCOMPARE(plain.rows("SELECT login_id,a1,a7,a8 FROM person WHERE login_id IN ('u1','007') ORDER BY id"),
        (QStringList{QStringLiteral("u1|张三|13800138000|两行\n\"引号\", 逗号"), QStringLiteral("007|😀|-|<&>")}));
}

void TestTableForms::everyFormGivesTheSameEvents()
{
    ImportOptions options;
    options.kind = ImportKind::Events;
    options.zone = QTimeZone("Asia/Shanghai");
    const QByteArray table = "user_id,event,time,amount,sku\nu1,order,2026-07-06 09:05:00,99.5,A1\n";
    const QByteArray lines = R"({"user_id":"u1","event":"order","time":1783299900,"amount":99.5,"sku":"A1"})";
    const auto cell = [](const char* at, const char* text) {
        return "<c r=\"" + QByteArray(at) + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    };
    const QByteArray rows = "<row r=\"1\">" + cell("A1", "user_id") + cell("B1", "event") + cell("C1", "time")
        + cell("D1", "amount") + cell("E1", "sku") + "</row><row r=\"2\">" + cell("A2", "u1") + cell("B2", "order")
        + "<c r=\"C2\" s=\"1\"><v>46209.3784722222</v></c><c r=\"D2\"><v>99.5</v></c>" + cell("E2", "A1") + "</row>";
    ImportFixture plain;
    QVERIFY(plain.import(table, options));
    for (const QByteArray& bytes : {lines, WorkbookFile(rows, {}, {"0", "22"}).bytes()}) {
        ImportFixture other;
        QVERIFY(other.import(bytes, options));
        QCOMPARE(dump(other), dump(plain));
    }
}

void TestTableForms::whatLibreOfficeWritesGivesTheSamePeople_data()
{
    QTest::addColumn<QString>("file");
    for (const char* file : {"people.csv", "people-gb18030.csv", "people-utf16.tsv", "people.xlsx", "people-1904.xlsx"})
        QTest::newRow(file) << QFINDTESTDATA(QStringLiteral("../libreoffice/%1").arg(QString::fromLatin1(file)));
}

void TestTableForms::whatLibreOfficeWritesGivesTheSamePeople()
{
    QFETCH(QString, file);
    ImportFixture fixture;
    const auto report = importFile(*fixture.audience, file, {}, ImportFixture::now, fixture.stop, {});
    QVERIFY(report);
    QVERIFY(report->errors.isEmpty() && report->warnings.isEmpty());
    QCOMPARE(fixture.rows("SELECT key,type FROM attribute ORDER BY id"),
        (QStringList{QStringLiteral("姓名|0"), QStringLiteral("积分|1"), QStringLiteral("余额|1"),
            QStringLiteral("生日|2"), QStringLiteral("注册时间|3"), QStringLiteral("会员|4"),
            QStringLiteral("备注|0")}));
    QCOMPARE(fixture.rows("SELECT login_id,a1,a2,a3,a4,a5,a6,a7 FROM person ORDER BY id"),
        (QStringList{QStringLiteral("u1|张三|7|0.3|1990-01-03|631368000000|1|两行\n\"引号\", 逗号"),
            QStringLiteral("007|李四😀|-8|1234.5|1990-01-04|631432800000|0|-"),
            QStringLiteral("u3|O'Brien|1234567|0.125|1990-01-05|631497600000|1|abc")}));
}

void TestTableForms::daysComeInManyForms_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("type");
    const auto csvOf
        = [](const char* name, const char* value) { return "login_id," + QByteArray(name) + "\nu1," + value + "\n"; };
    const auto sheetOf = [](const char* format) {
        return WorkbookFile(
            "<row r=\"1\"><c t=\"inlineStr\"><is><t>login_id</t></is></c><c t=\"inlineStr\"><is><t>d</t>"
            "</is></c></row><row r=\"2\"><c t=\"inlineStr\"><is><t>u1</t></is></c><c "
            "s=\"1\"><v>32876</v></c></row>",
            {}, {"0", format})
            .bytes();
    };
    const int day = int(AttributeType::Date);
    const int time = int(AttributeType::DateTime);
    QTest::newRow("a day") << csvOf("d", "1990/1/3") << day;
    QTest::newRow("with midnight") << csvOf("d", "1990/1/3 0:00") << day;
    QTest::newRow("with midnight, of a time") << csvOf("注册时间", "1990-01-03 00:00:00") << time;
    QTest::newRow("digits") << csvOf("d", "19900103") << day;
    QTest::newRow("JSON's") << QByteArray("{\"login_id\":\"u1\",\"d\":\"1990-01-03T00:00:00.000Z\"}") << day;
    QTest::newRow("JSON, ms") << QByteArray("{\"login_id\":\"u1\",\"createdAt\":631324800000}") << time;
    QTest::newRow("seconds") << csvOf("time", "631324800") << time;
    QTest::newRow("a cell of a day") << sheetOf("yyyy-mm-dd") << day;
    QTest::newRow("a cell of a time at midnight") << sheetOf("yyyy-mm-dd hh:mm") << day;
}

void TestTableForms::daysComeInManyForms()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, type);
    const QString stored
        = type == int(AttributeType::Date) ? QStringLiteral("1990-01-03") : QStringLiteral("631324800000");
    // Found, and given as the other type: days keep being days.
    ImportFixture found;
    const auto report = found.import(bytes);
    QVERIFY(report);
    QCOMPARE(found.rows("SELECT type FROM attribute"), QStringList{QString::number(type)});
    QCOMPARE(found.rows("SELECT a1 FROM person"), QStringList{stored});
    for (const AttributeType other : {AttributeType::Date, AttributeType::DateTime}) {
        ImportFixture given;
        ImportOptions options;
        options.types.insert(report->foundTypes.first().header, other);
        const auto again = given.import(bytes, options);
        QVERIFY(again);
        QCOMPARE(again->failed, 0);
        QCOMPARE(given.rows("SELECT a1 FROM person"),
            QStringList{other == AttributeType::Date ? QStringLiteral("1990-01-03") : QStringLiteral("631324800000")});
    }
}

void TestTableForms::cutNumbersAreToldInReportAndPreview()
{
    ImportFixture fixture;
    const QByteArray table = "login_id,手机号,score\nu1,1.38E+10,1.5E+10\nu2,13800138000,1\n1.2E+17,5E+9,2\nu4,1e5,3\n";
    const QString path = fixture.file(table);
    const auto shortened = [](const char* value, const char* column) {
        return Error{ErrorKind::Shortened, {QString::fromLatin1(value)}, QString::fromUtf8(column)};
    };
    const auto preview = previewImport(*fixture.audience, path, {});
    const auto report = fixture.import(table);
    QVERIFY(preview);
    QVERIFY(report);
    QCOMPARE(report->added, 4);
    QCOMPARE(report->warned, 3);
    for (const QList<RowError>& warnings : {preview->warnings, report->warnings}) {
        QCOMPARE(warnings.size(), 3);
        QCOMPARE(warnings[0].line, 2);
        QCOMPARE(warnings[0].error, shortened("1.38E+10", "手机号"));
        QCOMPARE(warnings[1].error, shortened("1.2E+17", "login_id"));
        QCOMPARE(warnings[2].line, 4);
        QCOMPARE(warnings[2].error, shortened("5E+9", "手机号"));
    }
}

void TestTableForms::anIdThatLostItsDigitsIsRefused()
{
    const QByteArray rows = "<row r=\"1\"><c t=\"inlineStr\"><is><t>login_id</t></is></c><c "
                            "t=\"inlineStr\"><is><t>card</t></is></c></row>"
                            "<row r=\"2\"><c><v>1.23456789012346E+17</v></c><c><v>1</v></c></row>"
                            "<row r=\"3\"><c><v>1234567890123456</v></c><c><v>2</v></c></row>"
                            "<row r=\"4\"><c><v>5</v></c><c><v>6222020200112230000</v></c></row>";
    ImportFixture fixture;
    const auto report = fixture.import(WorkbookFile(rows).bytes());
    QVERIFY(report);
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->errors[0].line, 2);
    const QStringList lost{QStringLiteral("123456789012346000"), QStringLiteral("A2")};
    QCOMPARE(report->errors[0].error, (Error{ErrorKind::DigitsLost, lost, QStringLiteral("login_id")}));
    QCOMPARE(report->warned, 2);
    QCOMPARE(report->warnings[1].error.where, QStringLiteral("card"));
    QCOMPARE(fixture.rows("SELECT login_id,a1 FROM person ORDER BY id"),
        (QStringList{QStringLiteral("1234567890123456|2"), QStringLiteral("5|6222020200112230000")}));
}

// As in a workbook: a number keeps no more.
void TestTableForms::longNumbersOfATextFileAreTold()
{
    ImportFixture fixture;
    QVERIFY(fixture.import("login_id,n\nu1,1\n"));
    const QByteArray table = "login_id,n\nu1,12345678901234567890\nu2,123456789012345\nu3,0.1234567890123456789\n"
                             "u4,123456789.12345679\nu5,\"1,234,567,890,123,456\"\n";
    const QString path = fixture.file(table);
    ImportOptions options;
    const auto preview = previewImport(*fixture.audience, path, options);
    const auto report = fixture.import(table);
    QVERIFY(preview);
    QVERIFY(report);
    QCOMPARE(report->failed, 0);
    QCOMPARE(report->warned, 3);
    for (const QList<RowError>& warnings : {preview->warnings, report->warnings}) {
        QStringList told;
        for (const RowError& warning : warnings) {
            QCOMPARE(warning.error.kind, ErrorKind::DigitsLost);
            QCOMPARE(warning.error.where, QStringLiteral("n"));
            told += QString::number(warning.line) + u' ' + warning.error.arguments.join(u'|');
        }
        QCOMPARE(told,
            (QStringList{QStringLiteral("2 12345678901234567890"), QStringLiteral("4 0.1234567890123456789"),
                QStringLiteral("6 1,234,567,890,123,456")}));
    }
    // Of events, too; a workbook tells of its own cells once.
    QVERIFY(fixture.import("login_id,event,time,n\nu1,order,2026-07-01,1\n", eventOptions()));
    const auto events
        = fixture.import("login_id,event,time,n\nu1,order,2026-07-02,12345678901234567890\n", eventOptions());
    QVERIFY(events);
    QCOMPARE(events->warned, 1);
    QCOMPARE(events->warnings[0].error.kind, ErrorKind::DigitsLost);
    const auto sheet = fixture.import(
        WorkbookFile("<row r=\"1\"><c t=\"inlineStr\"><is><t>login_id</t></is></c><c t=\"inlineStr\"><is><t>n</t></is>"
                     "</c></row><row r=\"2\"><c t=\"inlineStr\"><is><t>u1</t></is></c><c><v>6222020200112230000</v></c>"
                     "</row>")
            .bytes());
    QVERIFY(sheet);
    QCOMPARE(sheet->warned, 1);
    QCOMPARE(sheet->warnings[0].error.arguments.size(), 2);
}

void TestTableForms::datesThatDoNotExistAreRefused()
{
    ImportFixture fixture;
    const auto report = fixture.import("login_id,born\nu1,2026-02-28\nu2,2026-02-30\nu3,2026/3/1\n");
    QVERIFY(report);
    QCOMPARE(fixture.rows("SELECT login_id,a1 FROM person ORDER BY id"),
        (QStringList{QStringLiteral("u1|2026-02-28"), QStringLiteral("u3|2026-03-01")}));
    QCOMPARE(report->errors.size(), 1);
    QCOMPARE(report->errors[0].line, 3);
    QCOMPARE(report->errors[0].error,
        (Error{ErrorKind::NoSuchDate, {QStringLiteral("2026-02-30")}, QStringLiteral("born")}));
    ImportOptions events;
    events.kind = ImportKind::Events;
    const auto refused = fixture.import("user_id,event,time\nu1,order,2026-13-01 10:00\n", events);
    QVERIFY(refused);
    QCOMPARE(refused->errors[0].error.kind, ErrorKind::NoSuchDate);
}

void TestTableForms::aFileWithoutHeaderIsMappedByNumber()
{
    ImportFixture fixture;
    ImportOptions options;
    options.loginIdColumn = QStringLiteral("column 1");
    options.mapping = {{QStringLiteral("column 2"), QStringLiteral("points")}};
    const auto report = fixture.import("u1,5\nu2,6\n", options);
    QVERIFY(report);
    QVERIFY(!report->table.hasHeader);
    QCOMPARE(report->added, 2);
    QCOMPARE(fixture.rows("SELECT key FROM attribute"), QStringList{QStringLiteral("points")});
    options.table.hasHeader = false;
    options.mapping.clear();
    const auto named = fixture.import("id,points\nu3,7\n", options);
    QVERIFY(named);
    QCOMPARE(named->added, 2);
}

WD_TEST(TestTableForms)
#include "tst_tableforms.moc"
