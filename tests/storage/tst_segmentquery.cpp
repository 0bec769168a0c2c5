// Rules as SQL: against a plain evaluation of random rules, and exact cases.
#include "models/audience/query/segmentquery.h"
#include "models/audience/rules/rulecodec.h"
#include "models/storage/migration.h"

#include "tests/storage/randomrules.h"
#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

TimeFrame frameAt(const QString& local, const char* zone)
{
    QDateTime time = QDateTime::fromString(local, Qt::ISODate);
    time.setTimeZone(QTimeZone(zone));
    return {time.toMSecsSinceEpoch(), QTimeZone(zone)};
}

Rule ruleOf(const char* json)
{
    Errors errors;
    const Rule rule = ruleFromJson(QJsonDocument::fromJson(json).object(), QStringLiteral("rule"), errors);
    if (!errors.isEmpty())
        qFatal("%s", json);
    return rule;
}

} // namespace

class TestSegmentQuery : public QObject {
    Q_OBJECT
private slots:
    void init();
    void randomRules_data();
    void randomRules();
    void birthdays_data();
    void birthdays();
    void exactRules_data();
    void exactRules();
    void deepAndLongRules();
    void manyValuesAndManySets();
    void largeWholeNumbers();
    void erasedPeopleAreNobody();
    void peopleAndCursors();
    void halvesOfTimeMeet();
    void aConnectionSurvivesInterruptions();
    void dataNeeds();
    void unreadableRulesAreRefused();

private:
    void fill(const PlainAudience& plain);
    QList<qint64> idsOf(const SegmentQuery& query);
    // "1 2 5": who is selected.
    QString selected(const PlainAudience& plain, const Rule& rule, UserKind kind = UserKind::Login);
    static PlainPerson loginUser(qint64 id, const QMap<QString, QVariant>& values, const QList<PlainEvent>& events);
    static PlainAudience shop();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_audience;
    Catalogue m_catalogue;
};

void TestSegmentQuery::init()
{
    m_audience.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = Database::openWriter(m_folder->filePath(QStringLiteral("audience.db")), Database::Durability::Normal);
    QVERIFY(opened);
    m_audience = std::move(opened).value();
    QVERIFY(migrate(*m_audience, migrationScripts(QStringLiteral("audience")), 7));
}

void TestSegmentQuery::fill(const PlainAudience& plain)
{
    QVERIFY(plain.fill(*m_audience));
    const Result<Catalogue> catalogue = Catalogue::load(*m_audience);
    QVERIFY(catalogue);
    m_catalogue = *catalogue;
}

QList<qint64> TestSegmentQuery::idsOf(const SegmentQuery& query)
{
    QList<qint64> ids;
    Result<PeopleCursor> cursor = query.open(*m_audience, {});
    if (!cursor)
        return {-1};
    for (Result<bool> row = cursor->next(); row && *row; row = cursor->next())
        ids += cursor->id();
    return ids;
}

QString TestSegmentQuery::selected(const PlainAudience& plain, const Rule& rule, UserKind kind)
{
    const Result<SegmentQuery> query = SegmentQuery::build(m_catalogue, rule, kind, plain.frame);
    if (!query)
        return query.error().where + u' ' + query.error().arguments.join(u',');
    QStringList texts;
    for (const qint64 id : idsOf(*query))
        texts += QString::number(id);
    return texts.join(u' ');
}

void TestSegmentQuery::randomRules_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QByteArray>("zone");
    QTest::newRow("Shanghai, end of February") << QStringLiteral("2026-02-28T09:30:00") << QByteArray("Asia/Shanghai");
    QTest::newRow("Shanghai, leap day") << QStringLiteral("2028-02-29T00:00:00") << QByteArray("Asia/Shanghai");
    QTest::newRow("New York, hour lost") << QStringLiteral("2026-03-08T23:59:59") << QByteArray("America/New_York");
    QTest::newRow("New York, hour twice, a day ago")
        << QStringLiteral("2026-11-02T00:00:00") << QByteArray("America/New_York");
}

