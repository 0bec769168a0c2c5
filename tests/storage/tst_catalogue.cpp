// The catalogue changed: labels, types with the values people have, removals; and people found by what they have.
#include "models/audience/catalogue/catalogueeditor.h"
#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/importing/valueparsing.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

namespace {

const QTimeZone zone("Asia/Shanghai");
constexpr auto people = "login_id,visitor_id,姓名,level,age,joined,vip\n"
                        "u1,v1,张三,gold,31,2026-07-06 09:30:00,true\n"
                        "u2,,李四,silver,,2026-07-07 23:59:59,false\n"
                        "u10,,王五,unknown,40.5,,\n"
                        ",v9,张六,gold,18,2026-07-08 00:00:00,true\n";
constexpr auto events = "login_id,event,time,amount,sku,gift\n"
                        "u1,order,2026-07-01 10:00:00,99.5,A-1,true\n"
                        "u1,order,2026-07-02 10:00:00,12,B-2,false\n"
                        "u1,view,2026-07-02 09:00:00,,C-3,\n"
                        "u2,order,2026-07-02 10:00:00,7,\"q\"\"d\",true\n";

} // namespace

class TestCatalogue : public QObject {
    Q_OBJECT
private slots:
    void init();
    void labelsAreKept();
    void aNewAttributeHasAColumn();
    void badKeysAreRefused_data();
    void badKeysAreRefused();
    void aTypeChangesWithItsValues();
    void valuesThatDoNotFitAreRefusedOrDropped();
    void aTimeBecomesItsDayInTheZone();
    void noTypeChangesWhatAValueSays_data();
    void noTypeChangesWhatAValueSays();
    void choicesNarrowOnlyWithWord();
    void aRemovedAttributeIsGoneWithItsValues();
    void theIdsStay();
    void whatIsNotThereIsSaid();
    void eventsAreLabelled();
    void aPropertyGetsAnotherType();
    void aRemovedEventTakesItsPropertiesAlong();
    void aRemovedPropertyLeavesTheOthers();
    void peopleAreFound_data();
    void peopleAreFound();
    void theLatestPeopleComeWithoutAText();
    void eventsOfAPersonComeInPages();

private:
    CatalogueEditor editor() { return {*m_desk->audience, zone}; }
    Catalogue catalogue() { return Catalogue::load(*m_desk->audience).value(); }
    Attribute attribute(const QString& key) { return *catalogue().attributeByKey(key); }
    EventName event(const QString& key) { return *catalogue().eventByKey(key); }
    QStringList column(const QString& key)
    {
        return m_desk->rows("SELECT login_id, " + attribute(key).column() + " FROM person ORDER BY id");
    }
    static QStringList ids(const Result<QList<Person>>& found)
    {
        QStringList all;
        for (const Person& person : found.value())
            all += person.loginId.isEmpty() ? person.visitorId : person.loginId;
        return all;
    }

    std::unique_ptr<ImportFixture> m_desk;
};

void TestCatalogue::init()
{
    m_desk = std::make_unique<ImportFixture>();
    ImportOptions options;
    options.zone = zone;
    const Result<ImportReport> imported = m_desk->import(people, options);
    QVERIFY(imported && imported->failed == 0);
    options.kind = ImportKind::Events;
    const Result<ImportReport> done = m_desk->import(events, options);
    QVERIFY(done && done->failed == 0);
}

void TestCatalogue::labelsAreKept()
{
    Attribute level = attribute(QStringLiteral("level"));
    level.labelZh = QStringLiteral("会员等级");
    level.labelEn = QStringLiteral("Level");
    level.userKind = UserKind::Visitor;
    QVERIFY(editor().save(level, CatalogueEditor::Unfitting::Refuse));
    QCOMPARE(attribute(QStringLiteral("level")), level);
    level.labelEn.clear();
    QVERIFY(editor().save(level, CatalogueEditor::Unfitting::Refuse));
    QCOMPARE(m_desk->rows("SELECT label_en FROM attribute WHERE key='level'"), QStringList{QStringLiteral("-")});
}

