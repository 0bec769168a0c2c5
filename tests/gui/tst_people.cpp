#include "tests/gui/sampledesk.h"
#include "tests/support/suite.h"
#include "ui/shared/field.h"
#include "ui/shared/toast.h"

#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

using namespace wd;

namespace {

using Row = QHash<QString, QString>; // column's header → cell

// The sample's files have no quoted cells.
QList<Row> rowsOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no file");
    QList<Row> rows;
    QStringList heads;
    for (const QString& line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList cells = line.trimmed().split(u',');
        if (heads.isEmpty()) {
            heads = cells;
            continue;
        }
        Row row;
        for (qsizetype i = 0; i < heads.size(); ++i)
            row.insert(heads[i], cells.value(i));
        rows += row;
    }
    return rows;
}

QList<Row> only(const QList<Row>& rows, const QString& column, const QString& value)
{
    QList<Row> found;
    for (const Row& row : rows)
        if (row.value(column) == value)
            found += row;
    return found;
}

void seek(SampleDesk& desk, const QString& text, bool enter)
{
    desk.open(routes::people);
    auto* const search = desk.waitFor<QLineEdit>(QStringLiteral("personSearch"));
    search->setFocus();
    search->selectAll();
    QTest::keyClicks(search, text);
    if (enter)
        QTest::keyClick(search, Qt::Key_Return);
}

QString cellText(const TableView* table, int row, int column)
{
    return table->model()->index(row, column).data().toString();
}

// By a click on its name in the catalogue's table.
void openEntry(SampleDesk& desk, const QString& table, const QString& key)
{
    auto* const view = desk.waitFor<TableView>(table);
    if (!QTest::qWaitFor([&] { return SampleDesk::rowWith(view, 1, key) >= 0; }))
        qFatal("no row %s", qPrintable(key));
    SampleDesk::clickCell(view, SampleDesk::rowWith(view, 1, key), 0);
}

void openTab(SampleDesk& desk, const QString& tabs, int number)
{
    QTabBar* const bar = desk.waitFor<QTabWidget>(tabs)->tabBar();
    QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(number).center());
}

QString toast(const SampleDesk& desk)
{
    const auto* shown = desk.window.findChild<Toast*>();
    return shown && shown->isVisible() ? shown->text() : QString();
}

} // namespace

class PeopleTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void knownPersonIsFoundByIdAndShown();
    void personIsChosenFromTheListByKeys();
    void nobodyFoundIsSaid();
    void labelIsChangedAndUndone();
    void newAttributeNeedsAKeyOfItsOwn();
    void valuesOutsideTheChoicesAreAskedAbout();
    void removalIsRefusedWhileUsed();
    void typeStaysWhileUsed();
    void choiceThatARuleNamesStays();
    void unusedAttributeIsDeletedOnceConfirmed();
    void eventsAreCounted();
    void valuesThatOccurAreOfferedForAProperty();
    void aValueIsShownWhole();
    void eventAndPropertyLabelsReachThePerson();
    void sentIsListedAndLeadsToTheDelivery();
    void manyEventsComePageByPage();

private:
    QTemporaryDir m_preferences;
};

void PeopleTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void PeopleTest::knownPersonIsFoundByIdAndShown()
{
    SampleDesk desk;
    const Row person = rowsOf(desk.files.people).at(1);
    const QString id = person.value(QStringLiteral("login_id"));
    seek(desk, id, true);
    QTRY_COMPARE(desk.words(QStringLiteral("person_login_id")), id);
    QTRY_COMPARE(desk.words(QStringLiteral("pageTitle")), person.value(QStringLiteral("name")));
    const auto* attributes = desk.waitFor<TableView>(QStringLiteral("personAttributes"));
    const QList<std::pair<const char*, const char*>> shown{{"Name", "name"}, {"Gender", "gender"},
        {"Membership", "vip"}, {"Phone", "phone"}, {"E-mail", "email"}, {"City", "city"}};
    for (const auto& [label, key] : shown) {
        const int row = SampleDesk::rowWith(attributes, 0, QString::fromLatin1(label));
        QVERIFY2(row >= 0, label);
        QCOMPARE(cellText(attributes, row, 1), person.value(QString::fromLatin1(key)));
    }
    const int points = SampleDesk::rowWith(attributes, 0, QStringLiteral("Points"));
    QCOMPARE(cellText(attributes, points, 1).remove(u','), person.value(QStringLiteral("points")));
    const int birthday = SampleDesk::rowWith(attributes, 0, QStringLiteral("Birthday"));
    QCOMPARE(cellText(attributes, birthday, 1).remove(u'/'), person.value(QStringLiteral("birthday")).remove(u'-'));

    QList<Row> events = only(rowsOf(desk.files.events), QStringLiteral("login_id"), id);
    const auto* list = desk.waitFor<TableView>(QStringLiteral("personEvents"));
    QVERIFY(!events.isEmpty() && events.size() <= PersonService::pageSize);
    QCOMPARE(list->model()->rowCount(), int(events.size()));
    std::stable_sort(events.begin(), events.end(), [](const Row& one, const Row& other) {
        return one.value(QStringLiteral("time")) > other.value(QStringLiteral("time"));
    });
    for (int row = 0; row < list->model()->rowCount(); ++row)
        QCOMPARE(cellText(list, row, 0).replace(u'/', u'-'), events[row].value(QStringLiteral("time")));
}

void PeopleTest::personIsChosenFromTheListByKeys()
{
    SampleDesk desk;
    seek(desk, QStringLiteral("u_10000"), false);
    auto* const found = desk.waitFor<TableView>(QStringLiteral("foundPeople"));
    QTRY_COMPARE(found->model()->rowCount(), 9);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTRY_COMPARE(QApplication::focusWidget(), static_cast<QWidget*>(found));
    QTest::keyClick(found, Qt::Key_Down);
    QTest::keyClick(found, Qt::Key_Return);
    QTRY_COMPARE(desk.words(QStringLiteral("person_login_id")), QStringLiteral("u_100002"));
    // Back again, what was found is there still.
    desk.press(QStringLiteral("personBack"));
    QTRY_COMPARE(desk.waitFor<TableView>(QStringLiteral("foundPeople"))->model()->rowCount(), 9);
    QTest::keyClick(desk.waitFor<QLineEdit>(QStringLiteral("personSearch")), Qt::Key_Escape);
    QTRY_VERIFY(desk.find<TableView>(QStringLiteral("attributeTable")));
}

void PeopleTest::nobodyFoundIsSaid()
{
    SampleDesk desk;
    seek(desk, QStringLiteral("zzz"), true);
    auto* const empty = desk.waitFor<QWidget>(QStringLiteral("foundEmpty"));
    QTRY_VERIFY(empty->findChild<QLabel*>()->text().contains(QStringLiteral("zzz")));
    QVERIFY(desk.find<QWidget>(QStringLiteral("personSearch")));
}

void PeopleTest::labelIsChangedAndUndone()
{
    SampleDesk desk;
    desk.open(routes::people);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("vip"));
    desk.fillIn(QStringLiteral("attributeLabelEn"), QStringLiteral("Level"));
    QVERIFY(desk.waitFor<QLineEdit>(QStringLiteral("attributeKey"))->isReadOnly());
    desk.press(QStringLiteral("attributeSave"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("attributeTable"));
    QTRY_VERIFY(SampleDesk::rowWith(table, 0, QStringLiteral("Level")) >= 0);
    QVERIFY(toast(desk).contains(QStringLiteral("Level")));
    QTest::mouseClick(desk.window.findChild<Toast*>()->findChild<QPushButton*>(), Qt::LeftButton);
    QTRY_VERIFY(SampleDesk::rowWith(table, 0, QStringLiteral("Membership")) >= 0);
}

