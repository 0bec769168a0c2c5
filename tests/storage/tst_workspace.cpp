// An open workspace: what its parts tell each other across threads, and what is remembered of it.
#include "models/base/reason.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");
const QString gateway = QStringLiteral("gateway");

QJsonObject withSecret()
{
    return {{QStringLiteral("auth"), QJsonObject{{QStringLiteral("type"), QStringLiteral("secret")}}}};
}

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT
private slots:
    void aChannelWithoutItsSecretIsRemembered();
    void aChannelThatNeedsNoSecretAnyMoreWaitsForNone();
    void theReviewCountsWhoWasReached();
    void aDamagedCampaignStopsNoOther();
    void aDamagedChannelIsNamed();
    void quittingKnowsWhatWasJustScheduled();
    void whoFailedIsSentAgainAlone();
    void aRunUnderWayHasReachedNobodyBefore();
    void whoIsTakenUpAgainCountsOnce();
    void nothingIsClaimedThatWaitsForTheRate();
    void aSecretThatCantSignIsNone();
    void anotherCountLeavesTheStateOfBefore_data();
    void anotherCountLeavesTheStateOfBefore();
    void nothingIsDeletedWhileItSends();
    void aTextWithoutANumberIsCounted();
    void rulesFollowWhatIsRenamed();

private:
    SystemClock m_clock;
};

void TestWorkspace::aChannelWithoutItsSecretIsRemembered()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), withSecret())), Errors());
    int changes = 0;
    connect(desk.workspace.get(), &Workspace::channelsWaitingForSecretChanged, this, [&changes] { ++changes; });
    desk.workspace->startSending();
    QVERIFY(desk.workspace->channelsWaitingForSecret().isEmpty());
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    const Channel channel = desk.channel(gateway);
    QVERIFY(QTest::qWaitFor([&] { return changes > 0; }, 25'000));
    // Whoever asks now, long after the signal, is told.
    QCOMPARE(desk.workspace->channelsWaitingForSecret(), QSet<qint64>{channel.id});
    QCOMPARE(desk.ledger.entries().size(), 0);

    desk.keychain.keepForSession(channel.uuid, Secret("a secret"));
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QVERIFY(desk.workspace->channelsWaitingForSecret().isEmpty());
    QCOMPARE(changes, 2);
    QCOMPARE(desk.ledger.entries().size(), 2);
}

void TestWorkspace::aChannelThatNeedsNoSecretAnyMoreWaitsForNone()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), withSecret())), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(QTest::qWaitFor([&] { return !desk.workspace->channelsWaitingForSecret().isEmpty(); }, 25'000));
    Channel channel = desk.channel(gateway);
    channel.spec.auth.type = AuthType::None;
    desk.workspace->channels().save(channel, desk.workspace.get(), [](const Result<Channel>&) {});
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QVERIFY(desk.workspace->channelsWaitingForSecret().isEmpty());
}

void TestWorkspace::theReviewCountsWhoWasReached()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\nu3\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    // One of the three was not reached, and the campaign was taken offline before its end; somebody new came.
    QVERIFY(desk.execute("UPDATE delivery SET state=2 WHERE recipient='u2';"
                         "UPDATE run_count SET n=2 WHERE state=1; INSERT INTO run_count SELECT id, 2, 0, 1 FROM run;"
                         "UPDATE campaign SET state=5"));
    QVERIFY(desk.import("login_id\nu4\n"));
    desk.ledger.clear();

    const Campaign again = desk.campaign(greeting);
    QCOMPARE(again.state, CampaignState::Offline);
    const auto review = desk.answerOf<Result<Review>>([&](auto then) {
        desk.workspace->campaigns().review(
            again, desk.workspace.get(), [](qint64) {}, then);
    });
    QVERIFY(review && *review);
    QCOMPARE((*review)->selected, 4);
    QCOMPARE((*review)->willSend, 2);
    QCOMPARE((*review)->notSent, (QMap<int, qint64>{{static_cast<int>(Reason::AlreadyReached), 2}}));

    QCOMPARE(desk.goOnline(again), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), (*review)->willSend);
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=4 AND reason=5 AND recipient IN ('u1','u3')"), 2);
}

