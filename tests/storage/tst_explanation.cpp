// Why somebody is in a segment, and what each condition takes away.
#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/query/explanation.h"
#include "models/audience/query/removals.h"
#include "models/audience/rules/ruleresolver.h"

#include "tests/storage/plainaudience.h"
#include "tests/storage/randomrules.h"
#include "tests/storage/ruleworld.h"
#include "tests/support/suite.h"

#include "models/storage/migration.h"

#include <QTest>

using namespace wd;

class TestExplanation : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_world.open(); }
    void factsOfEvents();
    void factsOfTheOthers();
    void partsOfGroups();
    void peopleOfNoSegment();
    void searching();
    void removalsOfAll();
    void removalsOfAny();
    void removalsOfWhatIsNoGroup();
    void randomRules();

private:
    Rule resolved(const QByteArray& json) const
    {
        const auto rule = resolveRule(ruleOf(json), {}, lookupIn(*m_world.workspace), QStringLiteral("rule"));
        return rule ? *rule : Rule();
    }
    Finding finding(const QByteArray& json, qint64 person) const
    {
        const auto explanation
            = explain(*m_world.audience, m_world.catalogue, resolved(json), UserKind::Login, m_world.frame, person);
        return explanation ? explanation->finding : Finding();
    }
    Removals removalsOf(const QByteArray& json) const
    {
        const auto found
            = removals(*m_world.audience, m_world.catalogue, resolved(json), UserKind::Login, m_world.frame);
        return found ? *found : Removals();
    }

    RuleWorld m_world;
};

// Minutes after 14 July 2026, 00:00 in Shanghai.
UtcMs minute(int number)
{
    return 1'783'958'400'000 + number * 60'000;
}

void TestExplanation::factsOfEvents()
{
    const Finding carts = finding(R"({"event":["cart","order"],"period":"yesterday"})", 3);
    QVERIFY(carts.holds);
    QCOMPARE(carts.found, 2);
    QCOMPARE(carts.latest, (QList<UtcMs>{minute(600), minute(599)}));
    QVERIFY(!carts.measured);
    const Finding never = finding(R"({"event":"order","period":"today","count":{"op":"<","value":3}})", 3);
    QVERIFY(never.holds);
    QCOMPARE(never.found, 0);
    QCOMPARE(never.latest, QList<UtcMs>());
    const Finding sum = finding(R"({"event":"order","sum":{"property":"amount","op":">","value":9}})", 3);
    QVERIFY(!sum.holds);
    QCOMPARE(sum.found, 1);
    QCOMPARE(sum.measured, std::optional(9.0));
    const Finding nothing = finding(R"({"event":"order","max":{"property":"amount","op":">","value":9}})", 5);
    QVERIFY(!nothing.holds);
    QVERIFY(!nothing.measured);
}

