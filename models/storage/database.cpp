#include "models/storage/database.h"

#include "models/base/phrase.h"
#include "models/storage/inranges.h"
#include "models/storage/stablehash.h"

#include <QAtomicInteger>
#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

#include <sqlite3.h>

#include <cerrno>

namespace wd {

namespace {

// Qt's driver is a plugin: if it carried an SQLite of its own, its handle must not reach the linked library.
bool isLinkedSqlite(sqlite3* handle)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(handle, "SELECT sqlite_source_id()", -1, &statement, nullptr) != SQLITE_OK)
        return false;
    const bool same = sqlite3_step(statement) == SQLITE_ROW
        && qstrcmp(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)), sqlite3_sourceid()) == 0;
    sqlite3_finalize(statement);
    return same;
}

// SQLite's own words, and what to do where the operator can do something. Even who only reads writes beside the file.
QString whatToDo(sqlite3* handle, const QString& words)
{
    const int code = sqlite3_errcode(handle) & 0xff; // Qt has it say more
    const bool ofSystem = code == SQLITE_IOERR || code == SQLITE_CANTOPEN;
    const int system = ofSystem ? sqlite3_system_errno(handle) : 0;
    if (code == SQLITE_FULL || system == ENOSPC || system == EDQUOT)
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the disk is full: please free some space (%1)"), {words});
    if (code == SQLITE_READONLY || system == EACCES || system == EPERM || system == EROFS)
        return phrase(QT_TRANSLATE_NOOP("wd::Phrase",
                          "you may not write to it or to its folder: please allow that, it is needed for reading, too "
                          "(%1)"),
            {words});
    return words;
}

// SQLite sums up its memory under a lock, at each allocation, and nobody asks for the sum. Once per process, before the
// first file is opened; only speed depends on it.
void leaveMemoryUncounted()
{
    [[maybe_unused]] static const int result = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& path, bool readOnly)
{
    leaveMemoryUncounted();
    static QAtomicInteger<quint64> counter;
    std::unique_ptr<Database> database(new Database);
    database->m_path = path;
    database->m_connection = QStringLiteral("wd%1").arg(counter.fetchAndAddRelaxed(1));
    database->m_sql = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), database->m_connection);
    database->m_sql.setDatabaseName(path);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    if (readOnly)
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    database->m_sql.setConnectOptions(options);
    if (!database->m_sql.open())
        return Error{ErrorKind::DatabaseFailed, {path, database->m_sql.lastError().databaseText()}, {}};
    const QVariant handle = database->m_sql.driver()->handle();
    database->m_handle = *static_cast<sqlite3* const*>(handle.constData());
    if (!isLinkedSqlite(database->m_handle))
        return Error{ErrorKind::DatabaseFailed,
            {path, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two SQLite libraries in one program"))}, {}};
    if (!addStableHash(database->m_handle) || !addInRanges(database->m_handle))
        return database->lastError();
    return database;
}

Result<std::unique_ptr<Database>> Database::openWriter(const QString& path, Durability durability)
{
    Result<std::unique_ptr<Database>> opened = open(path, false);
    if (!opened)
        return opened;
    const QByteArray pragmas = QByteArray("PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL;"
                                          "PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;"
                                          "PRAGMA synchronous=")
        + (durability == Durability::Full ? "FULL" : "NORMAL");
    if (const Result<void> set = opened.value()->execute(pragmas); !set)
        return set.error();
    return opened;
}

Result<std::unique_ptr<Database>> Database::openReader(const QString& path)
{
    Result<std::unique_ptr<Database>> opened = open(path, true);
    if (!opened)
        return opened;
    if (const Result<void> set = opened.value()->execute("PRAGMA query_only=1; PRAGMA temp_store=MEMORY"); !set)
        return set.error();
    return opened;
}

Database::~Database()
{
    m_twin.reset();
    m_handle = nullptr;
    m_sql.close();
    m_sql = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> Database::attach(const QString& path, const QByteArray& name)
{
    const QByteArray sql = "ATTACH ? AS " + name;
    sqlite3_stmt* statement = nullptr;
    const QByteArray file = path.toUtf8();
    sqlite3_prepare_v2(m_handle, sql.constData(), -1, &statement, nullptr);
    sqlite3_bind_text(statement, 1, file.constData(), int(file.size()), SQLITE_STATIC);
    const bool attached = sqlite3_step(statement) == SQLITE_DONE;
    Error error = attached ? Error() : lastError();
    sqlite3_finalize(statement);
    if (attached)
        return {};
    error.arguments[0] = path; // it is the other file that can't be read
    return error;
}

Result<void> Database::execute(const char* sql)
{
    if (sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Database* Database::twin()
{
    if (m_twin)
        return m_twin.get();
    Result<std::unique_ptr<Database>> opened = openReader(m_path);
    if (!opened)
        return nullptr;
    m_twin = std::move(opened).value();
    m_twinHandle = m_twin->handle();
    return m_twin.get();
}

bool Database::isBusy() const
{
    return sqlite3_txn_state(m_handle, nullptr) != SQLITE_TXN_NONE;
}

bool Database::isNew(const QByteArray& what)
{
    const bool isNew = !m_added.contains(what);
    m_added += what;
    return isNew;
}

Error Database::lastError() const
{
    return {ErrorKind::DatabaseFailed, {m_path, whatToDo(m_handle, QString::fromUtf8(sqlite3_errmsg(m_handle)))}, {}};
}

void Database::interrupt() const
{
    sqlite3_interrupt(m_handle);
    if (sqlite3* const twin = m_twinHandle)
        sqlite3_interrupt(twin);
}

} // namespace wd
