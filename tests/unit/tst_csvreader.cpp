// The CSV reader: what a row is, whatever the bytes.
#include "models/audience/importing/tables/csvreader.h"

#include "models/audience/importing/tables/textencoding.h"
#include "models/audience/importing/typeguess.h"
#include "models/audience/importing/valueparsing.h"

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
    void longFieldsAreRefused();
    void encodings_data();
    void encodings();
    void typesAreGuessed_data();
    void typesAreGuessed();
    void timesAreUnderstood();
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
    const QList<Read> rows = readAll(QByteArray("a,\"b\"c\nd\0,e\n\xE4\xB8,f\ng,h\ni,\"j\nk", 30));
    const QList<Read> expected{{1, {}, ErrorKind::TextAfterQuote}, {2, {}, ErrorKind::NulCharacter},
        {3, {}, ErrorKind::NotDecodable}, {4, {"g", "h"}, std::nullopt}, {5, {}, ErrorKind::UnclosedQuote}};
    QCOMPARE(rows, expected);
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

void TestCsvReader::timesAreUnderstood()
{
    WallClock shanghai(QTimeZone("Asia/Shanghai"));
    constexpr UtcMs expected = 1'783'312'215'000; // 2026-07-06T04:30:15Z
    for (const char* text :
        {"2026-07-06 12:30:15", "2026/7/6 12:30:15.000", "2026-07-06T04:30:15Z", "2026-07-06T06:30:15+0200",
            "1783312215", "1783312215000", "2026/7/6 下午12:30:15", "2026-07-06 12:30:15 PM",
            "2026年7月6日12时30分15秒", "2026年7月6日 12:30:15", "2026-07-06T04:30:15 -00:00"})
        QCOMPARE(parseEventTime(text, shanghai), std::optional(expected));
    QCOMPARE(parseDateTime("2026/7/6 上午12:05", shanghai), parseDateTime("2026-07-06 0:05", shanghai));
    QCOMPARE(parseDateTime("2026/7/6 下午9点", shanghai), parseDateTime("2026-07-06 21:00", shanghai));
    QCOMPARE(parseDateTime("2026-07-06 9:05am", shanghai), parseDateTime("2026.7.6 9:05", shanghai));
    for (const char* text : {"2026-02-30", "2026/13/1", "2026年2月29日"})
        QCOMPARE(findNoSuchDay(text), NoSuchDay::Date);
    QCOMPARE(findNoSuchDay("2026-02-30 12:00"), NoSuchDay::DateAndMore);
    QCOMPARE(findNoSuchDay("2026-02-28"), NoSuchDay::No);
    for (const char* text : {"2026-07-06 上午13:00", "2026-07-069:05", "2026-07-06 9时61分", "", "12",
             "2026-07-06 25:00", "2026-13-01", "2026-07-06 12:30 later"})
        QVERIFY(!parseEventTime(text, shanghai));
    WallClock berlin(QTimeZone("Europe/Berlin"));
    // 02:30 does not exist on that day: the first instant after the gap, 01:00Z.
    QCOMPARE(parseDateTime("2026-03-29 02:30", berlin), std::optional<UtcMs>(1'774'746'000'000));
}

WD_TEST(TestCsvReader)
#include "tst_csvreader.moc"
