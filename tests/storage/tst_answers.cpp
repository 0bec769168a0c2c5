// Answers that speak of each person: long ones, unclear ones, ones about too many, from the wire into the outbox.
#include "models/base/reason.h"

#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");

QByteArray numbered(int number)
{
    return QByteArray::number(10'000 + number);
}

QByteArray uuidLike(int number)
{
    return "8d7f0c52-5a3e-4f0b-9c1d-0000000" + numbered(number);
}

// What a person's entry in the answer's list is.
using Entry = std::function<QByteArray(int)>;

QByteArray listOf(int count, const Entry& entry)
{
    QByteArrayList entries;
    for (int number = 0; number < count; ++number)
        entries += entry(number);
    return R"({"code":0,"message":"","sendStatusList":[)" + entries.join(',') + "]}";
}

QByteArray fullEntry(int number)
{
    return R"({"gid":")" + uuidLike(number) + R"(","status":"TOU_SUCC","errorMsg":"","messageId":")" + uuidLike(number)
        + R"(","time":1603855171269})";
}

QByteArray shortEntry(int number)
{
    return R"({"gid":)" + numbered(number) + R"(,"status":"TOU_SUCC"})";
}

} // namespace

class TestAnswers : public QObject {
    Q_OBJECT
private slots:
    void longOnes_data();
    void longOnes();
    void whatIsNotSaidIsNoFailure();
    void whoWasLeftOutMayHaveItStill_data();
    void whoWasLeftOutMayHaveItStill();

private:
    // Everybody in one request, answered so; the campaign goes to its end.
    void send(LiveDesk& desk, const QByteArrayList& people, const QByteArray& answer, const QString& repeat);
    qint64 settled(LiveDesk& desk, DeliveryState state, Reason reason)
    {
        return desk.number("SELECT count(*) FROM delivery WHERE state=" + QByteArray::number(static_cast<int>(state))
            + " AND reason=" + QByteArray::number(static_cast<int>(reason)));
    }

    SystemClock m_clock;
};

void TestAnswers::send(LiveDesk& desk, const QByteArrayList& people, const QByteArray& answer, const QString& repeat)
{
    desk.ledger.answerBody(answer);
    QVERIFY(desk.import("login_id\n" + people.join('\n') + '\n'));
    const QJsonObject limits{{QStringLiteral("batch"), 500}, {QStringLiteral("ratePerSecond"), 0},
        {QStringLiteral("inFlight"), 4}, {QStringLiteral("timeoutSeconds"), 10}, {QStringLiteral("repeat"), repeat}};
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"),
                 {{QStringLiteral("contract"), QStringLiteral("growingio-v4")}, {QStringLiteral("limits"), limits}})),
        Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);
}

