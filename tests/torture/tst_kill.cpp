#include "tests/support/ledger.h"
#include "tests/support/program.h"
#include "tests/support/suite.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {

const QByteArray secret = "torture-secret-0001";
const QString channelName = QStringLiteral("gateway");
const QString campaignName = QStringLiteral("everybody");
constexpr int people = 8000;
constexpr int inFlight = 128;
constexpr int answerMs = 100;
// 4-sending.md's group commit: outcomes that were not yet written when the program died.
constexpr int groupCommit = 32;

// What the killed program was doing, told from its own database by a second, read-only connection.
enum class Phase { Preparing, Claiming, Settling };

const char* phaseName(Phase phase)
{
    return phase == Phase::Preparing ? "preparing" : phase == Phase::Claiming ? "claiming" : "settling";
}

// Requests under way for the program when it was killed: the receiver had not answered them, or so lately that the
// answer may not have been read.
int underWayAt(const QList<LedgerEntry>& entries, qint64 at)
{
    constexpr int commitMs = 50;
    return int(std::count_if(entries.cbegin(), entries.cend(), [at](const LedgerEntry& entry) {
        const bool unanswered = entry.answeredMs < 0 && entry.arrivedMs >= at - answerMs - commitMs;
        return unanswered || entry.answeredMs >= at - commitMs;
    }));
}

QByteArray peopleCsv()
{
    QByteArray csv = "login_id,city\n";
    for (int i = 0; i < people; ++i)
        csv += "u" + QByteArray::number(i) + ",c" + QByteArray::number(i % 7) + "\n";
    return csv;
}

QByteArray deskDocument(quint16 port, const QString& repeat)
{
    const QJsonObject channel{
        {QStringLiteral("name"), channelName},
        {QStringLiteral("url"), QStringLiteral("http://127.0.0.1:%1/hook").arg(port)},
        {QStringLiteral("auth"), QJsonObject{{QStringLiteral("type"), QStringLiteral("secret")}}},
        {QStringLiteral("recipientId"),
            QJsonObject{{QStringLiteral("name"), QStringLiteral("userid")},
                {QStringLiteral("attribute"), QStringLiteral("login_id")}}},
        {QStringLiteral("limits"),
            QJsonObject{{QStringLiteral("ratePerSecond"), 0}, {QStringLiteral("inFlight"), inFlight},
                {QStringLiteral("repeat"), repeat}}},
    };
    const QJsonObject segment{{QStringLiteral("name"), QStringLiteral("all")},
        {QStringLiteral("userKind"), QStringLiteral("login")},
        {QStringLiteral("rule"), QJsonObject{{QStringLiteral("all"), QJsonArray()}}}};
    const QJsonObject campaign{{QStringLiteral("name"), campaignName},
        {QStringLiteral("segment"), QStringLiteral("all")}, {QStringLiteral("channel"), channelName}};
    return QJsonDocument(
        QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("timeZone"), QStringLiteral("UTC")},
            {QStringLiteral("channels"), QJsonArray{channel}}, {QStringLiteral("segments"), QJsonArray{segment}},
            {QStringLiteral("campaigns"), QJsonArray{campaign}}})
        .toJson();
}

qint64 readNumber(const QString& file, const QString& sql)
{
    qint64 number = 0;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("peek"));
        database.setDatabaseName(file);
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=100"));
        if (database.open()) {
            QSqlQuery query(database);
            if (query.exec(sql) && query.next())
                number = query.value(0).toLongLong();
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("peek"));
    return number;
}

// The people in a request, and what it says but for the time it was sent.
QStringList recipientsOf(const QByteArray& body)
{
    QStringList ids;
    const QJsonArray users = QJsonDocument::fromJson(body).object().value(QStringLiteral("userAttr")).toArray();
    for (const QJsonValue& user : users)
        ids += user.toObject().value(QStringLiteral("userid")).toString();
    return ids;
}

QJsonObject contentOf(const QByteArray& body)
{
    QJsonObject content = QJsonDocument::fromJson(body).object();
    content.remove(QStringLiteral("timestamp"));
    return content;
}

} // namespace

class TestKill : public QObject {
    Q_OBJECT

private slots:
    void atLeastOnce();
    void atMostOnce();
    void whileItGoesOffline();

private:
    struct Desk {
        QTemporaryDir folder;
        Ledger ledger;
        QString file(const QString& name) const { return folder.filePath(name); }
        QString workspaceDb() const { return folder.filePath(QStringLiteral("desk/workspace.db")); }
    };

    void makeDesk(Desk& desk, const QString& repeat);
    static Program sender(const Desk& desk);
    static bool reaches(const Desk& desk, Phase phase, const Program& program);
    static void checkMessages(const QList<LedgerEntry>& entries);
};

