// CSV files as tables: how their form is found, which rows enter, and which are refused with which words.
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

QByteArray encoded(const QString& text, const char* encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder.encode(text);
}

} // namespace

class TestCsvTable : public QObject {
    Q_OBJECT
private slots:
    void theFormIsFound_data();
    void theFormIsFound();
    void theFormCanBeGiven();
    void encodingsAreFound_data();
    void encodingsAreFound();
    void encodingsCanBeGiven();
    void halfACharacterRefusesItsRow();
    void charactersCrossTheEdgesOfBuffers();
    void everyFaultRefusesItsRowAlone();
    void aHugeFieldIsRefused();
    void headersMustBeNamesOfTheirOwn_data();
    void headersMustBeNamesOfTheirOwn();

private:
    TableFiles m_files;
};

void TestCsvTable::theFormIsFound_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<char>("quote");
    QTest::addColumn<bool>("header");
    QTest::addColumn<QStringList>("table");
    const auto add = [](const char* name, const char* bytes, char delimiter, char quote, bool header,
                         std::initializer_list<const char*> table) {
        QTest::newRow(name) << QByteArray(bytes) << delimiter << quote << header << lines(table);
    };
    add("commas", "id,v\nu1,5\n", ',', '"', true, {"id|v", "2: u1|5"});
    add("tabs", "id\tv,w\nu1\t5,6\nu2\t7\n", '\t', '"', true, {"id|v,w", "2: u1|5,6", "3: u2|7"});
    add("semicolons", "id;v\n\"u;1\";\"5,6\"\nu2;\"7,8\"\n", ';', '"', true, {"id|v", "2: u;1|5,6", "3: u2|7,8"});
    add("bars", "id|v\nu1|5\n", '|', '"', true, {"id|v", "2: u1|5"});
    add("one column", "id\nu1\nu2\n", ',', '"', true, {"id", "2: u1", "3: u2"});
    add("single quotes", "id,v\n'u,1','it''s'\n", ',', '\'', true, {"id|v", "2: u,1|it's"});
    add("an apostrophe", "id,v\n'u1,don't\n", ',', '"', true, {"id|v", "2: 'u1|don't"});
    add("both quotes", "id,v\n\"u'1','\",'a'\n", ',', '"', true, {"id|v", "2: u'1','|'a'"});
    add("no header", "u1,5,2026-07-06\nu2,6,2026/7/7\n", ',', '"', false,
        {"column 1|column 2|column 3", "1: u1|5|2026-07-06", "2: u2|6|2026/7/7"});
    add("phone numbers alone", "13800138000\n13800138001\n", ',', '"', false,
        {"column 1", "1: 13800138000", "2: 13800138001"});
    add("years as names", "login_id,2025,2026\nu1,5,6\n", ',', '"', true, {"login_id|2025|2026", "2: u1|5|6"});
    add("a number as a name", "id,2026\nu1,x\n", ',', '"', true, {"id|2026", "2: u1|x"});
    add("texts alone", "a,b\nc,d\n", ',', '"', true, {"a|b", "2: c|d"});
    add("one line", "1,2\n", ',', '"', true, {"1|2"});
    add("mixed line ends", "id,v\r\nu1,5\nu2,6\ru3,7", ',', '"', true, {"id|v", "2: u1|5", "3: u2|6", "4: u3|7"});
    add("blank lines", "\r\n\nid,v\n\nu1,5\n\n", ',', '"', true, {"id|v", "5: u1|5"});
}

void TestCsvTable::theFormIsFound()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_files.write(bytes);
    QTEST(tableText(path), "table");
    const auto table = openTable(path, {});
    QVERIFY(table);
    QTEST((*table)->info().delimiter, "delimiter");
    QTEST((*table)->info().quote, "quote");
    QTEST((*table)->info().hasHeader, "header");
    QCOMPARE((*table)->info().format, TableFormat::Csv);
}

