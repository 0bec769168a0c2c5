// Lists of people: stored, uploaded from files, kept while rules name them.
#include "models/audience/importing/history/importundo.h"
#include "models/audience/segments/listupload.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include "tests/storage/listcounting.h"
#include "tests/storage/ruleworld.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QTest>

using namespace wd;

class TestLists : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_world.reset(); }
    void listsComeBackAsStored();
    void namesAreUnique();
    void removedListsAreGone();
    void removedListsComeBackForAMonth();
    void uploads_data();
    void uploads();
    void theUnknownAreAdded();
    void totalsAreNobody();
    void theAddedAreAnImport();
    void theUnknownJoinLater();
    void theUnknownAreAddedLater();
    void theAddedJoinOtherLists();
    void whoCameByAnImportLeavesWithIt_data();
    void whoCameByAnImportLeavesWithIt();
    void idsThatAreGivenBackAreAwaited();
    void anImportThatIsCutOffFillsLists();
    void anotherFileReplacesAList();
    void countingStoresNothing();
    void countingWaitsForNobody();
    void aNewFileIsAnotherUpload();
    void erasedPeopleStayErased();
    void whoIsAwayIsUnknownAndMayComeBack();
    void whichColumn_data();
    void whichColumn();
    void nothingIsLeftOfWhatFails();

private:
    Result<ListUploadReport> upload(
        const QByteArray& content, const ListUploadOptions& options = {}, bool stop = false);
    Result<ListUploadReport> count(const QByteArray& content, const ListUploadOptions& options = {});
    QString write(const QByteArray& content);
    Result<ImportReport> import(const QByteArray& content);
    qint64 single(const QByteArray& sql);
    QString members(qint64 list); // with the ids that it waits for

    std::unique_ptr<RuleWorld> m_world;
};

void TestLists::init()
{
    m_world = std::make_unique<RuleWorld>();
    m_world->open();
}

