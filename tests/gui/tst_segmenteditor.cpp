#include "models/audience/rules/rulecodec.h"
#include "models/base/zonedtime.h"
#include "models/desk/deskdocument.h"
#include "tests/gui/segmentdesk.h"
#include "tests/support/suite.h"
#include "ui/shared/formatting.h"

#include <QCompleter>
#include <QJsonDocument>
#include <QSpinBox>
#include <QTabBar>
#include <QTest>

using namespace wd;

namespace {

const QString goldDraft = QStringLiteral("昨日加购未下单的黄金会员");

const QByteArray threeCities = R"({"version": 1, "segments": [{"name": "Cities", "rule": {"all": [
    {"attribute": "vip", "op": "=", "value": "gold"},
    {"any": [{"attribute": "city", "op": "=", "value": "武汉"}, {"attribute": "city", "op": "=", "value": "上海"}]},
    {"attribute": "name", "op": "notEmpty"}]}}]})";

QByteArray jsonOf(const Rule& rule)
{
    return QJsonDocument(ruleToJson(rule)).toJson(QJsonDocument::Compact);
}

QByteArray compact(const QByteArray& json)
{
    return QJsonDocument::fromJson(json).toJson(QJsonDocument::Compact);
}

} // namespace

class SegmentEditorTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void nestedRuleIsBuiltByMouseAndKeys();
    void aDayMayMoveAlong();
    void partsMoveAreCopiedAndComeBack();
    void fifthLevelIsTheLast();
    void conditionsSayWhatTheyTakeAway();
    void whySomebodyIsNotInIt();
    void whyTakesANameToo();
    void knownValuesAreOffered();
    void faultStandsAtItsCondition();
    void saveMarksAllThatIsMissing();
    void cycleIsRefusedInWords();
    void changeOfAUsedSegmentIsAskedAbout();
    void usedSegmentIsNotDeleted();
    void unsavedRuleComesBack();
    void clickBesideSuggestionsOnlyClosesThem();
    void formGoesAwayWithAnIncompleteCondition();
    void numbersAreReadAsPeopleWriteThem();
    void daysWithoutDataAreSaid();
    void whatGoesAwayHasNoSayAnyMore();

private:
    QTemporaryDir m_preferences;
};

void SegmentEditorTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void SegmentEditorTest::nestedRuleIsBuiltByMouseAndKeys()
{
    SegmentDesk desk;
    desk.begin();
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Built"));
    desk.press(QStringLiteral("addEventCondition"));
    QWidget* row = desk.condition(0);
    desk.chooseIn(row, QStringLiteral("conditionPeriod"), QStringLiteral("in the last … days"));
    auto* const days = desk.all<QSpinBox>(QStringLiteral("conditionDays"), row).first();
    days->setFocus();
    days->selectAll();
    QTest::keyClicks(days, QStringLiteral("30"));
    desk.chooseIn(row, QStringLiteral("conditionDid"), QStringLiteral("did not"));
    desk.chooseIn(row, QStringLiteral("conditionEvent"), QStringLiteral("Order"));
    desk.chooseIn(row, QStringLiteral("conditionMeasure"), QStringLiteral("sum of Amount"));
    desk.typeIn(row, QStringLiteral("conditionMeasureValue"), QStringLiteral("500"));
    desk.pressIn(row, QStringLiteral("addWhere"));
    desk.chooseIn(row, QStringLiteral("whereOperator"), QStringLiteral("is more than"));
    desk.typeIn(row, QStringLiteral("whereValue"), QStringLiteral("9.5"));

    desk.press(QStringLiteral("addGroup"));
    QWidget* const inner = desk.all<QWidget>(QStringLiteral("group")).at(1);
    desk.chooseIn(inner, QStringLiteral("groupMode"), QStringLiteral("None of these holds"));
    row = desk.condition(1);
    desk.chooseIn(row, QStringLiteral("conditionAttribute"), QStringLiteral("City"));
    desk.chooseIn(row, QStringLiteral("conditionOperator"), QStringLiteral("is one of"));
    desk.typeIn(row, QStringLiteral("conditionValue"), QStringLiteral("Wien"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("Graz,"));
    desk.addMore(inner, QStringLiteral("addSequence"));
    row = desk.condition(2);
    desk.chooseIn(row, QStringLiteral("conditionWithinUnit"), QStringLiteral("minutes"));
    desk.addMore(inner, QStringLiteral("addRandom"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_VERIFY(desk.stored(QStringLiteral("Built")).id > 0);
    QCOMPARE(jsonOf(desk.stored(QStringLiteral("Built")).rule), compact(R"({"all": [
        {"not": {"event": "order", "period": {"lastDays": 30},
            "sum": {"property": "amount", "op": ">=", "value": 500},
            "where": [{"property": "amount", "op": ">", "value": 9.5}]}},
        {"not": {"any": [{"attribute": "city", "op": "in", "value": ["Wien", "Graz"]},
            {"sequence": [{"event": "add_to_cart", "period": "ever"}, {"event": "order", "period": "ever"}],
             "within": "1m"},
            {"random": 10}]}}]})"));
}

void SegmentEditorTest::aDayMayMoveAlong()
{
    SegmentDesk desk;
    desk.begin();
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Moving"));
    desk.press(QStringLiteral("addAttributeCondition"));
    const QWidget* row = desk.condition(0);
    desk.chooseIn(row, QStringLiteral("conditionAttribute"), QStringLiteral("Birthday"));
    desk.chooseIn(row, QStringLiteral("conditionOperator"), QStringLiteral("is before"));
    const QString when = QStringLiteral("conditionValueWhen");
    desk.typeIn(row, QStringLiteral("conditionValue"), QStringLiteral("2000-01-01"));
    desk.chooseIn(row, when, QStringLiteral("days before sending:"));
    QVERIFY(desk.all<QLineEdit>(QStringLiteral("conditionValue"), row).isEmpty());
    auto* const days = desk.all<QSpinBox>(QStringLiteral("conditionValueDays"), row).first();
    days->setFocus();
    days->selectAll();
    QTest::keyClicks(days, QStringLiteral("30"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_VERIFY(desk.stored(QStringLiteral("Moving")).id > 0);
    QCOMPARE(jsonOf(desk.stored(QStringLiteral("Moving")).rule),
        compact(R"({"all": [{"attribute": "birthday", "op": "before", "value": -30}]})"));

    desk.edit(QStringLiteral("Moving"));
    QTRY_VERIFY(!desk.all<QSpinBox>(QStringLiteral("conditionValueDays")).isEmpty());
    QCOMPARE(desk.all<QSpinBox>(QStringLiteral("conditionValueDays")).first()->value(), 30);
    desk.chooseIn(desk.condition(0), when, QStringLiteral("the day of sending"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(jsonOf(desk.stored(QStringLiteral("Moving")).rule),
        compact(R"({"all": [{"attribute": "birthday", "op": "before", "value": "today"}]})"));

    desk.edit(QStringLiteral("Moving"));
    QTRY_VERIFY(!desk.all<QWidget>(QStringLiteral("condition")).isEmpty());
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("is between"));
    desk.chooseIn(desk.condition(0), when + u'2', QStringLiteral("days after sending:"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(jsonOf(desk.stored(QStringLiteral("Moving")).rule),
        compact(R"({"all": [{"attribute": "birthday", "op": "between", "value": ["today", 1]}]})"));
}

void SegmentEditorTest::partsMoveAreCopiedAndComeBack()
{
    SegmentDesk desk;
    desk.apply(threeCities);
    const Rule before = desk.stored(QStringLiteral("Cities")).rule;
    desk.edit(QStringLiteral("Cities"));
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 4);
    const auto values = [&] {
        QStringList found;
        for (const QLineEdit* line : desk.all<QLineEdit>(QStringLiteral("conditionValue")))
            found += line->text();
        return found;
    };
    QCOMPARE(values(), (QStringList{QStringLiteral("gold"), QStringLiteral("武汉"), QStringLiteral("上海")}));
    // By key into the group that stands below, by button out of it again.
    auto* gold = desk.all<QLineEdit>(QStringLiteral("conditionValue")).first();
    gold->setFocus();
    QTest::keyClick(gold, Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("group"))
                     .last()
                     ->findChildren<QLineEdit*>(QStringLiteral("conditionValue"))
                     .size(),
        3);
    QCOMPARE(qobject_cast<QLineEdit*>(QApplication::focusWidget())->text(), QStringLiteral("gold"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down, Qt::AltModifier);
    QTRY_COMPARE(values(), (QStringList{QStringLiteral("武汉"), QStringLiteral("gold"), QStringLiteral("上海")}));
    desk.pressIn(desk.condition(1), QStringLiteral("duplicate"));
    QTRY_COMPARE(values().count(QStringLiteral("gold")), 2);
    desk.pressIn(desk.condition(2), QStringLiteral("removeCondition"));
    QTRY_COMPARE(values().count(QStringLiteral("gold")), 1);
    desk.typeIn(desk.condition(1), QStringLiteral("conditionValue"), QStringLiteral("silver"));
    QCOMPARE(values().at(1), QStringLiteral("silver"));
    // What was typed goes at once, then step by step to the beginning.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(values().at(1), QStringLiteral("gold"));
    for (int i = 0; i < 4; ++i) {
        desk.press(QStringLiteral("undoRule"));
        QCoreApplication::processEvents();
    }
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("undoRule"))->isEnabled());
    QTRY_COMPARE(values(), (QStringList{QStringLiteral("gold"), QStringLiteral("武汉"), QStringLiteral("上海")}));
    desk.press(QStringLiteral("redoRule"));
    QTest::keyClick(&desk.window, Qt::Key_Z, Qt::ControlModifier);
    desk.press(QStringLiteral("saveSegment"));
    QTRY_VERIFY(desk.find<TableView>(QStringLiteral("segmentTable")));
    QCOMPARE(jsonOf(desk.stored(QStringLiteral("Cities")).rule), jsonOf(before));
}

void SegmentEditorTest::fifthLevelIsTheLast()
{
    SegmentDesk desk;
    desk.begin();
    for (int level = 2; level <= 5; ++level) {
        QWidget* const innermost = desk.all<QWidget>(QStringLiteral("group")).last();
        desk.pressIn(innermost, QStringLiteral("addGroup"));
        QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("group")).size(), level);
    }
    QWidget* const innermost = desk.all<QWidget>(QStringLiteral("group")).last();
    auto* const add = innermost->findChild<QAbstractButton*>(QStringLiteral("addGroup"));
    QVERIFY(!add->isEnabled());
    QCOMPARE(add->toolTip(), QStringLiteral("Groups can be nested to five levels."));
}

void SegmentEditorTest::conditionsSayWhatTheyTakeAway()
{
    SegmentDesk desk;
    desk.edit(goldDraft);
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionEffect")).size(), 3);
    const int people = desk.words(QStringLiteral("segmentCount")).toInt();
    for (int condition = 0; condition < 3; ++condition) {
        const QString words = desk.all<QLabel>(QStringLiteral("conditionEffect"))[condition]->text();
        const int takesAway = figure(words, 1);
        desk.pressIn(desk.condition(condition), QStringLiteral("removeCondition"));
        QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")).toInt(), people + takesAway);
        desk.press(QStringLiteral("undoRule"));
        QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")).toInt(), people);
        QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionEffect")).value(condition)
                ? desk.all<QLabel>(QStringLiteral("conditionEffect"))[condition]->text()
                : QString(),
            words);
    }
}

void SegmentEditorTest::whySomebodyIsNotInIt()
{
    SegmentDesk desk;
    desk.edit(QStringLiteral("全体黄金会员"));
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentPeople"));
    QTRY_VERIFY(table->model()->rowCount() == 20);
    QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Membership"));
    QCOMPARE(table->model()->index(0, 1).data().toString(), QStringLiteral("gold"));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Return);
    QTRY_COMPARE(desk.all<StatePill>(QStringLiteral("whyVerdict")).size(), 1);
    QTRY_COMPARE(desk.find<StatePill>(QStringLiteral("whyVerdict"))->text(), QStringLiteral("In it"));
    // Now it is another one who is wanted.
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("is not"));
    QTRY_COMPARE(desk.find<StatePill>(QStringLiteral("whyVerdict"))->text(), QStringLiteral("Not in it"));
    QCOMPARE(desk.words(QStringLiteral("findingFact")), QStringLiteral("Value: gold"));
    desk.fillIn(QStringLiteral("whyPerson"), QStringLiteral("nobody"));
    desk.press(QStringLiteral("askWhy"));
    QTRY_VERIFY(!desk.find<StatePill>(QStringLiteral("whyVerdict")));
}

