// People whose import was taken back: nobody sees them until one of their ids comes again.
#include "models/audience/catalogue/occurringvalues.h"
#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/importing/history/importundo.h"
#include "models/audience/query/explanation.h"
#include "models/audience/segments/liststore.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"

#include <QTest>

using namespace wd;

namespace {

const QByteArray everything
    = "SELECT id, login_id, visitor_id, source_id FROM person WHERE erased_at IS NULL ORDER BY id";

ImportOptions people(ImportMode mode)
{
    ImportOptions options;
    options.mode = mode;
    return options;
}

} // namespace

class TestAwayPeople : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void whoWasTakenBackComesBackAsHeWas_data();
    void whoWasTakenBackComesBackAsHeWas();
    void whoIsAwayIsNobody();
    void anImportThatBroughtPeopleBackIsTakenBack();
    void idsOfPeopleWhoAreAwayAreFree_data();
    void idsOfPeopleWhoAreAwayAreFree();
    void placesInListsGoOver();
    void eventsBringPeopleBack();
    void whoWasErasedStaysErased();

private:
    Result<UndoReport> undo(qint64 id) { return m_desk->undo(id); }
    QStringList values(const char* key) { return m_desk->values(key); }
    std::unique_ptr<ImportFixture> m_desk;
};

void TestAwayPeople::whoWasTakenBackComesBackAsHeWas_data()
{
    QTest::addColumn<ImportMode>("mode");
    QTest::newRow("add and update") << ImportMode::AddAndUpdate;
    QTest::newRow("add only") << ImportMode::AddOnly;
}

// With the same id, in the same lists, and no value but what the file says.
void TestAwayPeople::whoWasTakenBackComesBackAsHeWas()
{
    QFETCH(const ImportMode, mode);
    const Result<ImportReport> first = m_desk->import("login_id,visitor_id,level\nu1,v1,gold\nu2,v2,gold\n,v3,gold\n");
    const QStringList ids = m_desk->rows(everything);
    ListStore lists(*m_desk->audience);
    const Result<PeopleList> list = lists.create(QStringLiteral("no"), {2, 3}, {}, 1);
    QCOMPARE(list->members, 2);
    QCOMPARE(undo(first->id)->peopleRemoved, 3);
    QCOMPARE(lists.find(list->id)->members, 0);
    QCOMPARE(m_desk->rows(everything), QStringList());
    QCOMPARE(m_desk->rows("SELECT count(*) FROM person WHERE a1 IS NOT NULL"), QStringList{QStringLiteral("0")});
    const Result<ImportReport> second
        = m_desk->import("login_id,visitor_id,n\nu1,v1,1\nu2,v2,2\n,v3,3\n", people(mode));
    QCOMPARE(second->added, 3);
    QCOMPARE(second->updated + second->unchanged + second->skipped + second->failed, 0);
    QCOMPARE(m_desk->rows(everything), ids);
    QCOMPARE(values("n"), (QStringList{QStringLiteral("u1|1"), QStringLiteral("u2|2"), QStringLiteral("-|3")}));
    QCOMPARE(values("level"), (QStringList{QStringLiteral("u1|-"), QStringLiteral("u2|-"), QStringLiteral("-|-")}));
    QCOMPARE(lists.find(list->id)->members, 2);
}

void TestAwayPeople::whoIsAwayIsNobody()
{
    QVERIFY(undo(m_desk->import("login_id,level\nu1,gold\n")->id));
    const Result<ImportReport> report = m_desk->import("login_id,level\nu1,silver\n", people(ImportMode::UpdateOnly));
    QCOMPARE(report->skipped, 1);
    QCOMPARE(report->added + report->updated + report->unchanged, 0);
    const Catalogue catalogue = Catalogue::load(*m_desk->audience).value();
    QCOMPARE(PeopleSearch(*m_desk->audience, catalogue).person(1).error().kind, ErrorKind::NotFound);
    QVERIFY(PeopleSearch(*m_desk->audience, catalogue).find(QStringLiteral("u1"), 9)->isEmpty());
    QCOMPARE(*occurringValues(*m_desk->audience, loginIdAttribute().key, 9), QStringList());
    const TimeFrame frame{ImportFixture::now, QTimeZone::utc()};
    const Result<Explanation> explained = explain(*m_desk->audience, catalogue, Rule(), UserKind::Login, frame, 1);
    QVERIFY(explained && !explained->selected && !explained->ofKind);
}

