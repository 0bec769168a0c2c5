// Imports people or events from a table file into audience.db: whole slices, every bad row on record.
#pragma once

#include "models/audience/catalogue.h"
#include "models/audience/importing/tables/table.h"

#include <QMap>
#include <QTimeZone>

#include <atomic>
#include <functional>

namespace wd {

class Database;

enum class ImportKind { People, Events };

// What the caller decides; what is left out is found from the file.
struct ImportOptions {
    ImportKind kind = ImportKind::People;
    TableOptions table;
    // People
    QString loginIdColumn; // a header; empty: matched by name (login_id, 登录用户id, 登陆用户ID, userid …)
    QString visitorIdColumn;
    QMap<QString, QString> mapping; // header → attribute (or event property) key; others keep their header
    // Events
    QString personColumn; // holds login ids
    QString visitorColumn; // holds visitor ids
    QString eventColumn;
    QString timeColumn;
    std::optional<UtcMs> completeUntil; // empty: per event, the latest time of it in the file
    QTimeZone zone = QTimeZone::utc(); // of times without an offset
    bool operator==(const ImportOptions&) const = default;
};

struct RowError {
    qint64 line = 0; // of the file or sheet, from 1, where the row begins
    Error error; // where: the column's header
};

struct ImportPreview {
    TableInfo table;
    QStringList headers;
    QList<QStringList> rows; // the first ones, as text
    QList<RowError> warnings; // about those rows, as ImportReport::warnings
    // How columns would be used, in the order of headers: "login_id", "visitor_id", "person", "event", "time" or the
    // attribute's or property's key; with the type it has or would get.
    struct Column {
        QString use;
        AttributeType type = AttributeType::Text;
        bool isNew = false;
    };
    QList<Column> columns;
    QMap<QString, UtcMs> latest; // events of the rows looked at: latest time, to prefill 数据截至
};

struct ImportReport {
    qint64 rows = 0; // data rows read
    qint64 added = 0; // people, or events
    qint64 updated = 0; // people whose values changed
    qint64 unchanged = 0;
    qint64 skipped = 0; // events already there (same source id)
    qint64 failed = 0;
    qint64 peopleAdded = 0; // by an import of events: people nobody knew
    QList<RowError> errors; // the first 1,000
    // Values that were imported but are probably not what was meant (DigitsLost, Shortened): the first 1,000.
    QList<RowError> warnings;
    qint64 warned = 0; // all warnings
    QStringList newAttributes; // or properties
    QMap<QString, UtcMs> completeUntil; // events: as recorded
    TableInfo table;
    bool stopped = false;
};

struct ImportProgress {
    qint64 rows = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
};

// Errors of both: those of openTable(), BadValue (a column that isn't there), MissingField (no id, event or time
// column), Duplicate (two columns for one key).
Result<ImportPreview> previewImport(Database& audience, const QString& file, const ImportOptions& options);
// In the thread of the writing connection; commits slices of at most 20 ms. `stop` leaves whole slices.
Result<ImportReport> importFile(Database& audience, const QString& file, const ImportOptions& options, UtcMs now,
    const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress);

} // namespace wd