void TestExplanation::factsOfTheOthers()
{
    const Finding level = finding(R"({"attribute":"vip","op":"!=","value":"gold"})", 4);
    QVERIFY(level.holds);
    QCOMPARE(level.value, QVariant(QStringLiteral("silver")));
    QVERIFY(!finding(R"({"attribute":"vip","op":"notEmpty"})", 3).value.isValid());
    QVERIFY(finding(R"({"list":"门店"})", 3).holds);
    QVERIFY(!finding(R"({"list":"门店"})", 2).holds);
    const Finding sent = finding(R"({"received":{"channel":"sms"}})", 2);
    QVERIFY(sent.holds);
    QCOMPARE(sent.found, 1);
    QCOMPARE(sent.latest, QList<UtcMs>{1'783'000'000'001});
    QCOMPARE(finding(R"({"received":{"channel":"sms"}})", 3).found, 0);
    const Finding pair = finding(R"({"sequence":[{"event":"cart"},{"event":"order"}],"within":"2h"})", 1);
    QVERIFY(pair.holds);
    QCOMPARE(pair.found, 1);
    QCOMPARE(pair.latest, (QList<UtcMs>{minute(600), minute(660)}));
    const Finding late = finding(R"({"sequence":[{"event":"cart"},{"event":"order"}],"within":"1h"})", 2);
    QVERIFY(!late.holds);
    QCOMPARE(late.found, 0);
    QCOMPARE(late.latest, QList<UtcMs>());
    // Both happened, only not in time.
    QVERIFY(late.parts.at(0).holds && late.parts.at(1).holds);
    QCOMPARE(late.parts.at(1).found, 1);
    const Finding lot = finding(R"({"random":57})", 1);
    QVERIFY(lot.holds == (lot.draw < 57));
    QCOMPARE(qRound(lot.draw * 1000), 56'656);
}

void TestExplanation::partsOfGroups()
{
    const Finding all = finding(
        R"({"all":[{"segment":"gold"},{"not":{"event":"cart"}},{"any":[{"list":"门店"},{"list":"empty"}]}]})", 1);
    QVERIFY(!all.holds);
    QCOMPARE(all.parts.size(), 3);
    QVERIFY(all.parts.at(0).holds);
    QCOMPARE(all.parts.at(0).rule.segment, QStringLiteral("gold"));
    // Who is in it: somebody with a login id for whom its rule holds.
    const Finding& members = all.parts.at(0).parts.first();
    QCOMPARE(members.parts.at(1).value, QVariant(QStringLiteral("gold")));
    QVERIFY(!all.parts.at(1).holds);
    QVERIFY(all.parts.at(1).parts.first().holds);
    QCOMPARE(all.parts.at(1).parts.first().found, 1);
    QVERIFY(all.parts.at(2).holds);
    QVERIFY(all.parts.at(2).parts.at(0).holds);
    QVERIFY(!all.parts.at(2).parts.at(1).holds);
}

void TestExplanation::peopleOfNoSegment()
{
    const auto explained = [this](qint64 person) {
        return explain(*m_world.audience, m_world.catalogue, {}, UserKind::Login, m_world.frame, person);
    };
    for (const qint64 person : {6, 7}) {
        const auto explanation = explained(person);
        QVERIFY(explanation);
        QVERIFY(!explanation->selected);
        QVERIFY(!explanation->ofKind);
        QVERIFY(explanation->finding.holds);
    }
    QCOMPARE(explained(99).error(), (Error{ErrorKind::NotFound, {QStringLiteral("person"), QStringLiteral("99")}, {}}));
    const auto unresolved = explain(
        *m_world.audience, m_world.catalogue, ruleOf(R"({"segment":"gold"})"), UserKind::Login, m_world.frame, 1);
    QCOMPARE(unresolved.error().kind, ErrorKind::NotFound);
}

void TestExplanation::searching()
{
    const auto found = [this](UserKind kind, const char* id) {
        const Result<Person> person = findPerson(*m_world.audience, m_world.catalogue, kind, QString::fromLatin1(id));
        return person ? person->id : 0;
    };
    QCOMPARE(found(UserKind::Login, "u5"), 5);
    QCOMPARE(found(UserKind::Login, "v5"), 5);
    QCOMPARE(found(UserKind::Visitor, "v5"), 0);
    QCOMPARE(found(UserKind::Visitor, "v6"), 6);
    QCOMPARE(found(UserKind::Login, "u7"), 0);
    QCOMPARE(found(UserKind::Login, ""), 0);
    const Result<Person> person
        = findPerson(*m_world.audience, m_world.catalogue, UserKind::Login, QStringLiteral("u4"));
    QVERIFY(person);
    QCOMPARE(person->values.value(QStringLiteral("vip")), QVariant(QStringLiteral("silver")));
}

void TestExplanation::removalsOfAll()
{
    // gold: 1 2; cart: 1 2 3 4 5; no list: 2 4 5
    QVERIFY(removalsOf(R"({"all":[{"segment":"gold"},{"event":"cart"},{"not":{"list":"门店"}}]})")
        == (Removals{1, 5, {{2, 2}, {5, 0}, {3, 1}}}));
    QVERIFY(removalsOf(R"({"all":[]})") == (Removals{5, 5, {}}));
}

void TestExplanation::removalsOfAny()
{
    QVERIFY(removalsOf(R"({"any":[{"segment":"gold"},{"list":"门店"},{"list":"empty"}]})")
        == (Removals{3, 5, {{2, 1}, {2, 1}, {0, 0}}}));
    QVERIFY(removalsOf(R"({"any":[]})") == (Removals{0, 5, {}}));
}

void TestExplanation::removalsOfWhatIsNoGroup()
{
    QVERIFY(removalsOf(R"({"not":{"segment":"gold"}})") == (Removals{3, 5, {{3, 2}}}));
}

// Against what the plain audience says, and against counts without the condition.
void TestExplanation::randomRules()
{
    QTemporaryDir folder;
    auto opened = Database::openWriter(folder.filePath(QStringLiteral("audience.db")), Database::Durability::Normal);
    QVERIFY(opened);
    Database& audience = **opened;
    QVERIFY(migrate(audience, migrationScripts(QStringLiteral("audience")), 7));
    const PlainAudience plain = PlainAudience::random(m_world.frame, 99);
    QVERIFY(plain.fill(audience));
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    QVERIFY(catalogue);
    RandomRules random(plain, 7);
    const auto count = [&](const Rule& rule) {
        return std::count_if(plain.people.begin(), plain.people.end(), [&](const PlainPerson& person) {
            return PlainAudience::isOfKind(person, UserKind::Login) && plain.matches(person, rule);
        });
    };
    int different = 0;
    for (int number = 0; number < 60; ++number) {
        Rule rule;
        rule.kind = number % 2 == 0 ? Rule::Kind::All : Rule::Kind::Any;
        rule.children = {random.rule(1), random.rule(2), random.rule(3)};
        const auto found = removals(audience, *catalogue, rule, UserKind::Login, m_world.frame);
        QVERIFY(found);
        QCOMPARE(found->people, count(rule));
        for (int i = 0; i < 3; ++i) {
            Rule without = rule;
            without.children.removeAt(i);
            QCOMPARE(found->conditions.at(i).alone, count(rule.children.at(i)));
            QCOMPARE(found->conditions.at(i).difference, std::abs(count(without) - count(rule)));
            different += found->conditions.at(i).difference > 0;
        }
        for (qint64 id = 1; id <= 20; ++id) {
            const PlainPerson& person = plain.people.at(id - 1);
            const auto explanation = explain(audience, *catalogue, rule, UserKind::Login, m_world.frame, person.id);
            QVERIFY(explanation);
            QCOMPARE(explanation->finding.holds, plain.matches(person, rule));
            for (int i = 0; i < 3; ++i)
                QCOMPARE(explanation->finding.parts.at(i).holds, plain.matches(person, rule.children.at(i)));
        }
    }
    QVERIFY(different > 60);
}

WD_TEST(TestExplanation)
#include "tst_explanation.moc"
