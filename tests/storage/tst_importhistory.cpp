// Imports on record: the same file again, modes, refused rows, and taking an import back.
#include "models/audience/catalogue/occurringvalues.h"
#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/importing/history/failedrows.h"
#include "models/audience/importing/history/importundo.h"
#include "models/audience/importing/history/pastimport.h"
#include "models/audience/importing/history/rememberedcolumns.h"
#include "models/audience/importing/unnamedpeople.h"
#include "models/audience/query/explanation.h"
#include "models/audience/segments/liststore.h"
#include "tests/storage/importfixture.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QTest>

using namespace wd;

namespace {

const QByteArray everything
    = "SELECT id, login_id, visitor_id, source_id FROM person WHERE erased_at IS NULL ORDER BY id";

ImportOptions people(ImportMode mode = ImportMode::AddAndUpdate)
{
    ImportOptions options;
    options.mode = mode;
    return options;
}

} // namespace

class TestImportHistory : public QObject {
    Q_OBJECT
private slots:
    void init() { m_desk = std::make_unique<ImportFixture>(); }
    void onlyNewPeopleAreAdded();
    void onlyKnownPeopleAreUpdated();
    void emptyCellsMayClear();
    void peopleWhomTheFileDoesNotNameLoseAValue();
    void whoWouldLoseAValueIsCounted();
    void whatIsOnRecordIsTold();
    void aColumnCanBeLeftOut();
    void whatIsLeftOutIsNoFault();
    void aTypeCanBeGiven();
    void finishedEventsAreNotDoubled();
    void finishedPeopleAreDoneAgain();
    void columnsAreRemembered();
    void refusedRowsAreKept();
    void refusedRowsOfOneLineAreAllKept();
    void refusedRowsBecomeAFile_data();
    void refusedRowsBecomeAFile();
    void anImportOfPeopleIsTakenBack();
    void anImportOfEventsIsTakenBack();
    void visitorIdsThatChangedHandsComeBack();
    void clearedValuesComeBack();
    void theLatestIsTakenBackFirst();
    void whatIsTakenBackIsDone();
    void aBrokenOffUndoingGoesOn();
    void oldImportsStay();

private:
    Result<UndoReport> undo(qint64 id) { return m_desk->undo(id); }
    QStringList values(const char* key) { return m_desk->values(key); }
    std::unique_ptr<ImportFixture> m_desk;
};

void TestImportHistory::onlyNewPeopleAreAdded()
{
    QVERIFY(m_desk->import("login_id,level\nu1,gold\n"));
    const Result<ImportReport> report
        = m_desk->import("login_id,level\nu1,silver\nu2,silver\n", people(ImportMode::AddOnly));
    QVERIFY(report);
    QCOMPARE(report->added, 1);
    QCOMPARE(report->skipped, 1);
    QCOMPARE(values("level"), (QStringList{QStringLiteral("u1|gold"), QStringLiteral("u2|silver")}));
}

void TestImportHistory::onlyKnownPeopleAreUpdated()
{
    QVERIFY(m_desk->import("login_id,level\nu1,gold\n"));
    const Result<ImportReport> report
        = m_desk->import("login_id,level\nu1,silver\nu2,silver\n", people(ImportMode::UpdateOnly));
    QVERIFY(report);
    QCOMPARE(report->updated, 1);
    QCOMPARE(report->skipped, 1);
    QCOMPARE(values("level"), QStringList{QStringLiteral("u1|silver")});
}

void TestImportHistory::emptyCellsMayClear()
{
    QVERIFY(m_desk->import("login_id,level,age\nu1,gold,30\n"));
    ImportOptions options = people();
    options.emptyClears = true;
    const Result<ImportReport> report = m_desk->import("login_id,level,age\nu1,,30\n", options);
    QVERIFY(report);
    QCOMPARE(report->updated, 1);
    QCOMPARE(values("level"), QStringList{QStringLiteral("u1|-")});
    const Result<ImportReport> again = m_desk->import("login_id,level,age\nu1,,30\n\n", options);
    QCOMPARE(again->unchanged, 1);
}

