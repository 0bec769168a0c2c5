// Numbered, forward-only changes of a database's schema.
#pragma once

#include "models/storage/database.h"

#include <QByteArrayList>

namespace wd {

// Brings the database to version scripts.size(): script i (from 0) leads from version i to i+1, each in one
// transaction. Keeps a copy of the file beside it first (`NAME.vN.bak`) unless it is new; the next call that finds
// nothing to do removes it. A file of a newer version
// is refused with DatabaseNewer, one of another program with DatabaseForeign. The version is PRAGMA user_version.
Result<void> migrate(Database& database, const QByteArrayList& scripts, qint32 applicationId);

// The scripts NAME-001.sql, NAME-002.sql … compiled in under :/sql.
QByteArrayList migrationScripts(const QString& name);

} // namespace wd
