// CSV files as tables: how their form is found, which rows enter, and which are refused with which words.
#include "tests/support/memory.h"
#include "tests/support/suite.h"
#include "tests/support/tabletext.h"

#include <QRandomGenerator>
#include <QStringDecoder>
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
    void theHeaderMayStandAnywhere();
    void encodingsAreFound_data();
    void encodingsAreFound();
    void otherEncodingsAreFound_data();
    void otherEncodingsAreFound();
    void shortChineseTextsAreChinese();
    void aSampleMayEndWithinACharacter();
    void encodingsCanBeGiven();
    void halfACharacterRefusesItsRow();
    void charactersCrossTheEdgesOfBuffers();
    void everyFaultRefusesItsRowAlone();
    void aHugeFieldIsRefused_data();
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
        QStringList expected = lines(table);
        expected.replaceInStrings(QStringLiteral("FieldCount"), QString::number(int(ErrorKind::FieldCount)));
        QTest::newRow(name) << QByteArray(bytes) << delimiter << quote << header << expected;
    };
    add("commas", "id,v\nu1,5\n", ',', '"', true, {"id|v", "2: u1|5"});
    add("tabs", "id\tv,w\nu1\t5,6\nu2\t7\n", '\t', '"', true, {"id|v,w", "2: u1|5,6", "3: u2|7"});
    add("semicolons", "id;v\n\"u;1\";\"5,6\"\nu2;\"7,8\"\n", ';', '"', true, {"id|v", "2: u;1|5,6", "3: u2|7,8"});
    add("bars", "id|v\nu1|5\n", '|', '"', true, {"id|v", "2: u1|5"});
    add("one column", "id\nu1\nu2\n", ',', '"', true, {"id", "2: u1", "3: u2"});
    add("single quotes", "id,v\n'u,1','it''s'\n", ',', '\'', true, {"id|v", "2: u,1|it's"});
    add("an apostrophe", "id,v\n'u1,don't\n", ',', '"', true, {"id|v", "2: 'u1|don't"});
    add("both quotes", "id,v\n\"u'1','\",'a'\n", ',', '"', true, {"id|v", "2: u'1','|'a'"});
    add("half a quote", "login_id,name,c\nu1,'Ndrangheta,x\nu2,The Beatles',y\n", ',', '"', true,
        {"login_id|name|c", "2: u1|'Ndrangheta|x", "3: u2|The Beatles'|y"});
    add("few quotes", "id,v\nu1,'x'\nu2,y\nu3,z\nu4,w\n", ',', '"', true,
        {"id|v", "2: u1|'x'", "3: u2|y", "4: u3|z", "5: u4|w"});
    add("a quote over lines", "id,v\n'u1','x\ny'\n'u2','z'\n", ',', '"', true,
        {"id|v", "2: 'u1'|'x", "3! FieldCount [1|2] ", "4: 'u2'|'z'"});
    add("named delimiter", "sep=;\nid;v\nu1;5,5\n", ';', '"', true, {"id|v", "3: u1|5,5"});
    add("named delimiter, quoted", "\"sep=|\"\r\n1|2\r\n3|4\r\n", '|', '"', false,
        {"column 1|column 2", "2: 1|2", "3: 3|4"});
    add("commas at the end", "id,v,,\nu1,2,,\nu2,3\nu4,5, ,x\n", ',', '"', true,
        {"id|v", "2: u1|2", "3: u2|3", "4! FieldCount [4|2] "});
    add("blank rows", "id,v\n,\nu1,5\n   \n,,,\n", ',', '"', true, {"id|v", "3: u1|5"});
    add("a title", "会员名单,,\nlogin_id,name,n\nu1,a,5\nu2,b,6\n", ',', '"', true,
        {"login_id|name|n", "3: u1|a|5", "4: u2|b|6"});
    add("titles of one field", "会员名单\n\n导出时间：2026-07-06\n编号\t姓名\nu1\ta\nu2\tb\nu3\tc\n", '\t', '"', true,
        {"编号|姓名", "5: u1|a", "6: u2|b", "7: u3|c"});
    add("groups above the names", "基本信息,,行为,\n会员编号,姓名,金额,次数\nu1,a,5,6\nu2,b,7,8\n", ',', '"', true,
        {"会员编号|姓名|金额|次数", "3: u1|a|5|6", "4: u2|b|7|8"});
    add("names over both rows", "会员月报\n会员编号,基本信息,,消费,\n,姓名,城市,金额,次数\nu1,a,x,5,6\nu2,b,y,7,8\n",
        ',', '"', true, {"会员编号|姓名|城市|金额|次数", "4: u1|a|x|5|6", "5: u2|b|y|7|8"});
    add("an id without values", "u1,,\nu2,5,6\nu3,7,8\n", ',', '"', false,
        {"column 1|column 2|column 3", "1: u1||", "2: u2|5|6", "3: u3|7|8"});
    add("marked as text", "id,v,w\n=\"00123\",'00456,'-\n='x',\"=\"\"7\"\"\",'tis\n", ',', '"', true,
        {"id|v|w", "2: 00123|00456|-", "3: ='x'|7|'tis"});
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

