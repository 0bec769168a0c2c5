#include "models/channels/channelservice.h"

#include "models/channels/channelrules.h"
#include "models/channels/channelstore.h"
#include "models/channels/contractlibrary.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QPointer>

namespace wd {

namespace {

// Campaign states 1 scheduled, 2 active, 4 paused are live; so is one that is over while requests of it are under way
// or some people are sent to again, maybe through a channel that it no longer names.
Result<QList<ChannelUse>> readUses(Database& database, qint64 channelId)
{
    Statement statement(database,
        "SELECT id, name, state IN (1,2,4) OR id IN (SELECT campaign_id FROM run WHERE ended_at IS NULL)"
        " FROM campaign WHERE deleted_at IS NULL AND (channel_id=?1 OR id IN (SELECT campaign_id FROM run"
        "  WHERE ended_at IS NULL AND json_valid(plan) AND json_extract(plan,'$.channelId')=?1)) ORDER BY name");
    statement.bind(1, channelId);
    QList<ChannelUse> uses;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return uses;
        uses.append({statement.integer(0), statement.text(1), statement.integer(2) != 0});
    }
}

Result<void> removeUnlessLive(Database& database, qint64 id, const QString& by, UtcMs at)
{
    const Result<QList<ChannelUse>> uses = readUses(database, id);
    if (!uses)
        return uses.error();
    QStringList live;
    for (const ChannelUse& use : *uses)
        if (use.live)
            live += use.campaignName;
    if (!live.isEmpty())
        return Error{ErrorKind::InUse, {live.join(QStringLiteral(", "))}, {}};
    return ChannelStore(database).remove(id, by, at);
}

Result<Channel> update(
    Database& database, const Channel& channel, const QString& by, UtcMs at, const NameFollower& follow)
{
    ChannelStore store(database);
    Transaction transaction(database);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<Channel> before = store.find(channel.id);
    if (!before)
        return before;
    if (const Result<void> updated = store.update(channel, by, at); !updated)
        return updated.error();
    if (const Result<void> followed = follow(database, before->name, channel.name); !followed)
        return followed.error();
    const Result<void> committed = transaction.commit();
    return committed ? store.find(channel.id) : committed.error();
}

} // namespace

ChannelService::ChannelService(DatabaseWorker& engine, DatabaseWorker& reader, const Clock& clock,
    const ContractLibrary& contracts, NameFollower follow, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
    , m_reader(reader)
    , m_clock(clock)
    , m_contracts(contracts)
    , m_follow(std::move(follow))
{
}

void ChannelService::setOperator(const QString& name)
{
    m_operator = name;
}

void ChannelService::list(QObject* receiver, std::function<void(Result<QList<Channel>>)> then)
{
    m_reader.ask([](Database& database) { return ChannelStore(database).all(); }, receiver, std::move(then));
}

void ChannelService::find(qint64 id, QObject* receiver, std::function<void(Result<Channel>)> then)
{
    m_reader.ask([id](Database& database) { return ChannelStore(database).find(id); }, receiver, std::move(then));
}

void ChannelService::uses(qint64 id, QObject* receiver, std::function<void(Result<QList<ChannelUse>>)> then)
{
    m_reader.ask([id](Database& database) { return readUses(database, id); }, receiver, std::move(then));
}

template <typename Work, typename Answer>
void ChannelService::write(qint64 id, Work work, QObject* receiver, std::function<void(Answer)> then)
{
    // Also when the page that asked is gone by then, everybody else learns of the change.
    m_engine.ask(std::move(work), this,
        [this, id, listener = QPointer<QObject>(receiver), then = std::move(then)](const Answer& answer) {
            if (answer) {
                emit changed();
                if (id != 0)
                    emit channelSaved(id);
            }
            if (listener)
                then(answer);
        });
}

void ChannelService::save(const Channel& channel, QObject* receiver, std::function<void(Result<Channel>)> then)
{
    if (const Errors faults = channelFaults(channel.name, channel.spec, m_contracts); !faults.isEmpty()) {
        QMetaObject::invokeMethod(
            receiver, [then, fault = faults.first()] { then(fault); }, Qt::QueuedConnection);
        return;
    }
    write<>(
        channel.id,
        [channel, by = m_operator, at = m_clock.nowUtc(), follow = m_follow](Database& database) {
            return channel.id == 0 ? ChannelStore(database).insert(channel, by, at)
                                   : update(database, channel, by, at, follow);
        },
        receiver, std::move(then));
}

void ChannelService::setEnabled(qint64 id, bool enabled, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>(
        id,
        [id, enabled, by = m_operator, at = m_clock.nowUtc()](
            Database& database) { return ChannelStore(database).setEnabled(id, enabled, by, at); },
        receiver, std::move(then));
}

void ChannelService::remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>(
        id,
        [id, by = m_operator, at = m_clock.nowUtc()](
            Database& database) { return removeUnlessLive(database, id, by, at); },
        receiver, std::move(then));
}

void ChannelService::restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>(
        id,
        [id, by = m_operator, at = m_clock.nowUtc()](
            Database& database) { return ChannelStore(database).restore(id, by, at); },
        receiver, std::move(then));
}

void ChannelService::resume(qint64 id, QObject* receiver, std::function<void(Result<void>)> then)
{
    write<>(
        id, [id](Database& database) { return ChannelStore(database).setPausedReason(id, std::nullopt); }, receiver,
        std::move(then));
}

} // namespace wd