void TestSegmentQuery::randomRules()
{
    QFETCH(QString, at);
    QFETCH(QByteArray, zone);
    constexpr int rules = 600;
    const PlainAudience plain = PlainAudience::random(frameAt(at, zone), 20260715);
    fill(plain);
    RandomRules random(plain, quint32(plain.frame.at / 1000));
    int telling = 0;
    for (int number = 0; number < rules; ++number) {
        const Rule rule = random.rule(1 + number % 4);
        const UserKind kind = random.kind();
        const QByteArray text = QJsonDocument(ruleToJson(rule)).toJson(QJsonDocument::Compact);
        const Result<SegmentQuery> query = SegmentQuery::build(m_catalogue, rule, kind, plain.frame);
        if (!query)
            qWarning() << query.error().where << query.error().arguments;
        QVERIFY2(query, text);
        QList<qint64> expected;
        int everybody = 0;
        for (const PlainPerson& person : plain.people) {
            const bool ofKind = PlainAudience::isOfKind(person, kind);
            const bool matches = ofKind && plain.matches(person, rule);
            everybody += ofKind;
            if (matches)
                expected += person.id;
            if (person.id % 60 == number % 60) {
                const Result<bool> contains = query->contains(*m_audience, person.id);
                QVERIFY2(contains && *contains == matches, text);
            }
        }
        const Result<qint64> count = query->count(*m_audience);
        QVERIFY2(count, text);
        QVERIFY2(idsOf(*query) == expected, text);
        QVERIFY2(*count == expected.size(), text);
        telling += !expected.isEmpty() && expected.size() < everybody;
    }
    qInfo() << telling << "of" << rules << "select some but not all;" << random.tally();
    QVERIFY(telling * 10 >= rules * 6);
    for (int type = 0; type <= int(AttributeType::Choice); ++type)
        for (const Operator op : operatorsFor(AttributeType(type))) {
            const QString name = RandomRules::name(AttributeType(type), op);
            QVERIFY2(random.tally().contains(name), qPrintable(name));
        }
}

PlainPerson TestSegmentQuery::loginUser(
    qint64 id, const QMap<QString, QVariant>& values, const QList<PlainEvent>& events)
{
    PlainPerson person{id, values, events};
    person.values.insert(QStringLiteral("login_id"), QStringLiteral("u%1").arg(id));
    return person;
}

void TestSegmentQuery::birthdays_data()
{
    QTest::addColumn<QString>("today");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("people");
    // 1: born 29 Feb; 2: 28 Feb; 3: 1 Mar; 4: 31 Dec; 5: unknown; 6: 1 Jan
    const auto row = [](const char* name, const char* today, const char* value, const char* people) {
        QTest::newRow(name) << QString::fromLatin1(today) << QByteArray(value) << QString::fromLatin1(people);
    };
    row("28 Feb of a common year", "2026-02-28T10:00:00", "\"today\"", "1 2");
    row("28 Feb of a leap year", "2028-02-28T10:00:00", "\"today\"", "2");
    row("29 Feb", "2028-02-29T10:00:00", "\"today\"", "1");
    row("1 Mar of a common year", "2026-03-01T10:00:00", "\"today\"", "3");
    row("tomorrow", "2026-02-27T23:59:59", "1", "1 2");
    row("tomorrow, as text", "2026-12-31T00:00:00", "\"+1\"", "6");
    row("yesterday", "2026-01-01T00:00:00", "-1", "4");
}

void TestSegmentQuery::birthdays()
{
    QFETCH(QString, today);
    QFETCH(QByteArray, value);
    QFETCH(QString, people);
    const QString birthday = QStringLiteral("birthday");
    PlainAudience plain{frameAt(today, "Asia/Shanghai"),
        {{QStringLiteral("login_id"), AttributeType::Text}, {birthday, AttributeType::Date},
            {QStringLiteral("born"), AttributeType::DateTime}},
        {}, {}, {}};
    qint64 id = 0;
    for (const QDate day :
        {QDate(1992, 2, 29), QDate(1990, 2, 28), QDate(1990, 3, 1), QDate(1990, 12, 31), QDate(), QDate(1990, 1, 1)}) {
        plain.people += loginUser(++id, {}, {});
        if (!day.isValid())
            continue;
        plain.people.last().values.insert(birthday, day);
        // The first moment of the local day is another day in UTC.
        const QDateTime early(day, QTime(0, 0), plain.frame.zone);
        plain.people.last().values.insert(QStringLiteral("born"), early.toMSecsSinceEpoch());
    }
    fill(plain);
    for (const QByteArray& attribute : {QByteArray("birthday"), QByteArray("born")}) {
        const QByteArray json = R"({"attribute":")" + attribute + R"(","op":"anniversary","value":)" + value + '}';
        QCOMPARE(selected(plain, ruleOf(json)), people);
    }
}