void TestKill::makeDesk(Desk& desk, const QString& repeat)
{
    QVERIFY(desk.ledger.port() != 0);
    writeFile(desk.file(QStringLiteral("people.csv")), peopleCsv());
    writeFile(desk.file(QStringLiteral("desk.json")), deskDocument(desk.ledger.port(), repeat));
    const QString workspace = desk.file(QStringLiteral("desk"));
    for (const QStringList& words :
        {QStringList{QStringLiteral("import"), QStringLiteral("people"), desk.file(QStringLiteral("people.csv"))},
            QStringList{QStringLiteral("apply"), desk.file(QStringLiteral("desk.json"))}}) {
        Program cli = Program::cli(QStringList{QStringLiteral("--workspace"), workspace} + words);
        QVERIFY2(cli.waitForEnd() && cli.exitCode() == 0, cli.errorOutput().constData());
    }
}

Program TestKill::sender(const Desk& desk)
{
    return Program::cli(
        {QStringLiteral("--workspace"), desk.file(QStringLiteral("desk")), QStringLiteral("--json"),
            QStringLiteral("campaign"), QStringLiteral("online"), campaignName, QStringLiteral("--wait"),
            QStringLiteral("--secret"), channelName + QStringLiteral("=env:WD_TORTURE_SECRET")},
        {{QStringLiteral("WD_TORTURE_SECRET"), QString::fromLatin1(secret)}});
}

bool TestKill::reaches(const Desk& desk, Phase phase, const Program& program)
{
    const qint64 attemptsBefore = readNumber(desk.workspaceDb(), QStringLiteral("SELECT count(*) FROM attempt"));
    const int unansweredBefore = desk.ledger.unanswered(); // of dead connections
    while (program.isRunning()) {
        switch (phase) {
        case Phase::Preparing:
            if (readNumber(desk.workspaceDb(),
                    QStringLiteral("SELECT count(*) FROM run r JOIN delivery d ON d.run_id=r.id WHERE r.state=0"))
                > 0)
                return true;
            break;
        case Phase::Claiming:
            if (desk.ledger.unanswered() > unansweredBefore
                && readNumber(desk.workspaceDb(), QStringLiteral("SELECT count(*) FROM message WHERE state=0")) > 16)
                return true;
            break;
        case Phase::Settling:
            if (readNumber(desk.workspaceDb(), QStringLiteral("SELECT count(*) FROM attempt")) > attemptsBefore + 200)
                return true;
            break;
        }
    }
    return false;
}

// A message never changes: under one id always the same people, in the same order, with the same words.
void TestKill::checkMessages(const QList<LedgerEntry>& entries)
{
    QMap<QByteArray, QJsonObject> contents;
    for (const LedgerEntry& entry : entries) {
        QVERIFY(entry.signedWith(secret));
        QVERIFY(!entry.messageId().isEmpty());
        const QJsonObject content = contentOf(entry.body);
        if (contents.contains(entry.messageId()))
            QCOMPARE(content, contents.value(entry.messageId()));
        contents.insert(entry.messageId(), content);
    }
}

