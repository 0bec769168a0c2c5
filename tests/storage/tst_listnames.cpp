// Rules and the names of the lists that they name.
#include "models/audience/segments/liststore.h"
#include "models/audience/segments/segmentstore.h"

#include "tests/storage/ruleworld.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

class TestListNames : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_world.reset(); }
    void namedListsStay();
    void rulesFollowTheirListsNames();
    void namesThatChangeHandsAreFollowedAtOnce();
    void listsThatARuleNamesAreFound();
    void namesMeanListsWhateverTheyAreCalled();
    void usesOfLists();

private:
    std::unique_ptr<RuleWorld> m_world;
};

void TestListNames::init()
{
    m_world = std::make_unique<RuleWorld>();
    m_world->open();
}

void TestListNames::namedListsStay()
{
    const QString name = QStringLiteral("门店");
    QVERIFY(refuseWhileListNamed(*m_world->workspace, name));
    SegmentStore segments(*m_world->workspace);
    for (const char* segment : {"b", "a"}) {
        Segment user{0, {}, QString::fromLatin1(segment), UserKind::Login,
            ruleOf(R"({"any":[{"not":{"list":"门店"}},{"segment":"gold"}]})"), {}};
        QVERIFY(segments.insert(user));
    }
    QCOMPARE(refuseWhileListNamed(*m_world->workspace, name).error(),
        (Error{ErrorKind::InUse, {QStringLiteral("a, b")}, {}}));
    // A segment of that name is something else.
    QVERIFY(refuseWhileListNamed(*m_world->workspace, QStringLiteral("gold")));
    const Result<QList<Segment>> naming = segments.naming(Named::Segment, QStringLiteral("gold"));
    QVERIFY(naming);
    QCOMPARE(naming->size(), 2);
}

// Also when what renamed a list ended before the rules had followed.
void TestListNames::rulesFollowTheirListsNames()
{
    Segment user{0, {}, QStringLiteral("user"), UserKind::Login, ruleOf(R"({"any":[{"not":{"list":"门店"}}]})"), {}};
    SegmentStore segments(*m_world->workspace);
    QVERIFY(segments.insert(user));
    ListStore lists(*m_world->writer);
    QVERIFY(lists.rename(1, QStringLiteral("once"), {}, 5));
    QVERIFY(lists.rename(1, QStringLiteral("twice"), {}, 6));
    const Result<QList<ListRenaming>> renamings = lists.renamings();
    QVERIFY(renamings);
    QCOMPARE(renamings->size(), 1);
    QVERIFY(followListNames(*m_world->workspace, *renamings));
    QCOMPARE(segments.naming(Named::List, QStringLiteral("twice"))->size(), 1);
    QVERIFY(lists.rename(1, QStringLiteral("meanwhile"), {}, 7));
    QVERIFY(lists.followed(*renamings));
    QCOMPARE(lists.renamings()->first().from, QStringLiteral("twice"));
    QVERIFY(followListNames(*m_world->workspace, *lists.renamings()));
    QVERIFY(lists.followed(*lists.renamings()));
    QVERIFY(lists.renamings()->isEmpty());
    QCOMPARE(segments.naming(Named::List, QStringLiteral("meanwhile"))->size(), 1);
}

// As after the program ended between the two files: three lists have new names, which others of them had.
void TestListNames::namesThatChangeHandsAreFollowedAtOnce()
{
    ListStore lists(*m_world->writer);
    const QString a = QStringLiteral("门店");
    const QString b = QStringLiteral("empty");
    const auto insert = [this](const QString& name, const QString& list) {
        Segment segment{0, {}, name, UserKind::Login, ruleOf(R"({"any":[{"not":{"list":"x"}}]})"), {}};
        segment.rule.children[0].children[0].list = list;
        return SegmentStore(*m_world->workspace).insert(segment) ? segment.id : 0;
    };
    const qint64 onA = insert(QStringLiteral("on a"), a);
    const qint64 onB = insert(QStringLiteral("on b"), b);
    QVERIFY(lists.rename(1, QStringLiteral("aside"), {}, 5));
    QVERIFY(lists.rename(2, a, {}, 6));
    QVERIFY(lists.rename(1, b, {}, 7));
    QVERIFY(followListNames(*m_world->workspace, *lists.renamings()));
    const auto named = [this](qint64 segment) {
        return (*SegmentStore(*m_world->workspace).find(segment))->rule.children.first().children.first().list;
    };
    QCOMPARE(named(onA), b);
    QCOMPARE(named(onB), a);
}