void TestCatalogue::aNewAttributeHasAColumn()
{
    const Attribute city{0, QStringLiteral("city"), {}, QStringLiteral("城市"), AttributeType::Choice, UserKind::Login,
        {QStringLiteral("北京"), QStringLiteral("上海")}};
    const Result<Attribute> added = editor().save(city, CatalogueEditor::Unfitting::Refuse);
    QVERIFY(added && added->id > 0);
    QCOMPARE(attribute(QStringLiteral("city")), *added);
    ImportOptions options;
    const Result<ImportReport> imported = m_desk->import("login_id,city\nu1,北京\nu2,广州\n", options);
    QVERIFY(imported);
    QCOMPARE(imported->updated, 1);
    QCOMPARE(imported->failed, 1);
    QCOMPARE(column(QStringLiteral("city")).first(), QStringLiteral("u1|北京"));
    QCOMPARE(editor().save(city, CatalogueEditor::Unfitting::Refuse).error().kind, ErrorKind::Duplicate);
}

void TestCatalogue::badKeysAreRefused_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("empty") << QString() << ErrorKind::Empty;
    QTest::newRow("space") << QStringLiteral(" city") << ErrorKind::BadValue;
    QTest::newRow("line") << QStringLiteral("ci\nty") << ErrorKind::BadValue;
    QTest::newRow("long") << QString(101, u'x') << ErrorKind::BadValue;
    QTest::newRow("id") << QStringLiteral("login_id") << ErrorKind::Duplicate;
}

void TestCatalogue::badKeysAreRefused()
{
    QFETCH(const QString, key);
    Attribute attribute;
    attribute.key = key;
    const Result<Attribute> added = editor().save(attribute, CatalogueEditor::Unfitting::Refuse);
    QVERIFY(!added);
    QTEST(added.error().kind, "kind");
    QCOMPARE(added.error().where, QStringLiteral("key"));
}

void TestCatalogue::aTypeChangesWithItsValues()
{
    Attribute age = attribute(QStringLiteral("age"));
    QCOMPARE(age.type, AttributeType::Number);
    age.type = AttributeType::Text;
    QVERIFY(editor().save(age, CatalogueEditor::Unfitting::Refuse));
    QCOMPARE(column(QStringLiteral("age")),
        (QStringList{
            QStringLiteral("u1|31"), QStringLiteral("u2|-"), QStringLiteral("u10|40.5"), QStringLiteral("-|18")}));
    QCOMPARE(m_desk->rows("SELECT DISTINCT typeof(" + age.column() + ") FROM person ORDER BY 1"),
        (QStringList{QStringLiteral("null"), QStringLiteral("text")}));
    age.type = AttributeType::Number;
    QVERIFY(editor().save(age, CatalogueEditor::Unfitting::Refuse));
    QCOMPARE(m_desk->rows("SELECT DISTINCT typeof(" + age.column() + ") FROM person ORDER BY 1"),
        (QStringList{QStringLiteral("integer"), QStringLiteral("null"), QStringLiteral("real")}));
}

void TestCatalogue::valuesThatDoNotFitAreRefusedOrDropped()
{
    Attribute level = attribute(QStringLiteral("level"));
    level.type = AttributeType::Choice;
    level.choices = {QStringLiteral("gold"), QStringLiteral("silver")};
    const QStringList before = column(QStringLiteral("level"));
    const Result<Attribute> refused = editor().save(level, CatalogueEditor::Unfitting::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error(),
        (Error{ErrorKind::ValuesUnfit,
            {QStringLiteral("1"), QStringLiteral("unknown"), typeName(AttributeType::Choice)}, {}}));
    QCOMPARE(column(QStringLiteral("level")), before);
    QCOMPARE(attribute(QStringLiteral("level")).type, AttributeType::Text);
    QVERIFY(editor().save(level, CatalogueEditor::Unfitting::Drop));
    QCOMPARE(column(QStringLiteral("level")),
        (QStringList{QStringLiteral("u1|gold"), QStringLiteral("u2|silver"), QStringLiteral("u10|-"),
            QStringLiteral("-|gold")}));
}

