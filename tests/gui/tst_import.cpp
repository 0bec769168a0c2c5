// Reading a file and saying what its columns become.
#include "tests/gui/importdesk.h"
#include "tests/support/suite.h"
#include "tests/support/workbookfile.h"
#include "ui/audience/importing/importpage.h"
#include "ui/shared/field.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

using namespace wd;

class ImportTest : public QObject {
    Q_OBJECT
private slots:
    void aMendedFileIsReadAgain();
    void initTestCase();
    void goodFileAddsPeople();
    void fileThatIsNotThereIsRefused();
    void gbkFileWithAnUnknownIdColumn();
    void encodingIsChanged();
    void workbookWithTwoSheets();
    void typeIsChanged();
    void columnsAreLeftOutNamedAndClash();
    void doubtfulValuesAreToldBesideTheirColumn();
    void aLateValueIsToldBeforeTheStart();
    void columnsOfKnownIdsAreProposed();
    void idsAloneNeedNoHeader();
    void timesAreReadInTheZoneOfTheFile();
    void aMistypedZoneHoldsTheStart();
    void sameHeaderIsMatchedAsTheLastTime();
    void modeKeepsAndClears();
    void howOthersWereTreatedIsNotRemembered();
    void theSummaryTellsWhatWillBeDone();
    void theSummaryTellsOfWrongIdsAndRows();
    void whatIsNoTableIsToldSo();
    void headerWithTheSameNameTwiceMayBeData();
    void theHeaderMayStandInAnotherRow();
    void fileIsDropped();
    void choicesSurviveLeaving();
    void tabGoesDownThePage();
    void thePageEndsBelowItsLastPart();

private:
    QTemporaryDir m_preferences;
};

void ImportTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void ImportTest::goodFileAddsPeople()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,name,age\nu1,Ann,31\nu2,Ben,45\n"));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse0"))->currentText(), QStringLiteral("Login user id"));
    QCOMPARE(desk.waitFor<TableView>(QStringLiteral("importPreview"))->model()->rowCount(), 2);
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QVERIFY(!desk.find<TableView>(QStringLiteral("importErrors")));
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("saveFailedRows")));
    desk.press(QStringLiteral("nextImport"));
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("importFile")));
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("importFile"))->text().isEmpty());
}

void ImportTest::fileThatIsNotThereIsRefused()
{
    ImportDesk desk;
    desk.choose(desk.folder.filePath(QStringLiteral("missing.csv")));
    auto* const line = desk.find<QLineEdit>(QStringLiteral("importFile"));
    QTRY_VERIFY(qobject_cast<Field*>(line->parentWidget())->hasError());
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("startImport"))->toolTip().isEmpty());
}

void ImportTest::gbkFileWithAnUnknownIdColumn()
{
    ImportDesk desk;
    // 卡号,姓名 / M1,张三 / M2,李四
    desk.choose(desk.write(
        QStringLiteral("vip.csv"), QByteArray::fromHex("bfa8bac52cd0d5c3fb0a4d312cd5c5c8fd0a4d322cc0eecbc40a")));
    QVERIFY(desk.isRead());
    QVERIFY(desk.waitFor<QComboBox>(QStringLiteral("importEncoding"))->currentText().contains(u"GB18030"));
    auto* const start = desk.waitFor<QAbstractButton>(QStringLiteral("startImport"));
    QVERIFY(!start->isEnabled());
    QVERIFY(!desk.message(QStringLiteral("importMissing")).isEmpty());
    desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Login user id"));
    QTRY_VERIFY(start->isEnabled());
    QVERIFY(!desk.find<InlineMessage>(QStringLiteral("importMissing")));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QVERIFY(desk.catalogue().attributeByKey(QStringLiteral("姓名")));
    QVERIFY(!desk.catalogue().attributeByKey(QStringLiteral("卡号")));
}