void SegmentEditorTest::whyTakesANameToo()
{
    SegmentDesk desk;
    desk.edit(QStringLiteral("全体黄金会员"));
    QTRY_VERIFY(desk.waitFor<TableView>(QStringLiteral("segmentPeople"))->model()->rowCount() == 20);
    desk.find<QTabWidget>(QStringLiteral("segmentTabs"))->setCurrentIndex(1);
    desk.fillIn(QStringLiteral("whyPerson"), QStringLiteral("13000000001")); // one has this phone
    desk.press(QStringLiteral("askWhy"));
    QTRY_VERIFY(desk.find<StatePill>(QStringLiteral("whyVerdict")));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("whyPerson"))->text(), QStringLiteral("u_100001"));
    desk.find<QLineEdit>(QStringLiteral("whyPerson"))->setText(QStringLiteral("刘洋")); // several have this name
    desk.press(QStringLiteral("askWhy"));
    QTRY_VERIFY(desk.all<QPushButton>(QStringLiteral("whyFound")).size() > 1);
    QVERIFY(!desk.find<StatePill>(QStringLiteral("whyVerdict")));
    QPushButton* const one = desk.all<QPushButton>(QStringLiteral("whyFound")).first();
    QVERIFY2(one->text().contains(QStringLiteral("刘洋")), qPrintable(one->text()));
    const QString id = one->text().section(QStringLiteral(" · "), 0, 0);
    QTest::mouseClick(one, Qt::LeftButton);
    QTRY_VERIFY(desk.find<StatePill>(QStringLiteral("whyVerdict")));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("whyPerson"))->text(), id);
    QVERIFY(desk.words(QStringLiteral("whyWho")).contains(QStringLiteral("刘洋")));
}

