// What the operator does while something is held up: tries at once, goes on, takes offline what is sent again.
#include "models/base/reason.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include <QTcpServer>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");
const QString gateway = QStringLiteral("gateway");

QByteArray people(int number)
{
    QByteArray csv = "login_id\n";
    for (int i = 1; i <= number; ++i)
        csv += 'u' + QByteArray::number(i) + '\n';
    return csv;
}

QJsonObject limits(const char* json)
{
    return {{QStringLiteral("limits"), QJsonDocument::fromJson(json).object()}};
}

} // namespace

class TestOperatorSteps : public QObject {
    Q_OBJECT
private slots:
    void aTryByHandDoesNotWaitForItsTime();
    void aTryByHandIsOneRequestUntilItGetsThrough();
    void aTryByHandBringsARestingChannelBack();
    void whoIsUncertainDoesNotGoOnByItself();
    void whatIsSentAgainGoesOnByHand();
    void whatIsSentAgainCanBeTakenOffline();
    void aReviewTellsWhoGotAnotherOneToday();
    void aChannelThatGoesOnIsAskedByOneRequestFirst();

private:
    static bool begin(LiveDesk& desk, int number, const QJsonObject& channelFields);
    static CampaignRow row(LiveDesk& desk, const QString& name = greeting);
    static Result<void> step(
        LiveDesk& desk, void (CampaignService::*call)(qint64, QObject*, std::function<void(Result<void>)>));
    static bool sendAgainAndFail(LiveDesk& desk);

    SystemClock m_clock;
};

bool TestOperatorSteps::begin(LiveDesk& desk, int number, const QJsonObject& channelFields)
{
    if (!desk.import(people(number))
        || !desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), channelFields)).isEmpty())
        return false;
    desk.workspace->startSending();
    return desk.goOnline(desk.campaign(greeting)).isEmpty();
}

CampaignRow TestOperatorSteps::row(LiveDesk& desk, const QString& name)
{
    const auto rows = desk.answerOf<Result<QList<CampaignRow>>>(
        [&](auto then) { desk.workspace->campaigns().list(desk.workspace.get(), then); });
    for (const CampaignRow& each : rows&&* rows ? **rows : QList<CampaignRow>())
        if (each.campaign.name == name)
            return each;
    return {};
}

Result<void> TestOperatorSteps::step(
    LiveDesk& desk, void (CampaignService::*call)(qint64, QObject*, std::function<void(Result<void>)>))
{
    const qint64 id = desk.campaign(greeting).id;
    const auto done = desk.answerOf<Result<void>>(
        [&](auto then) { (desk.workspace->campaigns().*call)(id, desk.workspace.get(), then); });
    return done ? *done : Error{ErrorKind::Cancelled, {}, {}};
}

void TestOperatorSteps::aTryByHandDoesNotWaitForItsTime()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(503, 0);
    QVERIFY(begin(desk, 2, limits(R"({"batch":1,"inFlight":4,"timeoutSeconds":5,"retries":["1h"]})")));
    QTRY_COMPARE_WITH_TIMEOUT(desk.number("SELECT count(*) FROM message WHERE state=1"), 2, 20'000);
    desk.ledger.answerWith(200, 0);
    desk.workspace->campaigns().tryNow(desk.channel(gateway).id);
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(row(desk).counts.accepted, 2);
    QCOMPARE(desk.ledger.entries().size(), 4);
}