void TestImportHistory::peopleWhomTheFileDoesNotNameLoseAValue()
{
    QVERIFY(m_desk->import("login_id,visitor_id,level\nu1,,gold\nu2,,gold\nu3,,\n,v4,gold\n"));
    ImportOptions options = people();
    options.clearOthers = {QStringLiteral("level")};
    const Result<ImportReport> report = m_desk->import("login_id,level\nu1,gold\nu5,gold\n", options);
    QVERIFY(report);
    QCOMPARE(report->unchanged, 1);
    QCOMPARE(report->cleared, 1);
    // Whoever has no login id is not what a list of login ids is about.
    QCOMPARE(values("level"),
        (QStringList{QStringLiteral("u1|gold"), QStringLiteral("u2|-"), QStringLiteral("u3|-"),
            QStringLiteral("-|gold"), QStringLiteral("u5|gold")}));
}

// What is counted before is what the import does then.
void TestImportHistory::whoWouldLoseAValueIsCounted()
{
    QVERIFY(
        m_desk->import("login_id,visitor_id,level,city\nu1,,gold,\nu2,,gold,\nu3,,,\n,v4,gold,\nu5,,,Rome\nu6,,a,b\n"));
    const QByteArray table = "login_id,level,born\n u1 ,gold,\nu1,gold,\nu9,gold,\nu2,gold,\n";
    ImportOptions options = people();
    options.clearOthers = {QStringLiteral("level"), QStringLiteral("city")};
    QString file = m_desk->file(table);
    const auto count = [&](const ImportOptions& asked) -> Result<qint64> {
        const Result<std::unique_ptr<UnnamedPeople>> people = UnnamedPeople::open(*m_desk->audience, file, asked);
        if (!people)
            return people.error();
        for (Result<bool> more = true; *more;)
            if (more = (*people)->go(1); !more)
                return more.error();
        return (*people)->count();
    };
    QCOMPARE(*count(options), 2); // u5 and u6
    file = m_desk->file(table + ",gold,\n");
    QCOMPARE(*count(options), 0); // it may be about anybody
    file = m_desk->file(table);
    options.clearOthers = {QStringLiteral("level")};
    QCOMPARE(*count(options), 1);
    const Result<ImportReport> report = m_desk->import(table, options);
    QVERIFY(report);
    QCOMPARE(report->cleared, 1);
    QCOMPARE(*count(options), 0);
    options.clearOthers = {QStringLiteral("nothing")};
    QVERIFY(!count(options));
}

void TestImportHistory::whatIsOnRecordIsTold()
{
    QVERIFY(m_desk->import("login_id,level\nu1,gold\nu2,gold\n"));
    const Result<ImportReport> second = m_desk->import("login_id,level,age\nu1,silver,x\nu3,gold,30\n,gold,\n");
    QVERIFY(second);
    const Result<PastImport> people = pastImport(*m_desk->audience, second->id);
    QVERIFY(people);
    QCOMPARE(people->entry.added, 1);
    QCOMPARE(people->changed, 1); // u1; u3 goes
    QCOMPARE(people->brought, QStringList{QStringLiteral("age")});
    QCOMPARE(people->attributes.size(), 2);
    QVERIFY(people->events.isEmpty());
    QCOMPARE(people->errors.size(), 1);
    QCOMPARE(people->errors.first().line, 4);
    ImportOptions events;
    events.kind = ImportKind::Events;
    const Result<ImportReport> third
        = m_desk->import("login_id,event,time\nu1,order,2026-07-14\nu1,view,2026-07-14\n", events);
    QVERIFY(third);
    QVERIFY(m_desk->import("login_id,event,time\nu1,login,2026-07-15\n", events));
    const Result<PastImport> past = pastImport(*m_desk->audience, third->id);
    QVERIFY(past);
    QCOMPARE(past->events.size(), 2);
    const Result<QHash<QString, qint64>> counts = eventCounts(*m_desk->audience);
    QVERIFY(counts);
    QCOMPARE(counts->value(QStringLiteral("login")), 1);
    QCOMPARE(counts->size(), 3);
    QVERIFY(!pastImport(*m_desk->audience, 99));
}

