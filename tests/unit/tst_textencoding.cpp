// Which encoding a small file is found to be in: what is UTF-8 by chance, and what is although a line is damaged.
#include "models/audience/importing/tables/textencoding.h"

#include "tests/support/suite.h"
#include "tests/support/tabletext.h"

#include <QRandomGenerator>
#include <QStringEncoder>
#include <QTest>

#include <algorithm>
#include <array>

using namespace wd;

namespace {

struct Column {
    const char* names; // of the column, one or the other
    const char* values;
};

// What Chinese files of members hold.
const QList<Column> memberColumns{
    {"姓名 name",
        "王伟 李娜 张敏 刘静 陈丽 杨洋 黄磊 赵芳 周杰 吴桂英 徐明 孙霞 马超 朱玉兰 高婷婷 林思雅 "
        "罗文 郑浩然 谢欣怡 韩雪 芸 小芸 汪东海 侯梓涵"},
    {"性别 sex", "男 女"}, {"称呼 title", "先生 女士"},
    {"城市 city", "北京市 上海市 广州市 深圳市 杭州市 成都市 武汉市"}, {"等级 level", "金卡 银卡 钻石卡 普通"},
    {"订阅 newsletter", "是 否"}, {"昵称 nick", "小伟 大丽 老王 阿敏 小雪 猫 毛毛 小学生"}};

// What people elsewhere are called, and how their sex is written.
struct Language {
    const char* name;
    const char* values;
};
const QList<Language> languages{{"Chinese", "王伟 李娜 女 女士 男"}, {"French", "Élodie François Noël Zoé Sète été À"},
    {"Czech", "Jiří Dvořák Růžička Šťastný Kůň žena muž Ústí"}, {"Slovene", "Ž M Žan Čopič"},
    {"Polish", "Łukasz Małgorzata Łódź mężczyzna"}, {"Turkish", "Kadın Ayşe Öztürk ığdır"},
    {"Russian", "Иван Снег Но да нет М Ж Пётр Санкт-Петербург"}, {"Ukrainian", "Київ Львів Ґанна Олена"},
    {"Greek", "Γιώργος Αθήνα Θ Α όχι"}, {"Armenian", "Անի Երևան"}, {"Hebrew", "משה שרה ירושלים זכר"},
    {"Arabic", "محمد فاطمة دبي أنثى"}, {"Vietnamese", "Nguyễn Hà Nội nữ Đà"}, {"Japanese", "田中さくら 女 様 カタカナ"},
    {"Korean", "김철수 서울 여"}, {"symbols", "¥100 25°C 5m² £3 ½"}};

QByteArray encoded(const QString& text, const char* encoding)
{
    QStringEncoder encoder(encoding, QStringConverter::Flag::Stateless);
    return encoder(text);
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(u' ');
}

QString oneOf(const QStringList& words, QRandomGenerator& random)
{
    return words[random.bounded(int(words.size()))];
}

// The row at this place ends within a character.
QByteArray damaged(const QString& text, qsizetype line)
{
    QByteArrayList rows = text.toUtf8().split('\n');
    rows[line] += "\xE5\xA5";
    return rows.join('\n');
}

} // namespace

class TestTextEncoding : public QObject {
    Q_OBJECT
private slots:
    void ofSmallFiles_data();
    void ofSmallFiles();
    void halfAPairIsUtf8();
    void aWordWithoutEndIsPassedOver();
    void whatComesLateVotes_data();
    void whatComesLateVotes();
    void membersInGbkAreNoUtf8();
    void utf8IsFoundInAllLanguages();
};