void ImportTest::encodingIsChanged()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("name.csv"), "login_id;\xC3\xA9t\xC3\xA9,a\nu1;x,y,z\n"));
    QVERIFY(desk.isRead());
    const QAbstractItemModel* rows = desk.waitFor<TableView>(QStringLiteral("importPreview"))->model();
    QCOMPARE(rows->headerData(1, Qt::Horizontal).toString(), QStringLiteral("été,a"));
    desk.pick(QStringLiteral("importEncoding"), QStringLiteral("GB18030"));
    QTRY_VERIFY(rows->headerData(1, Qt::Horizontal).toString() != QStringLiteral("été,a"));
    desk.pick(QStringLiteral("importEncoding"), QStringLiteral("Find out"));
    QTRY_COMPARE(rows->headerData(1, Qt::Horizontal).toString(), QStringLiteral("été,a"));
    desk.pick(QStringLiteral("importDelimiter"), QStringLiteral("Comma"));
    QTRY_COMPARE(rows->headerData(0, Qt::Horizontal).toString(), QStringLiteral("login_id;été"));
    QVERIFY(!desk.words(QStringLiteral("importRowNote")).isEmpty());
    desk.pick(QStringLiteral("importDelimiter"), QStringLiteral("Semicolon"));
    desk.pick(QStringLiteral("importHeader"), QStringLiteral("none"));
    QTRY_COMPARE(rows->rowCount(), 2);
}

void ImportTest::workbookWithTwoSheets()
{
    const auto row = [](int number, const QByteArray& first, const QByteArray& second) {
        const QByteArray at = QByteArray::number(number);
        return "<row r=\"" + at + "\"><c r=\"A" + at + "\" t=\"inlineStr\"><is><t>" + first + "</t></is></c><c r=\"B"
            + at + "\" t=\"inlineStr\"><is><t>" + second + "</t></is></c></row>";
    };
    WorkbookFile book(row(1, "login_id", "name") + row(2, "u1", "Ann"));
    book.addSheet(QStringLiteral("July"), row(1, "login_id", "city") + row(2, "u7", "Rome") + row(3, "u8", "Oslo"));
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.xlsx"), book.bytes()));
    QVERIFY(desk.isRead());
    QVERIFY(!desk.find<QComboBox>(QStringLiteral("importEncoding")));
    QVERIFY(!desk.find<QComboBox>(QStringLiteral("importDelimiter")));
    const QAbstractItemModel* rows = desk.waitFor<TableView>(QStringLiteral("importPreview"))->model();
    QCOMPARE(rows->rowCount(), 1);
    desk.pick(QStringLiteral("importSheet"), QStringLiteral("July"));
    QTRY_COMPARE(rows->rowCount(), 2);
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QVERIFY(desk.catalogue().attributeByKey(QStringLiteral("city")));
    QVERIFY(!desk.catalogue().attributeByKey(QStringLiteral("name")));
}

void ImportTest::typeIsChanged()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,level\nu1,3\nu2,4\n"));
    QVERIFY(desk.isRead());
    auto* const type = desk.waitFor<QComboBox>(QStringLiteral("columnType1"));
    QVERIFY(type->currentText().contains(u"number"));
    desk.pick(QStringLiteral("columnType1"), QStringLiteral("date"));
    QTRY_VERIFY(!desk.words(QStringLiteral("columnNote1")).isEmpty()); // both rows would be refused
    desk.pick(QStringLiteral("columnType1"), QStringLiteral("text"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("columnNote1")));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QCOMPARE(desk.catalogue().attributeByKey(QStringLiteral("level"))->type, AttributeType::Text);
}

void ImportTest::columnsAreLeftOutNamedAndClash()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,a,b,c\nu1,1,2,3\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("columnUse3"), QStringLiteral("Leave out"));
    desk.type(QStringLiteral("columnKey1"), QStringLiteral("points"));
    desk.type(QStringLiteral("columnKey2"), QStringLiteral("points"));
    QTRY_VERIFY(desk.words(QStringLiteral("columnNote1")).contains(u"points"));
    desk.press(QStringLiteral("startImport"));
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("columnKey1"))->hasFocus()); // nothing began
    desk.type(QStringLiteral("columnKey2"), QStringLiteral("coins"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("columnNote1")));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    const Catalogue known = desk.catalogue();
    QCOMPARE(known.attributes().size(), 4); // two ids, points, coins
    QVERIFY(known.attributeByKey(QStringLiteral("points")));
    QVERIFY(known.attributeByKey(QStringLiteral("coins")));
}

