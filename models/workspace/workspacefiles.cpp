#include "models/workspace/workspacefiles.h"

#include "models/audience/query/segmentquery.h"
#include "models/base/ids.h"
#include "models/base/phrase.h"
#include "models/desk/settings.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QSysInfo>
#include <QTimeZone>
#include <QUuid>

namespace wd {

namespace {

// PRAGMA application_id of each file: "WDwk" and "WDau".
constexpr qint32 workspaceId = 0x5744776b;
constexpr qint32 audienceId = 0x57446175;
// Somebody who only looks whether the workspace is held lets go at once.
constexpr int lockMs = 100;

QString workspaceFile(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("workspace.db"));
}
QString audienceFile(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("audience.db"));
}

Result<void> makeFolder(const QString& folder)
{
    const bool existed = QFileInfo::exists(folder);
    if (!QDir().mkpath(folder))
        return Error{ErrorKind::FileUnwritable,
            {folder, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the folder can't be created"))}, {}};
    if (!QFileInfo(folder).isWritable())
        return Error{
            ErrorKind::FileUnwritable, {folder, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "permission denied"))}, {}};
    if (!existed)
        QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    else if (QFile::permissions(folder).testFlag(QFile::WriteOther))
        return Error{ErrorKind::FileUnwritable,
            {folder, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "everybody may write in this folder"))}, {}};
    return {};
}

bool holdsSomething(const QString& file)
{
    return QFileInfo(file).size() > 0;
}

// A new workspace's audience is there before its people are.
Result<bool> isNewAudience(const QString& folder)
{
    const Result<std::unique_ptr<Database>> opened = Database::openReader(audienceFile(folder));
    if (!opened)
        return opened.error();
    Statement any(**opened, "SELECT 1 FROM person UNION ALL SELECT 1 FROM import LIMIT 1");
    const Result<bool> row = any.step();
    return row ? Result<bool>(!*row) : row.error();
}

// One of the two files made anew would pass for the whole: campaigns for nobody, or nobody reached so far.
Result<void> refuseHalf(const QString& folder)
{
    const auto lost = [](const QString& file) {
        return Error{ErrorKind::FileUnreadable,
            {file,
                phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                    "it is missing or empty, while the other half of the workspace is there; put it back from a "
                    "copy"))},
            {}};
    };
    const bool workspace = holdsSomething(workspaceFile(folder));
    const bool audience = holdsSomething(audienceFile(folder));
    if (workspace && !audience)
        return lost(audienceFile(folder));
    if (workspace || !audience)
        return {};
    const Result<bool> isNew = isNewAudience(folder);
    if (!isNew)
        return isNew.error();
    return *isNew ? Result<void>() : lost(workspaceFile(folder));
}

Result<std::unique_ptr<Database>> openWriter(const QString& file, const QString& schema, qint32 id)
{
    Result<std::unique_ptr<Database>> opened = Database::openWriter(file, Database::Durability::Full);
    if (!opened)
        return opened;
    if (const Result<void> migrated = migrate(**opened, migrationScripts(schema), id); !migrated)
        return migrated.error();
    return opened;
}

Result<std::unique_ptr<Database>> openReader(const QString& folder, const QString& file, const QString& schema)
{
    if (!holdsSomething(file)) {
        if (const Result<void> whole = refuseHalf(folder); !whole)
            return whole.error();
        return Error{ErrorKind::WorkspaceMissing, {folder}, {}};
    }
    Result<std::unique_ptr<Database>> opened = Database::openReader(file);
    if (!opened)
        return opened;
    Statement version(**opened, "PRAGMA user_version");
    const Result<bool> row = version.step();
    if (!row)
        return row.error();
    const qsizetype known = migrationScripts(schema).size();
    if (version.integer(0) > known)
        return Error{ErrorKind::DatabaseNewer, {file, QString::number(version.integer(0)), QString::number(known)}, {}};
    if (version.integer(0) < known)
        return Error{ErrorKind::DatabaseOlder, {file}, {}};
    return opened;
}

// meta.machine: this computer, and when the file was made on it, where that is known. A copy is another file than its
// original; a folder that is renamed keeps its files.
QByteArray placeOf(const QString& file)
{
    const QDateTime made = QFileInfo(file).birthTime();
    const QByteArray machine = QSysInfo::machineUniqueId();
    return made.isValid() ? machine + ' ' + QByteArray::number(made.toMSecsSinceEpoch()) : machine;
}

bool isElsewhere(const QByteArray& stored, const QByteArray& here)
{
    const QByteArrayList before = stored.split(' ');
    const QByteArrayList now = here.split(' ');
    const bool bothKnown = !before.first().isEmpty() && !now.first().isEmpty();
    const bool sameFile = before.size() == 1 || before.value(1) == now.value(1);
    return (bothKnown && before.first() != now.first()) || !sameFile;
}

