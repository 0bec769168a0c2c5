// Whether rules fit an audience.
#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/rulecodec.h"
#include "models/base/phrase.h"
#include "models/storage/migration.h"

#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

class TestRuleChecker : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theCatalogue();
    void fittingRules_data();
    void fittingRules();
    void faults_data();
    void faults();
    void rulesThatNoDocumentHolds();
    void anEmptyAudienceKnowsNothing();

private:
    Rule ruleOf(const QByteArray& json) const;
    Errors check(const Rule& rule) const
    {
        return checkRule(rule, m_catalogue, {1'790'000'000'000, QTimeZone("Asia/Shanghai")}, QStringLiteral("rule"));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_audience;
    Catalogue m_catalogue;
    Catalogue m_empty;
};

void TestRuleChecker::initTestCase()
{
    auto opened = Database::openWriter(m_folder.filePath(QStringLiteral("audience.db")), Database::Durability::Normal);
    QVERIFY(opened);
    m_audience = std::move(opened).value();
    QVERIFY(migrate(*m_audience, migrationScripts(QStringLiteral("audience")), 1));
    const Result<Catalogue> empty = Catalogue::load(*m_audience);
    QVERIFY(empty);
    m_empty = *empty;
    QVERIFY(m_audience->execute(
        "INSERT INTO attribute VALUES(1,'name',NULL,NULL,0,0,NULL),(2,'points',NULL,NULL,1,0,NULL),"
        "(3,'birthday','Birthday','生日',2,0,NULL),(4,'registered',NULL,NULL,3,0,NULL),(5,'active',NULL,NULL,4,1,NULL),"
        "(6,'vip',NULL,NULL,5,0,'[\"gold\",\"silver\"]');"
        "INSERT INTO event_name "
        "VALUES(1,'order',NULL,'下单',1700000000000),(2,'view',NULL,NULL,NULL),(3,'login',NULL,NULL,NULL),(4,'open',"
        "NULL,NULL,NULL);"
        "INSERT INTO property(id,event_name_id,key,type) "
        "VALUES(1,1,'amount',1),(2,1,'shop',0),(3,2,'shop',0),(4,2,'seconds',1),(5,4,'device',0)"));
    const Result<Catalogue> catalogue = Catalogue::load(*m_audience);
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

Rule TestRuleChecker::ruleOf(const QByteArray& json) const
{
    Errors errors;
    const Rule rule = ruleFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("rule"), errors);
    if (!errors.isEmpty())
        qFatal("%s", json.constData());
    return rule;
}

void TestRuleChecker::theCatalogue()
{
    QStringList keys;
    QByteArrayList columns;
    for (const Attribute& attribute : m_catalogue.attributes()) {
        keys += attribute.key;
        columns += attribute.column();
    }
    QCOMPARE(keys.join(u' '), QStringLiteral("login_id visitor_id name points birthday registered active vip"));
    QCOMPARE(columns.join(' '), QByteArray("login_id visitor_id a1 a2 a3 a4 a5 a6"));
    const Attribute* const vip = m_catalogue.attributeByKey(QStringLiteral("vip"));
    QVERIFY(vip);
    QCOMPARE(vip->choices, (QStringList{QStringLiteral("gold"), QStringLiteral("silver")}));
    QVERIFY(m_catalogue.attributeByKey(QStringLiteral("active"))->userKind == UserKind::Visitor);
    QCOMPARE(m_catalogue.attributeByKey(QStringLiteral("birthday"))->labelZh, QStringLiteral("生日"));
    const EventName* const order = m_catalogue.eventByKey(QStringLiteral("order"));
    QVERIFY(order);
    QCOMPARE(order->completeUntil, std::optional<UtcMs>(1'700'000'000'000));
    QCOMPARE(order->properties.size(), 2);
    QVERIFY(order->propertyByKey(QStringLiteral("amount"))->type == AttributeType::Number);
    QVERIFY(!order->propertyByKey(QStringLiteral("seconds")));
    QVERIFY(!m_catalogue.eventByKey(QStringLiteral("view"))->completeUntil);
    QVERIFY(!m_catalogue.attributeByKey(QStringLiteral("VIP")));
}

void TestRuleChecker::fittingRules_data()
{
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char* json) { QTest::newRow(json) << QByteArray(json); };
    row(R"({"attribute":"name","op":"contains","value":"%_"})");
    row(R"({"attribute":"login_id","op":"in","value":["u1","u2"]})");
    row(R"({"attribute":"points","op":"between","value":[1,"1.0"]})");
    row(R"({"attribute":"points","op":"=","value":"12.5"})");
    row(R"({"attribute":"birthday","op":"on","value":"2026/7/6"})");
    row(R"({"attribute":"birthday","op":"between","value":["2026-07-06","2026-07-06"]})");
    row(R"({"attribute":"birthday","op":"anniversary","value":"today"})");
    row(R"({"attribute":"birthday","op":"anniversary","value":"-3"})");
    row(R"({"attribute":"birthday","op":"nextDays","value":1})");
    row(R"({"attribute":"registered","op":">=","value":"2026-07-06T09:00:30+08:00"})");
    row(R"({"attribute":"registered","op":"after","value":"2026-07-06"})");
    row(R"({"attribute":"active","op":"!=","value":"false"})");
    row(R"({"attribute":"vip","op":"in","value":["gold"]})");
    row(R"({"attribute":"vip","op":"startsWith","value":"g"})");
    row(R"({"event":["order","view"],"period":{"lastDays":1},"where":[{"property":"shop","op":"empty"}]})");
    row(R"({"event":"order","period":{"from":"2026-07-06","to":"2026-07-06"},
        "sum":{"property":"amount","op":">","value":1}})");
    row(R"({"all":[{"segment":"somebody else's business"}]})");
}

