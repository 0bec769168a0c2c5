// Schema migrations on real files.
#include "models/audience/importing/newids.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include "tests/support/suite.h"

#include <QTemporaryDir>
#include <QTest>

using namespace wd;

namespace {
constexpr qint32 id = 1234;
const QByteArrayList twoSteps = {
    "CREATE TABLE a(x INTEGER) STRICT;",
    "CREATE TABLE b(y TEXT) STRICT; INSERT INTO a VALUES(7);",
};
} // namespace

class TestMigration : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void everyStepRunsOnce();
    void aCopyIsKeptBeforeAnUpgrade();
    void aFailingStepChangesNothing();
    void newerAndForeignFilesAreRefused();
    void aFileThatIsNoDatabaseIsRefused();
    void theShippedSchemasLoad();
    void anOldWorkspaceKeepsWhatIsInIt();
    void aRunThatIsNotOverGoesOn();
    void anIdThatIsGoneIsNeverGivenAgain();
    void refusedRowsAreCountedInTheirOrder();
    void placesOnListsAreThoseOfIds();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("t.db")); }
    std::unique_ptr<Database> open() const
    {
        auto opened = Database::openWriter(path(), Database::Durability::Full);
        return opened ? std::move(opened).value() : nullptr;
    }
    static qint64 number(Database& database, const QByteArray& sql)
    {
        Statement statement(database, sql);
        const Result<bool> row = statement.step();
        return row && *row ? statement.integer(0) : -1;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestMigration::everyStepRunsOnce()
{
    const auto database = open();
    QVERIFY(migrate(*database, twoSteps, id));
    QVERIFY(migrate(*database, twoSteps, id));
    QCOMPARE(number(*database, "SELECT count(*) FROM a"), 1);
    QCOMPARE(number(*database, "PRAGMA user_version"), 2);
}

void TestMigration::aCopyIsKeptBeforeAnUpgrade()
{
    const auto database = open();
    QVERIFY(migrate(*database, twoSteps.mid(0, 1), id));
    QVERIFY(database->execute("INSERT INTO a VALUES(1)"));
    QVERIFY(migrate(*database, twoSteps, id));
    auto copy = Database::openReader(path() + QStringLiteral(".v1.bak"));
    QVERIFY(copy);
    QCOMPARE(number(**copy, "SELECT count(*) FROM a"), 1);
    QCOMPARE(number(**copy, "PRAGMA user_version"), 1);
    // It holds people's data: gone with the next start that finds all in order.
    QVERIFY(migrate(*database, twoSteps, id));
    QVERIFY(!QFile::exists(path() + QStringLiteral(".v1.bak")));
}

void TestMigration::aFailingStepChangesNothing()
{
    const auto database = open();
    QVERIFY(migrate(*database, twoSteps.mid(0, 1), id));
    const QByteArray fails = "CREATE TABLE c(z INTEGER) STRICT; INSERT INTO nowhere VALUES(1);";
    const Result<void> broken = migrate(*database, {twoSteps[0], fails}, id);
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::DatabaseFailed);
    QCOMPARE(number(*database, "PRAGMA user_version"), 1);
    QCOMPARE(number(*database, "SELECT count(*) FROM sqlite_schema WHERE name='c'"), 0);
}

void TestMigration::newerAndForeignFilesAreRefused()
{
    const auto database = open();
    QVERIFY(migrate(*database, twoSteps, id));
    const QStringList versions{path(), QStringLiteral("2"), QStringLiteral("1")};
    QCOMPARE(migrate(*database, twoSteps.mid(0, 1), id).error(), (Error{ErrorKind::DatabaseNewer, versions, {}}));
    QCOMPARE(migrate(*database, twoSteps, id + 1).error().kind, ErrorKind::DatabaseForeign);
}

void TestMigration::aFileThatIsNoDatabaseIsRefused()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto opened = Database::openWriter(path(), Database::Durability::Full);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::DatabaseFailed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(8192, 'x'));
}

void TestMigration::theShippedSchemasLoad()
{
    for (const QString& name : {QStringLiteral("workspace"), QStringLiteral("audience")}) {
        auto database = Database::openWriter(m_folder->filePath(name), Database::Durability::Full);
        QVERIFY(database);
        const QByteArrayList scripts = migrationScripts(name);
        QVERIFY(!scripts.isEmpty());
        QVERIFY(migrate(**database, scripts, id));
    }
}

