#include "tests/gui/segmentdesk.h"
#include "tests/support/suite.h"

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
    void aDeletedListComesBack();
    void listOfIdsAlone();
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

    // Two who are known, one of them twice, and two whom nobody knows.
    void chooseFile(const SegmentDesk& desk,
        const QByteArray& content = "city,login_id\nx,u_100001\nx,new_1\nx,u_100002\nx,u_100001\nx,new_2\nx,\n")
    {
        auto* const line = desk.waitFor<QLineEdit>(QStringLiteral("listFile"));
        line->window()->activateWindow();
        QTRY_VERIFY(line->window()->isActiveWindow());
        desk.fillIn(QStringLiteral("listFile"), writeFile(desk, content));
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
        QStringLiteral("6 rows: 2 matched, 2 added as users, 1 repeated, 1 without an id"));
    desk.fillIn(QStringLiteral("listName"), QStringLiteral("Guests"));
    desk.press(QStringLiteral("readList"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(SegmentDesk::rowWith(table, 0, QStringLiteral("Guests")), 0);
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("4"));
    QCOMPARE(table->model()->rowCount(), 1);
    // It can be chosen, and keeps from being deleted while it is.
    QVERIFY(SegmentDesk::act(table, 0, 4, QStringLiteral("segmentOfList")));
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("conditionName"))->currentText(), QStringLiteral("Guests"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QStringLiteral("4"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(QStringLiteral("Guests")).rule.children.value(0).list, QStringLiteral("Guests"));
    auto* const again = desk.waitFor<TableView>(QStringLiteral("listTable"));
    QTRY_COMPARE(SegmentDesk::rowWith(again, 0, QStringLiteral("Guests")), 0);
    QVERIFY(SegmentDesk::act(again, 0, 4, QStringLiteral("deleteList")));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("segmentsMessage")));
    QCOMPARE(desk.find<InlineMessage>(QStringLiteral("segmentsMessage"))->text(),
        QStringLiteral("“Guests” can't be deleted while the segments Guests name it."));
    aDeletedSegmentComesBack(desk, QStringLiteral("Guests"));
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
    QVERIFY(SegmentDesk::act(table, 0, 4, QStringLiteral("deleteList")));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    desk.press(QStringLiteral("toastAction"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("2"));
}

void SegmentListsTest::aDeletedSegmentComesBack(SegmentDesk& desk, const QString& name)
{
    const Segment before = desk.stored(name);
    auto* const tabs = desk.find<QTabBar>(QStringLiteral("segmentsTabs"));
    tabs->setFocus();
    QTest::keyClick(tabs, Qt::Key_Left);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
    QTRY_VERIFY(SegmentDesk::rowWith(table, 0, name) >= 0);
    QVERIFY(SegmentDesk::act(table, SegmentDesk::rowWith(table, 0, name), 5, QStringLiteral("deleteSegment")));
    QTRY_COMPARE(desk.stored(name).id, 0);
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
    QVERIFY(!desk.find<QLabel>(QStringLiteral("listHeader")));
    desk.press(QStringLiteral("cancelList"));
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