void TestRuleChecker::fittingRules()
{
    QFETCH(QByteArray, json);
    QCOMPARE(check(ruleOf(json)), Errors());
}

void TestRuleChecker::faults_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("where");
    const auto row = [](const QByteArray& json, ErrorKind kind, const QByteArray& arguments, const char* where) {
        QTest::newRow(json) << json << int(kind) << QString::fromUtf8(arguments) << QString::fromUtf8(where);
    };
    const char* const keys = "level|login_id, visitor_id, name, points, birthday, registered, active, vip";
    row(R"({"not":{"attribute":"level","op":"empty"}})", ErrorKind::NotOneOf, keys, "rule.not.attribute");
    row(R"({"any":[{"event":"buy"}]})", ErrorKind::NotOneOf, "buy|order, view, login, open", "rule.any[0].event");
    row(R"({"event":["order","buy"]})", ErrorKind::NotOneOf, "buy|order, view, login, open", "rule.event[1]");
    row(R"({"event":["order","order"]})", ErrorKind::Duplicate, "order", "rule.event[1]");
    row(R"({"attribute":"active","op":"<","value":true})", ErrorKind::NotOneOf, "<|=, !=, notEmpty, empty", "rule.op");
    row(R"({"attribute":"name","op":"anniversary","value":1})", ErrorKind::NotOneOf,
        "anniversary|=, !=, in, notIn, contains, notContains, startsWith, notEmpty, empty", "rule.op");
    row(R"({"attribute":"name","op":"=","value":""})", ErrorKind::Empty, "value", "rule.value");
    row(R"({"attribute":"name","op":"in","value":["a",13]})", ErrorKind::BadValue,
        "13|a text in quotes, such as \"13\"", "rule.value[1]");
    row(R"({"attribute":"points","op":">","value":"many"})", ErrorKind::BadValue, "many|a number such as 12.5",
        "rule.value");
    row(R"({"attribute":"points","op":"=","value":true})", ErrorKind::BadValue, "true|a number such as 12.5",
        "rule.value");
    row(R"({"attribute":"points","op":"between","value":[5,4.5]})", ErrorKind::BadValue, "4.5|not below 5",
        "rule.value[1]");
    row(R"({"attribute":"birthday","op":"on","value":"2026-02-29"})", ErrorKind::BadValue,
        "2026-02-29|a date such as 2026-07-06, “today”, or days from today such as -3", "rule.value");
    row(R"({"attribute":"birthday","op":"<","value":"2026-07-06T10:00"})", ErrorKind::BadValue,
        "2026-07-06T10:00|a date such as 2026-07-06, “today”, or days from today such as -3", "rule.value");
    row(R"({"attribute":"registered","op":"before","value":"2026-07-06T10:00"})", ErrorKind::BadValue,
        "2026-07-06T10:00|a date such as 2026-07-06, “today”, or days from today such as -3", "rule.value");
    row(R"({"attribute":"registered","op":"between","value":["2026-07-07","2026-07-06T23:59"]})", ErrorKind::BadValue,
        "2026-07-06T23:59|not below 2026-07-07", "rule.value[1]");
    // A year, a part of a day, more days than a rule counts.
    for (const char* days : {"\"2026\"", "1.5", "36501", "\"3\"", "\"yesterday\"", "true"})
        row(QByteArray("{\"attribute\":\"birthday\",\"op\":\"before\",\"value\":").append(days).append("}"),
            ErrorKind::BadValue,
            QByteArray(days).replace("\"", "").append(
                "|a date such as 2026-07-06, “today”, or days from today such as -3"),
            "rule.value");
    row(R"({"attribute":"registered","op":"=","value":"tomorrow"})", ErrorKind::BadValue,
        "tomorrow|a date or time such as 2026-07-06 or 2026-07-06T09:00, “today”, or days from today such as -3",
        "rule.value");
    row(R"({"attribute":"registered","op":"between","value":["today",-1]})", ErrorKind::BadValue, "-1|not below today",
        "rule.value[1]");
    row(R"({"attribute":"birthday","op":"lastDays","value":0})", ErrorKind::BadValue,
        "0|a number of days from 1 to 36500", "rule.value");
    row(R"({"attribute":"birthday","op":"anniversary","value":1.5})", ErrorKind::BadValue,
        "1.5|today, or a number of days such as 3 or -3", "rule.value");
    row(R"({"attribute":"active","op":"=","value":1})", ErrorKind::BadValue, "1|true or false", "rule.value");
    row(R"({"attribute":"vip","op":"=","value":"Gold"})", ErrorKind::NotOneOf, "Gold|gold, silver", "rule.value");
    row(R"({"event":"order","where":[{"property":"seconds","op":"empty"}]})", ErrorKind::NotOneOf,
        "seconds|amount, shop", "rule.where[0].property");
    row(R"({"event":"login","where":[{"property":"shop","op":"empty"}]})", ErrorKind::NotFound, "property|login.shop",
        "rule.where[0].property");
    row(R"({"event":["order","view"],"where":[{"property":"shop","op":">","value":"a"}]})", ErrorKind::NotOneOf,
        ">|=, !=, in, notIn, contains, notContains, startsWith, notEmpty, empty", "rule.where[0].op");
    row(R"({"event":"order","max":{"property":"shop","op":">","value":1}})", ErrorKind::BadValue,
        "shop|a property that is a number: amount", "rule.max.property");
    row(R"({"event":"open","sum":{"property":"device","op":">","value":1}})", ErrorKind::BadValue,
        "device|a property that is a number; “open” has none", "rule.sum.property");
    row(R"({"event":"order","count":{"op":"empty"}})", ErrorKind::NotOneOf,
        "empty|=, !=, >, >=, <, <=, between, in, notIn", "rule.count.op");
    row(R"({"event":"order","period":{"from":"2026-7","to":"2026-07-06"}})", ErrorKind::BadValue,
        "2026-7|a date or time such as 2026-07-06 or 2026-07-06T09:00", "rule.period.from");
    row(R"({"event":"order","period":{"from":"2026-07-07","to":"2026-07-06"}})", ErrorKind::BadValue,
        "2026-07-06|not before 2026-07-07", "rule.period.to");
    row(R"({"event":"order","period":{"from":"2026-07-06T24:00"}})", ErrorKind::BadValue,
        "2026-07-06T24:00|a date or time such as 2026-07-06 or 2026-07-06T09:00", "rule.period.from");
}