void PeopleTest::newAttributeNeedsAKeyOfItsOwn()
{
    SampleDesk desk;
    desk.open(routes::people);
    desk.press(QStringLiteral("newAttribute"));
    const auto keyField = [&desk] {
        return qobject_cast<Field*>(desk.waitFor<QLineEdit>(QStringLiteral("attributeKey"))->parentWidget());
    };
    desk.press(QStringLiteral("attributeSave"));
    QVERIFY(keyField()->hasError());
    desk.fillIn(QStringLiteral("attributeKey"), QStringLiteral("vip"));
    desk.press(QStringLiteral("attributeSave"));
    QTRY_VERIFY(keyField()->hasError());
    desk.fillIn(QStringLiteral("attributeKey"), QStringLiteral("shoe_size"));
    desk.choose(QStringLiteral("attributeType"), QStringLiteral("number"));
    desk.press(QStringLiteral("attributeSave"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("attributeTable"));
    QTRY_VERIFY(SampleDesk::rowWith(table, 1, QStringLiteral("shoe_size")) >= 0);
    QCOMPARE(cellText(table, SampleDesk::rowWith(table, 1, QStringLiteral("shoe_size")), 2), QStringLiteral("number"));
}

void PeopleTest::valuesOutsideTheChoicesAreAskedAbout()
{
    SampleDesk desk;
    const QList<Row> people = rowsOf(desk.files.people);
    desk.open(routes::people);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("city"));
    desk.choose(QStringLiteral("attributeType"), QStringLiteral("choice"));
    desk.press(QStringLiteral("takeChoices"));
    auto* const choices = desk.waitFor<QPlainTextEdit>(QStringLiteral("attributeChoices"));
    // The last line goes, and whoever lives there has no city any more.
    const QString last = choices->toPlainText().section(u'\n', -1);
    QTest::keyClick(choices, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClick(choices, Qt::Key_Home, Qt::ShiftModifier);
    QTest::keyClick(choices, Qt::Key_Delete);
    const qsizetype unfit = only(people, QStringLiteral("city"), last).size();
    QVERIFY(unfit > 0);
    desk.press(QStringLiteral("attributeSave"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).startsWith(QString::number(unfit) + u' '));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(last));
    desk.press(QStringLiteral("confirmCancel"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("attributeTable"));
    const int row = SampleDesk::rowWith(table, 1, QStringLiteral("city"));
    QCOMPARE(cellText(table, row, 2), QStringLiteral("text")); // only asked so far
    desk.press(QStringLiteral("attributeSave"));
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(cellText(table, row, 2), QStringLiteral("choice"));
    seek(desk, only(people, QStringLiteral("city"), last).first().value(QStringLiteral("login_id")), true);
    const auto* attributes = desk.waitFor<TableView>(QStringLiteral("personAttributes"));
    QTRY_VERIFY(SampleDesk::rowWith(attributes, 0, QStringLiteral("City")) >= 0);
    QCOMPARE(cellText(attributes, SampleDesk::rowWith(attributes, 0, QStringLiteral("City")), 1),
        QStringLiteral("no value"));
}

void PeopleTest::removalIsRefusedWhileUsed()
{
    SampleDesk desk;
    desk.open(routes::people);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("vip"));
    desk.press(QStringLiteral("attributeRemove"));
    const auto* message = desk.waitFor<InlineMessage>(QStringLiteral("attributeMessage"));
    QTRY_VERIFY(message->text().contains(QStringLiteral("昨日加购未下单的黄金会员")));
    QVERIFY(!desk.find<QDialog>(QStringLiteral("confirm")));
    desk.press(QStringLiteral("attributeCancel"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("attribute")));
    openTab(desk, QStringLiteral("catalogueTabs"), 1);
    openEntry(desk, QStringLiteral("eventTable"), QStringLiteral("order"));
    desk.press(QStringLiteral("eventRemove"));
    message = desk.waitFor<InlineMessage>(QStringLiteral("eventMessage"));
    QTRY_VERIFY(message->text().contains(QStringLiteral("昨日加购未下单的黄金会员")));
}

void PeopleTest::typeStaysWhileUsed()
{
    SampleDesk desk;
    desk.open(routes::people);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("vip"));
    desk.choose(QStringLiteral("attributeType"), QStringLiteral("number"));
    desk.press(QStringLiteral("attributeSave"));
    const auto* message = desk.waitFor<InlineMessage>(QStringLiteral("attributeMessage"));
    QTRY_VERIFY(message->text().contains(QStringLiteral("昨日加购未下单的黄金会员")));
    // What was changed is not lost by a stray Esc.
    QTest::keyClick(desk.waitFor<QDialog>(QStringLiteral("attribute")), Qt::Key_Escape);
    desk.press(QStringLiteral("confirmAction"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("attribute")));
}

