#include "tests/gui/sampledesk.h"
#include "tests/support/storycount.h"
#include "tests/support/suite.h"
#include "ui/shared/inlinemessage.h"

#include <QTest>

using namespace wd;

namespace {

const QString nested = QStringLiteral("Gold or silver");

// A group within a group, and a value with a comma in it: more than the form has editors for.
const QByteArray nestedDesk = R"({"version": 1, "segments": [
    {"name": "Gold or silver", "rule": {"all": [
        {"any": [{"attribute": "vip", "op": "=", "value": "gold"}, {"attribute": "vip", "op": "=", "value": "silver"}]},
        {"attribute": "city", "op": "in", "value": ["Wien, Graz", "Linz"]}]}},
    {"name": "Comma", "rule": {"all": [{"attribute": "city", "op": "in", "value": ["Wien, Graz", "Linz"]}]}}]})";

Segment stored(SampleDesk& desk, const QString& name)
{
    std::optional<QList<Segment>> all;
    desk.workspace->segments().list(
        desk.workspace.get(), [&](const Result<QList<Segment>>& answer) { all = answer ? *answer : QList<Segment>(); });
    if (!QTest::qWaitFor([&] { return all.has_value(); }))
        qFatal("no list");
    for (const Segment& segment : *all)
        if (segment.name == name)
            return segment;
    return {};
}

void edit(SampleDesk& desk, const QString& name)
{
    desk.open(routes::segmentEdit, {{QStringLiteral("id"), stored(desk, name).id}});
    const auto* line = desk.waitFor<QLineEdit>(QStringLiteral("segmentName"));
    if (!QTest::qWaitFor([&] { return line->text() == name; }))
        qFatal("not shown");
}

} // namespace

class SegmentsTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void countIsTheOneOfTheFiles();
    void newSegmentIsSavedAsSaid();
    void ruleTheFormCannotShowStays_data();
    void ruleTheFormCannotShowStays();

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
    SampleDesk desk;
    const QDate today = QDateTime::fromMSecsSinceEpoch(desk.clock.nowUtc(), QTimeZone("Asia/Shanghai")).date();
    const StoryPeople people = countStories(desk.files.people, desk.files.events, today);
    edit(desk, QStringLiteral("昨日加购未下单的黄金会员"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QString::number(people.coupons.size()));
    edit(desk, QStringLiteral("昨日加购未下单、消费满5000的黄金会员"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QString::number(people.bigSpenders.size()));
    QCOMPARE(desk.window.findChildren<QWidget*>(QStringLiteral("condition")).size(), 4);
    edit(desk, QStringLiteral("今天生日的黄金会员"));
    QTRY_COMPARE(desk.words(QStringLiteral("segmentCount")), QString::number(people.birthdays));
    // Without its condition on gold there are more, at once.
    desk.press(QStringLiteral("removeCondition"));
    QTRY_VERIFY(desk.words(QStringLiteral("segmentCount")).toInt() > people.birthdays);
}

void SegmentsTest::newSegmentIsSavedAsSaid()
{
    SampleDesk desk;
    desk.open(routes::segments);
    desk.press(QStringLiteral("newSegment"));
    desk.press(QStringLiteral("saveSegment"));
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("segmentName"));
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Gold"));
    desk.press(QStringLiteral("addAttributeCondition"));
    desk.choose(QStringLiteral("conditionAttribute"), QStringLiteral("Membership"));
    auto* const value = desk.waitFor<QWidget>(QStringLiteral("conditionValue"));
    value->setFocus();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("gold"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(stored(desk, QStringLiteral("Gold")).rule.children.size(), 1);
    const Rule rule = stored(desk, QStringLiteral("Gold")).rule.children.first();
    QCOMPARE(rule.attribute, QStringLiteral("vip"));
    QCOMPARE(rule.op, Operator::Equal);
    QCOMPARE(rule.values, QVariantList{QStringLiteral("gold")});
}

void SegmentsTest::ruleTheFormCannotShowStays_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("group in a group") << nested;
    QTest::newRow("comma in a value") << QStringLiteral("Comma");
}

void SegmentsTest::ruleTheFormCannotShowStays()
{
    QFETCH(QString, name);
    SampleDesk desk;
    desk.apply(nestedDesk);
    const Segment before = stored(desk, name);
    edit(desk, name);
    desk.waitFor<InlineMessage>(QStringLiteral("segmentMessage"));
    QVERIFY(!desk.find<QAbstractButton>(QStringLiteral("addAttributeCondition")));
    desk.fillIn(QStringLiteral("segmentName"), QStringLiteral("Renamed"));
    desk.press(QStringLiteral("saveSegment"));
    QTRY_COMPARE(stored(desk, QStringLiteral("Renamed")).id, before.id);
    QVERIFY(stored(desk, QStringLiteral("Renamed")).rule == before.rule);
}

WD_TEST(SegmentsTest)
#include "tst_segments.moc"
