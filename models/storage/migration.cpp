#include "models/storage/migration.h"

#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace wd {

namespace {

Result<qint64> readPragma(Database& database, const QByteArray& name)
{
    Statement statement(database, "PRAGMA " + name);
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    return statement.integer(0);
}

// A consistent copy, WAL included.
Result<void> keepCopy(Database& database, qint64 version)
{
    const QString copy = QStringLiteral("%1.v%2.bak").arg(database.path()).arg(version);
    QFile::remove(copy);
    Statement vacuum(database, "VACUUM INTO ?");
    vacuum.bind(1, copy);
    return vacuum.run();
}

void dropCopies(const QString& path)
{
    const QFileInfo file(path);
    const QStringList copies = file.dir().entryList({file.fileName() + QStringLiteral(".v*.bak")}, QDir::Files);
    for (const QString& copy : copies)
        QFile::remove(file.dir().filePath(copy));
}

// A file that already holds something is somebody else's.
Result<void> claimNewFile(Database& database, qint32 applicationId)
{
    Statement tables(database, "SELECT 1 FROM sqlite_schema LIMIT 1");
    const Result<bool> any = tables.step();
    if (!any)
        return any.error();
    if (*any)
        return Error{ErrorKind::DatabaseForeign, {database.path()}, {}};
    return database.execute("PRAGMA application_id=" + QByteArray::number(applicationId));
}

Result<void> runScript(Database& database, const QByteArray& script, qint64 version)
{
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun().error();
    if (const Result<void> run = database.execute(script); !run)
        return run.error();
    if (const Result<void> set = database.execute("PRAGMA user_version=" + QByteArray::number(version)); !set)
        return set.error();
    return transaction.commit();
}

} // namespace

Result<void> migrate(Database& database, const QByteArrayList& scripts, qint32 applicationId)
{
    const Result<qint64> version = readPragma(database, "user_version");
    if (!version)
        return version.error();
    const Result<qint64> owner = readPragma(database, "application_id");
    if (!owner)
        return owner.error();
    if (*version > 0 && *owner != applicationId)
        return Error{ErrorKind::DatabaseForeign, {database.path()}, {}};
    if (*version > scripts.size()) {
        const QStringList arguments{database.path(), QString::number(*version), QString::number(scripts.size())};
        return Error{ErrorKind::DatabaseNewer, arguments, {}};
    }
    if (*version == scripts.size()) {
        // The program that brought it up to date has worked with it, or was ended: this is the next start.
        dropCopies(database.path());
        return {};
    }
    if (*version > 0) {
        if (const Result<void> copied = keepCopy(database, *version); !copied)
            return copied.error();
    } else if (const Result<void> claimed = claimNewFile(database, applicationId); !claimed) {
        return claimed.error();
    }
    for (qint64 next = *version; next < scripts.size(); ++next)
        if (const Result<void> run = runScript(database, scripts[next], next + 1); !run)
            return run.error();
    return {};
}

QByteArrayList migrationScripts(const QString& name)
{
    QByteArrayList scripts;
    for (int number = 1;; ++number) {
        QFile file(QStringLiteral(":/sql/%1-%2.sql").arg(name).arg(number, 3, 10, QLatin1Char('0')));
        if (!file.open(QIODevice::ReadOnly))
            return scripts;
        scripts.append(file.readAll());
    }
}

} // namespace wd