// Written by the version before, with a campaign that ran twice and one that was missed.
void TestMigration::anOldWorkspaceKeepsWhatIsInIt()
{
    const auto database = open();
    const QByteArrayList scripts = migrationScripts(QStringLiteral("workspace"));
    QVERIFY(migrate(*database, scripts.mid(0, 2), id));
    QVERIFY(database->execute(R"(
        INSERT INTO meta(id, uuid, epoch, machine, zone) VALUES(1, x'01', x'02', x'03', 'UTC');
        INSERT INTO campaign(id, uuid, name, state, spec, created_at, updated_at)
            VALUES(1, x'01', 'twice', 3, '{}', 0, 0), (2, x'02', 'missed', 3, '{}', 0, 0);
        INSERT INTO run(id, campaign_id, occurrence, state, priority, plan, started_at, ended_at)
            VALUES(1, 1, 1, 3, 0, '{}', 1, 2), (2, 1, 2, 2, 0, '{}', 3, 4), (3, 2, 1, 4, 0, '{}', 5, 5);
        INSERT INTO delivery(run_id, person_id, recipient, state, reason)
            VALUES(1, 1, 'a', 1, 0), (1, 2, 'b', 5, 7), (1, 3, 'c', 5, 7), (1, 4, 'd', 2, 20),
                  (2, 1, 'a', 4, 5), (2, 2, 'b', 1, 0), (2, 4, 'd', 1, 0);
        INSERT INTO run_count(run_id, state, reason, n)
            VALUES(1, 1, 0, 1), (1, 5, 7, 2), (1, 2, 20, 1), (2, 4, 5, 1), (2, 1, 0, 2);)"));
    QVERIFY(migrate(*database, scripts, id));
    QCOMPARE(number(*database, "SELECT count(*) FROM sqlite_schema WHERE name IN ('draft','note','do_not_send')"), 0);
    QCOMPARE(number(*database, "SELECT count(*) FROM delivery"), 7);
    QCOMPARE(number(*database, "SELECT length(machine) FROM meta"), 1);
    QCOMPARE(number(*database, "SELECT sum(n) FROM run_again WHERE run_id=1 AND later_id=2"), 2);
    QCOMPARE(number(*database, "SELECT n FROM run_again WHERE state=5 AND reason=7"), 1); // the third one never again
    // Each of the four counts once: two in the second run, two in the first.
    QCOMPARE(number(*database, "SELECT sum(n) FROM run_tally WHERE run_id=1"), 2);
    QCOMPARE(number(*database, "SELECT sum(n) FROM run_tally WHERE run_id=1 AND state=2"), 0);
    QCOMPARE(number(*database, "SELECT sum(n) FROM run_tally WHERE NOT (state=4 AND reason=5)"), 4);
    QCOMPARE(number(*database, "SELECT state FROM campaign WHERE id=1"), 3);
    QCOMPARE(number(*database, "SELECT state FROM campaign WHERE id=2"), 5);
}

// Sending somebody of an earlier run again ended the campaign, then, while its own run was under way.
void TestMigration::aRunThatIsNotOverGoesOn()
{
    const auto database = open();
    const QByteArrayList scripts = migrationScripts(QStringLiteral("workspace"));
    QVERIFY(migrate(*database, scripts.mid(0, 2), id));
    QVERIFY(database->execute(R"(
        INSERT INTO campaign(id, uuid, name, state, spec, online_at, created_at, updated_at)
            VALUES(1, x'01', 'cut off', 3, '{}', 30, 0, 0), (2, x'02', 'over', 3, '{}', 1, 0, 0);
        INSERT INTO run(id, campaign_id, occurrence, state, priority, plan, started_at, ended_at, first_id, last_id,
            claimed_to)
            VALUES(1, 1, 1, 2, 0, '{}', 10, 20, 1, 1, 1), (2, 1, 2, 1, 0, '{}', 40, NULL, 2, 4, 2),
                  (3, 2, 1, 1, 0, '{}', 2, NULL, 5, 5, 5);
        INSERT INTO delivery(id, run_id, person_id, recipient, state, reason)
            VALUES(1, 1, 1, 'a', 1, 0), (2, 2, 2, 'b', 1, 0), (3, 2, 3, 'c', 0, 0), (4, 2, 4, 'd', 0, 0),
                  (5, 3, 1, 'a', 0, 0);)"));
    QVERIFY(migrate(*database, scripts, id));
    QCOMPARE(number(*database, "SELECT state FROM run WHERE id=2"), 1);
    QCOMPARE(number(*database, "SELECT state FROM campaign WHERE id=1"), 2);
    QCOMPARE(number(*database, "SELECT online_after FROM campaign WHERE id=1"), 1);
    // Everybody of this one is in a request: some of a run that was over are sent again.
    QCOMPARE(number(*database, "SELECT state FROM run WHERE id=3"), 6);
    QCOMPARE(number(*database, "SELECT state FROM campaign WHERE id=2"), 3);
}

// Before, and after: AUTOINCREMENT promised it at first.
void TestMigration::anIdThatIsGoneIsNeverGivenAgain()
{
    const auto database = open();
    const QByteArrayList scripts = migrationScripts(QStringLiteral("audience"));
    QVERIFY(migrate(*database, scripts.mid(0, 3), id));
    QVERIFY(database->execute("INSERT INTO person(id, login_id) VALUES(3, 'a'), (7, 'b'), (9, 'c');"
                              "DELETE FROM person WHERE id>3;"
                              "INSERT INTO event(id, person_id, name_id, at, live) VALUES(5, 3, 1, 0, 0)"));
    QVERIFY(migrate(*database, scripts, id));
    QCOMPARE(number(*database,
                 "SELECT count(*) FROM sqlite_schema WHERE name IN ('person','event')"
                 " AND sql LIKE '%AUTOINCREMENT%'"),
        0);
    QCOMPARE(number(*database, "SELECT integrity_check='ok' FROM pragma_integrity_check"), 1);
    QCOMPARE(number(*database, "SELECT count(*) FROM person WHERE login_id='a'"), 1);
    QCOMPARE(NewIds(*database, "person").next().value(), 10);
    QCOMPARE(NewIds(*database, "event").next().value(), 6);
    QVERIFY(database->execute("INSERT INTO person(id, login_id) VALUES(10, 'd'), (11, 'e');"
                              "DELETE FROM person WHERE id=11; DELETE FROM person WHERE id=10; DELETE FROM event"));
    QCOMPARE(NewIds(*database, "person").next().value(), 12);
    QCOMPARE(NewIds(*database, "event").next().value(), 6);
}

void TestMigration::refusedRowsAreCountedInTheirOrder()
{
    const auto database = open();
    const QByteArrayList scripts = migrationScripts(QStringLiteral("audience"));
    QVERIFY(migrate(*database, scripts.mid(0, 6), id));
    QVERIFY(database->execute("INSERT INTO import_failed(import_id, line, fields, error)"
                              " VALUES(1, 9, '[\"b\"]', '{}'), (1, 2, '[\"a\"]', '{}'), (2, 5, '[\"c\"]', '{}')"));
    QVERIFY(migrate(*database, scripts, id));
    QCOMPARE(number(*database, "SELECT count(*) FROM import_failed"), 3);
    QCOMPARE(number(*database, "SELECT number FROM import_failed WHERE line=2 AND fields='[\"a\"]'"), 1);
    QCOMPARE(number(*database, "SELECT number FROM import_failed WHERE line=9 AND fields='[\"b\"]'"), 2);
    QCOMPARE(number(*database, "SELECT number FROM import_failed WHERE import_id=2"), 1);
    QVERIFY(database->execute("INSERT INTO import_failed(import_id, number, line, fields, error)"
                              " VALUES(1, 3, 9, '[]', '{}')"));
}

// Written by the version before. List 1 is of logins, 2 and 3 of visitors, which 2 shows by what it waited for. Import
// 7 brought 3 its visitor id v3 and 4 v5; 5 is away.
void TestMigration::placesOnListsAreThoseOfIds()
{
    const auto database = open();
    const QByteArrayList scripts = migrationScripts(QStringLiteral("audience"));
    QVERIFY(migrate(*database, scripts.mid(0, 6), id));
    QVERIFY(database->execute(R"(
        INSERT INTO list(id, uuid, name, created_at, updated_at, deleted_at)
            VALUES(1, x'01', 'logins', 0, 0, NULL), (2, x'02', 'visitors', 0, 0, NULL), (3, x'03', 'bin', 0, 0, 9);
        INSERT INTO person(id, login_id, visitor_id, erased_at) VALUES(1, 'u1', 'v1', NULL), (2, 'u2', NULL, NULL),
            (3, 'u3', 'v3', NULL), (4, 'u4', 'v5', NULL), (5, 'u5', 'v6', 0), (6, NULL, 'v7', NULL);
        INSERT INTO list_member(list_id, person_id) VALUES(1, 1), (1, 2), (1, 5), (1, 99), (2, 1), (2, 3), (2, 4),
            (2, 5), (3, 1), (3, 6);
        INSERT INTO list_unknown(list_id, kind, id, import_id, person_id)
            VALUES(1, 0, 'u9', NULL, NULL), (2, 1, 'v3', 7, 3), (2, 1, 'v5', 7, NULL), (2, 1, 'v9', 7, NULL);)"));
    QVERIFY(migrate(*database, scripts, id));
    const auto rows = [&database](const QByteArray& sql) {
        Statement statement(*database, "SELECT group_concat(place, ' ') FROM (SELECT " + sql + " ORDER BY 1)");
        const Result<bool> row = statement.step();
        return row && *row ? statement.text(0) : QString();
    };
    QCOMPARE(rows("printf('%d|%d|%d|%s|%d', list_id, person_id, kind, id, after_import) AS place FROM list_member"),
        QStringLiteral("1|1|0|u1|0 1|2|0|u2|0 2|1|1|v1|0 2|3|1|v3|7 2|4|0|u4|0 2|4|1|v5|7 3|1|1|v1|0 3|6|1|v7|0"));
    QCOMPARE(rows("list_id || '|' || kind || '|' || id AS place FROM list_unknown"),
        QStringLiteral("1|0|u5 1|0|u9 2|1|v6 2|1|v9"));
}

WD_TEST(TestMigration)
#include "tst_migration.moc"
