// The CSV reader: what a row is, whatever the bytes.
#include "models/audience/importing/tables/csvreader.h"

#include "models/audience/importing/tables/textencoding.h"
#include "models/audience/importing/typeguess.h"
#include "models/audience/importing/valueparsing.h"
#include "models/base/writtennumber.h"

#include "tests/support/suite.h"

#include <QRandomGenerator>
#include <QTemporaryFile>
#include <QTest>

using namespace wd;

namespace {

using Fault = std::optional<ErrorKind>;

struct Read {
    qint64 line;
    QByteArrayList fields;
    Fault fault;
    bool operator==(const Read&) const = default;
};

// Small pieces, so that rows cross the edges of buffers.
QList<Read> readAll(const QByteArray& bytes, char delimiter = ',', qsizetype piece = 3)
{
    qsizetype at = 0;
    CsvReader reader(
        [&] {
            const QByteArray part = bytes.mid(at, piece);
            at += part.size();
            return part;
        },
        delimiter, '"');
    QList<Read> rows;
    TableRow row;
    while (reader.next(row)) {
        Read read{row.line, {}, row.fault ? Fault(row.fault->kind) : std::nullopt};
        if (!row.fault)
            for (const QByteArrayView field : row.fields)
                read.fields += field.toByteArray();
        rows += read;
    }
    return rows;
}

} // namespace

class TestCsvReader : public QObject {
    Q_OBJECT
private slots:
    void everyLineEndEndsARow();
    void quotesHoldAnything();
    void randomTablesComeBack();
    void brokenRowsDoNotTakeOthersAlong();
    void aQuoteThatIsNoneEndsWithItsLine();
    void theFaultyValueIsKept();
    void whatIsTooLongToKeepIsJudgedByItsLines();
    void blankRowsArePassedOver();
    void longFieldsAreRefused();
    void encodings_data();
    void encodings();
    void typesAreGuessed_data();
    void typesAreGuessed();
    void whatDoesNotFitIsCounted();
    void whatWouldBeChangedIsTold();
    void theOrderOfValuesDoesNotMatter();
    void groupedNumbersAreUnderstood();
    void daysAreUnderstood();
    void timesAreUnderstood();
    void booleansAreUnderstood();
};

void TestCsvReader::everyLineEndEndsARow()
{
    const QList<Read> expected{{1, {"a", "b"}, std::nullopt}, {2, {"c", ""}, std::nullopt},
        {3, {"", "d"}, std::nullopt}, {5, {"e", "f"}, std::nullopt}};
    QCOMPARE(readAll("a,b\r\nc,\n,d\r\r\ne,f"), expected);
    QCOMPARE(readAll("a,b\nc,\r,d\n\ne,f\r\n"), expected);
    QVERIFY(readAll("").isEmpty());
    QVERIFY(readAll("\n\r\n\r").isEmpty());
}

void TestCsvReader::quotesHoldAnything()
{
    const QList<Read> rows = readAll("\"a\"\"b\",\"x,\r\ny\n\",\"\"\nnext,5\" pipe,\n");
    const QList<Read> expected{
        {1, {"a\"b", "x,\r\ny\n", ""}, std::nullopt}, {4, {"next", "5\" pipe", ""}, std::nullopt}};
    QCOMPARE(rows, expected);
}

void TestCsvReader::randomTablesComeBack()
{
    QRandomGenerator random(20260706);
    const QByteArrayList pieces{"a", "\"", ",", "\n", "\r", "\r\n", ";", "中", " ", "0", "|", "\t"};
    for (int table = 0; table < 300; ++table) {
        const char delimiter = ",;|\t"[random.bounded(4)];
        QList<QByteArrayList> cells;
        QByteArray text;
        for (int row = 0; row < 6; ++row) {
            QByteArrayList fields{"x"};
            for (int column = 0; column < 4; ++column) {
                QByteArray field;
                for (int count = random.bounded(6); count > 0; --count)
                    field += pieces[random.bounded(int(pieces.size()))];
                fields += field;
            }
            for (qsizetype i = 0; i < fields.size(); ++i) {
                text += i > 0 ? QByteArray(1, delimiter) : QByteArray();
                text += '"' + QByteArray(fields[i]).replace("\"", "\"\"") + '"';
            }
            text += row % 2 ? "\r\n" : "\n";
            cells += fields;
        }
        const QList<Read> rows = readAll(text, delimiter, 1 + random.bounded(40));
        QCOMPARE(rows.size(), cells.size());
        for (qsizetype i = 0; i < rows.size(); ++i)
            QCOMPARE(rows[i].fields, cells[i]);
    }
}