void TestCsvTable::theFormCanBeGiven()
{
    TableOptions options;
    options.delimiter = '^';
    options.quote = '$';
    QCOMPARE(m_files.text("id^v\n$u^$$1$^\"5\n", options), lines({"id|v", "2: u^$1|\"5"}));
    options.quote = TableOptions::noQuote;
    QCOMPARE(m_files.text("id^v\n\"u^5\" pipe\n", options), lines({"id|v", "2: \"u|5\" pipe"}));
    TableOptions headless;
    headless.hasHeader = false;
    QCOMPARE(m_files.text("id,v\nu1,5\n", headless), lines({"column 1|column 2", "1: id|v", "2: u1|5"}));
    headless.hasHeader = true;
    QCOMPARE(m_files.text("1,2\n3,4\n", headless), lines({"1|2", "2: 3|4"}));
    // A delimiter asks for CSV, whatever the text begins with.
    TableOptions commas;
    commas.delimiter = ',';
    QCOMPARE(m_files.text("{\"id\": 1}\n", commas), lines({"{\"id\": 1}"}));
}

void TestCsvTable::encodingsAreFound_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    // 一 and 开 have a zero byte of their own.
    const QString text = QStringLiteral("用户id,城市\nu1,上海一一\nu2,开\n");
    const auto add = [](const char* name, const QByteArray& bytes, const char* encoding) {
        QTest::newRow(name) << bytes << QString::fromLatin1(encoding);
    };
    add("UTF-8", text.toUtf8(), "UTF-8");
    add("UTF-8 with mark", "\xEF\xBB\xBF" + text.toUtf8(), "UTF-8");
    add("GB18030", encoded(text, "GB18030"), "GB18030");
    add("GB18030 with mark", "\x84\x31\x95\x33" + encoded(text, "GB18030"), "GB18030");
    for (const char* name : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"}) {
        add(name, encoded(text, name), name);
        add(qPrintable(QString::fromLatin1(name) + QStringLiteral(" with mark")), encoded(u'\xFEFF' + text, name),
            name);
    }
}

void TestCsvTable::encodingsAreFound()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_files.write(bytes);
    QCOMPARE(tableText(path), lines({"用户id|城市", "2: u1|上海一一", "3: u2|开"}));
    const auto table = openTable(path, {});
    QVERIFY(table);
    QTEST((*table)->info().encoding, "encoding");
}

void TestCsvTable::encodingsCanBeGiven()
{
    TableOptions options;
    const auto named = [&](const QByteArray& bytes, const char* name) {
        options.encoding = QString::fromLatin1(name);
        return m_files.text(bytes, options);
    };
    const QString text = QStringLiteral("id,v\nu1,戸\n");
    const QStringList expected = lines({"id|v", "2: u1|戸"});
    QCOMPARE(named(encoded(text, "Shift_JIS"), "shift_jis"), expected);
    QCOMPARE(named(encoded(text, "UTF-16BE"), "utf-16"), expected);
    QCOMPARE(named(encoded(text, "UTF-16LE"), "utf-16le"), expected);
    QCOMPARE(named("\xEF\xBB\xBF" + text.toUtf8(), "utf8"), expected);
    QCOMPARE(named(encoded(QStringLiteral("id,v\nu1,户\n"), "GB18030"), "gbk"), lines({"id|v", "2: u1|户"}));
    const QStringList arguments{QStringLiteral("nonsense"), QStringLiteral("UTF-8, UTF-16, GB18030")};
    QCOMPARE(named("id\n1\n", "nonsense"), QStringList{errorLine(ErrorKind::BadValue, arguments)});
}

void TestCsvTable::halfACharacterRefusesItsRow()
{
    QByteArray wide = encoded(QStringLiteral("id,v\nu1,a\nu2,b\nu3,c\n"), "UTF-16LE");
    const QStringList encoding{QStringLiteral("UTF-16LE")};
    wide.replace(QByteArray("b\0", 2), QByteArray("\x3D\xD8", 2));
    const auto bad = [&](int line) { return refusedLine(line, ErrorKind::NotDecodable, encoding); };
    QCOMPARE(m_files.text(wide), (QStringList{lines({"id|v", "2: u1|a"}) + QStringList{bad(3)} + lines({"4: u3|c"})}));
    wide.replace(QByteArray("\x3D\xD8", 2), QByteArray("\x00\xDE", 2));
    QCOMPARE(m_files.text(wide).value(2), bad(3));
    const QByteArray odd = encoded(QStringLiteral("id,v\nu1,a\nu2,b"), "UTF-16LE").chopped(1);
    TableOptions options;
    options.encoding = QStringLiteral("UTF-16LE");
    QCOMPARE(m_files.text(odd, options).value(2), bad(3));
    const QByteArray gbk = encoded(QStringLiteral("id,城市\nu1,上海\nu2,北京"), "GB18030");
    QCOMPARE(m_files.text(gbk).value(2), QStringLiteral("3: u2|北京"));
    QCOMPARE(
        m_files.text(gbk.chopped(1)).value(2), refusedLine(3, ErrorKind::NotDecodable, {QStringLiteral("GB18030")}));
    // A replacement character that the file itself holds is text.
    QCOMPARE(m_files.text("id,v\nu1,\xEF\xBF\xBD\n").value(1), QStringLiteral("2: u1|\uFFFD"));
    QCOMPARE(m_files.text(encoded(QStringLiteral("id,v\nu1,\uFFFD\n"), "UTF-16BE")).value(1),
        QStringLiteral("2: u1|\uFFFD"));
}