void TestCsvTable::theHeaderMayStandAnywhere()
{
    TableOptions options;
    options.headerRow = 1;
    const auto read = [&](const char* bytes) { return m_files.text(bytes, options); };
    QCOMPARE(read("会员,2025,2026\nu1,5,6\nu2,7,8\n"), lines({"会员|2025|2026", "2: u1|5|6", "3: u2|7|8"}));
    QCOMPARE(read("会员名单,x\nid,v\nu1,5\n"), lines({"会员名单|x", "2: id|v", "3: u1|5"}));
    options.headerRow = 3;
    QCOMPARE(read("月报,7月\n\n会员;姓名\nu1;a\n"), lines({"会员|姓名", "4: u1|a"}));
    QCOMPARE(read("a,\"two\nlines\"\n会员,姓名\nu1,b\n"), lines({"会员|姓名", "4: u1|b"}));
    const auto table = openTable(m_files.path(QStringLiteral("table")), options);
    QVERIFY(table);
    QCOMPARE((*table)->info().headerRow, 3);
    const QStringList none{errorLine(
        ErrorKind::BadValue, {QStringLiteral("3"), QStringLiteral("the number of a row that holds something")})};
    QCOMPARE(read("a,b\n1,2\n"), none);
    QCOMPARE(read("a,b\n1,2\n,\n3,4\n"), none);
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

void TestCsvTable::otherEncodingsAreFound_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QStringList>("names");
    const auto add = [](const char* encoding, const char* names) {
        QTest::newRow(encoding) << QString::fromLatin1(encoding) << QString::fromUtf8(names).split(u' ');
    };
    add("BIG5", "陳小明 王大同 台北市 高雄市 會員 訂單 優惠 林志玲 黃金 臺中");
    add("SHIFT_JIS", "田中さくら 東京都 山田太郎 株式会社 渋谷区 メール お客様 住所 電話 カタカナ");
    add("EUC-JP", "田中さくら 東京都 山田太郎 株式会社 渋谷区 メール お客様 住所 電話 カタカナ");
    add("WINDOWS-949", "김철수 이영희 서울 부산 회원 고객 이름 전화 박지성 대전");
    add("WINDOWS-1252", "Müller Jürgen Größe Straße Köln Schröder Zoë München Jäger Bär");
}

void TestCsvTable::otherEncodingsAreFound()
{
    QFETCH(QString, encoding);
    QFETCH(QStringList, names);
    for (const int rows : {3, 8, 60, 600}) {
        QString text = QStringLiteral("login_id,name,city\n");
        QStringList expected = lines({"login_id|name|city"});
        for (int i = 0; i < rows; ++i) {
            const QString name = names[i % names.size()];
            const QString city = names[(i + 4) % names.size()];
            text += QStringLiteral("u%1,%2,%3\n").arg(QString::number(i), name, city);
            expected += QStringLiteral("%1: u%2|%3|%4").arg(QString::number(i + 2), QString::number(i), name, city);
        }
        const QString path = m_files.write(encoded(text, encoding.toLatin1().constData()));
        QCOMPARE(tableText(path), expected);
        const auto table = openTable(path, {});
        QVERIFY(table);
        QCOMPARE((*table)->info().encoding, encoding);
    }
}