void TestImportHistory::aColumnCanBeLeftOut()
{
    ImportOptions options = people();
    options.mapping.insert(QStringLiteral("note"), QString());
    const Result<ImportReport> report = m_desk->import("login_id,note,level\nu1,x,gold\n", options);
    QVERIFY(report);
    QCOMPARE(report->newAttributes, QStringList{QStringLiteral("level")});
}

void TestImportHistory::whatIsLeftOutIsNoFault()
{
    WorkbookFile book("<row><c t=\"str\"><v>login_id</v></c><c t=\"str\"><v>x</v></c></row>"
                      "<row><c t=\"str\"><v>u1</v></c><c t=\"e\"><v>#N/A</v></c></row>");
    const QByteArray bytes = book.bytes();
    QCOMPARE(m_desk->import(bytes)->failed, 1);
    ImportOptions options = people();
    options.mapping.insert(QStringLiteral("x"), QString());
    QCOMPARE(m_desk->import(bytes, options)->added, 1);
}

void TestImportHistory::aTypeCanBeGiven()
{
    ImportOptions options = people();
    options.types.insert(QStringLiteral("joined"), AttributeType::Date);
    const Result<ImportReport> report = m_desk->import("login_id,joined\nu1,2026-07-06\nu2,soon\n", options);
    QVERIFY(report);
    QCOMPARE(report->failed, 1);
    QCOMPARE(report->errors.first().line, 3);
    QCOMPARE(report->errors.first().error.where, QStringLiteral("joined"));
    QCOMPARE(values("joined"), QStringList{QStringLiteral("u1|2026-07-06")});
}

void TestImportHistory::finishedEventsAreNotDoubled()
{
    QVERIFY(m_desk->import(manyEvents(3), eventOptions()));
    QCOMPARE(m_desk->import(manyEvents(3), eventOptions()).error().kind, ErrorKind::AlreadyImported);
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("3")});
    ImportOptions again = eventOptions();
    again.repeat = ImportRepeat::Again;
    QCOMPARE(m_desk->import(manyEvents(3), again)->alike, 3);
    again.addAlike = true;
    QCOMPARE(m_desk->import(manyEvents(3), again)->added, 3);
}

void TestImportHistory::finishedPeopleAreDoneAgain()
{
    QVERIFY(m_desk->import("login_id,level\nu1,gold\n"));
    QVERIFY(m_desk->import("login_id,level\nu1,silver\n"));
    const Result<ImportReport> again = m_desk->import("login_id,level\nu1,gold\n");
    QVERIFY(again);
    QCOMPARE(again->updated, 1);
    QCOMPARE(importOfFile(*m_desk->audience, fileDigest(m_desk->file("login_id,level\nu1,gold\n"), false).value(),
                 ImportKind::People)
                 .value()
                 ->id,
        again->id);
}

