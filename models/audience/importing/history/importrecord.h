// The row of table `import` that tells of one import while it runs, with what it refuses and what undoing it needs.
#pragma once

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/history/importhistory.h"
#include "models/storage/statement.h"

namespace wd {

class ImportRecord {
public:
    static constexpr qint64 mostFailedRows = 1'000'000; // kept of one import: as many as an .xlsx sheet holds
    static constexpr qint64 importsThatCanBeUndone = 10; // the latest ones

    explicit ImportRecord(Database& audience);

    // Each within a write transaction.
    Result<void> begin(const QString& file, const QByteArray& digest, const QList<ColumnMatch>& columns,
        const ImportOptions& options, const TableInfo& table, UtcMs now);
    // Goes on with one that did not come to its end; the report is what it had done.
    Result<void> resume(const ImportEntry& entry, ImportReport& report);
    // `whole`: the row as its file has it, when its fields don't tell what is wrong.
    Result<void> addFailed(const TableRow& row, const Errors& errors, const QString& whole);
    Result<void> update(const ImportReport& report, ImportState state, std::optional<UtcMs> endedAt);

    // What is known in the end: who lost values, until when events are complete; and what it needs to go on.
    Result<void> note(const ImportReport& report, ImportState state);

    qint64 id() const { return m_id; }

private:
    Result<void> forgetOld();

    Database& m_audience;
    Statement m_update;
    Statement m_failed;
    qint64 m_id = 0;
    qint64 m_failedRows = 0;
};

// What a column is used as: "login_id", "visitor_id", "person", "event", "time", "event_id", nothing or a key.
QString useName(const ColumnMatch& column, ImportKind kind);

} // namespace wd
