// cURL commands as people paste them: from browsers, documents and Postman, for several shells.
#include "models/channels/curl/curlcommand.h"
#include "models/channels/curl/shellwords.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestCurlCommand : public QObject {
    Q_OBJECT
private slots:
    void words_data();
    void words();
    void openQuotes_data();
    void openQuotes();
    void commands_data();
    void commands();
    void refused_data();
    void refused();
    void whatElseIsAsked();
};

namespace {

QString shown(const CurlCommand& command)
{
    QStringList parts{QString::fromLatin1(command.method), command.url};
    for (const auto& [name, value] : command.headers)
        parts += QString::fromUtf8(name + '=' + value);
    parts += QString::fromUtf8(command.body);
    if (!command.user.isEmpty())
        parts += command.user + u'/' + QString::fromUtf8(command.password.reveal());
    return parts.join(QLatin1String(" | "));
}

} // namespace

void TestCurlCommand::words_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char* name, const char* line, const QStringList& words) {
        QTest::newRow(name) << QString::fromUtf8(line) << words;
    };
    row("plain", "  a b\tc\n", {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    row("single quotes", R"(a'b "c\n'd)", {QStringLiteral("ab \"c\\nd")});
    row("an empty word", "a '' b", {QStringLiteral("a"), QString(u""), QStringLiteral("b")});
    row("a quote within single quotes", R"('it'\''s')", {QStringLiteral("it's")});
    row("double quotes", R"("a \"b\" \$c \n")", {QStringLiteral("a \"b\" $c \\n")});
    row("a continued line", "a \\\n b\\\r\nc", {QStringLiteral("a"), QStringLiteral("bc")});
    row("of newer shells", R"($'a\n\x41\u4f60\'\101')", {QStringLiteral("a\nA你'A")});
    row("PowerShell goes on", "a `\n  b", {QStringLiteral("a"), QStringLiteral("b")});
    row("cmd.exe", "a ^\r\n -H \"x: ^\\\"1\\\"\" ^\n b^&c",
        {QStringLiteral("a"), QStringLiteral("-H"), QStringLiteral("x: ^\"1\""), QStringLiteral("b&c")});
    row("cmd.exe of Chrome",
        R"(curl ^"https://e.com/^?a=1^&b=^%^" ^)"
        "\n"
        R"( --data-raw ^"^{^\^"k^\^":^\^"v^\^"^}^")",
        {QStringLiteral("curl"), QStringLiteral("https://e.com/?a=1&b=%"), QStringLiteral("--data-raw"),
            QStringLiteral("{\"k\":\"v\"}")});
}

void TestCurlCommand::words()
{
    QFETCH(QString, line);
    QFETCH(QStringList, words);
    const Result<QStringList> read = shellWords(line);
    QVERIFY(read);
    QCOMPARE(*read, words);
}

void TestCurlCommand::openQuotes_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("single") << QStringLiteral("curl 'https://e.com");
    QTest::newRow("double") << QStringLiteral("curl \"https://e.com");
    QTest::newRow("of newer shells") << QStringLiteral("curl $'https://e.com");
    QTest::newRow("cmd.exe") << QStringLiteral("curl ^\n \"https://e.com");
}

void TestCurlCommand::openQuotes()
{
    QFETCH(QString, line);
    QCOMPARE(shellWords(line).error().kind, ErrorKind::BadValue);
    QVERIFY(!parseCurl(line));
}

void TestCurlCommand::commands_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("command");
    const auto row = [](const char* name, const char* line, const char* command) {
        QTest::newRow(name) << QString::fromUtf8(line) << QString::fromUtf8(command);
    };
    row("bare", "curl example.com", "GET | example.com | ");
    row("a body makes it POST", "curl https://e.com -d a=1 -d 'b=2 3'",
        "POST | https://e.com | Content-Type=application/x-www-form-urlencoded | a=1&b=2 3");
    row("of a document", R"(curl -sSX PUT "https://e.com/h" -H "Content-Type: application/json" -H 'X-Key:  k:1 ' \
            --data-raw '{"name":"你好"}')",
        R"(PUT | https://e.com/h | Content-Type=application/json | X-Key=k:1 | {"name":"你好"})");
    row("JSON", R"(curl --json '{"a":1}' --url https://e.com)",
        R"(POST | https://e.com | Content-Type=application/json | {"a":1})");
    row("Basic", "/usr/bin/curl -u '小雪:p:w' -XPOST https://e.com", "POST | https://e.com |  | 小雪/p:w");
    row("in the address", "curl -G https://e.com/?x=1 -d a=1 --data-urlencode 'n=白 鸽'",
        "GET | https://e.com/?x=1&a=1&n=%E7%99%BD%20%E9%B8%BD | ");
    row("headers taken away and empty", "curl e.com -H 'Accept:' -H 'X-Empty;' -A me -b 'c=1'",
        "GET | e.com | X-Empty= | User-Agent=me | Cookie=c=1 | ");
    row("what cURL itself does is passed over", "curl -vkL --compressed -o out --retry 3 https://e.com",
        "GET | https://e.com | ");
    row("the first of several", "curl https://e.com; curl https://f.com", "GET | https://e.com; | ");
    row("up to a pipe", "curl https://e.com | jq .", "GET | https://e.com | ");
    row("Windows", "curl.exe https://e.com", "GET | https://e.com | ");
}

void TestCurlCommand::commands()
{
    QFETCH(QString, line);
    QFETCH(QString, command);
    const Result<CurlCommand> read = parseCurl(line);
    QVERIFY2(read, read ? "" : qPrintable(read.error().arguments.join(u' ')));
    QCOMPARE(shown(*read), command);
}

void TestCurlCommand::refused_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("where");
    QTest::newRow("something else") << QStringLiteral("wget https://e.com") << QString();
    QTest::newRow("nothing") << QString() << QString();
    QTest::newRow("no address") << QStringLiteral("curl -d a=1") << QStringLiteral("--url");
    QTest::newRow("a body in a file") << QStringLiteral("curl e.com -d @body.json") << QStringLiteral("-d");
    QTest::newRow("headers in a file") << QStringLiteral("curl e.com -H @h.txt") << QStringLiteral("-H");
    QTest::newRow("no header") << QStringLiteral("curl e.com -H nonsense") << QStringLiteral("-H");
    QTest::newRow("a form with files") << QStringLiteral("curl e.com -F a=@b") << QStringLiteral("-F");
    QTest::newRow("a missing value") << QStringLiteral("curl e.com -H") << QStringLiteral("-H");
}

void TestCurlCommand::refused()
{
    QFETCH(QString, line);
    QFETCH(QString, where);
    const Result<CurlCommand> read = parseCurl(line);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::BadValue);
    QCOMPARE(read.error().where, where);
}

void TestCurlCommand::whatElseIsAsked()
{
    const Result<CurlCommand> read = parseCurl(
        QStringLiteral("curl -k -L -x proxy:3128 -m 2.5 --cert c.pem --cacert ca.pem --unheard-of -s https://e.com"));
    QVERIFY(read);
    QVERIFY(read->trustsAnything && read->followsRedirects);
    QCOMPARE(read->proxy, QStringLiteral("http://proxy:3128"));
    QCOMPARE(read->timeoutSeconds, 3);
    QCOMPARE(read->files, (QStringList{QStringLiteral("c.pem"), QStringLiteral("ca.pem")}));
    QCOMPARE(read->ignored, (QStringList{QStringLiteral("--unheard-of"), QStringLiteral("-s")}));
}

WD_TEST(TestCurlCommand)

#include "tst_curlcommand.moc"
