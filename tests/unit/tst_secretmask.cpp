// What a receiver echoes of the channel's secret, form by form, and what is none of it.
#include "models/sending/secretmask.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestSecretMask : public QObject {
    Q_OBJECT
private slots:
    void forms_data();
    void forms();
    void shortSecretsLeaveAnswersAlone();
    void theBeginningOfOneAtTheCutGoesToo();
    void oneAcrossTheEndOfWhatIsKeptGoesToo_data();
    void oneAcrossTheEndOfWhatIsKeptGoesToo();
    void everyPartOfAnAnswer();

private:
    static QByteArray body(const Auth& auth, const QByteArray& secret, const QByteArray& answer)
    {
        Exchange exchange;
        exchange.body = answer;
        exchange.bodyBytes = answer.size();
        AnswerReading reading;
        SecretMask(auth, Secret(secret)).cover(exchange, reading);
        return exchange.body;
    }
};

void TestSecretMask::forms_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("left");
    const QByteArray word = "s3cr3t/V+l=e";
    const QByteArray chinese = "密码\"&<1>😀";
    QTest::newRow("as it is") << word << QByteArray("a s3cr3t/V+l=e b s3cr3t/V+l=e")
                              << QByteArray("a ******** b ********");
    QTest::newRow("nothing of it") << word << QByteArray("a s3cr3t b %41 \\n & \\u004")
                                   << QByteArray("a s3cr3t b %41 \\n & \\u004");
    QTest::newRow("percent") << word << QByteArray("k=s3cr3t%2FV%2Bl%3De&x") << QByteArray("k=********&x");
    QTest::newRow("percent, some, small") << word << QByteArray("k=s3cr3t/V%2bl%3de;") << QByteArray("k=********;");
    QTest::newRow("JSON, slashes") << word << QByteArray("{\"k\":\"s3cr3t\\/V+l=e\"}")
                                   << QByteArray("{\"k\":\"********\"}");
    QTest::newRow("JSON, code units") << word << QByteArray("\"s3cr3t/V\\u002Bl\\u003de\"")
                                      << QByteArray("\"********\"");
    QTest::newRow("HTML") << word << QByteArray("<b>s3cr3t&#47;V&#x2B;l=e</b>") << QByteArray("<b>********</b>");
    // printf 's3cr3t/V+l=e' | base64; printf 'desk:s3cr3t/V+l=e' | base64
    QTest::newRow("base64") << word << QByteArray("czNjcjN0L1YrbD1l") << QByteArray("********");
    QTest::newRow("base64 with its user")
        << word << QByteArray("Basic ZGVzazpzM2NyM3QvVitsPWU=") << QByteArray("Basic ********=");
    QTest::newRow("base64 in an address")
        << word << QByteArray("a=Basic%20ZGVzazpzM2NyM3QvVitsPWU%3D") << QByteArray("a=Basic%20********%3D");
    QTest::newRow("other letters") << chinese << chinese << QByteArray("********");
    QTest::newRow("other letters, percent")
        << chinese << QByteArray("%E5%AF%86%e7%a0%81%22%26%3C1%3E%F0%9F%98%80") << QByteArray("********");
    QTest::newRow("other letters, JSON") << chinese << QByteArray("\"\\u5bc6\\u7801\\\"&<1>\\ud83d\\ude00\"")
                                         << QByteArray("\"********\"");
    QTest::newRow("other letters, HTML") << chinese << "<p>" + QByteArray("密码&quot;&amp;&lt;1&gt;&#128512;") + "</p>"
                                         << QByteArray("<p>********</p>");
    QTest::newRow("looks like an escape")
        << QByteArray("a%2Fb\\\\c&amp;d") << QByteArray("x a%2Fb\\\\c&amp;d y") << QByteArray("x ******** y");
}

void TestSecretMask::forms()
{
    QFETCH(QByteArray, secret);
    QFETCH(QByteArray, answer);
    QFETCH(QByteArray, left);
    QCOMPARE(body({AuthType::Basic, QStringLiteral("desk"), {}}, secret, answer), left);
}

void TestSecretMask::shortSecretsLeaveAnswersAlone()
{
    const QByteArray answer = R"({"code":0,"message":"000"})";
    QCOMPARE(body({AuthType::Bearer, {}, {}}, "", answer), answer);
    QCOMPARE(body({AuthType::Bearer, {}, {}}, "0", answer), answer);
    QCOMPARE(body({AuthType::Bearer, {}, {}}, "000", answer), answer);
    QCOMPARE(body({AuthType::Basic, QStringLiteral("desk"), {}}, "000", "ZGVzazowMDA="), QByteArray("********="));
    QCOMPARE(body({AuthType::Bearer, {}, {}}, "0000", "00000"), QByteArray("********0"));
}