// Wednesday, 15 July 2026, 08:00 in Shanghai.
PlainAudience TestSegmentQuery::shop()
{
    const TimeFrame frame = frameAt(QStringLiteral("2026-07-15T08:00:00"), "Asia/Shanghai");
    const auto at = [&frame](const char* local) {
        QDateTime time = QDateTime::fromString(QString::fromLatin1(local), Qt::ISODateWithMs);
        time.setTimeZone(frame.zone);
        return time.toMSecsSinceEpoch();
    };
    const QString cart = QStringLiteral("add_to_cart");
    const QString order = QStringLiteral("order");
    const QString vip = QStringLiteral("vip");
    const QString amount = QStringLiteral("amount");
    const QString gold = QStringLiteral("gold");
    PlainAudience plain{frame,
        {{QStringLiteral("login_id"), AttributeType::Text}, {QStringLiteral("visitor_id"), AttributeType::Text},
            {vip, AttributeType::Choice}},
        {{cart, {}}, {order, {{amount, AttributeType::Number}}}}, {}, {}};
    // 1 the story's person; 2 ordered in yesterday's last moment; 3 is silver; 4 has no level; 5 did nothing;
    // 6 put something in the cart today; 7 spent exactly 5,000; 8 spent more; 9 is a visitor.
    plain.people = {
        loginUser(1, {{vip, gold}}, {{cart, at("2026-07-14T00:00:00.000"), {}}}),
        loginUser(2, {{vip, gold}},
            {{cart, at("2026-07-14T10:00:00.000"), {}}, {order, at("2026-07-14T23:59:59.999"), {{amount, 20.0}}}}),
        loginUser(3, {{vip, QStringLiteral("silver")}}, {{cart, at("2026-07-14T10:00:00.000"), {}}}),
        loginUser(4, {}, {{cart, at("2026-07-14T10:00:00.000"), {}}}),
        loginUser(5, {{vip, gold}}, {}),
        loginUser(6, {{vip, gold}}, {{cart, at("2026-07-15T00:00:00.000"), {}}}),
        loginUser(7, {{vip, gold}},
            {{order, at("2026-07-01T10:00:00.000"), {{amount, 2500.0}}},
                {order, at("2026-07-02T10:00:00.000"), {{amount, 2500.0}}}}),
        loginUser(8, {{vip, gold}},
            {{order, at("2026-07-01T10:00:00.000"), {{amount, 2500.0}}}, {order, at("2026-07-02T10:00:00.000"), {}},
                {order, at("2026-07-13T00:00:00.000"), {{amount, 2500.5}}}}),
        {9, {{QStringLiteral("visitor_id"), QStringLiteral("v9")}}, {{cart, at("2026-07-14T10:00:00.000"), {}}}},
    };
    return plain;
}