void TestCsvTable::charactersCrossTheEdgesOfBuffers()
{
    // Pairs of four bytes each, once at every distance from the edge at 1 MiB.
    for (int shift = 0; shift < 3; ++shift) {
        QString text = QStringLiteral("id,v\n") + QString(shift, u'x');
        text += QStringLiteral(",y\n");
        QString line = QStringLiteral("u,") + QStringLiteral("😀").repeated(100) + u'\n';
        text += line.repeated(3'000);
        for (const char* encoding : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "GB18030", "UTF-8"}) {
            const QStringList table = m_files.text(encoded(text, encoding));
            QCOMPARE(table.size(), 3'002);
            for (qsizetype i = 2; i < table.size(); ++i)
                QVERIFY2(table[i].endsWith(QStringLiteral(": u|") + QStringLiteral("😀").repeated(100)),
                    qPrintable(table[i]));
        }
    }
}

void TestCsvTable::everyFaultRefusesItsRowAlone()
{
    const QByteArray bytes = QByteArray("id,价\nu1,a\nu2\nu3,a,b\nu4,\"x\"y\nu5,n") + '\0'
        + QByteArray("ul\nu6,\xE4\xB8\n\"u7\",\"two\nlines\"\nu8,5\" pipe\nu9,\"never closed\nu10,lost\n");
    QCOMPARE(m_files.text(bytes),
        (QStringList{QStringLiteral("id|价"), QStringLiteral("2: u1|a"),
            refusedLine(3, ErrorKind::FieldCount, {QStringLiteral("1"), QStringLiteral("2")}),
            refusedLine(4, ErrorKind::FieldCount, {QStringLiteral("3"), QStringLiteral("2")}),
            refusedLine(5, ErrorKind::TextAfterQuote), refusedLine(6, ErrorKind::NulCharacter),
            refusedLine(7, ErrorKind::NotDecodable, {QStringLiteral("UTF-8")}), QStringLiteral("8: u7|two\nlines"),
            QStringLiteral("10: u8|5\" pipe"), refusedLine(11, ErrorKind::UnclosedQuote)}));
}

void TestCsvTable::aHugeFieldIsRefused()
{
    const QByteArray huge(100 * 1024 * 1024, 'x');
    const QStringList limit{QStringLiteral("1048576")};
    QCOMPARE(m_files.text("id,v\nu1,\"" + huge + "\"\nu2,b\n"),
        (QStringList{
            QStringLiteral("id|v"), refusedLine(2, ErrorKind::FieldTooLong, limit), QStringLiteral("3: u2|b")}));
}

void TestCsvTable::headersMustBeNamesOfTheirOwn_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("error");
    const auto add = [](const char* name, const char* bytes, ErrorKind kind, const char* argument, const char* where) {
        QTest::newRow(name) << QByteArray(bytes)
                            << errorLine(kind, {QString::fromUtf8(argument)}, QString::fromLatin1(where));
    };
    add("twice", "id,v, v \n1,2,3\n", ErrorKind::Duplicate, "v", "line 1");
    add("empty", "\nid,,v\nu1,2,3\n", ErrorKind::Empty, "column 2", "line 2");
    add("empty at the end", "id,v,\nu1,2,\n", ErrorKind::Empty, "column 3", "line 1");
    add("not text", "id,\xFF\n城市,2\n", ErrorKind::NotDecodable, "UTF-8", "line 1");
}

void TestCsvTable::headersMustBeNamesOfTheirOwn()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, error);
    QCOMPARE(m_files.text(bytes), QStringList{error});
}

WD_TEST(TestCsvTable)
#include "tst_csvtable.moc"
