// Campaigns in workspace.db.
#pragma once

#include "models/base/result.h"
#include "models/campaigns/campaign.h"

namespace wd {

class Database;

// Works on the connection of the thread that calls. Removed campaigns are kept (deleted_at) and not found.
class CampaignStore {
public:
    explicit CampaignStore(Database& database)
        : m_database(database)
    {
    }

    // Latest change first, the damaged ones among them.
    Result<QList<Campaign>> all() const;
    Result<Campaign> row(qint64 id) const; // also a damaged one; NotFound
    Result<Campaign> find(qint64 id) const; // NotFound, or why it can't be read
    Result<Campaign> findByName(const QString& name) const; // likewise
    // Audit fields are the caller's. The answer carries id and uuid. Duplicate when the name is taken.
    Result<Campaign> insert(const Campaign& campaign);
    Result<void> update(const Campaign& campaign);
    Result<void> setState(qint64 id, CampaignState state, std::optional<UtcMs> nextAt);
    Result<void> setDeleted(qint64 id, std::optional<UtcMs> at);
    // Scheduled campaigns with next_at ≤ at, in order, the damaged ones among them.
    Result<QList<Campaign>> due(UtcMs at) const;
    // The first time after `at` that a campaign is due.
    Result<std::optional<UtcMs>> nextDue(UtcMs at) const;

private:
    Result<Campaign> one(const QByteArray& condition, const QVariant& value, const QString& name) const;

    Database& m_database;
};

} // namespace wd
