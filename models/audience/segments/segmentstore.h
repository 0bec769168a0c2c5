// Segments in workspace.db, and the built-in ones.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/audience/segments/removeditem.h"
#include "models/audience/segments/rulemeanings.h"

namespace wd {

class Database;

struct RemovedSegment {
    Segment segment;
    Meanings meant; // by the names in its rule
};

// Works on the connection of the thread that calls. Removed segments are kept (deleted_at) and not found.
class SegmentStore {
public:
    explicit SegmentStore(Database& database)
        : m_database(database)
    {
    }

    Result<QList<Segment>> all() const; // built-in ones first, then by name
    Result<std::optional<Segment>> find(qint64 id) const;
    Result<std::optional<Segment>> findByName(const QString& name) const;
    // Sets id and, unless there is one, uuid. Audit fields are the caller's. Duplicate (where "name").
    Result<void> insert(Segment& segment);
    // Name, kind, rule, updated_*; rules that name it follow() within the same transaction. NotFound, Duplicate.
    Result<void> update(const Segment& segment);
    // What the names in its rule mean is kept; `lists`: of those of lists, see meaningsOf(). InUse, with names, while
    // another segment's rule names it.
    Result<void> remove(qint64 id, const Meanings& lists, const QString& by, UtcMs at);
    // Takes a removal back, whatever its rule names: see restoreSegment(). NotFound; Duplicate when its name has been
    // given to another since.
    Result<void> restore(qint64 id, const QString& by, UtcMs at);

    Result<std::optional<RemovedSegment>> findRemoved(qint64 id) const;
    Result<QList<RemovedItem>> removed(UtcMs now) const; // within daysInBin, the latest first

    // The segments whose rules name it themselves, by name.
    Result<QList<Segment>> naming(Named what, const QString& name) const;
    // Rules name it as it is called now; within the transaction that renames it. Those of removed segments stay: what
    // they name is known otherwise, and their names may be another's.
    Result<void> follow(Named what, const QString& from, const QString& to);
    Result<void> follow(const RuleNames& names);

private:
    Database& m_database;
};

// Names of the built-in segments in documents, either language: 全部登录用户 "All login users", 全部访问用户 "All
// visitors".
std::optional<qint64> builtInSegment(const QString& name);
QString builtInSegmentName(qint64 id); // the Chinese one: what documents carry

} // namespace wd