void TestAwayPeople::anImportThatBroughtPeopleBackIsTakenBack()
{
    QVERIFY(undo(m_desk->import("login_id,visitor_id,level\nu1,v1,gold\nu2,v2,gold\n")->id));
    for (int round = 0; round < 2; ++round) {
        const Result<ImportReport> again
            = m_desk->import("login_id,visitor_id,level,n\nu2,v2,black,1\nu3,,black,1\nu2,,silver,2\n");
        QCOMPARE(again->added, 2);
        QCOMPARE(again->updated, 1);
        QCOMPARE(values("level"), (QStringList{QStringLiteral("u2|silver"), QStringLiteral("u3|black")}));
        const Result<UndoReport> undone = undo(again->id);
        QCOMPARE(undone->peopleRemoved, 2);
        QCOMPARE(undone->peopleRestored, 0);
        QCOMPARE(m_desk->rows(everything), QStringList());
    }
    QCOMPARE(m_desk->rows("SELECT id, login_id, visitor_id FROM person WHERE a1 IS NULL AND a2 IS NULL ORDER BY 1"),
        (QStringList{QStringLiteral("1|u1|v1"), QStringLiteral("2|u2|v2"), QStringLiteral("3|u3|-")}));
}

void TestAwayPeople::idsOfPeopleWhoAreAwayAreFree_data()
{
    QTest::addColumn<QByteArray>("here"); // each with login_id and visitor_id
    QTest::addColumn<QByteArray>("away");
    QTest::addColumn<QByteArray>("again");
    QTest::addColumn<QString>("people"); // who is here in the end
    QTest::addColumn<qint64>("added");
    const auto row = [](const char* name, const char* here, const char* away, const char* again, const char* people,
                         qint64 added) {
        QTest::newRow(name) << QByteArray(here) << QByteArray(away) << QByteArray(again) << QString::fromLatin1(people)
                            << added;
    };
    row("as they were", "u9,v9\n", "u1,v1\n", "u1,v1\n", "1|u9|v9 2|u1|v1", 1);
    row("without the visitor id", "u9,\n", "u1,v1\n", "u1,\n", "1|u9|- 2|u1|-", 1);
    row("a visitor with a login id", "u9,\n", ",v1\n", "u1,v1\n", "1|u9|- 2|u1|v1", 1);
    row("a visitor id alone", "u9,\n", "u1,v1\n", ",v1\n", "1|u9|- 3|-|v1", 1);
    row("with another login id", "u9,\n", "u1,v1\n", "u2,v1\n", "1|u9|- 3|u2|v1", 1);
    row("two become one", "u9,\n", "u1,\n,v1\n", "u1,v1\n", "1|u9|- 2|u1|v1", 1);
    row("visitor ids are exchanged", "u9,\n", "u1,v1\nu2,v2\n", "u1,v2\nu2,v1\n", "1|u9|- 2|u1|v2 3|u2|v1", 2);
    row("to somebody who is here", "u9,v9\n", "u1,v1\n", "u9,v1\n", "1|u9|v1", 0);
    row("from a visitor", "u9,v9\n", ",v1\n", "u9,v1\n", "1|u9|v1", 0);
    row("a visitor who is here", ",v9\n", "u1,v1\n", "u1,v9\n", "1|u1|v9", 0);
    row("a visitor id that is somebody's", "u9,v9\n", "u1,v1\n", "u1,v9\n", "1|u9|v9", 0);
}

void TestAwayPeople::idsOfPeopleWhoAreAwayAreFree()
{
    QFETCH(const QByteArray, here);
    QFETCH(const QByteArray, away);
    QFETCH(const QByteArray, again);
    QFETCH(const QString, people);
    QFETCH(const qint64, added);
    const QByteArray header = "login_id,visitor_id\n";
    const QByteArray shown = "SELECT id, login_id, visitor_id FROM person WHERE erased_at IS NULL ORDER BY id";
    QVERIFY(m_desk->import(header + here));
    const QStringList before = m_desk->rows(shown);
    QVERIFY(undo(m_desk->import(header + away)->id));
    QCOMPARE(m_desk->rows(shown), before);
    const Result<ImportReport> report = m_desk->import(header + again);
    QCOMPARE(report->added, added);
    QCOMPARE(m_desk->rows(shown).join(u' '), people);
    const Result<UndoReport> undone = undo(report->id);
    QVERIFY(undone);
    QCOMPARE(undone->peopleRemoved, added);
    QCOMPARE(m_desk->rows(shown), before);
}