void TestImportHistory::columnsAreRemembered()
{
    ImportOptions options = people(ImportMode::AddOnly);
    options.loginIdColumn = QStringLiteral("会员号");
    options.mapping = {{QStringLiteral("等级"), QStringLiteral("level")}, {QStringLiteral("备注"), QString()}};
    options.types.insert(QStringLiteral("等级"), AttributeType::Choice);
    options.clearOthers = {};
    options.emptyClears = true;
    QVERIFY(m_desk->import("会员号,等级,备注\nu1,gold,x\n", options));
    const QStringList headers{QStringLiteral("会员号"), QStringLiteral("等级"), QStringLiteral("备注")};
    const auto remembered = rememberedOptions(*m_desk->audience, ImportKind::People, headers);
    QVERIFY(remembered && *remembered);
    QCOMPARE(**remembered, options);
    QVERIFY(!*rememberedOptions(*m_desk->audience, ImportKind::Events, headers));
    QVERIFY(!*rememberedOptions(*m_desk->audience, ImportKind::People, {QStringLiteral("city")}));
    // Column by column; how the import went on is remembered for the same table only.
    const auto other = rememberedOptions(*m_desk->audience, ImportKind::People,
        {QStringLiteral("等级"), QStringLiteral("city"), QStringLiteral("会员号")});
    QVERIFY(other && *other);
    QCOMPARE((*other)->mapping, (QMap<QString, QString>{{QStringLiteral("等级"), QStringLiteral("level")}}));
    QCOMPARE((*other)->loginIdColumn, QStringLiteral("会员号"));
    QCOMPARE((*other)->types.size(), 1);
    QCOMPARE((*other)->mode, ImportMode::AddAndUpdate);
    QVERIFY(!(*other)->emptyClears);
    // A column that was not there before is the id by its name.
    const auto better = rememberedOptions(
        *m_desk->audience, ImportKind::People, {QStringLiteral("会员号"), QStringLiteral("login_id")});
    QVERIFY(!better->has_value());
    // What is asked for now holds; two columns never become one.
    QStringList used;
    ImportOptions asked = people();
    asked.mapping = {{QStringLiteral("city"), QStringLiteral("level")}};
    const ImportOptions merged = withRemembered(asked, **other, used);
    QCOMPARE(merged.mapping, asked.mapping);
    QCOMPARE(merged.loginIdColumn, QStringLiteral("会员号"));
    QVERIFY(withRemembered(people(), **other, used).mapping == (*other)->mapping);
    QCOMPARE(used, QStringList{QStringLiteral("等级")});
    QVERIFY(m_desk->audience->execute("UPDATE attribute SET type=0"));
    QVERIFY((*rememberedOptions(*m_desk->audience, ImportKind::People, headers))->types.isEmpty());
}

void TestImportHistory::refusedRowsAreKept()
{
    const Result<ImportReport> report
        = m_desk->import("login_id,joined\nu1,2026-07-06\n,2026-07-06\nu3\n\"u4\"x,2026-07-06\n");
    QVERIFY(report);
    QCOMPARE(report->failed, 3);
    QList<FailedRow> rows;
    QVERIFY(failedRows(*m_desk->audience, report->id, [&rows](const FailedRow& row) {
        rows += row;
        return true;
    }));
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].line, 3);
    QCOMPARE(rows[0].fields, (QStringList{QString(), QStringLiteral("2026-07-06")}));
    QCOMPARE(rows[0].errors.first(), report->errors[0].error);
    QCOMPARE(rows[1].errors.first(), report->errors[1].error);
    QCOMPARE(rows[1].errors.first().kind, ErrorKind::FieldCount);
    QCOMPARE(rows[2].errors.first().kind, ErrorKind::TextAfterQuote);
    const QList<ImportEntry> history = importHistory(*m_desk->audience, 10).value();
    QCOMPARE(history.size(), 1);
    QCOMPARE(history[0].failed, 3);
    QCOMPARE(history[0].added, 1);
    QCOMPARE(history[0].state, ImportState::Done);
    QVERIFY(history[0].endedAt >= history[0].at);
}

// As most programs write JSON.
void TestImportHistory::refusedRowsOfOneLineAreAllKept()
{
    const Result<ImportReport> report = m_desk->import(
        "[{\"login_id\":\"u1\",\"age\":1},{\"login_id\":\"\",\"age\":2},{\"login_id\":\"\",\"age\":3},"
        "{\"login_id\":\"u4\",\"age\":4},\n{\"login_id\":\"合计\",\"age\":9},{\"login_id\":\"\",\"age\":5}]");
    QVERIFY(report);
    QCOMPARE(report->added, 2);
    QCOMPARE(report->failed, 4);
    QStringList kept;
    QVERIFY(failedRows(*m_desk->audience, report->id, [&kept](const FailedRow& row) {
        kept += QString::number(row.line) + u' ' + row.fields.join(u'|');
        return true;
    }));
    QCOMPARE(kept,
        (QStringList{
            QStringLiteral("1 |2"), QStringLiteral("1 |3"), QStringLiteral("2 合计|9"), QStringLiteral("2 |5")}));
    const auto words = [](const Error&) { return QString(); };
    QCOMPARE(writeFailedRows(*m_desk->audience, report->id, m_desk->folder.filePath(QStringLiteral("f.csv")), {}, words)
                 .value(),
        4);
}

