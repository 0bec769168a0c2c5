// What outlives the program: work cut off halfway, and the files themselves.
#include "models/sending/outbox.h"
#include "models/storage/migration.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include <QElapsedTimer>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");

} // namespace

class TestRestarts : public QObject {
    Q_OBJECT
private slots:
    void whatIsSentAgainOutlivesTheProgram();
    void goingOfflineIsMadeUpFor();
    void whoWasCutOffIsSentByTheNextRun();
    void whatEndsWithTheProgramUsesNoRetry();
    void closingWaitsForNobody();
    void halfAWorkspaceIsRefused_data();
    void halfAWorkspaceIsRefused();
    void anUpgradeKeepsItsCopyUntilTheNextStart();

private:
    // Opened again: a campaign for two people, of whom nobody was sent to, taken offline by a program that ended then.
    static void endWhileGoingOffline(LiveDesk& desk);

    SystemClock m_clock;
};

// What an operator orders for a campaign that is over outlives the program.
void TestRestarts::whatIsSentAgainOutlivesTheProgram()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    desk.ledger.answerWith(500, 0);
    const QJsonObject limits
        = QJsonDocument::fromJson(R"({"batch":1,"inFlight":4,"repeat":"atMostOnce","retries":[]})").object();
    const QJsonObject document
        = liveDocument(desk.url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}});
    QCOMPARE(desk.apply(document), Errors());
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=3"), 2);
    QVERIFY(desk.execute("UPDATE campaign SET state=5"));

    desk.workspace->setAllPaused(true);
    const auto ordered = desk.answerOf<Result<qint64>>([&](auto then) {
        desk.workspace->deliveries().answer({1, 2}, UncertainAnswer::ResendSame, desk.workspace.get(), then);
    });
    QVERIFY(ordered && *ordered);
    QCOMPARE(**ordered, 2);
    desk.workspace.reset();
    desk.open();
    desk.ledger.answerWith(200, 0);
    desk.workspace->startSending();
    desk.workspace->setAllPaused(false);
    QTRY_COMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=1"), 2);
    QCOMPARE(desk.campaign(greeting).state, CampaignState::Offline);
}

void TestRestarts::endWhileGoingOffline(LiveDesk& desk)
{
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->setAllPaused(true);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QVERIFY(desk.waitForState(greeting, CampaignState::Active));
    desk.workspace.reset();
    desk.open();
    const qint64 id = desk.campaign(greeting).id;
    QVERIFY(desk.inEngine([id](Database& database) { return bool(Outbox(database, 1, "e").takeOffline(id)); }));
}

// Taken offline, and ended before its people were: the next start makes up for it.
void TestRestarts::goingOfflineIsMadeUpFor()
{
    LiveDesk desk(m_clock);
    endWhileGoingOffline(desk);
    desk.workspace->startSending();
    desk.workspace->setAllPaused(false);
    QTRY_COMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=5"), 2);
    QCOMPARE(desk.ledger.entries().size(), 0);
}

// Ended while it went offline; whoever wants it online again meanwhile neither loses nor doubles anybody.
void TestRestarts::whoWasCutOffIsSentByTheNextRun()
{
    LiveDesk desk(m_clock);
    endWhileGoingOffline(desk);
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    desk.workspace->startSending();
    desk.workspace->setAllPaused(false);
    QVERIFY(desk.waitForState(greeting, CampaignState::Finished));
    QCOMPARE(desk.number("SELECT count(*) FROM run WHERE ended_at IS NULL"), 0);
    QCOMPARE(desk.ledger.entries().size(), 2);
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=1"), 2);
}

void TestRestarts::whatEndsWithTheProgramUsesNoRetry()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.ledger.answerWith(200, 60'000);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE(desk.ledger.entries().size(), 1);
    desk.workspace.reset(); // after its grace the request is cut off
    desk.open();
    QCOMPARE(desk.number("SELECT outcome FROM attempt"), static_cast<int>(AttemptOutcome::Interrupted));
    QCOMPARE(desk.number("SELECT state FROM message"), static_cast<int>(MessageState::Waiting));
}

// The window goes on meanwhile, and with it a receiver that lives in its thread.
void TestRestarts::closingWaitsForNobody()
{
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.ledger.answerWith(200, 1'000);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE(desk.ledger.entries().size(), 1);
    bool closed = false;
    QElapsedTimer timer;
    timer.start();
    desk.workspace->close([&closed] { closed = true; });
    QVERIFY2(timer.elapsed() < 300, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!closed);
    QTRY_VERIFY(closed);
    timer.restart();
    desk.workspace.reset();
    QVERIFY2(timer.elapsed() < 900, qPrintable(QString::number(timer.elapsed())));
    desk.open();
    QCOMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=1"), 1); // its answer was awaited
}

void TestRestarts::halfAWorkspaceIsRefused_data()
{
    QTest::addColumn<QString>("lost");
    QTest::addColumn<bool>("emptied"); // else removed
    for (const QString& file : {QStringLiteral("audience.db"), QStringLiteral("workspace.db")}) {
        QTest::addRow("%s removed", qPrintable(file)) << file << false;
        QTest::addRow("%s emptied", qPrintable(file)) << file << true;
    }
}

void TestRestarts::halfAWorkspaceIsRefused()
{
    QFETCH(QString, lost);
    QFETCH(bool, emptied);
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace.reset();
    const QString file = QDir(desk.folder()).filePath(lost);
    QVERIFY(QFile::rename(file, file + QStringLiteral(".kept")));
    QFile::remove(file + QStringLiteral("-wal"));
    QFile::remove(file + QStringLiteral("-shm"));
    if (emptied) {
        QFile empty(file);
        QVERIFY(empty.open(QIODevice::WriteOnly));
    }
    const auto opened = Workspace::open(desk.folder(), QStringLiteral("UTC"), m_clock, desk.keychain);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::FileUnreadable);
    QCOMPARE(opened.error().arguments.value(0), file);
    QCOMPARE(openWorkspaceReader(desk.folder()) && openAudienceReader(desk.folder()), false);
    QCOMPARE(QFileInfo(file).size(), 0); // nothing was made anew
    QFile::remove(file);
    QVERIFY(QFile::rename(file + QStringLiteral(".kept"), file));
    desk.open();
    QCOMPARE(desk.number("SELECT count(*) FROM campaign"), 1);
}

void TestRestarts::anUpgradeKeepsItsCopyUntilTheNextStart()
{
    const QTemporaryDir folder;
    const QString audience = folder.filePath(QStringLiteral("audience.db"));
    {
        auto old = Database::openWriter(audience, Database::Durability::Full);
        QVERIFY(old);
        constexpr qint32 audienceId = 0x57446175; // "WDau"
        QVERIFY(migrate(**old, migrationScripts(QStringLiteral("audience")).mid(0, 1), audienceId));
    }
    Keychain keychain;
    const auto opens = [&] { return bool(Workspace::open(folder.path(), QStringLiteral("UTC"), m_clock, keychain)); };
    QVERIFY(opens());
    QVERIFY(QFile::exists(audience + QStringLiteral(".v1.bak")));
    QVERIFY(opens());
    QVERIFY(!QFile::exists(audience + QStringLiteral(".v1.bak")));
}

WD_TEST(TestRestarts)
#include "tst_restarts.moc"
