#include "models/audience/segments/liststore.h"

#include "models/audience/segments/listpeople.h"
#include "models/audience/segments/segmentstore.h"
#include "models/storage/step.h"

namespace wd {

namespace {

const QByteArray columns = "SELECT l.id, l.uuid, l.name, l.created_by, l.created_at, l.updated_by, l.updated_at,"
                           " (SELECT count(DISTINCT p.id) FROM list_member m JOIN person p ON p.id=m.person_id"
                           "  WHERE m.list_id=l.id AND p.erased_at IS NULL),"
                           " (SELECT count(*) FROM list_unknown u WHERE u.list_id=l.id)"
                           " FROM list l WHERE l.deleted_at IS NULL";

Result<QList<PeopleList>> readRows(Statement& statement)
{
    QList<PeopleList> lists;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return lists;
        lists += PeopleList{statement.integer(0), QUuid::fromRfc4122(statement.blob(1)), statement.text(2),
            statement.integer(7), statement.integer(8),
            {statement.text(3), statement.integer(4), statement.text(5), statement.integer(6)}};
    }
}

Error notFound(const QString& name)
{
    return {ErrorKind::NotFound, {QStringLiteral("list"), name}, {}};
}

Result<PeopleList> readOne(Statement& statement, const QString& name)
{
    const Result<QList<PeopleList>> found = readRows(statement);
    if (!found)
        return found.error();
    return found->isEmpty() ? Result<PeopleList>(notFound(name)) : found->first();
}

Result<void> checkName(Database& audience, const QString& name, qint64 id)
{
    const QString field = QStringLiteral("name");
    if (name.trimmed().isEmpty())
        return Error{ErrorKind::Empty, {field}, field};
    Statement taken(audience, "SELECT 1 FROM list WHERE name=? AND id<>? AND deleted_at IS NULL");
    const Result<bool> row = taken.bind(1, name).bind(2, id).step();
    if (!row)
        return row.error();
    return *row ? Result<void>(Error{ErrorKind::Duplicate, {name}, field}) : Result<void>();
}

} // namespace

Result<QList<PeopleList>> ListStore::all() const
{
    Statement statement(m_audience, columns + " ORDER BY l.name");
    return readRows(statement);
}

Result<PeopleList> ListStore::find(qint64 id) const
{
    Statement statement(m_audience, columns + " AND l.id=?");
    return readOne(statement.bind(1, id), QString::number(id));
}

Result<PeopleList> ListStore::findByName(const QString& name) const
{
    Statement statement(m_audience, columns + " AND l.name=?");
    return readOne(statement.bind(1, name), name);
}

Result<PeopleList> ListStore::create(const QString& name, const QList<qint64>& people, const QString& by, UtcMs at)
{
    Step step(m_audience);
    const Result<PeopleList> list = insert(name, by, at);
    if (!list)
        return list;
    Statement add(m_audience,
        "INSERT OR IGNORE INTO list_member(list_id, person_id, kind, id, after_import) SELECT ?, id, login_id IS NULL,"
        " coalesce(login_id, visitor_id), (SELECT coalesce(max(id),0) FROM import) FROM person"
        " WHERE id=? AND erased_at IS NULL");
    add.bind(1, list->id);
    for (const qint64 person : people)
        step.run(add.bind(2, person));
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    return find(list->id);
}

Result<PeopleList> ListStore::insert(const QString& name, const QString& by, UtcMs at)
{
    if (const Result<void> free = checkName(m_audience, name, 0); !free)
        return free.error();
    PeopleList list{0, QUuid::createUuid(), name, 0, 0, {by, at, by, at}};
    Statement insert(
        m_audience, "INSERT INTO list(uuid, name, created_by, created_at, updated_by, updated_at) VALUES(?,?,?,?,?,?)");
    insert.bind(1, list.uuid.toRfc4122()).bind(2, name).bind(3, by).bind(4, at).bind(5, by).bind(6, at);
    if (const Result<void> run = insert.run(); !run)
        return run.error();
    list.id = insert.lastInsertId();
    return list;
}

Result<PeopleList> ListStore::clear(qint64 id, const QString& by, UtcMs at)
{
    for (const QByteArray& table : {QByteArray("list_member"), QByteArray("list_unknown")}) {
        Statement empty(m_audience, "DELETE FROM " + table + " WHERE list_id=?");
        if (const Result<void> emptied = empty.bind(1, id).run(); !emptied)
            return emptied.error();
    }
    Statement update(
        m_audience, "UPDATE list SET created_by=?1, created_at=?2, updated_by=?1, updated_at=?2 WHERE id=?3");
    if (const Result<void> updated = update.bind(1, by).bind(2, at).bind(3, id).run(); !updated)
        return updated.error();
    return find(id);
}

Result<void> ListStore::rename(qint64 id, const QString& name, const QString& by, UtcMs at)
{
    Step step(m_audience);
    if (const Result<void> free = checkName(m_audience, name, id); !free)
        return free;
    Statement update(m_audience,
        "UPDATE list SET renamed_from=coalesce(renamed_from, name), name=?, updated_by=?, updated_at=?"
        " WHERE id=? AND deleted_at IS NULL");
    step.run(update.bind(1, name).bind(2, by).bind(3, at).bind(4, id));
    if (step.ok() && update.changes() == 0)
        return notFound(name);
    return step.commit();
}

