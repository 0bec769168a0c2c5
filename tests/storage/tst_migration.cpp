// Schema migrations on real files.
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

WD_TEST(TestMigration)
#include "tst_migration.moc"
