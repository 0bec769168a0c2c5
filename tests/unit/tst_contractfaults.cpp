// Contract files that are refused when loaded: what is wrong, and exactly where.
#include "models/channels/contractspec.h"

#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

Q_DECLARE_METATYPE(wd::ErrorKind)

class TestContractFaults : public QObject {
    Q_OBJECT
private slots:
    void files_data();
    void files();
    void leastFile();

private:
    void filesAtAll();
    void signatures();
    void answers();
    void headers();
    void bodies();
};

namespace {

void row(const char* name, const QByteArray& json, ErrorKind kind, const char* where)
{
    QTest::newRow(name) << json << kind << QString::fromLatin1(where);
}

// The part under test begins at the first column of line 2.
QByteArray with(const QByteArray& part)
{
    return "{\"name\":\"t\",\"maximumBatch\":2,\"body\":{},\n" + part + "}";
}

QByteArray withBody(const QByteArray& body)
{
    return "{\"name\":\"t\",\"maximumBatch\":2,\"body\":\n" + body + "}";
}

} // namespace

void TestContractFaults::files_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("where");
    filesAtAll();
    signatures();
    answers();
    headers();
    bodies();
}

void TestContractFaults::filesAtAll()
{
    row("no JSON", "{\n \"name\": t}", ErrorKind::NotJson, "2:10");
    row("a key twice", "{\"name\":\"t\",\n \"name\":\"u\"}", ErrorKind::DuplicateKey, "2:2");
    row("a key twice, deep in the body", with("\"headers\":{\"A\":\"1\",\n\n   \"A\":\"2\"}"), ErrorKind::DuplicateKey,
        "4:4");
    row("no object", "\n  []", ErrorKind::WrongType, "2:3");
    row("no name", "\n {\"body\":{}}", ErrorKind::MissingField, "2:2");
    row("a name that is no text", "{\"body\":{},\n\"name\":5}", ErrorKind::WrongType, "2:8");
    row("no body", "{\"name\":\"t\"}", ErrorKind::MissingField, "1:1");
    row("unknown field", with("\"colour\": 1"), ErrorKind::UnknownField, "2:11");
    row("unknown method", with("\"method\": \"HEAD\""), ErrorKind::NotOneOf, "2:11");
    row("method in lower case", with("\"method\": \"post\""), ErrorKind::NotOneOf, "2:11");
    row("batch of nobody", "{\"name\":\"t\",\"body\":{},\n\"maximumBatch\":0}", ErrorKind::OutOfRange, "2:16");
    row("batch as text", "{\"name\":\"t\",\"body\":{},\n\"maximumBatch\":\"5\"}", ErrorKind::WrongType, "2:16");
    row("batch with a fraction", "{\"name\":\"t\",\"body\":{},\n\"maximumBatch\":1.5}", ErrorKind::WrongType, "2:16");
    row("content type of two lines", with(R"("contentType":"a/b\r\nX-Evil: 1")"), ErrorKind::BadValue, "2:15");
    row("no message id", with(R"("messageIdHeader":"")"), ErrorKind::BadValue, "2:19");
}

