// Files of events: recognising them, and until when their data are complete.
#include "tests/gui/importdesk.h"
#include "tests/support/suite.h"

#include <QDateTimeEdit>
#include <QTest>

using namespace wd;

class ImportOfEventsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aColumnThatHoldsNoEventsIsTold();
    void eventsAreRecognised();
    void orderNumbersAreProposedAsIds();
    void onlyTheWholeFileTellsTheLatestTime();
    void noTimeToComeIsTaken();
    void aHeaderOfEventsOpensAsEvents();
    void repeatedIdsLookLikeEvents();
    void allRowsMayBeTheSameEvent();
    void theEventOfAllRowsHasItsTimes();
    void anEnteredTimeStays();
    void anOrderNumberMayBeTheIdOfTheEvent();

private:
    QTemporaryDir m_preferences;
};

void ImportOfEventsTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ImportOfEventsTest::aColumnThatHoldsNoEventsIsTold()
{
    ImportDesk desk;
    QByteArray table = "login_id,event,time\n";
    for (int row = 0; row < 1'200; ++row)
        table += "u1,n" + QByteArray::number(row) + ",2026-07-14 18:02\n";
    desk.choose(desk.write(QStringLiteral("orders.csv"), table));
    QVERIFY(desk.isRead());
    QVERIFY(desk.message(QStringLiteral("importMessage")).contains(u"names of events"));
}

void ImportOfEventsTest::eventsAreRecognised()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("events.csv"),
        "login_id,event,time,amount\nu1,order,2026-07-14 18:02,5\nu2,order,2026-07-14 19:00,7\nu1,login,2026-07-15 "
        "08:00,\n"));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("importKind"))->currentText(), QStringLiteral("Events"));
    desk.waitFor<QComboBox>(QStringLiteral("completeHow1")); // login, order
    desk.pick(QStringLiteral("completeHow1"), QStringLiteral("A time of its own"));
    auto* const at = desk.find<QWidget>(QStringLiteral("completeAt1"));
    QVERIFY(at);
    QTest::keyClick(at, Qt::Key_Home); // the year
    QTest::keyClick(at, Qt::Key_Down);
    QVERIFY(desk.words(QStringLiteral("importUnusual")).contains(u"“order” complete until 2025/07/14"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("3"));
    QCOMPARE(desk.counted(QStringLiteral("PeopleAdded")), QStringLiteral("2"));
    const Catalogue known = desk.catalogue();
    const auto completeUntil = [&](const QString& event) {
        return QDateTime::fromMSecsSinceEpoch(*known.eventByKey(event)->completeUntil, QTimeZone("Asia/Shanghai"))
            .toString(Qt::ISODate)
            .left(16);
    };
    QCOMPARE(completeUntil(QStringLiteral("order")), QStringLiteral("2025-07-14T19:00"));
    QCOMPARE(completeUntil(QStringLiteral("login")), QStringLiteral("2026-07-15T08:00"));
}

