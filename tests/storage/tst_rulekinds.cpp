// What conditions on lists, deliveries, sequences and lots select, and other segments in a rule: exact cases.
#include "models/audience/rules/ruleresolver.h"
#include "models/storage/inranges.h"
#include "models/storage/stablehash.h"
#include "models/storage/statement.h"

#include "tests/storage/ruleworld.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestRuleKinds : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_world.open(); }
    void selections_data();
    void selections();
    void aShareIsStable();
    void rangesHoldTheirBeginningOnly();
    void whatIsNotResolvedIsRefused();
    void withoutTheWorkspaceNothingIsCounted();

private:
    QString selected(const Rule& rule, UserKind kind = UserKind::Login);

    RuleWorld m_world;
};

// Both forms of the query are asked, and must agree.
QString TestRuleKinds::selected(const Rule& rule, UserKind kind)
{
    const Result<Rule> resolved = resolveRule(rule, {}, lookupIn(*m_world.workspace), QStringLiteral("rule"));
    if (!resolved)
        return resolved.error().where;
    const Result<SegmentQuery> query = SegmentQuery::build(m_world.catalogue, *resolved, kind, m_world.frame);
    if (!query)
        return query.error().where;
    const Result<QList<Person>> people = query->people(*m_world.audience, 100);
    if (!people)
        return people.error().arguments.last();
    QStringList ids;
    for (const Person& person : *people)
        ids += QString::number(person.id);
    QStringList oneByOne;
    for (qint64 id = 1; id <= 7; ++id)
        if (const Result<bool> contains = query->contains(*m_world.audience, id); contains && *contains)
            oneByOne += QString::number(id);
    if (oneByOne != ids)
        return QStringLiteral("%1 but one by one %2").arg(ids.join(u' '), oneByOne.join(u' '));
    return ids.join(u' ');
}

void TestRuleKinds::selections_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("people");
    const auto row = [](const char* name, const char* json, const char* people) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(people);
    };
    row("a list", R"({"list":"门店"})", "1 3");
    row("not in a list", R"({"not":{"list":"门店"}})", "2 4 5");
    row("an empty list", R"({"list":"empty"})", "");
    row("a removed list", R"({"any":[{"list":"gone"}]})", "rule.any[0].list");
    row("received of a campaign, ever", R"({"received":{"campaign":"发券"}})", "1 2");
    row("received of a campaign, a run that goes on", R"({"received":{"campaign":"生日"}})", "4 5");
    row("from the first moment of the day", R"({"received":{"campaign":"生日","days":30}})", "5");
    row("a day more", R"({"received":{"campaign":"生日","days":31}})", "4 5");
    row("of another run in time", R"({"received":{"campaign":"发券","days":30}})", "2");
    row("through a channel", R"({"received":{"channel":"sms"}})", "2 4 5");
    row("through a channel, lately", R"({"received":{"channel":"coupons","days":30}})", "");
    row("not received", R"({"not":{"received":{"channel":"sms","days":30}}})", "1 3 4");
    row("of nobody known", R"({"not":{"received":{"channel":"mail"}}})", "rule.not.received");
    row("a sequence, to its last moment", R"({"sequence":[{"event":"cart"},{"event":"order"}],"within":"1h"})", "1 4");
    row("a sequence, a second longer", R"({"sequence":[{"event":"cart"},{"event":"order"}],"within":"3601s"})",
        "1 2 4");
    row("at the same time at most", R"({"sequence":[{"event":"cart"},{"event":"order"}],"within":"0s"})", "4");
    row("the other way round", R"({"sequence":[{"event":"order"},{"event":"cart"}],"within":"1h"})", "3 4");
    row("twice the same is two events", R"({"sequence":[{"event":"cart"},{"event":"cart"}],"within":"1h"})", "5");
    row("with properties of the first",
        R"({"sequence":[{"event":"cart","where":[{"property":"sku","op":"=","value":"a"}]},{"event":"order"}],
            "within":"1d"})",
        "1 4");
    row("with properties of the second",
        R"({"sequence":[{"event":"cart"},{"event":"order","where":[{"property":"amount","op":">","value":1}]}],
            "within":"1d"})",
        "1 2");
    row("of several events",
        R"({"sequence":[{"event":["cart","order"],"period":"yesterday"},{"event":["order","cart"]}],"within":"1h"})",
        "1 3 4 5");
    row("in its period", R"({"sequence":[{"event":"cart","period":"today"},{"event":"order"}],"within":"1h"})", "");
    row("never in a row", R"({"not":{"sequence":[{"event":"cart"},{"event":"order"}],"within":"2h"}})", "3 5");
    row("everybody's share", R"({"random":100})", "1 2 3 4 5");
    row("nobody's share", R"({"random":0})", "");
    row("another segment", R"({"segment":"gold"})", "1 2");
    row("not in another segment", R"({"not":{"segment":"gold"}})", "3 4 5");
    row("a segment of the other kind", R"({"segment":"visitors"})", "");
    row("all kinds together, five levels deep",
        R"({"all":[{"any":[{"all":[{"not":{"any":[{"list":"门店"},{"received":{"campaign":"生日"}}]}},{"random":100}]},
            {"sequence":[{"event":"order"},{"event":"cart"}],"within":"1h"}]},
            {"not":{"attribute":"vip","op":"=","value":"silver"}}]})",
        "2 3");
}