Result<QList<ListRenaming>> ListStore::renamings() const
{
    Statement rows(m_audience, "SELECT id, renamed_from, name FROM list WHERE renamed_from IS NOT NULL ORDER BY id");
    QList<ListRenaming> renamings;
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return renamings;
        renamings += ListRenaming{rows.integer(0), rows.text(1), rows.text(2)};
    }
}

// Who was renamed once more meanwhile waits for the next time.
Result<void> ListStore::followed(const QList<ListRenaming>& renamings)
{
    Step step(m_audience);
    Statement last(m_audience, "UPDATE list SET renamed_from=NULL WHERE id=? AND name=?");
    Statement again(m_audience, "UPDATE list SET renamed_from=? WHERE id=? AND renamed_from IS NOT NULL");
    for (const ListRenaming& renaming : renamings) {
        step.run(last.bind(1, renaming.list).bind(2, renaming.to));
        step.run(again.bind(1, renaming.to).bind(2, renaming.list));
    }
    return step.commit();
}

Result<void> ListStore::remove(qint64 id, const QString& by, UtcMs at)
{
    Step step(m_audience);
    Statement update(
        m_audience, "UPDATE list SET deleted_at=?, updated_by=?, updated_at=? WHERE id=? AND deleted_at IS NULL");
    step.run(update.bind(1, at).bind(2, by).bind(3, at).bind(4, id));
    if (step.ok() && update.changes() == 0)
        return notFound(QString::number(id));
    for (const QByteArray& table : {QByteArray("list_member"), QByteArray("list_unknown")}) {
        Statement clear(
            m_audience, "DELETE FROM " + table + " WHERE list_id IN (SELECT id FROM list WHERE deleted_at<=?)");
        step.run(clear.bind(1, at - binMs));
    }
    return step.commit();
}

Result<void> ListStore::restore(qint64 id, const QString& by, UtcMs at)
{
    Step step(m_audience);
    Statement removed(m_audience, "SELECT name FROM list WHERE id=? AND deleted_at>?");
    const Result<bool> row = removed.bind(1, id).bind(2, at - binMs).step();
    if (!row)
        return row.error();
    if (!*row)
        return notFound(QString::number(id));
    if (const Result<void> free = checkName(m_audience, removed.text(0), id); !free)
        return free;
    Statement update(m_audience, "UPDATE list SET deleted_at=NULL, updated_by=?, updated_at=? WHERE id=?");
    step.run(update.bind(1, by).bind(2, at).bind(3, id));
    return step.commit();
}

Result<QList<RemovedItem>> ListStore::removed(UtcMs now) const
{
    return removedLately(m_audience, "list", now);
}

Result<QStringList> ListStore::unknownIds(qint64 id, int limit) const
{
    Statement rows(m_audience, "SELECT id FROM list_unknown WHERE list_id=? LIMIT ?");
    rows.bind(1, id).bind(2, limit);
    QStringList ids;
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return ids;
        ids += rows.text(0);
    }
}

Result<qint64> ListStore::addUnknown(qint64 id, UtcMs now)
{
    Transaction transaction(m_audience);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<PeopleList> list = find(id);
    if (!list)
        return list.error();
    const Result<qint64> added = addUnknownTo(m_audience, *list, now);
    if (!added)
        return added;
    const Result<void> committed = transaction.commit();
    return committed ? added : committed.error();
}

Result<void> followListNames(Database& workspace, const QList<ListRenaming>& renamings)
{
    Transaction transaction(workspace);
    if (!transaction.begun())
        return transaction.begun();
    // A name that two had: rules name the one that had it first.
    RuleNames names;
    for (const ListRenaming& renaming : renamings)
        if (const RuleName from(Named::List, renaming.from); !names.contains(from))
            names.insert(from, renaming.to);
    if (const Result<void> done = SegmentStore(workspace).follow(names); !done)
        return done;
    return transaction.commit();
}

Result<QHash<QString, QStringList>> listUses(Database& workspace)
{
    const Result<QList<Segment>> segments = SegmentStore(workspace).all();
    if (!segments)
        return segments.error();
    QHash<QString, QStringList> uses;
    for (const Segment& segment : *segments)
        for (const auto& [what, name] : namesIn(segment.rule))
            if (what == Named::List)
                uses[name] += segment.name;
    return uses;
}

Result<void> refuseWhileListNamed(Database& workspace, const QString& name)
{
    const Result<QList<Segment>> users = SegmentStore(workspace).naming(Named::List, name);
    if (!users)
        return users.error();
    QStringList names;
    for (const Segment& segment : *users)
        names += segment.name;
    return names.isEmpty() ? Result<void>()
                           : Result<void>(Error{ErrorKind::InUse, {names.join(QStringLiteral(", "))}, {}});
}

} // namespace wd