void ImportOfEventsTest::orderNumbersAreProposedAsIds()
{
    ImportDesk desk;
    const QByteArray header = QByteArray("会员编号,订单号,时间\n");
    QByteArray rows;
    for (int row = 0; row < 120; ++row)
        rows += "u1,D" + QByteArray::number(row) + ",2026-07-14 18:02\n";
    desk.choose(desk.write(QStringLiteral("orders.csv"), header + rows + "u1,D7,2026-07-15 08:00\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("importKind"), QStringLiteral("Events"));
    QTRY_COMPARE(
        desk.waitFor<QComboBox>(QStringLiteral("columnUse1"))->currentText(), QStringLiteral("Id of the event"));
    const QString lacking = desk.words(QStringLiteral("importHindrance"));
    QVERIFY2(lacking.contains(u"the event of all rows"), qPrintable(lacking));
    auto* const name = desk.waitFor<QComboBox>(QStringLiteral("eventOfAllRows"));
    name->setFocus();
    QTest::keyClicks(name->lineEdit(), QStringLiteral("order"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("importUnusual")));
    QVERIFY(desk.words(QStringLiteral("importUnusual")).contains(u"1 rows have the event id of an earlier row"));
    QCOMPARE(desk.words(QStringLiteral("completeNote0")), QStringLiteral("2026/07/15 08:00:00"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("120"));
    // What is remembered of other columns is in nobody's way.
    desk.choose(desk.write(QStringLiteral("more.csv"), QByteArray("会员编号,流水号,时间\nu1,S1,2026-07-14 18:02\n")));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("importKind"), QStringLiteral("Events"));
    QTRY_COMPARE(
        desk.waitFor<QComboBox>(QStringLiteral("columnUse1"))->currentText(), QStringLiteral("Id of the event"));
    // Lines of orders have a number more than once: it names none of them.
    desk.choose(desk.write(
        QStringLiteral("lines.csv"), "member_id,order_no,time\nu1,N1,2026-07-14 18:02\nu1,N1,2026-07-14 18:02\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("importKind"), QStringLiteral("Events"));
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("eventOfAllRows")));
    QVERIFY(desk.waitFor<QComboBox>(QStringLiteral("columnUse1"))->currentText().startsWith(u"New property"));
}

void ImportOfEventsTest::onlyTheWholeFileTellsTheLatestTime()
{
    ImportDesk desk;
    QByteArray rows = "login_id,event,time\n";
    for (int row = 0; row < 150; ++row)
        rows += "u1,order,2026-07-14 18:02\n";
    desk.choose(desk.write(
        QStringLiteral("events.csv"), rows + "u1,order,2026-07-19 23:58:42\nu1,order,2199-01-01 08:00:00\n"));
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.words(QStringLiteral("completeNote0")), QStringLiteral("2026/07/19 23:58:42"));
    const QString ahead = desk.words(QStringLiteral("eventsAhead"));
    QVERIFY2(ahead.contains(u"line 153: 2199/01/01 08:00:00"), qPrintable(ahead));
    desk.pick(QStringLiteral("completeHow0"), QStringLiteral("A time of its own"));
    QCOMPARE(desk.waitFor<QDateTimeEdit>(QStringLiteral("completeAt0"))->text(), QStringLiteral("2026/07/19 23:58:42"));
}

void ImportOfEventsTest::noTimeToComeIsTaken()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("events.csv"), "login_id,event,time\nu1,order,2026-07-14 18:02\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("completeHow0"), QStringLiteral("A time of its own"));
    auto* const at = desk.waitFor<QDateTimeEdit>(QStringLiteral("completeAt0"));
    QTest::keyClick(at, Qt::Key_Home); // the year
    for (int year = 0; year < 100; ++year)
        QTest::keyClick(at, Qt::Key_Up);
    QVERIFY(desk.words(QStringLiteral("completeNote0")).contains(u"Still to come"));
    desk.find<QWidget>(QStringLiteral("importFile"))->setFocus();
    desk.press(QStringLiteral("startImport"));
    QTRY_VERIFY(at->hasFocus()); // nothing began
    QVERIFY(desk.words(QStringLiteral("importHindrance")).contains(u"order"));
    for (int year = 0; year < 101; ++year)
        QTest::keyClick(at, Qt::Key_Down);
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
}

void ImportOfEventsTest::aHeaderOfEventsOpensAsEvents()
{
    ImportDesk desk;
    const QByteArray header = "customer,what,when it was\n";
    desk.choose(desk.write(QStringLiteral("one.csv"), header + "u1,order,2026-07-14 18:02\n"));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("importKind"))->currentText(), QStringLiteral("Users"));
    desk.pick(QStringLiteral("importKind"), QStringLiteral("Events"));
    QTRY_COMPARE(desk.words(QStringLiteral("importColumnSummary")).contains(u"3 columns"), true);
    QTRY_VERIFY(
        desk.waitFor<QComboBox>(QStringLiteral("columnUse0"))->findText(QStringLiteral("Time of the event")) > 0);
    desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Login user id"));
    desk.pick(QStringLiteral("columnUse1"), QStringLiteral("Name of the event"));
    desk.pick(QStringLiteral("columnUse2"), QStringLiteral("Time of the event"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    desk.choose(desk.write(QStringLiteral("two.csv"), header + "u1,order,2026-07-15 18:02\n"));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("importKind"))->currentText(), QStringLiteral("Events"));
}

