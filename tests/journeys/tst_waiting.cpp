// `campaign online --wait` ends when only somebody's help makes it go on, and never tells old counts for new ones.
#include "models/storage/database.h"
#include "tests/journeys/clidesk.h"
#include "tests/support/suite.h"

#include <QTest>

#include <csignal>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");
const QString gateway = QStringLiteral("gateway");

bool execute(const CliDesk& desk, const QByteArray& sql)
{
    const auto database
        = Database::openWriter(desk.workspace() + QStringLiteral("/workspace.db"), Database::Durability::Normal);
    return database && (*database)->execute(sql);
}

} // namespace

class TestWaiting : public QObject {
    Q_OBJECT
private slots:
    void whatHoldsEverybodyUpEndsIt_data();
    void whatHoldsEverybodyUpEndsIt();
    void aFinishedCampaignIsRefused();
    void aPausedCampaignIsRefused();
    void theProgramThatSendsTellsTheStatus();
    void changingItHereSendsNothing();
    void goingOfflineMeanwhileIsNoSuccess();
    void aSetTimeIsSaidBeforeTheWait();
    void aCopyGoesOnByHand();
    void aSecondSignalCutsNothingShort();

private:
    static void importMany(const CliDesk& desk)
    {
        QByteArray people = "login_id\n";
        for (int i = 0; i < 30; ++i)
            people += 'p' + QByteArray::number(i) + '\n';
        const QString file = desk.file(QStringLiteral("people.csv"));
        writeFile(file, people);
        QCOMPARE(desk.run({QStringLiteral("import"), QStringLiteral("people"), file}).code, 0);
    }
    static void makeDesk(const CliDesk& desk)
    {
        const QString url = QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port());
        const CliAnswer applied = desk.apply(smallDesk(url));
        QVERIFY2(applied.code == 0, applied.errors.constData());
        const QString people = desk.file(QStringLiteral("people.csv"));
        writeFile(people, "login_id\nu_1\nu_2\n");
        QCOMPARE(desk.run({QStringLiteral("import"), QStringLiteral("people"), people}).code, 0);
    }
};

void TestWaiting::whatHoldsEverybodyUpEndsIt_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("hindrance");
    QTest::newRow("channel disabled") << QByteArray("UPDATE channel SET enabled=0")
                                      << QStringLiteral("channelDisabled");
    QTest::newRow("everything paused") << QByteArray("INSERT INTO setting(key, value) VALUES('allPaused','1')")
                                       << QStringLiteral("allPaused");
}