void TestCatalogue::aTimeBecomesItsDayInTheZone()
{
    Attribute joined = attribute(QStringLiteral("joined"));
    QCOMPARE(joined.type, AttributeType::DateTime);
    joined.type = AttributeType::Date;
    const QStringList before = column(QStringLiteral("joined"));
    const Result<Attribute> refused = editor().save(joined, CatalogueEditor::Unfitting::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error().arguments.mid(0, 2),
        (QStringList{QStringLiteral("2"), QStringLiteral("2026-07-06T09:30:00.000+08:00")}));
    QCOMPARE(column(QStringLiteral("joined")), before);
    QVERIFY(editor().save(joined, CatalogueEditor::Unfitting::Drop));
    QCOMPARE(column(QStringLiteral("joined")),
        (QStringList{QStringLiteral("u1|2026-07-06"), QStringLiteral("u2|2026-07-07"), QStringLiteral("u10|-"),
            QStringLiteral("-|2026-07-08")}));
}

// What of a text is a number, a day or a yes, and what would say something else as one.
void TestCatalogue::noTypeChangesWhatAValueSays_data()
{
    QTest::addColumn<AttributeType>("type");
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QString>("unfit"); // the first one; none: all fit
    QTest::addColumn<QStringList>("back"); // as texts again, without those that don't fit
    const auto row
        = [](const char* name, AttributeType type, const QByteArray& texts, const char* unfit, const QByteArray& back) {
              QTest::newRow(name) << type << QString::fromUtf8(texts).split(u'|') << QString::fromUtf8(unfit)
                                  << QString::fromUtf8(back).split(u'|');
          };
    constexpr auto number = AttributeType::Number;
    row("plain", number, "7|-12.5|0|0.25|123456789012345|1000000", "", "7|-12.5|0|0.25|123456789012345|1000000");
    row("leading zeros", number, "8|007|00", "007", "8|-|-");
    row("too long", number, "12345678901234567890|1|0012345678901234567", "12345678901234567890", "-|1|-");
    row("16 digits", number, "1234567890123456|1", "1234567890123456", "-|1");
    row("long decimals", number, "0.1234567890123456789|123456789.12345679|0.000000000000000001",
        "0.1234567890123456789", "-|123456789.12345679|0.000000000000000001");
    row("codes", number, "12E5|+8613800138000|5.|1", "12E5", "-|-|-|1");
    row("versions", number, "1.9|1.10|1.11", "1.10", "1.9|-|1.11");
    row("prices", number, "12.50|199|8.00|¥1,234.50", "", "12.5|199|8|1234.5");
    constexpr auto date = AttributeType::Date;
    row("days", date, "2026/7/6|2026年7月6日|20260706|2026-07-06T00:00:00+08:00", "",
        "2026-07-06|2026-07-06|2026-07-06|2026-07-06");
    row("times", date, "2026-07-06T18:02:00|2026/7/6 18:02|1783332120|x", "2026-07-06T18:02:00",
        "2026-07-06|2026-07-06|2026-07-06|-");
    row("yes", AttributeType::Boolean, "是|no|1|7", "7", "true|false|true|-");
    row("moments", AttributeType::DateTime, "2026-07-06|2026-07-06T18:02:00.250Z|x", "x",
        "2026-07-06T00:00:00.000+08:00|2026-07-07T02:02:00.250+08:00|-");
}