void ImportTest::doubtfulValuesAreToldBesideTheirColumn()
{
    ImportDesk desk;
    desk.choose(
        desk.write(QStringLiteral("people.csv"), "login_id,phone,born\nu1,1.38E+10,2001-02-03\nu2,1,2026-02-30\n"));
    QVERIFY(desk.isRead());
    QTRY_VERIFY(desk.words(QStringLiteral("columnNote1")).contains(u"1.38E+10"));
    QVERIFY(desk.words(QStringLiteral("columnNote2")).contains(u"2026-02-30"));
}

void ImportTest::aLateValueIsToldBeforeTheStart()
{
    ImportDesk desk;
    QByteArray rows = "login_id,points,note\n";
    for (int row = 1; row <= 200; ++row)
        rows += 'u' + QByteArray::number(row) + ",7," + QByteArray(row < 150 ? "7" : "x") + '\n';
    desk.choose(desk.write(QStringLiteral("people.csv"), rows + "x1,abc,x\n"));
    QVERIFY(desk.isRead());
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("columnNote1")));
    const QString points = desk.words(QStringLiteral("columnNote1"));
    QVERIFY2(points.contains(u"200 of 201") && points.contains(u"“abc” in line 202"), qPrintable(points));
    QVERIFY(desk.waitFor<QComboBox>(QStringLiteral("columnType1"))->currentText().contains(u"number"));
    const QString note = desk.words(QStringLiteral("columnNote2"));
    QVERIFY2(note.startsWith(u"Taken as text") && note.contains(u"line 151"), qPrintable(note));
    QVERIFY(desk.waitFor<QComboBox>(QStringLiteral("columnType2"))->currentText().contains(u"text"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("200"));
    QCOMPARE(desk.counted(QStringLiteral("Failed")), QStringLiteral("1"));
    const Catalogue known = desk.catalogue();
    QCOMPARE(known.attributeByKey(QStringLiteral("points"))->type, AttributeType::Number);
    QCOMPARE(known.attributeByKey(QStringLiteral("note"))->type, AttributeType::Text);
}

void ImportTest::columnsOfKnownIdsAreProposed()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), QByteArray("会员 编号(ID),level\nA1,gold\nA2,silver\n")));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse0"))->currentText(), QStringLiteral("Login user id"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    desk.choose(desk.write(
        QStringLiteral("events.csv"), QByteArray("行为,用户,时间\norder,A1,2026-07-14 18:02\norder,A2,2026-07-14\n")));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse1"))->currentText(), QStringLiteral("Login user id"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QCOMPARE(desk.counted(QStringLiteral("PeopleAdded")), QStringLiteral("0"));
    desk.choose(desk.write(QStringLiteral("strangers.csv"), QByteArray("谁,level\nB1,gold\n")));
    QVERIFY(desk.isRead());
    QTRY_VERIFY(desk.words(QStringLiteral("importHindrance")).contains(u"which column"));
}