void TestWaiting::whatHoldsEverybodyUpEndsIt()
{
    QFETCH(QByteArray, sql);
    QFETCH(QString, hindrance);
    CliDesk desk;
    makeDesk(desk);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    // Begun by a program that was killed before anybody was sent to.
    desk.ledger.answerWith(503, 0);
    Program killed = desk.start(
        {QStringLiteral("run"), QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")});
    QTRY_VERIFY_WITH_TIMEOUT(desk.ledger.entries().size() >= 2, 20'000);
    killed.kill();
    QVERIFY(execute(desk, sql));
    const CliAnswer waited = desk.send(greeting, gateway);
    QCOMPARE(waited.code, 1);
    QCOMPARE(waited.json()[QStringLiteral("hindrance")][QStringLiteral("kind")].toString(), hindrance);
    QCOMPARE(waited.number("queued"), 2);
}

void TestWaiting::aFinishedCampaignIsRefused()
{
    const CliDesk desk;
    makeDesk(desk);
    QCOMPARE(desk.send(greeting, gateway).number("accepted"), 2);
    const CliAnswer again = desk.send(greeting, gateway);
    QCOMPARE(again.code, 1);
    QVERIFY2(again.errors.contains(greeting.toUtf8()), again.errors.constData());
    QVERIFY(again.output.isEmpty());
    QCOMPARE(desk.ledger.entries().size(), 2);
}

void TestWaiting::aPausedCampaignIsRefused()
{
    const CliDesk desk;
    makeDesk(desk);
    QVERIFY(execute(desk, "UPDATE campaign SET state=4"));
    const CliAnswer answer = desk.send(greeting, gateway);
    QCOMPARE(answer.code, 1);
    QVERIFY2(answer.errors.contains(greeting.toUtf8()), answer.errors.constData());
    QCOMPARE(desk.ledger.entries().size(), 0);
}

// Ten requests failed and the channel rests: everybody waits, which the workspace's files alone don't tell.
void TestWaiting::theProgramThatSendsTellsTheStatus()
{
    CliDesk desk;
    makeDesk(desk);
    importMany(desk);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    desk.ledger.answerWith(503, 0);
    // As a service has it: with a folder for temporary files of its own.
    QVERIFY(QDir().mkpath(desk.file(QStringLiteral("tmp"))));
    Program running = desk.start(
        {QStringLiteral("run"), QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")},
        {{QStringLiteral("TMPDIR"), desk.file(QStringLiteral("tmp"))}});
    const QStringList status{QStringLiteral("campaign"), QStringLiteral("status"), greeting};
    CliAnswer told;
    const auto people32 = [&] {
        told = desk.run(status);
        return told.json()[QStringLiteral("hindrance")][QStringLiteral("people")].toInt() == 32;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(people32(), told.output.constData(), 20'000);
    QCOMPARE(told.json()[QStringLiteral("hindrance")][QStringLiteral("kind")].toString(), QStringLiteral("retrying"));
    QVERIFY(told.json()[QStringLiteral("sending")].toBool());
    running.kill();

    // Nobody tries again by himself now.
    const CliAnswer alone = desk.run(status);
    QCOMPARE(alone.json()[QStringLiteral("sending")].toBool(true), false);
    QCOMPARE(
        alone.json()[QStringLiteral("hindrance")][QStringLiteral("kind")].toString(), QStringLiteral("secretMissing"));
}

void TestWaiting::changingItHereSendsNothing()
{
    CliDesk desk;
    const QString url = QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port());
    const QJsonObject open{{QStringLiteral("auth"), QJsonObject{{QStringLiteral("type"), QStringLiteral("none")}}}};
    QCOMPARE(desk.apply(smallDesk(url, open)).code, 0);
    importMany(desk);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    desk.ledger.answerWith(503, 0);
    Program killed = desk.start({QStringLiteral("run")});
    QTRY_VERIFY_WITH_TIMEOUT(desk.ledger.entries().size() >= 2, 20'000);
    killed.kill();
    desk.ledger.clear();
    desk.ledger.answerWith(200, 0);
    for (const QString& step : {QStringLiteral("pause"), QStringLiteral("resume"), QStringLiteral("offline")})
        QCOMPARE(desk.run({QStringLiteral("campaign"), step, greeting}).code, 0);
    QCOMPARE(desk.ledger.entries().size(), 0);
}

void TestWaiting::goingOfflineMeanwhileIsNoSuccess()
{
    CliDesk desk;
    makeDesk(desk);
    importMany(desk);
    desk.ledger.answerWith(200, 300);
    Program waiting = desk.start({QStringLiteral("campaign"), QStringLiteral("online"), greeting,
        QStringLiteral("--wait"), QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")});
    QTRY_VERIFY_WITH_TIMEOUT(desk.ledger.entries().size() >= 1, 20'000);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("offline"), greeting}).code, 0);
    QVERIFY(waiting.waitForEnd(20'000));
    QCOMPARE(waiting.exitCode(), 1);
}

void TestWaiting::aSetTimeIsSaidBeforeTheWait()
{
    CliDesk desk;
    QJsonObject document = smallDesk(QStringLiteral("http://127.0.0.1:%1/hook").arg(desk.ledger.port()));
    QJsonObject campaign = document.value(QStringLiteral("campaigns")).toArray().first().toObject();
    campaign.insert(QStringLiteral("send"), QJsonObject{{QStringLiteral("at"), QStringLiteral("2999-12-01T09:00")}});
    document.insert(QStringLiteral("campaigns"), QJsonArray{campaign});
    QCOMPARE(desk.apply(document).code, 0);
    importMany(desk);
    Program waiting = desk.start({QStringLiteral("campaign"), QStringLiteral("online"), greeting,
        QStringLiteral("--wait"), QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")});
    QByteArray said;
    QTRY_VERIFY_WITH_TIMEOUT((said += waiting.errorOutput()).contains("2999-12-01T09:00"), 20'000);
    QVERIFY(waiting.isRunning());
    waiting.kill();
}

void TestWaiting::aCopyGoesOnByHand()
{
    const CliDesk desk;
    makeDesk(desk);
    QVERIFY(execute(desk, "UPDATE meta SET machine=CAST('of another computer' AS BLOB)"));
    const QByteArray why = "copied, restored, or comes from another computer";
    const CliAnswer waited = desk.send(greeting, gateway);
    QCOMPARE(waited.code, 1);
    QVERIFY2(waited.errors.contains(why), waited.errors.constData());
    QCOMPARE(waited.number("queued"), 2);
    const CliAnswer status = desk.run({QStringLiteral("campaign"), QStringLiteral("status"), greeting});
    QCOMPARE(
        status.json()[QStringLiteral("hindrance")][QStringLiteral("kind")].toString(), QStringLiteral("elsewhere"));
    QStringList run{QStringLiteral("run"), QStringLiteral("--for"), QStringLiteral("2"), QStringLiteral("--secret"),
        gateway + QStringLiteral("=env:WD_STORY_SECRET")};
    QVERIFY(desk.run(run).errors.contains(why));
    QCOMPARE(desk.ledger.entries().size(), 0);
    QVERIFY(!desk.run(run << QStringLiteral("--continue")).errors.contains(why));
    QCOMPARE(desk.ledger.entries().size(), 2);
}

// What is under way is waited for, also when somebody asks twice, as `timeout` does.
void TestWaiting::aSecondSignalCutsNothingShort()
{
    CliDesk desk;
    makeDesk(desk);
    QCOMPARE(desk.run({QStringLiteral("campaign"), QStringLiteral("online"), greeting}).code, 0);
    desk.ledger.answerWith(200, 1'000);
    Program run = desk.start(
        {QStringLiteral("run"), QStringLiteral("--secret"), gateway + QStringLiteral("=env:WD_STORY_SECRET")});
    QTRY_COMPARE_WITH_TIMEOUT(desk.ledger.entries().size(), 1, 20'000);
    QCOMPARE(::kill(pid_t(run.processId()), SIGTERM), 0);
    QTest::qWait(50);
    QCOMPARE(::kill(pid_t(run.processId()), SIGTERM), 0);
    QVERIFY(run.waitForEnd());
    QCOMPARE(run.exitCode(), 0);
    const CliAnswer status = desk.run({QStringLiteral("campaign"), QStringLiteral("status"), greeting});
    QCOMPARE(status.number("accepted"), 1);
    QCOMPARE(status.number("queued"), 1);
}

WD_TEST(TestWaiting)
#include "tst_waiting.moc"