void PeopleTest::choiceThatARuleNamesStays()
{
    SampleDesk desk;
    desk.open(routes::people);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("city"));
    desk.choose(QStringLiteral("attributeType"), QStringLiteral("choice"));
    desk.press(QStringLiteral("takeChoices"));
    const QString used
        = desk.waitFor<QPlainTextEdit>(QStringLiteral("attributeChoices"))->toPlainText().section(u'\n', 0, 0);
    desk.press(QStringLiteral("attributeSave"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("attributeTable"));
    QTRY_COMPARE(cellText(table, SampleDesk::rowWith(table, 1, QStringLiteral("city")), 2), QStringLiteral("choice"));
    Rule lives;
    lives.kind = Rule::Kind::Attribute;
    lives.attribute = QStringLiteral("city");
    lives.values = {used};
    std::optional<bool> stored;
    desk.workspace->segments().save({0, {}, QStringLiteral("Townspeople"), UserKind::Login, lives, {}}, &desk.window,
        [&stored](const Result<Segment>& saved) { stored = bool(saved); });
    QTRY_VERIFY(stored && *stored);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("city"));
    auto* const choices = desk.waitFor<QPlainTextEdit>(QStringLiteral("attributeChoices"));
    choices->setPlainText(choices->toPlainText().section(u'\n', 1));
    desk.press(QStringLiteral("attributeSave"));
    const auto* message = desk.waitFor<InlineMessage>(QStringLiteral("attributeMessage"));
    QTRY_VERIFY(message->text().contains(QStringLiteral("Townspeople")));
    QVERIFY2(message->text().contains(QStringLiteral(": %1. ").arg(used)), qPrintable(message->text()));
    QVERIFY(!message->text().contains(QStringLiteral("type")));
    QTest::keyClick(desk.waitFor<QDialog>(QStringLiteral("attribute")), Qt::Key_Escape);
    desk.press(QStringLiteral("confirmAction"));
    QTRY_VERIFY(!desk.find<QDialog>(QStringLiteral("attribute")));
}

void PeopleTest::unusedAttributeIsDeletedOnceConfirmed()
{
    SampleDesk desk;
    qsizetype having = 0;
    for (const Row& row : rowsOf(desk.files.people))
        having += row.value(QStringLiteral("city")).isEmpty() ? 0 : 1;
    desk.open(routes::people);
    openEntry(desk, QStringLiteral("attributeTable"), QStringLiteral("city"));
    desk.press(QStringLiteral("attributeRemove"));
    QTRY_VERIFY(desk.find<QLabel>(QStringLiteral("confirmWords")));
    const QString words = desk.words(QStringLiteral("confirmWords"));
    QVERIFY2(QString(words).remove(u',').startsWith(QString::number(having) + u' '), qPrintable(words));
    desk.press(QStringLiteral("confirmAction"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("attributeTable"));
    QTRY_COMPARE(SampleDesk::rowWith(table, 1, QStringLiteral("city")), -1);
}

void PeopleTest::eventsAreCounted()
{
    SampleDesk desk;
    const QList<Row> events = rowsOf(desk.files.events);
    desk.open(routes::people);
    QTRY_COMPARE(
        desk.waitFor<QLabel>(QStringLiteral("eventCount"))->text().remove(u','), QString::number(events.size()));
    openTab(desk, QStringLiteral("catalogueTabs"), 1);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("eventTable"));
    const QString carts = QStringLiteral("add_to_cart");
    QTRY_COMPARE(cellText(table, SampleDesk::rowWith(table, 1, carts), 2).remove(u','),
        QString::number(only(events, QStringLiteral("event"), carts).size()));
}

