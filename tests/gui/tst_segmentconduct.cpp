// How the form of a segment behaves under the hand: what is said when, where the focus goes, what stays in its place.
#include "tests/gui/segmentdesk.h"
#include "tests/support/suite.h"

#include <QScrollArea>
#include <QTest>

using namespace wd;

namespace {

const QByteArray threeCities = R"({"version": 1, "segments": [{"name": "Cities", "rule": {"all": [
    {"attribute": "vip", "op": "=", "value": "gold"},
    {"any": [{"attribute": "city", "op": "=", "value": "武汉"}, {"attribute": "city", "op": "=", "value": "上海"}]},
    {"attribute": "name", "op": "notEmpty"}]}}]})";

} // namespace

class SegmentConductTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void firstSaveSaysWhatIsMissing();
    void aFieldIsMarkedWhenItIsLeft();
    void groupsSayWhatTheirConditionsDo();
    void circlesAreRefusedWithoutAQuestion();
    void numberAndPeopleChangeTogether();
    void focusStaysWhereTheWorkIs();
    void wordsOfABoxAreTypedToTheirEnd();
    void nothingMovesWhenNumbersCome();
    void clicksCountWhileLinesAppear();

private:
    QTemporaryDir m_preferences;
};

void SegmentConductTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void SegmentConductTest::firstSaveSaysWhatIsMissing()
{
    SegmentDesk desk;
    desk.begin();
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Unready"));
    for (int i = 0; i < 8; ++i)
        desk.press(QStringLiteral("addAttributeCondition"));
    for (int i = 1; i < 8; ++i)
        desk.typeIn(desk.condition(i), QStringLiteral("conditionValue"), QStringLiteral("x"));
    auto* const scroll = desk.find<QScrollArea>(QStringLiteral("ruleScroll"));
    QTest::keyClick(&desk.window, Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(0)).size(), 1);
    QTest::qWait(500); // nothing takes that back
    QCOMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(0)).size(), 1);
    QVERIFY(desk.condition(0)->isAncestorOf(QApplication::focusWidget()));
    QVERIFY(scroll->viewport()->rect().contains(
        desk.condition(0)->mapTo(scroll->viewport(), desk.condition(0)->rect().center())));
    QVERIFY(desk.words(QStringLiteral("segmentUnfinished")).startsWith(QStringLiteral("Not saved: 1 condition")));
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("y"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("segmentUnfinished")));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(QStringLiteral("Unready")).rule.children.size(), 8);
}

void SegmentConductTest::aFieldIsMarkedWhenItIsLeft()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("Birthday"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("is on"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("soon"));
    QTest::qWait(500);
    QVERIFY(!desk.find<QLabel>(QStringLiteral("conditionError"))); // still being typed
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(desk.condition(0)->isAncestorOf(QApplication::focusWidget()));
    QTRY_VERIFY(desk.words(QStringLiteral("conditionError")).contains(QStringLiteral("soon")));
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCountNote")).contains(QStringLiteral("soon")));
    // A period that ends before it begins.
    desk.press(QStringLiteral("addEventCondition"));
    desk.chooseIn(desk.condition(1), QStringLiteral("conditionPeriod"), QStringLiteral("from … to …"));
    desk.typeIn(desk.condition(1), QStringLiteral("conditionFrom"), QStringLiteral("2026/11/20"));
    desk.typeIn(desk.condition(1), QStringLiteral("conditionTo"), QStringLiteral("2026/11/10"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(desk.condition(1)->isAncestorOf(QApplication::focusWidget()));
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(1)).size(), 1);
}

void SegmentConductTest::groupsSayWhatTheirConditionsDo()
{
    SegmentDesk desk;
    desk.apply(threeCities);
    desk.edit(QStringLiteral("Cities"));
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 4);
    const auto effect = [&](int condition) {
        const QList<QLabel*> found = desk.all<QLabel>(QStringLiteral("conditionEffect"), desk.condition(condition));
        return found.isEmpty() ? QString() : found.first()->text();
    };
    QTRY_VERIFY(effect(2).contains(QStringLiteral("adds")));
    QVERIFY(effect(1).contains(QStringLiteral("adds")));
    // Cities exclude each other.
    QCOMPARE(figure(effect(1), 0), figure(effect(1), 1));
    // Of which none holds: the same number goes away.
    const int adds = figure(effect(1), 1);
    desk.chooseIn(desk.all<QWidget>(QStringLiteral("group")).at(1), QStringLiteral("groupMode"),
        QStringLiteral("None of these holds"));
    QTRY_VERIFY(effect(1).contains(QStringLiteral("takes away")));
    QCOMPARE(figure(effect(1), 1), adds);
}

void SegmentConductTest::circlesAreRefusedWithoutAQuestion()
{
    SegmentDesk desk;
    desk.apply(R"({"version": 1, "segments": [{"name": "Outer", "rule": {"all": [{"segment": "Inner"}]}},
        {"name": "Inner", "rule": {"all": [{"attribute": "vip", "op": "=", "value": "gold"}]}}]})");
    desk.edit(QStringLiteral("Inner"));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("segmentUsed")));
    desk.addMore(&desk.window, QStringLiteral("addSegment"));
    desk.chooseIn(desk.condition(1), QStringLiteral("conditionName"), QStringLiteral("Outer"));
    desk.press(QStringLiteral("saveSegment")); // at once
    QTest::qWait(200);
    QVERIFY(!desk.find<QLabel>(QStringLiteral("confirmWords")));
    QVERIFY(desk.words(QStringLiteral("conditionError")).contains(QStringLiteral("Outer")));
}