// Who turns out to be somebody else is in the other's lists.
void TestAwayPeople::placesInListsGoOver()
{
    QVERIFY(m_desk->import("visitor_id\nv9\n"));
    const Result<ImportReport> second = m_desk->import("login_id,visitor_id\nu1,v1\n");
    ListStore lists(*m_desk->audience);
    QVERIFY(lists.create(QStringLiteral("no"), {2}, {}, 1));
    QVERIFY(lists.create(QStringLiteral("both"), {1, 2}, {}, 1));
    QVERIFY(undo(second->id));
    QVERIFY(m_desk->import("login_id,visitor_id\nu1,v9\n"));
    QCOMPARE(m_desk->rows("SELECT DISTINCT list_id, person_id FROM list_member ORDER BY 1, 2"),
        (QStringList{QStringLiteral("1|1"), QStringLiteral("2|1")}));
}

void TestAwayPeople::eventsBringPeopleBack()
{
    QVERIFY(undo(m_desk->import("login_id,visitor_id,level\nu1,v1,gold\n,v2,gold\nu3,v3,gold\n")->id));
    const Result<ImportReport> report = m_desk->import("login_id,visitor_id,event,time\nu1,,order,2026-07-01\n"
                                                       "u1,v1,order,2026-07-01\nu2,v2,order,2026-07-01\n"
                                                       ",v2,order,2026-07-02\n,v3,order,2026-07-01\n",
        eventOptions());
    QCOMPARE(report->failed, 0);
    QCOMPARE(report->peopleAdded, 3);
    // The visitor id is nobody's yet when u1 comes back without it.
    QCOMPARE(m_desk->rows("SELECT p.id, login_id, visitor_id, a1, count(e.id) FROM person p LEFT JOIN event e ON "
                          "e.person_id=p.id WHERE erased_at IS NULL GROUP BY 1 ORDER BY 1"),
        (QStringList{QStringLiteral("1|u1|-|-|2"), QStringLiteral("2|u2|v2|-|2"), QStringLiteral("4|-|v3|-|1")}));
    const Result<UndoReport> undone = undo(report->id);
    QCOMPARE(undone->eventsRemoved, 5);
    QCOMPARE(undone->peopleRemoved, 3);
    QCOMPARE(undone->peopleRestored, 0);
    QCOMPARE(m_desk->rows(everything), QStringList());
}

void TestAwayPeople::whoWasErasedStaysErased()
{
    QVERIFY(m_desk->import("login_id,visitor_id,level\nu1,v1,gold\n,v2,gold\n"));
    const Result<ImportReport> second = m_desk->import("login_id,level\nu1,silver\nu3,silver\n");
    QVERIFY(m_desk->audience->execute("UPDATE person SET erased_at=77, a1=NULL"));
    const QByteArray all = "SELECT id, login_id, visitor_id, a1, erased_at FROM person ORDER BY id";
    const QStringList erased = m_desk->rows(all);
    const Result<ImportReport> report = m_desk->import("login_id,visitor_id,level\nu1,,gold\nu2,v2,gold\nu3,v3,gold\n");
    QCOMPARE(report->skipped, 3);
    QCOMPARE(report->added + report->updated + report->unchanged, 0);
    const Result<ImportReport> happened = m_desk->import(
        "login_id,visitor_id,event,time\nu1,,order,2026-07-01\nu2,v2,order,2026-07-01\n", eventOptions());
    QCOMPARE(happened->skipped, 2);
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("0")});
    QCOMPARE(m_desk->rows(all), erased);
    for (const qint64 id : {happened->id, report->id, second->id}) {
        const Result<UndoReport> undone = undo(id);
        QVERIFY(undone);
        QCOMPARE(undone->peopleRemoved + undone->peopleRestored, 0);
        QCOMPARE(m_desk->rows(all), erased);
    }
}

WD_TEST(TestAwayPeople)
#include "tst_awaypeople.moc"
