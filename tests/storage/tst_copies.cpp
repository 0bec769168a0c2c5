// A workspace that was copied, restored or brought from another computer sends nothing by itself, and gives out no id
// of the original's.
#include "models/base/reason.h"
#include "models/desk/settings.h"
#include "tests/storage/livedesk.h"
#include "tests/support/suite.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

using namespace wd;

namespace {

const QString greeting = QStringLiteral("greeting");

// What one launch of the program does with a folder.
struct Launch {
    Launch(const QString& folder, Clock& clock)
    {
        auto opened = Workspace::open(folder, {}, clock, keychain);
        if (!opened)
            qFatal("no workspace");
        workspace = std::move(opened).value();
    }
    template <typename Answer> Answer asked(const std::function<Answer(Database&)>& work)
    {
        std::optional<Answer> answer;
        workspace->writer().ask(work, workspace.get(), [&answer](const Answer& given) { answer = given; });
        static_cast<void>(QTest::qWaitFor([&answer] { return answer.has_value(); }));
        return answer.value_or(Answer());
    }
    qint64 number(const QByteArray& sql)
    {
        return asked<qint64>([sql](Database& database) {
            Statement statement(database, sql);
            const Result<bool> row = statement.step();
            return row && *row ? statement.integer(0) : -1;
        });
    }
    std::optional<Hindrance> hindrance()
    {
        std::optional<Result<QList<CampaignRow>>> rows;
        workspace->campaigns().list(
            workspace.get(), [&rows](const Result<QList<CampaignRow>>& given) { rows = given; });
        static_cast<void>(QTest::qWaitFor([&rows] { return rows.has_value(); }));
        return rows && *rows ? (*rows)->first().hindrance : std::nullopt;
    }
    bool everybodyIsSettled()
    {
        return QTest::qWaitFor([this] { return number("SELECT count(*) FROM delivery WHERE state=0") == 0; }, 20'000);
    }

    Keychain keychain;
    std::unique_ptr<Workspace> workspace;
};

void copyFolder(const QString& from, const QString& to)
{
    QDir().mkpath(to);
    for (const QString& name : QDir(from).entryList(QDir::Files))
        if (name != u"lock")
            QFile::copy(QDir(from).filePath(name), QDir(to).filePath(name));
}

bool execute(const QString& folder, const QByteArray& sql)
{
    const auto database = Database::openWriter(folder + QStringLiteral("/workspace.db"), Database::Durability::Full);
    return database && (*database)->execute(sql);
}

QByteArray blobIn(const QString& folder, const QByteArray& sql)
{
    const auto database = openWorkspaceReader(folder);
    if (!database)
        return {};
    Statement statement(**database, sql);
    const Result<bool> row = statement.step();
    return row && *row ? statement.blob(0) : QByteArray();
}

QSet<QByteArray> idsOf(const QList<LedgerEntry>& entries)
{
    QSet<QByteArray> ids;
    for (const LedgerEntry& entry : entries)
        ids += entry.messageId();
    return ids;
}

} // namespace

class TestCopies : public QObject {
    Q_OBJECT
private slots:
    void aCopySendsNothingByItself();
    void whatWasUnderWayIsUncertain_data();
    void whatWasUnderWayIsUncertain();
    void places_data();
    void places();
    void aRenamedFolderGoesOn();

private:
    // Three people wait, and the program that would send to them has ended.
    void queuePeople(LiveDesk& desk);
    static bool knowsBirth(const QString& folder)
    {
        return QFileInfo(folder + QStringLiteral("/workspace.db")).birthTime().isValid();
    }