void TestCatalogue::noTypeChangesWhatAValueSays()
{
    QFETCH(const AttributeType, type);
    QFETCH(const QStringList, texts);
    QFETCH(const QString, unfit);
    QFETCH(const QStringList, back);
    using Unfitting = CatalogueEditor::Unfitting;
    ImportOptions options;
    options.zone = zone;
    options.types = {{QStringLiteral("v"), AttributeType::Text}};
    QByteArray people = "login_id,v\n";
    QByteArray events = "login_id,event,time,v\n";
    for (const QString& text : texts) {
        const QByteArray cell = '"' + text.toUtf8() + "\"\n";
        people += 'p' + QByteArray::number(people.size()) + ',' + cell;
        events += "u1,said,2026-07-01," + cell;
    }
    QVERIFY(m_desk->import(people, options));
    options.kind = ImportKind::Events;
    QVERIFY(m_desk->import(events, options));
    const auto changeAttribute = [this](AttributeType to, Unfitting unfitting) -> Result<void> {
        Attribute attribute = this->attribute(QStringLiteral("v"));
        attribute.type = to;
        const Result<Attribute> saved = editor().save(attribute, unfitting);
        return saved ? Result<void>() : saved.error();
    };
    const auto changeProperty = [this](AttributeType to, Unfitting unfitting) {
        EventName said = event(QStringLiteral("said"));
        said.properties.first().type = to;
        return editor().saveEvent(said, unfitting);
    };
    const auto ofPeople = [this] {
        return m_desk->rows(
            "SELECT " + attribute(QStringLiteral("v")).column() + " FROM person WHERE login_id LIKE 'p%' ORDER BY id");
    };
    const auto ofEvents = [this] {
        return m_desk->rows("SELECT json_extract(properties,'$.v') FROM event WHERE name_id="
                            "(SELECT id FROM event_name WHERE key='said') ORDER BY id");
    };
    for (const auto& [change, values] :
        {std::pair<std::function<Result<void>(AttributeType, Unfitting)>, std::function<QStringList()>>{
             changeAttribute, ofPeople},
            {changeProperty, ofEvents}}) {
        QCOMPARE(values(), texts);
        const Result<void> changed = change(type, Unfitting::Refuse);
        QCOMPARE(bool(changed), unfit.isEmpty());
        if (!changed) {
            QCOMPARE(changed.error().kind, ErrorKind::ValuesUnfit);
            QCOMPARE(changed.error().arguments.value(1), unfit);
            QCOMPARE(values(), texts);
            QVERIFY(change(type, Unfitting::Drop));
        }
        QVERIFY(change(AttributeType::Text, Unfitting::Refuse));
        QCOMPARE(values(), back);
    }
}

void TestCatalogue::choicesNarrowOnlyWithWord()
{
    Attribute level = attribute(QStringLiteral("level"));
    level.type = AttributeType::Choice;
    QVERIFY(editor().save(level, CatalogueEditor::Unfitting::Refuse));
    QCOMPARE(editor().valuesOf(level, 2).value(), (QStringList{QStringLiteral("gold"), QStringLiteral("silver")}));
    level.choices = {QStringLiteral("gold")};
    const Result<Attribute> refused = editor().save(level, CatalogueEditor::Unfitting::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error().arguments.first(), QStringLiteral("2"));
}

void TestCatalogue::aRemovedAttributeIsGoneWithItsValues()
{
    const Attribute level = attribute(QStringLiteral("level"));
    QVERIFY(editor().removeAttribute(level.id));
    QVERIFY(!catalogue().attributeByKey(level.key));
    const QStringList columns = m_desk->rows("SELECT name FROM pragma_table_info('person')");
    QVERIFY(!columns.contains(QString::fromLatin1(level.column())));
    // A column that comes again begins empty.
    QVERIFY(m_desk->import("login_id,level\nu2,gold\n"));
    QCOMPARE(column(QStringLiteral("level")),
        (QStringList{
            QStringLiteral("u1|-"), QStringLiteral("u2|gold"), QStringLiteral("u10|-"), QStringLiteral("-|-")}));
}

void TestCatalogue::theIdsStay()
{
    Attribute id = loginIdAttribute();
    id.type = AttributeType::Number;
    QCOMPARE(editor().removeAttribute(visitorIdAttribute().id).error().kind, ErrorKind::NotFound);
    QVERIFY(!editor().save(id, CatalogueEditor::Unfitting::Drop));
}

