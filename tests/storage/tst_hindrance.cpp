// What keeps people from being sent to: said the same by campaign, channel and deliveries, and gone with its cause.
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

// Nothing listens there.
QString closedUrl()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return QStringLiteral("http://127.0.0.1:%1/hook").arg(server.serverPort());
}

} // namespace

class TestHindrance : public QObject {
    Q_OBJECT
private slots:
    void aReceiverThatIsDownIsSaid();
    void aFewRetriesAreSaidToo();
    void aFaultOfTheChannelSaysSinceWhen();
    void everythingPausedIsSaid();
    void theOperatorsOwnStepsAreSaid();
    void theGraverOneStandsForBoth();
    void anAutomaticPauseSaysWhy();
    void resumedBeforeItsTimeItWaits();
    void silenceIsSaidWhileOthersAreUnderWay();
    void anInterruptedRequestSaysSo();
    void aRestartDoesNotBeginTheWaitAnew();
    void slowingDownIsSaid();

private:
    // Due, but its segment is gone.
    static bool beginUnprepared(LiveDesk& desk);
    static bool resume(LiveDesk& desk);
    static bool begin(LiveDesk& desk, const QString& url, int number, const QJsonObject& channelFields = {});
    static CampaignRow row(LiveDesk& desk);
    static bool waitFor(LiveDesk& desk, HindranceKind kind);
    static qint64 count(LiveDesk& desk, DeliveryState state);

    SystemClock m_clock;
};

bool TestHindrance::begin(LiveDesk& desk, const QString& url, int number, const QJsonObject& channelFields)
{
    if (!desk.import(people(number))
        || !desk.apply(liveDocument(url, QStringLiteral("hello"), channelFields)).isEmpty())
        return false;
    desk.workspace->startSending();
    return desk.goOnline(desk.campaign(greeting)).isEmpty();
}

CampaignRow TestHindrance::row(LiveDesk& desk)
{
    const auto rows = desk.answerOf<Result<QList<CampaignRow>>>(
        [&](auto then) { desk.workspace->campaigns().list(desk.workspace.get(), then); });
    return rows && *rows && !(*rows)->isEmpty() ? (*rows)->first() : CampaignRow();
}

