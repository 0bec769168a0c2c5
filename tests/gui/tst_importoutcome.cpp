// What comes of an import: its report, refused rows, repeats, stops, undoing, and the list of earlier ones.
#include "models/audience/importing/tables/table.h"
#include "tests/gui/importdesk.h"
#include "tests/support/suite.h"

#include <QSignalSpy>
#include <QTest>

using namespace wd;

class ImportOutcomeTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void failedRowsAreExportedAndReadBack();
    void sameFileTwiceIsAskedAbout();
    void stoppedImportGoesOn();
    void importIsUndoneFromItsReport();
    void historyTellsAndUndoes();
    void whatFailedIsNoSuccess();
    void whatWasSkippedIsExplained();
    void undoingNamesWhoseCountChanges();
    void peopleOfAnImportBecomeASegment();
    void pageLeftWhileImportingFindsItsReport();
    void anotherZoneIsAskedAboutOnceTimesAreIn();

private:
    QTemporaryDir m_preferences;
};

void ImportOutcomeTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

namespace {

QStringList linesOf(const QString& file)
{
    const Result<std::unique_ptr<Table>> table = openTable(file, {});
    if (!table)
        return {};
    QStringList lines{(*table)->headers().join(u'|')};
    TableRow row;
    while ((*table)->next(row)) {
        QStringList fields;
        for (const QByteArrayView field : row.fields)
            fields += QString::fromUtf8(field);
        lines += fields.join(u'|');
    }
    return lines;
}

// So many rows that an import of them can be stopped on its way.
QByteArray manyRows(int count)
{
    QByteArray rows = "login_id,name,points\n";
    for (int i = 0; i < count; ++i) {
        const QByteArray number = QByteArray::number(i);
        rows += 'u' + number + ",name " + number + ',' + number + '\n';
    }
    return rows;
}

} // namespace

void ImportOutcomeTest::failedRowsAreExportedAndReadBack()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,born\nu1,2001-02-03\n,2001-02-03\nu3,2026-02-30\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Failed")), QStringLiteral("2"));
    const QAbstractItemModel* failed = desk.waitFor<TableView>(QStringLiteral("importErrors"))->model();
    QCOMPARE(failed->rowCount(), 2);
    QCOMPARE(failed->index(0, 0).data().toString(), QStringLiteral("3"));
    QCOMPARE(failed->index(1, 0).data().toString(), QStringLiteral("4"));
    QCOMPARE(failed->index(1, 1).data().toString(), QStringLiteral("born"));
    const QString reason = failed->index(1, 2).data().toString();
    QVERIFY(reason.contains(u"2026-02-30"));

    for (const QString& name : {QStringLiteral("failed.xlsx"), QStringLiteral("failed.csv")}) {
        const QString path = desk.folder.filePath(name);
        desk.press(QStringLiteral("saveFailedRows"));
        desk.giveFile(QStringLiteral("failedRowsDialog"), path);
        QTRY_VERIFY(desk.message(QStringLiteral("reportMessage")).contains(path));
        const QStringList lines = linesOf(path);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], QStringLiteral("login_id|born|Reason"));
        QVERIFY(lines[1].startsWith(u"|2001-02-03|"));
        QCOMPARE(lines[2], QStringLiteral("u3|2026-02-30|born: ") + reason);
    }
}

