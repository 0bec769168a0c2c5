#include "tests/gui/segmentdesk.h"
#include "tests/support/suite.h"
#include "ui/shared/field.h"
#include "ui/shared/inlinemessage.h"

#include <QFile>
#include <QTest>

using namespace wd;

namespace {

const QString campaignName = QStringLiteral("黄金会员发券");

} // namespace

class SegmentListsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void listOfTheSegmentsPage();
    void cancelStoresNothing();
    void nameOfAnotherListIsRefused();
    void aListIsOpenedAndRenamed();
    void rulesFollowARenamedList();
    void unknownIdsAreAddedLater();
    void peopleOfAListAreSought();
    void aListGetsAnotherFile();
    void whatWasDeletedComesBackLater();
    void whatARuleNamesComesBackFirst();
    void allThatARuleNamesIsSaidAtOnce();
    void aSegmentIsDuplicated();
    void aDeletedListComesBack();
    void listOfIdsAlone();
    void encodingOfAListIsChosen();
    void aListOfNobodyIsDoubted();
    void listOfACampaign();

private:
    QString writeFile(const SegmentDesk& desk, const QByteArray& content)
    {
        const QString path = desk.folder.filePath(QStringLiteral("July.csv"));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("no file");
        file.write(content);
        return path;
    }
    void aDeletedSegmentComesBack(SegmentDesk& desk, const QString& name);
    void showTab(const SegmentDesk& desk, int tab)
    {
        auto* const tabs = desk.waitFor<QTabBar>(QStringLiteral("segmentsTabs"));
        tabs->setFocus();
        QTest::keyClick(tabs, tab == 0 ? Qt::Key_Left : Qt::Key_Right);
    }
    // As the open page says it.
    static int everybody(const SegmentDesk& desk)
    {
        const auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
        const int row = SegmentDesk::rowWith(table, 0, QStringLiteral("All login users"));
        return row < 0 ? -1 : table->model()->index(row, 1).data().toString().remove(u',').toInt();
    }

    // Two who are known, one of them twice, and two whom nobody knows.
    void chooseFile(const SegmentDesk& desk,
        const QByteArray& content = "city,login_id\nx,u_100001\nx,new_1\nx,u_100002\nx,u_100001\nx,new_2\nx,\n")
    {
        auto* const line = desk.waitFor<QLineEdit>(QStringLiteral("listFile"));
        line->window()->activateWindow();
        QTRY_VERIFY(line->window()->isActiveWindow());
        desk.fillIn(QStringLiteral("listFile"), writeFile(desk, content));
    }

    // Named as its file: July.
    TableView* makeList(SegmentDesk& desk, const QByteArray& content)
    {
        desk.open(routes::segments);
        desk.press(QStringLiteral("uploadList"));
        chooseFile(desk, content);
        [&] { QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("listColumn"))); }();
        desk.press(QStringLiteral("readList"));
        [&] { QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("listCounts"))); }();
        desk.press(QStringLiteral("readList"));
        auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
        [&] { QTRY_COMPARE(table->model()->rowCount(), 1); }();
        return table;
    }
    static QString cellOf(const TableView* table, int column, int role = Qt::DisplayRole)
    {
        return table->model()->index(0, column).data(role).toString();
    }
    static void openList(TableView* table)
    {
        table->selectRow(0);
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
    }

    QTemporaryDir m_preferences;
};

void SegmentListsTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void SegmentListsTest::listOfTheSegmentsPage()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    QTRY_VERIFY(everybody(desk) > 0);
    const int before = everybody(desk);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk);
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("listColumn"))->currentText(), QStringLiteral("login_id"));
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(desk.words(QStringLiteral("listCounts")),
        QStringLiteral("6 rows: 2 matched, 2 not known here, 1 repeated, 1 without an id"));
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("The first line is the header; the ids stand under “login_id”."));
    QCOMPARE(desk.words(QStringLiteral("listUnknown")), QStringLiteral("Not known here: new_1, new_2"));
    desk.press(QStringLiteral("addUnknown"));
    QTRY_COMPARE(desk.words(QStringLiteral("listCounts")),
        QStringLiteral("6 rows: 2 matched, 2 to be added as users, 1 repeated, 1 without an id"));
    desk.fillIn(QStringLiteral("listName"), QStringLiteral("Guests"));
    desk.press(QStringLiteral("readList"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(SegmentDesk::rowWith(table, 0, QStringLiteral("Guests")), 0);
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("4"));
    QCOMPARE(table->model()->rowCount(), 1);
    showTab(desk, 0);
    QTRY_COMPARE(everybody(desk), before + 2);
    showTab(desk, 1);
    QTRY_VERIFY(table->isVisible());
    // It can be chosen, and keeps from being deleted while it is.
    QVERIFY(SegmentDesk::act(table, 0, 5, QStringLiteral("segmentOfList")));
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("conditionName"))->currentText(), QStringLiteral("Guests"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QStringLiteral("4"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(QStringLiteral("Guests")).rule.children.value(0).list, QStringLiteral("Guests"));
    // Where it stands is shown.
    auto* const segments = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
    QTRY_COMPARE(segments->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("Guests"));
    showTab(desk, 1);
    auto* const again = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(SegmentDesk::rowWith(again, 0, QStringLiteral("Guests")), 0);
    QTRY_COMPARE(again->model()->index(0, 2).data().toString(), QStringLiteral("segments “Guests”"));
    const QPoint place = again->mapToGlobal(QPoint());
    QVERIFY(SegmentDesk::act(again, 0, 5, QStringLiteral("deleteList")));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("segmentsMessage")));
    QCOMPARE(desk.find<InlineMessage>(QStringLiteral("segmentsMessage"))->text(),
        QStringLiteral("“Guests” can't be deleted while it is in use by segments “Guests”."));
    QCoreApplication::processEvents();
    QCOMPARE(again->mapToGlobal(QPoint()), place);
    aDeletedSegmentComesBack(desk, QStringLiteral("Guests"));
}

void SegmentListsTest::cancelStoresNothing()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    QTRY_VERIFY(everybody(desk) > 0);
    const int before = everybody(desk);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk);
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("listColumn")));
    desk.press(QStringLiteral("readList"));
    desk.press(QStringLiteral("addUnknown"));
    desk.press(QStringLiteral("cancelList"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("listCounts")));
    desk.open(routes::segments);
    QTRY_COMPARE(everybody(desk), before);
    showTab(desk, 1);
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("listsEmpty")));
}

void SegmentListsTest::nameOfAnotherListIsRefused()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    const auto upload = [&](const QByteArray& ids, const QString& name) {
        desk.press(QStringLiteral("uploadList"));
        chooseFile(desk, ids);
        QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("listColumn")));
        desk.press(QStringLiteral("readList"));
        desk.fillIn(QStringLiteral("listName"), name);
        desk.press(QStringLiteral("readList"));
    };
    upload("u_100001\n", QStringLiteral("First"));
    QTRY_COMPARE(desk.waitFor<TableView>(QStringLiteral("listTable"))->model()->rowCount(), 1);
    upload("u_100002\n", QStringLiteral("First"));
    QTRY_COMPARE(desk.waitFor<QLineEdit>(QStringLiteral("listName"))->accessibleDescription(),
        QStringLiteral("There is a list “First” already. Please choose another name."));
    desk.press(QStringLiteral("cancelList"));
}

void SegmentListsTest::aListIsOpenedAndRenamed()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk, "u_100001\nu_100002\n");
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("listColumn")));
    desk.press(QStringLiteral("readList"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("listCounts")));
    desk.press(QStringLiteral("readList"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    auto* const people = desk.waitFor<TableView>(QStringLiteral("listPeople"));
    QTRY_COMPARE(people->model()->rowCount(), 2);
    QCOMPARE(people->model()->index(1, 0).data().toString(), QStringLiteral("u_100002"));
    desk.press(QStringLiteral("closeList"));
    // It stays the one in hand, wherever its name takes it.
    desk.workspace->lists().upload(
        QStringLiteral("Noon"), writeFile(desk, "u_100003\n"), {}, desk.workspace.get(), [](const auto&) {});
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QVERIFY(SegmentDesk::act(table, 0, 5, QStringLiteral("renameList")));
    desk.fillIn(QStringLiteral("listNewName"), QStringLiteral("Renamed"));
    desk.press(QStringLiteral("saveList"));
    QTRY_COMPARE(SegmentDesk::rowWith(table, 0, QStringLiteral("Renamed")), 1);
    QVERIFY(!desk.find<TableView>(QStringLiteral("listPeople")));
    QTRY_COMPARE(table->currentIndex().row(), 1);
}

void SegmentListsTest::rulesFollowARenamedList()
{
    SegmentDesk desk;
    TableView* table = makeList(desk, "u_100001\n");
    QVERIFY(SegmentDesk::act(table, 0, 5, QStringLiteral("segmentOfList")));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(QStringLiteral("July")).rule.children.value(0).list, QStringLiteral("July"));
    showTab(desk, 1);
    table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(cellOf(table, 2), QStringLiteral("segments “July”"));
    openList(table);
    desk.fillIn(QStringLiteral("listNewName"), QStringLiteral("August"));
    desk.press(QStringLiteral("saveList"));
    QTRY_COMPARE(cellOf(table, 0), QStringLiteral("August"));
    QCOMPARE(desk.stored(QStringLiteral("July")).rule.children.value(0).list, QStringLiteral("August"));
    QTRY_COMPARE(cellOf(table, 2), QStringLiteral("segments “July”"));
}