void PeopleTest::valuesThatOccurAreOfferedForAProperty()
{
    SampleDesk desk;
    QStringList products;
    for (const Row& event : only(rowsOf(desk.files.events), QStringLiteral("event"), QStringLiteral("add_to_cart")))
        products += event.value(QStringLiteral("product"));
    products.removeDuplicates();
    products.sort();
    desk.open(routes::people);
    openTab(desk, QStringLiteral("catalogueTabs"), 1);
    openEntry(desk, QStringLiteral("eventTable"), QStringLiteral("add_to_cart"));
    QCOMPARE(
        desk.waitFor<QLineEdit>(QStringLiteral("propertyEn_product"))->placeholderText(), QStringLiteral("product"));
    desk.press(QStringLiteral("propertyChoices_product"));
    desk.press(QStringLiteral("propertyChoicesTake"));
    QStringList filled
        = desk.waitFor<QPlainTextEdit>(QStringLiteral("propertyChoicesText"))->toPlainText().split(u'\n');
    filled.sort();
    QCOMPARE(filled, products);
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("propertyChoicesTake"))); // none is left
}

void PeopleTest::aValueIsShownWhole()
{
    SampleDesk desk;
    const Row person = rowsOf(desk.files.people).first();
    seek(desk, person.value(QStringLiteral("login_id")), true);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("personAttributes"));
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const QString value = cellText(table, 0, 1);
    table->setFocus();
    table->selectRow(0);
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(desk.waitFor<QLabel>(QStringLiteral("personValueWords"))->text(), value);
}