void TestSecretMask::theBeginningOfOneAtTheCutGoesToo()
{
    const auto cut = [](const QByteArray& answer) {
        Exchange exchange;
        exchange.body = answer;
        exchange.bodyBytes = answer.size() + 1;
        AnswerReading reading;
        SecretMask({AuthType::Bearer, {}, {}}, Secret("s3cr3tVALUE")).cover(exchange, reading);
        return exchange.body;
    };
    QCOMPARE(cut("Bearer s3cr3tVALU"), QByteArray("Bearer ********"));
    QCOMPARE(cut("Bearer s3cr"), QByteArray("Bearer ********"));
    QCOMPARE(cut("Bearer s3c"), QByteArray("Bearer s3c"));
    QCOMPARE(cut("%20s3cr%33tVAL"), QByteArray("%20********"));
    QCOMPARE(body({AuthType::Bearer, {}, {}}, "s3cr3tVALUE", "Bearer s3cr3tVALU"), QByteArray("Bearer s3cr3tVALU"));
}

void TestSecretMask::oneAcrossTheEndOfWhatIsKeptGoesToo_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<qsizetype>("kept");
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("in its middle") << QByteArray("ab s3cr3t/VALUE cd") << qsizetype(6) << QByteArray("ab ********");
    QTest::newRow("one byte of it") << QByteArray("ab s3cr3t/VALUE cd") << qsizetype(4) << QByteArray("ab ********");
    QTest::newRow("before it") << QByteArray("ab s3cr3t/VALUE cd") << qsizetype(3) << QByteArray("ab ");
    QTest::newRow("behind it") << QByteArray("ab s3cr3t/VALUE cd") << qsizetype(16) << QByteArray("ab ******** ");
    QTest::newRow("within its escape") << QByteArray("ab s3cr3t%2FVALUE cd") << qsizetype(11)
                                       << QByteArray("ab ********");
    QTest::newRow("within its longest escape")
        << QByteArray("ab &#x000073;3cr3t/VALUE cd") << qsizetype(5) << QByteArray("ab ********");
    QTest::newRow("a second one") << QByteArray("s3cr3t/VALUE s3cr3t/VALUE") << qsizetype(15)
                                  << QByteArray("******** ********");
    QTest::newRow("all") << QByteArray("ab s3cr3t/VALUE cd") << qsizetype(99) << QByteArray("ab ******** cd");
}

void TestSecretMask::oneAcrossTheEndOfWhatIsKeptGoesToo()
{
    QFETCH(QByteArray, answer);
    QFETCH(qsizetype, kept);
    QFETCH(QByteArray, left);
    Exchange exchange;
    exchange.body = answer;
    exchange.bodyBytes = answer.size();
    QCOMPARE(SecretMask({AuthType::Bearer, {}, {}}, Secret("s3cr3t/VALUE")).bodyOf(exchange, kept), left);
}

void TestSecretMask::everyPartOfAnAnswer()
{
    Exchange exchange;
    exchange.status = 302;
    exchange.reasonPhrase = "No s3cr3tVALUE";
    exchange.faultText = QStringLiteral("server replied: No s3cr3tVALUE");
    exchange.headers = {{"X-Echo", "Bearer s3cr3tVALUE"}, {"X-s3cr3tVALUE", "1"}};
    exchange.redirectTarget = QUrl(QStringLiteral("http://127.0.0.1/a?token=s3cr3tVALUE&b=1"));
    AnswerReading reading{false, QStringLiteral("message = s3cr3tVALUE"), true,
        {{QStringLiteral("s3cr3tVALUE"), AnswerReading::Verdict::Refused, QStringLiteral("bad key s3cr3tVALUE")}}, {}};
    SecretMask({AuthType::Header, {}, QStringLiteral("X-Key")}, Secret("s3cr3tVALUE")).cover(exchange, reading);
    QCOMPARE(exchange.reasonPhrase, QByteArray("No ********"));
    QCOMPARE(exchange.faultText, QStringLiteral("server replied: No ********"));
    QCOMPARE(exchange.headers, (HttpHeaders{{"X-Echo", "Bearer ********"}, {"X-********", "1"}}));
    QCOMPARE(exchange.redirectTarget.toEncoded(), QByteArray("http://127.0.0.1/a?token=********&b=1"));
    QCOMPARE(reading.unexpected, QStringLiteral("message = ********"));
    QCOMPARE(reading.people.first().error, QStringLiteral("bad key ********"));
    // By it the person is found.
    QCOMPARE(reading.people.first().recipientId, QStringLiteral("s3cr3tVALUE"));
}

WD_TEST(TestSecretMask)
#include "tst_secretmask.moc"
