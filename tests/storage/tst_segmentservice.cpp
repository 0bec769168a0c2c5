// Segments and lists as the window asks for them: in the background, the latest question first.
#include "models/audience/rules/rulecodec.h"
#include "models/audience/segments/listservice.h"
#include "models/audience/segments/segmentservice.h"
#include "models/audience/segments/segmentstore.h"
#include "models/base/phrase.h"
#include "models/workspace/workspacefiles.h"

#include "tests/storage/ruleworld.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace wd;

class TestSegmentService : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void questionsAreAnswered();
    void explanationsFindPeopleOfEitherKind();
    void usesAreNamed();
    void aCircleMadeByARenamingIsRefused();
    void whoNamesAChangedSegmentIsChecked();
    void onlyTheLatestCountIsAnswered();
    void countsLeaveOtherWorkAlone();
    void aReceiverThatGoesIsForgotten();
    void aNewPersonCounts();
    void listsAreUploadedAndRemoved();
    void aSegmentWhoseListIsGoneStaysDeleted();
    void aDeletedSegmentMeansTheListItNamed();

private:
    // Waits for the answer to a question that is asked with a receiver and a callback.
    template <typename Answer, typename Ask> Result<Answer> answerOf(Ask ask)
    {
        std::optional<Result<Answer>> answer;
        ask([&answer](const Result<Answer>& given) { answer = given; });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 10'000))
            return Error{ErrorKind::Cancelled, {QStringLiteral("no answer")}, {}};
        return *answer;
    }
    static Segment segment(const QByteArray& rule)
    {
        return {0, {}, QStringLiteral("new"), UserKind::Login, ruleOf(rule), {}};
    }
    // Takes long enough to be broken off.
    void makeManyEvents();
    // Nobody is found, each condition looks at all events.
    Segment searching(int conditions) const;

    std::unique_ptr<RuleWorld> m_world;
    std::unique_ptr<DatabaseWorker> m_workspace;
    std::unique_ptr<DatabaseWorker> m_reader;
    std::unique_ptr<DatabaseWorker> m_audience;
    std::unique_ptr<DatabaseWorker> m_audienceWriter;
    SystemClock m_clock;
    std::unique_ptr<SegmentService> m_segments;
    std::unique_ptr<ListService> m_lists;
};

void TestSegmentService::init()
{
    m_world = std::make_unique<RuleWorld>();
    m_world->open();
    const QString folder = m_world->folder.path();
    m_workspace
        = std::make_unique<DatabaseWorker>(QStringLiteral("w"), [&] { return openWorkspaceWriter(folder, {}); });
    m_reader = std::make_unique<DatabaseWorker>(QStringLiteral("r"), [&] { return openWorkspaceReader(folder); });
    m_audience = std::make_unique<DatabaseWorker>(QStringLiteral("a"), [&] { return openAudienceReader(folder); });
    m_audienceWriter
        = std::make_unique<DatabaseWorker>(QStringLiteral("aw"), [&] { return openAudienceWriter(folder); });
    m_segments = std::make_unique<SegmentService>(SegmentService::Parts{*m_workspace, *m_reader, *m_audience, m_clock});
    m_segments->setZone(QTimeZone("Asia/Shanghai"));
    m_lists = std::make_unique<ListService>(
        ListService::Parts{*m_workspace, *m_reader, *m_audience, *m_audienceWriter, m_clock});
}

void TestSegmentService::cleanup()
{
    m_segments.reset();
    m_lists.reset();
    m_workspace.reset();
    m_reader.reset();
    m_audience.reset();
    m_audienceWriter.reset();
    m_world.reset();
}

void TestSegmentService::makeManyEvents()
{
    QVERIFY(m_world->writer->execute(
        "INSERT INTO event(person_id,name_id,at,live) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i+1 FROM n"
        " WHERE i<100000) SELECT 1,3,i*10,0 FROM n"));
}

Segment TestSegmentService::searching(int conditions) const
{
    Rule rule;
    rule.kind = Rule::Kind::Any;
    for (int number = 0; number < conditions; ++number) {
        Rule one = ruleOf(R"({"event":"view","where":[{"property":"sku","op":"!=","value":"none"},
            {"property":"sku","op":"notEmpty"}]})");
        one.where.first().values = {QString::number(number)}; // each has to be worked out
        rule.children += one;
    }
    Segment made;
    made.rule = rule;
    return made;
}