void TestSegmentQuery::exactRules_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("people");
    const auto row = [](const char* name, const char* json, const char* people) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(people);
    };
    row("the first story", R"({"all":[{"attribute":"vip","op":"=","value":"gold"},
        {"event":"add_to_cart","period":"yesterday"},{"not":{"event":"order","period":"yesterday"}}]})",
        "1");
    row("did not order yesterday, strangers to events included", R"({"not":{"event":"order","period":"yesterday"}})",
        "1 3 4 5 6 7 8");
    row("fewer than three times includes never", R"({"event":"order","period":"ever","count":{"op":"<","value":3}})",
        "1 2 3 4 5 6 7");
    row("no more than twice includes never", R"({"event":"order","period":"ever","count":{"op":"<=","value":2}})",
        "1 2 3 4 5 6 7");
    row("zero times", R"({"event":"order","period":"ever","count":{"op":"=","value":0}})", "1 3 4 5 6");
    row("not zero times", R"({"event":"order","period":"ever","count":{"op":"!=","value":0}})", "2 7 8");
    row("not twice includes never", R"({"event":"order","period":"ever","count":{"op":"!=","value":2}})",
        "1 2 3 4 5 6 8");
    row("more than 5,000", R"({"event":"order","period":"ever","sum":{"property":"amount","op":">","value":5000}})",
        "8");
    row("at least 5,000", R"({"event":"order","period":"ever","sum":{"property":"amount","op":">=","value":5000}})",
        "7 8");
    row("less than 5,000 does not include never",
        R"({"event":"order","period":"ever","sum":{"property":"amount","op":"<","value":5000}})", "2");
    row("an average leaves missing values out",
        R"({"event":"order","period":"ever","average":{"property":"amount","op":"=","value":2500.25}})", "8");
    row("missing passes !=", R"({"attribute":"vip","op":"!=","value":"gold"})", "3 4");
    row("missing passes notIn", R"({"attribute":"vip","op":"notIn","value":["silver"]})", "1 2 4 5 6 7 8");
    row("not missing", R"({"not":{"attribute":"vip","op":"empty"}})", "1 2 3 5 6 7 8");
    row("the last two days end with yesterday", R"({"event":["order","add_to_cart"],"period":{"lastDays":2}})",
        "1 2 3 4 8");
    row("a to date is a whole day", R"({"event":"order","period":{"from":"2026-07-13","to":"2026-07-14"}})", "2 8");
    row("a to time is exact", R"({"event":"order","period":{"to":"2026-07-14T23:59:59.998"}})", "7 8");
    row("a time with offset", R"({"event":"order","period":{"from":"2026-07-14T15:59:59.999Z"}})", "2");
    row("this week begins on Monday", R"({"event":"order","period":"thisWeek"})", "2 8");
    row("everybody", R"({"all":[]})", "1 2 3 4 5 6 7 8");
    row("nobody", R"({"any":[]})", "");
}

void TestSegmentQuery::exactRules()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, people);
    const PlainAudience plain = shop();
    fill(plain);
    QCOMPARE(selected(plain, ruleOf(json)), people);
}

void TestSegmentQuery::deepAndLongRules()
{
    const PlainAudience plain = shop();
    fill(plain);
    // 16 levels with the event condition at the bottom, each level beside another condition.
    const Rule gold = ruleOf(R"({"attribute":"vip","op":"notEmpty"})");
    Rule deep = ruleOf(R"({"event":["order","add_to_cart"],"period":"ever",
        "where":[],"count":{"op":">","value":1}})");
    while (ruleDepth(deep) < maximumRuleDepth) {
        Rule outer;
        outer.kind = ruleDepth(deep) % 2 == 0 ? Rule::Kind::Any : Rule::Kind::All;
        Rule never;
        never.kind = Rule::Kind::Any;
        outer.children = {outer.kind == Rule::Kind::All ? gold : never, deep};
        deep = outer;
    }
    QCOMPARE(selected(plain, deep), QStringLiteral("2 7 8"));
    Rule wide;
    wide.children = QList<Rule>(maximumRuleConditions - 1, gold);
    QCOMPARE(selected(plain, wide), QStringLiteral("1 2 3 5 6 7 8"));
    wide.children += gold;
    const auto refused = SegmentQuery::build(m_catalogue, wide, UserKind::Login, plain.frame);
    QVERIFY(!refused);
    QCOMPARE(refused.error(), tooLong(501, QStringLiteral("rule")));
}

