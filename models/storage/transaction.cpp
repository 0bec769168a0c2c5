#include "models/storage/transaction.h"

#include <sqlite3.h>

namespace wd {

Transaction::Transaction(Database& database, Kind kind)
    : m_database(database)
    , m_begun(database.execute(kind == Kind::Write ? "BEGIN IMMEDIATE" : "BEGIN"))
    , m_open(bool(m_begun))
{
}

Transaction::~Transaction()
{
    // SQLite ends a transaction by itself on some errors (full disk); a second rollback would only complain.
    if (m_open && !sqlite3_get_autocommit(m_database.handle()))
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

Result<void> Transaction::commit()
{
    Result<void> committed = m_database.execute("COMMIT");
    if (committed)
        m_open = false;
    return committed;
}

} // namespace wd