void PeopleTest::eventAndPropertyLabelsReachThePerson()
{
    SampleDesk desk;
    desk.open(routes::people);
    desk.waitFor<TableView>(QStringLiteral("attributeTable"));
    openTab(desk, QStringLiteral("catalogueTabs"), 1);
    openEntry(desk, QStringLiteral("eventTable"), QStringLiteral("add_to_cart"));
    desk.fillIn(QStringLiteral("eventLabelEn"), QStringLiteral("Put in the cart"));
    desk.fillIn(QStringLiteral("propertyEn_product"), QStringLiteral("Article"));
    desk.press(QStringLiteral("propertyChoices_product"));
    auto* const choices = desk.waitFor<QPlainTextEdit>(QStringLiteral("propertyChoicesText"));
    for (const char* line : {"mug", " mug ", "", "tea"}) {
        QTest::keyClicks(choices, QString::fromLatin1(line));
        QTest::keyClick(choices, Qt::Key_Return);
    }
    desk.press(QStringLiteral("propertyChoicesApply"));
    desk.fillIn(QStringLiteral("eventUntil"), QStringLiteral("2020-07-15"));
    auto* const time = desk.waitFor<QWidget>(QStringLiteral("eventUntilTime"));
    time->setFocus();
    for (int hour = 0; hour < 18; ++hour)
        QTest::keyClick(time, Qt::Key_Up);
    desk.press(QStringLiteral("eventSave"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("eventTable"));
    QTRY_VERIFY(SampleDesk::rowWith(table, 0, QStringLiteral("Put in the cart")) >= 0);
    const int row = SampleDesk::rowWith(table, 0, QStringLiteral("Put in the cart"));
    QVERIFY(cellText(table, row, 3).startsWith(QStringLiteral("Article")));
    QCOMPARE(cellText(table, row, 4), QStringLiteral("2020/07/15 18:00"));

    std::optional<QStringList> offered;
    desk.workspace->catalogue().read(desk.workspace.get(), [&offered](const Result<Catalogue>& catalogue) {
        const EventName* const event = catalogue ? catalogue->eventByKey(QStringLiteral("add_to_cart")) : nullptr;
        offered = event ? event->propertyByKey(QStringLiteral("product"))->choices : QStringList();
    });
    QTRY_VERIFY(offered.has_value());
    QCOMPARE(*offered, QStringList({QStringLiteral("mug"), QStringLiteral("tea")}));

    const Row event = only(rowsOf(desk.files.events), QStringLiteral("event"), QStringLiteral("add_to_cart")).first();
    seek(desk, event.value(QStringLiteral("login_id")), true);
    const auto* list = desk.waitFor<TableView>(QStringLiteral("personEvents"));
    QTRY_VERIFY(SampleDesk::rowWith(list, 1, QStringLiteral("Put in the cart")) >= 0);
    const QString properties = cellText(list, SampleDesk::rowWith(list, 1, QStringLiteral("Put in the cart")), 2);
    QVERIFY2(properties.startsWith(QStringLiteral("Article: ")), qPrintable(properties));
}

void PeopleTest::sentIsListedAndLeadsToTheDelivery()
{
    const QString birthdays = QStringLiteral("生日祝福短信");
    SampleDesk desk;
    desk.sendNow(birthdays);
    QTRY_VERIFY_WITH_TIMEOUT(desk.campaign(birthdays).counts.accepted > 0, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(desk.campaign(birthdays).counts.queued, qint64(0), 20'000);
    desk.open(routes::deliveries);
    auto* const all = desk.waitFor<TableView>(QStringLiteral("deliveryTable"));
    QTRY_VERIFY(all->model()->rowCount() > 0);
    const QString phone = all->model()->index(0, 3).data().toString();
    QVERIFY(!phone.isEmpty());
    seek(desk, phone, true);
    QTRY_VERIFY(desk.find<QTabWidget>(QStringLiteral("personTabs")));
    openTab(desk, QStringLiteral("personTabs"), 1);
    auto* const sent = desk.waitFor<TableView>(QStringLiteral("personDeliveries"));
    QTRY_COMPARE(sent->model()->rowCount(), 1);
    QCOMPARE(cellText(sent, 0, 1), birthdays);
    SampleDesk::clickCell(sent, 0, 1);
    QTRY_COMPARE(desk.words(QStringLiteral("deliveryPanelRecipient")), phone);
    // The rule that chose the person holds still.
    openTab(desk, QStringLiteral("personTabs"), 2);
    const auto* segments = desk.waitFor<TableView>(QStringLiteral("personSegments"));
    QVERIFY(SampleDesk::rowWith(segments, 0, QStringLiteral("今天生日的黄金会员")) >= 0);
    // And from a delivery back to its person.
    desk.open(routes::deliveries);
    auto* const again = desk.waitFor<TableView>(QStringLiteral("deliveryTable"));
    QTRY_VERIFY(again->model()->rowCount() > 0);
    SampleDesk::clickCell(again, 0, 1);
    desk.press(QStringLiteral("deliveryPanelPerson"));
    QTRY_VERIFY(desk.find<QTabWidget>(QStringLiteral("personTabs")));
}

void PeopleTest::manyEventsComePageByPage()
{
    constexpr int many = 10'000;
    SampleDesk desk;
    QFile file(desk.folder.filePath(QStringLiteral("many.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("event_id,login_id,event,time,page\n");
    const QDateTime first(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);
    for (int number = 0; number < many; ++number)
        file.write(QStringLiteral("m%1,u_100001,visit,%2,p%1\n")
                       .arg(QString::number(number), first.addSecs(number).toString(u"yyyy-MM-dd HH:mm:ss"))
                       .toUtf8());
    file.close();
    ImportOptions options;
    options.kind = ImportKind::Events;
    options.zone = desk.workspace->zone();
    bool done = false;
    desk.workspace->imports().start(file.fileName(), options, desk.workspace.get(),
        [&](const Result<ImportReport>& report) { done = report && report->failed == 0; });
    QTRY_VERIFY_WITH_TIMEOUT(done, 30'000);
    seek(desk, QStringLiteral("u_100001"), true);
    auto* const list = desk.waitFor<TableView>(QStringLiteral("personEvents"));
    QTRY_COMPARE(list->model()->rowCount(), PersonService::pageSize);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_End, Qt::ControlModifier);
    QTRY_COMPARE(list->model()->rowCount(), 2 * PersonService::pageSize);
    const auto* tabs = desk.waitFor<QTabWidget>(QStringLiteral("personTabs"));
    const qsizetype before
        = only(rowsOf(desk.files.events), QStringLiteral("login_id"), QStringLiteral("u_100001")).size();
    QVERIFY(tabs->tabText(0).remove(u',').contains(QString::number(many + before)));
}

WD_TEST(PeopleTest)
#include "tst_people.moc"