void TestContractFaults::signatures()
{
    const auto signature = [](const QByteArray& fields) { return with("\"signature\":{\n" + fields + "}"); };
    row("no object", with("\"signature\":true"), ErrorKind::WrongType, "2:13");
    row("unknown algorithm", signature(R"("algorithm":"sha1","inputs":["$body"],"header":"X")"), ErrorKind::NotOneOf,
        "3:13");
    row("unknown encoding", signature(R"("encoding":"Hex","inputs":["$body"],"header":"X")"), ErrorKind::NotOneOf,
        "3:12");
    row("unknown kind of key", signature(R"("key":"hex","inputs":["$body"],"header":"X")"), ErrorKind::NotOneOf, "3:7");
    row("unknown field in it", signature(R"("inputs":["$body"],"headers":"X")"), ErrorKind::UnknownField, "3:30");
    row("no inputs", signature(R"("header":"X")"), ErrorKind::MissingField, "2:13");
    row("empty inputs", signature(R"("header":"X","inputs":[])"), ErrorKind::MissingField, "3:23");
    row("the body's signature covers the body", signature(R"("inputs":["$secret","$body"])"), ErrorKind::BadValue,
        "3:21");
    row("a signature of itself", signature(R"("header":"X","inputs":["$signature"])"), ErrorKind::NotOneOf, "3:24");
    row("a person's value", signature(R"("header":"X","inputs":["$recipient.id"])"), ErrorKind::NotOneOf, "3:24");
    row("shared values", signature(R"("header":"X","inputs":["$params.shared"])"), ErrorKind::NotOneOf, "3:24");
    row("a campaign's name", signature(R"("header":"X","inputs":["$campaign.name"])"), ErrorKind::NotOneOf, "3:24");
    row("a misspelt placeholder", signature(R"("header":"X","inputs":["$now.sec"])"), ErrorKind::NotOneOf, "3:24");
    row("a number as input", signature(R"("header":"X","inputs":["$body",5])"), ErrorKind::WrongType, "3:32");
    row("a header of two words", signature(R"("header":"X Y","inputs":["$body"])"), ErrorKind::BadValue, "3:10");
    row("a line break in the prefix", signature(R"("header":"X","prefix":"\n","inputs":["$body"])"),
        ErrorKind::BadValue, "3:23");
    row("a prefix that ends the string",
        "{\"name\":\"t\",\"body\":\"$signature\",\n"
        R"("signature":{"prefix":"\"","inputs":["$secret"]}})",
        ErrorKind::BadValue, "2:23");
    row("a signature that stands nowhere", signature(R"("inputs":["$secret"])"), ErrorKind::BadValue, "1:1");
    row("a place without a signature", withBody("\"$signature\""), ErrorKind::BadValue, "1:1");
    row("in body and header",
        "{\"name\":\"t\",\"body\":\"$signature\",\"signature\":{\"inputs\":[\"$body\"],\"header\":\"X\"}}",
        ErrorKind::BadValue, "1:1");
}

void TestContractFaults::answers()
{
    const auto answer = [](const QByteArray& fields) { return with("\"answer\":{\n" + fields + "}"); };
    row("no object ", with("\"answer\":[]"), ErrorKind::WrongType, "2:10");
    row("unknown field ", answer("\"states\":[200,200]"), ErrorKind::UnknownField, "3:10");
    row("one status", answer("\"status\":200"), ErrorKind::BadValue, "3:10");
    row("status as text", answer(R"("status":["200","299"])"), ErrorKind::BadValue, "3:10");
    row("an error as success", answer("\"status\":[200,404]"), ErrorKind::BadValue, "3:10");
    row("status backwards", answer("\"status\":[299,200]"), ErrorKind::BadValue, "3:10");
    row("conditions that are no list", answer(R"("where":{"at":"code","equals":0})"), ErrorKind::WrongType, "3:9");
    row("a condition without place", answer(R"("where":[{"equals":0}])"), ErrorKind::MissingField, "3:10");
    row("a condition without value", answer(R"("where":[{"at":"code"}])"), ErrorKind::MissingField, "3:10");
    row("a condition that is no object", answer(R"("where":["code"])"), ErrorKind::MissingField, "3:10");
    row("a condition with more", answer(R"("where":[{"at":"code","equals":0,"or":1}])"), ErrorKind::UnknownField,
        "3:39");
    row("a value that is a list", answer(R"("where":[{"at":"code","equals":[0]}])"), ErrorKind::WrongType, "3:32");
    row("people without a list", answer(R"("perRecipient":{"id":"g","ok":{"at":"s","equals":1}})"),
        ErrorKind::MissingField, "3:16");
    row("people without a verdict", answer(R"("perRecipient":{"list":"l","id":"g"})"), ErrorKind::MissingField, "3:16");
    row("misspelt error", answer(R"("perRecipient":{"list":"l","id":"g","ok":{"at":"s","equals":1},"erorr":"e"})"),
        ErrorKind::UnknownField, "3:72");
}