void ImportTest::idsAloneNeedNoHeader()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id\nM00001\nM00002\nM00003\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("3"));
    desk.choose(desk.write(QStringLiteral("ids.txt"), "M00001\nM00002\n"));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse0"))->currentText(), QStringLiteral("Login user id"));
    QCOMPARE(desk.waitFor<TableView>(QStringLiteral("importPreview"))->model()->rowCount(), 2);
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Unchanged")), QStringLiteral("2"));
    QVERIFY(desk.message(QStringLiteral("importResult")).startsWith(u"Nothing changed"));
    desk.press(QStringLiteral("segmentFromImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QStringLiteral("2"));
}

void ImportTest::timesAreReadInTheZoneOfTheFile()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,seen\nu1,2026-07-14 18:02\n"));
    QVERIFY(desk.isRead());
    auto* const zone = desk.waitFor<QComboBox>(QStringLiteral("importZone"));
    QCOMPARE(zone->currentText(), QStringLiteral("Shanghai (UTC+8)"));
    desk.type(QStringLiteral("columnKey1"), QStringLiteral("last seen")); // choices are kept
    zone->setFocus();
    zone->lineEdit()->selectAll();
    QTest::keyClicks(zone->lineEdit(), QStringLiteral("Asia/Tokyo"));
    QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    QTRY_COMPARE(zone->currentText(), QStringLiteral("Tokyo (UTC+9)"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    QList<Person> people;
    desk.workspace->people().find(QStringLiteral("u1"), 1, desk.workspace.get(),
        [&](const Result<QList<Person>>& found) { people = found ? *found : QList<Person>(); });
    QTRY_COMPARE(people.size(), 1);
    QCOMPARE(people.first().values.value(QStringLiteral("last seen")).toDateTime().toUTC(),
        QDateTime({2026, 7, 14}, {9, 2}, Qt::UTC));
}

void ImportTest::aMistypedZoneHoldsTheStart()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,seen\nu1,2026-07-14 18:02\n"));
    QVERIFY(desk.isRead());
    auto* const zone = desk.waitFor<QComboBox>(QStringLiteral("importZone"));
    const auto type = [zone](const QString& words) {
        zone->setFocus();
        zone->lineEdit()->selectAll();
        QTest::keyClicks(zone->lineEdit(), words);
    };
    type(QStringLiteral("Tokio"));
    desk.press(QStringLiteral("startImport"));
    QTRY_VERIFY(zone->hasFocus());
    QVERIFY(qobject_cast<Field*>(zone->parentWidget())->hasError());
    QVERIFY(desk.words(QStringLiteral("importHindrance")).contains(u"Tokio"));
    QVERIFY(desk.counted(QStringLiteral("Added")).isEmpty());
    QCOMPARE(desk.people(), 0);
    type(QStringLiteral("Asia/Tokyo"));
    QTest::keyClick(zone->lineEdit(), Qt::Key_Return);
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("importHindrance"))
        || desk.words(QStringLiteral("importHindrance")).isEmpty());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
}

void ImportTest::sameHeaderIsMatchedAsTheLastTime()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("one.csv"), "card,x\nu1,1\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Login user id"));
    desk.pick(QStringLiteral("columnUse1"), QStringLiteral("Leave out"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    desk.choose(desk.write(QStringLiteral("two.csv"), "card,x\nu2,2\n"));
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse0"))->currentText(), QStringLiteral("Login user id"));
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse1"))->currentText(), QStringLiteral("Leave out"));
    desk.press(QStringLiteral("resetMapping"));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("importMissing")));
    QVERIFY(desk.waitFor<QComboBox>(QStringLiteral("columnUse1"))->currentText() != QStringLiteral("Leave out"));
}