void SegmentEditorTest::faultStandsAtItsCondition()
{
    SegmentDesk desk;
    desk.apply(threeCities);
    desk.edit(QStringLiteral("Cities"));
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 4);
    desk.chooseIn(desk.condition(2), QStringLiteral("conditionAttribute"), QStringLiteral("Points"));
    desk.typeIn(desk.condition(2), QStringLiteral("conditionValue"), QStringLiteral("many"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QStringLiteral("–"));
    QVERIFY(!desk.find<QLabel>(QStringLiteral("conditionError"))); // still being typed
    desk.find<QLineEdit>(QStringLiteral("segmentName"))->setFocus();
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(2)).size(), 1);
    QCOMPARE(desk.all<QLabel>(QStringLiteral("conditionError")).size(), 1);
    desk.press(QStringLiteral("saveSegment"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("conditionValue"));
    // An empty one is asked for, below it.
    auto* const value = static_cast<QLineEdit*>(QApplication::focusWidget());
    value->clear();
    emit value->textEdited({});
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.words(QStringLiteral("conditionError")), QStringLiteral("Please fill this in."));
    const auto* const words = desk.find<QLabel>(QStringLiteral("conditionError"));
    QCOMPARE(words->mapToGlobal(QPoint()).x() + words->contentsMargins().left(), value->mapToGlobal(QPoint()).x());
    desk.typeIn(desk.condition(2), QStringLiteral("conditionValue"), QStringLiteral("7"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("conditionError")));
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCount")) != QStringLiteral("–"));
}