void TestSegmentService::questionsAreAnswered()
{
    const Segment asked = segment(R"({"all":[{"segment":"gold"},{"received":{"campaign":"发券"}},{"list":"门店"}]})");
    QCOMPARE(*answerOf<qint64>([&](auto then) { m_segments->count(asked, this, then); }), 1);
    const auto removals = answerOf<Removals>([&](auto then) { m_segments->removals(asked, this, then); });
    QVERIFY(removals);
    QVERIFY(*removals == (Removals{1, 5, {{2, 0}, {2, 0}, {2, 1}}}));
    const auto people = answerOf<QList<Person>>([&](auto then) { m_segments->people(asked, 20, this, then); });
    QVERIFY(people);
    QCOMPARE(people->first().loginId, QStringLiteral("u1"));
    // What it names is told before anything is counted.
    const Segment wrong = segment(R"({"any":[{"received":{"campaign":"没有"}}]})");
    QCOMPARE(answerOf<qint64>([&](auto then) { m_segments->count(wrong, this, then); }).error().where,
        QStringLiteral("rule.any[0].received"));
}

void TestSegmentService::explanationsFindPeopleOfEitherKind()
{
    const Segment asked = segment(R"({"attribute":"vip","op":"=","value":"gold"})");
    const auto explain = [&](const char* id) {
        return answerOf<ExplainedPerson>(
            [&](auto then) { m_segments->explain(asked, QString::fromLatin1(id), this, then); });
    };
    const auto login = explain("u2");
    QVERIFY(login);
    QCOMPARE(login->person.id, 2);
    QVERIFY(login->explanation.selected);
    const auto visitor = explain("v6");
    QVERIFY(visitor);
    QVERIFY(!visitor->explanation.selected);
    QVERIFY(!visitor->explanation.ofKind);
    QVERIFY(visitor->explanation.finding.holds);
    QCOMPARE(explain("nobody").error().kind, ErrorKind::NotFound);
}

void TestSegmentService::usesAreNamed()
{
    SegmentStore store(*m_world->workspace);
    const auto gold = store.findByName(QStringLiteral("gold"));
    QVERIFY(gold && *gold);
    Segment user{0, {}, QStringLiteral("user"), UserKind::Login, ruleOf(R"({"not":{"segment":"gold"}})"), {}};
    QVERIFY(store.insert(user));
    QVERIFY(m_world->workspace->execute(
        "UPDATE campaign SET segment_id=" + QByteArray::number((*gold)->id) + " WHERE id=2"));
    const auto uses = answerOf<QList<SegmentUse>>([&](auto then) { m_segments->usedBy((*gold)->id, this, then); });
    QVERIFY(uses);
    QVERIFY(*uses
        == (QList<SegmentUse>{{SegmentUse::Kind::Segment, user.id, QStringLiteral("user"), 0},
            {SegmentUse::Kind::Campaign, 2, QStringLiteral("生日"), 2}}));
    // What names a segment that names it feels a change as well; it comes after those that name it themselves.
    QVERIFY(
        m_world->workspace->execute("UPDATE campaign SET segment_id=" + QByteArray::number(user.id) + " WHERE id=1"));
    Segment further{0, {}, QStringLiteral("further"), UserKind::Login, ruleOf(R"({"segment":"user"})"), {}};
    QVERIFY(store.insert(further));
    QStringList names;
    const auto more = answerOf<QList<SegmentUse>>([&](auto then) { m_segments->usedBy((*gold)->id, this, then); });
    for (const SegmentUse& use : *more)
        names += use.name;
    QCOMPARE(names,
        (QStringList{
            QStringLiteral("user"), QStringLiteral("further"), QStringLiteral("发券"), QStringLiteral("生日")}));
    QVERIFY(answerOf<QList<SegmentUse>>([&](auto then) { m_segments->usedBy(999, this, then); })->isEmpty());
}

void TestSegmentService::aCircleMadeByARenamingIsRefused()
{
    SegmentStore store(*m_world->workspace);
    Segment user{0, {}, QStringLiteral("user"), UserKind::Login, ruleOf(R"({"not":{"segment":"gold"}})"), {}};
    QVERIFY(store.insert(user));
    const Segment before = **store.findByName(QStringLiteral("gold"));
    Segment changed = before;
    changed.name = QStringLiteral("golden");
    changed.rule = ruleOf(R"({"segment":"user"})");
    const auto refused = answerOf<Segment>([&](auto then) { m_segments->save(changed, this, then); });
    QCOMPARE(refused.error().kind, ErrorKind::BadValue);
    QCOMPARE(refused.error().arguments.value(0), QStringLiteral("golden → user → golden"));
    QCOMPARE(**store.find(before.id), before);
    QCOMPARE((*store.find(user.id))->rule, user.rule);
}