void TestCatalogue::whatIsNotThereIsSaid()
{
    Attribute attribute;
    attribute.id = 99;
    QCOMPARE(editor().save(attribute, CatalogueEditor::Unfitting::Drop).error().kind, ErrorKind::NotFound);
    QCOMPARE(editor().removeAttribute(99).error().kind, ErrorKind::NotFound);
    QCOMPARE(editor().removeEvent(99).error().kind, ErrorKind::NotFound);
    QCOMPARE(editor().removeProperty(1, 99).error().kind, ErrorKind::NotFound);
    EventName name = event(QStringLiteral("order"));
    name.properties.first().id = 99;
    name.labelZh = QStringLiteral("下单");
    QCOMPARE(editor().saveEvent(name).error().kind, ErrorKind::NotFound);
    QCOMPARE(event(QStringLiteral("order")).labelZh, QString());
    name.id = 99;
    QCOMPARE(editor().saveEvent(name).error().kind, ErrorKind::NotFound);
}

void TestCatalogue::eventsAreLabelled()
{
    EventName order = event(QStringLiteral("order"));
    order.labelZh = QStringLiteral("下单");
    order.completeUntil = 1'782'000'000'000;
    order.properties.first().labelZh = QStringLiteral("金额");
    order.properties.last().choices = {QStringLiteral("true")};
    QVERIFY(editor().saveEvent(order));
    QCOMPARE(event(QStringLiteral("order")), order);
}

void TestCatalogue::aPropertyGetsAnotherType()
{
    const auto import = [this](const QByteArray& rows) {
        ImportOptions options;
        options.kind = ImportKind::Events;
        return m_desk->import("login_id,event,time,price,day,tag\n" + rows, options);
    };
    QVERIFY(import("u1,buy,2026-07-01,12.5,2026-07-02,a\nu1,buy,2026-07-02,abc,,b\nu1,buy,2026-07-03,7,2026-07-04,\n"
                   "u1,see,2026-07-03,abc,,\n"));
    const QByteArray all = "SELECT properties FROM event WHERE name_id=(SELECT id FROM event_name WHERE key='buy')";
    const QStringList before = m_desk->rows(all);
    const auto change = [this](const char* key, AttributeType type, CatalogueEditor::Unfitting unfitting) {
        EventName buy = event(QStringLiteral("buy"));
        for (Property& property : buy.properties)
            if (property.key == QLatin1String(key))
                property.type = type;
        return editor().saveEvent(buy, unfitting);
    };
    using Unfitting = CatalogueEditor::Unfitting;
    const Result<void> refused = change("price", AttributeType::Number, Unfitting::Refuse);
    QCOMPARE(refused.error().kind, ErrorKind::ValuesUnfit);
    QCOMPARE(refused.error().arguments.mid(0, 2), (QStringList{QStringLiteral("1"), QStringLiteral("abc")}));
    QCOMPARE(m_desk->rows(all), before);
    QVERIFY(change("price", AttributeType::Number, Unfitting::Drop));
    const qint64 price = event(QStringLiteral("buy")).propertyByKey(QStringLiteral("price"))->id;
    const QByteArray numbers = "SELECT p" + QByteArray::number(price) + " FROM event WHERE name_id=("
        + "SELECT id FROM event_name WHERE key='buy')";
    QCOMPARE(m_desk->rows(numbers), (QStringList{QStringLiteral("12.5"), QStringLiteral("-"), QStringLiteral("7")}));
    QCOMPARE(m_desk->rows(all),
        (QStringList{QStringLiteral("{\"day\":\"2026-07-02\",\"tag\":\"a\"}"), QStringLiteral("{\"tag\":\"b\"}"),
            QStringLiteral("{\"day\":\"2026-07-04\"}")}));
    // What another event has under that name is its own.
    QCOMPARE(event(QStringLiteral("see")).properties.first().type, AttributeType::Text);
    QVERIFY(import("u1,buy,2026-08-01,9,,\n"));
    // And back, as text.
    QVERIFY(change("price", AttributeType::Text, Unfitting::Refuse));
    QVERIFY(change("day", AttributeType::DateTime, Unfitting::Refuse));
    QVERIFY(change("tag", AttributeType::Boolean, Unfitting::Drop));
    QCOMPARE(m_desk->rows(all),
        (QStringList{QStringLiteral("{\"day\":1782921600000,\"price\":\"12.5\"}"), QStringLiteral("-"),
            QStringLiteral("{\"day\":1783094400000,\"price\":\"7\"}"), QStringLiteral("{\"price\":\"9\"}")}));
}