void TestWorkspace::aDamagedCampaignStopsNoOther()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QJsonObject document = liveDocument(desk.url(), QStringLiteral("hello"));
    QJsonArray campaigns = document[QStringLiteral("campaigns")].toArray();
    QJsonObject second = campaigns.first().toObject();
    second[QStringLiteral("name")] = QStringLiteral("broken");
    campaigns.append(second);
    document[QStringLiteral("campaigns")] = campaigns;
    QCOMPARE(desk.apply(document), Errors());
    // Both are due; the damaged one was due first.
    QVERIFY(desk.execute("UPDATE campaign SET state=1, next_at=1000, online_at=1;"
                         "UPDATE campaign SET spec='{\"trigger\":', next_at=1 WHERE name='broken'"));
    Errors failures;
    connect(desk.workspace.get(), &Workspace::failed, this, [&failures](const Error& error) { failures += error; });
    desk.workspace->startSending();
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);

    const Campaign broken = desk.campaign(QStringLiteral("broken"));
    QVERIFY(broken.unreadable);
    QCOMPARE(broken.unreadable->kind, ErrorKind::NotJson);
    QVERIFY(broken.unreadable->where.contains(QStringLiteral("broken")));
    // Told once and not tried for ever.
    QCOMPARE(broken.state, CampaignState::Paused);
    QCOMPARE(failures.count(*broken.unreadable), 1);
    const Result<QByteArray> exported = desk.inEngine([](Database& database) { return exportDesk(database); });
    QVERIFY(!exported);
    QCOMPARE(exported.error(), *broken.unreadable);
    // It can be taken offline and deleted all the same.
    const auto offline = desk.answerOf<Result<void>>(
        [&](auto then) { desk.workspace->campaigns().takeOffline(broken.id, desk.workspace.get(), then); });
    QVERIFY(offline && *offline);
    const auto removed = desk.answerOf<Result<void>>(
        [&](auto then) { desk.workspace->campaigns().remove(broken.id, desk.workspace.get(), then); });
    QVERIFY(removed && *removed);
    QCOMPARE(desk.campaign(QStringLiteral("broken")).id, 0);
}

void TestWorkspace::aDamagedChannelIsNamed()
{
    LiveDesk desk(m_clock);
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    QVERIFY(desk.execute("UPDATE channel SET spec='[]'"));
    const Channel broken = desk.channel(gateway);
    QVERIFY(broken.unreadable);
    QVERIFY(broken.unreadable->where.contains(gateway));
    QCOMPARE(desk.campaign(greeting).name, greeting);
    const Errors errors = desk.goOnline(desk.campaign(greeting));
    QCOMPARE(errors, Errors{*broken.unreadable});
}

void TestWorkspace::quittingKnowsWhatWasJustScheduled()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->startSending();
    const auto stopped = [&desk] {
        return desk.answerOf<Result<int>>(
            [&](auto then) { desk.workspace->campaigns().countStoppedByQuitting(desk.workspace.get(), then); });
    };
    QCOMPARE(stopped()->value(), 0);
    Campaign later = desk.campaign(greeting);
    later.spec.sendAt = LocalTime{QDate(2099, 1, 1), QTime(9, 0)};
    Errors answered{Error{}};
    desk.workspace->campaigns().goOnline(
        later, std::nullopt, desk.workspace.get(), [&answered](const Errors& errors) { answered = errors; });
    // Asked in the same moment, before any answer.
    QCOMPARE(stopped()->value(), 1);
    QTRY_COMPARE(answered, Errors());
    QCOMPARE(stopped()->value(), 1);
    // One that is refused stops nothing.
    Campaign nameless = desk.campaign(greeting);
    nameless.id = 0;
    nameless.name.clear();
    desk.workspace->campaigns().goOnline(nameless, std::nullopt, desk.workspace.get(), [](const Errors&) {});
    QCOMPARE(stopped()->value(), 1);
}

// Two people a request: one refused, one accepted by the answer's list is not to get it twice.
void TestWorkspace::whoFailedIsSentAgainAlone()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello {{ user.login_id }}"))), Errors());
    QVERIFY(desk.execute("UPDATE channel SET spec=json_set(spec,'$.limits.batch',2)"));
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);
    QVERIFY(desk.execute("UPDATE delivery SET state=2, reason=54 WHERE recipient='u2';"
                         "UPDATE run_count SET n=1 WHERE state=1; INSERT INTO run_count SELECT id, 2, 54, 1 FROM run"));
    const QByteArray firstId = desk.ledger.entries().first().messageId();
    desk.ledger.clear();
    const QList<qint64> both{desk.number("SELECT id FROM delivery WHERE recipient='u1'"),
        desk.number("SELECT id FROM delivery WHERE recipient='u2'")};
    const auto resend = [&] {
        const auto done = desk.answerOf<Result<qint64>>([&](auto then) {
            desk.workspace->deliveries().answer(both, UncertainAnswer::ResendSame, desk.workspace.get(), then);
        });
        return done && *done ? **done : -1;
    };
    QCOMPARE(resend(), 1);
    QTRY_COMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=1"), 2);
    QCOMPARE(resend(), 0);
    QCOMPARE(desk.number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
    QCOMPARE(desk.ledger.entries().size(), 1);
    const LedgerEntry sent = desk.ledger.entries().first();
    QVERIFY(sent.messageId() != firstId);
    QVERIFY(sent.body.contains("hello u2"));
    QVERIFY(!sent.body.contains("u1"));
}