void TestSegmentService::whoNamesAChangedSegmentIsChecked()
{
    SegmentStore store(*m_world->workspace);
    for (const auto& [name, rule] :
        {std::pair("near", R"({"all":[{"segment":"gold"}]})"), std::pair("far", R"({"not":{"segment":"near"}})")}) {
        Segment user{0, {}, QString::fromLatin1(name), UserKind::Login, ruleOf(rule), {}};
        QVERIFY(store.insert(user));
    }
    const Segment before = **store.findByName(QStringLiteral("gold"));
    const auto save = [&](const Rule& rule) {
        Segment changed = before;
        changed.rule = rule;
        return answerOf<Segment>([&](auto then) { m_segments->save(changed, this, then); });
    };
    Rule deep = ruleOf(R"({"attribute":"vip","op":"notEmpty"})");
    const auto deepen = [&deep] {
        Rule outer;
        outer.kind = Rule::Kind::Not;
        outer.children = {deep};
        deep = outer;
    };
    while (ruleDepth(deep) < 9)
        deepen();
    // gold within near within far: each with the level of who is in it.
    while (save(deep))
        deepen();
    QCOMPARE(ruleDepth(deep), 14);
    const auto refused = save(deep);
    QCOMPARE(refused.error().kind, ErrorKind::TooMany);
    QCOMPARE(inEnglish(refused.error().arguments.value(0)),
        QStringLiteral("“far”, which names this segment, would get 17 levels, which"));
    QCOMPARE((**store.findByName(QStringLiteral("gold"))).rule, deep.children.first());
    Rule wide;
    wide.children = QList<Rule>(490, ruleOf(R"({"attribute":"vip","op":"notEmpty"})"));
    const auto tooWide = save(wide);
    QVERIFY(tooWide);
    wide.children += QList<Rule>(9, wide.children.first());
    QCOMPARE(inEnglish(save(wide).error().arguments.value(0)),
        QStringLiteral("“near”, which names this segment, would get 503 conditions, which"));
}

void TestSegmentService::onlyTheLatestCountIsAnswered()
{
    makeManyEvents();
    const Segment slow = searching(120); // several seconds, were it not broken off
    bool slowAnswered = false;
    m_segments->count(slow, this, [&slowAnswered](const Result<qint64>&) { slowAnswered = true; });
    QTest::qWait(50);
    const auto count
        = answerOf<qint64>([&](auto then) { m_segments->count(segment(R"({"segment":"gold"})"), this, then); });
    QVERIFY(count);
    QCOMPARE(*count, 2);
    QVERIFY(!slowAnswered);
}