void ImportTest::modeKeepsAndClears()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("one.csv"), "login_id,level\nu1,gold\nu2,gold\nu3,gold\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("3"));
    desk.choose(desk.write(QStringLiteral("two.csv"), "login_id,level\nu1,\nu4,silver\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("importMode"), QStringLiteral("Only update"));
    desk.pick(QStringLiteral("importEmpty"), QStringLiteral("Clear"));
    desk.pick(QStringLiteral("importOthers"), QStringLiteral("Clear"));
    QTest::keyClick(desk.waitFor<QAbstractButton>(QStringLiteral("clearOthers_level")), Qt::Key_Space);
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("importUnusual")));
    const QString unusual = desk.words(QStringLiteral("importUnusual"));
    QVERIFY2(unusual.contains(u"not known are left out") && unusual.contains(u"Empty cells")
            && unusual.contains(u"level cleared (2 people)"),
        qPrintable(unusual));
    desk.press(QStringLiteral("startImport"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(u"2 people"));
    desk.press(QStringLiteral("confirmCancel"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(desk.find<QLineEdit>(QStringLiteral("importFile"))); // nothing began
    desk.press(QStringLiteral("startImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Updated")), QStringLiteral("1"));
    QCOMPARE(desk.counted(QStringLiteral("Skipped")), QStringLiteral("1")); // u4 is not known
    QCOMPARE(desk.counted(QStringLiteral("Cleared")), QStringLiteral("2")); // u2 and u3 lost their level
    QCOMPARE(desk.people(), 3);
}

void ImportTest::howOthersWereTreatedIsNotRemembered()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("one.csv"), "login_id,level\nu1,gold\nu2,gold\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    desk.choose(desk.write(QStringLiteral("two.csv"), "login_id,level\nu1,silver\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("importMode"), QStringLiteral("Only update"));
    desk.pick(QStringLiteral("importOthers"), QStringLiteral("Clear"));
    QTest::keyClick(desk.waitFor<QAbstractButton>(QStringLiteral("clearOthers_level")), Qt::Key_Space);
    desk.press(QStringLiteral("startImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Updated")), QStringLiteral("1"));
    desk.press(QStringLiteral("undoImport"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_VERIFY(desk.find<QLineEdit>(QStringLiteral("importFile")));
    desk.choose(desk.write(QStringLiteral("three.csv"), "login_id,level\nu3,gold\n"));
    QVERIFY(desk.isRead());
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("importMode"))->currentIndex(), 0);
    QCOMPARE(desk.waitFor<QComboBox>(QStringLiteral("importOthers"))->currentIndex(), 0);
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    QVERIFY(desk.counted(QStringLiteral("Cleared")).isEmpty());
}

void ImportTest::theSummaryTellsWhatWillBeDone()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,level,phone\nu1,gold,1.38E+10\nu2,silver,5\n"));
    QVERIFY(desk.isRead());
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("importSummary")));
    QCOMPARE(desk.words(QStringLiteral("importSummary")),
        QStringLiteral("Users · 2 rows · Add and update · users: 2 new · 2 new attributes: level, phone"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("importUnusual")));
    QCOMPARE(desk.words(QStringLiteral("importUnusual")), QStringLiteral("1 columns with remarks above"));
    auto* const uses = desk.waitFor<QComboBox>(QStringLiteral("columnUse1"));
    QCOMPARE(uses->itemText(0), QStringLiteral("Leave out"));
    desk.pick(QStringLiteral("columnUse1"), QStringLiteral("Leave out"));
    QTRY_COMPARE(desk.words(QStringLiteral("importSummary")),
        QStringLiteral("Users · 2 rows · Add and update · users: 2 new · 1 new attributes: phone"));
}

void ImportTest::theSummaryTellsOfWrongIdsAndRows()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,phone\nu1,13800000001\nu2,13800000002\n"));
    QVERIFY(desk.isRead());
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    desk.choose(desk.write(QStringLiteral("phones.csv"),
        "login_id,phone\nu1,13800000001\nu2,13800000002\nu3,13800000003\nu3,13800000002\nu4,1,2\n"));
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.words(QStringLiteral("importSummary")),
        QStringLiteral("Users · 5 rows · Add and update · users: 1 new, 2 known"));
    const QString rows = desk.words(QStringLiteral("importUnusual"));
    QVERIFY2(rows.contains(u"1 rows can't be read or name nobody") && rows.contains(u"1 rows name somebody"),
        qPrintable(rows));
    desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Leave out"));
    desk.pick(QStringLiteral("columnUse1"), QStringLiteral("Login user id"));
    QTRY_COMPARE(
        desk.words(QStringLiteral("importSummary")), QStringLiteral("Users · 5 rows · Add and update · users: 3 new"));
    const QString wrong = desk.words(QStringLiteral("importUnusual"));
    QVERIFY2(wrong.startsWith(u"Nobody is known by these ids, but users who are here have them as “phone”"),
        qPrintable(wrong));
    desk.choose(desk.write(QStringLiteral("none.csv"), "login_id,phone\n"));
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.words(QStringLiteral("importHindrance")), QStringLiteral("There is no row below the header."));
}

