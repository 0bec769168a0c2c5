// An open workspace: what its parts tell each other across threads, and what is remembered of it.
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

WD_TEST(TestWorkspace)
#include "tst_workspace.moc"