void SegmentEditorTest::saveMarksAllThatIsMissing()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.press(QStringLiteral("saveSegment"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("segmentName"));
    QVERIFY(!QApplication::focusWidget()->accessibleDescription().isEmpty());
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError")).size(), 2);
}

void SegmentEditorTest::cycleIsRefusedInWords()
{
    SegmentDesk desk;
    desk.apply(R"({"version": 1, "segments": [{"name": "Outer", "rule": {"all": [{"segment": "Inner"}]}},
        {"name": "Inner", "rule": {"all": [{"attribute": "vip", "op": "=", "value": "gold"}]}}]})");
    desk.edit(QStringLiteral("Inner"));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("segmentUsed")));
    QVERIFY(desk.find<InlineMessage>(QStringLiteral("segmentUsed"))->text().contains(QStringLiteral("Outer")));
    desk.addMore(&desk.window, QStringLiteral("addSegment"));
    desk.chooseIn(desk.condition(1), QStringLiteral("conditionName"), QStringLiteral("Outer"));
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(1)).size(), 1);
    QVERIFY(desk.words(QStringLiteral("conditionError")).contains(QStringLiteral("Inner")));
}

void SegmentEditorTest::changeOfAUsedSegmentIsAskedAbout()
{
    SegmentDesk desk;
    Campaign campaign = desk.campaign(QStringLiteral("黄金会员发券")).campaign;
    campaign.spec.parameters.insert(QStringLiteral("amount"), QStringLiteral("100"));
    campaign.spec.sendAt = LocalTime{QDate::currentDate().addDays(3), QTime(9, 0)};
    std::optional<Errors> errors;
    desk.workspace->campaigns().goOnline(
        campaign, std::nullopt, desk.workspace.get(), [&](const Errors& answer) { errors = answer; });
    QTRY_VERIFY(errors.has_value());
    QVERIFY(errors->isEmpty());
    desk.edit(goldDraft);
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("segmentUsed")));
    desk.pressIn(desk.condition(0), QStringLiteral("removeCondition"));
    desk.press(QStringLiteral("saveSegment"));
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(QStringLiteral("黄金会员发券")));
    QCOMPARE(desk.stored(goldDraft).rule.children.size(), 3);
    desk.press(QStringLiteral("confirmAction"));
    QTRY_COMPARE(desk.stored(goldDraft).rule.children.size(), 2);
}

void SegmentEditorTest::usedSegmentIsNotDeleted()
{
    SegmentDesk desk;
    desk.apply(R"({"version": 1, "segments": [{"name": "Outer", "rule": {"all": [{"segment": "全体黄金会员"}]}}]})");
    desk.open(routes::segments);
    auto* const table = desk.waitFor<TableView>(QStringLiteral("segmentTable"));
    QTRY_VERIFY(SegmentDesk::rowWith(table, 0, QStringLiteral("全体黄金会员")) >= 0);
    const int row = SegmentDesk::rowWith(table, 0, QStringLiteral("全体黄金会员"));
    QTRY_COMPARE(table->model()->index(row, 3).data().toString(), QStringLiteral("segments “Outer”"));
    QTRY_VERIFY(table->model()->index(row, 1).data().toString().toInt() > 0);
    QVERIFY(SegmentDesk::act(table, row, 5, QStringLiteral("deleteSegment")));
    QTRY_VERIFY(desk.find<InlineMessage>(QStringLiteral("segmentsMessage")));
    QVERIFY(desk.find<InlineMessage>(QStringLiteral("segmentsMessage"))->text().contains(QStringLiteral("Outer")));
}

