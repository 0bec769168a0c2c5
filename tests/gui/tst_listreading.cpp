// How the file of a list was read, and which ids were refused or doubted, as the dialog says it before it stores.
#include "tests/gui/segmentdesk.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"

#include <QCheckBox>
#include <QFile>
#include <QTest>

using namespace wd;

class ListReadingTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theFirstLineIsToldOtherwise();
    void aNamedColumnLeavesNoChoice();
    void damagedIdsAreNamed();
    void theSheetIsNamed();

private:
    // Until it is counted.
    static void read(SegmentDesk& desk, const QByteArray& content)
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
        desk.press(QStringLiteral("readList"));
        desk.waitFor<QLabel>(QStringLiteral("listCounts"));
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
}

void ListReadingTest::theSheetIsNamed()
{
    const auto cell = [](const QByteArray& at, const QByteArray& text) {
        return "<row r=\"" + at.mid(1) + "\"><c r=\"" + at + "\" t=\"inlineStr\"><is><t>" + text
            + "</t></is></c></row>";
    };
    WorkbookFile book(cell("A1", "note"));
    book.addSheet(QStringLiteral("members"), cell("A1", "login_id") + cell("A2", "u_100001"));
    SegmentDesk desk;
    read(desk, book.bytes());
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("Read from the sheet “members”. The first line is the header; the ids stand under “login_id”."));
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("1 rows: 1 matched"));
}

WD_TEST(ListReadingTest)
#include "tst_listreading.moc"