bool TestHindrance::waitFor(LiveDesk& desk, HindranceKind kind)
{
    return QTest::qWaitFor(
        [&] {
            const CampaignRow now = row(desk);
            return now.hindrance && now.hindrance->kind == kind;
        },
        20'000);
}

qint64 TestHindrance::count(LiveDesk& desk, DeliveryState state)
{
    DeliveryFilter filter;
    filter.state = state;
    const auto counted = desk.answerOf<Result<qint64>>(
        [&](auto then) { desk.workspace->deliveries().count(filter, desk.workspace.get(), then); });
    return counted && *counted ? **counted : -1;
}

void TestHindrance::aReceiverThatIsDownIsSaid()
{
    LiveDesk desk(m_clock);
    const UtcMs before = m_clock.nowUtc();
    QVERIFY(begin(desk, closedUrl(), 30));
    // Ten failed, the channel rests: everybody waits, whether asked for already or not.
    QVERIFY(QTest::qWaitFor(
        [&] {
            const CampaignRow now = row(desk);
            return now.hindrance && now.hindrance->people == 30;
        },
        20'000));
    const Hindrance hindrance = *row(desk).hindrance;
    QCOMPARE(hindrance.kind, HindranceKind::Retrying);
    QCOMPARE(static_cast<Reason>(hindrance.reason), Reason::ConnectionRefused);
    QVERIFY(hindrance.since && *hindrance.since >= before && *hindrance.since <= m_clock.nowUtc());
    QVERIFY(hindrance.nextTry && *hindrance.nextTry > m_clock.nowUtc());

    // The channel says the same.
    const auto channels = desk.answerOf<Result<QHash<qint64, Hindrance>>>(
        [&](auto then) { desk.workspace->campaigns().hindrances(desk.workspace.get(), then); });
    QVERIFY(channels && *channels);
    QCOMPARE((*channels)->value(desk.channel(gateway).id), hindrance);

    // And the deliveries: none pretends to be on its way.
    QCOMPARE(count(desk, DeliveryState::Sending), 0);
    const qint64 waiting = count(desk, DeliveryState::Waiting);
    QVERIFY2(waiting >= 10, qPrintable(QString::number(waiting)));
    QCOMPARE(waiting + count(desk, DeliveryState::Queued), 30);
    DeliveryFilter filter;
    for (const DeliveryState state : {DeliveryState::Waiting, DeliveryState::Queued}) {
        filter.state = state;
        const auto page = desk.answerOf<Result<QList<DeliveryRow>>>(
            [&](auto then) { desk.workspace->deliveries().page(filter, {}, desk.workspace.get(), then); });
        QVERIFY(page && *page);
        QCOMPARE((*page)->size(), count(desk, state));
        for (const DeliveryRow& delivery : **page) {
            QCOMPARE(delivery.state, state);
            QCOMPARE(static_cast<Reason>(delivery.reason),
                state == DeliveryState::Waiting ? Reason::ConnectionRefused : Reason::None);
        }
    }
    filter = {};
    filter.unfinished = true;
    const auto unfinished = desk.answerOf<Result<qint64>>(
        [&](auto then) { desk.workspace->deliveries().count(filter, desk.workspace.get(), then); });
    QVERIFY(unfinished && *unfinished);
    QCOMPARE(**unfinished, 30);
}

void TestHindrance::aFewRetriesAreSaidToo()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(503, 0);
    QVERIFY(begin(desk, desk.url(), 2));
    // Without what only the sending program knows, the database says it: as the command line asks.
    QVERIFY(QTest::qWaitFor(
        [&] {
            const auto stored = desk.inEngine([](Database& database) { return campaignRows(database); });
            const auto& hindrance = (*stored).first().hindrance;
            return hindrance && hindrance->people == 2;
        },
        20'000));
    QCOMPARE(row(desk).hindrance->kind, HindranceKind::Retrying);
    QCOMPARE(static_cast<Reason>(row(desk).hindrance->reason), Reason::Unavailable);
    desk.ledger.answerWith(200, 0);
    QVERIFY(desk.execute("UPDATE message SET due_at=0 WHERE state=1"));
    desk.workspace->setAllPaused(true);
    desk.workspace->setAllPaused(false); // looks again for what is due
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QVERIFY(!row(desk).hindrance);
}

void TestHindrance::aFaultOfTheChannelSaysSinceWhen()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(401, 0);
    const UtcMs before = m_clock.nowUtc();
    QVERIFY(begin(desk, desk.url(), 5));
    QVERIFY(waitFor(desk, HindranceKind::ChannelFault));
    QVERIFY(QTest::qWaitFor([&] { return row(desk).hindrance->since.has_value(); }));
    const Hindrance hindrance = *row(desk).hindrance;
    QCOMPARE(static_cast<Reason>(hindrance.reason), Reason::Unauthorized);
    QCOMPARE(hindrance.people, 5);
    QVERIFY(*hindrance.since >= before && *hindrance.since <= m_clock.nowUtc());
    QVERIFY(!hindrance.nextTry); // only by hand
}

void TestHindrance::everythingPausedIsSaid()
{
    LiveDesk desk(m_clock);
    desk.workspace->setAllPaused(true);
    QVERIFY(desk.workspace->allPaused());
    QVERIFY(begin(desk, desk.url(), 3));
    QVERIFY(waitFor(desk, HindranceKind::AllPaused));
    QCOMPARE(row(desk).hindrance->people, 3);
    QCOMPARE(desk.ledger.entries().size(), 0);
    desk.workspace->setAllPaused(false);
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QVERIFY(!row(desk).hindrance);
}

void TestHindrance::theOperatorsOwnStepsAreSaid()
{
    LiveDesk desk(m_clock);
    desk.workspace->setAllPaused(true);
    QVERIFY(begin(desk, desk.url(), 3));
    const qint64 id = desk.campaign(greeting).id;
    const auto done = desk.answerOf<Result<void>>(
        [&](auto then) { desk.workspace->campaigns().pause(id, desk.workspace.get(), then); });
    QVERIFY(done && *done);
    desk.workspace->setAllPaused(false);
    QVERIFY(waitFor(desk, HindranceKind::PausedByHand));
    // The campaign's own pause is none of its channel's.
    QCOMPARE(channelHindrances({row(desk)}).size(), 0);

    const Channel channel = desk.channel(gateway);
    const auto disabled = desk.answerOf<Result<void>>(
        [&](auto then) { desk.workspace->channels().setEnabled(channel.id, false, desk.workspace.get(), then); });
    QVERIFY(disabled && *disabled);
    QVERIFY(waitFor(desk, HindranceKind::ChannelDisabled));
    QCOMPARE(channelHindrances({row(desk)}).value(channel.id).people, 3);
}

void TestHindrance::theGraverOneStandsForBoth()
{
    const Hindrance retrying{HindranceKind::Retrying, static_cast<int>(Reason::Unavailable), 3, 2'000, 9'000};
    const Hindrance earlier{HindranceKind::Retrying, static_cast<int>(Reason::Unavailable), 4, 1'000, 12'000};
    const Hindrance fault{HindranceKind::ChannelFault, static_cast<int>(Reason::Unauthorized), 5, {}, {}};
    QCOMPARE(joined(retrying, fault), (Hindrance{HindranceKind::ChannelFault, fault.reason, 8, {}, {}}));
    QCOMPARE(joined(fault, retrying), joined(retrying, fault));
    QCOMPARE(joined(retrying, earlier), (Hindrance{HindranceKind::Retrying, retrying.reason, 7, 1'000, 9'000}));
}

bool TestHindrance::beginUnprepared(LiveDesk& desk)
{
    if (!desk.import(people(3)) || !desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))).isEmpty()
        || !desk.execute("UPDATE campaign SET state=1, next_at=1") || !desk.execute("UPDATE segment SET deleted_at=1"))
        return false;
    desk.workspace->startSending();
    return waitFor(desk, HindranceKind::PausedAutomatically);
}