void TestCatalogue::aRemovedEventTakesItsPropertiesAlong()
{
    QVERIFY(editor().removeEvent(event(QStringLiteral("order")).id));
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("1")});
    QCOMPARE(catalogue().events().size(), 1);
    ImportOptions options;
    options.kind = ImportKind::Events;
    options.repeat = ImportRepeat::Again;
    const Result<ImportReport> again = m_desk->import(events, options);
    QVERIFY(again && again->failed == 0);
}

void TestCatalogue::aRemovedPropertyLeavesTheOthers()
{
    const EventName order = event(QStringLiteral("order"));
    QVERIFY(editor().removeProperty(order.id, order.propertyByKey(QStringLiteral("sku"))->id));
    QCOMPARE(m_desk->rows("SELECT properties FROM event ORDER BY id"),
        (QStringList{QStringLiteral("{\"gift\":true}"), QStringLiteral("{\"gift\":false}"),
            QStringLiteral("{\"sku\":\"C-3\"}"), QStringLiteral("{\"gift\":true}")}));
    QVERIFY(editor().removeProperty(order.id, order.propertyByKey(QStringLiteral("gift"))->id));
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event WHERE properties IS NULL"), QStringList{QStringLiteral("3")});
    QVERIFY(editor().removeProperty(order.id, order.propertyByKey(QStringLiteral("amount"))->id));
    QVERIFY(event(QStringLiteral("order")).properties.isEmpty());
}

void TestCatalogue::peopleAreFound_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("login id first") << QStringLiteral("u1") << QStringList{QStringLiteral("u1"), QStringLiteral("u10")};
    QTest::newRow("visitor id") << QStringLiteral("v9") << QStringList{QStringLiteral("v9")};
    QTest::newRow("name") << QStringLiteral("张") << QStringList{QStringLiteral("u1"), QStringLiteral("v9")};
    QTest::newRow("number") << QStringLiteral("40.5") << QStringList{QStringLiteral("u10")};
    QTest::newRow("percent is plain") << QStringLiteral("%") << QStringList();
    QTest::newRow("quote") << QStringLiteral("' OR 1 --") << QStringList();
}

void TestCatalogue::peopleAreFound()
{
    QFETCH(const QString, text);
    const Catalogue known = catalogue();
    QTEST(ids(PeopleSearch(*m_desk->audience, known).find(text, 10)), "found");
}

void TestCatalogue::theLatestPeopleComeWithoutAText()
{
    const Catalogue known = catalogue();
    QCOMPARE(ids(PeopleSearch(*m_desk->audience, known).find({}, 2)),
        (QStringList{QStringLiteral("v9"), QStringLiteral("u10")}));
}

void TestCatalogue::eventsOfAPersonComeInPages()
{
    const Catalogue known = catalogue();
    const PeopleSearch search(*m_desk->audience, known);
    const qint64 person = search.find(QStringLiteral("u1"), 1).value().first().id;
    const QList<PersonEvent> first = search.events(person, {}, 2).value();
    QCOMPARE(first.size(), 2);
    QCOMPARE(first[0].name, QStringLiteral("order"));
    QCOMPARE(first[0].properties,
        (QList<std::pair<QString, QVariant>>{{QStringLiteral("amount"), 12.0},
            {QStringLiteral("sku"), QStringLiteral("B-2")}, {QStringLiteral("gift"), false}}));
    QCOMPARE(first[1].name, QStringLiteral("view"));
    const QList<PersonEvent> rest = search.events(person, EventMark{first[1].at, first[1].id}, 2).value();
    QCOMPARE(rest.size(), 1);
    QCOMPARE(rest[0].at, QDateTime(QDate(2026, 7, 1), QTime(10, 0), zone).toMSecsSinceEpoch());
    QCOMPARE(search.eventCounts(person).value(),
        (QMap<QString, qint64>{{QStringLiteral("order"), 2}, {QStringLiteral("view"), 1}}));
    QCOMPARE(search.person(77).error().kind, ErrorKind::NotFound);
}

WD_TEST(TestCatalogue)
#include "tst_catalogue.moc"
