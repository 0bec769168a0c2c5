// JSON Lines and arrays of objects as tables: every name is a column, every value keeps its form.
#include "models/audience/importing/tables/jsonsource.h"

#include "tests/support/suite.h"
#include "tests/support/tabletext.h"

#include <QStringEncoder>
#include <QTest>

using namespace wd;

namespace {

QStringList lines(std::initializer_list<const char*> all)
{
    QStringList list;
    for (const char* line : all)
        list += QString::fromUtf8(line);
    return list;
}

QString notJson(int line, const char* message, int atLine, int column)
{
    return refusedLine(
        line, ErrorKind::NotJson, {QString::fromLatin1(message), QString::number(atLine), QString::number(column)});
}

} // namespace

class TestJsonTable : public QObject {
    Q_OBJECT
private slots:
    void everyNameIsAColumn();
    void valuesKeepTheirForm();
    void badLinesAreToldWithTheirPlace();
    void oddNamesRefuseTheirRow();
    void aBrokenFirstLineIsOneRow_data();
    void aBrokenFirstLineIsOneRow();
    void anArrayIsATableToo();
    void objectsMayTakeSeveralLines();
    void whatIsNeitherTextNorNumberIsMarked();
    void brokenArraysEndWhereTheyBreak();
    void anyEncodingWillDo();
    void limitsHold();
    void piecesCrossTheEdgesOfBuffers();

private:
    TableFiles m_files;
};

void TestJsonTable::everyNameIsAColumn()
{
    const QByteArray bytes = "{\"id\":\"u1\",\"a\":1}\n\n{\"b\":2,\"id\":\"u2\"}\r\n  \n{}\n{\"a\":3,\"c\":null}";
    QCOMPARE(m_files.text(bytes), lines({"id|a|b|c", "1: u1|1||", "3: u2||2|", "6: |3||"}));
    const auto table = openTable(m_files.path(QStringLiteral("table")), {});
    QVERIFY(table);
    QCOMPARE((*table)->info().format, TableFormat::JsonLines);
    QCOMPARE((*table)->bytesTotal(), bytes.size());
}

void TestJsonTable::valuesKeepTheirForm()
{
    const QByteArray bytes = R"({"v":123456789012345678901234567890,"w":-0.10e+5})"
                             "\n"
                             R"({"v":true,"w":false})"
                             "\n"
                             R"({"v":"a\"\\\/\b\f\n\r\té\ud83d\ude00中","w":""})"
                             "\n"
                             R"({"v":{"x": [1, {"y":"]}"}]},"w":[ ]})"
                             "\n"
                             R"( { "v" : "x" , "w" : null } )"
                             "\n"
                             R"({"\u0076":"escaped name"})"
                             "\n";
    QCOMPARE(m_files.text(bytes),
        lines({"v|w", "1: 123456789012345678901234567890|-0.10e+5", "2: true|false", "3: a\"\\/\b\f\n\r\té😀中|",
            "4: {\"x\": [1, {\"y\":\"]}\"}]}|[ ]", "5: x|", "6: escaped name|"}));
}

void TestJsonTable::badLinesAreToldWithTheirPlace()
{
    const QByteArray bytes = "{\"v\":1}\n{\"v\":\"中\",}\n{\"v\" 1}\n{'v':1}\n{\"v\":01}\n{\"v\":1} x\n[1]\n\"text\"\n"
                             "{\"v\":1,\"v\":2}\n{\"v\":\"\\x\"}\n{\"v\":\"\\ud800\"}\n{\"v\":\"open\n"
                             "{\"v\":tru}\n{\"v\":\"\xFF\"}\n{\"v\":\"\\u0000\"}\n  {\"v\":\n{\"v\":[1,}\n{\"v\":2}";
    const QStringList object{QStringLiteral("object"), QStringLiteral("list")};
    const QStringList noObject{QStringLiteral("object"), QStringLiteral("no object")};
    const QStringList twice{QStringLiteral("v"), QStringLiteral("9"), QStringLiteral("8")};
    QCOMPARE(m_files.text(bytes),
        (QStringList{QStringLiteral("v"), QStringLiteral("1: 1"), notJson(2, "a string was expected", 2, 10),
            notJson(3, "a colon was expected", 3, 6), notJson(4, "a string was expected", 4, 2),
            notJson(5, "a value was expected", 5, 6), notJson(6, "something follows the object", 6, 9),
            refusedLine(7, ErrorKind::WrongType, object), refusedLine(8, ErrorKind::WrongType, noObject),
            refusedLine(9, ErrorKind::DuplicateKey, twice), notJson(10, "an unknown escape", 10, 10),
            notJson(11, "half a surrogate pair", 11, 14), notJson(12, "a string is not closed", 12, 11),
            notJson(13, "a value was expected", 13, 6),
            refusedLine(14, ErrorKind::NotDecodable, {QStringLiteral("UTF-8")}),
            refusedLine(15, ErrorKind::NulCharacter), notJson(16, "a value was expected", 16, 8),
            notJson(17, "a value was expected", 17, 9), QStringLiteral("18: 2")}));
}