void SegmentListsTest::unknownIdsAreAddedLater()
{
    SegmentDesk desk;
    TableView* table = makeList(desk, "login_id\nu_100001\nnew_1\nnew_2\n");
    QCOMPARE(cellOf(table, 1), QStringLiteral("1"));
    QCOMPARE(cellOf(table, 1, cell::noteRole), QStringLiteral("2 unknown"));
    openList(table);
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("listUnknownIds")));
    QVERIFY(desk.find<InlineMessage>(QStringLiteral("listUnknownIds"))
                ->text()
                .startsWith(QStringLiteral("2 ids of the file are not known here: new_1, new_2.")));
    // By the keyboard, in the order of what is seen.
    desk.waitFor<QLineEdit>(QStringLiteral("listNewName"))->setFocus();
    for (const char* next : {"addUnknownIds", "listSearch", "listPeople", "replaceList", "closeList", "saveList"}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), QLatin1String(next));
    }
    desk.press(QStringLiteral("addUnknownIds"));
    QTRY_COMPARE(desk.waitFor<TableView>(QStringLiteral("listPeople"))->model()->rowCount(), 3);
    desk.press(QStringLiteral("closeList"));
    QTRY_COMPARE(cellOf(table, 1), QStringLiteral("3"));
    QVERIFY(cellOf(table, 1, cell::noteRole).isEmpty());
    // It is an import as others are, and can be taken back.
    desk.open(routes::importHistory);
    auto* const history = desk.waitFor<TableView>(QStringLiteral("importHistoryTable"));
    QTRY_COMPARE(cellOf(history, 2), QStringLiteral("List"));
    QCOMPARE(cellOf(history, 1), QStringLiteral("July"));
    QCOMPARE(cellOf(history, 4), QStringLiteral("2 added"));
    QVERIFY(SegmentDesk::act(history, 0, 7, QStringLiteral("undoImport")));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(cellOf(history, 6), QStringLiteral("Undone"));
    desk.open(routes::segments);
    showTab(desk, 1);
    table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(cellOf(table, 1, cell::noteRole), QStringLiteral("2 unknown"));
}

void SegmentListsTest::peopleOfAListAreSought()
{
    SegmentDesk desk;
    openList(makeList(desk, "u_100001\nu_100002\n"));
    auto* const people = desk.waitFor<TableView>(QStringLiteral("listPeople"));
    QTRY_COMPARE(people->model()->rowCount(), 2);
    desk.fillIn(QStringLiteral("listSearch"), QStringLiteral("002"));
    QTRY_COMPARE(people->model()->rowCount(), 1);
    QCOMPARE(desk.words(QStringLiteral("listPeopleNote")), QStringLiteral("1 people with “002” in the id"));
    desk.fillIn(QStringLiteral("listSearch"), QStringLiteral("nobody"));
    QTRY_COMPARE(
        desk.words(QStringLiteral("listPeopleNote")), QStringLiteral("Nobody on the list has “nobody” in the id."));
}