// The review of a campaign that is being sent shows its own run, not an earlier one.
void TestWorkspace::aRunUnderWayHasReachedNobodyBefore()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->setAllPaused(true);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Active));
    const Campaign sending = desk.campaign(greeting);
    const auto review = desk.answerOf<Result<Review>>([&](auto then) {
        desk.workspace->campaigns().review(
            sending, desk.workspace.get(), [](qint64) {}, then);
    });
    QVERIFY(review && *review);
    QCOMPARE((*review)->willSend, 2);
    QVERIFY((*review)->notSent.isEmpty());
}

// Three people: one reached before the campaign was taken offline, all selected again when it came back.
void TestWorkspace::whoIsTakenUpAgainCountsOnce()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\nu3\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QVERIFY(desk.execute("UPDATE delivery SET state=5, reason=7 WHERE recipient<>'u1'; DELETE FROM run_count;"
                         "INSERT INTO run_count SELECT id, 1, 0, 1 FROM run; INSERT INTO run_count SELECT id, 5, 7, 2"
                         " FROM run; UPDATE campaign SET state=5"));
    const auto counts = [&desk] {
        const auto rows = desk.answerOf<Result<QList<CampaignRow>>>(
            [&](auto then) { desk.workspace->campaigns().list(desk.workspace.get(), then); });
        return rows && *rows ? (*rows)->first().counts : DeliveryCounts();
    };
    QCOMPARE(counts().total(), 3);
    QCOMPARE(counts().cancelled, 2);
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(counts().total(), 3);
    QCOMPARE(counts().accepted, 3);
}

void TestWorkspace::anotherCountLeavesTheStateOfBefore_data()
{
    QTest::addColumn<CampaignState>("state");
    QTest::newRow("draft") << CampaignState::Draft;
    QTest::newRow("offline") << CampaignState::Offline;
    QTest::newRow("scheduled") << CampaignState::Scheduled;
}

// The operator saw another number of people: nothing is sent, and the campaign is what it was.
void TestWorkspace::anotherCountLeavesTheStateOfBefore()
{
    QFETCH(CampaignState, state);
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->startSending();
    Campaign campaign = desk.campaign(greeting);
    if (state == CampaignState::Scheduled) {
        campaign.spec.sendAt = LocalTime{QDate::currentDate().addDays(2), QTime(9, 0)};
        QCOMPARE(desk.goOnline(campaign), Errors());
        QVERIFY(desk.waitForState(greeting, state));
    }
    if (state == CampaignState::Offline)
        QVERIFY(desk.execute("UPDATE campaign SET state=5, online_at=77"));
    const Campaign before = desk.campaign(greeting);

    Campaign wanted = before;
    wanted.spec.sendAt.reset();
    const auto errors = desk.answerOf<Errors>(
        [&](auto then) { desk.workspace->campaigns().goOnline(wanted, 3, desk.workspace.get(), then); });
    QVERIFY(errors && errors->size() == 1);
    QCOMPARE(errors->first().kind, ErrorKind::CountChanged);
    QCOMPARE(errors->first().arguments, (QStringList{QStringLiteral("2"), QStringLiteral("3")}));
    const Campaign after = desk.campaign(greeting);
    QCOMPARE(after.state, state);
    QCOMPARE(after.nextAt, before.nextAt);
    QCOMPARE(after.onlineAt, before.onlineAt);
    QCOMPARE(after.spec, before.spec);
    QCOMPARE(desk.number("SELECT count(*) FROM run"), 0);
    QCOMPARE(desk.ledger.entries().size(), 0);
}

// Over, but some are sent to again: neither the campaign nor its channel goes before that has ended.
void TestWorkspace::nothingIsDeletedWhileItSends()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QVERIFY(desk.execute("UPDATE delivery SET state=3 WHERE recipient='u2'; UPDATE run_count SET n=1 WHERE state=1;"
                         "INSERT INTO run_count SELECT id, 3, 0, 1 FROM run"));
    desk.workspace->setAllPaused(true);
    const qint64 uncertain = desk.number("SELECT id FROM delivery WHERE recipient='u2'");
    const auto resent = desk.answerOf<Result<qint64>>([&](auto then) {
        desk.workspace->deliveries().answer({uncertain}, UncertainAnswer::ResendSame, desk.workspace.get(), then);
    });
    QVERIFY(resent && *resent && **resent == 1);

    const qint64 campaignId = desk.campaign(greeting).id;
    const qint64 channelId = desk.channel(gateway).id;
    const auto removeCampaign = [&] {
        return *desk.answerOf<Result<void>>(
            [&](auto then) { desk.workspace->campaigns().remove(campaignId, desk.workspace.get(), then); });
    };
    const auto removeChannel = [&] {
        return *desk.answerOf<Result<void>>(
            [&](auto then) { desk.workspace->channels().remove(channelId, desk.workspace.get(), then); });
    };
    const Result<void> campaign = removeCampaign();
    QVERIFY(!campaign);
    QCOMPARE(campaign.error().kind, ErrorKind::NotAllowedInState);
    const Result<void> channel = removeChannel();
    QVERIFY(!channel);
    QCOMPARE(channel.error().kind, ErrorKind::InUse);
    QCOMPARE(channel.error().arguments, QStringList{greeting});

    desk.workspace->setAllPaused(false);
    QTRY_COMPARE(desk.number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
    QVERIFY(removeCampaign());
    QVERIFY(removeChannel());
}

