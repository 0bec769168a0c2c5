// Imports people or events from a table file into audience.db: whole slices, every bad row on record.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/importing/tables/table.h"

#include <QMap>
#include <QTimeZone>

#include <atomic>
#include <functional>

namespace wd {

class Database;

enum class ImportKind { People, Events }; // stored as these numbers

// What happens to people who are known, and to those who are not.
enum class ImportMode { AddAndUpdate, AddOnly, UpdateOnly };

// What to do with a file that was imported before, as its bytes tell.
enum class ImportRepeat {
    // Goes on where an import with the same options stopped. One of events that was finished is refused, as it would
    // double them; one of people is done again, as people may have changed since.
    Continue,
    Again, // as if the file were new
};

// What the caller decides; what is left out is found from the file.
struct ImportOptions {
    ImportKind kind = ImportKind::People;
    TableOptions table;
    // People
    QString loginIdColumn; // a header; empty: matched by name (login_id, 登录用户id, 登陆用户ID, userid …)
    QString visitorIdColumn;
    ImportMode mode = ImportMode::AddAndUpdate;
    bool emptyClears = false; // an empty cell takes the value away
    // Attributes that people whom the file does not name lose: keys, or labels in either language.
    QStringList clearOthers;
    // Both
    // Header → attribute (or event property) key, or nothing: the column is left out. Others keep their header.
    QMap<QString, QString> mapping;
    QMap<QString, AttributeType> types; // header → type of a new attribute or property; others are guessed
    ImportRepeat repeat = ImportRepeat::Continue;
    // Columns that are not named here are used as they were before, see rememberedcolumns.h.
    bool remember = false;
    // A type given for what is known with another one is an error; else what is known holds.
    bool typesMustHold = false;
    // Events
    QString personColumn; // holds login ids
    QString visitorColumn; // holds visitor ids
    QString eventColumn;
    QString eventName; // of all rows, where there is no column
    QString timeColumn;
    QString eventIdColumn; // of two events with one id the second is left out; empty: event_id, 事件id
    // An event that was there before the import, with the same person, time and properties, is added once more. Only
    // events without an id are compared; those of one file never are with each other.
    bool addAlike = false;
    std::optional<UtcMs> completeUntil; // empty: per event, the latest time of it in the file
    QMap<QString, UtcMs> completeUntilOf; // event key → of this one alone, whatever holds for the others
    QTimeZone zone = QTimeZone::utc(); // of times without an offset
    bool operator==(const ImportOptions&) const = default;
};

struct RowError {
    qint64 line = 0; // of the file or sheet, from 1, where the row begins
    Error error; // where: the column's header
    Errors more; // of the same row, in other columns
};

// The type found for a new attribute or property by looking at all its values.
struct FoundType {
    QString header;
    QString event; // whose property it is; of people: none
    AttributeType type = AttributeType::Text;
    qint64 values = 0;
    // What most values are, when it is not all: the type itself, whose other values refuse their rows; or, when so
    // many are not that the column is text, what it would have been.
    std::optional<AttributeType> mostly;
    qint64 unfit = 0; // values that are not
    bool losesDigits = false; // the unfit are numbers, but as such they would lose their last 0, as versions do
    qint64 line = 0; // of the first of them
    QString value;
};

struct ImportPreview {
    TableInfo table;
    QStringList headers;
    QList<QStringList> rows; // the first ones, as text
    QList<RowError> warnings; // about those rows, as ImportReport::warnings
    // How columns would be used, in the order of headers: "login_id", "visitor_id", "person", "event", "time",
    // "event_id", nothing (left out) or the attribute's or property's key; with the type it has or would get.
    struct Column {
        QString use;
        AttributeType type = AttributeType::Text;
        bool isNew = false;
    };
    QList<Column> columns;
    std::optional<Error> missing; // MissingField: no column is an id, an event or a time yet
    QString knownIds; // the header of the column that is none, but holds ids of users who are known, if there is one
    // The header of the column that holds numbers of orders, each once, if there is one: they may be ids of events.
    QString orderNumbers;
    QMap<QString, UtcMs> latest; // events of the rows looked at: latest time, to prefill 数据截至
};

struct ImportReport {
    static constexpr qsizetype mostErrors = 1000;

    qint64 id = 0; // of the import on record
    qint64 rows = 0; // data rows read
    qint64 added = 0; // people, or events
    qint64 updated = 0; // people whose values changed
    qint64 unchanged = 0;
    qint64 skipped = 0; // events already there; people whom the mode leaves alone
    qint64 alike = 0; // of the skipped: events without an id that were there, the same in everything
    qint64 failed = 0;
    qint64 cleared = 0; // people whom the file does not name and who lost a value
    // Nobody lost a value: so many refused rows may be about anybody, or, if none is, no row is about somebody.
    bool clearingWithheld = false;
    qint64 nameless = 0;
    qint64 peopleAdded = 0; // by an import of events: people nobody knew
    QList<RowError> errors; // the first ones
    // Values that were imported but are probably not what was meant (DigitsLost, Shortened, UnlikeOthers): the first
    // 1,000.
    QList<RowError> warnings;
    qint64 warned = 0; // all warnings
    QStringList remembered; // headers of columns that are used as before, where their names alone say something else
    QString rememberedEvent; // the name of all events, when it was not given but is as before
    bool nameEvents = false; // people: the columns' names are those of events
    qint64 sameAs = 0; // the finished import of the same file, of people
    // An unfinished import of the same file that does not go on as others came after it: what people had before would
    // not be known in the right order. Its rows come again from the first.
    qint64 anewAfter = 0;
    UtcMs sameAt = 0; // when that one began
    QStringList newAttributes; // or properties
    QList<FoundType> foundTypes; // of those whose type was not given
    // Events: of each, the latest time that was taken; of a wrong clock's future there is nothing to tell.
    QMap<QString, UtcMs> latest;
    QMap<QString, UtcMs> completeUntil; // events: as recorded
    TableInfo table;
    bool stopped = false;
    qint64 continuedAt = 0; // rows that an earlier, unfinished import of the file had done
};

struct ImportProgress {
    qint64 rows = 0;
    qint64 bytesDone = 0;
    qint64 bytesTotal = 0;
};

// Errors of both: those of openTable(), BadValue (a column that isn't there), MissingField (no id, event or time
// column), Duplicate (two columns for one key).
Result<ImportPreview> previewImport(Database& audience, const QString& file, const ImportOptions& options);
// In the thread of the writing connection; commits slices of some seconds. `stop` leaves whole slices, as a crash
// does; the same call again goes on behind them. AlreadyImported, ImportUnfinished: see ImportRepeat.
Result<ImportReport> importFile(Database& audience, const QString& file, const ImportOptions& options, UtcMs now,
    const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress);
// The same, but for what it leaves behind: nothing.
Result<ImportReport> tryImport(Database& audience, const QString& file, const ImportOptions& options, UtcMs now,
    const std::atomic<bool>& stop, const std::function<void(const ImportProgress&)>& progress);

} // namespace wd
