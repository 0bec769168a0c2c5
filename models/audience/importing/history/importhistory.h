// Imports on record: what each one did, the rows it refused, how its columns were used.
#pragma once

#include "models/audience/importing/importer.h"

namespace wd {

enum class ImportState { Running = 0, Done = 1, Stopped = 2, Undoing = 3, Undone = 4 }; // stored as these numbers

struct ImportEntry {
    qint64 id = 0;
    UtcMs at = 0;
    std::optional<UtcMs> endedAt;
    QString file; // its name, without the folder
    QString list; // the list whose unknown ids became people; empty: an import of its own
    ImportKind kind = ImportKind::People;
    ImportState state = ImportState::Running; // Running of one that does not run: the program ended in its midst
    QStringList headers;
    std::optional<TableInfo> table; // how it was read; none: an earlier version began the import
    // Without `table`, `completeUntil…` and `repeat`. The zone is none when an earlier version began the import.
    ImportOptions options;
    qint64 rows = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 unchanged = 0;
    qint64 skipped = 0;
    qint64 failed = 0;
    qint64 peopleAdded = 0;
    qint64 cleared = 0;
    qint64 alike = 0;
    qint64 warned = 0;
    QMap<QString, UtcMs> latest; // events: of each, the latest time that was taken
    bool isOvertaken = false; // another one that holds came after it
    bool isFinished() const { return state == ImportState::Done; }
    bool isUnfinished() const { return state == ImportState::Running || state == ImportState::Stopped; }
};

struct FailedRow {
    qint64 line = 0;
    QStringList fields; // as the file has them; fewer or more than headers when that was the fault
    Errors errors; // one at least
    QString whole; // as the file has the row, when the fields don't tell what is wrong
};

// Each on a connection to audience.db, in its thread.
Result<QList<ImportEntry>> importHistory(Database& audience, int limit); // latest first
Result<ImportEntry> importEntry(Database& audience, qint64 id); // NotFound
// The latest import of a file with this digest that was not undone; of a workbook, of this sheet.
Result<std::optional<ImportEntry>> importOfFile(
    Database& audience, const QByteArray& digest, ImportKind kind, const QString& sheet = {});
// The first ImportRecord::mostFailedRows of them, by line, until `take` answers false.
Result<void> failedRows(Database& audience, qint64 importId, const std::function<bool(const FailedRow&)>& take);
// Those of the report, of an import that is to go on.
Result<QList<RowError>> warningsOf(Database& audience, qint64 importId);

// The part of the options that makes an import what it is: columns, mode, types, zone. As JSON in table `import`.
QJsonObject importOptionsToJson(const ImportOptions& options);
ImportOptions importOptionsFromJson(const QJsonObject& json);
// Whether an import with these options, of a table read like this, would go on with this one; of a zone and a table
// that are not known nothing is asked.
bool isAlike(const ImportEntry& earlier, const ImportOptions& options, const TableInfo& table);

// What reading the same table again needs, as JSON in table `import`.
QJsonObject tableInfoToJson(const TableInfo& table);

// Members of the JSON in import.mapping and import_failed.error.
inline const QString tableMember = QStringLiteral("table");
inline const QString completeMember = QStringLiteral("completeUntil");
inline const QString listMember = QStringLiteral("list");
inline const QString wholeMember = QStringLiteral("whole");
inline const QString lineMember = QStringLiteral("line");

// The identity of a file's bytes. FileUnreadable; empty when stopped.
Result<QByteArray> fileDigest(const QString& path, const std::atomic<bool>& stop);

} // namespace wd
