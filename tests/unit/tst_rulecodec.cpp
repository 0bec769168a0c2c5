// Rules ↔ JSON.
#include "models/audience/rules/rulecodec.h"
#include "models/base/phrase.h"

#include "tests/support/suite.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace wd;

namespace {

QJsonObject object(const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        qFatal("%s", json.constData());
    return document.object();
}

} // namespace

class TestRuleCodec : public QObject {
    Q_OBJECT
private slots:
    void everyFormComesBackAsItWas_data();
    void everyFormComesBackAsItWas();
    void fieldsLandWhereTheyBelong();
    void whatIsLeftOut();
    void faultsHaveTheirPlace_data();
    void faultsHaveTheirPlace();
    void everyFaultIsNoted();
    void depthIsLimited();
};

void TestRuleCodec::everyFormComesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* name, const char* json) { QTest::newRow(name) << QByteArray(json); };
    row("groups", R"({"all":[{"any":[]},{"not":{"all":[{"segment":"黄金会员"}]}}]})");
    row("one value", R"({"attribute":"vip","op":"!=","value":"gold"})");
    row("a number", R"({"attribute":"points","op":">=","value":12.5})");
    row("a boolean", R"({"attribute":"active","op":"=","value":true})");
    row("a list", R"({"attribute":"vip","op":"notIn","value":["gold","silver"]})");
    row("between", R"({"attribute":"points","op":"between","value":[1,20]})");
    row("no value", R"({"attribute":"vip","op":"notEmpty"})");
    row("anniversary", R"({"attribute":"birthday","op":"anniversary","value":"+3"})");
    row("event", R"({"event":"order","period":"thisWeek"})");
    row("events", R"({"event":["order","view"],"period":{"lastDays":30}})");
    row("from and to", R"({"event":"order","period":{"from":"2026-07-01","to":"2026-07-06T12:00"}})");
    row("open end", R"({"event":"order","period":{"from":"2026-07-01"}})");
    row("count", R"({"event":"order","period":"ever","count":{"op":"<","value":3}})");
    row("average",
        R"({"event":"order","period":"today","average":{"property":"amount","op":"between","value":[1,2]}})");
    row("largest", R"({"event":"order","period":"thisMonth","max":{"property":"amount","op":"in","value":[1,2]}})");
    row("list", R"({"list":"门店名单"})");
    row("received", R"({"received":{"campaign":"黄金会员发券","days":30}})");
    row("received ever", R"({"received":{"channel":"白鸽卡券中心"}})");
    row("random", R"({"random":12.5})");
    row("sequence", R"({"sequence":[{"event":["view","add_to_cart"],"period":"yesterday"},
        {"event":"order","period":"ever","where":[{"property":"amount","op":">","value":5}]}],"within":"90m"})");
    row("where", R"({"event":"order","period":"yesterday",
        "where":[{"property":"shop","op":"startsWith","value":"50%_"},{"property":"paid","op":"empty"}]})");
}

void TestRuleCodec::everyFormComesBackAsItWas()
{
    QFETCH(QByteArray, json);
    Errors errors;
    const Rule rule = ruleFromJson(object(json), QStringLiteral("rule"), errors);
    QCOMPARE(errors, Errors());
    QCOMPARE(ruleToJson(rule), object(json));
}

void TestRuleCodec::fieldsLandWhereTheyBelong()
{
    Errors errors;
    const Rule rule = ruleFromJson(object(R"({"event":["order"],"period":{"lastDays":7},
        "sum":{"property":"amount","op":">","value":5000},"where":[{"property":"shop","op":"in","value":["a"]}]})"),
        {}, errors);
    QCOMPARE(errors, Errors());
    QVERIFY(rule.kind == Rule::Kind::Event);
    QCOMPARE(rule.events, QStringList{QStringLiteral("order")});
    QVERIFY(rule.period == (Period{Period::Kind::LastDays, 7, {}, {}}));
    QVERIFY(rule.measure
        == std::optional(Measure{Measure::Kind::Sum, QStringLiteral("amount"), Operator::Greater, {5000.0}}));
    QVERIFY(rule.where == (QList<PropertyCondition>{{QStringLiteral("shop"), Operator::In, {QStringLiteral("a")}}}));
}