void SegmentEditorTest::unsavedRuleComesBack()
{
    SegmentDesk desk;
    desk.begin();
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Kept"));
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("gol"));
    desk.window.findChild<DeskView*>()->navigate(routes::segments, {});
    QVERIFY(desk.words(QStringLiteral("confirmWords")).contains(QStringLiteral("not saved")));
    desk.press(QStringLiteral("confirmCancel"));
    QCOMPARE(desk.find<QLineEdit>(QStringLiteral("conditionValue"))->text(), QStringLiteral("gol"));
}

void SegmentEditorTest::knownValuesAreOffered()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("Membership"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("is one of"));
    auto* const line = desk.all<QLineEdit>(QStringLiteral("conditionValue")).first();
    QTest::mouseClick(line, Qt::LeftButton);
    QTRY_VERIFY(QApplication::activePopupWidget());
    auto* const list = qobject_cast<QAbstractItemView*>(QApplication::activePopupWidget());
    QVERIFY(list);
    const int offered = list->model()->rowCount();
    QVERIFY(offered > 1);
    const QString first = list->model()->index(0, 0).data().toString();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
    QTRY_COMPARE(desk.all<QPushButton>(QStringLiteral("valueChip")).size(), 1);
    QCOMPARE(desk.all<QPushButton>(QStringLiteral("valueChip")).first()->text(), first);
    // The next one, without the first.
    QTRY_VERIFY(QApplication::activePopupWidget());
    QTRY_COMPARE(list->model()->rowCount(), offered - 1);
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(desk.all<QPushButton>(QStringLiteral("valueChip")).size(), 2);
    QTRY_VERIFY(line->text().isEmpty());
}

void SegmentEditorTest::clickBesideSuggestionsOnlyClosesThem()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("Membership"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("contains"));
    auto* const line = desk.all<QLineEdit>(QStringLiteral("conditionValue")).first();
    line->setFocus();
    QTRY_VERIFY(line->completer() && line->completer()->model()->rowCount() > 0);
    QTest::keyClicks(line, QStringLiteral("o"));
    QTRY_VERIFY(QApplication::activePopupWidget());
    const auto* add = desk.find<QWidget>(QStringLiteral("addGroup"));
    desk.clickOn(add);
    QVERIFY(!QApplication::activePopupWidget());
    QCOMPARE(QApplication::focusWidget(), line);
    QTest::keyClicks(line, QStringLiteral("l"));
    QTRY_VERIFY(QApplication::activePopupWidget());
    desk.clickOn(add);
    desk.clickOn(add);
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("group")).size(), 2);
    QCOMPARE(line->text(), QStringLiteral("ol"));
}

void SegmentEditorTest::formGoesAwayWithAnIncompleteCondition()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("x"));
    desk.press(QStringLiteral("addGroup"));
    // The one in the group is asked for, but not to blame before somebody was there.
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCountNote")).startsWith(QStringLiteral("1 condition")));
    QCOMPARE(desk.all<QLabel>(QStringLiteral("conditionEffect"), desk.condition(1)).first()->text(),
        QStringLiteral("Not complete yet"));
    QCOMPARE(desk.all<QLabel>(QStringLiteral("conditionError")).size(), 0);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("groupMode"));
    desk.all<QLineEdit>(QStringLiteral("conditionValue"), desk.condition(1)).first()->setFocus();
    desk.find<QLineEdit>(QStringLiteral("segmentName"))->setFocus();
    QTRY_COMPARE(desk.all<QLabel>(QStringLiteral("conditionError"), desk.condition(1)).size(), 1);
}