bool TestHindrance::resume(LiveDesk& desk)
{
    const qint64 id = desk.campaign(greeting).id;
    const auto done = desk.answerOf<Result<void>>(
        [&](auto then) { desk.workspace->campaigns().resume(id, desk.workspace.get(), then); });
    return done && *done;
}

void TestHindrance::anAutomaticPauseSaysWhy()
{
    LiveDesk desk(m_clock);
    QVERIFY(beginUnprepared(desk));
    const CampaignRow paused = row(desk);
    QCOMPARE(paused.campaign.state, CampaignState::Paused);
    QCOMPARE(static_cast<Reason>(paused.hindrance->reason), Reason::SegmentMissing);
    QCOMPARE(paused.hindrance->detail, QStringLiteral("all"));
    QCOMPARE(channelHindrances({paused}).size(), 0);

    QVERIFY(desk.execute("UPDATE segment SET deleted_at=NULL"));
    desk.ledger.answerWith(200, 300);
    QVERIFY(resume(desk));
    QVERIFY(desk.waitForState(greeting, CampaignState::Active));
    // A pause by hand after it is no automatic one.
    const qint64 id = desk.campaign(greeting).id;
    const auto done = desk.answerOf<Result<void>>(
        [&](auto then) { desk.workspace->campaigns().pause(id, desk.workspace.get(), then); });
    QVERIFY(done && *done);
    QVERIFY(waitFor(desk, HindranceKind::PausedByHand));
    QVERIFY(resume(desk));
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 3);
}

void TestHindrance::resumedBeforeItsTimeItWaits()
{
    LiveDesk desk(m_clock);
    QVERIFY(beginUnprepared(desk));
    QVERIFY(desk.execute("UPDATE segment SET deleted_at=NULL"));
    Campaign edited = desk.campaign(greeting);
    const QDate day = QDate::currentDate().addDays(30);
    edited.spec.sendAt = LocalTime{day, QTime(9, 0)};
    const auto errors = desk.answerOf<Errors>(
        [&](auto then) { desk.workspace->campaigns().applyChange(edited, desk.workspace.get(), then); });
    QCOMPARE(errors, Errors());
    QVERIFY(resume(desk));
    const Campaign resumed = desk.campaign(greeting);
    QCOMPARE(resumed.state, CampaignState::Scheduled);
    const QDateTime due(day, QTime(9, 0), QTimeZone("Asia/Shanghai"));
    QCOMPARE(resumed.nextAt, std::optional<UtcMs>(due.toMSecsSinceEpoch()));
    QCOMPARE(desk.ledger.entries().size(), 0);
}

