// How the file of a list was read, and which ids were refused or doubted, as the dialog says it before it stores.
#include "tests/gui/segmentdesk.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"
#include "ui/shared/field.h"
#include "ui/shared/inlinemessage.h"

#include <QCheckBox>
#include <QFile>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

using namespace wd;

class ListReadingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theFirstLineIsToldOtherwise();
    void aNamedColumnLeavesNoChoice();
    void damagedIdsAreNamed();
    void theSheetIsNamedAndChosen();
    void theColumnShowsItsValues();
    void numberedColumnsHaveWords();
    void theWayBackKeepsTheChoices();
    void readingIsStoppedAtOnce();
    void anImportIsWaitedForToStoreAlone();

private:
    static void read(SegmentDesk& desk, const QByteArray& content)
    {
        choose(desk, content);
        count(desk);
    }
    static void count(const SegmentDesk& desk)
    {
        desk.press(QStringLiteral("readList"));
        desk.waitFor<QLabel>(QStringLiteral("listCounts"));
    }
    // Until its columns are known.
    static void choose(SegmentDesk& desk, const QByteArray& content)
    {
        desk.open(routes::segments);
        desk.press(QStringLiteral("uploadList"));
        QFile file(desk.folder.filePath(QStringLiteral("July.csv")));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        file.write(content);
        file.close();
        auto* const line = desk.waitFor<QLineEdit>(QStringLiteral("listFile"));
        line->window()->activateWindow();
        [&] { QTRY_VERIFY(line->window()->isActiveWindow()); }();
        desk.fillIn(QStringLiteral("listFile"), file.fileName());
        desk.waitFor<QComboBox>(QStringLiteral("listColumn"));
    }
    static QByteArray manyIds()
    {
        QByteArray people = "login_id\n";
        for (int i = 0; i < 3'000'000; ++i)
            people += "many_" + QByteArray::number(i) + '\n';
        return people;
    }
    static QString samples(const SegmentDesk& desk)
    {
        return qobject_cast<const Field*>(desk.waitFor<QComboBox>(QStringLiteral("listColumn"))->parentWidget())
            ->message();
    }

    QTemporaryDir m_preferences;
};

void ListReadingTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ListReadingTest::theFirstLineIsToldOtherwise()
{
    SegmentDesk desk;
    read(desk, "zhangsan\nlisi\nwangwu\n");
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("3 rows: 0 matched, 3 not known here"));
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("There is no header; the first line is read as an id, too."));
    auto* const first = desk.find<QCheckBox>(QStringLiteral("firstIsId"));
    QVERIFY(first && first->isChecked());
    desk.fillIn(QStringLiteral("listName"), QStringLiteral("Guests"));
    desk.press(QStringLiteral("firstIsId"));
    QTRY_COMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 0 matched, 2 not known here"));
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("The first line is the header; the ids stand under “zhangsan”."));
    QVERIFY(desk.find<QCheckBox>(QStringLiteral("firstIsId")) && !first->isChecked());
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("listName"))->text(), QStringLiteral("Guests"));
    desk.press(QStringLiteral("readList"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Guests"));
    QCOMPARE(table->model()->index(0, 1).data(cell::noteRole).toString(), QStringLiteral("2 unknown"));
}

void ListReadingTest::aNamedColumnLeavesNoChoice()
{
    SegmentDesk desk;
    read(desk, "login_id\nu_100001\n");
    QVERIFY(!desk.find<QCheckBox>(QStringLiteral("firstIsId")));
    QVERIFY(!desk.find<QLabel>(QStringLiteral("listFaults")));
}

void ListReadingTest::damagedIdsAreNamed()
{
    SegmentDesk desk;
    read(desk, "{\"login_id\":[\"a\"]}\n{\"login_id\":\"1.38E+10\"}\n{\"login_id\":\"u_100001\"}\n");
    QCOMPARE(
        desk.words(QStringLiteral("listCounts")), QStringLiteral("3 rows: 1 matched, 1 not known here, 1 unreadable"));
    const QStringList faults = desk.words(QStringLiteral("listFaults")).split(u'\n');
    QCOMPARE(faults.size(), 2);
    QCOMPARE(faults[0], QStringLiteral("Line 1: login_id: Expected text, found “[\"a\"]”."));
    QVERIFY(faults[1].startsWith(
        QStringLiteral("Line 2: login_id: A spreadsheet has shortened this number to “1.38E+10”.")));
    // With all that is said its name has room.
    auto* const name = desk.waitFor<QLineEdit>(QStringLiteral("listName"));
    QTRY_COMPARE(name->visibleRegion().boundingRect(), name->rect());
}

void ListReadingTest::theSheetIsNamedAndChosen()
{
    const auto cell = [](const QByteArray& at, const QByteArray& text) {
        return "<row r=\"" + at.mid(1) + "\"><c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text
            + "</t></is></c></row>";
    };
    WorkbookFile book(cell("A1", "note"));
    book.addSheet(QStringLiteral("members"), cell("A1", "login_id") + cell("A2", "u_100001"));
    book.addSheet(QStringLiteral("guests"), cell("A1", "login_id") + cell("A2", "u_100002") + cell("A3", "new_1"));
    SegmentDesk desk;
    choose(desk, book.bytes());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("listSheet"))->currentText(), QStringLiteral("members"));
    count(desk);
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("Read from the sheet “members”. The first line is the header; the ids stand under “login_id”."));
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("1 rows: 1 matched"));
    desk.press(QStringLiteral("backToFile"));
    desk.choose(QStringLiteral("listSheet"), QStringLiteral("guests"));
    QTest::keyClick(desk.find<QComboBox>(QStringLiteral("listSheet")), Qt::Key_Return);
    QTRY_COMPARE(samples(desk), QStringLiteral("For example: u_100002, new_1"));
    count(desk);
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("Read from the sheet “guests”. The first line is the header; the ids stand under “login_id”."));
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 1 matched, 1 not known here"));
}