// Whoever else asks is neither broken off nor dropped.
void TestSegmentService::countsLeaveOtherWorkAlone()
{
    makeManyEvents();
    const Segment medium = searching(5);
    QObject other;
    std::optional<Result<qint64>> otherCount;
    std::optional<Result<QList<Person>>> people;
    m_segments->count(medium, &other, [&otherCount](const Result<qint64>& given) { otherCount = given; });
    m_segments->people(medium, 5, &other, [&people](const Result<QList<Person>>& given) { people = given; });
    for (int i = 0; i < 20; ++i)
        m_segments->count(segment(R"({"segment":"gold"})"), this, [](const Result<qint64>&) {});
    QTRY_VERIFY_WITH_TIMEOUT(otherCount && people, 20'000);
    QVERIFY(*otherCount);
    QVERIFY(*people);
    QCOMPARE(**otherCount, 0);
}

void TestSegmentService::aReceiverThatGoesIsForgotten()
{
    makeManyEvents();
    const Segment slow = searching(120);
    auto page = std::make_unique<QObject>();
    m_segments->count(slow, page.get(), [](const Result<qint64>&) { QFAIL("nobody is there"); });
    QTest::qWait(50);
    page.reset();
    QCOMPARE(*answerOf<qint64>([&](auto then) { m_segments->count(segment(R"({"all":[]})"), this, then); }), 5);
}

void TestSegmentService::aNewPersonCounts()
{
    const Segment everybody = segment(R"({"all":[]})");
    QCOMPARE(*answerOf<qint64>([&](auto then) { m_segments->count(everybody, this, then); }), 5);
    QVERIFY(m_world->writer->execute("INSERT INTO person(login_id) VALUES('u8')"));
    QCOMPARE(*answerOf<qint64>([&](auto then) { m_segments->count(everybody, this, then); }), 6);
}

void TestSegmentService::listsAreUploadedAndRemoved()
{
    const QSignalSpy changed(m_lists.get(), &ListService::changed);
    QFile file(m_world->folder.filePath(QStringLiteral("l.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("login_id\nu1\nu2\n");
    file.close();
    const auto upload = [&](auto then) { m_lists->upload(QStringLiteral("新"), file.fileName(), {}, this, then); };
    const auto report = answerOf<ListUploadReport>([&](auto then) {
        upload(then);
        // One at a time.
        upload([](const Result<ListUploadReport>& second) {
            QCOMPARE(second.error().kind, ErrorKind::NotAllowedInState);
        });
    });
    QVERIFY(report);
    QCOMPARE(changed.size(), 1);
    const auto all = answerOf<QList<PeopleList>>([&](auto then) { m_lists->all(this, then); });
    QVERIFY(all);
    QCOMPARE(all->size(), 3);
    Segment user{0, {}, QStringLiteral("user"), UserKind::Login, ruleOf(R"({"list":"新"})"), {}};
    QVERIFY(SegmentStore(*m_world->workspace).insert(user));
    const auto rename = [&](const char* name) {
        return answerOf<void>([&](auto then) { m_lists->rename(report->list, QString::fromLatin1(name), this, then); });
    };
    const auto remove = [&] { return answerOf<void>([&](auto then) { m_lists->remove(report->list, this, then); }); };
    QCOMPARE(remove().error().kind, ErrorKind::InUse);
    const QSignalSpy followed(m_lists.get(), &ListService::rulesFollowed);
    QVERIFY(rename("other"));
    QCOMPARE(followed.size(), 1);
    QCOMPARE((*SegmentStore(*m_world->workspace).find(user.id))->rule.list, QStringLiteral("other"));
    QVERIFY(SegmentStore(*m_world->workspace).remove(user.id, {}, {}, 1));
    QVERIFY(remove());
    QCOMPARE(changed.size(), 3);
    QCOMPARE(answerOf<QList<PeopleList>>([&](auto then) { m_lists->all(this, then); })->size(), 2);
}

void TestSegmentService::aSegmentWhoseListIsGoneStaysDeleted()
{
    Segment user = segment(R"({"all":[{"list":"empty"}]})");
    SegmentStore segments(*m_world->workspace);
    QVERIFY(segments.insert(user));
    QVERIFY(segments.remove(user.id, {}, {}, 1));
    ListStore lists(*m_world->writer);
    QVERIFY(lists.remove(2, {}, m_clock.nowUtc()));
    const QSignalSpy changed(m_segments.get(), &SegmentService::changed);
    const auto restore = [&] { return answerOf<void>([&](auto then) { m_segments->restore(user.id, this, then); }); };
    QCOMPARE(restore().error(),
        (Error{ErrorKind::NotFound, {QStringLiteral("list"), QStringLiteral("empty")}, QStringLiteral("rule")}));
    QVERIFY(!*segments.find(user.id));
    QVERIFY(changed.isEmpty());
    QVERIFY(lists.restore(2, {}, m_clock.nowUtc()));
    QVERIFY(restore());
    QCOMPARE((*segments.find(user.id))->rule, user.rule);
    QCOMPARE(changed.size(), 1);
}

// Another list has its name, whatever that is called in the end.
void TestSegmentService::aDeletedSegmentMeansTheListItNamed()
{
    ListStore lists(*m_world->writer);
    SegmentStore segments(*m_world->workspace);
    const auto named = [](const char* name) { return QString::fromLatin1(name); };
    const qint64 list = lists.create(named("A"), {1}, {}, 1)->id;
    Segment user = segment(R"({"all":[{"list":"A"}]})");
    QVERIFY(segments.insert(user));
    const auto remove = [&] { return answerOf<void>([&](auto then) { m_segments->remove(user.id, this, then); }); };
    const auto restore = [&] { return answerOf<void>([&](auto then) { m_segments->restore(user.id, this, then); }); };
    const auto rename = [&](qint64 id, const char* name) {
        const PeopleList renamed = *lists.find(id);
        return answerOf<void>([&](auto then) { m_lists->rename(renamed, named(name), this, then); });
    };
    QVERIFY(remove());
    QVERIFY(lists.remove(list, {}, m_clock.nowUtc()));
    const qint64 other = lists.create(named("A"), {2, 3}, {}, 2)->id;
    QCOMPARE(restore().error(), (Error{ErrorKind::Replaced, {named("list"), named("A")}, named("rule")}));
    QVERIFY(rename(other, "C"));
    QCOMPARE(restore().error(), (Error{ErrorKind::NotFound, {named("list"), named("A")}, named("rule")}));
    QVERIFY(lists.restore(list, {}, m_clock.nowUtc()));
    QVERIFY(restore());
    QCOMPARE((*segments.find(user.id))->rule, user.rule);
    QVERIFY(remove());
    QVERIFY(rename(list, "B"));
    QVERIFY(rename(other, "A"));
    QVERIFY(restore());
    QCOMPARE((*segments.find(user.id))->rule, segment(R"({"all":[{"list":"B"}]})").rule);
}

WD_TEST(TestSegmentService)
#include "tst_segmentservice.moc"
