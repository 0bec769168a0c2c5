#include "models/storage/snapshot.h"

namespace wd {

namespace {

// A number that changes whenever somebody else has changed the file; negative when it can't be read.
qint64 fileVersion(Database& database)
{
    Statement version(database, "PRAGMA data_version");
    const Result<bool> row = version.step();
    return row && *row ? version.integer(0) : -1;
}

} // namespace

// The connection begins to read between two looks of its twin, which see the same version: so both read that one.
TwinSnapshot::TwinSnapshot(Database& database)
    : m_database(database)
{
    Database* const twin = database.isBusy() ? nullptr : database.twin();
    const qint64 version = twin ? fileVersion(*twin) : -1;
    m_snapshot.emplace(database);
    if (version < 0 || !m_snapshot->begun())
        return;
    m_twinSnapshot.emplace(*twin);
    if (m_twinSnapshot->begun() && fileVersion(*twin) == version)
        m_twin = twin;
    else
        m_twinSnapshot.reset();
}

} // namespace wd