void TestRuleChecker::faults()
{
    QFETCH(QByteArray, json);
    QFETCH(int, kind);
    QFETCH(QString, arguments);
    QFETCH(QString, where);
    const Errors errors = check(ruleOf(json));
    QCOMPARE(errors.size(), 1);
    QStringList words;
    for (const QString& argument : errors.first().arguments)
        words += inEnglish(argument);
    QCOMPARE(words.join(u'|'), arguments);
    QCOMPARE(errors.first().where, where);
    QCOMPARE(int(errors.first().kind), kind);
}

// A form may leave out what a document can't.
void TestRuleChecker::rulesThatNoDocumentHolds()
{
    const auto fault = [this](const Rule& rule) {
        const Errors errors = check(rule);
        return errors.size() == 1 ? errors.first() : Error();
    };
    Rule rule;
    rule.kind = Rule::Kind::Not;
    QCOMPARE(fault(rule).where, QStringLiteral("rule.not"));
    rule.kind = Rule::Kind::Event;
    QCOMPARE(fault(rule), (Error{ErrorKind::Empty, {QStringLiteral("event")}, QStringLiteral("rule.event")}));
    rule.events = {QStringLiteral("order")};
    rule.period.kind = Period::Kind::FromTo;
    QCOMPARE(fault(rule), (Error{ErrorKind::Empty, {QStringLiteral("from, to")}, QStringLiteral("rule.period")}));
    rule.period.kind = Period::Kind::LastDays;
    QCOMPARE(fault(rule).where, QStringLiteral("rule.period.lastDays"));
    rule.kind = Rule::Kind::Segment;
    QCOMPARE(fault(rule).where, QStringLiteral("rule.segment"));
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = QStringLiteral("name");
    QCOMPARE(fault(rule), (Error{ErrorKind::Empty, {QStringLiteral("value")}, QStringLiteral("rule.value")}));
    rule.values = {QStringLiteral("a"), QStringLiteral("b")};
    QCOMPARE(fault(rule).where, QStringLiteral("rule.value"));
}

void TestRuleChecker::anEmptyAudienceKnowsNothing()
{
    const Error event = m_empty.unknownEvent(QStringLiteral("order"), QStringLiteral("rule.event"));
    QCOMPARE(event,
        (Error{ErrorKind::NotFound, {QStringLiteral("event"), QStringLiteral("order")}, QStringLiteral("rule.event")}));
    const Error attribute = m_empty.unknownAttribute(QStringLiteral("vip"), QStringLiteral("rule.attribute"));
    QCOMPARE(attribute,
        (Error{ErrorKind::NotOneOf, {QStringLiteral("vip"), QStringLiteral("login_id, visitor_id")},
            QStringLiteral("rule.attribute")}));
}

WD_TEST(TestRuleChecker)
#include "tst_rulechecker.moc"