QString TestLists::write(const QByteArray& content)
{
    QFile file(m_world->folder.filePath(QStringLiteral("list.csv")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file");
    file.write(content);
    return file.fileName();
}

Result<ListUploadReport> TestLists::upload(const QByteArray& content, const ListUploadOptions& options, bool stop)
{
    const std::atomic<bool> stopped{stop};
    return uploadList(*m_world->writer, QStringLiteral("upload"), write(content), options, QStringLiteral("小雪"), 5,
        stopped, [](qint64, qint64) {});
}

// On a connection that can't write.
Result<ListUploadReport> TestLists::count(const QByteArray& content, const ListUploadOptions& options)
{
    const auto reader = Database::openReader(m_world->writer->path());
    if (!reader)
        return reader.error();
    return countList(**reader, write(content), options);
}

Result<ImportReport> TestLists::import(const QByteArray& content)
{
    QFile file(m_world->folder.filePath(QStringLiteral("people.csv")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("no file");
    file.write(content);
    file.close();
    ImportOptions options;
    options.repeat = ImportRepeat::Again;
    return importFile(*m_world->writer, file.fileName(), options, 7, {}, {});
}

QString TestLists::members(qint64 list)
{
    Statement ids(*m_world->writer,
        "SELECT group_concat(id) FROM (SELECT DISTINCT p.id FROM list_member m JOIN person p ON p.id=m.person_id WHERE"
        " m.list_id=? AND p.erased_at IS NULL ORDER BY p.id)");
    const Result<bool> row = ids.bind(1, list).step();
    QStringList waiting = *ListStore(*m_world->writer).unknownIds(list, 9);
    waiting.sort();
    return row && *row ? ids.text(0) + QStringLiteral(" | ") + waiting.join(QLatin1Char(',')) : QString();
}

qint64 TestLists::single(const QByteArray& sql)
{
    Statement statement(*m_world->writer, sql);
    const Result<bool> row = statement.step();
    return row && *row ? statement.integer(0) : -1;
}

void TestLists::listsComeBackAsStored()
{
    ListStore lists(*m_world->writer);
    const Result<PeopleList> made = lists.create(QStringLiteral("新"), {2, 3, 2, 7, 99}, QStringLiteral("小雪"), 10);
    QVERIFY(made);
    // Once each; 7 is erased, and nobody is 99.
    QCOMPARE(made->members, 2);
    QVERIFY(made->audit == (Audit{QStringLiteral("小雪"), 10, QStringLiteral("小雪"), 10}));
    QVERIFY(*lists.find(made->id) == *made);
    QVERIFY(*lists.findByName(QStringLiteral("新")) == *made);
    const Result<QList<PeopleList>> all = lists.all();
    QVERIFY(all);
    QStringList names;
    for (const PeopleList& list : *all)
        names += QStringLiteral("%1 %2").arg(list.name).arg(list.members);
    QCOMPARE(names, (QStringList{QStringLiteral("empty 0"), QStringLiteral("新 2"), QStringLiteral("门店 3")}));
    QVERIFY(lists.rename(made->id, QStringLiteral("更新"), QStringLiteral("小白"), 20));
    const Result<PeopleList> renamed = lists.find(made->id);
    QVERIFY(renamed);
    QCOMPARE(renamed->name, QStringLiteral("更新"));
    QVERIFY(renamed->audit == (Audit{QStringLiteral("小雪"), 10, QStringLiteral("小白"), 20}));
}

void TestLists::namesAreUnique()
{
    ListStore lists(*m_world->writer);
    const Error duplicate{ErrorKind::Duplicate, {QStringLiteral("empty")}, QStringLiteral("name")};
    QCOMPARE(lists.create(QStringLiteral("empty"), {}, {}, 1).error(), duplicate);
    QCOMPARE(lists.rename(1, QStringLiteral("empty"), {}, 1).error(), duplicate);
    QCOMPARE(lists.create(QStringLiteral(" "), {}, {}, 1).error().kind, ErrorKind::Empty);
    QCOMPARE(lists.rename(99, QStringLiteral("x"), {}, 1).error().kind, ErrorKind::NotFound);
    QVERIFY(lists.rename(1, QStringLiteral("门店"), {}, 1));
    // The name of one that was removed is free.
    QVERIFY(lists.create(QStringLiteral("gone"), {1}, {}, 1));
}

void TestLists::removedListsAreGone()
{
    ListStore lists(*m_world->writer);
    QVERIFY(lists.remove(1, QStringLiteral("小白"), 30));
    QCOMPARE(lists.find(1).error().kind, ErrorKind::NotFound);
    QCOMPARE(lists.remove(1, {}, 30).error().kind, ErrorKind::NotFound);
    QCOMPARE(single("SELECT deleted_at FROM list WHERE id=1"), 30);
    const Result<Catalogue> catalogue = Catalogue::load(*m_world->writer);
    QVERIFY(catalogue);
    QVERIFY(!catalogue->listByName(QStringLiteral("门店")));
    QVERIFY(catalogue->listByName(QStringLiteral("empty")));
}

void TestLists::removedListsComeBackForAMonth()
{
    ListStore lists(*m_world->writer);
    const qint64 members = lists.find(1)->members;
    QVERIFY(members > 0);
    QCOMPARE(lists.restore(1, {}, 20).error().kind, ErrorKind::NotFound);
    QVERIFY(lists.remove(1, {}, 30));
    QVERIFY(lists.restore(1, QStringLiteral("小白"), 40));
    QCOMPARE(lists.find(1)->members, members);
    QVERIFY(lists.find(1)->audit.updatedBy == QStringLiteral("小白"));
    QVERIFY(lists.remove(1, {}, 50));
    const Result<PeopleList> another = lists.create(QStringLiteral("门店"), {}, {}, 60);
    QVERIFY(another);
    QCOMPARE(lists.restore(1, {}, 70).error(),
        (Error{ErrorKind::Duplicate, {QStringLiteral("门店")}, QStringLiteral("name")}));
    // The next removal clears away what can't come back any more.
    QCOMPARE(lists.removed(49 + binMs)->size(), 1);
    QCOMPARE(lists.removed(49 + binMs)->first().name, QStringLiteral("门店"));
    QVERIFY(lists.remove(another->id, {}, 50 + binMs));
    QCOMPARE(lists.restore(1, {}, 50 + binMs).error().kind, ErrorKind::NotFound);
    QCOMPARE(single("SELECT count(*) FROM list_member WHERE list_id=1"), 0);
}

void TestLists::uploads_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("counts"); // rows matched unknown duplicates blank failed
    QTest::addColumn<QString>("people");
    const auto row = [](const char* name, const char* content, const char* counts, const char* people) {
        QTest::newRow(name) << QByteArray(content) << QString::fromLatin1(counts) << QString::fromLatin1(people);
    };
    row("known and unknown", "login_id,name\nu1,x\nu9,y\nu3,z\n", "3 2 1 0 0 0", "1 3");
    row("twice", "login_id\nu1\n u1 \nu9\nu9\n", "4 1 1 2 0 0", "1");
    row("without an id", "login_id,name\n,x\n  ,y\nu2,z\n", "3 1 0 0 2 0", "2");
    row("unreadable rows", "login_id,name\nu1\nu2,y\n", "2 1 0 0 0 1", "2");
    row("nobody", "login_id\n", "0 0 0 0 0 0", "");
    row("case counts", "login_id\nU1\n", "1 0 1 0 0 0", "");
}

void TestLists::uploads()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, counts);
    QFETCH(QString, people);
    const Result<ListUploadReport> report = upload(content);
    QVERIFY(report);
    QCOMPARE(QStringLiteral("%1 %2 %3 %4 %5 %6")
                 .arg(report->rows)
                 .arg(report->matched)
                 .arg(report->unknown)
                 .arg(report->duplicates)
                 .arg(report->blank)
                 .arg(report->failed),
        counts);
    QCOMPARE(report->added, 0);
    QStringList members;
    Statement rows(*m_world->writer, "SELECT person_id FROM list_member WHERE list_id=? ORDER BY 1");
    rows.bind(1, report->list.id);
    while (*rows.step())
        members += QString::number(rows.integer(0));
    QCOMPARE(members.join(u' '), people);
    QCOMPARE(report->list.members, members.size());
    QVERIFY(*ListStore(*m_world->writer).find(report->list.id) == report->list);
}

void TestLists::theUnknownAreAdded()
{
    ListUploadOptions options;
    options.addUnknown = true;
    const Result<ListUploadReport> report = upload("login_id\nu1\nu8\nu8\nu9\n", options);
    QVERIFY(report);
    QCOMPARE(report->added, 2);
    QCOMPARE(report->unknown, 2);
    QCOMPARE(report->unknownIds, (QStringList{QStringLiteral("u8"), QStringLiteral("u9")}));
    QCOMPARE(report->list.members, 3);
    QCOMPARE(single("SELECT count(*) FROM person WHERE login_id IN ('u8','u9') AND visitor_id IS NULL"), 2);
    QVERIFY(*ListStore(*m_world->writer).find(report->list.id) == report->list);
}

void TestLists::totalsAreNobody()
{
    ListUploadOptions options;
    options.addUnknown = true;
    const Result<ListUploadReport> report = upload("login_id\nu1\n合计：1\n", options);
    QVERIFY(report);
    QCOMPARE(report->added, 0);
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->faults.size(), 1);
    QCOMPARE(report->faults.first().line, 3);
    QCOMPARE(report->faults.first().error,
        (Error{ErrorKind::TotalsRow, {QStringLiteral("合计：1")}, QStringLiteral("login_id")}));
}