// Whoever presses it at a receiver that is still down uses up the retries of one message, not of all.
void TestOperatorSteps::aTryByHandIsOneRequestUntilItGetsThrough()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(503, 0);
    QVERIFY(begin(desk, 5, limits(R"({"batch":1,"inFlight":4,"timeoutSeconds":5,"retries":["1h","1h"]})")));
    QTRY_COMPARE_WITH_TIMEOUT(desk.number("SELECT count(*) FROM message WHERE state=1"), 5, 20'000);
    QCOMPARE(desk.ledger.entries().size(), 5);
    desk.workspace->campaigns().tryNow(desk.channel(gateway).id);
    QTRY_COMPARE_WITH_TIMEOUT(desk.ledger.entries().size(), 6, 20'000);
    QTRY_COMPARE(desk.number("SELECT count(*) FROM message WHERE state=1"), 5);
    QTest::qWait(300);
    QCOMPARE(desk.ledger.entries().size(), 6);
    const std::optional<Hindrance> hindrance = row(desk).hindrance;
    QVERIFY(hindrance && hindrance->kind == HindranceKind::Retrying);
    QVERIFY(hindrance->nextTry && *hindrance->nextTry > m_clock.nowUtc());
}

void TestOperatorSteps::aTryByHandBringsARestingChannelBack()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(503, 0);
    QVERIFY(begin(desk, 40, limits(R"({"batch":1,"inFlight":4,"timeoutSeconds":5,"retries":["1h"]})")));
    QVERIFY(QTest::qWaitFor(
        [&] {
            const CampaignRow now = row(desk);
            return now.hindrance && now.hindrance->people == 40;
        },
        20'000));
    desk.ledger.answerWith(200, 0);
    desk.workspace->campaigns().tryNow(desk.channel(gateway).id);
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(row(desk).counts.accepted, 40);
}

// A coupon whose answer never came: the others wait for the receiver, this one for the operator.
void TestOperatorSteps::whoIsUncertainDoesNotGoOnByItself()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(500, 0);
    QVERIFY(begin(
        desk, 40, limits(R"({"batch":1,"inFlight":4,"timeoutSeconds":5,"retries":["1h"],"repeat":"atMostOnce"})")));
    QVERIFY(QTest::qWaitFor(
        [&] {
            const CampaignRow now = row(desk);
            return now.hindrance && now.hindrance->kind == HindranceKind::Retrying && now.hindrance->uncertain > 0
                && desk.number("SELECT count(*) FROM message WHERE state=0") == 0; // the channel rests
        },
        20'000));
    QTRY_COMPARE(desk.number("SELECT count(*) FROM message WHERE state=0"), 0); // the last answers are in
    const CampaignRow held = row(desk);
    QCOMPARE(held.hindrance->uncertain, held.counts.uncertain);
    QCOMPARE(held.hindrance->people, held.counts.queued);
    QCOMPARE(held.counts.uncertain + held.counts.queued, 40);
    desk.ledger.answerWith(200, 0);
    desk.workspace->campaigns().tryNow(desk.channel(gateway).id);
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(row(desk).counts.uncertain, held.counts.uncertain);
    QCOMPARE(desk.ledger.entries().size(), 40); // nobody was asked for twice
}

// The run is over; one of its failed people is sent to again and meets a fault of the channel.
bool TestOperatorSteps::sendAgainAndFail(LiveDesk& desk)
{
    desk.ledger.answerWith(422, 0);
    if (!begin(desk, 2, {}) || !desk.waitForState(greeting, CampaignState::Finished))
        return false;
    desk.ledger.answerWith(401, 0);
    const qint64 failed = desk.number("SELECT id FROM delivery WHERE state=2 LIMIT 1");
    const auto again = desk.answerOf<Result<qint64>>([&](auto then) {
        desk.workspace->deliveries().answer({failed}, UncertainAnswer::ResendSame, desk.workspace.get(), then);
    });
    return again && *again && **again == 1
        && QTest::qWaitFor([&] { return row(desk).channelPause.has_value(); }, 20'000);
}

void TestOperatorSteps::whatIsSentAgainGoesOnByHand()
{
    LiveDesk desk(m_clock);
    QVERIFY(sendAgainAndFail(desk));
    QCOMPARE(row(desk).campaign.state, CampaignState::Finished);
    desk.ledger.answerWith(200, 0);
    QVERIFY(step(desk, &CampaignService::resume));
    QTRY_COMPARE_WITH_TIMEOUT(row(desk).counts.accepted, 1, 20'000);
    QVERIFY(!row(desk).channelPause);
    QCOMPARE(row(desk).campaign.state, CampaignState::Finished);
    // Nothing is left that could go on.
    QTRY_VERIFY(!step(desk, &CampaignService::resume));
}

void TestOperatorSteps::whatIsSentAgainCanBeTakenOffline()
{
    LiveDesk desk(m_clock);
    QVERIFY(sendAgainAndFail(desk));
    QVERIFY(step(desk, &CampaignService::takeOffline));
    const CampaignRow offline = row(desk);
    QCOMPARE(offline.campaign.state, CampaignState::Offline);
    QCOMPARE(offline.counts.queued, 0);
    QCOMPARE(offline.counts.failed + offline.counts.cancelled, 2);
    QVERIFY(!step(desk, &CampaignService::takeOffline));
}

void TestOperatorSteps::aReviewTellsWhoGotAnotherOneToday()
{
    LiveDesk desk(m_clock);
    QVERIFY(begin(desk, 3, {}));
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    const auto review = [&desk](const Campaign& campaign) {
        const auto counted = desk.answerOf<Result<Review>>([&](auto then) {
            desk.workspace->campaigns().review(
                campaign, desk.workspace.get(), [](qint64) {}, then);
        });
        return counted && *counted ? (*counted)->reachedToday : QMap<QString, qint64>{{QStringLiteral("?"), 0}};
    };
    Campaign copy = desk.campaign(greeting);
    copy.id = 0;
    copy.name = QStringLiteral("greeting (2)");
    copy.state = CampaignState::Draft;
    QCOMPARE(review(copy), (QMap<QString, qint64>{{greeting, 3}}));
    // Through another channel it is the same to them only if it is for the same.
    const auto addOther = [&desk](const QString& purpose) {
        QJsonObject document = liveDocument(desk.url(), QStringLiteral("hello"));
        QJsonObject other = document.value(QStringLiteral("channels")).toArray().first().toObject();
        other.insert(QStringLiteral("name"), QStringLiteral("other"));
        if (!purpose.isEmpty())
            other.insert(QStringLiteral("purpose"), purpose);
        return desk.apply({{QStringLiteral("version"), 1}, {QStringLiteral("channels"), QJsonArray{other}}});
    };
    QCOMPARE(addOther({}), Errors());
    Campaign elsewhere = copy;
    elsewhere.channelId = desk.channel(QStringLiteral("other")).id;
    QCOMPARE(review(elsewhere), (QMap<QString, qint64>()));
    QCOMPARE(addOther(QStringLiteral("coupons")), Errors());
    QCOMPARE(review(elsewhere), (QMap<QString, qint64>()));
    QVERIFY(desk.execute("UPDATE channel SET spec=json_set(spec,'$.purpose','coupons')"));
    QCOMPARE(review(elsewhere), (QMap<QString, qint64>{{greeting, 3}}));
    // A damaged third one keeps nobody from going online.
    QVERIFY(desk.execute("INSERT INTO channel(uuid, name, enabled, spec, created_at, updated_at)"
                         " VALUES(x'01', 'damaged', 1, '{', 0, 0)"));
    QCOMPARE(review(elsewhere), (QMap<QString, qint64>{{greeting, 3}}));
    // One of them failed, and what was yesterday is not today.
    QVERIFY(desk.execute("UPDATE delivery SET state=2 WHERE recipient='u2'"));
    QCOMPARE(review(copy), (QMap<QString, qint64>{{greeting, 2}}));
    QVERIFY(desk.execute("UPDATE run SET started_at=started_at-86400000, ended_at=ended_at-86400000"));
    QCOMPARE(review(copy), (QMap<QString, qint64>()));
}

void TestOperatorSteps::aChannelThatGoesOnIsAskedByOneRequestFirst()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(200, 20);
    QVERIFY(begin(desk, 400, limits(R"({"batch":1,"inFlight":16,"ratePerSecond":0})")));
    QTRY_VERIFY(desk.ledger.entries().size() > 60); // many at a time by now
    desk.ledger.answerWith(401, 0);
    QTRY_VERIFY(row(desk).channelPause);
    QTRY_COMPARE(desk.ledger.unanswered(), 0);
    const qsizetype before = desk.ledger.entries().size();
    desk.ledger.answerWith(401, 400);
    QVERIFY(step(desk, &CampaignService::resume));
    QTRY_COMPARE(desk.ledger.entries().size(), before + 1);
    QTest::qWait(300);
    QCOMPARE(desk.ledger.entries().size(), before + 1);
}

WD_TEST(TestOperatorSteps)
#include "tst_operatorsteps.moc"
