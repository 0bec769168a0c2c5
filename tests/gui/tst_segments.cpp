#include "models/audience/rules/rulecodec.h"
#include "models/desk/deskdocument.h"
#include "tests/gui/sampledesk.h"
#include "tests/gui/segmentdesk.h"
#include "tests/support/storycount.h"
#include "tests/support/suite.h"

#include <QJsonDocument>
#include <QTest>

using namespace wd;

namespace {

// Every kind of condition, nested, with values that look like others' syntax.
const QByteArray wholeLanguage = R"({"version": 1, "segments": [
    {"name": "Whole", "rule": {"any": [
        {"all": [
            {"not": {"any": [{"attribute": "vip", "op": "in", "value": ["gold, or so", "silver"]},
                             {"not": {"all": [{"attribute": "name", "op": "notEmpty"}, {"not": {"not":
                                 {"attribute": "city", "op": "startsWith", "value": "上"}}}]}}]}},
            {"event": ["add_to_cart", "order"], "period": {"lastDays": 30},
             "count": {"op": "<", "value": 3}},
            {"event": "add_to_cart", "where": [{"property": "product", "op": "in", "value": ["a, b", "保温杯"]}]},
            {"event": "order", "where": [{"property": "amount", "op": "between", "value": ["1.50", 20]}]},
            {"not": {"event": "order", "period": {"from": "2026-01-01", "to": "2026/02/03"},
             "max": {"property": "amount", "op": ">=", "value": "12.5"}}}]},
        {"attribute": "birthday", "op": "anniversary", "value": "today"},
        {"attribute": "birthday", "op": "anniversary", "value": "+3"},
        {"attribute": "birthday", "op": "lastDays", "value": "07"},
        {"sequence": [{"event": "add_to_cart"}, {"event": "order", "period": "thisMonth"}], "within": "90m"},
        {"not": {"sequence": [{"event": "order"}, {"event": "add_to_cart"}], "within": "36h"}},
        {"received": {"campaign": "黄金会员发券", "days": 30}},
        {"not": {"received": {"channel": "白鸽短信通道"}}},
        {"segment": "全体黄金会员"}, {"not": {"segment": "全部登录用户"}},
        {"random": 12.345}, {"not": {"random": 30}}]}},
    {"name": "Bare", "rule": {"not": {"event": "order", "period": "ever"}}},
    {"name": "Nobody", "userKind": "visitor", "rule": {"any": []}},
    {"name": "Denied", "rule": {"not": {"any": [{"attribute": "vip", "op": "=", "value": "gold"}]}}}]})";

} // namespace

class SegmentsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void countIsTheOneOfTheFiles();
    void newSegmentIsSavedAsSaid();
    void everyRuleOpensAndIsSavedAsItWas();

private:
    QTemporaryDir m_preferences;
};

void SegmentsTest::initTestCase()
{
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_preferences.path());
    QCoreApplication::setOrganizationName(QStringLiteral("webhook-desk-test"));
    QCoreApplication::setApplicationName(QStringLiteral("webhook-desk-test"));
}

void SegmentsTest::countIsTheOneOfTheFiles()
{
    SegmentDesk desk;
    const QDate today = QDateTime::fromMSecsSinceEpoch(desk.clock.nowUtc(), QTimeZone("Asia/Shanghai")).date();
    const StoryPeople people = countStories(desk.files.people, desk.files.events, today);
    desk.edit(QStringLiteral("昨日加购未下单的黄金会员"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QString::number(people.coupons.size()));
    desk.edit(QStringLiteral("昨日加购未下单、消费满5000的黄金会员"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QString::number(people.bigSpenders.size()));
    QCOMPARE(desk.all<QWidget>(QStringLiteral("condition")).size(), 4);
    desk.edit(QStringLiteral("今天生日的黄金会员"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QString::number(people.birthdays));
    // Without its condition on gold there are more, at once.
    desk.press(QStringLiteral("removeCondition"));
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCount")).toInt() > people.birthdays);
}

void SegmentsTest::newSegmentIsSavedAsSaid()
{
    SegmentDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("newSegment"));
    desk.press(QStringLiteral("saveSegment"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("segmentName"));
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Gold"));
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.choose(QStringLiteral("conditionAttribute"), QStringLiteral("Membership"));
    desk.fillIn(QStringLiteral("conditionValue"), QStringLiteral("gold"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(desk.stored(QStringLiteral("Gold")).rule.children.size(), 1);
    const Rule rule = desk.stored(QStringLiteral("Gold")).rule.children.first();
    QCOMPARE(rule.attribute, QStringLiteral("vip"));
    QCOMPARE(rule.op, Operator::Equal);
    QCOMPARE(rule.values, QVariantList{QStringLiteral("gold")});
}

void SegmentsTest::everyRuleOpensAndIsSavedAsItWas()
{
    SegmentDesk desk;
    desk.apply(wholeLanguage);
    const QByteArray before = desk.exported();
    const QList<Segment> segments = desk.segments();
    QVERIFY(segments.size() >= 9);
    for (const Segment& segment : segments) {
        if (segment.id < 0)
            continue;
        desk.edit(segment.name);
        QTRY_VERIFY(desk.words(QStringLiteral("segmentCount")) != QStringLiteral("–"));
        desk.press(QStringLiteral("saveSegment"));
        QVERIFY(QTest::qWaitFor([&] { return desk.find<TableView>(QStringLiteral("segmentTable")) != nullptr; }));
        QVERIFY2(desk.stored(segment.name).rule == segment.rule, qPrintable(segment.name));
    }
    QCOMPARE(desk.exported(), before);
}

WD_TEST(SegmentsTest)
#include "tst_segments.moc"