void TestCsvReader::brokenRowsDoNotTakeOthersAlong()
{
    const QList<Read> rows = readAll(QByteArray("a,\"b\"c\nd\0,e\n\xE4\xB8,f\ng,h\ni,\"j\nk", 27));
    const QList<Read> expected{{1, {}, ErrorKind::TextAfterQuote}, {2, {}, ErrorKind::NulCharacter},
        {3, {}, ErrorKind::NotDecodable}, {4, {"g", "h"}, std::nullopt}, {5, {}, ErrorKind::UnclosedQuote},
        {6, {"k"}, std::nullopt}};
    QCOMPARE(rows, expected);
}

void TestCsvReader::aQuoteThatIsNoneEndsWithItsLine()
{
    const auto unclosed = [](qint64 line) { return Read{line, {}, ErrorKind::UnclosedQuote}; };
    const auto good = [](qint64 line, const char* id) { return Read{line, {id, "x"}, std::nullopt}; };
    // Never closed; closed where the next one opens, lines further down; closed at the end of another row's value.
    QCOMPARE(readAll("a,\"bad\r\nb,x\r\n\r\nc,x\r\n"), (QList<Read>{unclosed(1), good(2, "b"), good(4, "c")}));
    QCOMPARE(
        readAll("a,\"bad\nb,x\nc,\"x\"\nd,x"), (QList<Read>{unclosed(1), good(2, "b"), good(3, "c"), good(4, "d")}));
    QCOMPARE(readAll("h,x\n\"a,bad\nb,x\nc,x\n\"d\",x\n"),
        (QList<Read>{good(1, "h"), unclosed(2), good(3, "b"), good(4, "c"), good(5, "d")}));
    QCOMPARE(readAll("h,x\n\"a,bad\nb,x\nc,\"\nd,x\n").value(1), unclosed(2));
    // A value of several lines before it stays one.
    QCOMPARE(readAll("\"two\nlines\",\"bad\nb,x\n"), (QList<Read>{unclosed(1), good(3, "b")}));
    QCOMPARE(readAll("\"two\nlines\",\"bad"), (QList<Read>{unclosed(1)}));
    QCOMPARE(readAll("\"two\nlines\",\"x\"y\nb,x\n"), (QList<Read>{{1, {}, ErrorKind::TextAfterQuote}, good(3, "b")}));
    // Several of them, and one in the last line.
    QCOMPARE(readAll("a,\"1\nb,\"2\nc,x\nd,\"3"), (QList<Read>{unclosed(1), unclosed(2), good(3, "c"), unclosed(4)}));
}

void TestCsvReader::theFaultyValueIsKept()
{
    const auto fields = [](const QByteArray& text) {
        bool given = false;
        CsvReader reader([&] { return std::exchange(given, true) ? QByteArray() : text; }, ',', '"');
        TableRow row;
        QByteArrayList read;
        reader.next(row);
        for (const QByteArrayView field : row.fields)
            read += field.toByteArray();
        return read;
    };
    QCOMPARE(fields("u1,\"bad, or not\nb,x\n"), (QByteArrayList{"u1", "\"bad, or not"}));
    QCOMPARE(fields("u1,\"a\"b,c\n"), (QByteArrayList{"u1", "\"a\"b", "c"}));
    QCOMPARE(fields("u1,\"bad"), (QByteArrayList{"u1", "\"bad"}));
}