void TestKill::atLeastOnce()
{
    Desk desk;
    makeDesk(desk, QStringLiteral("atLeastOnce"));
    desk.ledger.answerWith(200, answerMs);
    const QList<Phase> kills{Phase::Preparing, Phase::Preparing, Phase::Claiming, Phase::Settling, Phase::Claiming,
        Phase::Settling, Phase::Claiming};
    struct Kill {
        Phase phase;
        int inFlight;
        qsizetype arrivedBefore;
    };
    QList<Kill> done;
    for (const Phase phase : kills) {
        Program program = sender(desk);
        QVERIFY2(reaches(desk, phase, program), "the program ended before it could be killed");
        const qint64 killedAt = Ledger::nowMs();
        program.kill();
        QTest::qWait(2 * answerMs);
        done.append({phase, underWayAt(desk.ledger.entries(), killedAt), desk.ledger.entries().size()});
    }
    Program last = sender(desk);
    QVERIFY2(last.waitForEnd(120'000), "the last start did not end");
    QVERIFY2(last.exitCode() == 0, last.errorOutput().constData());

    const QList<LedgerEntry> entries = desk.ledger.entries();
    checkMessages(entries);
    QMap<QString, QSet<QByteArray>> messagesOf;
    for (const LedgerEntry& entry : entries)
        for (const QString& person : recipientsOf(entry.body))
            messagesOf[person].insert(entry.messageId());
    int doubled = 0;
    for (const QSet<QByteArray>& messages : std::as_const(messagesOf))
        doubled += messages.size() > 1;
    const int lost = people - int(messagesOf.size());
    // A request that arrives again is put down to the kill that followed its arrival before.
    QList<int> repeated(done.size());
    QHash<QByteArray, qsizetype> arrivedAt;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (const auto before = arrivedAt.constFind(entries[i].messageId()); before != arrivedAt.cend()) {
            qsizetype kill = 0;
            while (kill < done.size() && done[kill].arrivedBefore <= *before)
                ++kill;
            QVERIFY2(kill < done.size(), "a request was repeated that no kill interrupted");
            ++repeated[kill];
        }
        arrivedAt.insert(entries[i].messageId(), i);
    }
    int repeatedInAll = 0;
    for (qsizetype i = 0; i < done.size(); ++i) {
        const int bound = done[i].inFlight + groupCommit;
        qInfo("kill %d (%s): in flight %d, repeated %d (bound %d), lost %d", int(i) + 1, phaseName(done[i].phase),
            done[i].inFlight, repeated[i], bound, lost);
        QVERIFY(repeated[i] <= bound);
        QVERIFY(repeated[i] <= inFlight + groupCommit);
        repeatedInAll += repeated[i];
    }
    qInfo("%d people, %d kills: %d requests, repeated %d, lost %d, under two ids %d", people, int(done.size()),
        int(entries.size()), repeatedInAll, lost, doubled);
    QCOMPARE(lost, 0);
    QCOMPARE(doubled, 0);
    QCOMPARE(repeatedInAll, int(entries.size()) - people);
    const QJsonObject status = QJsonDocument::fromJson(last.output()).object();
    QCOMPARE(status.value(QStringLiteral("accepted")).toInt(), people);
    QCOMPARE(status.value(QStringLiteral("uncertain")).toInt(), 0);
    QCOMPARE(status.value(QStringLiteral("failed")).toInt(), 0);
}

// Where a repeat would hand out a second coupon, a kill leaves questions, never a second request.
void TestKill::atMostOnce()
{
    Desk desk;
    makeDesk(desk, QStringLiteral("atMostOnce"));
    desk.ledger.answerWith(200, answerMs);
    for (const Phase phase : {Phase::Claiming, Phase::Settling, Phase::Claiming}) {
        Program program = sender(desk);
        QVERIFY2(reaches(desk, phase, program), "the program ended before it could be killed");
        program.kill();
        QTest::qWait(2 * answerMs);
    }
    Program last = sender(desk);
    QVERIFY2(last.waitForEnd(120'000), "the last start did not end");
    QCOMPARE(last.exitCode(), 1); // somebody is uncertain
    QMap<QString, int> arrivals;
    const QList<LedgerEntry> entries = desk.ledger.entries();
    for (const LedgerEntry& entry : entries)
        for (const QString& person : recipientsOf(entry.body))
            ++arrivals[person];
    for (auto person = arrivals.cbegin(); person != arrivals.cend(); ++person)
        QVERIFY2(person.value() == 1, qPrintable(person.key()));
    const QJsonObject status = QJsonDocument::fromJson(last.output()).object();
    const int accepted = status.value(QStringLiteral("accepted")).toInt();
    const int uncertain = status.value(QStringLiteral("uncertain")).toInt();
    qInfo("%d people, 3 kills, at most once: accepted %d, uncertain %d, arrived %d", people, accepted, uncertain,
        int(arrivals.size()));
    QCOMPARE(accepted + uncertain, people);
    QVERIFY(uncertain > 0);
    QVERIFY(uncertain <= 3 * (inFlight + groupCommit));
    QVERIFY(arrivals.size() >= accepted);
}

// Killed between the slices that cancel its people: the next start goes on with them, and nobody is taken for reached.
void TestKill::whileItGoesOffline()
{
    Desk desk;
    makeDesk(desk, QStringLiteral("atLeastOnce"));
    desk.ledger.answerWith(200, answerMs);
    Program program = sender(desk);
    QVERIFY2(reaches(desk, Phase::Settling, program), "the program ended before it could be killed");
    Program offline = Program::cli({QStringLiteral("--workspace"), desk.file(QStringLiteral("desk")),
        QStringLiteral("campaign"), QStringLiteral("offline"), campaignName});
    while (program.isRunning()
        && readNumber(desk.workspaceDb(), QStringLiteral("SELECT count(*) FROM delivery WHERE state=5")) == 0) { }
    program.kill();
    QVERIFY(offline.waitForEnd());
    const qint64 left = readNumber(desk.workspaceDb(), QStringLiteral("SELECT count(*) FROM delivery WHERE state=0"));
    QTest::qWait(2 * answerMs);

    Program last = sender(desk);
    QVERIFY2(last.waitForEnd(120'000), "the last start did not end");
    QVERIFY2(last.exitCode() == 0, last.errorOutput().constData());
    const QJsonObject status = QJsonDocument::fromJson(last.output()).object();
    const int uncertain = status.value(QStringLiteral("uncertain")).toInt();
    qInfo("%d people, %d not yet cancelled at the kill, uncertain %d", people, int(left), uncertain);
    QCOMPARE(status.value(QStringLiteral("accepted")).toInt() + uncertain, people);
    QVERIFY(uncertain <= inFlight + groupCommit);
    QSet<QString> reached;
    for (const LedgerEntry& entry : desk.ledger.entries())
        for (const QString& person : recipientsOf(entry.body))
            reached.insert(person);
    QVERIFY(reached.size() >= people - uncertain);
}

WD_TEST(TestKill)
#include "tst_kill.moc"