void TestAnswers::longOnes_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("people");
    QTest::addColumn<bool>("areUuids");
    QTest::addColumn<DeliveryState>("state");
    QTest::addColumn<Reason>("reason");

    const QByteArray whole = listOf(500, fullEntry);
    QVERIFY(whole.size() > 64 * 1024);
    QTest::newRow("of everybody") << whole << 500 << true << DeliveryState::Accepted << Reason::None;
    const QByteArray many = listOf(30'000, shortEntry);
    QVERIFY(many.size() < 1024 * 1024);
    QTest::newRow("of 30,000 instead of 50") << many << 50 << false << DeliveryState::Accepted << Reason::None;
    QTest::newRow("of the same person 30,000 times")
        << listOf(30'000, [](int) { return shortEntry(0); }) << 1 << false << DeliveryState::Accepted << Reason::None;
    QTest::newRow("longer than is read") << listOf(40'000, shortEntry) << 50 << false << DeliveryState::Uncertain
                                         << Reason::AnswerTooLarge;
}

void TestAnswers::longOnes()
{
    QFETCH(QByteArray, answer);
    QFETCH(int, people);
    QFETCH(bool, areUuids);
    QFETCH(DeliveryState, state);
    QFETCH(Reason, reason);

    QByteArrayList ids;
    for (int number = 0; number < people; ++number)
        ids += areUuids ? uuidLike(number) : numbered(number);
    for (const QString& repeat : {QStringLiteral("atMostOnce"), QStringLiteral("atLeastOnce")}) {
        LiveDesk desk(m_clock);
        send(desk, ids, answer, repeat);
        QCOMPARE(settled(desk, state, reason), people);
        QCOMPARE(desk.number("SELECT count(*) FROM delivery"), people);
        // Of the answer, little goes on record.
        QVERIFY(desk.number("SELECT length(detail) FROM attempt") < 17 * 1024);
    }
}

void TestAnswers::whatIsNotSaidIsNoFailure()
{
    LiveDesk desk(m_clock);
    send(desk, {"fine", "mute", "list", "number", "empty", "both", "again", "refused", "wordy", "untold", "absent"},
        R"({"code":0,"sendStatusList":[{"gid":"fine","status":"TOU_SUCC"},{"gid":"mute","errorMsg":"later"},
            {"gid":"list","status":["TOU_SUCC"]},{"gid":"number","status":7},{"gid":"empty","status":""},
            {"gid":"both","status":"TOU_SUCC"},{"gid":"both","status":"FAIL","errorMsg":"no"},
            {"gid":"again","status":"TOU_SUCC"},{"gid":"again","status":"TOU_SUCC"},
            {"gid":"refused","status":"FAIL","errorMsg":"余额不足"},{"gid":"untold","status":"FAIL"},
            {"gid":"wordy","status":"FAIL","errorMsg":")"
            + QByteArray(50'000, 'w') + R"("},
            {"gid":"a stranger","status":"FAIL"},{"status":"FAIL"},{"gid":["absent"],"status":"FAIL"},"absent",null]})",
        QStringLiteral("atMostOnce"));
    QCOMPARE(settled(desk, DeliveryState::Accepted, Reason::None), 2);
    QCOMPARE(settled(desk, DeliveryState::Uncertain, Reason::ListedWithoutOutcome), 4);
    QCOMPARE(settled(desk, DeliveryState::Uncertain, Reason::ListedContradictorily), 1);
    QCOMPARE(settled(desk, DeliveryState::Uncertain, Reason::AbsentFromAnswer), 1);
    QCOMPARE(settled(desk, DeliveryState::Failed, Reason::ListedAsFailed), 3);
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE recipient='both' AND state=3"), 1);
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE recipient='mute' AND detail='later'"), 1);
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE recipient='refused' AND detail='余额不足'"), 1);
    QCOMPARE(desk.number("SELECT length(detail) FROM delivery WHERE recipient='wordy'"), 1000);
    QCOMPARE(desk.number("SELECT sum(n) FROM run_count WHERE state=3"), 6);
}

void TestAnswers::whoWasLeftOutMayHaveItStill_data()
{
    QTest::addColumn<QByteArrayList>("people");
    QTest::addColumn<bool>("takenOffline");
    const QByteArrayList alone{"10000"};
    const QByteArrayList beside{"10000", "10001"};
    QTest::newRow("alone, no retry is left") << alone << false;
    QTest::newRow("alone, taken offline") << alone << true;
    QTest::newRow("beside another, no retry is left") << beside << false;
    QTest::newRow("beside another, taken offline") << beside << true;
}

// The answer says that the request was accepted and nothing of him; sent to again, he is not reached.
void TestAnswers::whoWasLeftOutMayHaveItStill()
{
    QFETCH(QByteArrayList, people);
    QFETCH(bool, takenOffline);
    LiveDesk desk(m_clock);
    const auto listed = [](int number) { return shortEntry(number + 1); };
    send(desk, people, listOf(int(people.size()) - 1, listed), QStringLiteral("atLeastOnce"));
    QCOMPARE(settled(desk, DeliveryState::Uncertain, Reason::AbsentFromAnswer), 1);
    const QJsonArray retries = takenOffline ? QJsonArray{QStringLiteral("1h")} : QJsonArray();
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"),
                 {{QStringLiteral("contract"), QStringLiteral("growingio-v4")},
                     {QStringLiteral("limits"), QJsonObject{{QStringLiteral("retries"), retries}}}})),
        Errors());
    desk.workspace.reset();
    desk.open();
    desk.workspace->startSending();
    desk.ledger.answerWith(503, 0);
    const qint64 him = desk.number("SELECT id FROM delivery WHERE state=3");
    const auto again = desk.answerOf<Result<qint64>>([&](auto then) {
        desk.workspace->deliveries().answer({him}, UncertainAnswer::ResendSame, desk.workspace.get(), then);
    });
    QVERIFY(again && *again && **again == 1);
    QTRY_COMPARE(desk.ledger.entries().size(), 2);
    if (takenOffline) {
        QTRY_COMPARE(desk.number("SELECT count(*) FROM message WHERE state=1"), 1);
        const auto offline = desk.answerOf<Result<void>>([&](auto then) {
            desk.workspace->campaigns().takeOffline(desk.campaign(greeting).id, desk.workspace.get(), then);
        });
        QVERIFY(offline && *offline);
    }
    QTRY_COMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=0"), 0);
    QCOMPARE(desk.number("SELECT state FROM delivery WHERE id=" + QByteArray::number(him)), 3);
}

WD_TEST(TestAnswers)
#include "tst_answers.moc"
