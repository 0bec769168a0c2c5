#include "models/campaigns/campaignstore.h"

#include "models/campaigns/campaigncodec.h"
#include "models/channels/jsonobject.h"
#include "models/storage/statement.h"

#include <QJsonDocument>

namespace wd {

namespace {

const QByteArray columns
    = "SELECT id, uuid, name, state, coalesce(channel_id,0), coalesce(segment_id,0), spec, next_at,"
      " online_at, paused_reason, created_by, created_at, updated_by, updated_at, online_after FROM campaign";

// A damaged spec leaves the other columns true.
Campaign readRow(const Statement& row)
{
    Campaign campaign;
    campaign.id = row.integer(0);
    campaign.uuid = QUuid::fromRfc4122(row.blob(1));
    campaign.name = row.text(2);
    campaign.state = static_cast<CampaignState>(row.integer(3));
    campaign.channelId = row.integer(4);
    campaign.segmentId = row.integer(5);
    campaign.nextAt = row.optionalInteger(7);
    campaign.onlineAt = row.optionalInteger(8);
    if (const auto reason = row.optionalInteger(9))
        campaign.pausedReason = int(*reason);
    campaign.audit = {row.text(10), row.integer(11), row.text(12), row.integer(13)};
    campaign.onlineAfter = row.integer(14);
    const QString place = QStringLiteral("campaign “%1”").arg(campaign.name);
    const Result<QJsonObject> spec = parseJsonObject(row.text(6).toUtf8());
    Errors errors;
    if (spec)
        campaign.spec = campaignSpecFromJson(*spec, place, {}, errors);
    else
        errors += Error{spec.error().kind, spec.error().arguments, place};
    if (!errors.isEmpty()) {
        campaign.spec = {};
        campaign.unreadable = errors.first();
    }
    return campaign;
}

Result<QList<Campaign>> readRows(Statement& statement)
{
    QList<Campaign> campaigns;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return campaigns;
        campaigns.append(readRow(statement));
    }
}

QString specText(const CampaignSpec& spec)
{
    return QString::fromUtf8(QJsonDocument(campaignSpecToJson(spec)).toJson(QJsonDocument::Compact));
}

std::optional<qint64> reference(qint64 id)
{
    return id == 0 ? std::nullopt : std::optional(id);
}

std::optional<qint64> widened(std::optional<int> value)
{
    return value ? std::optional<qint64>(*value) : std::nullopt;
}

// The unique index on names is the one constraint that input can break.
Error asDuplicate(const Error& error, const QString& name)
{
    const bool taken = error.arguments.value(1).contains(QLatin1String("campaign.name"));
    return taken ? Error{ErrorKind::Duplicate, {name}, QStringLiteral("name")} : error;
}

} // namespace

Result<QList<Campaign>> CampaignStore::all() const
{
    Statement statement(m_database, columns + " WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC");
    return readRows(statement);
}

Result<Campaign> CampaignStore::one(const QByteArray& condition, const QVariant& value, const QString& name) const
{
    Statement statement(m_database, columns + " WHERE deleted_at IS NULL AND " + condition);
    statement.bind(1, value);
    const Result<QList<Campaign>> found = readRows(statement);
    if (!found)
        return found.error();
    if (found->isEmpty())
        return Error{ErrorKind::NotFound, {QStringLiteral("campaign"), name}, {}};
    return found->first();
}

namespace {

Result<Campaign> readable(const Result<Campaign>& found)
{
    return found && found->unreadable ? Result<Campaign>(*found->unreadable) : found;
}

} // namespace

Result<Campaign> CampaignStore::row(qint64 id) const
{
    return one("id=?", id, QString::number(id));
}

Result<Campaign> CampaignStore::find(qint64 id) const
{
    return readable(row(id));
}

Result<Campaign> CampaignStore::findByName(const QString& name) const
{
    return readable(one("name=?", name, name));
}

Result<Campaign> CampaignStore::insert(const Campaign& campaign)
{
    Campaign stored = campaign;
    if (stored.uuid.isNull())
        stored.uuid = QUuid::createUuid();
    Statement statement(m_database,
        "INSERT INTO campaign(uuid, name, state, channel_id, segment_id, spec, next_at, online_at, created_by,"
        " created_at, updated_by, updated_at) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
    statement.bind(1, stored.uuid.toRfc4122()).bind(2, stored.name).bind(3, static_cast<int>(stored.state));
    statement.bind(4, reference(stored.channelId)).bind(5, reference(stored.segmentId)).bind(6, specText(stored.spec));
    statement.bind(7, stored.nextAt).bind(8, stored.onlineAt);
    statement.bind(9, stored.audit.createdBy).bind(10, stored.audit.createdAt);
    statement.bind(11, stored.audit.updatedBy).bind(12, stored.audit.updatedAt);
    if (const Result<void> run = statement.run(); !run)
        return asDuplicate(run.error(), stored.name);
    stored.id = statement.lastInsertId();
    return stored;
}

Result<void> CampaignStore::update(const Campaign& campaign)
{
    Statement statement(m_database,
        "UPDATE campaign SET name=?, state=?, channel_id=?, segment_id=?, spec=?, next_at=?, online_at=?,"
        " paused_reason=?, updated_by=?, updated_at=?, online_after=? WHERE id=? AND deleted_at IS NULL");
    statement.bind(1, campaign.name).bind(2, static_cast<int>(campaign.state));
    statement.bind(3, reference(campaign.channelId)).bind(4, reference(campaign.segmentId));
    statement.bind(5, specText(campaign.spec)).bind(6, campaign.nextAt).bind(7, campaign.onlineAt);
    statement.bind(8, widened(campaign.pausedReason));
    statement.bind(9, campaign.audit.updatedBy).bind(10, campaign.audit.updatedAt);
    statement.bind(11, campaign.onlineAfter).bind(12, campaign.id);
    if (const Result<void> run = statement.run(); !run)
        return asDuplicate(run.error(), campaign.name);
    if (statement.changes() == 0)
        return Error{ErrorKind::NotFound, {QStringLiteral("campaign"), campaign.name}, {}};
    return {};
}

Result<void> CampaignStore::setState(qint64 id, CampaignState state, std::optional<UtcMs> nextAt)
{
    Statement statement(m_database, "UPDATE campaign SET state=?, next_at=? WHERE id=?");
    return statement.bind(1, static_cast<int>(state)).bind(2, nextAt).bind(3, id).run();
}

Result<void> CampaignStore::setDeleted(qint64 id, std::optional<UtcMs> at)
{
    Statement statement(m_database, "UPDATE campaign SET deleted_at=? WHERE id=?");
    const Result<void> run = statement.bind(1, at).bind(2, id).run();
    return run ? run : asDuplicate(run.error(), QString::number(id));
}

Result<QList<Campaign>> CampaignStore::due(UtcMs at) const
{
    Statement statement(m_database, columns + " WHERE next_at<=? AND deleted_at IS NULL ORDER BY next_at, id");
    statement.bind(1, at);
    return readRows(statement);
}

Result<std::optional<UtcMs>> CampaignStore::nextDue(UtcMs at) const
{
    Statement statement(m_database, "SELECT min(next_at) FROM campaign WHERE next_at>? AND deleted_at IS NULL");
    const Result<bool> row = statement.bind(1, at).step();
    if (!row)
        return row.error();
    return statement.optionalInteger(0);
}

} // namespace wd
