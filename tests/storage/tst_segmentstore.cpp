// Segments in workspace.db, and segments that name each other.
#include "models/audience/catalogue/catalogue.h"
#include "models/audience/rules/rulecodec.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/segmentstore.h"
#include "models/audience/segments/segmentuses.h"
#include "models/base/phrase.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"

#include "tests/support/suite.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

Rule naming(const QString& segment)
{
    Rule rule;
    rule.kind = Rule::Kind::Segment;
    rule.segment = segment;
    return rule;
}

Rule found(const QString& segment, const Rule& members)
{
    Rule rule = naming(segment);
    rule.children = {members};
    return rule;
}

Rule received(Received::Of of, const QString& name)
{
    Rule rule;
    rule.kind = Rule::Kind::Received;
    rule.received = {of, name, 30};
    return rule;
}

Rule attribute(const QString& key, Operator op, const QVariantList& values = {})
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    rule.attribute = key;
    rule.op = op;
    rule.values = values;
    return rule;
}

Rule group(Rule::Kind kind, const QList<Rule>& children)
{
    Rule rule;
    rule.kind = kind;
    rule.children = children;
    return rule;
}

const QString gold = QStringLiteral("黄金会员");

} // namespace

class TestSegmentStore : public QObject {
    Q_OBJECT
private slots:
    void init();
    void segmentsComeBackAsStored();
    void builtInSegments();
    void namesAreUnique();
    void removedSegmentsAreGone();
    void whatIsRemovedComesBack();
    void namedSegmentsStay();
    void rulesFollowANewName();
    void aRestoredRuleNamesWhatItMeant();
    void aRestoredRuleNeverMeansAnother();
    void aRuleOfLongAgoNamesWhatIsCalledSo();
    void whatARestoredRuleNamesIsThere();
    void aRuleThatCantBeReadIsReported();
    void resolving();
    void resolvingWhatWasSent();
    void resolvingFaults();
    void resolvingStaysWithinTheLimits();

private:
    Segment insert(const QString& name, const Rule& rule, UserKind kind = UserKind::Login);
    void insertSenders(int id, const QString& name); // a campaign and a channel
    Result<Rule> resolve(const Rule& rule, const QString& segment = {})
    {
        return resolveRule(rule, segment, lookupIn(*m_workspace), QStringLiteral("rule"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_workspace;
    std::unique_ptr<SegmentStore> m_store;
};

void TestSegmentStore::init()
{
    m_workspace.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened
        = Database::openWriter(m_folder->filePath(QStringLiteral("workspace.db")), Database::Durability::Normal);
    QVERIFY(opened);
    m_workspace = std::move(opened).value();
    QVERIFY(migrate(*m_workspace, migrationScripts(QStringLiteral("workspace")), 1));
    m_store = std::make_unique<SegmentStore>(*m_workspace);
}

Segment TestSegmentStore::insert(const QString& name, const Rule& rule, UserKind kind)
{
    Segment segment{0, {}, name, kind, rule, {QStringLiteral("小雪"), 1000, QStringLiteral("小雪"), 1000}};
    const Result<void> inserted = m_store->insert(segment);
    return inserted ? segment : Segment();
}

void TestSegmentStore::insertSenders(int id, const QString& name)
{
    const QByteArray values = QByteArray::number(id) + ",randomblob(16),'" + name.toUtf8() + "',1,'{}',0,0)";
    QVERIFY(
        m_workspace->execute("INSERT INTO channel(id,uuid,name,enabled,spec,created_at,updated_at) VALUES(" + values));
    QVERIFY(
        m_workspace->execute("INSERT INTO campaign(id,uuid,name,state,spec,created_at,updated_at) VALUES(" + values));
}

void TestSegmentStore::segmentsComeBackAsStored()
{
    Segment segment
        = insert(gold, attribute(QStringLiteral("vip"), Operator::Equal, {QStringLiteral("gold")}), UserKind::Visitor);
    QVERIFY(segment.id > 0);
    QVERIFY(!segment.uuid.isNull());
    const Result<std::optional<Segment>> found = m_store->find(segment.id);
    QVERIFY(found && *found);
    QVERIFY(**found == segment);
    segment.name = QStringLiteral("银卡会员");
    segment.userKind = UserKind::Login;
    segment.rule = group(Rule::Kind::Any, {});
    segment.audit.updatedBy = QStringLiteral("小白");
    segment.audit.updatedAt = 2000;
    QVERIFY(m_store->update(segment));
    const Result<std::optional<Segment>> updated = m_store->findByName(segment.name);
    QVERIFY(updated && *updated);
    QVERIFY(**updated == segment);
    Segment given{0, QUuid::createUuid(), QStringLiteral("with an id"), UserKind::Login, {}, {}};
    const QUuid uuid = given.uuid;
    QVERIFY(m_store->insert(given));
    QCOMPARE(given.uuid, uuid);
}

void TestSegmentStore::builtInSegments()
{
    insert(QStringLiteral("b"), {});
    insert(QStringLiteral("a"), {});
    const Result<QList<Segment>> all = m_store->all();
    QVERIFY(all);
    QStringList names;
    for (const Segment& segment : *all)
        names += segment.name;
    QCOMPARE(names,
        (QStringList{
            QStringLiteral("全部登录用户"), QStringLiteral("全部访问用户"), QStringLiteral("a"), QStringLiteral("b")}));
    QVERIFY(all->at(1).userKind == UserKind::Visitor);
    QVERIFY(all->at(0).rule == group(Rule::Kind::All, {}));
    const Result<std::optional<Segment>> english = m_store->findByName(QStringLiteral("All login users"));
    QVERIFY(english && *english);
    QCOMPARE((*english)->id, everyLoginUserId);
    QCOMPARE(builtInSegment(QStringLiteral("全部登陆用户")), std::optional(everyLoginUserId));
    QCOMPARE(builtInSegmentName(everyVisitorId), QStringLiteral("全部访问用户"));
    QVERIFY(!builtInSegment(gold));
    Segment taken{0, {}, QStringLiteral("All visitors"), UserKind::Login, {}, {}};
    QCOMPARE(m_store->insert(taken).error().kind, ErrorKind::Duplicate);
    QCOMPARE(m_store->update(**english).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_store->remove(everyLoginUserId, {}, {}, 1).error().kind, ErrorKind::NotFound);
}

void TestSegmentStore::namesAreUnique()
{
    insert(gold, {});
    Segment other{0, {}, gold, UserKind::Login, {}, {}};
    const Error duplicate{ErrorKind::Duplicate, {gold}, QStringLiteral("name")};
    QCOMPARE(m_store->insert(other).error(), duplicate);
    QCOMPARE(other.id, 0);
    other = insert(QStringLiteral("other"), {});
    other.name = gold;
    QCOMPARE(m_store->update(other).error(), duplicate);
}

void TestSegmentStore::removedSegmentsAreGone()
{
    const Segment segment = insert(gold, {});
    QVERIFY(m_store->remove(segment.id, {}, QStringLiteral("小白"), 3000));
    const Result<std::optional<Segment>> found = m_store->find(segment.id);
    QVERIFY(found && !*found);
    QVERIFY(!*m_store->findByName(gold));
    QCOMPARE(m_store->update(segment).error().kind, ErrorKind::NotFound);
    QCOMPARE(m_store->remove(segment.id, {}, {}, 1).error().kind, ErrorKind::NotFound);
    QVERIFY(insert(gold, {}).id > segment.id);
    Statement kept(*m_workspace, "SELECT updated_by FROM segment WHERE deleted_at=3000");
    QVERIFY(*kept.step());
    QCOMPARE(kept.text(0), QStringLiteral("小白"));
}

void TestSegmentStore::whatIsRemovedComesBack()
{
    const Segment segment = insert(gold, attribute(QStringLiteral("vip"), Operator::NotEmpty));
    QCOMPARE(m_store->restore(segment.id, {}, 1).error().kind, ErrorKind::NotFound);
    QVERIFY(m_store->remove(segment.id, {}, {}, 1));
    QVERIFY(m_store->restore(segment.id, QStringLiteral("Li"), 2));
    const Segment back = **m_store->find(segment.id);
    QCOMPARE(back.rule, segment.rule);
    QCOMPARE(back.audit.updatedBy, QStringLiteral("Li"));
    QVERIFY(m_store->remove(segment.id, {}, {}, 3));
    insert(gold, {});
    QCOMPARE(
        m_store->restore(segment.id, {}, 4).error(), (Error{ErrorKind::Duplicate, {gold}, QStringLiteral("name")}));
}

void TestSegmentStore::namedSegmentsStay()
{
    Segment segment = insert(gold, {});
    const Rule nested = group(Rule::Kind::All, {group(Rule::Kind::Not, {naming(gold)})});
    const Segment user = insert(QStringLiteral("昨日加购"), nested);
    insert(QStringLiteral("aa"), naming(gold));
    insert(QStringLiteral("unrelated"), naming(QStringLiteral("昨日加购")));
    const Error inUse{ErrorKind::InUse, {QStringLiteral("aa, 昨日加购")}, {}};
    QCOMPARE(m_store->remove(segment.id, {}, {}, 1).error(), inUse);
    segment.rule = group(Rule::Kind::Any, {});
    QVERIFY(m_store->update(segment));
    QVERIFY(!m_store->remove(user.id, {}, {}, 1));
}

void TestSegmentStore::rulesFollowANewName()
{
    const auto ruleNow = [this](const Segment& segment) { return (*m_store->find(segment.id))->rule; };
    const auto both = [](const QString& segment, const QString& campaign, const QString& channel) {
        return group(Rule::Kind::All,
            {group(Rule::Kind::Not, {naming(segment)}), received(Received::Of::Campaign, campaign),
                received(Received::Of::Channel, channel)});
    };
    const QString spring = QStringLiteral("spring");
    Segment segment = insert(gold, {});
    const Segment user = insert(QStringLiteral("user"), both(gold, spring, spring));
    const Segment other = insert(QStringLiteral("other"), both(QStringLiteral("user"), gold, gold));
    segment.name = QStringLiteral("renamed");
    QVERIFY(m_store->update(segment));
    QCOMPARE(ruleNow(user), both(segment.name, spring, spring));
    QCOMPARE(ruleNow(other), both(QStringLiteral("user"), gold, gold));
    QVERIFY(m_store->follow(Named::Campaign, spring, QStringLiteral("summer")));
    QCOMPARE(ruleNow(user), both(segment.name, QStringLiteral("summer"), spring));
    QVERIFY(m_store->follow(Named::Channel, spring, QStringLiteral("autumn")));
    QCOMPARE(ruleNow(user), both(segment.name, QStringLiteral("summer"), QStringLiteral("autumn")));
}

// While it was deleted all of it was renamed, and its names became others'.
void TestSegmentStore::aRestoredRuleNamesWhatItMeant()
{
    const QString spring = QStringLiteral("spring");
    const QString summer = QStringLiteral("summer");
    Segment segment = insert(gold, {});
    insertSenders(1, spring);
    Segment user = insert(QStringLiteral("user"),
        group(Rule::Kind::All,
            {naming(gold), naming(QStringLiteral("全部登录用户")), received(Received::Of::Campaign, spring),
                received(Received::Of::Channel, spring)}));
    QVERIFY(m_store->remove(user.id, {}, {}, 1));
    segment.name = QStringLiteral("renamed");
    QVERIFY(m_store->update(segment));
    QVERIFY(m_workspace->execute("UPDATE campaign SET name='summer'; UPDATE channel SET name='summer'"));
    Segment other = insert(gold, {});
    insertSenders(2, spring);
    other.name = QStringLiteral("third");
    QVERIFY(m_store->update(other));
    QVERIFY(m_store->follow(Named::Campaign, spring, QStringLiteral("third")));
    QCOMPARE((*m_store->findRemoved(user.id))->segment.rule, user.rule);
    QVERIFY(restoreSegment(*m_workspace, user.id, {}, {}, 3));
    user.rule.children = {naming(segment.name), naming(QStringLiteral("全部登录用户")),
        received(Received::Of::Campaign, summer), received(Received::Of::Channel, summer)};
    QCOMPARE((*m_store->find(user.id))->rule, user.rule);
    // What is deleted keeps nothing from being deleted.
    QVERIFY(m_store->remove(user.id, {}, {}, 4));
    QVERIFY(m_store->remove(segment.id, {}, {}, 5));
}

void TestSegmentStore::aRestoredRuleNeverMeansAnother()
{
    const Segment segment = insert(gold, {});
    insertSenders(1, QStringLiteral("spring"));
    const Segment user = insert(QStringLiteral("user"), group(Rule::Kind::All, {naming(gold)}));
    const Segment sent = insert(QStringLiteral("sent"), received(Received::Of::Channel, QStringLiteral("spring")));
    for (const qint64 id : {user.id, sent.id, segment.id})
        QVERIFY(m_store->remove(id, {}, {}, 1));
    const Segment other = insert(gold, {});
    const auto replaced = [](const QString& what, const QString& name) {
        return Error{ErrorKind::Replaced, {what, name}, QStringLiteral("rule")};
    };
    QCOMPARE(restoreSegment(*m_workspace, user.id, {}, {}, 2).error(), replaced(QStringLiteral("segment"), gold));
    QVERIFY(!*m_store->find(user.id));
    QVERIFY(m_store->remove(other.id, {}, {}, 3));
    QVERIFY(restoreSegment(*m_workspace, segment.id, {}, {}, 4));
    QVERIFY(restoreSegment(*m_workspace, user.id, {}, {}, 5));
    // What a channel sent before it was deleted counts, as long as its name is nobody else's.
    QVERIFY(m_workspace->execute("UPDATE channel SET deleted_at=6; UPDATE campaign SET deleted_at=6"));
    QVERIFY(restoreSegment(*m_workspace, sent.id, {}, {}, 7));
    QVERIFY(m_store->remove(sent.id, {}, {}, 8));
    insertSenders(2, QStringLiteral("spring"));
    QCOMPARE(restoreSegment(*m_workspace, sent.id, {}, {}, 9).error(),
        replaced(QStringLiteral("channel"), QStringLiteral("spring")));
}

// Deleted by a version that did not keep what the names meant.
void TestSegmentStore::aRuleOfLongAgoNamesWhatIsCalledSo()
{
    insert(gold, {});
    const Segment user = insert(QStringLiteral("user"), group(Rule::Kind::All, {naming(gold)}));
    QVERIFY(m_store->remove(user.id, {}, {}, 1));
    QVERIFY(m_workspace->execute("UPDATE segment SET meant=NULL"));
    QVERIFY(restoreSegment(*m_workspace, user.id, {}, {}, 2));
    QCOMPARE((*m_store->find(user.id))->rule, user.rule);
}

void TestSegmentStore::whatARestoredRuleNamesIsThere()
{
    const Segment segment = insert(gold, {});
    const Segment user = insert(QStringLiteral("user"), group(Rule::Kind::All, {naming(gold)}));
    QVERIFY(m_store->remove(user.id, {}, {}, 1));
    QVERIFY(m_store->remove(segment.id, {}, {}, 2));
    QCOMPARE(restoreSegment(*m_workspace, user.id, {}, {}, 3).error(),
        (Error{ErrorKind::NotFound, {QStringLiteral("segment"), gold}, QStringLiteral("rule.all[0].segment")}));
    QVERIFY(!*m_store->find(user.id));
    QVERIFY(restoreSegment(*m_workspace, segment.id, {}, {}, 4));
    QVERIFY(restoreSegment(*m_workspace, user.id, {}, {}, 5));
    QCOMPARE((*m_store->find(user.id))->rule, user.rule);
}

void TestSegmentStore::aRuleThatCantBeReadIsReported()
{
    const Segment segment = insert(gold, {});
    QVERIFY(m_workspace->execute("UPDATE segment SET rule='{\"lottery\":30}'"));
    const Result<std::optional<Segment>> found = m_store->find(segment.id);
    QVERIFY(!found);
    QCOMPARE(found.error().kind, ErrorKind::MissingField);
    QCOMPARE(found.error().where, QStringLiteral("segment.rule"));
}

void TestSegmentStore::resolving()
{
    const Rule vip = attribute(QStringLiteral("vip"), Operator::Equal, {QStringLiteral("gold")});
    insert(gold, vip);
    insert(QStringLiteral("访客"), group(Rule::Kind::All, {vip}), UserKind::Visitor);
    const Rule login = attribute(QStringLiteral("login_id"), Operator::NotEmpty);
    const Rule noLogin = attribute(QStringLiteral("login_id"), Operator::Empty);
    const Rule visitor = attribute(QStringLiteral("visitor_id"), Operator::NotEmpty);
    const Result<Rule> resolved = resolve(
        group(Rule::Kind::Any, {vip, naming(gold), group(Rule::Kind::Not, {naming(QStringLiteral("访客"))})}));
    QVERIFY(resolved);
    QVERIFY(*resolved
        == group(Rule::Kind::Any,
            {vip, found(gold, group(Rule::Kind::All, {login, vip})),
                group(Rule::Kind::Not,
                    {found(QStringLiteral("访客"), group(Rule::Kind::All, {visitor, noLogin, vip}))})}));
    QVERIFY(!firstUnresolved(*resolved));
    QCOMPARE(ruleToJson(*resolved),
        ruleToJson(
            group(Rule::Kind::Any, {vip, naming(gold), group(Rule::Kind::Not, {naming(QStringLiteral("访客"))})})));
    const Result<Rule> everybody = resolve(naming(QStringLiteral("All login users")));
    QVERIFY(everybody);
    QVERIFY(*everybody == found(QStringLiteral("All login users"), group(Rule::Kind::All, {login})));
    QCOMPARE(firstUnresolved(naming(gold))->arguments.last(), gold);
    // Twice is no circle.
    QVERIFY(resolve(group(Rule::Kind::All, {naming(gold), naming(gold)}), QStringLiteral("new")));
}

void TestSegmentStore::resolvingWhatWasSent()
{
    QVERIFY(m_workspace->execute(
        "INSERT INTO campaign(id, uuid, name, state, spec, created_at, updated_at, deleted_at) VALUES"
        "(3,x'01','发券',1,'{}',0,0,5),(5,x'02','发券',1,'{}',0,0,NULL),(7,x'03','短信',1,'{}',0,0,5);"
        "INSERT INTO channel(id, uuid, name, enabled, spec, created_at, updated_at) "
        "VALUES(9,x'04','发券',1,'{}',0,0)"));
    const QString coupons = QStringLiteral("发券");
    const auto idOf = [this](Received::Of of, const QString& name) {
        const Result<Rule> resolved = resolve(group(Rule::Kind::Not, {received(of, name)}));
        return resolved ? resolved->children.first().received.id : -1;
    };
    QCOMPARE(idOf(Received::Of::Campaign, coupons), 5);
    QCOMPARE(idOf(Received::Of::Channel, coupons), 9);
    // What a campaign sent stays sent when it is removed.
    QCOMPARE(idOf(Received::Of::Campaign, QStringLiteral("短信")), 7);
    const Result<Rule> missing
        = resolve(group(Rule::Kind::Not, {received(Received::Of::Channel, QStringLiteral("短信"))}));
    QVERIFY(!missing);
    QCOMPARE(missing.error(),
        (Error{ErrorKind::NotFound, {QStringLiteral("channel"), QStringLiteral("短信")},
            QStringLiteral("rule.not.received")}));
    QVERIFY(firstUnresolved(received(Received::Of::Channel, coupons)));
}

void TestSegmentStore::resolvingFaults()
{
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    insert(a, group(Rule::Kind::All, {naming(b)}));
    insert(b, group(Rule::Kind::Not, {naming(a)}));
    const QString circle = phrase("segments that do not name each other in a circle");
    const QString place = QStringLiteral("rule.all[0].segment");
    const Result<Rule> edited = resolve(group(Rule::Kind::All, {naming(b)}), a);
    QVERIFY(!edited);
    QCOMPARE(edited.error(), (Error{ErrorKind::BadValue, {QStringLiteral("a → b → a"), circle}, place}));
    const Result<Rule> outside = resolve(group(Rule::Kind::All, {naming(a)}));
    QVERIFY(!outside);
    QCOMPARE(outside.error(), (Error{ErrorKind::BadValue, {QStringLiteral("a → b → a"), circle}, place}));
    QCOMPARE(resolve(naming(a), a).error().arguments.first(), QStringLiteral("a → a"));
    const Rule missing = group(Rule::Kind::Any, {group(Rule::Kind::Not, {naming(QStringLiteral("nobody"))})});
    QCOMPARE(resolve(missing).error(),
        (Error{ErrorKind::NotFound, {QStringLiteral("segment"), QStringLiteral("nobody")},
            QStringLiteral("rule.any[0].not.segment")}));
}

void TestSegmentStore::resolvingStaysWithinTheLimits()
{
    // Each names the one before twice.
    insert(QStringLiteral("s0"), {});
    for (int i = 1; i < 10; ++i) {
        const Rule before = naming(QStringLiteral("s%1").arg(i - 1));
        insert(QStringLiteral("s%1").arg(i), group(Rule::Kind::Any, {before, before}));
    }
    const Result<Rule> many = resolve(naming(QStringLiteral("s9")));
    QVERIFY(!many);
    QCOMPARE(many.error().kind, ErrorKind::TooMany);
    Rule deep = naming(QStringLiteral("s1"));
    while (ruleDepth(deep) < maximumRuleDepth)
        deep = group(Rule::Kind::Not, {deep});
    const Result<Rule> deeper = resolve(deep);
    QVERIFY(!deeper);
    QCOMPARE(deeper.error(),
        (Error{ErrorKind::TooMany,
            {phrase("%1 levels, with those of the segments named in a row (%2),",
                 {QStringLiteral("19"), QStringLiteral("s1 → s0")}),
                QStringLiteral("16")},
            QStringLiteral("rule")}));
    // A segment that is named is one level, and who is in it stands below.
    Rule chain = naming(QStringLiteral("s0"));
    for (int i = 1; i <= 7; ++i) {
        insert(QStringLiteral("chain%1").arg(i), group(Rule::Kind::Any, {chain, Rule()}));
        chain = naming(QStringLiteral("chain%1").arg(i));
    }
    QVERIFY(resolve(chain));
    // The conditions of what it names count, and those who are in it.
    Rule long498;
    long498.children = QList<Rule>(497, naming(QStringLiteral("s0")).children.value(0));
    insert(QStringLiteral("long"), long498);
    QCOMPARE(resolve(group(Rule::Kind::All, {naming(QStringLiteral("long"))})).error().arguments.first(),
        phrase("%1 conditions", {QStringLiteral("501")}));
}

WD_TEST(TestSegmentStore)
#include "tst_segmentstore.moc"