void ImportTest::whatIsNoTableIsToldSo()
{
    ImportDesk desk;
    const auto fault = [&desk] {
        return qobject_cast<Field*>(desk.find<QLineEdit>(QStringLiteral("importFile"))->parentWidget())->message();
    };
    desk.choose(desk.write(QStringLiteral("photo.xlsx"), "PK\003\004 and no more"));
    QTRY_VERIFY2(fault().contains(u"no Excel workbook"), qPrintable(fault()));
    QVERIFY(!fault().contains(u"Not a zip"));
    desk.choose(desk.write(QStringLiteral("empty.csv"), ""));
    QTRY_VERIFY2(fault().contains(u"nothing in the file"), qPrintable(fault()));
    // 卡号,姓名 / M1,张三 / M2,李四
    desk.choose(desk.write(
        QStringLiteral("vip.csv"), QByteArray::fromHex("bfa8bac52cd0d5c3fb0a4d312cd5c5c8fd0a4d322cc0eecbc40a")));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("importEncoding"), QStringLiteral("UTF-8"));
    QTRY_VERIFY2(fault().contains(u"As UTF-8 the file can't be read"), qPrintable(fault()));
    desk.pick(QStringLiteral("importEncoding"), QStringLiteral("GB18030"));
    QTRY_VERIFY(desk.find<QComboBox>(QStringLiteral("columnUse0")));
}

void ImportTest::headerWithTheSameNameTwiceMayBeData()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("twice.csv"), "name,name\nAnn,Ben\n"));
    auto* const line = desk.find<QLineEdit>(QStringLiteral("importFile"));
    QTRY_VERIFY(qobject_cast<Field*>(line->parentWidget())->hasError());
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("startImport"))->isEnabled());
    desk.pick(QStringLiteral("importHeader"), QStringLiteral("none"));
    QVERIFY(desk.isRead());
    QVERIFY(!qobject_cast<Field*>(line->parentWidget())->hasError());
    const QAbstractItemModel* rows = desk.waitFor<TableView>(QStringLiteral("importPreview"))->model();
    QCOMPARE(rows->rowCount(), 2);
    QCOMPARE(rows->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Column 2"));
    desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Login user id"));
    QCOMPARE(desk.waitFor<QLineEdit>(QStringLiteral("columnKey1"))->text(), QStringLiteral("Column 2"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("2"));
    QVERIFY(desk.catalogue().attributeByKey(QStringLiteral("Column 2")));
}

void ImportTest::theHeaderMayStandInAnotherRow()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("report.csv"), "Report,2026\nlogin_id,city\nu1,Rome\n"));
    desk.pick(QStringLiteral("importHeader"), QStringLiteral("row 2"));
    QVERIFY(desk.isRead());
    const QAbstractItemModel* rows = desk.waitFor<TableView>(QStringLiteral("importPreview"))->model();
    QTRY_COMPARE(rows->headerData(1, Qt::Horizontal).toString(), QStringLiteral("city"));
    QCOMPARE(rows->rowCount(), 1);
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    QVERIFY(desk.catalogue().attributeByKey(QStringLiteral("city")));
}

void ImportTest::fileIsDropped()
{
    ImportDesk desk;
    desk.open(routes::importFile);
    auto* const line = desk.waitFor<QLineEdit>(QStringLiteral("importFile"));
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(desk.write(QStringLiteral("dropped.csv"), "login_id,name\nu1,Ann\n"))});
    QWidget* const page = desk.window.findChild<ImportPage*>();
    QVERIFY(page);
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(page, &drop);
    QVERIFY(desk.isRead());
    QVERIFY(line->text().endsWith(u"dropped.csv"));
}

