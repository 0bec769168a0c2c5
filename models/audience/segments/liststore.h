// Lists of people in audience.db: uploaded once, named by rules.
#pragma once

#include "models/audience/segments/removeditem.h"
#include "models/base/audit.h"

#include <QHash>
#include <QUuid>

namespace wd {

class Database;
struct Rule;

struct PeopleList {
    qint64 id = 0;
    QUuid uuid;
    QString name;
    qint64 members = 0; // erased people do not count
    qint64 unknown = 0; // ids its file named that nobody has: see takeInArrived()
    Audit audit; // created: its file was uploaded, the last one
    bool operator==(const PeopleList&) const = default;
};

// A name that a list had, and which it has now.
struct ListRenaming {
    qint64 list = 0;
    QString from;
    QString to;
};

// Works on the connection of the thread that calls. Removed lists keep their name (deleted_at), and their members for
// daysInBin: until the first removal after it.
class ListStore {
public:
    explicit ListStore(Database& audience)
        : m_audience(audience)
    {
    }

    Result<QList<PeopleList>> all() const; // by name
    Result<PeopleList> find(qint64 id) const; // NotFound
    Result<PeopleList> findByName(const QString& name) const; // NotFound
    // A list of these people by their login ids, visitors by theirs; who is not there is passed over. Empty, Duplicate
    // (where "name").
    Result<PeopleList> create(const QString& name, const QList<qint64>& people, const QString& by, UtcMs at);
    // Within a write transaction of the caller. An empty list; errors as above.
    Result<PeopleList> insert(const QString& name, const QString& by, UtcMs at);
    // Within a write transaction of the caller: without members and unknown ids, for another file. NotFound.
    Result<PeopleList> clear(qint64 id, const QString& by, UtcMs at);
    // Rules name it as before until they follow: see followListNames(). NotFound, Empty, Duplicate.
    Result<void> rename(qint64 id, const QString& name, const QString& by, UtcMs at);
    Result<QList<ListRenaming>> renamings() const; // that rules have not followed yet
    Result<void> followed(const QList<ListRenaming>& renamings);
    // Whether rules name it is the caller's to ask first: see refuseWhileListNamed(). NotFound.
    Result<void> remove(qint64 id, const QString& by, UtcMs at);
    // Takes a removal back within daysInBin; NotFound, Duplicate when its name has been given to another since.
    Result<void> restore(qint64 id, const QString& by, UtcMs at);
    Result<QList<RemovedItem>> removed(UtcMs now) const; // what restore() takes back, the latest first
    Result<QStringList> unknownIds(qint64 id, int limit) const;
    // They become people, on record as an import, and are on the list. NotFound; the answer: how many.
    Result<qint64> addUnknown(qint64 id, UtcMs now);

private:
    Database& m_audience;
};

// On workspace.db: rules name the lists as they are called now. Those of deleted segments: see SegmentStore::follow().
Result<void> followListNames(Database& workspace, const QList<ListRenaming>& renamings);
// The names of the segments whose rules name a list, by the name of the list.
Result<QHash<QString, QStringList>> listUses(Database& workspace);
// InUse, with names, while a segment's rule names the list; it would find other people, or none, without a word.
Result<void> refuseWhileListNamed(Database& workspace, const QString& name);

} // namespace wd