void TestJsonTable::oddNamesRefuseTheirRow()
{
    const QByteArray bytes = "{\"a\":1,\"b\":2}\n{\" a\":1,\"a\":2}\n{\"\":1}\n{\"a\":1,\" \":2}\n{\"a \":3}\n";
    const QStringList twice{QStringLiteral("a"), QStringLiteral("2"), QStringLiteral("9")};
    QCOMPARE(m_files.text(bytes),
        (QStringList{QStringLiteral("a|b"), QStringLiteral("1: 1|2"), refusedLine(2, ErrorKind::DuplicateKey, twice),
            notJson(3, "an empty name", 3, 2), notJson(4, "an empty name", 4, 8), QStringLiteral("5: 3|")}));
}

void TestJsonTable::aBrokenFirstLineIsOneRow_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QString>("refused");
    const QStringList noObject{QStringLiteral("object"), QStringLiteral("no object")};
    QTest::newRow("no quotes") << QByteArray("{id:1}") << notJson(1, "a string was expected", 1, 2);
    QTest::newRow("null") << QByteArray("null") << refusedLine(1, ErrorKind::WrongType, noObject);
    QTest::newRow("a comment") << QByteArray("// of July, 2") << refusedLine(1, ErrorKind::WrongType, noObject);
    QTest::newRow("a list") << QByteArray("[1]")
                            << refusedLine(1, ErrorKind::WrongType, {QStringLiteral("object"), QStringLiteral("list")});
}

void TestJsonTable::aBrokenFirstLineIsOneRow()
{
    QFETCH(const QByteArray, first);
    QFETCH(const QString, refused);
    QCOMPARE(m_files.text(first + "\n{\"id\":\"u1\"}\n"),
        (QStringList{QStringLiteral("id"), refused, QStringLiteral("2: u1")}));
    QCOMPARE(m_files.text("id,json\nu1,{}\nu2,{\"id\":1}\n").first(), QStringLiteral("id|json"));
}

void TestJsonTable::anArrayIsATableToo()
{
    const QByteArray bytes
        = "[\n  {\n    \"id\": \"u1\",\n    \"v\": \"]},[\\\"\"\n  },\n  {\"w\": 2, \"id\": \"u2\"}\n"
          ", {\"id\":}, 5\n]\n";
    QCOMPARE(m_files.text(bytes),
        (QStringList{QStringLiteral("id|v|w"), QStringLiteral("2: u1|]},[\"|"), QStringLiteral("6: u2||2"),
            notJson(7, "a value was expected", 7, 9),
            refusedLine(7, ErrorKind::WrongType, {QStringLiteral("object"), QStringLiteral("no object")})}));
    QCOMPARE(m_files.text("[]"), QStringList{errorLine(ErrorKind::Empty, {m_files.path(QStringLiteral("table"))})});
}

void TestJsonTable::objectsMayTakeSeveralLines()
{
    QCOMPARE(m_files.text(
                 "\n{\n  \"id\": \"u1\",\n  \"v\": {\n    \"x\": \"}\"\n  }\n}\n{\n  \"id\": \"u2\"\n} {\"v\": 3}\n"),
        (lines({"id|v", "2: u1|{\n    \"x\": \"}\"\n  }", "8: u2|", "10: |3"})));
    QCOMPARE(m_files.text("{\n\"id\": \"u1\"}\n{\n\"id\" 5}\n{\n\"id\": \"u3\"}\n{\n\"id\": "),
        (QStringList{QStringLiteral("id"), QStringLiteral("1: u1"), notJson(3, "a colon was expected", 4, 6),
            QStringLiteral("5: u3"), notJson(7, "the file ends within a value", 7, 1)}));
}