void ImportOfEventsTest::repeatedIdsLookLikeEvents()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("orders.csv"),
        "login_id,paid at,amount\nu1,2026-07-14 18:02,5\nu1,2026-07-15 18:02,7\nu2,2026-07-15 19:02,9\n"));
    QVERIFY(desk.isRead());
    QVERIFY(desk.message(QStringLiteral("importKindNote")).contains(u"paid at"));
    QTRY_VERIFY(desk.words(QStringLiteral("importUnusual")).contains(u"Looks like events"));
    desk.press(QStringLiteral("importAsEvents"));
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("importKind"))->currentText(), QStringLiteral("Events"));
    QTRY_VERIFY(!desk.find<InlineMessage>(QStringLiteral("importKindNote")));
}

// As shops export their orders.
void ImportOfEventsTest::allRowsMayBeTheSameEvent()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("orders.csv"),
        "no,login_id,\xE4\xB8\x8B\xE5\x8D\x95\xE6\x97\xB6\xE9\x97\xB4,amount\n" // 下单时间
        "a1,u1,2026-07-14 18:02,5\na2,u2,2026-07-14 19:00,7\n"));
    desk.pick(QStringLiteral("importKind"), QStringLiteral("Events"));
    auto* const name = desk.waitFor<QComboBox>(QStringLiteral("eventOfAllRows"));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("importMissing")));
    QVERIFY(desk.message(QStringLiteral("importMissing")).contains(u"event of all rows"));
    name->setFocus();
    QTest::keyClicks(name->lineEdit(), QStringLiteral("order"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QCOMPARE(desk.catalogue().events().size(), 1);
    QVERIFY(desk.catalogue().eventByKey(QStringLiteral("order"))->propertyByKey(QStringLiteral("amount")));
    // The next export opens as the last one was read.
    desk.choose(desk.write(QStringLiteral("next.csv"),
        "no,login_id,\xE4\xB8\x8B\xE5\x8D\x95\xE6\x97\xB6\xE9\x97\xB4,amount\na3,u1,2026-07-15 18:02,5\n"));
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("importKind"))->currentText(), QStringLiteral("Events"));
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("eventOfAllRows"))->currentText(), QStringLiteral("order"));
}