void TestRuleCodec::whatIsLeftOut()
{
    Errors errors;
    const Rule rule = ruleFromJson(object(R"({"event":"order"})"), {}, errors);
    QCOMPARE(errors, Errors());
    QVERIFY(rule.period.kind == Period::Kind::Ever);
    QVERIFY(!rule.measure);
}

void TestRuleCodec::faultsHaveTheirPlace_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("argument"); // the first
    QTest::addColumn<QString>("where");
    const auto row = [](const char* name, const char* json, ErrorKind kind, const char* argument, const char* where) {
        QTest::newRow(name) << QByteArray(json) << int(kind) << QString::fromUtf8(argument) << QString::fromUtf8(where);
    };
    row("no condition", R"({"all":[{}]})", ErrorKind::MissingField,
        "all, any, not, segment, attribute, event, list, received, sequence, random", "rule.all[0]");
    row("a list that is a number", R"({"any":[{"list":1}]})", ErrorKind::WrongType, "text", "rule.any[0].list");
    row("received nothing", R"({"received":{"days":3}})", ErrorKind::MissingField, "campaign, channel",
        "rule.received");
    row("received of both", R"({"received":{"campaign":"a","channel":"b"}})", ErrorKind::BadValue, "campaign, channel",
        "rule.received.channel");
    row("received on no day", R"({"received":{"campaign":"a","days":0}})", ErrorKind::OutOfRange, "0",
        "rule.received.days");
    row("received otherwise", R"({"received":{"campaign":"a","day":1}})", ErrorKind::UnknownField, "day",
        "rule.received.day");
    row("received as a text", R"({"received":"a"})", ErrorKind::WrongType, "object", "rule.received");
    row("a sequence of one", R"({"sequence":[{"event":"a"}],"within":"1h"})", ErrorKind::BadValue, "1",
        "rule.sequence");
    row("a sequence without a time", R"({"sequence":[{"event":"a"},{"event":"b"}]})", ErrorKind::MissingField, "within",
        "rule.within");
    row("a sequence within no time", R"({"sequence":[{"event":"a"},{"event":"b"}],"within":"soon"})",
        ErrorKind::BadValue, "soon", "rule.within");
    row("a sequence within a number", R"({"sequence":[{"event":"a"},{"event":"b"}],"within":3600})",
        ErrorKind::WrongType, "text", "rule.within");
    row("a sequence of others", R"({"sequence":[{"event":"a"},{"attribute":"b"}],"within":"1h"})",
        ErrorKind::MissingField, "event", "rule.sequence[1]");
    row("a sequence with a count", R"({"sequence":[{"event":"a","count":{"op":">","value":1}},{"event":"b"}],
        "within":"1h"})",
        ErrorKind::UnknownField, "count", "rule.sequence[0].count");
    row("a sequence that is none", R"({"sequence":"a","within":"1h"})", ErrorKind::WrongType, "list", "rule.sequence");
    row("within without a sequence", R"({"event":"a","within":"1h"})", ErrorKind::UnknownField, "within",
        "rule.within");
    row("a random text", R"({"random":"30"})", ErrorKind::WrongType, "number", "rule.random");
    row("more than everybody", R"({"random":100.5})", ErrorKind::OutOfRange, "100.5", "rule.random");
    row("no object", R"({"all":["gold"]})", ErrorKind::WrongType, "object", "rule.all[0]");
    row("no list", R"({"all":{}})", ErrorKind::WrongType, "list", "rule.all");
    row("no rule in not", R"({"not":[]})", ErrorKind::WrongType, "object", "rule.not");
    row("two conditions", R"({"all":[],"any":[]})", ErrorKind::UnknownField, "any", "rule.any");
    row("unknown field", R"({"attribute":"vip","op":"=","value":1,"values":2})", ErrorKind::UnknownField, "values",
        "rule.values");
    row("unknown operator", R"({"attribute":"vip","op":"like","value":"g"})", ErrorKind::NotOneOf, "like", "rule.op");
    row("no operator", R"({"attribute":"vip","value":"g"})", ErrorKind::MissingField, "op", "rule.op");
    row("no value", R"({"attribute":"vip","op":"="})", ErrorKind::MissingField, "value", "rule.value");
    row("a value too many", R"({"attribute":"vip","op":"empty","value":"g"})", ErrorKind::UnknownField, "value",
        "rule.value");
    row("a value that is a list", R"({"attribute":"vip","op":"=","value":["g"]})", ErrorKind::WrongType,
        "text, number or boolean", "rule.value");
    row("a list that is none", R"({"attribute":"vip","op":"in","value":"g"})", ErrorKind::WrongType, "list",
        "rule.value");
    row("an empty list", R"({"attribute":"vip","op":"in","value":[]})", ErrorKind::Empty, "value", "rule.value");
    row("null in a list", R"({"attribute":"vip","op":"in","value":["g",null]})", ErrorKind::WrongType,
        "text, number or boolean", "rule.value[1]");
    row("between of three", R"({"attribute":"points","op":"between","value":[1,2,3]})", ErrorKind::BadValue, "[1,2,3]",
        "rule.value");
    row("no event", R"({"event":[]})", ErrorKind::Empty, "event", "rule.event");
    row("an event that is a number", R"({"event":["order",1]})", ErrorKind::WrongType, "text", "rule.event[1]");
    row("unknown period", R"({"event":"order","period":"lastWeek"})", ErrorKind::NotOneOf, "lastWeek", "rule.period");
    row("a period of no kind", R"({"event":"order","period":7})", ErrorKind::WrongType, "text or object",
        "rule.period");
    row("no days", R"({"event":"order","period":{"lastDays":0}})", ErrorKind::OutOfRange, "0", "rule.period.lastDays");
    row("an empty period", R"({"event":"order","period":{}})", ErrorKind::BadValue, "{}", "rule.period");
    row("two measures", R"({"event":"order","count":{"op":">","value":1},"sum":{"property":"a","op":">","value":1}})",
        ErrorKind::BadValue, "count, sum", "rule.sum");
    row("a sum of nothing", R"({"event":"order","sum":{"op":">","value":1}})", ErrorKind::MissingField, "property",
        "rule.sum.property");
    row("a count of a property", R"({"event":"order","count":{"property":"a","op":">","value":1}})",
        ErrorKind::UnknownField, "property", "rule.count.property");
    row("where", R"({"event":"order","where":[{"property":"a","op":"~","value":1}]})", ErrorKind::NotOneOf, "~",
        "rule.where[0].op");
}