// The other one may go on sending: no id of a message is given out twice, and nobody is sent to until the operator says
// so.
Result<void> settleIn(Database& database, const QByteArray& here)
{
    Statement read(database, "SELECT machine FROM meta WHERE id=1");
    const Result<bool> row = read.step();
    if (!row)
        return row.error();
    const QByteArray stored = read.blob(0);
    read.reset();
    if (stored == here)
        return {};
    Statement place(database, "UPDATE meta SET machine=? WHERE id=1");
    if (const Result<void> placed = place.bind(1, here).run(); !placed || !isElsewhere(stored, here))
        return placed;
    Statement life(database, "UPDATE meta SET epoch=? WHERE id=1");
    const Result<void> begun = life.bind(1, randomEpoch()).run();
    return begun ? setSetting(database, settings::allPaused, settings::elsewhere) : begun;
}

Result<void> writeMeta(Database& database, const QString& file, const QString& zone)
{
    const QByteArray iana = zone.isEmpty() ? QTimeZone::systemTimeZoneId() : zone.toLatin1();
    const QByteArray here = placeOf(file);
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    Statement insert(
        database, "INSERT INTO meta(id, uuid, epoch, machine, zone) VALUES(1,?,?,?,?) ON CONFLICT DO NOTHING");
    insert.bind(1, QUuid::createUuid().toRfc4122()).bind(2, randomEpoch()).bind(3, here);
    insert.bind(4, QString::fromLatin1(QTimeZone(iana).isValid() ? iana : QByteArray("UTC")));
    if (const Result<void> inserted = insert.run(); !inserted)
        return inserted;
    const Result<void> settled = settleIn(database, here);
    return settled ? transaction.commit() : settled;
}

} // namespace

Result<std::unique_ptr<WorkspaceLock>> WorkspaceLock::acquire(const QString& folder)
{
    if (const Result<void> made = makeFolder(folder); !made)
        return made.error();
    std::unique_ptr<WorkspaceLock> lock(new WorkspaceLock(QDir(folder).filePath(QStringLiteral("lock"))));
    lock->m_lock.setStaleLockTime(0); // a lock is stale only when its process is gone
    if (lock->m_lock.tryLock(lockMs)) {
        const Result<void> whole = refuseHalf(folder);
        return whole ? Result<std::unique_ptr<WorkspaceLock>>(std::move(lock)) : whole.error();
    }
    if (lock->m_lock.error() != QLockFile::LockFailedError)
        return Error{ErrorKind::FileUnwritable,
            {folder,
                phrase(QT_TRANSLATE_NOOP(
                    "wd::Phrase", "its lock file can't be written; please allow writing there, or free some space"))},
            {}};
    qint64 pid = 0;
    QString host;
    QString program;
    lock->m_lock.getLockInfo(&pid, &host, &program);
    return Error{ErrorKind::WorkspaceInUse, {folder, QString::number(pid), host}, {}};
}

bool workspaceExists(const QString& folder)
{
    return QFileInfo::exists(workspaceFile(folder));
}

Result<std::unique_ptr<Database>> openWorkspaceWriter(const QString& folder, const QString& zone)
{
    Result<std::unique_ptr<Database>> opened
        = openWriter(workspaceFile(folder), QStringLiteral("workspace"), workspaceId);
    if (!opened)
        return opened;
    if (const Result<void> written = writeMeta(**opened, workspaceFile(folder), zone); !written)
        return written.error();
    return opened;
}

Result<std::unique_ptr<Database>> openAudienceWriter(const QString& folder)
{
    return openWriter(audienceFile(folder), QStringLiteral("audience"), audienceId);
}

Result<std::unique_ptr<Database>> openWorkspaceReader(const QString& folder)
{
    Result<std::unique_ptr<Database>> opened = openReader(folder, workspaceFile(folder), QStringLiteral("workspace"));
    if (opened && QFileInfo::exists(audienceFile(folder)))
        if (const Result<void> attached = (*opened)->attach(audienceFile(folder), "audience"); !attached)
            return attached.error();
    return opened;
}

Result<std::unique_ptr<Database>> openAudienceReader(const QString& folder)
{
    Result<std::unique_ptr<Database>> opened = openReader(folder, audienceFile(folder), QStringLiteral("audience"));
    if (opened && QFileInfo::exists(workspaceFile(folder)))
        if (const Result<void> attached = (*opened)->attach(workspaceFile(folder), attachedWorkspace); !attached)
            return attached.error();
    return opened;
}

QString contractsFolder(const QString& folder)
{
    return QDir(folder).filePath(QStringLiteral("contracts"));
}

Result<QByteArray> workspaceEpoch(Database& workspace)
{
    Statement read(workspace, "SELECT epoch FROM meta WHERE id=1");
    const Result<bool> row = read.step();
    if (!row)
        return row.error();
    return read.blob(0);
}

QString defaultWorkspaceFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("webhook-desk/workspace"));
}

QString sampleWorkspaceFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
        .filePath(QStringLiteral("webhook-desk/sample"));
}

} // namespace wd
