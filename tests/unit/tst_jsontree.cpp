// JSON read as it is written: order, number text, positions of faults.
#include "models/channels/jsontree.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestJsonTree : public QObject {
    Q_OBJECT
private slots:
    void orderAndNumbersStay();
    void escapes_data();
    void escapes();
    void faults_data();
    void faults();
    void depth();
    void writing();
};

void TestJsonTree::orderAndNumbersStay()
{
    const Result<JsonNode> root = parseJson(R"( {"z":1.0,"a":12345678901234567890,"m":[-0.5e+7,true,false,null,{}]} )");
    QVERIFY(root);
    QCOMPARE(root->members.size(), 3);
    QCOMPARE(root->members[0].first, QStringLiteral("z"));
    QCOMPARE(root->members[0].second.text, QStringLiteral("1.0"));
    QCOMPARE(root->member(QStringLiteral("a"))->text, QStringLiteral("12345678901234567890"));
    const JsonNode& list = *root->member(QStringLiteral("m"));
    QCOMPARE(list.items.size(), 5);
    QCOMPARE(list.items[0].text, QStringLiteral("-0.5e+7"));
    QVERIFY(list.items[1].kind == JsonNode::Kind::True);
    QVERIFY(list.items[2].kind == JsonNode::Kind::False);
    QVERIFY(list.items[3].kind == JsonNode::Kind::Null);
    QVERIFY(list.items[4].isObject());
    QVERIFY(!root->member(QStringLiteral("x")));
}

void TestJsonTree::escapes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("short ones") << QByteArray(R"("\"\\\/\b\f\n\r\t")") << QStringLiteral("\"\\/\b\f\n\r\t");
    QTest::newRow("hexadecimal, both cases") << QByteArray(R"("\u00e9\u4E2D")") << QStringLiteral("é中");
    QTest::newRow("a pair") << QByteArray(R"("\ud83d\udc26")") << QStringLiteral("🐦");
    QTest::newRow("as it is") << QByteArray("\"𠮷野家\"") << QStringLiteral("𠮷野家");
    QTest::newRow("empty") << QByteArray("\"\"") << QString();
}

void TestJsonTree::escapes()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, text);
    const Result<JsonNode> node = parseJson(json);
    QVERIFY(node);
    QVERIFY(node->isString());
    QCOMPARE(node->text, text);
}

void TestJsonTree::faults_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("place");
    QTest::addColumn<bool>("duplicate");
    const auto row = [](const char* name, const QByteArray& json, const QString& place, bool duplicate = false) {
        QTest::newRow(name) << json << place << duplicate;
    };
    row("nothing", "", QStringLiteral("1:1"));
    row("the text ends", "{\"a\":", QStringLiteral("1:6"));
    row("no key", "{1:2}", QStringLiteral("1:2"));
    row("a comma too many", "{\"a\":1,}", QStringLiteral("1:8"));
    row("no comma", "[1 2]", QStringLiteral("1:4"));
    row("no colon", "{\"a\" 1}", QStringLiteral("1:6"));
    row("two values", "1\n 2", QStringLiteral("2:2"));
    row("leading zero", "01", QStringLiteral("1:2"));
    row("no digit behind the point", "1.", QStringLiteral("1:3"));
    row("no digit in the exponent", "[1e]", QStringLiteral("1:4"));
    row("minus alone", "-", QStringLiteral("1:2"));
    row("digits of another script", "٣", QStringLiteral("1:1"));
    row("unknown word", "[True]", QStringLiteral("1:2"));
    row("open string", "\"abc", QStringLiteral("1:5"));
    row("line break in a string", "\"a\nb\"", QStringLiteral("1:3"));
    row("unknown escape", R"("\x")", QStringLiteral("1:3"));
    row("prefix instead of digits", R"("\u0x1F")", QStringLiteral("1:5"));
    row("sign instead of a digit", R"("\u+123")", QStringLiteral("1:4"));
    row("too few digits", R"("\u12")", QStringLiteral("1:6"));
    row("first half of a pair", R"("\ud83d!")", QStringLiteral("1:8"));
    row("second half of a pair", R"("\udc26")", QStringLiteral("1:8"));
    row("first half twice", R"("\ud83d\ud83d")", QStringLiteral("1:14"));
    row("columns count characters", "[\"𠮷中\", x]", QStringLiteral("1:8"));
    row("not UTF-8", "\"\xff\"", QStringLiteral("1:1"));
    row("a key twice", "{\"a\":1,\n  \"b\":{},\n  \"a\":2}", QStringLiteral("3:3"), true);
    row("a key twice, once escaped", R"({"a":1,"\u0061":2})", QStringLiteral("1:8"), true);
}

void TestJsonTree::faults()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, place);
    QFETCH(bool, duplicate);
    const Result<JsonNode> node = parseJson(json);
    QVERIFY(!node);
    QVERIFY(node.error().kind == (duplicate ? ErrorKind::DuplicateKey : ErrorKind::NotJson));
    QCOMPARE(node.error().arguments.mid(1).join(u':'), place);
}

void TestJsonTree::depth()
{
    QVERIFY(parseJson(QByteArray(64, '[') + "1" + QByteArray(64, ']')));
    QVERIFY(!parseJson(QByteArray(65, '[') + QByteArray(65, ']')));
    QVERIFY(!parseJson(QByteArray(1'000'000, '[')));
}

void TestJsonTree::writing()
{
    QByteArray out;
    writeJsonString(out, QStringLiteral("欧阳\"小\"雪\\/\b\f\n\r\t\u0001\u001f🐦"));
    QCOMPARE(out, QByteArray("\"欧阳\\\"小\\\"雪\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f🐦\""));
}

WD_TEST(TestJsonTree)
#include "tst_jsontree.moc"