void TestCsvReader::whatIsTooLongToKeepIsJudgedByItsLines()
{
    // Over 8 MB behind a quote: rows are read as such, a text is passed over to its end, and where that is, is told.
    QByteArray rows = "id,name\nu0,\"bad\n";
    constexpr int count = 100'000;
    const QByteArray name(90, 'n');
    for (int i = 1; i <= count; ++i)
        rows += "u" + QByteArray::number(i) + ',' + name + '\n';
    const QList<Read> read = readAll(rows, ',', 1024 * 1024);
    QCOMPARE(read.size(), count + 2);
    QCOMPARE(read[1], (Read{2, {}, ErrorKind::UnclosedQuote}));
    QCOMPARE(read.last(), (Read{count + 2, {"u" + QByteArray::number(count), name}, std::nullopt}));
    const QByteArray line(99, 'y');
    QByteArray text = "id,name\nu0,\"";
    for (int i = 0; i < 100'000; ++i)
        text += line + '\n';
    QCOMPARE(readAll(text + "\"\nu1,n\n", ',', 1024 * 1024).mid(1),
        (QList<Read>{{2, {}, ErrorKind::FieldTooLong}, {100'003, {"u1", "n"}, std::nullopt}}));
    bool given = false;
    CsvReader reader([&] { return std::exchange(given, true) ? QByteArray() : text; }, ',', '"');
    TableRow row;
    QVERIFY(reader.next(row) && reader.next(row));
    QCOMPARE(row.fault, std::optional(Error{ErrorKind::UnclosedQuote, {QStringLiteral("100001")}, {}}));
    QVERIFY(!reader.next(row));
}

void TestCsvReader::blankRowsArePassedOver()
{
    QCOMPARE(readAll(",,\n  \n \t,\u3000\n\"\",\"\"\na,b\n,\n"), (QList<Read>{{5, {"a", "b"}, std::nullopt}}));
}

void TestCsvReader::longFieldsAreRefused()
{
    const QByteArray most(CsvReader::maxFieldBytes, 'x');
    const QByteArray huge(20 * CsvReader::maxFieldBytes, 'y');
    const QByteArray text = most + ",1\n" + most + "x,2\n\"" + huge + "\r\n\",3\r\n" + "last,4\n";
    const QList<Read> rows = readAll(text, ',', 1024 * 1024);
    const QList<Read> expected{{1, {most, "1"}, std::nullopt}, {2, {}, ErrorKind::FieldTooLong},
        {3, {}, ErrorKind::FieldTooLong}, {5, {"last", "4"}, std::nullopt}};
    QVERIFY(rows == expected);
}

void TestCsvReader::encodings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("utf8");
    const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
    const QString utf8 = QStringLiteral("UTF-8");
    QTest::newRow("ASCII") << QByteArray("id\n1\n") << utf8 << QByteArray("id\n1\n");
    QTest::newRow("UTF-8") << QByteArray("用户id\n1\n") << utf8 << QByteArray("用户id\n1\n");
    QTest::newRow("with mark") << QByteArray("\xEF\xBB\xBFid\n") << utf8 << QByteArray("id\n");
    QTest::newRow("GBK, short") << hex("d3c3bba76964") << QStringLiteral("GB18030") << QByteArray("用户id");
    QTest::newRow("UTF-16LE") << hex("fffe2d4e0a00") << QStringLiteral("UTF-16LE") << QByteArray("中\n");
    QTest::newRow("UTF-16BE") << hex("feff4e2d000a") << QStringLiteral("UTF-16BE") << QByteArray("中\n");
    QTest::newRow("damaged UTF-8") << QByteArray("用户\n会员\n\xFF\n") << utf8 << QByteArray("用户\n会员\n\xFF\n");
    QTest::newRow("damaged GBK") << hex("d3c3bba70abbe1d4b10aff0a") << QStringLiteral("GB18030")
                                 << QByteArray("用户\n会员\n\xFF\n");
}

void TestCsvReader::encodings()
{
    QFETCH(QByteArray, bytes);
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(bytes);
    QVERIFY(file.flush());
    const TextEncoding encoding = detectEncoding(bytes);
    QTEST(encoding.name, "name");
    QFile again(file.fileName());
    QVERIFY(again.open(QIODevice::ReadOnly));
    QTEST(Utf8Source(again, encoding).read(), "utf8");
}

void TestCsvReader::typesAreGuessed_data()
{
    QTest::addColumn<QString>("header");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<AttributeType>("type");
    const auto row = [](const char* header, const char* values, AttributeType type) {
        QTest::newRow(values) << QString::fromUtf8(header) << QString::fromUtf8(values).split(u'|') << type;
    };
    row("n", "1|-2.5|", AttributeType::Number);
    row("n", "0|1", AttributeType::Number);
    row("n", "1|x", AttributeType::Text);
    row("n", "007|8", AttributeType::Text);
    row("n", "1234567890123456", AttributeType::Text);
    row("n", "1e5", AttributeType::Text);
    row("手机号", "13800000000", AttributeType::Text);
    row("member_id", "12", AttributeType::Text);
    row("paid", "12.5", AttributeType::Number);
    row("d", "2026-07-06|2026/7/6|2026年7月6日", AttributeType::Date);
    row("d", "2026-02-30", AttributeType::Text);
    row("d", "2026-02-28|2026-02-30", AttributeType::Date);
    row("d", "2026-02-28 9:05|2026-02-30 9:05", AttributeType::DateTime);
    row("d", "2026-02-28|2026-02-30|soon", AttributeType::Text);
    row("d", "2026.7.6|2026-07-06", AttributeType::Date);
    row("d", "2026-07-06|2026-07-06 12:30", AttributeType::DateTime);
    row("d", "2026-07-06T12:30:15+08:00", AttributeType::DateTime);
    row("b", "是|否|yes|FALSE", AttributeType::Boolean);
    row("e", "|", AttributeType::Text);
    row("n", "1,234.5|-1,302.47|999", AttributeType::Number);
    row("n", "￥1，234|¥12.50|$0.5|-$3,000", AttributeType::Number);
    row("n", "1,234|12.5", AttributeType::Number);
    row("n", "1,234|$7", AttributeType::Number);
    row("n", "1,234|5", AttributeType::Number);
    row("n", "1，234|5", AttributeType::Number);
    row("n", "1,234|12,800", AttributeType::Number);
    row("n", "1,234|1280", AttributeType::Text);
    row("n", "1,234|x", AttributeType::Text);
    row("n", "101,205|101,99", AttributeType::Text);
    row("n", "100|101,205,300", AttributeType::Text);
    row("n", "12|1,234|101,205", AttributeType::Number);
    row("sku_ids", "101,205|300", AttributeType::Text);
    row("n", "5元|1,234.5 元", AttributeType::Number);
    row("n", "12%|5%", AttributeType::Text);
    row("n", "0.30000000000000004|1.1", AttributeType::Number);
    row("n", "1234567890123456.5", AttributeType::Text);
    row("手 机", "13800000000", AttributeType::Text);
    row("b", "Y|N", AttributeType::Boolean);
    row("b", "有|无", AttributeType::Boolean);
    row("b", "是|0", AttributeType::Boolean);
    row("d", "20260706|19900102", AttributeType::Date);
    row("n", "20260706|20261345", AttributeType::Number);
    row("n", "20260706|5", AttributeType::Number);
    row("d", "1990/1/3 0:00|1990-01-02 00:00:00", AttributeType::Date);
    row("注册时间", "1990/1/3 0:00|1990-01-02 00:00:00", AttributeType::DateTime);
    row("d", "1990/1/3 0:00|1990-01-02 00:00:01", AttributeType::DateTime);
    row("n", "1783299930123|1783299930124", AttributeType::DateTime);
    row("c", "6901234567892|6901234567808", AttributeType::Number);
    row("条码", "6901234567892", AttributeType::Text);
    row("column 3", "13478932880|18810756900", AttributeType::Text);
    row("column 3", "13478932880|12", AttributeType::Number);
    row("n", "1783299930|1783299931", AttributeType::Number);
    row("created_at", "1783299930|1783299931", AttributeType::DateTime);
    row("生日", "-631152000|631152000", AttributeType::DateTime);
    row("时间", "20260706123015", AttributeType::DateTime);
    row("n", "20260706123015", AttributeType::Number);
    row("订单号", "20260706123015", AttributeType::Text);
    row("visit_times", "1783299930", AttributeType::Number);
    row("时间", "1783299930|5", AttributeType::Number);
    row("n", "1.|2.", AttributeType::Text);
    row("n", "1,23|4", AttributeType::Text);
    row("n", "0,123", AttributeType::Text);
    row("member_id", "1,001|1,002", AttributeType::Text);
    row("n", "1.9|1.10|2.0", AttributeType::Text);
    row("v", "2022.3|2021.10", AttributeType::Text);
    row("n", "19.90|5.00|1.10", AttributeType::Number);
    row("n", "12.5|2.0|3.55", AttributeType::Number);
    row("n", "12.5|3.50|128.00", AttributeType::Number);
    row("单价", "12.5|3.50", AttributeType::Number);
    row("unit_price", "12.5|3.50", AttributeType::Number);
    row("n", "0.5|1.250|1.50", AttributeType::Number);
    row("n", "-0.5|1.50", AttributeType::Number);
    row("n", "12.5|3.50|￥7", AttributeType::Number);
    row("用户ＩＤ", "12", AttributeType::Text);
    const QString nineteen = QStringLiteral("5|").repeated(19);
    QTest::newRow("one of twenty is none")
        << QStringLiteral("n") << (nineteen + u'x').split(u'|') << AttributeType::Number;
    QTest::newRow("two of twenty are none")
        << QStringLiteral("n") << (nineteen.mid(2) + QStringLiteral("x|y")).split(u'|') << AttributeType::Text;
    const QString hundred = QStringLiteral("205|").repeated(100);
    for (const char* other : {"12E5", "101,205", "+8613", "7.", "12%"})
        QTest::newRow(other) << QStringLiteral("n") << (hundred + QString::fromUtf8(other)).split(u'|')
                             << AttributeType::Text;
    QTest::newRow("one is a time in seconds")
        << QStringLiteral("t")
        << (QStringLiteral("2026-07-06 9:05|").repeated(100) + QStringLiteral("1300000000")).split(u'|')
        << AttributeType::Text;
    QTest::newRow("one has a leading zero")
        << QStringLiteral("n") << (nineteen + QStringLiteral("05")).split(u'|') << AttributeType::Text;
    QTest::newRow("one is no date") << QStringLiteral("d")
                                    << (QStringLiteral("2026-07-06|").repeated(30) + QStringLiteral("昨天")).split(u'|')
                                    << AttributeType::Date;
}

void TestCsvReader::typesAreGuessed()
{
    QFETCH(QString, header);
    QFETCH(QStringList, values);
    TypeGuess guess(header);
    for (const QString& value : std::as_const(values))
        guess.look(value.toUtf8());
    QTEST(guess.type(), "type");
}

void TestCsvReader::whatDoesNotFitIsCounted()
{
    TypeGuess guess(QStringLiteral("n"));
    for (int line = 2; line < 65; ++line)
        guess.look("7", line);
    guess.look({}, 65);
    guess.look("abc", 66);
    guess.look("x", 67);
    const FoundType number = guess.found();
    QCOMPARE(number.type, AttributeType::Number);
    QCOMPARE(number.mostly, std::optional(AttributeType::Number));
    QCOMPARE(number.values, 65);
    QCOMPARE(number.unfit, 2);
    QCOMPARE(number.line, 66);
    QCOMPARE(number.value, QStringLiteral("abc"));
    TypeGuess few(QStringLiteral("n"));
    for (const char* value : {"1", "2", "x"})
        few.look(value, 3);
    QCOMPARE(few.found().type, AttributeType::Text);
    QCOMPARE(few.found().mostly, std::optional(AttributeType::Number));
    QCOMPARE(few.found().unfit, 1);
    TypeGuess names(QStringLiteral("n"));
    for (const char* value : {"Ann", "Ben", "7"})
        names.look(value, 3);
    QVERIFY(!names.found().mostly);
}

void TestCsvReader::whatWouldBeChangedIsTold()
{
    TypeGuess codes(QStringLiteral("n"));
    for (int line = 2; line < 99; ++line)
        codes.look("7", line);
    codes.look("12E5", 99);
    QCOMPARE(codes.found().type, AttributeType::Text);
    QCOMPARE(codes.found().mostly, std::optional(AttributeType::Number));
    QCOMPARE(codes.found().unfit, 1);
    QCOMPARE(codes.found().line, 99);
    QCOMPARE(codes.found().value, QStringLiteral("12E5"));
    TypeGuess lists(QStringLiteral("n"));
    lists.look("101,205", 2);
    QCOMPARE(lists.found().type, AttributeType::Text);
    QCOMPARE(lists.found().value, QStringLiteral("101,205"));
    lists.look("12.5", 3); // what shows amounts may come late
    QCOMPARE(lists.found().type, AttributeType::Number);
    QVERIFY(!lists.found().mostly);
    TypeGuess versions(QStringLiteral("n"));
    for (const char* value : {"1.9", "2", "1.10", "1.20"})
        versions.look(value, 7);
    QCOMPARE(versions.found().mostly, std::optional(AttributeType::Number));
    QCOMPARE(versions.found().unfit, 2);
    QVERIFY(versions.found().losesDigits);
    QCOMPARE(versions.found().line, 7);
    QCOMPARE(versions.found().value, QStringLiteral("1.10"));
    TypeGuess percents(QStringLiteral("n"));
    percents.look("12%", 2);
    QCOMPARE(percents.found().mostly, std::optional(AttributeType::Number));
    QCOMPARE(percents.found().value, QStringLiteral("12%"));
}

void TestCsvReader::theOrderOfValuesDoesNotMatter()
{
    TypeGuess first(QStringLiteral("n"));
    TypeGuess last(QStringLiteral("n"));
    const auto look = [](TypeGuess& guess, const char* value, int times) {
        for (int i = 0; i < times; ++i)
            guess.look(value);
    };
    look(first, "N/A", 1'100);
    look(first, "7", 50'000);
    look(last, "7", 50'000);
    look(last, "N/A", 1'100);
    for (const TypeGuess* guess : {&first, &last}) {
        QCOMPARE(guess->found().type, AttributeType::Number);
        QCOMPARE(guess->found().unfit, 1'100);
    }
}

void TestCsvReader::groupedNumbersAreUnderstood()
{
    WallClock clock(QTimeZone::utc());
    const auto number = [&clock](const char* text) {
        const std::optional<Cell> cell = parseCell(text, AttributeType::Number, clock);
        return !cell                            ? QStringLiteral("none")
            : cell->kind == Cell::Kind::Integer ? QString::number(cell->integer)
                                                : QString::number(cell->real, 'g', 17);
    };
    QCOMPARE(number("1,234,567"), QStringLiteral("1234567"));
    QCOMPARE(number("3,055.5"), QStringLiteral("3055.5"));
    QCOMPARE(number("-1,302.25"), QStringLiteral("-1302.25"));
    QCOMPARE(number("1，234"), QStringLiteral("1234"));
    QCOMPARE(number("￥1,234.5"), QStringLiteral("1234.5"));
    QCOMPARE(number("-¥ 12"), QStringLiteral("-12"));
    QCOMPARE(number("$-0.5"), QStringLiteral("-0.5"));
    QCOMPARE(number("３０００"), QStringLiteral("3000"));
    QCOMPARE(number("－１，２３４．５"), QStringLiteral("-1234.5"));
    QCOMPARE(number("1,234.5元"), QStringLiteral("1234.5"));
    QCOMPARE(number("-5 元"), QStringLiteral("-5"));
    for (const char* text : {"1,23", "12,34,567", ",123", "1,", "1234,567", "0,123", "1,234.5,6", "¥", "--1", "1.2.3",
             "1,234e5", "1 234", "€5", "元", "１，２３", "３ｅ２", "5元/月", "12%", "5万"})
        QCOMPARE(number(text), QStringLiteral("none"));
    TypeGuess ids(QStringLiteral("x"));
    ids.look("００１２");
    QCOMPARE(ids.type(), AttributeType::Text);
    for (const char* text : {"1,23", "1234,567", "-1,", "１，２３"})
        QVERIFY2(hasBadGroups(text), text);
    for (const char* text : {"1,234", "a,b", "12", "", "2026-07-06"})
        QVERIFY2(!hasBadGroups(text), text);
}

void TestCsvReader::daysAreUnderstood()
{
    WallClock shanghai(QTimeZone("Asia/Shanghai"));
    const auto day = [&shanghai](const char* text) {
        const std::optional<Cell> cell = parseCell(text, AttributeType::Date, shanghai);
        return cell ? cell->text.toByteArray() : QByteArray("none");
    };
    for (const char* text :
        {"1990-01-03", "1990/1/3", "1990/1/3 0:00", "1990-01-03 00:00:00", "1990-01-03T00:00:00.000Z", "1990年1月3日",
            "1990年1月3日 0时", "19900103", "1990-01-03 00:00:00 +08:00", "1990/1/3 上午12:00"})
        QCOMPARE(day(text), QByteArray("1990-01-03"));
    // Midnight there; the last instant of the day before in London.
    QCOMPARE(day("631296000"), QByteArray("1990-01-03"));
    QCOMPARE(day("631295999999"), QByteArray("1990-01-02"));
    QCOMPARE(day("-1"), QByteArray("none"));
    QCOMPARE(day("-631180800"), QByteArray("1950-01-01"));
    for (const char* text : {"1990-01-03 00:01", "1990-02-30", "19900230", "1990-01-03 x", "12"})
        QCOMPARE(day(text), QByteArray("none"));
}

void TestCsvReader::timesAreUnderstood()
{
    WallClock shanghai(QTimeZone("Asia/Shanghai"));
    constexpr UtcMs expected = 1'783'312'215'000; // 2026-07-06T04:30:15Z
    for (const char* text :
        {"2026-07-06 12:30:15", "2026/7/6 12:30:15.000", "2026-07-06T04:30:15Z", "2026-07-06T06:30:15+0200",
            "1783312215", "1783312215000", "2026/7/6 下午12:30:15", "2026-07-06 12:30:15 PM",
            "2026年7月6日12时30分15秒", "2026年7月6日 12:30:15", "2026-07-06T04:30:15 -00:00",
            "2026-07-06 04:30:15 UTC", "2026-07-06 04:30:15Z", "2026-07-06 12:30:15 GMT+8",
            "2026-07-06T12:30:15UTC+08:00", "2026-07-06 00:30:15 GMT-4", "20260706123015", "20260706 12:30:15"})
        QCOMPARE(parseEventTime(text, shanghai), std::optional(expected));
    QCOMPARE(parseDateTime("2026/7/6 上午12:05", shanghai), parseDateTime("2026-07-06 0:05", shanghai));
    QCOMPARE(parseDateTime("2026/7/6 下午9点", shanghai), parseDateTime("2026-07-06 21:00", shanghai));
    QCOMPARE(parseDateTime("2026-07-06 9:05am", shanghai), parseDateTime("2026.7.6 9:05", shanghai));
    for (const char* text : {"2026-02-30", "2026/13/1", "2026年2月29日"})
        QCOMPARE(findNoSuchDay(text), NoSuchDay::Date);
    QCOMPARE(parseEventTime("631152000", shanghai), std::optional<UtcMs>(631'152'000'000));
    QCOMPARE(parseEventTime("631152000000", shanghai), std::optional<UtcMs>(631'152'000'000));
    QCOMPARE(parseEventTime("-631152000", shanghai), std::optional<UtcMs>(-631'152'000'000));
    QCOMPARE(parseEventTime("-631152000123", shanghai), std::optional<UtcMs>(-631'152'000'123));
    QCOMPARE(findNoSuchDay("20260230"), NoSuchDay::Date);
    QCOMPARE(findNoSuchDay("12345678"), NoSuchDay::No);
    QCOMPARE(findNoSuchDay("2026-02-30 12:00"), NoSuchDay::DateAndMore);
    QCOMPARE(findNoSuchDay("2026-02-28"), NoSuchDay::No);
    for (const char* text :
        {"2026-07-06 上午13:00", "2026-07-069:05", "2026-07-06 9时61分", "", "12", "2026-07-06 25:00", "2026-13-01",
            "2026-07-06 12:30 later", "2026-07-06 12:30 +8", "0631152000", "20261306123015", "17832999301"})
        QVERIFY(!parseEventTime(text, shanghai));
    WallClock berlin(QTimeZone("Europe/Berlin"));
    // 02:30 does not exist on that day: the first instant after the gap, 01:00Z.
    QCOMPARE(parseDateTime("2026-03-29 02:30", berlin), std::optional<UtcMs>(1'774'746'000'000));
}

void TestCsvReader::booleansAreUnderstood()
{
    for (const char* text : {"true", "TRUE", "yes", "Y", "y", "1", "是", "有"})
        QCOMPARE(parseBoolean(text), std::optional(true));
    for (const char* text : {"false", "No", "n", "0", "否", "无"})
        QCOMPARE(parseBoolean(text), std::optional(false));
    for (const char* text : {"2", "01", "", "真", "yes!"})
        QVERIFY(!parseBoolean(text));
}

WD_TEST(TestCsvReader)
#include "tst_csvreader.moc"
