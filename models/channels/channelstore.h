// Channels in workspace.db.
#pragma once

#include "models/base/result.h"
#include "models/channels/channel.h"

namespace wd {

class Database;

// Works on the connection of the thread that calls. Removed channels are kept (deleted_at) and not found.
class ChannelStore {
public:
    explicit ChannelStore(Database& database)
        : m_database(database)
    {
    }

    // Latest change first, the damaged ones among them.
    Result<QList<Channel>> all() const;
    Result<Channel> find(qint64 id) const; // NotFound, or why it can't be read
    Result<Channel> findByName(const QString& name) const; // likewise
    // The answer carries id, uuid (new unless the channel brings one) and audit. Duplicate (where "name") when the name
    // is taken.
    Result<Channel> insert(const Channel& channel, const QString& by, UtcMs at);
    Result<void> update(const Channel& channel, const QString& by, UtcMs at); // name and spec; NotFound, Duplicate
    Result<void> setEnabled(qint64 id, bool enabled, const QString& by, UtcMs at);
    Result<void> setPausedReason(qint64 id, std::optional<int> reason);
    Result<void> remove(qint64 id, const QString& by, UtcMs at);
    Result<void> restore(qint64 id, const QString& by, UtcMs at); // Duplicate when the name was taken meanwhile

private:
    Database& m_database;
};

} // namespace wd