void TestTextEncoding::ofSmallFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("encoding");
    const auto add = [](const char* encoding, const char* text) {
        QTest::newRow(qPrintable(QString::fromUtf8(text).simplified()))
            << encoded(QString::fromUtf8(text), encoding) << QString::fromLatin1(encoding);
    };
    // Valid UTF-8, all of them.
    add("GB18030", "login_id,sex\n1,女\n");
    add("GB18030", "login_id,title\n1,女士\n2,女士\n");
    add("GB18030", "login_id,sex\n1,女\n2,女\n3,未知\n");
    add("GB18030", "{\"login_id\":\"1\",\"sex\":\"女\"}\n{\"login_id\":\"2\",\"sex\":\"女\"}\n");
    add("GB18030", "login_id,nick\n1,毛毛\n");
    add("UTF-8", "login_id,spol\n1,Ž\n2,M\n3,Ž\n");
    add("UTF-8", "login_id,spol\n1,ž\n2,m\n");
    add("UTF-8", "客户,initial\n1,Ů\n2,Ů\n3,Ů\n");
    add("UTF-8", "login_id,Русский\n1,Снег\n2,да\n");
    add("UTF-8", "login_id,sound\n1,ʤ\n");
    add("UTF-8", "login_id,price\n1,¥100\n2,£3\n");
    // In part.
    add("GB18030", "手机号,称呼\n1,女士\n2,女士\n3,女士\n");
    add("GB18030", "手机号,昵称\n1,猫\n2,猫\n3,猫\n");
    add("GB18030", "login_id,sex\n1,女\n2,女\n3,女\n4,女\n5,男\n");
    add("GB18030", "login_id,car\n1,豫A123\n2,豫A124\n3,京B1\n");
    add("GB18030", "login_id,sex\n1,男\n2,男\n3,男\n4,男\n5,男\n6,男\n");
    add("BIG5", "會員,姓名,城市\n1,陳小明,台北市\n2,王大同,高雄市\n3,林志玲,臺中\n");
    add("SHIFT_JIS", "お客様,名前\n1,田中さくら\n2,カタカナ\n3,メール\n");
    add("EUC-JP", "お客様,名前\n1,田中さくら\n2,カタカナ\n3,メール\n");
    add("WINDOWS-949", "회원,이름,도시\n1,김철수,서울\n2,이영희,부산\n3,박지성,대전\n");
    add("WINDOWS-1252", "login_id,name\n1,Müller\n2,Jürgen\n3,Größe\n4,Köln\n");
}

void TestTextEncoding::ofSmallFiles()
{
    QFETCH(QByteArray, bytes);
    QTEST(detectEncoding(bytes).name, "encoding");
}

void TestTextEncoding::halfAPairIsUtf8()
{
    QCOMPARE(detectEncoding("login_id,name\nu1,\xED\xA0\x80\nu2,b\n").name, QStringLiteral("UTF-8"));
    QCOMPARE(detectEncoding("login_id,name\nu1,\xED\xA0\x80\nu2,M\xFCller\nu3,Gr\xF6\xDF"
                            "e\n")
                 .name,
        QStringLiteral("WINDOWS-1252"));
    QCOMPARE(detectEncoding(encoded(QStringLiteral("login_id,name\nu1,张恣波\nu2,李四\n"), "GB18030")).name,
        QStringLiteral("GB18030"));
}