void TestJsonTable::whatIsNeitherTextNorNumberIsMarked()
{
    const QString path = m_files.write(
        "{\"id\":\"true\",\"v\":1}\n{\"id\":true,\"v\":null}\n{\"id\":{},\"v\":[1]}\n{\"id\":1e3,\"v\":-0.5}\n");
    const auto table = openTable(path, {});
    QVERIFY(table);
    TableRow row;
    QList<std::vector<size_t>> odd;
    while ((*table)->next(row))
        odd += row.oddFields;
    QCOMPARE(odd, (QList<std::vector<size_t>>{{}, {0}, {0, 1}, {0}}));
}

void TestJsonTable::brokenArraysEndWhereTheyBreak()
{
    const auto last = [this](const char* bytes) { return m_files.text(bytes).last(); };
    QCOMPARE(last("[{\"v\":1},\n{\"v\":2"), notJson(2, "the file ends within a value", 2, 1));
    QCOMPARE(last("[{\"v\":1}\n{\"v\":2}]"), notJson(2, "a comma or ] was expected", 2, 1));
    QCOMPARE(last("[{\"v\":1},]"), notJson(1, "a value was expected", 1, 10));
    QCOMPARE(last("[{\"v\":1}"), notJson(1, "the array is not closed", 1, 9));
    QCOMPARE(last("[{\"v\":1}] 5"), notJson(1, "something follows the array", 1, 11));
}

void TestJsonTable::anyEncodingWillDo()
{
    const QString text = QStringLiteral("{\"用户id\":\"u1\",\"城市\":\"上海\"}\n{\"用户id\":\"u2\"}\n");
    for (const char* name : {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030"})
        for (const bool mark : {true, false}) {
            QStringEncoder encoder(name, QStringConverter::Flag::Stateless);
            const QByteArray bytes = encoder.encode(mark ? u'\xFEFF' + text : text);
            QCOMPARE(m_files.text(bytes), lines({"用户id|城市", "1: u1|上海", "2: u2|"}));
        }
}

void TestJsonTable::limitsHold()
{
    const QByteArray value(1024 * 1024, 'x');
    const QByteArray line(9 * 1024 * 1024, 'y');
    QByteArray many = "{\"n0\":0";
    for (int i = 1; i <= 2000; ++i)
        many += ",\"n" + QByteArray::number(i) + "\":0";
    const QByteArray deep = "{\"v\":" + QByteArray("[").repeated(70) + QByteArray("]").repeated(70) + '}';
    const QByteArray bytes = "{\"v\":\"" + value + "\"}\n{\"v\":\"" + value + "x\"}\n{\"v\":\"" + line + "\"}\n" + many
        + "}\n" + deep + "\n{\"v\":6}\n";
    const QStringList read = m_files.text(bytes);
    QCOMPARE(read.size(), 7);
    QCOMPARE(read[0], QStringLiteral("v"));
    QCOMPARE(read[1].size(), value.size() + 3);
    QCOMPARE(read[2], refusedLine(2, ErrorKind::FieldTooLong, {QStringLiteral("1048576")}, QStringLiteral("v")));
    QCOMPARE(read[3], refusedLine(3, ErrorKind::FieldTooLong, {QStringLiteral("8388608")}));
    QCOMPARE(read[4], refusedLine(4, ErrorKind::TooMany, {QStringLiteral("2001"), QStringLiteral("2000")}));
    QCOMPARE(read[5], notJson(5, "nested too deeply", 5, 70));
    QCOMPARE(read[6], QStringLiteral("6: 6"));
}

void TestJsonTable::piecesCrossTheEdgesOfBuffers()
{
    const QByteArray rows = "{\"v\":\"a\\\"}\"}\n\n {\"v\":[\"中\"]}\r\n{\"v\":1}";
    const QByteArray array = "[ {\"v\":\"a\\\"}\"},\n {\"v\":[\"中\"]} ,{\"v\":1}\n]";
    for (const auto& [bytes, layout] :
        {std::pair(rows, JsonSource::Layout::Lines), std::pair(array, JsonSource::Layout::Array)})
        for (qsizetype size = 1; size < 12; ++size) {
            qsizetype at = 0;
            JsonSource source(
                [&at, size, all = bytes] {
                    const QByteArray part = all.mid(at, size);
                    at += part.size();
                    return part;
                },
                layout);
            QByteArrayList texts;
            JsonSource::Piece piece;
            while (source.next(piece)) {
                QVERIFY(!piece.fault);
                texts += piece.text.toByteArray().trimmed();
            }
            QCOMPARE(texts, (QByteArrayList{"{\"v\":\"a\\\"}\"}", "{\"v\":[\"中\"]}", "{\"v\":1}"}));
        }
}

WD_TEST(TestJsonTable)
#include "tst_jsontable.moc"
