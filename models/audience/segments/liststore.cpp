#include "models/audience/segments/liststore.h"

#include "models/audience/segments/segmentstore.h"
#include "models/storage/step.h"

#include <QSet>

namespace wd {

namespace {

constexpr UtcMs restorableMs = 24 * 3'600 * 1'000;

const QByteArray columns = "SELECT l.id, l.uuid, l.name, l.created_by, l.created_at, l.updated_by, l.updated_at,"
                           " (SELECT count(*) FROM list_member m JOIN person p ON p.id=m.person_id"
                           "  WHERE m.list_id=l.id AND p.erased_at IS NULL)"
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
            statement.integer(7), {statement.text(3), statement.integer(4), statement.text(5), statement.integer(6)}};
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

void collectLists(const Rule& rule, QSet<QString>& names)
{
    if (rule.kind == Rule::Kind::List)
        names += rule.list;
    for (const Rule& child : rule.children)
        collectLists(child, names);
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
        "INSERT OR IGNORE INTO list_member(list_id, person_id) SELECT ?, id FROM person WHERE id=? AND erased_at IS "
        "NULL");
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
    PeopleList list{0, QUuid::createUuid(), name, 0, {by, at, by, at}};
    Statement insert(
        m_audience, "INSERT INTO list(uuid, name, created_by, created_at, updated_by, updated_at) VALUES(?,?,?,?,?,?)");
    insert.bind(1, list.uuid.toRfc4122()).bind(2, name).bind(3, by).bind(4, at).bind(5, by).bind(6, at);
    if (const Result<void> run = insert.run(); !run)
        return run.error();
    list.id = insert.lastInsertId();
    return list;
}

Result<void> ListStore::rename(qint64 id, const QString& name, const QString& by, UtcMs at)
{
    Step step(m_audience);
    if (const Result<void> free = checkName(m_audience, name, id); !free)
        return free;
    Statement update(
        m_audience, "UPDATE list SET name=?, updated_by=?, updated_at=? WHERE id=? AND deleted_at IS NULL");
    step.run(update.bind(1, name).bind(2, by).bind(3, at).bind(4, id));
    if (step.ok() && update.changes() == 0)
        return notFound(name);
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
    Statement clear(m_audience, "DELETE FROM list_member WHERE list_id IN (SELECT id FROM list WHERE deleted_at<=?)");
    step.run(clear.bind(1, at - restorableMs));
    return step.commit();
}

Result<void> ListStore::restore(qint64 id, const QString& by, UtcMs at)
{
    Step step(m_audience);
    Statement removed(m_audience, "SELECT name FROM list WHERE id=? AND deleted_at>?");
    const Result<bool> row = removed.bind(1, id).bind(2, at - restorableMs).step();
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

Result<QHash<QString, QStringList>> listUses(Database& workspace)
{
    const Result<QList<Segment>> segments = SegmentStore(workspace).all();
    if (!segments)
        return segments.error();
    QHash<QString, QStringList> uses;
    for (const Segment& segment : *segments) {
        QSet<QString> names;
        collectLists(segment.rule, names);
        for (const QString& name : std::as_const(names))
            uses[name] += segment.name;
    }
    return uses;
}

Result<void> refuseWhileListNamed(Database& workspace, const QString& name)
{
    const Result<QList<Segment>> users = SegmentStore(workspace).naming(SegmentStore::Named::List, name);
    if (!users)
        return users.error();
    QStringList names;
    for (const Segment& segment : *users)
        names += segment.name;
    return names.isEmpty() ? Result<void>()
                           : Result<void>(Error{ErrorKind::InUse, {names.join(QStringLiteral(", "))}, {}});
}

} // namespace wd
