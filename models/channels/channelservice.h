// Channels for the window: reads in the background, writes in the engine's thread, answers in the caller's.
#pragma once

#include "models/channels/channel.h"
#include "models/storage/databaseworker.h"

namespace wd {

class ContractLibrary;

// A campaign that goes out through a channel.
struct ChannelUse {
    qint64 campaignId = 0;
    QString campaignName;
    bool live = false; // scheduled, active, paused, or with requests to come
};

// What else keeps a channel's name follows a new one, in the transaction that changes it.
using NameFollower = std::function<Result<void>(Database& workspace, const QString& from, const QString& to)>;

class ChannelService : public QObject {
    Q_OBJECT
public:
    ChannelService(DatabaseWorker& engine, DatabaseWorker& reader, const Clock& clock, const ContractLibrary& contracts,
        NameFollower follow, QObject* parent = nullptr);

    // Whose name stands in created_by and updated_by from now on.
    void setOperator(const QString& name);

    void list(QObject* receiver, std::function<void(Result<QList<Channel>>)> then);
    void find(qint64 id, QObject* receiver, std::function<void(Result<Channel>)> then);
    void uses(qint64 id, QObject* receiver, std::function<void(Result<QList<ChannelUse>>)> then);
    // Inserts (id 0) or updates; the answer is the channel as stored. Errors: the first of channelFaults(), Duplicate.
    void save(const Channel& channel, QObject* receiver, std::function<void(Result<Channel>)> then);
    void setEnabled(qint64 id, bool enabled, QObject* receiver, std::function<void(Result<void>)> then);
    // InUse, with the campaigns, when a live one uses it.
    void remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    // Ends a pause that a fault of the channel caused (after the operator mended it).
    void resume(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

signals:
    // Something about channels changed: read again.
    void changed();
    // Settings of this channel that a running lane must take over.
    void channelSaved(qint64 id);

private:
    template <typename Work, typename Answer>
    void write(qint64 id, Work work, QObject* receiver, std::function<void(Answer)> then);

    DatabaseWorker& m_engine;
    DatabaseWorker& m_reader;
    const Clock& m_clock;
    const ContractLibrary& m_contracts;
    NameFollower m_follow;
    QString m_operator;
};

} // namespace wd
