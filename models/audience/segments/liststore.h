// Lists of people in audience.db: uploaded once, named by rules.
#pragma once

#include "models/base/audit.h"
#include "models/base/result.h"

#include <QHash>
#include <QUuid>

namespace wd {

class Database;

struct PeopleList {
    qint64 id = 0;
    QUuid uuid;
    QString name;
    qint64 members = 0; // erased people do not count
    Audit audit;
    bool operator==(const PeopleList&) const = default;
};

// Works on the connection of the thread that calls. Removed lists keep their name (deleted_at), and their members for a
// day: until the first removal after it.
class ListStore {
public:
    explicit ListStore(Database& audience)
        : m_audience(audience)
    {
    }

    Result<QList<PeopleList>> all() const; // by name
    Result<PeopleList> find(qint64 id) const; // NotFound
    Result<PeopleList> findByName(const QString& name) const; // NotFound
    // A list of these people; ids that nobody has are passed over. Empty, Duplicate (where "name").
    Result<PeopleList> create(const QString& name, const QList<qint64>& people, const QString& by, UtcMs at);
    // Within a write transaction of the caller. An empty list; errors as above.
    Result<PeopleList> insert(const QString& name, const QString& by, UtcMs at);
    // Whether rules name it is the caller's to ask first: see refuseWhileListNamed(). NotFound, Empty, Duplicate.
    Result<void> rename(qint64 id, const QString& name, const QString& by, UtcMs at);
    Result<void> remove(qint64 id, const QString& by, UtcMs at); // NotFound
    // Takes a removal back within that day; NotFound, Duplicate when its name has been given to another since.
    Result<void> restore(qint64 id, const QString& by, UtcMs at);

private:
    Database& m_audience;
};

// The names of the segments whose rules name a list, by the name of the list.
Result<QHash<QString, QStringList>> listUses(Database& workspace);
// InUse, with names, while a segment's rule names the list; it would find other people, or none, without a word.
Result<void> refuseWhileListNamed(Database& workspace, const QString& name);

} // namespace wd