void TestListNames::listsThatARuleNamesAreFound()
{
    Database& audience = *m_world->writer;
    const Rule rule = ruleOf(R"({"all":[{"list":"门店"},{"not":{"list":"empty"}},{"segment":"gold"}]})");
    const Result<RuleNames> names = calledNow(audience, rule, {}, KeptIn::Audience);
    QVERIFY(names);
    QCOMPARE(names->values(), (QStringList{QStringLiteral("empty"), QStringLiteral("门店")}));
    const Rule other = ruleOf(R"({"any":[{"not":{"list":"gone"}},{"list":"门店"}]})");
    QCOMPARE(calledNow(audience, other, {}, KeptIn::Audience).error(),
        (Error{ErrorKind::NotFound, {QStringLiteral("list"), QStringLiteral("gone")}, QStringLiteral("rule")}));
}

// Rules have a renamed list by its old name until they follow, whatever is called so already.
void TestListNames::namesMeanListsWhateverTheyAreCalled()
{
    ListStore lists(*m_world->writer);
    const QString a = QStringLiteral("A");
    const PeopleList list = lists.create(a, {1}, {}, 1).value();
    const Rule rule = ruleOf(R"({"list":"A"})");
    const auto meant = [&] { return meaningsOf(*m_world->writer, rule, KeptIn::Audience).value(); };
    const auto now
        = [&](const Meanings& meanings) { return calledNow(*m_world->writer, rule, meanings, KeptIn::Audience); };
    const Meanings first = meant();
    QCOMPARE(first, (Meanings{{{Named::List, a}, list.uuid}}));
    QCOMPARE(meaningsFrom(meaningsText(first)), first);
    QVERIFY(lists.rename(list.id, QStringLiteral("B"), {}, 2));
    const PeopleList other = lists.create(a, {2}, {}, 3).value();
    QCOMPARE(meant(), first);
    QCOMPARE(now(first)->first(), a);
    QVERIFY(lists.followed(*lists.renamings()));
    QCOMPARE(now(first)->first(), QStringLiteral("B"));
    QCOMPARE(meant().first(), other.uuid);
    // In the bin, where its name is nobody's, and where it is another's.
    QVERIFY(lists.remove(list.id, {}, 4));
    const QStringList b{QStringLiteral("list"), QStringLiteral("B")};
    QCOMPARE(now(first).error(), (Error{ErrorKind::NotFound, b, QStringLiteral("rule")}));
    QVERIFY(lists.rename(other.id, QStringLiteral("B"), {}, 5));
    QVERIFY(lists.followed(*lists.renamings()));
    QCOMPARE(now(first).error(), (Error{ErrorKind::Replaced, b, QStringLiteral("rule")}));
}

void TestListNames::usesOfLists()
{
    const auto store = [this](const QString& name, const Rule& rule) {
        Segment segment;
        segment.name = name;
        segment.rule.children = {rule};
        QVERIFY(SegmentStore(*m_world->workspace).insert(segment));
    };
    Rule on;
    on.kind = Rule::Kind::List;
    on.list = QStringLiteral("L");
    Rule off;
    off.kind = Rule::Kind::Not;
    off.children = {on};
    store(QStringLiteral("on"), on);
    store(QStringLiteral("off"), off);
    on.list = QStringLiteral("M");
    store(QStringLiteral("other"), on);
    const Result<QHash<QString, QStringList>> uses = listUses(*m_world->workspace);
    QVERIFY(uses);
    QCOMPARE(uses->size(), 2);
    QCOMPARE(uses->value(QStringLiteral("L")), (QStringList{QStringLiteral("off"), QStringLiteral("on")}));
    QCOMPARE(uses->value(QStringLiteral("M")), QStringList{QStringLiteral("other")});
}

WD_TEST(TestListNames)
#include "tst_listnames.moc"
