#include "models/channels/channelstore.h"

#include "models/channels/channelcodec.h"
#include "models/channels/jsonobject.h"
#include "models/storage/statement.h"

#include <QJsonDocument>

namespace wd {

namespace {

const QByteArray columns = "SELECT id, uuid, name, enabled, spec, paused_reason, created_by, created_at, updated_by,"
                           " updated_at FROM channel WHERE deleted_at IS NULL";

// A damaged spec leaves the other columns true.
Channel readRow(const Statement& row)
{
    Channel channel;
    channel.id = row.integer(0);
    channel.uuid = QUuid::fromRfc4122(row.blob(1));
    channel.name = row.text(2);
    channel.enabled = row.integer(3) != 0;
    channel.audit = {row.text(6), row.integer(7), row.text(8), row.integer(9)};
    if (const auto reason = row.optionalInteger(5))
        channel.pausedReason = int(*reason);
    const QString place = QStringLiteral("channel “%1”").arg(channel.name);
    const Result<QJsonObject> spec = parseJsonObject(row.text(4).toUtf8());
    Errors errors;
    if (spec)
        channel.spec = channelFromJson(*spec, place, errors);
    else
        errors += Error{spec.error().kind, spec.error().arguments, place};
    if (!errors.isEmpty()) {
        channel.spec = {};
        channel.unreadable = errors.first();
    }
    return channel;
}

Result<QList<Channel>> readRows(Statement& statement)
{
    QList<Channel> channels;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return channels;
        channels.append(readRow(statement));
    }
}

Result<Channel> only(Statement& statement, const QString& name)
{
    const Result<QList<Channel>> found = readRows(statement);
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error{ErrorKind::NotFound, {QStringLiteral("channel"), name}, {}};
    const Channel& channel = found->first();
    return channel.unreadable ? Result<Channel>(*channel.unreadable) : channel;
}

QString specText(const ChannelSpec& spec)
{
    return QString::fromUtf8(QJsonDocument(channelToJson(spec)).toJson(QJsonDocument::Compact));
}

// The unique index on names is the one constraint that input can break.
Error asDuplicate(const Error& error, const QString& name)
{
    const bool taken = error.arguments.value(1).contains(QLatin1String("channel.name"));
    return taken ? Error{ErrorKind::Duplicate, {name}, QStringLiteral("name")} : error;
}

Result<void> changeOne(Statement& statement, const QString& name)
{
    if (const Result<void> run = statement.run(); !run)
        return asDuplicate(run.error(), name);
    if (statement.changes() == 0)
        return Error{ErrorKind::NotFound, {QStringLiteral("channel"), name}, {}};
    return {};
}

} // namespace

Result<QList<Channel>> ChannelStore::all() const
{
    Statement statement(m_database, columns + " ORDER BY updated_at DESC, id DESC");
    return readRows(statement);
}

Result<Channel> ChannelStore::find(qint64 id) const
{
    Statement statement(m_database, columns + " AND id=?");
    return only(statement.bind(1, id), QString::number(id));
}

Result<Channel> ChannelStore::findByName(const QString& name) const
{
    Statement statement(m_database, columns + " AND name=?");
    return only(statement.bind(1, name), name);
}

Result<Channel> ChannelStore::insert(const Channel& channel, const QString& by, UtcMs at)
{
    Channel stored = channel;
    if (stored.uuid.isNull())
        stored.uuid = QUuid::createUuid();
    stored.audit = {by, at, by, at};
    Statement statement(m_database,
        "INSERT INTO channel(uuid, name, enabled, spec, created_by, created_at, updated_by, updated_at)"
        " VALUES(?1,?2,?3,?4,?5,?6,?5,?6)");
    statement.bind(1, stored.uuid.toRfc4122()).bind(2, stored.name).bind(3, stored.enabled ? 1 : 0);
    statement.bind(4, specText(stored.spec)).bind(5, by).bind(6, at);
    if (const Result<void> run = statement.run(); !run)
        return asDuplicate(run.error(), stored.name);
    stored.id = statement.lastInsertId();
    stored.pausedReason.reset();
    return stored;
}

Result<void> ChannelStore::update(const Channel& channel, const QString& by, UtcMs at)
{
    Statement statement(
        m_database, "UPDATE channel SET name=?, spec=?, updated_by=?, updated_at=? WHERE id=? AND deleted_at IS NULL");
    statement.bind(1, channel.name).bind(2, specText(channel.spec)).bind(3, by).bind(4, at).bind(5, channel.id);
    return changeOne(statement, channel.name);
}

Result<void> ChannelStore::setEnabled(qint64 id, bool enabled, const QString& by, UtcMs at)
{
    Statement statement(
        m_database, "UPDATE channel SET enabled=?, updated_by=?, updated_at=? WHERE id=? AND deleted_at IS NULL");
    statement.bind(1, enabled ? 1 : 0).bind(2, by).bind(3, at).bind(4, id);
    return changeOne(statement, QString::number(id));
}

Result<void> ChannelStore::setPausedReason(qint64 id, std::optional<int> reason)
{
    Statement statement(m_database, "UPDATE channel SET paused_reason=? WHERE id=? AND deleted_at IS NULL");
    statement.bind(1, reason ? std::optional<qint64>(*reason) : std::nullopt).bind(2, id);
    return changeOne(statement, QString::number(id));
}

Result<void> ChannelStore::remove(qint64 id, const QString& by, UtcMs at)
{
    Statement statement(m_database,
        "UPDATE channel SET deleted_at=?2, updated_by=?1, updated_at=?2 WHERE id=?3 AND deleted_at IS NULL");
    statement.bind(1, by).bind(2, at).bind(3, id);
    return changeOne(statement, QString::number(id));
}

Result<void> ChannelStore::restore(qint64 id, const QString& by, UtcMs at)
{
    Statement statement(m_database,
        "UPDATE channel SET deleted_at=NULL, updated_by=?, updated_at=? WHERE id=? AND deleted_at IS NOT NULL");
    statement.bind(1, by).bind(2, at).bind(3, id);
    const Result<void> restored = changeOne(statement, QString::number(id));
    if (restored || restored.error().kind != ErrorKind::Duplicate)
        return restored;
    Statement name(m_database, "SELECT name FROM channel WHERE id=?");
    const Result<bool> row = name.bind(1, id).step();
    return row && *row ? Error{ErrorKind::Duplicate, {name.text(0)}, QStringLiteral("name")} : restored;
}

} // namespace wd