// More of them than a function of SQLite takes arguments.
void TestSegmentQuery::manyValuesAndManySets()
{
    const PlainAudience plain = shop();
    fill(plain);
    const Rule twice = ruleOf(R"({"event":["order","add_to_cart"],"count":{"op":"in","value":[2,3,4,5]}})");
    const QString people = selected(plain, twice);
    QVERIFY(!people.isEmpty());
    Rule many = twice;
    for (int number = 1000; number < 1300; ++number)
        many.measure->values += double(number);
    QCOMPARE(selected(plain, many), people);
    Rule all;
    for (int days = 1; days <= 200; ++days) {
        Rule lately = ruleOf(R"({"event":"order","period":{"lastDays":1}})");
        lately.period.days = 1000 + days;
        all.children += lately;
    }
    const QString everyTime = selected(plain, all);
    QCOMPARE(everyTime, selected(plain, all.children.first()));
    QVERIFY(!everyTime.isEmpty());
}

void TestSegmentQuery::largeWholeNumbers()
{
    PlainAudience plain = shop();
    plain.attributes.insert(QStringLiteral("points"), AttributeType::Number);
    fill(plain);
    const Attribute* const points = m_catalogue.attributeByKey(QStringLiteral("points"));
    QVERIFY(points);
    QVERIFY(m_audience->execute("UPDATE person SET " + points->column() + "=9007199254740993 WHERE id=2"));
    for (const char* value : {"9007199254740993", "\"9007199254740993\""})
        QCOMPARE(selected(plain, ruleOf(QByteArray(R"({"attribute":"points","op":"=","value":)") + value + "}")),
            QStringLiteral("2"));
    QCOMPARE(selected(plain, ruleOf(R"({"attribute":"points","op":"in","value":[1e3,9007199254740992]})")),
        QStringLiteral(""));
    QCOMPARE(
        selected(plain, ruleOf(R"({"attribute":"points","op":">","value":9007199254740992})")), QStringLiteral("2"));
    // It comes back as it was.
    const QByteArray json = R"({"attribute":"points","op":"=","value":9007199254740993})";
    QCOMPARE(QJsonDocument(ruleToJson(ruleOf(json))).toJson(QJsonDocument::Compact),
        QByteArray(R"({"attribute":"points","op":"=","value":9007199254740993})"));
}

void TestSegmentQuery::erasedPeopleAreNobody()
{
    const PlainAudience plain = shop();
    fill(plain);
    QVERIFY(m_audience->execute("UPDATE person SET erased_at=1 WHERE id IN (5,9)"));
    QCOMPARE(selected(plain, Rule()), QStringLiteral("1 2 3 4 6 7 8"));
    QCOMPARE(selected(plain, Rule(), UserKind::Visitor), QString());
}

void TestSegmentQuery::peopleAndCursors()
{
    const PlainAudience plain = shop();
    fill(plain);
    const auto query = SegmentQuery::build(
        m_catalogue, ruleOf(R"({"attribute":"vip","op":"!=","value":"gold"})"), UserKind::Login, plain.frame);
    QVERIFY(query);
    const Result<QList<Person>> people = query->people(*m_audience, 5);
    QVERIFY(people);
    QCOMPARE(people->size(), 2);
    QCOMPARE(people->at(0).loginId, QStringLiteral("u3"));
    QCOMPARE(people->at(0).values.value(QStringLiteral("vip")), QVariant(QStringLiteral("silver")));
    QVERIFY(!people->at(1).values.contains(QStringLiteral("vip")));
    QVERIFY(people->at(1).visitorId.isEmpty());
    const Result<QList<Person>> one = query->people(*m_audience, 1);
    QVERIFY(one);
    QCOMPARE(one->size(), 1);
    Result<PeopleCursor> cursor = query->open(*m_audience, {QStringLiteral("vip"), QStringLiteral("login_id")});
    QVERIFY(cursor);
    QVERIFY(*cursor->next());
    QCOMPARE(cursor->value(1), QVariant(QStringLiteral("u3")));
    QVERIFY(*cursor->next());
    QVERIFY(!cursor->value(0).isValid());
    const auto unknown = query->open(*m_audience, {QStringLiteral("level")});
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().kind, ErrorKind::BadValue);
    QCOMPARE(unknown.error().arguments.first(), QStringLiteral("level"));
}