void ImportTest::choicesSurviveLeaving()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("card.csv"), "card;points\nu1;3\n"));
    QVERIFY(desk.isRead());
    desk.pick(QStringLiteral("columnUse0"), QStringLiteral("Visitor id"));
    desk.pick(QStringLiteral("columnType1"), QStringLiteral("text"));
    desk.open(routes::campaigns);
    desk.open(routes::importFile);
    QVERIFY(desk.isRead());
    QTRY_COMPARE(desk.waitFor<QComboBox>(QStringLiteral("columnUse0"))->currentText(), QStringLiteral("Visitor id"));
    desk.press(QStringLiteral("startImport"));
    QTRY_COMPARE(desk.counted(QStringLiteral("Added")), QStringLiteral("1"));
    QCOMPARE(desk.catalogue().attributeByKey(QStringLiteral("points"))->type, AttributeType::Text);
    QCOMPARE(desk.catalogue().attributeByKey(QStringLiteral("points"))->userKind, UserKind::Visitor);
}

void ImportTest::tabGoesDownThePage()
{
    ImportDesk desk;
    desk.choose(desk.write(QStringLiteral("people.csv"), "login_id,name\nu1,Ann\n"));
    QVERIFY(desk.isRead());
    QTRY_VERIFY(desk.find<QWidget>(QStringLiteral("startImport"))->isEnabled());
    desk.find<QWidget>(QStringLiteral("importHistory"))->setFocus();
    QStringList names;
    while (names.size() < 20 && names.value(names.size() - 1) != u"startImport") {
        QTest::keyClick(desk.window.focusWidget(), Qt::Key_Tab);
        names += desk.window.focusWidget()->objectName();
    }
    const QStringList wanted{QStringLiteral("importFile"), QStringLiteral("chooseImportFile"),
        QStringLiteral("importKind"), QStringLiteral("importZone"), QStringLiteral("importEncoding"),
        QStringLiteral("importDelimiter"), QStringLiteral("importQuote"), QStringLiteral("importHeader"),
        QStringLiteral("importPreview"), QStringLiteral("columnUse0"), QStringLiteral("columnUse1"),
        QStringLiteral("columnKey1"), QStringLiteral("columnType1"), QStringLiteral("importMode"),
        QStringLiteral("importEmpty"), QStringLiteral("importOthers"), QStringLiteral("cancelImport"),
        QStringLiteral("startImport")};
    QVERIFY2(names == wanted, qPrintable(names.join(u' ')));
}

void ImportTest::thePageEndsBelowItsLastPart()
{
    ImportDesk desk;
    QByteArray table = "login_id,a,b,c,d,e,f,g\n";
    for (int row = 0; row < 20; ++row)
        table += "u1,1,2,3,4,5,6,7\n";
    desk.choose(desk.write(QStringLiteral("people.csv"), table));
    QVERIFY(desk.isRead());
    auto* const scroll = desk.window.findChild<ImportPage*>()->findChild<QScrollArea*>(QStringLiteral("pageScroll"));
    auto* const last = desk.waitFor<QWidget>(QStringLiteral("importOthers"));
    constexpr int below = 100; // hint, borders and margin
    QTRY_VERIFY(scroll->verticalScrollBar()->maximum() > 0);
    QTRY_VERIFY(scroll->widget()->height() - last->mapTo(scroll->widget(), QPoint(0, last->height())).y() < below);
}

void ImportTest::aMendedFileIsReadAgain()
{
    const ImportDesk desk;
    const QString file = desk.write(QStringLiteral("people.xlsx"), "PK\003\004 and no more");
    desk.choose(file);
    const auto isRefused = [&desk] {
        const auto fields = desk.window.findChildren<Field*>();
        return std::any_of(fields.cbegin(), fields.cend(), [](const Field* field) { return field->hasError(); });
    };
    QTRY_VERIFY(isRefused());
    desk.write(QStringLiteral("people.xlsx"), "login_id\nu1\n");
    desk.type(QStringLiteral("importFile"), file);
    QVERIFY(desk.isRead());
    QVERIFY(!isRefused());
}

WD_TEST(ImportTest)
#include "tst_import.moc"
