// Successes that read like failures: the shapes that are known, and those that must raise no alarm.
#include "models/channels/answerdoubt.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestAnswerDoubt : public QObject {
    Q_OBJECT
private slots:
    void failures_data();
    void failures();
    void webPages_data();
    void webPages();
    void successes_data();
    void successes();
};

void TestAnswerDoubt::failures_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("words");
    const auto row = [](const QByteArray& answer, const char* words) {
        QTest::newRow(answer.left(60).constData()) << answer << QString::fromUtf8(words);
    };
    row("{\"code\":500,\"success\":false,\"msg\":\"余额不足\"}", "余额不足");
    row("{\"code\":500,\"msg\":\"余额不足。\"}", "余额不足");
    row("{\"success\":false}", "success = false");
    row("{\"success\":\"False\",\"message\":\"操作成功\"}", "操作成功"); // it denies in plain words
    row("{\"ok\":false,\"description\":\"Unauthorized\"}", "Unauthorized");
    row("{\"status\":\"error\"}", "status = error");
    row("{\"status\":\"FAIL\",\"reason\":\"no such template\"}", "no such template");
    row("{\"result\":\"failed\"}", "result = failed");
    row("{\"status\":500,\"error\":\"Internal Server Error\",\"path\":\"/hook\"}", "Internal Server Error");
    row("{\"errcode\":40001,\"errmsg\":\"invalid credential\"}", "invalid credential");
    row("{\"err_code\":7}", "errcode = 7");
    row("{\"ret\":1}", "ret = 1");
    row("{\"ret\":-1,\"msg\":\"\"}", "ret = -1");
    row("{\"code\":\"1001\"}", "code = 1001");
    row("{\"code\":\"PARAM_ERROR\"}", "code = PARAM_ERROR");
    row("{\"code\":1,\"msg\":\"不成功\"}", "不成功");
    row("{\"code\":1,\"msg\":\"请求失败\"}", "请求失败");
    row("{\"error\":\"invalid_token\"}", "invalid_token");
    row("{\"error\":{\"code\":190,\"message\":\"Expired\"}}", "Expired");
    row("{\"error\":true}", "error = true");
    row("{\"errors\":[{\"message\":\"No such field\"}],\"data\":null}", "No such field");
    row("{\"code\":9,\"msg\":\"two\\n lines\"}", "two lines");
    row("\xEF\xBB\xBF{\"code\":9}", "code = 9");
    row("{\"Code\":\"isv.BUSINESS_LIMIT_CONTROL\",\"Message\":\"触发小时级流控\"}", "触发小时级流控");
    row("{\"code\":\"A0400\",\"msg\":\"参数错误\"}", "参数错误");
    row("{\"success\":0,\"msg\":\"签名错误\"}", "签名错误");
    row("{\"result\":1,\"errmsg\":\"sig invalid\"}", "sig invalid");
    row("{\"Response\":{\"Error\":{\"Code\":\"AuthFailure\",\"Message\":\"no such key\"}}}", "no such key");
    row("{\"code\":0,\"failList\":[\"u1\"]}", "faillist");
    row("error: invalid signature", "error: invalid signature");
    row("fail", "fail");
    row(" \"error\"\n", "\"error\"");
}

void TestAnswerDoubt::failures()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, words);
    const std::optional<AnswerDoubt> doubt = doubtOf(answer);
    QVERIFY(doubt);
    QCOMPARE(doubt->kind, AnswerDoubt::Kind::Failure);
    QCOMPARE(doubt->words, words);
}

void TestAnswerDoubt::webPages_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("HTML 5") << QByteArray("\r\n<!DOCTYPE html>\n<html><title>登录</title></html>");
    QTest::newRow("without a type") << QByteArray("<HTML><body>");
    QTest::newRow("XHTML") << QByteArray("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD\">");
    QTest::newRow("a comment first") << QByteArray("<!-- build 7 --><html>");
}

void TestAnswerDoubt::webPages()
{
    QFETCH(QByteArray, answer);
    QCOMPARE(doubtOf(answer), std::optional(AnswerDoubt{AnswerDoubt::Kind::WebPage, {}}));
}

void TestAnswerDoubt::successes_data()
{
    QTest::addColumn<QByteArray>("answer");
    for (const char* answer :
        {"", "ok", "success", "OK\n", "1", "true", "null", "[]", "{}", "{\"code\":0}", "{\"code\":200}",
            "{\"code\":201}", "{\"code\":\"0\"}", "{\"code\":\"00000\"}", "{\"code\":\"200\"}", "{\"code\":\"OK\"}",
            "{\"Code\":\"OK\",\"Message\":\"OK\"}", "{\"code\":\"success\"}", "{\"code\":\"SUCCESS\",\"msg\":\"\"}",
            "{\"code\":0,\"error\":null,\"errors\":[]}", "{\"code\":0,\"error\":\"\",\"msg\":\"余额不足\"}",
            "{\"errcode\":0,\"errmsg\":\"ok\"}", "{\"ret\":0}", "{\"ret\":\"0\"}", "{\"success\":true}",
            "{\"success\":true,\"code\":10000}", "{\"ok\":true}", "{\"status\":\"ok\"}", "{\"status\":\"success\"}",
            "{\"status\":0}", "{\"status\":1}", "{\"status\":200}", "{\"status\":\"accepted\"}", "{\"result\":true}",
            "{\"error\":0}", "{\"error\":false}", "{\"error\":\"0\"}", "{\"error\":{}}",
            "{\"code\":1,\"msg\":\"操作成功\"}", "{\"code\":20000,\"message\":\"Success\"}",
            "{\"code\":\"XK22A\",\"amount\":5}", "{\"data\":{\"code\":500}}", "[{\"code\":500}]", "{\"failed\":0}",
            "<ok/>", "<xml><code>0</code></xml>", "an <html> in a text", "{\"msg\":\"<html>\"}", "not fail",
            "{\"code\":500", "{\"error\":{\"code\":0,\"message\":\"success\"}}",
            "{\"error\":{\"code\":0,\"message\":\"\"}}", "{\"error\":\"00000\",\"msg\":\"ok\"}", "{\"error\":\"none\"}",
            "{\"error\":\"no error\",\"code\":0}", "{\"status\":\"no_error\"}", "{\"code\":1,\"msg\":\"send success\"}",
            "{\"success\":0}", "{\"code\":10000,\"msg\":\"请求已受理\"}", "{\"code\":\"A0400\"}", "{\"errmsg\":\"\"}",
            "{\"code\":\"XK22A\",\"msg\":\"券已发放\"}", "{\"code\":0,\"failList\":[]}"})
        QTest::newRow(answer) << QByteArray(answer);
}

void TestAnswerDoubt::successes()
{
    QFETCH(QByteArray, answer);
    QVERIFY(!doubtOf(answer));
}

WD_TEST(TestAnswerDoubt)
#include "tst_answerdoubt.moc"