void ListReadingTest::theColumnShowsItsValues()
{
    SegmentDesk desk;
    choose(desk, "login_id,city,note\nu_100001,上海,\nu_100001,北京,\nu_100002,上海,\n");
    QCOMPARE(samples(desk), QStringLiteral("For example: u_100001, u_100002"));
    desk.choose(QStringLiteral("listColumn"), QStringLiteral("city"));
    QCOMPARE(samples(desk), QStringLiteral("For example: 上海, 北京"));
    desk.choose(QStringLiteral("listColumn"), QStringLiteral("note"));
    QCOMPARE(samples(desk), QStringLiteral("There is nothing in the first rows of this column."));
}

void ListReadingTest::numberedColumnsHaveWords()
{
    SegmentDesk desk;
    choose(desk, "u_100001,13800000001\nu_100002,13800000002\n1.38E+10,13800000003\n");
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("listColumn"))->itemText(0), QStringLiteral("Column 1"));
    desk.choose(QStringLiteral("listColumn"), QStringLiteral("Column 1"));
    count(desk);
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("3 rows: 2 matched, 1 not known here"));
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("There is no header; the ids stand in “Column 1”, from the first line on."));
    QVERIFY(desk.words(QStringLiteral("listFaults")).startsWith(QStringLiteral("Line 3: Column 1: ")));
}

void ListReadingTest::theWayBackKeepsTheChoices()
{
    SegmentDesk desk;
    choose(desk, "phone,member\n13800000001,u_100001\n13800000002,u_100002\n");
    desk.choose(QStringLiteral("listColumn"), QStringLiteral("phone"));
    count(desk);
    QVERIFY(desk.waitFor<InlineMessage>(QStringLiteral("listMessage")));
    desk.press(QStringLiteral("backToFile"));
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("listMessage")));
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("backToFile")));
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("listColumn"))->currentText(), QStringLiteral("phone"));
    desk.choose(QStringLiteral("listColumn"), QStringLiteral("member"));
    count(desk);
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 2 matched"));
    QCOMPARE(desk.waitFor<QLineEdit>(QStringLiteral("listName"))->text(), QStringLiteral("July"));
}

void ListReadingTest::readingIsStoppedAtOnce()
{
    SegmentDesk desk;
    choose(desk, manyIds());
    desk.press(QStringLiteral("readList"));
    QCOMPARE(desk.words(QStringLiteral("listDoing")), QStringLiteral("Reading the file …"));
    auto* const progress = desk.waitFor<QProgressBar>(QStringLiteral("listProgress"));
    QTRY_VERIFY(progress->value() > 0);
    QTest::keyClick(progress->window(), Qt::Key_Escape);
    QVERIFY(desk.find<QComboBox>(QStringLiteral("listColumn")));
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("listMessage")));
    QTest::keyClick(desk.find<QComboBox>(QStringLiteral("listColumn"))->window(), Qt::Key_Escape);
    QVERIFY(!desk.find<QComboBox>(QStringLiteral("listColumn")));
}

// So long that it does not end by itself.
void ListReadingTest::anImportIsWaitedForToStoreAlone()
{
    SegmentDesk desk;
    const QByteArray people = manyIds();
    QFile file(desk.folder.filePath(QStringLiteral("many.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(people) == people.size());
    file.close();
    ImportService& imports = desk.workspace->imports();
    QSignalSpy progressed(&imports, &ImportService::progressed);
    imports.start(file.fileName(), {}, desk.workspace.get(), [](const Result<ImportReport>&) {});
    QVERIFY(progressed.wait());
    read(desk, "login_id\nu_100001\nnew_1\n");
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 1 matched, 1 not known here"));
    desk.press(QStringLiteral("readList"));
    const QString doing = QStringLiteral("listDoing");
    QVERIFY(desk.words(doing).startsWith(QStringLiteral("Waiting for the import (or its undoing) to end;")));
    QTest::keyClick(desk.find<QLabel>(doing)->window(), Qt::Key_Escape);
    QVERIFY(desk.find<QLabel>(QStringLiteral("listCounts")));
    desk.press(QStringLiteral("readList"));
    QVERIFY(desk.find<QLabel>(doing));
    QVERIFY(imports.isRunning());
    imports.stop();
    auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, 30'000);
    QVERIFY(!imports.isRunning());
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("1"));
    QVERIFY(!desk.find<QLabel>(doing));
}

WD_TEST(ListReadingTest)
#include "tst_listreading.moc"