void TestContractFaults::headers()
{
    row("no object of headers", with("\"headers\":[]"), ErrorKind::WrongType, "2:11");
    row("a header that is no text", with(R"("headers":{"X":5})"), ErrorKind::WrongType, "2:16");
    row("a body in a header", with(R"("headers":{"X":"$body"})"), ErrorKind::NotOneOf, "2:16");
    row("a secret in a header", with(R"("headers":{"X":"$secret"})"), ErrorKind::NotOneOf, "2:16");
    row("a signature in a header", with(R"("headers":{"X":"$signature"})"), ErrorKind::NotOneOf, "2:16");
    row("a misspelt value", with(R"("headers":{"X":"$mesage.id"})"), ErrorKind::NotOneOf, "2:16");
    row("a header's name with a colon", with(R"("headers":{"X:":"1"})"), ErrorKind::BadValue, "2:17");
    row("a header's value of two lines", with(R"("headers":{"X":"1\nY: 2"})"), ErrorKind::BadValue, "2:16");
}

void TestContractFaults::bodies()
{
    row("a misspelt placeholder ", withBody(R"({"a":"$now.isoo"})"), ErrorKind::NotOneOf, "2:6");
    row("the body within itself", withBody(R"(["$body"])"), ErrorKind::NotOneOf, "2:2");
    row("a secret in the body", withBody(R"({"a":["x","$secret"]})"), ErrorKind::NotOneOf, "2:11");
    row("a person's value outside the list", withBody(R"({"a":"$user"})"), ErrorKind::BadValue, "2:6");
    row("a list within a list", withBody(R"({"$each":[{"$each":"$user"}]})"), ErrorKind::BadValue, "2:11");
    row("a list beside a member", withBody(R"({"u":{"a":1,"$each":"$user"}})"), ErrorKind::BadValue, "2:6");
    row("merging beside a member", withBody(R"({"$merge":[{}],"a":1})"), ErrorKind::BadValue, "2:1");
    row("merging nothing", withBody(R"({"$merge":[]})"), ErrorKind::WrongType, "2:11");
    row("merging no list", withBody(R"({"$merge":"$params.shared"})"), ErrorKind::WrongType, "2:11");
    row("merging a text", withBody(R"({"$merge":[{},"$campaign.name"]})"), ErrorKind::WrongType, "2:15");
    row("merging a list over people", withBody(R"({"$merge":[{"$each":"$user"}]})"), ErrorKind::WrongType, "2:12");
    row("merging what is merged", withBody(R"({"$merge":[{"$merge":[{}]}]})"), ErrorKind::WrongType, "2:12");
}

void TestContractFaults::files()
{
    QFETCH(QByteArray, json);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, where);
    const Result<ContractSpec> spec = readContract(json);
    QVERIFY(!spec);
    QCOMPARE(static_cast<int>(spec.error().kind), static_cast<int>(kind));
    QCOMPARE(spec.error().where, where);
    QVERIFY(!spec.error().arguments.isEmpty());
}

void TestContractFaults::leastFile()
{
    const Result<ContractSpec> spec = readContract(R"({"name":"least","body":{}})");
    QVERIFY(spec);
    QCOMPARE(spec->method, QByteArray("POST"));
    QCOMPARE(spec->contentType, QByteArray("application/json"));
    QCOMPARE(spec->maximumBatch, 1);
    QCOMPARE(spec->messageIdHeader, QByteArray("X-Webhook-Id"));
    QVERIFY(!spec->signature);
    QCOMPARE(spec->answer.success.lowest, 200);
    QCOMPARE(spec->answer.success.highest, 299);
}

WD_TEST(TestContractFaults)
#include "tst_contractfaults.moc"