void TestTextEncoding::whatComesLateVotes_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<QString>("encoding");
    const QByteArray rows = QByteArray("u_100001,name\n").repeated(200'000); // 2.8 MB
    const QString names = QStringLiteral("u1,张三\nu2,李四\n");
    QTest::newRow("GBK") << rows << encoded(names, "GB18030") << QStringLiteral("GB18030");
    QTest::newRow("UTF-8") << rows << names.toUtf8() << QStringLiteral("UTF-8");
    QTest::newRow("nothing") << rows << QByteArray() << QStringLiteral("UTF-8");
    QTest::newRow("Latin") << rows
                           << QByteArray("u1,M\xFCller\nu2,Gr\xF6\xDF"
                                         "e\n")
                           << QStringLiteral("WINDOWS-1252");
    QTest::newRow("one is broken") << rows << names.toUtf8() + "u3,\xE5\xBC\nu4,王五\n" << QStringLiteral("UTF-8");
    QTest::newRow("on a single line") << QByteArray("[") + QByteArray(R"({"login_id":"u1"},)").repeated(100'000)
                                      << encoded(QStringLiteral(R"({"login_id":"u2","x":"张三"}])"), "GB18030")
                                      << QStringLiteral("GB18030");
    QTest::newRow("first words that tell nothing")
        << "u1,°C\n" + rows << encoded(names, "GB18030") << QStringLiteral("GB18030");
    QTest::newRow("UTF-16") << encoded(QString::fromLatin1(rows), "UTF-16LE") << encoded(names, "UTF-16LE")
                            << QStringLiteral("UTF-16LE");
    QTest::newRow("marked") << "\xEF\xBB\xBF" + rows << encoded(names, "GB18030") << QStringLiteral("UTF-8");
    // A character lies across the parts in which the file is read.
    for (const int before : {1, 2, 3})
        QTest::addRow("across, %d", before)
            << QByteArray(2 * 1024 * 1024 - before, 'x').replace(500'000, 1, "\n").replace(1'500'000, 1, "\n")
            << QStringLiteral("张三\n").toUtf8() << QStringLiteral("UTF-8");
}

// It is no table, but its encoding is told.
void TestTextEncoding::aWordWithoutEndIsPassedOver()
{
    TableFiles files;
    QFile file(files.write(QByteArray(3'000'000, 'x') + encoded(QStringLiteral("u1,张三\nu2,李四\n"), "GB18030")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(encodingOf(file, {})->name, QStringLiteral("GB18030"));
    QVERIFY(!openTable(file.fileName(), {}));
}

void TestTextEncoding::whatComesLateVotes()
{
    QFETCH(QByteArray, begin);
    QFETCH(QByteArray, end);
    TableFiles files;
    QFile file(files.write(begin + end));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Result<TextEncoding> encoding = encodingOf(file, {});
    QVERIFY(encoding);
    QTEST(encoding->name, "encoding");
    const auto table = openTable(file.fileName(), {});
    QVERIFY(table);
    QTEST((*table)->info().encoding, "encoding");
    // What is told is not doubted.
    QCOMPARE(encodingOf(file, QStringLiteral("gbk"))->name, QStringLiteral("GB18030"));
}

void TestTextEncoding::membersInGbkAreNoUtf8()
{
    QRandomGenerator random(20261128);
    const QStringList ids = words("会员编号 login_id 用户id 手机号");
    for (int file = 0; file < 600; ++file) {
        QList<Column> columns = memberColumns;
        std::shuffle(columns.begin(), columns.end(), random);
        columns.resize(1 + std::max(0, random.bounded(5) - 2));
        QString text = oneOf(ids, random);
        for (const Column& column : std::as_const(columns))
            text += u',' + oneOf(words(column.names), random);
        static constexpr std::array<int, 6> sizes{2, 3, 5, 10, 30, 200};
        const int rows = sizes[size_t(random.bounded(int(sizes.size())))];
        for (int row = 1; row <= rows; ++row) {
            text += QStringLiteral("\n%1").arg(row, 8, 10, QChar(u'0'));
            for (const Column& column : std::as_const(columns))
                text += u',' + oneOf(words(column.values), random);
        }
        text += u'\n';
        QVERIFY2(detectEncoding(encoded(text, "GB18030")).name == u"GB18030", qPrintable(text.left(200)));
        QVERIFY2(detectEncoding(text.toUtf8()).name == u"UTF-8", qPrintable(text.left(200)));
        QVERIFY2(detectEncoding(damaged(text, 1 + random.bounded(rows))).name == u"UTF-8", qPrintable(text.left(200)));
    }
}

void TestTextEncoding::utf8IsFoundInAllLanguages()
{
    QRandomGenerator random(7);
    for (const Language& language : languages) {
        const QStringList values = words(language.values);
        for (int file = 0; file < 40; ++file) {
            QString text = QStringLiteral("login_id,name\n");
            for (int row = 0; row < (file < values.size() ? 1 : 30); ++row)
                text += QStringLiteral("u%1,%2\n")
                            .arg(QString::number(row), file < values.size() ? values[file] : oneOf(values, random));
            QVERIFY2(detectEncoding(text.toUtf8()).name == u"UTF-8", qPrintable(text));
            // Symbols alone are no words.
            if (file >= values.size() && QByteArray(language.name) != "symbols")
                QVERIFY2(detectEncoding(damaged(text, 5)).name == u"UTF-8", qPrintable(text));
        }
    }
}

WD_TEST(TestTextEncoding)
#include "tst_textencoding.moc"