void TestCsvTable::shortChineseTextsAreChinese()
{
    QRandomGenerator random(20260706);
    QStringDecoder decoder("GB18030");
    const QStringList names
        = QString::fromUtf8("王伟 李娜 张敏 刘静 陈丽 上海 北京 广州 深圳 杭州 成都 武汉 南京 重庆").split(u' ');
    for (int file = 0; file < 600; ++file) {
        QByteArray text
            = random.bounded(2) ? QByteArray("login_id,name\n") : encoded(QStringLiteral("编号,姓名\n"), "GB18030");
        for (int row = 1 + random.bounded(8); row > 0; --row) {
            text += 'u' + QByteArray::number(row) + ',';
            if (random.bounded(2)) {
                text += encoded(names[random.bounded(int(names.size()))], "GB18030");
            } else {
                for (int letters = 1 + random.bounded(4); letters > 0; --letters)
                    text += QByteArray{char(0xB0 + random.bounded(39)), char(0xA1 + random.bounded(94))};
            }
            text += '\n';
        }
        const auto table = openTable(m_files.write(text), {});
        QVERIFY(table);
        const bool ascii = std::all_of(text.begin(), text.end(), [](char byte) { return uchar(byte) < 0x80; });
        QVERIFY2((*table)->info().encoding == (ascii ? QStringLiteral("UTF-8") : QStringLiteral("GB18030")),
            qPrintable((*table)->info().encoding + decoder(text)));
    }
}

void TestCsvTable::aSampleMayEndWithinACharacter()
{
    // No line feed in the first MiB, which ends in the middle of a character whatever the shift.
    for (int shift = 0; shift < 4; ++shift) {
        QString text = QStringLiteral("id,v\rx%1,y\r").arg(QString(shift, u'x'));
        text += QStringLiteral("u,中文中文\r").repeated(100'000);
        for (const char* encoding : {"UTF-8", "GB18030"}) {
            const auto table = openTable(m_files.write(encoded(text, encoding)), {});
            QVERIFY(table);
            QCOMPARE((*table)->info().encoding, QString::fromLatin1(encoding));
        }
    }
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
    const QStringList arguments{QStringLiteral("nonsense"), QStringLiteral("UTF-8, UTF-16, GB18030, Big5")};
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
        + QByteArray("ul\nu6,\xE4\xB8\n\"u7\",\"two\nlines\"\nu8,5\" pipe\nu9,\"never closed\nu10,read again\n");
    QCOMPARE(m_files.text(bytes),
        (QStringList{QStringLiteral("id|价"), QStringLiteral("2: u1|a"),
            refusedLine(3, ErrorKind::FieldCount, {QStringLiteral("1"), QStringLiteral("2")}),
            refusedLine(4, ErrorKind::FieldCount, {QStringLiteral("3"), QStringLiteral("2")}),
            refusedLine(5, ErrorKind::TextAfterQuote), refusedLine(6, ErrorKind::NulCharacter),
            refusedLine(7, ErrorKind::NotDecodable, {QStringLiteral("UTF-8")}), QStringLiteral("8: u7|two\nlines"),
            QStringLiteral("10: u8|5\" pipe"), refusedLine(11, ErrorKind::UnclosedQuote),
            QStringLiteral("12: u10|read again")}));
}

void TestCsvTable::aHugeFieldIsRefused_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<bool>("closed");
    QTest::newRow("quoted") << QByteArray("\"") << QByteArray("\"") << true;
    QTest::newRow("plain") << QByteArray() << QByteArray() << true;
    QTest::newRow("never closed") << QByteArray("\"") << QByteArray() << false;
}

void TestCsvTable::aHugeFieldIsRefused()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QFETCH(bool, closed);
    const QByteArray part(1024 * 1024, 'x');
    QFile file(m_files.path(QStringLiteral("huge")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("id,v\nu1," + before);
    for (int i = 0; i < 100; ++i)
        file.write(part);
    file.write(after + "\nu2,b\n");
    file.close();
    const PeakMemory peak;
    const QStringList limit{QStringLiteral("1048576")};
    // That text of this size is none of several rows can't be told: the line up to which it went is.
    const QStringList expected = closed
        ? QStringList{QStringLiteral("id|v"), refusedLine(2, ErrorKind::FieldTooLong, limit), QStringLiteral("3: u2|b")}
        : QStringList{QStringLiteral("id|v"), refusedLine(2, ErrorKind::UnclosedQuote, {QStringLiteral("3")})};
    QCOMPARE(tableText(file.fileName()), expected);
    const qint64 held = peak.bytes();
    QVERIFY2(held >= 0 && held < 40'000'000, qPrintable(QString::number(held)));
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
