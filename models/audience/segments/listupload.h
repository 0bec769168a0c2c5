// Makes a list of people from the ids in a file, or fills one anew.
#pragma once

#include "models/audience/importing/tables/table.h"
#include "models/audience/rules/segment.h"
#include "models/audience/segments/liststore.h"

#include <atomic>
#include <functional>

namespace wd {

struct ListUploadOptions {
    TableOptions table;
    // The header of the column with the ids. Empty: the column with a well-known name of an id, or the file's only one.
    QString idColumn;
    UserKind idKind = UserKind::Login; // what the ids in that column are, unless its well-known name says
    bool addUnknown = false; // people nobody knows are added, with nothing but their id; see ListPeople
    qint64 replaces = 0; // the list that gets these people in place of those it has; its name stays
    bool operator==(const ListUploadOptions&) const = default;
};

// Each row counts once: rows = matched + unknown + duplicates + blank + failed.
struct ListUploadReport {
    PeopleList list; // as made; of a count: as it would be, without id and name
    TableInfo table;
    QString idColumn; // as used
    bool hasHeader = false; // the file's first line names its columns; idColumn is from there
    bool isGuessed = false; // hasHeader, by the form of the lines of an only column; TableOptions::hasHeader tells it
    UserKind idKind = UserKind::Login;
    qint64 rows = 0;
    qint64 matched = 0; // people who were known
    qint64 unknown = 0; // ids nobody has
    qint64 added = 0; // of the unknown: now people, and in the list
    qint64 duplicates = 0; // rows with the id of an earlier row
    qint64 blank = 0; // rows without an id
    qint64 failed = 0; // rows that can't be read, or whose id an import would refuse
    qint64 warned = 0; // ids that were taken but are probably not what was meant, as an import warns of them
    struct Fault {
        qint64 line = 0; // of the file or sheet, from 1, where the row begins
        Error error;
    };
    QList<Fault> faults; // of the first 20
    QList<Fault> warnings; // the first 20
    QStringList unknownIds; // the first 20
};

// In the thread of the writing connection. All or nothing, in one transaction. Errors: those of openTable(); BadValue
// (a column that isn't there), MissingField (no column of ids); Empty, Duplicate (the name); NotFound (the list to
// replace); Cancelled when `stop` became true; DatabaseFailed. `progress` hears of bytes done and to do, now and then.
Result<ListUploadReport> uploadList(Database& audience, const QString& name, const QString& file,
    const ListUploadOptions& options, const QString& by, UtcMs now, const std::atomic<bool>& stop,
    const std::function<void(qint64 done, qint64 total)>& progress);

// What would become of the rows, on any connection; between two calls of go() nothing is held.
class ListCount {
public:
    // Neither addUnknown nor what is replaced matters. Errors: those of uploadList() about the file.
    static Result<std::unique_ptr<ListCount>> open(
        Database& audience, const QString& file, const ListUploadOptions& options);
    ~ListCount();

    // Goes on for so long. False: that was the end of the file.
    Result<bool> go(qint64 ms);
    const ListUploadReport& report() const;
    qint64 bytesDone() const;
    qint64 bytesTotal() const;

private:
    class Rows;
    explicit ListCount(std::unique_ptr<Rows> rows);
    std::unique_ptr<Rows> m_rows;
};

} // namespace wd