// Every event is in one of the halves, wherever the middle falls.
void TestSegmentQuery::halvesOfTimeMeet()
{
    for (int last = 0; last < 7; ++last) {
        init();
        PlainAudience plain = shop();
        plain.people.clear();
        QList<PlainEvent> events;
        for (int i = 0; i <= last; ++i)
            events += {QStringLiteral("order"), plain.frame.at - 10 + i, {{QStringLiteral("amount"), 0.1}}};
        plain.people += loginUser(1, {}, events);
        plain.people += loginUser(2, {}, {events.first()});
        plain.people += loginUser(3, {}, {events.last()});
        fill(plain);
        const QByteArray times = QByteArray::number(last + 1);
        const auto asked = [&](const QByteArray& measure) {
            return selected(plain, ruleOf(R"({"event":"order","period":"ever",)" + measure + '}'));
        };
        const QByteArray sum = QByteArray::number((last + 1) / 10.0, 'g', 15);
        const QString expected = last == 0 ? QStringLiteral("1 2 3") : QStringLiteral("1");
        QCOMPARE(asked(R"("count":{"op":"=","value":)" + times + '}'), expected);
        QCOMPARE(asked(R"("sum":{"property":"amount","op":"=","value":)" + sum + '}'), expected);
        QCOMPARE(asked(R"("count":{"op":">=","value":1})"), QStringLiteral("1 2 3"));
    }
}

void TestSegmentQuery::aConnectionSurvivesInterruptions()
{
    const PlainAudience plain = shop();
    fill(plain);
    const auto query = SegmentQuery::build(
        m_catalogue, ruleOf(R"({"attribute":"vip","op":"notEmpty"})"), UserKind::Login, plain.frame);
    QVERIFY(query);
    for (int i = 0; i < 3; ++i) {
        {
            const Snapshot snapshot(*m_audience);
            QVERIFY(snapshot.begun());
            m_audience->interrupt();
            QCOMPARE(query->count(*m_audience).error().kind, ErrorKind::DatabaseFailed);
        }
        const Result<qint64> count = query->count(*m_audience);
        QVERIFY(count);
        QCOMPARE(*count, 7);
    }
}

void TestSegmentQuery::dataNeeds()
{
    const PlainAudience plain = shop();
    fill(plain);
    const auto at = [](const char* utc) {
        return QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODate).toMSecsSinceEpoch();
    };
    const auto needs = [this, &plain](const char* json) {
        const auto query = SegmentQuery::build(m_catalogue, ruleOf(json), UserKind::Login, plain.frame);
        return query ? query->dataNeeds() : QList<DataNeed>();
    };
    const QString order = QStringLiteral("order");
    const QString cart = QStringLiteral("add_to_cart");
    const UtcMs midnight = at("2026-07-14T16:00:00Z");
    QCOMPARE(
        needs(R"({"any":[{"event":"order","period":"yesterday"},{"not":{"event":"add_to_cart","period":"ever"}}]})"),
        (QList<DataNeed>{{order, midnight}, {cart, midnight}}));
    QCOMPARE(needs(R"({"any":[{"event":"order","period":"today"},{"event":"order","period":"thisWeek"}]})"),
        (QList<DataNeed>{{order, plain.frame.at}}));
    QCOMPARE(needs(R"({"event":"order","period":{"from":"2026-07-01","to":"2026-07-03"}})"),
        (QList<DataNeed>{{order, at("2026-07-03T16:00:00Z")}}));
    QCOMPARE(needs(R"({"event":"order","period":{"to":"2026-08-01"}})"), (QList<DataNeed>{{order, plain.frame.at}}));
    QCOMPARE(needs(R"({"attribute":"vip","op":"empty"})"), QList<DataNeed>());
}

void TestSegmentQuery::unreadableRulesAreRefused()
{
    const PlainAudience plain = shop();
    fill(plain);
    const auto query = SegmentQuery::build(
        m_catalogue, ruleOf(R"({"all":[{"event":"buy","period":"ever"}]})"), UserKind::Login, plain.frame);
    QVERIFY(!query);
    QCOMPARE(query.error(),
        (Error{ErrorKind::NotOneOf, {QStringLiteral("buy"), QStringLiteral("add_to_cart, order")},
            QStringLiteral("rule.all[0].event")}));
}

WD_TEST(TestSegmentQuery)
#include "tst_segmentquery.moc"
