// A new workspace.db with an outbox on it: what every test of the outbox works with.
#pragma once

#include "models/sending/outbox.h"
#include "models/storage/migration.h"
#include "models/storage/statement.h"

#include "tests/storage/outboxvalues.h"

#include <QTemporaryDir>
#include <QTest>

namespace wd {

// Its slots run around the tests of the classes that inherit it.
class OutboxFixture : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

protected:
    static constexpr qint64 channelId = 7;
    static constexpr qint64 campaignId = 3;

    QString path() const { return m_folder->filePath(QStringLiteral("workspace.db")); }
    void reopen(qint64 launch);
    void addCampaign(qint64 id);
    qint64 number(const QByteArray& sql)
    {
        Statement statement(*m_database, sql);
        const Result<bool> row = statement.step();
        return row && *row ? statement.integer(0) : -1;
    }
    qint64 inState(DeliveryState state)
    {
        return number("SELECT count(*) FROM delivery WHERE state=" + QByteArray::number(static_cast<int>(state)));
    }
    // A run of `count` people, prepared in chunks of four.
    qint64 readyRun(int count, qint64 campaign = campaignId, qint64 occurrence = 1);
    // Slices until nothing is left to do for the run. True: it ended.
    bool clear(qint64 runId, UtcMs now = start);
    OutboxExchange exchange(const QList<Settlement>& settlements, const QList<ClaimWish>& claims = {},
        const QList<RetryWish>& retries = {}, UtcMs now = start);
    QList<ClaimedMessage> claim(qint64 runId, int messages, int batch = 1)
    {
        return exchange({}, {{runId, messages, batch, renderer()}}).claims;
    }
    // Of all runs.
    OutboxExchange claimDue(UtcMs now = start);
    std::optional<UtcMs> nextRetry();
    // How the people of a run are put into new messages.
    static WishForRun wishes(int batch = 9)
    {
        return [batch](qint64 runId) { return ClaimWish{runId, 0, batch, renderer()}; };
    }
    QStringList named(const ClaimedMessage& message)
    {
        return QString::fromUtf8(message.body.bytes).section(u':', 1).split(u',');
    }
    QString countFault();

    const QByteArray m_epoch = QByteArray(16, 'e');
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Outbox> m_outbox;
};

} // namespace wd