void SegmentListsTest::aListGetsAnotherFile()
{
    SegmentDesk desk;
    TableView* const table = makeList(desk, "u_100001\nu_100002\n");
    openList(table);
    desk.press(QStringLiteral("replaceList"));
    chooseFile(desk, "u_100003\n");
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("listColumn")));
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(desk.words(QStringLiteral("listInstead")),
        QStringLiteral("They take the place of the 2 people on “July”. What uses the list uses them."));
    QVERIFY(!desk.find<QLineEdit>(QStringLiteral("listName")));
    QCOMPARE(cellOf(table, 1), QStringLiteral("2"));
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(cellOf(table, 1), QStringLiteral("1"));
    QCOMPARE(cellOf(table, 0), QStringLiteral("July"));
    QCOMPARE(desk.waitFor<QWidget>(QStringLiteral("toast"))->findChild<QLabel*>()->text(),
        QStringLiteral("“July” holds the people of the new file: 2 before, 1 now."));
}

void SegmentListsTest::whatWasDeletedComesBackLater()
{
    SegmentDesk desk;
    TableView* const lists = makeList(desk, "u_100001\nu_100002\n");
    QVERIFY(SegmentDesk::act(lists, 0, 5, QStringLiteral("deleteList")));
    QTRY_COMPARE(lists->model()->rowCount(), 0);
    desk.press(QStringLiteral("recentlyDeleted"));
    auto* const deleted = desk.waitFor<TableView>(QStringLiteral("deletedTable"));
    QTRY_COMPARE(cellOf(deleted, 0), QStringLiteral("July"));
    QCOMPARE(cellOf(deleted, 1), QStringLiteral("List"));
    QVERIFY(SegmentDesk::act(deleted, 0, 4, QStringLiteral("restoreDeleted")));
    QTRY_COMPARE(lists->model()->rowCount(), 1);
    QCOMPARE(cellOf(lists, 1), QStringLiteral("2"));
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("deletedEmpty")));
    desk.press(QStringLiteral("closeDeleted"));
}

// In the order of their uses; until then nothing changes.
void SegmentListsTest::whatARuleNamesComesBackFirst()
{
    SegmentDesk desk;
    const auto insert = [&desk](const QString& name, const QString& named) {
        Rule rule;
        rule.kind = named.isEmpty() ? Rule::Kind::All : Rule::Kind::Segment;
        rule.segment = named;
        std::optional<bool> done;
        desk.workspace->segments().save({0, {}, name, UserKind::Login, rule, {}}, &desk.window,
            [&done](const Result<Segment>& saved) { done = bool(saved); });
        QTRY_VERIFY(done && *done);
    };
    const QString named = QStringLiteral("named");
    const QString naming = QStringLiteral("naming");
    insert(named, {});
    insert(naming, named);
    desk.open(routes::segments);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
    for (const QString& name : {naming, named}) {
        QTRY_VERIFY(SegmentDesk::rowWith(table, 0, name) >= 0);
        QVERIFY(SegmentDesk::act(table, SegmentDesk::rowWith(table, 0, name), 5, QStringLiteral("deleteSegment")));
        QTRY_COMPARE(desk.stored(name).id, 0);
    }
    desk.press(QStringLiteral("recentlyDeleted"));
    auto* const deleted = desk.waitFor<TableView>(QStringLiteral("deletedTable"));
    QTRY_COMPARE(deleted->model()->rowCount(), 2);
    const auto restore = [deleted](const QString& name) {
        return SegmentDesk::act(deleted, SegmentDesk::rowWith(deleted, 0, name), 4, QStringLiteral("restoreDeleted"));
    };
    QVERIFY(restore(naming));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("deletedMessage")));
    QCOMPARE(desk.find<InlineMessage>(QStringLiteral("deletedMessage"))->text(),
        QStringLiteral("The rule of the segment “naming” names what is deleted as well. Please restore this first: "
                       "the segment “named”."));
    QCOMPARE(deleted->model()->rowCount(), 2);
    QVERIFY(restore(named));
    QTRY_COMPARE(deleted->model()->rowCount(), 1);
    QVERIFY(restore(naming));
    QTRY_VERIFY(desk.stored(naming).id > 0);
    QTRY_VERIFY(SegmentDesk::rowWith(table, 0, naming) >= 0);
    desk.press(QStringLiteral("closeDeleted"));
}