void SegmentConductTest::numberAndPeopleChangeTogether()
{
    SegmentDesk desk;
    desk.edit(QStringLiteral("全体黄金会员"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentPeople"));
    QTRY_COMPARE(table->model()->rowCount(), 20);
    auto* const count = desk.find<QLabel>(QStringLiteral("segmentCount"));
    const QString before = count->text();
    const auto firstPerson = [&] { return table->model()->index(0, 1).data().toString(); };
    const auto dated = [&] { return table->model()->index(0, 0).data(cell::mutedRole).toBool(); };
    QCOMPARE(firstPerson(), QStringLiteral("gold"));
    QVERIFY(!dated() && count->isEnabled());
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("is not"));
    QVERIFY(dated() && !count->isEnabled());
    QCOMPARE(count->text(), before);
    while (count->text() == before) {
        QCOMPARE(firstPerson(), QStringLiteral("gold"));
        QVERIFY(QTest::qWaitFor([&] { return count->text() != before || firstPerson() != QStringLiteral("gold"); }));
    }
    QVERIFY(firstPerson() != QStringLiteral("gold"));
    QVERIFY(!dated() && count->isEnabled());
}

void SegmentConductTest::focusStaysWhereTheWorkIs()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("x"));
    desk.press(QStringLiteral("addEventCondition"));
    QCoreApplication::processEvents();
    // As one reads.
    QWidget* const row = desk.condition(1);
    desk.all<QComboBox>(QStringLiteral("conditionPeriod"), row).first()->setFocus();
    for (const QString& next : {QStringLiteral("conditionDid"), QStringLiteral("conditionEvent"),
             QStringLiteral("conditionOrEvent"), QStringLiteral("conditionMeasure")}) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QCOMPARE(QApplication::focusWidget()->objectName(), next);
    }
    // The condition goes; the one before it is at hand.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 1);
    QVERIFY(desk.condition(0)->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Y, Qt::ControlModifier);
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 2);
}

void SegmentConductTest::wordsOfABoxAreTypedToTheirEnd()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addEventCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionEvent"), QStringLiteral("Order"));
    desk.pressIn(desk.condition(0), QStringLiteral("addWhere"));
    auto* const property = desk.all<QComboBox>(QStringLiteral("whereProperty")).first();
    property->setFocus();
    QStringList offered;
    for (int i = 0; i < property->count(); ++i)
        offered += property->itemText(i);
    const QString last = offered.last();
    QTest::keyClicks(property, last);
    QCOMPARE(QApplication::focusWidget(), property);
    QCOMPARE(property->currentText(), last);
}

// What conditions do comes after a while; until then and from then on everything stands where it stood.
void SegmentConductTest::nothingMovesWhenNumbersCome()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("Points"));
    desk.press(QStringLiteral("addGroup"));
    QCoreApplication::processEvents();
    const auto* const add = desk.all<QPushButton>(QStringLiteral("addAttributeCondition")).last();
    const auto place = [&] { return add->mapTo(&desk.window, QPoint()); };
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCountNote")).startsWith(QStringLiteral("2 conditions")));
    const QPoint before = place();
    for (int i = 0; i < 2; ++i)
        desk.typeIn(desk.condition(i), QStringLiteral("conditionValue"), QStringLiteral("7"));
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCountNote")).contains(u'%'));
    QTRY_VERIFY(!desk.all<QLabel>(QStringLiteral("conditionEffect"), desk.condition(1)).isEmpty());
    QCOMPARE(place(), before);
}

// Between press and release everything has the time to take its place.
void SegmentConductTest::clicksCountWhileLinesAppear()
{
    SegmentDesk desk;
    desk.begin();
    const auto slowClickOn = [&](const QWidget* widget) {
        const QPoint spot = widget->mapTo(&desk.window, widget->rect().center());
        QTest::mousePress(desk.window.windowHandle(), Qt::LeftButton, {}, spot);
        QTest::qWait(500);
        QTest::mouseRelease(desk.window.windowHandle(), Qt::LeftButton, {}, spot);
        QCoreApplication::processEvents();
    };
    const auto add = [&] { return desk.all<QPushButton>(QStringLiteral("addAttributeCondition")).last(); };
    // What is wrong with the first condition.
    slowClickOn(add());
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("Points"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("many"));
    slowClickOn(add());
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 2);
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(0)).size(), 1);
    // A value that becomes a chip.
    desk.chooseIn(desk.condition(1), QStringLiteral("conditionAttribute"), QStringLiteral("City"));
    desk.chooseIn(desk.condition(1), QStringLiteral("conditionOperator"), QStringLiteral("is one of"));
    desk.typeIn(desk.condition(1), QStringLiteral("conditionValue"), QStringLiteral("qqqqqq"));
    slowClickOn(add());
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 3);
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("valueChip")).size(), 1);
}

WD_TEST(SegmentConductTest)
#include "tst_segmentconduct.moc"