void TestImportHistory::refusedRowsBecomeAFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("csv") << QStringLiteral("failed.csv");
    QTest::newRow("xlsx") << QStringLiteral("failed.xlsx");
}

void TestImportHistory::refusedRowsBecomeAFile()
{
    QFETCH(const QString, name);
    ImportOptions options = people();
    options.types.insert(QStringLiteral("age"), AttributeType::Number);
    const Result<ImportReport> report
        = m_desk->import("login_id,age,note\nu1,3,a\nu2,=1+1,\"two, \"\"words\"\"\nand a line\"\n", options);
    QCOMPARE(report->failed, 1);
    const QString path = m_desk->folder.filePath(name);
    const auto words = [](const Error& error) { return QStringLiteral("bad ") + error.where; };
    const Result<qint64> written
        = writeFailedRows(*m_desk->audience, report->id, path, QStringLiteral("错误原因"), words);
    QCOMPARE(written.value(), 1);
    if (name.endsWith(u"csv")) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(),
            QByteArray(
                "\xEF\xBB\xBFlogin_id,age,note,错误原因\r\nu2,'=1+1,\"two, \"\"words\"\"\nand a line\",bad age\r\n"));
    } else {
        QVERIFY(QFileInfo(path).size() > 1000);
    }
    QVERIFY(!writeFailedRows(*m_desk->audience, 99, path, {}, words));
    const Result<qint64> nowhere
        = writeFailedRows(*m_desk->audience, report->id, QStringLiteral("/nowhere/") + name, {}, words);
    QCOMPARE(nowhere.error().kind, ErrorKind::FileUnwritable);
}

void TestImportHistory::anImportOfPeopleIsTakenBack()
{
    QVERIFY(m_desk->import("login_id,visitor_id,level,age\nu1,,gold,30\nu2,v2,silver,123456789.12345679\n,v3,,\n"));
    const QByteArray exact = "SELECT count(*) FROM person WHERE login_id='u2' AND a2=123456789.12345679";
    QCOMPARE(m_desk->rows(exact), QStringList{QStringLiteral("1")});
    const QStringList level = values("level");
    const QStringList age = values("age");
    const QStringList ids = m_desk->rows(everything);
    const Result<ImportReport> second = m_desk->import("login_id,visitor_id,level,age,city\nu1,v1,silver,31,北京\nu2,,"
                                                       "silver,7,\nu2,,gold,8,上海\nu3,v3,gold,2,\nu9,,gold,1,\n");
    QVERIFY(second);
    QCOMPARE(second->failed, 0);
    const Result<UndoReport> undone = undo(second->id);
    QVERIFY(undone);
    QCOMPARE(undone->peopleRemoved, 1);
    QCOMPARE(undone->peopleRestored, 3);
    QCOMPARE(values("level"), level);
    QCOMPARE(values("age"), age);
    QCOMPARE(m_desk->rows(exact), QStringList{QStringLiteral("1")});
    QCOMPARE(m_desk->rows(everything), ids);
    QCOMPARE(m_desk->rows("SELECT count(*) FROM import_before"), QStringList{QStringLiteral("0")});
}

void TestImportHistory::anImportOfEventsIsTakenBack()
{
    QVERIFY(m_desk->import("visitor_id\nv1\n"));
    QVERIFY(m_desk->import("login_id,event,time\nu1,order,2026-07-01 10:00:00\n", eventOptions()));
    const QStringList before = m_desk->rows("SELECT complete_until FROM event_name");
    const Result<ImportReport> second = m_desk->import(
        "login_id,visitor_id,event,time\nu1,,order,2026-07-02\nu2,,order,2026-07-03\nu5,v1,view,2026-07-03\n",
        eventOptions());
    QCOMPARE(second->added, 3);
    const Result<UndoReport> undone = undo(second->id);
    QVERIFY(undone);
    QCOMPARE(undone->eventsRemoved, 3);
    QCOMPARE(undone->peopleRemoved, 1);
    QCOMPARE(undone->peopleRestored, 1);
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("1")});
    QCOMPARE(m_desk->rows("SELECT login_id, visitor_id FROM person WHERE erased_at IS NULL ORDER BY id"),
        (QStringList{QStringLiteral("-|v1"), QStringLiteral("u1|-")}));
    QCOMPARE(m_desk->rows("SELECT complete_until FROM event_name WHERE key='order'"), before);
}