// A list and a segment made of it have one name: both are said, and which of them came back.
void SegmentListsTest::allThatARuleNamesIsSaidAtOnce()
{
    SegmentDesk desk;
    TableView* const lists = makeList(desk, "u_100001\nu_100002\n");
    const auto insert = [&desk](const QString& name, const QList<Rule>& members) {
        Rule rule;
        rule.children = members;
        std::optional<bool> done;
        desk.workspace->segments().save({0, {}, name, UserKind::Login, rule, {}}, &desk.window,
            [&done](const Result<Segment>& saved) { done = bool(saved); });
        QTRY_VERIFY(done && *done);
    };
    Rule onList;
    onList.kind = Rule::Kind::List;
    onList.list = QStringLiteral("July");
    Rule inSegment;
    inSegment.kind = Rule::Kind::Segment;
    inSegment.segment = QStringLiteral("July");
    const QString naming = QStringLiteral("naming");
    insert(QStringLiteral("July"), {});
    insert(naming, {onList, inSegment});
    for (const QString& name : {naming, QStringLiteral("July")}) {
        std::optional<bool> done;
        desk.workspace->segments().remove(
            desk.stored(name).id, &desk.window, [&done](const Result<void>& removed) { done = bool(removed); });
        QTRY_VERIFY(done && *done);
    }
    QVERIFY(SegmentDesk::act(lists, 0, 5, QStringLiteral("deleteList")));
    QTRY_COMPARE(lists->model()->rowCount(), 0);
    desk.press(QStringLiteral("recentlyDeleted"));
    auto* const deleted = desk.waitFor<TableView>(QStringLiteral("deletedTable"));
    QTRY_COMPARE(deleted->model()->rowCount(), 3);
    const auto restore = [deleted](const QString& what) {
        return SegmentDesk::act(deleted, SegmentDesk::rowWith(deleted, 1, what), 4, QStringLiteral("restoreDeleted"));
    };
    const auto said = [&desk] {
        auto* const message = desk.find<InlineMessage>(QStringLiteral("deletedMessage"));
        return message ? message->text() : QString();
    };
    QVERIFY(SegmentDesk::act(deleted, SegmentDesk::rowWith(deleted, 0, naming), 4, QStringLiteral("restoreDeleted")));
    QTRY_COMPARE(said(),
        QStringLiteral("The rule of the segment “naming” names what is deleted as well. Please restore this first: "
                       "the list “July”, the segment “July”."));
    QVERIFY(restore(QStringLiteral("List")));
    QTRY_COMPARE(said(), QStringLiteral("The list “July” is back."));
    desk.press(QStringLiteral("closeDeleted"));
}

void SegmentListsTest::aSegmentIsDuplicated()
{
    SegmentDesk desk;
    const QString name = QStringLiteral("全体黄金会员");
    desk.open(routes::segments);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
    QTRY_VERIFY(SegmentDesk::rowWith(table, 0, name) >= 0);
    const QModelIndex actions = table->model()->index(SegmentDesk::rowWith(table, 0, name), 5);
    auto* const more = table->indexWidget(actions)->findChild<QAbstractButton*>(QStringLiteral("moreActions"));
    QTest::mouseClick(more, Qt::LeftButton);
    auto* const menu = more->findChild<QMenu*>();
    auto* const entry = menu->findChild<QAction*>(QStringLiteral("duplicateSegment"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
    const QString copy = name + QStringLiteral(" (2)");
    QTRY_COMPARE(desk.waitFor<QLineEdit>(QStringLiteral("segmentName"))->text(), copy);
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(copy).rule, desk.stored(name).rule);
    QVERIFY(desk.stored(copy).id != desk.stored(name).id);
}

void SegmentListsTest::aDeletedListComesBack()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk, "u_100001\nu_100002\n");
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 2 matched"));
    desk.press(QStringLiteral("readList"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(SegmentDesk::act(table, 0, 5, QStringLiteral("deleteList")));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    desk.press(QStringLiteral("toastAction"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("2"));
}

void SegmentListsTest::aDeletedSegmentComesBack(SegmentDesk& desk, const QString& name)
{
    const Segment before = desk.stored(name);
    showTab(desk, 0);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
    QTRY_VERIFY(SegmentDesk::rowWith(table, 0, name) >= 0);
    QVERIFY(SegmentDesk::act(table, SegmentDesk::rowWith(table, 0, name), 5, QStringLiteral("deleteSegment")));
    QTRY_COMPARE(desk.stored(name).id, 0);
    QTRY_COMPARE(desk.window.focusWidget(), table);
    desk.press(QStringLiteral("toastAction"));
    QTRY_COMPARE(desk.stored(name).id, before.id);
    QCOMPARE(desk.stored(name).rule, before.rule);
    QTRY_VERIFY(SegmentDesk::rowWith(table, 0, name) >= 0);
}

// The first id is not taken for the column's name.
void SegmentListsTest::listOfIdsAlone()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk, "u_100001\nu_100002\n");
    QTRY_COMPARE(
        desk.waitFor<QComboBox>(QStringLiteral("listColumn"))->currentText(), QStringLiteral("The only column"));
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 2 matched"));
    QCOMPARE(desk.words(QStringLiteral("listHeader")),
        QStringLiteral("There is no header; the first line is read as an id, too."));
    desk.press(QStringLiteral("cancelList"));
}