void SegmentEditorTest::numbersAreReadAsPeopleWriteThem()
{
    SegmentDesk desk;
    desk.begin();
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Rich"));
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("Points"));
    auto* const value = desk.all<QLineEdit>(QStringLiteral("conditionValue")).first();
    const auto leave = [&] { desk.find<QLineEdit>(QStringLiteral("segmentName"))->setFocus(); };
    for (const auto& [written, shown] : {std::pair{"3,000", "3000"}, std::pair{"３０００", "3000"},
             std::pair{"￥3,000.50", "3000.5"}, std::pair{" 12 ", "12"}}) {
        value->setFocus();
        value->selectAll();
        value->insert(QString::fromUtf8(written)); // keys have no wide digits here
        leave();
        QCOMPARE(value->text(), QLatin1String(shown));
        QTRY_VERIFY(desk.words(QStringLiteral("segmentCount")) != QStringLiteral("–"));
    }
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("3,00"));
    leave();
    QTRY_VERIFY(desk.words(QStringLiteral("conditionError")).contains(QStringLiteral("a number such as 12.5")));
    QCOMPARE(value->text(), QStringLiteral("3,00"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("2,000"));
    QVERIFY(desk.words(QStringLiteral("segmentSentence")).contains(QStringLiteral("2,000")));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(QStringLiteral("Rich")).rule.children.value(0).values, QVariantList{2000.0});
}

void SegmentEditorTest::daysWithoutDataAreSaid()
{
    SegmentDesk desk;
    std::optional<bool> changed;
    const QTimeZone zone = desk.workspace->zone();
    const UtcMs end = startOfDay(localDate(desk.clock.nowUtc(), zone).addDays(-2), zone) + 5 * 3'600'000 + 9 * 60'000;
    desk.workspace->catalogue().change(
        [end](CatalogueEditor& editor) -> Result<void> {
            EventName order = *editor.catalogue()->eventByKey(QStringLiteral("order"));
            order.completeUntil = end;
            return editor.saveEvent(order);
        },
        desk.workspace.get(), [&](const Result<void>& done) { changed = bool(done); });
    QTRY_VERIFY(changed.value_or(false));
    desk.begin();
    desk.press(QStringLiteral("addEventCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionEvent"), QStringLiteral("Order"));
    const QString said = QStringLiteral("Data of “Order” are complete until %1; there are none yet of the days after.")
                             .arg(dateTimeText(end, zone));
    QTRY_COMPARE(desk.words(QStringLiteral("conditionData")), said);
    QTRY_COMPARE(desk.words(QStringLiteral("segmentData")),
        QStringLiteral("Data of “Order” are not complete up to now; see the conditions."));
    // Days before it have all their data.
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionPeriod"), QStringLiteral("from … to …"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionTo"), QStringLiteral("2026/01/31"));
    QTRY_VERIFY(!desk.find<QLabel>(QStringLiteral("segmentData")));
    QVERIFY(!desk.find<QLabel>(QStringLiteral("conditionData")));
}

void SegmentEditorTest::whatGoesAwayHasNoSayAnyMore()
{
    SegmentDesk desk;
    desk.begin();
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionAttribute"), QStringLiteral("City"));
    desk.chooseIn(desk.condition(0), QStringLiteral("conditionOperator"), QStringLiteral("is one of"));
    desk.typeIn(desk.condition(0), QStringLiteral("conditionValue"), QStringLiteral("Wien,"));
    desk.pressIn(desk.condition(0), QStringLiteral("duplicate"));
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 2);
    // Not yet a value when its condition is undone.
    desk.typeIn(desk.condition(1), QStringLiteral("conditionValue"), QStringLiteral("Graz"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 1);
    QVERIFY(desk.find<QAbstractButton>(QStringLiteral("redoRule"))->isEnabled());
    desk.press(QStringLiteral("redoRule"));
    QTRY_COMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 2);
    QCOMPARE(desk.all<QWidget>(QStringLiteral("valueChip")).size(), 2);
}

WD_TEST(SegmentEditorTest)
#include "tst_segmenteditor.moc"