// Once the whole file is looked through as well; what was entered meanwhile stays.
void ImportOfEventsTest::theEventOfAllRowsHasItsTimes()
{
    ImportDesk desk;
    QByteArray rows = "login_id,paid at,amount\n";
    for (int row = 0; row < 150; ++row)
        rows += "u1,2026-07-14 18:02,5\n";
    desk.choose(
        desk.write(QStringLiteral("orders.csv"), rows + "u1,2026-07-19 23:58:42,5\nu1,2199-01-01 08:00:00,5\n"));
    desk.pick(QStringLiteral("importKind"), QStringLiteral("Events"));
    desk.pick(QStringLiteral("columnUse1"), QStringLiteral("Time of the event"));
    desk.waitFor<QComboBox>(QStringLiteral("eventOfAllRows"))->setFocus();
    QTest::keyClicks(desk.find<QComboBox>(QStringLiteral("eventOfAllRows"))->lineEdit(), QStringLiteral("order"));
    QTRY_COMPARE(desk.words(QStringLiteral("completeNote0")), QStringLiteral("2026/07/19 23:58:42"));
    const QString ahead = desk.words(QStringLiteral("eventsAhead"));
    QVERIFY2(ahead.contains(u"line 153: 2199/01/01 08:00:00"), qPrintable(ahead));
    desk.pick(QStringLiteral("completeHow0"), QStringLiteral("A time of its own"));
    QTest::keyClick(desk.waitFor<QDateTimeEdit>(QStringLiteral("completeAt0")), Qt::Key_Home); // the year
    QTest::keyClick(desk.find<QDateTimeEdit>(QStringLiteral("completeAt0")), Qt::Key_Down);
    desk.pick(QStringLiteral("columnUse2"), QStringLiteral("Leave out"));
    QTRY_VERIFY(desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    QVERIFY(desk.words(QStringLiteral("importUnusual")).contains(u"“order” complete until 2025/07/19"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("152"));
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(
                 *desk.catalogue().eventByKey(QStringLiteral("order"))->completeUntil, QTimeZone("Asia/Shanghai"))
                 .toString(Qt::ISODate)
                 .left(19),
        QStringLiteral("2025-07-19T23:58:42"));
}

// Events further down the file come between those of its first rows; another file begins anew.
void ImportOfEventsTest::anEnteredTimeStays()
{
    ImportDesk desk;
    QByteArray rows = "login_id,event,time,n\n";
    for (int row = 0; row < 150; ++row)
        rows += "u1,order,2026-07-14 18:02,1\n";
    rows += "u1,login,2026-07-15 08:00,1\nu1,view,2026-07-15 09:00,1\n";
    desk.choose(desk.write(QStringLiteral("events.csv"), rows));
    QVERIFY(desk.isRead());
    desk.waitFor<QComboBox>(QStringLiteral("completeHow2")); // login, order, view
    for (const char* event : {"1", "2"}) {
        desk.pick(QStringLiteral("completeHow") + QLatin1String(event), QStringLiteral("A time of its own"));
        auto* const at = desk.waitFor<QDateTimeEdit>(QStringLiteral("completeAt") + QLatin1String(event));
        QTest::keyClick(at, Qt::Key_Home); // the year
        QTest::keyClick(at, Qt::Key_Down);
    }
    // Looked through once more: as long as that takes only the first rows are known.
    desk.pick(QStringLiteral("columnUse3"), QStringLiteral("Id of the event"));
    QTRY_VERIFY(desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    desk.waitFor<QComboBox>(QStringLiteral("completeHow2"));
    const QString unusual = desk.words(QStringLiteral("importUnusual"));
    QVERIFY2(unusual.contains(u"“order” complete until 2025/07/14"), qPrintable(unusual));
    QVERIFY2(unusual.contains(u"“view” complete until 2025/07/15"), qPrintable(unusual));
    QVERIFY2(!unusual.contains(u"login"), qPrintable(unusual));
    desk.choose(desk.write(QStringLiteral("next.csv"), "login_id,event,time,n\nu1,order,2026-07-20 18:02,1\n"));
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.words(QStringLiteral("completeNote0")), QStringLiteral("2026/07/20 18:02:00"));
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("completeHow0"))->currentIndex(), 0);
}

// The next export of a shop repeats some.
void ImportOfEventsTest::anOrderNumberMayBeTheIdOfTheEvent()
{
    ImportDesk desk;
    const auto import = [&desk](const char* file, const QByteArray& rows) {
        desk.choose(desk.write(QString::fromLatin1(file), "no,login_id,event,time\n" + rows));
        desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Id of the event"));
        QVERIFY(desk.isRead());
        desk.press(QStringLiteral("startImport"));
    };
    import("first.csv", "a1,u1,order,2026-07-14 18:02\na2,u2,order,2026-07-14 19:00\n");
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    import("second.csv", "a2,u2,order,2026-07-14 19:01\na3,u2,order,2026-07-15 08:00\n");
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
}

WD_TEST(ImportOfEventsTest)
#include "tst_importofevents.moc"