void TestRuleCodec::faultsHaveTheirPlace()
{
    QFETCH(QByteArray, json);
    QFETCH(int, kind);
    QFETCH(QString, argument);
    QFETCH(QString, where);
    Errors errors;
    ruleFromJson(object(json), QStringLiteral("rule"), errors);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(int(errors.first().kind), kind);
    QCOMPARE(inEnglish(errors.first().arguments.value(0)), argument);
    QCOMPARE(errors.first().where, where);
}

void TestRuleCodec::everyFaultIsNoted()
{
    Errors errors;
    ruleFromJson(object(R"({"all":[{"attribute":"vip","op":"like"},{"random":-1},{"event":"order","period":"soon"}]})"),
        QStringLiteral("segments[0].rule"), errors);
    QStringList places;
    for (const Error& error : std::as_const(errors))
        places += error.where;
    QCOMPARE(places,
        (QStringList{QStringLiteral("segments[0].rule.all[0].op"), QStringLiteral("segments[0].rule.all[1].random"),
            QStringLiteral("segments[0].rule.all[2].period")}));
}

void TestRuleCodec::depthIsLimited()
{
    QJsonObject rule = object(R"({"all":[]})");
    for (int level = 1; level < maximumRuleDepth; ++level)
        rule = QJsonObject{{QStringLiteral("not"), rule}};
    Errors errors;
    const Rule read = ruleFromJson(rule, QStringLiteral("rule"), errors);
    QCOMPARE(errors, Errors());
    QCOMPARE(ruleDepth(read), maximumRuleDepth);
    ruleFromJson(QJsonObject{{QStringLiteral("any"), QJsonArray{rule}}}, QStringLiteral("rule"), errors);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(int(errors.first().kind), int(ErrorKind::TooMany));
    QVERIFY(errors.first().where.startsWith(QStringLiteral("rule.any[0].not")));
}

WD_TEST(TestRuleCodec)
#include "tst_rulecodec.moc"
