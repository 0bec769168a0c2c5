#include "models/audience/segments/segmentstore.h"

#include "models/audience/rules/rulecodec.h"
#include "models/storage/statement.h"

#include <QJsonDocument>

#include <algorithm>

namespace wd {

namespace {

const QByteArray withRemoved = "SELECT id, uuid, name, user_kind, rule, created_by, created_at, updated_by, updated_at,"
                               " meant FROM segment";
const QByteArray columns = withRemoved + " WHERE deleted_at IS NULL";

struct BuiltIn {
    qint64 id;
    UserKind kind;
    QStringList names; // the one documents carry first
};

const QList<BuiltIn>& builtIns()
{
    static const QList<BuiltIn> segments{
        {everyLoginUserId, UserKind::Login,
            {QStringLiteral("全部登录用户"), QStringLiteral("全部登陆用户"), QStringLiteral("All login users")}},
        {everyVisitorId, UserKind::Visitor, {QStringLiteral("全部访问用户"), QStringLiteral("All visitors")}},
    };
    return segments;
}

// A rule without conditions selects everybody.
Segment builtIn(const BuiltIn& one)
{
    return {one.id, {}, one.names.first(), one.kind, {}, {}};
}

Result<Segment> readRow(const Statement& row)
{
    Segment segment;
    segment.id = row.integer(0);
    segment.uuid = QUuid::fromRfc4122(row.blob(1));
    segment.name = row.text(2);
    segment.userKind = static_cast<UserKind>(row.integer(3));
    Errors errors;
    segment.rule
        = ruleFromJson(QJsonDocument::fromJson(row.text(4).toUtf8()).object(), QStringLiteral("segment.rule"), errors);
    if (!errors.isEmpty())
        return errors.first();
    segment.audit = {row.text(5), row.integer(6), row.text(7), row.integer(8)};
    return segment;
}

Result<QList<Segment>> readRows(Statement& statement)
{
    QList<Segment> segments;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return segments;
        Result<Segment> segment = readRow(statement);
        if (!segment)
            return segment.error();
        segments.append(std::move(segment).value());
    }
}

Result<std::optional<Segment>> readOne(Statement& statement)
{
    const Result<QList<Segment>> found = readRows(statement);
    if (!found)
        return found.error();
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

QString ruleText(const Rule& rule)
{
    return QString::fromUtf8(QJsonDocument(ruleToJson(rule)).toJson(QJsonDocument::Compact));
}

Error duplicate(const QString& name)
{
    return {ErrorKind::Duplicate, {name}, QStringLiteral("name")};
}

// The unique index on names is the one constraint that input can break.
Error asDuplicate(const Error& error, const QString& name)
{
    return error.arguments.value(1).contains(QLatin1String("segment.name")) ? duplicate(name) : error;
}

Error notFound(const QString& name)
{
    return {ErrorKind::NotFound, {QStringLiteral("segment"), name}, {}};
}

Result<void> refuseWhileNamed(Database& database, const Segment& segment)
{
    const Result<QList<Segment>> others = SegmentStore(database).naming(Named::Segment, segment.name);
    if (!others)
        return others.error();
    QStringList users;
    for (const Segment& other : *others)
        if (other.id != segment.id)
            users += other.name;
    if (!users.isEmpty())
        return Error{ErrorKind::InUse, {users.join(QStringLiteral(", "))}, {}};
    return {};
}

} // namespace

Result<QList<Segment>> SegmentStore::all() const
{
    Statement statement(m_database, columns + " ORDER BY name");
    const Result<QList<Segment>> stored = readRows(statement);
    if (!stored)
        return stored;
    QList<Segment> segments;
    for (const BuiltIn& one : builtIns())
        segments += builtIn(one);
    return segments + *stored;
}

Result<std::optional<Segment>> SegmentStore::find(qint64 id) const
{
    for (const BuiltIn& one : builtIns())
        if (one.id == id)
            return std::optional(builtIn(one));
    Statement statement(m_database, columns + " AND id=?");
    return readOne(statement.bind(1, id));
}

Result<std::optional<Segment>> SegmentStore::findByName(const QString& name) const
{
    if (const auto id = builtInSegment(name))
        return find(*id);
    Statement statement(m_database, columns + " AND name=?");
    return readOne(statement.bind(1, name));
}

Result<void> SegmentStore::insert(Segment& segment)
{
    if (builtInSegment(segment.name))
        return duplicate(segment.name);
    const QUuid uuid = segment.uuid.isNull() ? QUuid::createUuid() : segment.uuid;
    Statement statement(m_database,
        "INSERT INTO segment(uuid, name, source_id, user_kind, rule, created_by, created_at, updated_by, updated_at)"
        " VALUES(?,?,0,?,?,?,?,?,?)");
    statement.bind(1, uuid.toRfc4122()).bind(2, segment.name).bind(3, static_cast<int>(segment.userKind));
    statement.bind(4, ruleText(segment.rule)).bind(5, segment.audit.createdBy).bind(6, segment.audit.createdAt);
    statement.bind(7, segment.audit.updatedBy).bind(8, segment.audit.updatedAt);
    if (const Result<void> run = statement.run(); !run)
        return asDuplicate(run.error(), segment.name);
    segment.uuid = uuid;
    segment.id = statement.lastInsertId();
    return {};
}

Result<void> SegmentStore::update(const Segment& segment)
{
    const Result<std::optional<Segment>> before = find(segment.id);
    if (!before)
        return before.error();
    if (!*before || segment.id < 0)
        return notFound(segment.name);
    if (builtInSegment(segment.name))
        return duplicate(segment.name);
    Statement statement(m_database,
        "UPDATE segment SET name=?, user_kind=?, rule=?, updated_by=?, updated_at=? WHERE id=? AND deleted_at IS NULL");
    statement.bind(1, segment.name).bind(2, static_cast<int>(segment.userKind)).bind(3, ruleText(segment.rule));
    statement.bind(4, segment.audit.updatedBy).bind(5, segment.audit.updatedAt).bind(6, segment.id);
    if (const Result<void> run = statement.run(); !run)
        return asDuplicate(run.error(), segment.name);
    return follow(Named::Segment, (*before)->name, segment.name);
}

Result<void> SegmentStore::remove(qint64 id, const Meanings& lists, const QString& by, UtcMs at)
{
    const Result<std::optional<Segment>> segment = find(id);
    if (!segment)
        return segment.error();
    if (!*segment || id < 0)
        return notFound(QString::number(id));
    if (const Result<void> free = refuseWhileNamed(m_database, **segment); !free)
        return free;
    Result<Meanings> meant = meaningsOf(m_database, (*segment)->rule, KeptIn::Workspace);
    if (!meant)
        return meant.error();
    meant->insert(lists);
    Statement statement(
        m_database, "UPDATE segment SET deleted_at=?1, updated_by=?2, updated_at=?1, meant=?3 WHERE id=?4");
    return statement.bind(1, at).bind(2, by).bind(3, meaningsText(*meant)).bind(4, id).run();
}

Result<void> SegmentStore::restore(qint64 id, const QString& by, UtcMs at)
{
    Statement name(m_database, "SELECT name FROM segment WHERE id=? AND deleted_at IS NOT NULL");
    const Result<bool> row = name.bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return notFound(QString::number(id));
    Statement statement(
        m_database, "UPDATE segment SET deleted_at=NULL, meant=NULL, updated_by=?, updated_at=? WHERE id=?");
    const Result<void> run = statement.bind(1, by).bind(2, at).bind(3, id).run();
    return run ? run : asDuplicate(run.error(), name.text(0));
}

Result<std::optional<RemovedSegment>> SegmentStore::findRemoved(qint64 id) const
{
    Statement statement(m_database, withRemoved + " WHERE deleted_at IS NOT NULL AND id=?");
    const Result<bool> row = statement.bind(1, id).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<RemovedSegment>();
    const Result<Segment> segment = readRow(statement);
    return segment ? Result(std::optional(RemovedSegment{*segment, meaningsFrom(statement.text(9))})) : segment.error();
}

Result<QList<RemovedItem>> SegmentStore::removed(UtcMs now) const
{
    return removedLately(m_database, "segment", now);
}

Result<QList<Segment>> SegmentStore::naming(Named what, const QString& name) const
{
    Statement statement(m_database, columns + " ORDER BY name");
    Result<QList<Segment>> segments = readRows(statement);
    if (segments)
        segments->removeIf(
            [of = RuleName(what, name)](const Segment& segment) { return !namesIn(segment.rule).contains(of); });
    return segments;
}

Result<void> SegmentStore::follow(Named what, const QString& from, const QString& to)
{
    return from == to ? Result<void>() : follow({{{what, from}, to}});
}

Result<void> SegmentStore::follow(const RuleNames& names)
{
    Statement all(m_database, columns);
    Result<QList<Segment>> segments = readRows(all);
    if (!segments)
        return segments.error();
    Statement write(m_database, "UPDATE segment SET rule=? WHERE id=?");
    for (Segment& segment : *segments)
        if (renameIn(segment.rule, names) > 0)
            if (const auto run = write.bind(1, ruleText(segment.rule)).bind(2, segment.id).run(); !run)
                return run;
    return {};
}

std::optional<qint64> builtInSegment(const QString& name)
{
    for (const BuiltIn& one : builtIns())
        if (one.names.contains(name))
            return one.id;
    return std::nullopt;
}

QString builtInSegmentName(qint64 id)
{
    for (const BuiltIn& one : builtIns())
        if (one.id == id)
            return one.names.first();
    return {};
}

} // namespace wd