void TestLists::theAddedAreAnImport()
{
    ListUploadOptions options;
    options.addUnknown = true;
    const Result<ListUploadReport> report = upload("login_id\nu1\nu8\nu9\n", options);
    QVERIFY(report);
    const Result<QList<ImportEntry>> history = importHistory(*m_world->writer, 10);
    QVERIFY(history);
    QCOMPARE(history->size(), 1);
    const ImportEntry& entry = history->first();
    QCOMPARE(entry.file, QStringLiteral("list.csv"));
    QCOMPARE(entry.list, QStringLiteral("upload"));
    QCOMPARE(entry.added, 2);
    QCOMPARE(entry.state, ImportState::Done);
    const std::atomic<bool> stop{false};
    const Result<UndoReport> undone = undoImport(*m_world->writer, entry.id, {}, stop);
    QVERIFY(undone);
    QCOMPARE(undone->peopleRemoved, 2);
    const PeopleList after = *ListStore(*m_world->writer).find(report->list.id);
    QCOMPARE(after.members, 1);
    QCOMPARE(after.unknown, 2);
    // They are who they were.
    QCOMPARE(*ListStore(*m_world->writer).addUnknown(report->list.id, 9), 2);
    QCOMPARE(ListStore(*m_world->writer).find(report->list.id)->members, 3);
    QCOMPARE(single("SELECT count(*) FROM person WHERE login_id IN ('u8','u9')"), 2);
    // Nobody new, nothing on record.
    ListUploadOptions known = options;
    known.replaces = report->list.id;
    QVERIFY(upload("login_id\nu1\n", known));
    QCOMPARE(importHistory(*m_world->writer, 10)->size(), 2);
}

