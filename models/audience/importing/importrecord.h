// The row of table `import` that tells of one import.
#pragma once

#include "models/audience/importing/columnmatching.h"
#include "models/storage/statement.h"

namespace wd {

class ImportRecord {
public:
    enum class State { Running = 0, Done = 1, Stopped = 2 }; // stored as these numbers

    explicit ImportRecord(Database& audience);

    // Both within a write transaction. `digest` is the SHA-256 of the file.
    Result<qint64> begin(const QString& file, const QByteArray& digest, const QList<ColumnMatch>& columns,
        const ImportOptions& options, UtcMs now);
    Result<void> update(const ImportReport& report, State state);

private:
    Database& m_audience;
    Statement m_update;
    qint64 m_id = 0;
};

// What a column is used as: "login_id", "visitor_id", "person", "event", "time", "event_id" or a key.
QString useName(const ColumnMatch& column, ImportKind kind);

} // namespace wd