void TestRuleKinds::selections()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, people);
    QCOMPARE(selected(ruleOf(json)), people);
}

void TestRuleKinds::aShareIsStable()
{
    // Known values, so that nobody is drawn anew by a change of the hash.
    QCOMPARE(stableHash(0), 7'956'156'453'446'585);
    QCOMPARE(stableHash(1), 5'103'132'997'656'651);
    constexpr int people = 100'000;
    for (const double percent : {0.1, 1.0, 30.0, 50.0, 99.0}) {
        int drawn = 0;
        int pairs = 0; // of neighbours
        bool before = false;
        for (int id = 1; id <= people; ++id) {
            const bool is = double(stableHash(id)) < percent / 100 * double(stableHashEnd);
            drawn += is;
            pairs += is && before;
            before = is;
        }
        // Within four standard deviations, alone and as pairs: the draw of one tells nothing about the next.
        const double share = percent / 100;
        QVERIFY(std::abs(drawn - people * share) <= 4 * std::sqrt(people * share * (1 - share)));
        QVERIFY(std::abs(pairs - people * share * share) <= 6 * std::sqrt(people * share * share));
    }
    // A larger share holds everybody of a smaller one.
    QCOMPARE(selected(ruleOf(R"({"all":[{"random":20},{"not":{"random":60}}]})")), QString());
}

void TestRuleKinds::rangesHoldTheirBeginningOnly()
{
    const auto among = [this](const QList<std::pair<qint64, qint64>>& ranges) {
        Statement statement(*m_world.writer,
            "SELECT coalesce(group_concat(coalesce(value, 'none'), ' '), '') FROM json_each("
            "'[-1,0,9,10,19,20,29,30,31,9007199254740993,null]') WHERE in_ranges(value, ?)");
        statement.bind(1, rangesBlob(ranges));
        return statement.step() ? statement.text(0) : QStringLiteral("fails");
    };
    QCOMPARE(among({}), QString());
    QCOMPARE(among({{10, 20}}), QStringLiteral("10 19"));
    QCOMPARE(among({{-1, 0}, {10, 20}, {30, 31}}), QStringLiteral("-1 10 19 30"));
    QCOMPARE(among({{std::numeric_limits<qint64>::min(), 0}, {31, std::numeric_limits<qint64>::max()}}),
        QStringLiteral("-1 31 9007199254740993"));
}

void TestRuleKinds::whatIsNotResolvedIsRefused()
{
    for (const char* json : {R"({"not":{"segment":"gold"}})", R"({"not":{"received":{"campaign":"发券"}}})"}) {
        const auto query = SegmentQuery::build(m_world.catalogue, ruleOf(json), UserKind::Login, m_world.frame);
        QVERIFY(!query);
        QCOMPARE(query.error().kind, ErrorKind::NotFound);
    }
}

void TestRuleKinds::withoutTheWorkspaceNothingIsCounted()
{
    const Result<Rule> rule = resolveRule(
        ruleOf(R"({"received":{"campaign":"发券"}})"), {}, lookupIn(*m_world.workspace), QStringLiteral("rule"));
    QVERIFY(rule);
    const auto query = SegmentQuery::build(m_world.catalogue, *rule, UserKind::Login, m_world.frame);
    QVERIFY(query);
    QCOMPARE(query->count(*m_world.writer).error().kind, ErrorKind::DatabaseFailed);
    const Result<qint64> count = query->count(*m_world.audience);
    QVERIFY(count);
    QCOMPARE(*count, 2);
}

WD_TEST(TestRuleKinds)
#include "tst_rulekinds.moc"