void TestLists::theUnknownJoinLater()
{
    ListStore lists(*m_world->writer);
    const Result<ListUploadReport> logins = upload("login_id\nu1\nu8\nu9\n");
    QVERIFY(logins);
    QCOMPARE(logins->list.unknown, 2);
    QVERIFY(lists.rename(logins->list.id, QStringLiteral("logins"), {}, 6));
    const Result<ListUploadReport> visitors = upload("visitor_id\nu8\nv8\n");
    QVERIFY(visitors);
    QCOMPARE(*lists.unknownIds(visitors->list.id, 5), (QStringList{QStringLiteral("u8"), QStringLiteral("v8")}));
    QFile file(m_world->folder.filePath(QStringLiteral("people.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("login_id,visitor_id\nu8,\nu4,v8\n");
    file.close();
    const std::atomic<bool> stop{false};
    const auto imported = importFile(*m_world->writer, file.fileName(), {}, 7, stop, {});
    QVERIFY(imported);
    QCOMPARE(lists.find(logins->list.id)->members, 2);
    QCOMPARE(*lists.unknownIds(logins->list.id, 5), QStringList{QStringLiteral("u9")});
    QCOMPARE(lists.find(visitors->list.id)->members, 1);
    QCOMPARE(*lists.unknownIds(visitors->list.id, 5), QStringList{QStringLiteral("u8")});
    // Taken back they are unknown again, and still on the list.
    QVERIFY(undoImport(*m_world->writer, imported->id, {}, stop));
    QCOMPARE(lists.find(logins->list.id)->members, 1);
    QCOMPARE(lists.find(logins->list.id)->unknown, 2);
}

void TestLists::theUnknownAreAddedLater()
{
    ListStore lists(*m_world->writer);
    const Result<ListUploadReport> report = upload("visitor_id\nv6\nv8\nv9\n");
    QVERIFY(report);
    QCOMPARE(*lists.addUnknown(report->list.id, 9), 2);
    QCOMPARE(lists.find(report->list.id)->members, 3);
    QCOMPARE(lists.find(report->list.id)->unknown, 0);
    QCOMPARE(single("SELECT count(*) FROM person WHERE visitor_id IN ('v8','v9') AND login_id IS NULL"), 2);
    QCOMPARE(importHistory(*m_world->writer, 10)->first().added, 2);
    QCOMPARE(*lists.addUnknown(report->list.id, 9), 0);
    QCOMPARE(importHistory(*m_world->writer, 10)->size(), 1);
    QCOMPARE(lists.addUnknown(99, 9).error().kind, ErrorKind::NotFound);
}

void TestLists::theAddedJoinOtherLists()
{
    ListStore lists(*m_world->writer);
    const qint64 waiting = upload("login_id\nu1\nu8\nu9\n")->list.id;
    QVERIFY(lists.rename(waiting, QStringLiteral("waiting"), {}, 6));
    ListUploadOptions options;
    options.addUnknown = true;
    const Result<ListUploadReport> created = upload("login_id\nu8\nu10\n", options);
    QVERIFY(created);
    const QString u8 = QString::number(single("SELECT id FROM person WHERE login_id='u8'"));
    QCOMPARE(members(waiting), QStringLiteral("1,%1 | u9").arg(u8));
    options.replaces = created->list.id;
    QVERIFY(upload("login_id\nu9\n", options));
    const QString u9 = QString::number(single("SELECT id FROM person WHERE login_id='u9'"));
    QCOMPARE(members(waiting), QStringLiteral("1,%1,%2 | ").arg(u8, u9));
    // What made them is an import, with which they go.
    QVERIFY(undoImport(*m_world->writer, importHistory(*m_world->writer, 1)->first().id, {}, {}));
    QCOMPARE(members(waiting), QStringLiteral("1,%1 | u9").arg(u8));
}

// The list names u1, who is here, and u9 or v9; then somebody else has that id.
void TestLists::whoCameByAnImportLeavesWithIt_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::addColumn<QByteArray>("people");
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("with");
    QTest::addRow("a visitor logged in") << QByteArray("login_id\nu1\nu9\n")
                                         << QByteArray("login_id,visitor_id\nu9,v6\n") << QByteArray("1 | u9")
                                         << QByteArray("1,6 | ");
    QTest::addRow("a user got a visitor id")
        << QByteArray("visitor_id\nv6\nv9\n") << QByteArray("login_id,visitor_id\nu5,v9\n") << QByteArray("6 | v9")
        << QByteArray("5,6 | ");
    QTest::addRow("new") << QByteArray("login_id\nu1\nu9\n") << QByteArray("login_id\nu9\n") << QByteArray("1 | u9")
                         << QByteArray("1,8 | ");
    QTest::addRow("on the list anyway") << QByteArray("visitor_id\nv5\nv9\n")
                                        << QByteArray("login_id,visitor_id\nu5,v9\n") << QByteArray("5 | v9")
                                        << QByteArray("5 | ");
}

void TestLists::whoCameByAnImportLeavesWithIt()
{
    QFETCH(const QByteArray, list);
    QFETCH(const QByteArray, people);
    QFETCH(const QByteArray, before);
    QFETCH(const QByteArray, with);
    const qint64 id = upload(list)->list.id;
    QCOMPARE(members(id), QString::fromLatin1(before));
    for (int times = 0; times < 2; ++times) {
        const Result<ImportReport> imported = import(people);
        QVERIFY(imported);
        QCOMPARE(members(id), QString::fromLatin1(with));
        QVERIFY(undoImport(*m_world->writer, imported->id, {}, {}));
        QCOMPARE(members(id), QString::fromLatin1(before));
    }
    // Nobody who had the id for a while, but who has it in the end.
    QVERIFY(import(people.contains("v9") ? "visitor_id\nv9\n" : "login_id,visitor_id\nu9,v33\n"));
    const QString other = QString::number(single("SELECT id FROM person WHERE (login_id='u9' OR visitor_id='v9')"
                                                 " AND erased_at IS NULL"));
    QVERIFY(other.toInt() > 7);
    QCOMPARE(
        members(id), QString::fromLatin1(before).section(QLatin1Char(' '), 0, 0) + QStringLiteral(",%1 | ").arg(other));
}

void TestLists::idsThatAreGivenBackAreAwaited()
{
    const Result<ImportReport> imported = import("login_id,visitor_id\nu5,v9\n");
    QVERIFY(imported);
    const qint64 list = upload("visitor_id\nv5\nv6\n")->list.id;
    QCOMPARE(members(list), QStringLiteral("6 | v5"));
    QVERIFY(undoImport(*m_world->writer, imported->id, {}, {}));
    QCOMPARE(members(list), QStringLiteral("5,6 | "));
}

// The rows are in, and what would have come behind them is not.
void TestLists::anImportThatIsCutOffFillsLists()
{
    const qint64 list = upload("login_id\nu1\nu8\n")->list.id;
    QVERIFY(m_world->writer->execute("CREATE TRIGGER cut BEFORE UPDATE ON import WHEN new.ended_at IS NOT NULL"
                                     " BEGIN SELECT raise(ABORT, 'cut off'); END"));
    QVERIFY(!import("login_id\nu8\n"));
    QCOMPARE(single("SELECT count(*) FROM person WHERE login_id='u8'"), 1);
    QCOMPARE(members(list), QStringLiteral("1,8 | "));
}

void TestLists::anotherFileReplacesAList()
{
    ListStore lists(*m_world->writer);
    const Result<ListUploadReport> before = upload("login_id\nu1\nu2\nu8\n");
    QVERIFY(before);
    ListUploadOptions options;
    options.replaces = before->list.id;
    const Result<ListUploadReport> after = upload("login_id\nu3\nu9\n", options);
    QVERIFY(after);
    QCOMPARE(after->list.id, before->list.id);
    QCOMPARE(after->list.members, 1);
    QCOMPARE(*lists.find(before->list.id), after->list);
    QCOMPARE(*lists.unknownIds(before->list.id, 5), QStringList{QStringLiteral("u9")});
    // All or nothing.
    QCOMPARE(upload("login_id\nu1\n", options, true).error().kind, ErrorKind::Cancelled);
    QCOMPARE(*lists.find(before->list.id), after->list);
    options.replaces = 99;
    QCOMPARE(upload("login_id\nu1\n", options).error().kind, ErrorKind::NotFound);
}

void TestLists::countingStoresNothing()
{
    const qint64 people = single("SELECT count(*) FROM person");
    const qint64 lists = single("SELECT count(*) FROM list");
    const QByteArray content = "login_id\nu1\nu8\nu8\nu1\nu9\nu7\n\"\"\nu2,x\n";
    const Result<ListUploadReport> counted = count(content);
    QVERIFY(counted);
    QCOMPARE(counted->matched, 1);
    QCOMPARE(counted->unknown, 3);
    QCOMPARE(counted->duplicates, 2);
    QCOMPARE(counted->failed, 1);
    QCOMPARE(counted->list.id, 0);
    QCOMPARE(single("SELECT count(*) FROM person"), people);
    QCOMPARE(single("SELECT count(*) FROM list"), lists);
    // As it is stored then.
    const Result<ListUploadReport> stored = upload(content);
    QVERIFY(stored);
    QCOMPARE(counted->list.members, stored->list.members);
    QCOMPARE(counted->list.unknown, stored->list.unknown);
    QCOMPARE(counted->unknownIds, stored->unknownIds);
    QCOMPARE((QList{counted->rows, counted->matched, counted->unknown, counted->duplicates, counted->blank}),
        (QList{stored->rows, stored->matched, stored->unknown, stored->duplicates, stored->blank}));
}

// Somebody writes meanwhile.
void TestLists::countingWaitsForNobody()
{
    Transaction import(*m_world->writer);
    QVERIFY(import.begun());
    QVERIFY(m_world->writer->execute("UPDATE person SET login_id='u8' WHERE login_id='u1'"));
    QCOMPARE(count("login_id\nu1\nu8\n")->unknownIds, QStringList{QStringLiteral("u8")});
    QVERIFY(import.commit());
    QCOMPARE(count("login_id\nu1\nu8\n")->unknownIds, QStringList{QStringLiteral("u1")});
}

void TestLists::aNewFileIsAnotherUpload()
{
    ListStore lists(*m_world->writer);
    const Result<ListUploadReport> before = upload("login_id\nu1\n");
    QVERIFY(before);
    QVERIFY(lists.rename(before->list.id, QStringLiteral("VIP"), QStringLiteral("小白"), 9));
    QCOMPARE(lists.find(before->list.id)->audit.createdAt, 5);
    ListUploadOptions options;
    options.replaces = before->list.id;
    const std::atomic<bool> stop{false};
    QVERIFY(uploadList(*m_world->writer, {}, write("login_id\nu2\n"), options, QStringLiteral("小白"), 20, stop,
        [](qint64, qint64) {}));
    QVERIFY(lists.find(before->list.id)->audit == (Audit{QStringLiteral("小白"), 20, QStringLiteral("小白"), 20}));
}

void TestLists::erasedPeopleStayErased()
{
    ListUploadOptions options;
    options.addUnknown = true;
    const Result<ListUploadReport> report = upload("login_id\nu7\n", options);
    QVERIFY(report);
    QCOMPARE(report->unknown, 1);
    QCOMPARE(report->added, 0);
    QCOMPARE(report->list.members, 0);
    QCOMPARE(single("SELECT erased_at FROM person WHERE id=7"), 5);
}

// Away are u1 with v1, and the visitor v6: imports that brought them were undone.
void TestLists::whoIsAwayIsUnknownAndMayComeBack()
{
    QVERIFY(m_world->writer->execute("UPDATE person SET erased_at=0 WHERE id IN (1,6)"));
    QVERIFY(m_world->writer->execute("UPDATE person SET visitor_id='v1' WHERE id=1"));
    ListUploadOptions options;
    const Result<ListUploadReport> without = upload("login_id\nu1\nu2\n", options);
    QCOMPARE(without->unknown, 1);
    QCOMPARE(without->list.members, 1);
    QVERIFY(ListStore(*m_world->writer).remove(without->list.id, {}, 6));
    options.addUnknown = true;
    const Result<ListUploadReport> visitors = upload("visitor_id\nv1\nv6\n", options);
    QCOMPARE(visitors->added, 2);
    QCOMPARE(visitors->list.members, 2);
    // The visitor came back, and the other id is a new one's.
    QCOMPARE(single("SELECT erased_at IS NULL FROM person WHERE id=6"), 1);
    QCOMPARE(single("SELECT count(*) FROM person WHERE visitor_id='v1' AND login_id IS NULL AND id<>1"), 1);
    QVERIFY(ListStore(*m_world->writer).remove(visitors->list.id, {}, 6));
    const Result<ListUploadReport> logins = upload("login_id\nu1\nu1\n", options);
    QCOMPARE(logins->unknown, 1);
    QCOMPARE(logins->added, 1);
    QCOMPARE(logins->duplicates, 1);
    QCOMPARE(single("SELECT erased_at IS NULL AND visitor_id IS NULL FROM person WHERE id=1"), 1);
}

void TestLists::whichColumn_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("column");
    QTest::addColumn<bool>("visitors");
    QTest::addColumn<QString>("answer"); // the header as used and the number matched, or the error
    const auto row = [](const char* name, const char* content, const char* column, bool visitors, const char* answer) {
        QTest::newRow(name) << QByteArray(content) << QString::fromUtf8(column) << visitors
                            << QString::fromUtf8(answer);
    };
    row("well known", "城市,用户登录ID\n北京,u1\n", "", false, "用户登录ID 1");
    row("well known, of visitors", "访客ID,x\nv5,1\nv6,1\n", "", false, "访客ID 2");
    row("both: login ids", "visitor_id,login_id\nv6,u1\n", "", false, "login_id 1");
    row("the only one", "名单\nu1\nu2\n", "", false, "名单 2");
    row("the first is known", "u1\nu2\nbob\n", "", false, "- 2");
    row("the first reads like the next", "u90\nu1\n", "", false, "- 1");
    row("a number alone", "90001\n", "", false, "- 0");
    row("a name with a digit", "名单1\nu1\nu2\n", "", false, "名单1 2");
    row("a word above an id", "alice\nu1\n", "", false, "alice 1");
    row("a word above words", "bob\nalice\nu1\n", "", false, "- 1");
    row("known as a visitor", "v5\nv6\n", "", true, "- 2");
    row("named like an id", "u1\nu2\n", "u1", false, "u1 1");
    row("named", "a,b\nx,u1\n", "b", false, "b 1");
    row("named, of visitors", "a,b\nv5,u1\n", "a", true, "a 1");
    row("named beside a well-known one", "login_id,b\nu1,u2\nu1,u3\n", "b", false, "b 2");
    row("which of two", "a,b\nu1,u2\n", "", false, "MissingField");
    row("not there", "a,b\nu1,u2\n", "c", false, "BadValue");
}

void TestLists::whichColumn()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, column);
    QFETCH(bool, visitors);
    QFETCH(QString, answer);
    ListUploadOptions options;
    options.idColumn = column;
    options.idKind = visitors ? UserKind::Visitor : UserKind::Login;
    const Result<ListUploadReport> report = upload(content, options);
    const QString header = report && report->hasHeader ? report->idColumn : QStringLiteral("-");
    QString found = report                               ? QStringLiteral("%1 %2").arg(header).arg(report->matched)
        : report.error().kind == ErrorKind::MissingField ? QStringLiteral("MissingField")
                                                         : QStringLiteral("BadValue");
    QCOMPARE(found, answer);
}

void TestLists::nothingIsLeftOfWhatFails()
{
    const qint64 before = single("SELECT count(*) FROM list");
    ListUploadOptions options;
    options.addUnknown = true;
    QCOMPARE(upload("login_id\nu8\n", options, true).error().kind, ErrorKind::Cancelled);
    QCOMPARE(upload("a,b\nu1,u2\n").error().kind, ErrorKind::MissingField);
    QVERIFY(upload("login_id\nu1\n"));
    QCOMPARE(upload("login_id\nu8\n", options).error(),
        (Error{ErrorKind::Duplicate, {QStringLiteral("upload")}, QStringLiteral("name")}));
    QCOMPARE(single("SELECT count(*) FROM list"), before + 1);
    QCOMPARE(single("SELECT count(*) FROM person WHERE login_id='u8'"), 0);
}

WD_TEST(TestLists)
#include "tst_lists.moc"