// The header is GBK, the rows are UTF-8.
void SegmentListsTest::encodingOfAListIsChosen()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk, "\xBB\xE1\xD4\xB1\xB1\xE0\xBA\xC5,name\nu_100001,王伟\nu_100002,李娜\n");
    const auto* const encoding = desk.waitFor<QComboBox>(QStringLiteral("listEncoding"));
    QCOMPARE(encoding->currentText(), QStringLiteral("Find out"));
    const auto* const file = qobject_cast<Field*>(desk.waitFor<QLineEdit>(QStringLiteral("listFile"))->parentWidget());
    QCOMPARE(file->message(), QStringLiteral("As UTF-8 the file can't be read. Please choose another encoding below."));
    QVERIFY(!desk.find<QComboBox>(QStringLiteral("listColumn")));
    desk.choose(QStringLiteral("listEncoding"), QStringLiteral("GB18030"));
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("listColumn"))->currentText(), QStringLiteral("会员编号"));
    QVERIFY(!file->hasError());
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 2 matched"));
    // Another file is read as it is found to be.
    desk.press(QStringLiteral("cancelList"));
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk);
    QTRY_COMPARE(
        desk.waitFor<QComboBox>(QStringLiteral("listEncoding"))->currentText(), QStringLiteral("Found: UTF-8"));
}

void SegmentListsTest::aListOfNobodyIsDoubted()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("uploadList"));
    chooseFile(desk, "phone\n13800000001\n13800000002\n");
    desk.waitFor<QComboBox>(QStringLiteral("listColumn"));
    desk.press(QStringLiteral("readList"));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("listMessage")));
    QCOMPARE(desk.find<InlineMessage>(QStringLiteral("listMessage"))->text(),
        QStringLiteral("Nobody here has one of these as login id. Are they something else, such as phone numbers?"));
    QCOMPARE(desk.words(QStringLiteral("listCounts")), QStringLiteral("2 rows: 0 matched, 2 not known here"));
}

void SegmentListsTest::listOfACampaign()
{
    SegmentDesk desk;
    desk.open(routes::campaignEdit, {{QStringLiteral("id"), desk.campaign(campaignName).campaign.id}});
    desk.press(QStringLiteral("targetCardToggle"));
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("campaignSegment")));
    auto* const segment = desk.find<QComboBox>(QStringLiteral("campaignSegment"));
    QTRY_VERIFY(segment->count() > 2 && segment->currentIndex() > 0);
    const auto upload = [&] {
        segment->setFocus();
        for (int step = 0; step < segment->count() && !desk.find<QLineEdit>(QStringLiteral("listFile")); ++step) {
            QTest::keyClick(segment, Qt::Key_Down);
            QCoreApplication::processEvents();
        }
        chooseFile(desk);
        QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("listColumn")));
        desk.press(QStringLiteral("readList"));
        QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("listCounts")));
    };
    upload();
    const QString before = segment->currentText();
    desk.press(QStringLiteral("cancelList")); // nothing of it stays
    QCOMPARE(segment->currentText(), before);
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("listCounts")));
    upload();
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("listName"))->text(), QStringLiteral("July"));
    desk.press(QStringLiteral("readList"));
    QTRY_COMPARE(segment->currentText(), QStringLiteral("July"));
    QCOMPARE(desk.stored(QStringLiteral("July")).rule.children.value(0).list, QStringLiteral("July"));
    QTRY_COMPARE(desk.campaign(campaignName).campaign.segmentId, desk.stored(QStringLiteral("July")).id);
}

WD_TEST(SegmentListsTest)
#include "tst_segmentlists.moc"