    SystemClock m_clock;
};

void TestCopies::queuePeople(LiveDesk& desk)
{
    QVERIFY(desk.import("login_id\nu1\nu2\nu3\n"));
    QCOMPARE(desk.apply(liveDocument(desk.url(), QStringLiteral("hello"))), Errors());
    desk.workspace->setAllPaused(true);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE(desk.number("SELECT count(*) FROM delivery WHERE state=0"), 3);
    desk.workspace.reset();
    QVERIFY(execute(desk.folder(), "UPDATE setting SET value='' WHERE key='allPaused'"));
}

void TestCopies::aCopySendsNothingByItself()
{
    LiveDesk desk(m_clock);
    queuePeople(desk);
    if (QTest::currentTestFailed())
        return;
    if (!knowsBirth(desk.folder()))
        QSKIP("the file system does not know when a file was made");
    QTemporaryDir place;
    const QString copy = place.filePath(QStringLiteral("copy"));
    copyFolder(desk.folder(), copy);
    {
        Launch launch(copy, m_clock);
        QVERIFY(launch.workspace->allPaused());
        QVERIFY(launch.workspace->isFromElsewhere());
        launch.workspace->startSending();
        QTRY_VERIFY(launch.hindrance().has_value());
        QCOMPARE(launch.hindrance()->kind, HindranceKind::Elsewhere);
        QCOMPARE(launch.number("SELECT count(*) FROM delivery WHERE state=0"), 3);
    }
    { // and not at the next start, either
        Launch launch(copy, m_clock);
        QVERIFY(launch.workspace->isFromElsewhere());
        launch.workspace->startSending();
        QTRY_VERIFY(launch.hindrance().has_value());
        QCOMPARE(desk.ledger.entries().size(), 0);
        launch.workspace->setAllPaused(false);
        QVERIFY(!launch.workspace->isFromElsewhere());
        QVERIFY(launch.everybodyIsSettled());
        QCOMPARE(launch.number("SELECT count(*) FROM delivery WHERE state=1"), 3);
    }
    QVERIFY(!Launch(copy, m_clock).workspace->allPaused());
    const QSet<QByteArray> ofCopy = idsOf(desk.ledger.entries());
    QCOMPARE(ofCopy.size(), 3);
    desk.ledger.clear();
    // The original goes on as if nothing had been.
    Launch original(desk.folder(), m_clock);
    QVERIFY(!original.workspace->allPaused());
    original.workspace->startSending();
    QVERIFY(original.everybodyIsSettled());
    const QSet<QByteArray> ofOriginal = idsOf(desk.ledger.entries());
    QCOMPARE(ofOriginal.size(), 3);
    QVERIFY(!ofOriginal.intersects(ofCopy));
}

void TestCopies::whatWasUnderWayIsUncertain_data()
{
    QTest::addColumn<QString>("repeat");
    QTest::newRow("at least once") << QStringLiteral("atLeastOnce");
    QTest::newRow("at most once") << QStringLiteral("atMostOnce");
}

void TestCopies::whatWasUnderWayIsUncertain()
{
    QFETCH(QString, repeat);
    LiveDesk desk(m_clock);
    QVERIFY(desk.import("login_id\nu1\nu2\n"));
    const QJsonObject limits{{QStringLiteral("repeat"), repeat}, {QStringLiteral("inFlight"), 1}};
    QCOMPARE(
        desk.apply(liveDocument(desk.url(), QStringLiteral("hello"), {{QStringLiteral("limits"), limits}})), Errors());
    desk.ledger.answerWith(200, 2'000);
    desk.workspace->startSending();
    QCOMPARE(desk.goOnline(desk.campaign(greeting)), Errors());
    QTRY_COMPARE_WITH_TIMEOUT(desk.ledger.unanswered(), 1, 10'000);
    QTemporaryDir place;
    const QString copy = place.filePath(QStringLiteral("copy"));
    copyFolder(desk.folder(), copy);
    desk.workspace.reset();
    QVERIFY(execute(copy, "UPDATE meta SET machine=CAST('of another computer' AS BLOB)"));
    desk.ledger.clear();

    Launch launch(copy, m_clock);
    launch.workspace->startSending();
    QTRY_VERIFY(launch.number("SELECT count(*) FROM delivery WHERE state=3") > 0);
    QCOMPARE(launch.number("SELECT count(*) FROM message WHERE state<>2"), 0); // nothing goes out under an old id
    QCOMPARE(desk.ledger.entries().size(), 0);
}

void TestCopies::places_data()
{
    QTest::addColumn<QByteArray>("stored"); // SQL of a blob; `here` is what a new workspace wrote
    QTest::addColumn<bool>("elsewhere");
    if (QSysInfo::machineUniqueId().isEmpty())
        QSKIP("this computer has no id");
    const QByteArray machine = "CAST('" + QSysInfo::machineUniqueId() + "' AS BLOB)";
    QTest::newRow("here") << QByteArray("machine") << false;
    QTest::newRow("an older version's") << machine << false;
    QTest::newRow("unknown") << QByteArray("x''") << false;
    QTest::newRow("another computer") << QByteArray("CAST('0123456789abcdef' AS BLOB)") << true;
    QTest::newRow("another computer, another file")
        << QByteArray("CAST('0123456789abcdef 1700000000000' AS BLOB)") << true;
    QTest::newRow("another file") << machine + "||CAST(' 1700000000000' AS BLOB)" << true;
    QTest::newRow("another file of an unknown computer") << QByteArray("CAST(' 1700000000000' AS BLOB)") << true;
}

void TestCopies::places()
{
    QFETCH(QByteArray, stored);
    QFETCH(bool, elsewhere);
    QTemporaryDir folder;
    const QByteArray read = "SELECT epoch FROM meta";
    QVERIFY(openWorkspaceWriter(folder.path(), {}));
    const QByteArray here = blobIn(folder.path(), "SELECT machine FROM meta");
    const QByteArray epoch = blobIn(folder.path(), read);
    QVERIFY(execute(folder.path(), "UPDATE meta SET machine=CAST(" + stored + " AS BLOB)"));
    for (int start = 0; start < 2; ++start) { // taken over once, and for good
        const auto writer = openWorkspaceWriter(folder.path(), {});
        QVERIFY(writer);
        QCOMPARE(*setting(**writer, settings::allPaused), elsewhere ? settings::elsewhere : QString());
        QCOMPARE(blobIn(folder.path(), "SELECT machine FROM meta"), here);
    }
    QCOMPARE(blobIn(folder.path(), read) == epoch, !elsewhere);
}

void TestCopies::aRenamedFolderGoesOn()
{
    QTemporaryDir place;
    const QString before = place.filePath(QStringLiteral("before"));
    const QString after = place.filePath(QStringLiteral("after"));
    {
        const Launch launch(before, m_clock);
        QVERIFY(!launch.workspace->allPaused());
    }
    QVERIFY(QDir().rename(before, after));
    const Launch launch(after, m_clock);
    QVERIFY(!launch.workspace->allPaused());
    QVERIFY(!launch.workspace->isFromElsewhere());
}

WD_TEST(TestCopies)
#include "tst_copies.moc"