// It takes connections and never answers: while the next request waits in vain, nobody calls that sending.
void TestHindrance::silenceIsSaidWhileOthersAreUnderWay()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(200, 60'000);
    const QJsonObject limits
        = QJsonDocument::fromJson(R"({"batch":1,"inFlight":4,"timeoutSeconds":1,"retries":["1h"]})").object();
    QVERIFY(desk.import(people(20)));
    const QJsonObject document
        = liveDocument(desk.url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}});
    QCOMPARE(desk.apply(document), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(waitFor(desk, HindranceKind::Retrying));
    const CampaignRow now = row(desk);
    QCOMPARE(static_cast<Reason>(now.hindrance->reason), Reason::TimedOutWaiting);
    QVERIFY(now.hindrance->people > 0);
    QVERIFY(desk.number("SELECT count(*) FROM message WHERE state=0") > 0);
}

void TestHindrance::anInterruptedRequestSaysSo()
{
    LiveDesk desk(m_clock);
    desk.ledger.answerWith(200, 60'000);
    QVERIFY(begin(desk, desk.url(), 1));
    QTRY_COMPARE(desk.ledger.entries().size(), 1);
    // Held up, so that the message is not sent again before anybody looked.
    desk.workspace->setAllPaused(true);
    desk.workspace.reset();
    desk.open();
    // As a program leaves it that is killed while it asks again.
    QVERIFY(desk.execute("UPDATE message SET state=0, owner=1, attempts=attempts+1"));
    desk.workspace->startSending();
    QTRY_COMPARE(desk.number("SELECT state FROM message"), static_cast<int>(MessageState::Waiting));
    const auto stored = desk.inEngine([](Database& database) { return campaignRows(database); });
    QCOMPARE(static_cast<Reason>((*stored).first().hindrance->reason), Reason::Interrupted);
}

void TestHindrance::aRestartDoesNotBeginTheWaitAnew()
{
    LiveDesk desk(m_clock);
    const QJsonObject limits = QJsonDocument::fromJson(R"({"batch":1,"retries":["1h","1h"]})").object();
    QVERIFY(begin(desk, closedUrl(), 5, {{QStringLiteral("limits"), limits}}));
    QVERIFY(waitFor(desk, HindranceKind::Retrying));
    desk.workspace.reset();
    desk.open();
    constexpr UtcMs begun = 1'000;
    QVERIFY(desk.execute("UPDATE message SET first_at=1000, due_at=1"));
    desk.workspace->startSending();
    // Two have failed again in this launch.
    QTRY_VERIFY(desk.number("SELECT count(*) FROM attempt WHERE number>1") >= 2);
    QVERIFY(waitFor(desk, HindranceKind::Retrying));
    QCOMPARE(row(desk).hindrance->since, std::optional(begun));
}

// A 429 halves the rate: said while people wait, with the rate of now.
void TestHindrance::slowingDownIsSaid()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import(people(80)));
    const QJsonObject limits
        = QJsonDocument::fromJson(R"({"batch":1,"inFlight":1,"ratePerSecond":4,"retries":["1h"]})").object();
    QCOMPARE(
        desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}})), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_VERIFY(desk.ledger.entries().size() >= 2);
    QVERIFY(!row(desk).hindrance);
    desk.ledger.answerWith(429, 0);
    QTRY_VERIFY(desk.number("SELECT count(*) FROM attempt WHERE http=429") > 0);
    desk.ledger.answerWith(200, 0);
    QVERIFY(waitFor(desk, HindranceKind::SlowedDown));
    const Hindrance slowed = *row(desk).hindrance;
    QVERIFY(slowed.rate && *slowed.rate > 0 && *slowed.rate < 4);
    QCOMPARE(static_cast<Reason>(slowed.reason), Reason::TooManyRequests);
    QVERIFY(slowed.people > 0);
    QVERIFY(goesOnByItself(slowed.kind));
}

WD_TEST(TestHindrance)
#include "tst_hindrance.moc"