void ImportOutcomeTest::sameFileTwiceIsAskedAbout()
{
    ImportDesk desk;
    const QString file = desk.write(
        QStringLiteral("events.csv"), "login_id,event,time\nu1,order,2026-07-14 18:02\nu2,order,2026-07-14 19:00\n");
    desk.choose(file);
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));

    desk.choose(file);
    QTRY_VERIFY(desk.message(QStringLiteral("importEarlier")).contains(u"2 added"));
    desk.press(QStringLiteral("startImport"));
    desk.press(QStringLiteral("dontImportAgain"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("importAgain")));
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("importFile"))); // still there, nothing began
    desk.press(QStringLiteral("startImport"));
    desk.press(QStringLiteral("importAllTheSame"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
}

void ImportOutcomeTest::stoppedImportGoesOn()
{
    ImportDesk desk;
    constexpr int rows = 150'000;
    const QString file = desk.write(QStringLiteral("many.csv"), manyRows(rows));
    desk.choose(file);
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_VERIFY(desk.words(QStringLiteral("importRate")).contains(u"rows"));
    desk.press(QStringLiteral("stopImport"));
    desk.waitFor<QAbstractButton>(QStringLiteral("continueImport"));
    QVERIFY(desk.message(QStringLiteral("importResult")).startsWith(u"Stopped after"));
    const qint64 in = desk.people();
    QVERIFY2(in > 0 && in < rows, qPrintable(QString::number(in)));

    // From the file anew, as after a restart of the program.
    desk.choose(file);
    QTRY_VERIFY(desk.message(QStringLiteral("importEarlier")).contains(u"goes on"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE_WITH_TIMEOUT(desk.counted(QStringLiteral("Added")), QStringLiteral("150,000"), 60'000);
    QVERIFY(desk.words(QStringLiteral("importNotes")).contains(u"Went on behind"));
    QCOMPARE(desk.people(), rows);
}

void ImportOutcomeTest::importIsUndoneFromItsReport()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,name\nu1,Ann\nu2,Ben\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QCOMPARE(desk.people(), 2);
    desk.press(QStringLiteral("undoImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("importFile")));
    QCOMPARE(desk.people(), 0);
    QVERIFY(!desk.catalogue().attributeByKey(QStringLiteral("name"))); // nothing else speaks of it
}

void ImportOutcomeTest::historyTellsAndUndoes()
{
    ImportDesk desk;
    for (const QByteArray row : {"u1,Ann", "u1,Anna"}) {
        desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,name\n" + row + '\n'));
        QVERIFY(desk.isRead());
        desk.press(QStringLiteral("startImport"));
        QTRY_VERIFY(desk.find<QAbstractButton>(QStringLiteral("nextImport")));
    }
    desk.press(QStringLiteral("importHistory"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("importHistoryTable"));
    QTRY_COMPARE(table->model()->rowCount(), 2);
    const auto cell = [&](int row, int column) { return table->model()->index(row, column).data().toString(); };
    const auto undo = [&](int row) {
        return table->indexWidget(table->model()->index(row, 7))
            ->findChild<QAbstractButton*>(QStringLiteral("undoImport"));
    };
    QCOMPARE(cell(0, 4), QStringLiteral("1 updated"));
    QCOMPARE(cell(1, 4), QStringLiteral("1 added"));
    QVERIFY(!undo(1)->isEnabled()); // the later one comes first
    QVERIFY(!undo(1)->toolTip().isEmpty());
    QTest::mouseClick(undo(0), Qt::LeftButton);
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(u"1 users who were there before"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(cell(0, 6), QStringLiteral("Undone"));
    QTRY_VERIFY(undo(1) && undo(1)->isEnabled());
    QVERIFY(desk.message(QStringLiteral("historyMessage")).contains(u"1 users as they were"));
}

void ImportOutcomeTest::whatFailedIsNoSuccess()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,born\n,2001-02-03\n,2001-02-04\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Failed")), QStringLiteral("2"));
    QVERIFY(desk.message(QStringLiteral("importResult")).startsWith(u"Nothing was imported"));
    auto* const segment = desk.waitFor<QAbstractButton>(QStringLiteral("segmentFromImport"));
    QVERIFY(!segment->isEnabled() && !segment->toolTip().isEmpty()); // of nobody
    desk.press(QStringLiteral("importHistory"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("importHistoryTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    const auto cell = [table](int column) { return table->model()->index(0, column).data().toString(); };
    QCOMPARE(cell(5), QStringLiteral("2"));
    QCOMPARE(cell(6), QStringLiteral("All failed"));
    const QRect name = table->visualRect(table->model()->index(0, 1));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, name.center());
    // Its report again, with the reasons, the rows and the way back.
    QTRY_COMPARE(desk.counted(QStringLiteral("Failed")), QStringLiteral("2"));
    const QAbstractItemModel* failed = desk.waitFor<TableView>(QStringLiteral("importErrors"))->model();
    QCOMPARE(failed->rowCount(), 2);
    QVERIFY(!failed->index(0, 2).data().toString().isEmpty());
    const QString path = desk.folder.filePath(QStringLiteral("failed.csv"));
    desk.press(QStringLiteral("saveFailedRows"));
    desk.giveFile(QStringLiteral("failedRowsDialog"), path);
    QTRY_COMPARE(linesOf(path).size(), 3);
    desk.press(QStringLiteral("undoImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_VERIFY(desk.message(QStringLiteral("importResult")).startsWith(u"This import was undone"));
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("undoImport")));
}

void ImportOutcomeTest::whatWasSkippedIsExplained()
{
    ImportDesk desk;
    for (const QByteArray row : {"u1,Ann", "u1,Anna"}) {
        desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,name\n" + row + '\n'));
        QVERIFY(desk.isRead());
        desk.pick(QStringLiteral("importMode"), QStringLiteral("Only add"));
        desk.press(QStringLiteral("startImport"));
        QTRY_VERIFY(desk.find<QAbstractButton>(QStringLiteral("nextImport")));
    }
    const QString notes = desk.words(QStringLiteral("importNotes"));
    QVERIFY2(notes.contains(u"1 rows skipped: their users are known"), qPrintable(notes));
}

void ImportOutcomeTest::undoingNamesWhoseCountChanges()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("events.csv"), "login_id,event,time\nu1,order,2026-07-14 18:02\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    Segment buyers;
    buyers.name = QStringLiteral("buyers");
    Rule ordered;
    ordered.kind = Rule::Kind::Event;
    ordered.events = {QStringLiteral("order")};
    buyers.rule.children = {ordered};
    bool saved = false;
    desk.workspace->segments().save(
        buyers, desk.workspace.get(), [&](const Result<Segment>& answer) { saved = bool(answer); });
    QTRY_VERIFY(saved);
    desk.press(QStringLiteral("undoImport"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    const QString words = desk.words(QStringLiteral("confirmWords"));
    QVERIFY2(words.contains(u"Segments: buyers"), qPrintable(words));
}

void ImportOutcomeTest::peopleOfAnImportBecomeASegment()
{
    ImportDesk desk;
    const QString file = desk.write(QStringLiteral("gold.csv"), "login_id,name\nu1,Ann\nu2,Ben\n");
    QSignalSpy listed(&desk.workspace->lists(), &ListService::changed);
    desk.workspace->lists().upload(QStringLiteral("gold"), file, {}, desk.workspace.get(), [](const auto&) {});
    QVERIFY(listed.wait());
    desk.choose(file);
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    desk.press(QStringLiteral("segmentFromImport"));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).startsWith(u"It is called “gold (2)” and"));
    desk.press(QStringLiteral("confirmCancel"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(!desk.catalogue().listByName(QStringLiteral("gold (2)")));
    desk.press(QStringLiteral("segmentFromImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QStringLiteral("2"));
    QVERIFY(desk.catalogue().listByName(QStringLiteral("gold (2)")));
}

void ImportOutcomeTest::pageLeftWhileImportingFindsItsReport()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("many.csv"), manyRows(40'000)));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    desk.waitFor<QAbstractButton>(QStringLiteral("stopImport"));
    desk.open(routes::campaigns);
    QTRY_VERIFY(!desk.find<QAbstractButton>(QStringLiteral("stopImport")));
    desk.open(routes::importFile);
    QTRY_COMPARE_WITH_TIMEOUT(desk.counted(QStringLiteral("Added")), QStringLiteral("40,000"), 60'000);
}

void ImportOutcomeTest::anotherZoneIsAskedAboutOnceTimesAreIn()
{
    ImportDesk desk;
    desk.choose(desk.write(
        QStringLiteral("events.csv"), "login_id,event,time\nu1,order,2026-07-14 18:02\nu1,order,2026-07-15 18:02\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    desk.open(routes::preferences);
    const auto enter = [&desk] {
        auto* const zone = desk.waitFor<QComboBox>(QStringLiteral("zone"));
        zone->setFocus();
        zone->lineEdit()->selectAll();
        QTest::keyClicks(zone->lineEdit(), QStringLiteral("Asia/Tokyo"));
        QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    };
    QTest::qWait(100); // until the page knows of the import
    enter();
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(u"2 events"));
    QCOMPARE(desk.workspace->settings().zone(), QStringLiteral("Asia/Shanghai"));
    desk.press(QStringLiteral("confirmCancel"));
    auto* const zone = desk.waitFor<QComboBox>(QStringLiteral("zone"));
    QTRY_COMPARE(zone->currentText(), QStringLiteral("Shanghai (UTC+8)"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("confirmWords")));
    enter();
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.workspace->settings().zone(), QStringLiteral("Asia/Tokyo"));
    QTRY_COMPARE(zone->currentText(), QStringLiteral("Tokyo (UTC+9)"));
}

WD_TEST(ImportOutcomeTest)
#include "tst_importoutcome.moc"