void TestImportHistory::visitorIdsThatChangedHandsComeBack()
{
    QVERIFY(m_desk->import("login_id,visitor_id\nu1,v1\nu2,v2\n"));
    const QStringList ids = m_desk->rows(everything);
    const Result<ImportReport> second = m_desk->import("login_id,visitor_id\nu1,v9\nu2,v1\nu1,v2\n");
    QCOMPARE(second->failed, 0);
    QVERIFY(undo(second->id));
    QCOMPARE(m_desk->rows(everything), ids);
}

void TestImportHistory::clearedValuesComeBack()
{
    QVERIFY(m_desk->import("login_id,level,age\nu1,gold,3\nu2,silver,4\n"));
    const QStringList level = values("level");
    ImportOptions options = people();
    options.clearOthers = {QStringLiteral("level"), QStringLiteral("age")};
    const Result<ImportReport> second = m_desk->import("login_id,level\nu1,black\n", options);
    QCOMPARE(second->cleared, 1);
    QVERIFY(undo(second->id));
    QCOMPARE(values("level"), level);
    QCOMPARE(values("age"), (QStringList{QStringLiteral("u1|3"), QStringLiteral("u2|4")}));
}

void TestImportHistory::theLatestIsTakenBackFirst()
{
    const Result<ImportReport> first = m_desk->import("login_id,level\nu1,gold\n");
    const Result<ImportReport> second = m_desk->import("login_id,level\nu1,silver\nu2,gold\n");
    const Result<UndoReport> refused = undo(first->id);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::LaterImport);
    QVERIFY(undo(second->id));
    QCOMPARE(undo(first->id)->peopleRemoved, 1);
    QCOMPARE(m_desk->rows(everything), QStringList());
}

void TestImportHistory::whatIsTakenBackIsDone()
{
    const Result<ImportReport> first = m_desk->import("login_id\nu1\n");
    QVERIFY(undo(first->id));
    QCOMPARE(undo(first->id).error().kind, ErrorKind::ImportUndone);
    QCOMPARE(undo(77).error().kind, ErrorKind::NotFound);
    // The file is new again.
    QCOMPARE(m_desk->import("login_id\nu1\n")->added, 1);
}

void TestImportHistory::aBrokenOffUndoingGoesOn()
{
    const Result<ImportReport> report = m_desk->import(manyEvents(6'000), eventOptions());
    m_desk->stop = true;
    QCOMPARE(undo(report->id).error().kind, ErrorKind::Cancelled);
    QCOMPARE(importEntry(*m_desk->audience, report->id)->state, ImportState::Undoing);
    m_desk->stop = false;
    QVERIFY(undo(report->id));
    QCOMPARE(m_desk->rows("SELECT count(*) FROM event"), QStringList{QStringLiteral("0")});
    QCOMPARE(m_desk->rows(everything), QStringList());
}

void TestImportHistory::oldImportsStay()
{
    const Result<ImportReport> first = m_desk->import("login_id,n\nu1,0\n,1\n");
    for (int i = 1; i <= 10; ++i)
        QVERIFY(m_desk->import("login_id,n\nu1," + QByteArray::number(i) + '\n'));
    QCOMPARE(undo(first->id).error().kind, ErrorKind::BadValue);
    QCOMPARE(writeFailedRows(*m_desk->audience, first->id, m_desk->folder.filePath(QStringLiteral("f.csv")),
                 QStringLiteral("Reason"), {})
                 .error()
                 .kind,
        ErrorKind::BadValue);
    QVERIFY(!QFile::exists(m_desk->folder.filePath(QStringLiteral("f.csv"))));
    for (qint64 id = first->id + 10; id > first->id; --id)
        QVERIFY(undo(id));
    QCOMPARE(values("n"), QStringList{QStringLiteral("u1|0")});
}

WD_TEST(TestImportHistory)
#include "tst_importhistory.moc"