void TestWorkspace::aTextWithoutANumberIsCounted()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id,share,name\nu1,0,x\nu2,4,NaN\nu3,,x\nu4,2,Infinity Club\nu5,0,z\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(),
                 QStringLiteral("{{ 8 | divided_by: user.share }} {{ user.name }}{% if user.name == 'z' %}{% skip 'no' "
                                "%}{% endif %}"))),
        Errors());
    const auto review = desk.answerOf<Result<Review>>([&](auto then) {
        desk.workspace->campaigns().review(
            desk.campaign(greeting), desk.workspace.get(), [](qint64) {}, then);
    });
    QVERIFY(review && *review);
    QCOMPARE((*review)->willSend, 4);
    QCOMPARE((*review)->notANumber, 3); // divided by 0, by nothing, and whose name is no name
}

// At most once: what is claimed and unsent when the program ends is uncertain.
void TestWorkspace::nothingIsClaimedThatWaitsForTheRate()
{
    LiveDesk desk(m_clock);
    QByteArray people = "login_id\n";
    for (int i = 0; i < 200; ++i)
        people += 'u' + QByteArray::number(i) + '\n';
    QVERIFY(desk.import(people));
    const QJsonObject limits{{QStringLiteral("limits"),
        QJsonDocument::fromJson(R"({"batch":5,"ratePerSecond":20,"inFlight":24,"timeoutSeconds":10,
            "repeat":"atMostOnce"})")
            .object()}};
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), limits)), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    for (int requests = 1; requests <= 8; ++requests) {
        QTRY_VERIFY_WITH_TIMEOUT(desk.ledger.entries().size() >= requests, 20'000);
        QVERIFY(desk.number("SELECT count(*) FROM message WHERE state=0") <= 1);
    }
    QCOMPARE(desk.number("SELECT count(*) FROM message WHERE state=1"), 0);
}

void TestWorkspace::aSecretThatCantSignIsNone()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QJsonObject fields = withSecret();
    fields.insert(QStringLiteral("contract"), QStringLiteral("standard-webhooks"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), fields)), Errors());
    const Channel channel = desk.channel(gateway);
    desk.keychain.keepForSession(channel.uuid, Secret("not base64!!"));
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE_WITH_TIMEOUT(desk.workspace->channelsWaitingForSecret(), QSet<qint64>{channel.id}, 20'000);
    QCOMPARE(desk.ledger.entries().size(), 0);
    desk.keychain.keepForSession(channel.uuid, Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.ledger.entries().size(), 1);
}

void TestWorkspace::rulesFollowWhatIsRenamed()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QJsonObject document = liveDocument(desk.url(), QStringLiteral("hello"));
    QJsonArray segments = document.value(QStringLiteral("segments")).toArray();
    segments += QJsonObject{{QStringLiteral("name"), QStringLiteral("reached")},
        {QStringLiteral("rule"),
            QJsonDocument::fromJson(
                R"({"any":[{"received":{"campaign":"greeting"}},{"received":{"channel":"gateway"}}]})")
                .object()}};
    document.insert(QStringLiteral("segments"), segments);
    QCOMPARE(desk.apply(document), Errors());
    Channel channel = desk.channel(gateway);
    channel.name = QStringLiteral("renamed gateway");
    const auto saved = desk.answerOf<Result<Channel>>(
        [&](auto then) { desk.workspace->channels().save(channel, desk.workspace.get(), then); });
    QVERIFY(saved && *saved);
    Campaign campaign = desk.campaign(greeting);
    campaign.name = QStringLiteral("renamed greeting");
    const auto stored = desk.answerOf<Result<Campaign>>(
        [&](auto then) { desk.workspace->campaigns().saveDraft(campaign, desk.workspace.get(), then); });
    QVERIFY(stored && *stored);
    QCOMPARE(desk.number("SELECT count(*) FROM segment WHERE name='reached'"
                         " AND rule->>'$.any[0].received.campaign'='renamed greeting'"
                         " AND rule->>'$.any[1].received.channel'='renamed gateway'"),
        1);
}

WD_TEST(TestWorkspace)
#include "tst_workspace.moc"
