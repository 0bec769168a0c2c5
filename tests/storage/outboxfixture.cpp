#include "tests/storage/outboxfixture.h"

namespace wd {

void OutboxFixture::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    reopen(1);
    QVERIFY(migrate(*m_database, migrationScripts(QStringLiteral("workspace")), 1));
    reopen(1);
    addCampaign(campaignId);
}

// Every test ends with counts that tell the truth.
void OutboxFixture::cleanup()
{
    if (m_outbox)
        QCOMPARE(countFault(), QString());
    m_outbox.reset();
    m_database.reset();
}

void OutboxFixture::reopen(qint64 launch)
{
    m_outbox.reset();
    m_database.reset();
    auto opened = Database::openWriter(path(), Database::Durability::Full);
    QVERIFY(opened);
    m_database = std::move(opened).value();
    m_outbox = std::make_unique<Outbox>(*m_database, launch, m_epoch);
}

void OutboxFixture::addCampaign(qint64 id)
{
    const QByteArray key = QByteArray::number(id);
    QVERIFY(m_database->execute("INSERT INTO campaign(id, uuid, name, state, spec, created_at, updated_at)"
                                " VALUES("
        + key + ", randomblob(16), 'c" + key + "', 2, '{}', 0, 0)"));
}

// What differs between run_count and the deliveries themselves.
QString OutboxFixture::countFault()
{
    Statement differing(*m_database,
        "SELECT * FROM (SELECT run_id, state, reason, n FROM run_count WHERE n<>0 EXCEPT"
        " SELECT run_id, state, reason, count(*) FROM delivery GROUP BY 1, 2, 3) UNION ALL"
        " SELECT * FROM (SELECT run_id, state, reason, count(*) FROM delivery GROUP BY 1, 2, 3 EXCEPT"
        " SELECT run_id, state, reason, n FROM run_count)");
    const Result<bool> row = differing.step();
    if (!row)
        return row.error().arguments.join(u' ');
    if (!*row)
        return {};
    return QStringLiteral("run %1, state %2, reason %3: %4")
        .arg(differing.integer(0))
        .arg(differing.integer(1))
        .arg(differing.integer(2))
        .arg(differing.integer(3));
}

qint64 OutboxFixture::readyRun(int count, qint64 campaign, qint64 occurrence)
{
    const Result<qint64> run = m_outbox->beginRun({campaign, occurrence, "{\"channelId\":7}", start});
    if (!run)
        return 0;
    for (int first = 1; first <= count; first += 4)
        if (!m_outbox->addDeliveries(*run, people(first, std::min(count, first + 3))))
            return 0;
    return m_outbox->finishPreparing(*run, start) ? *run : 0;
}

bool OutboxFixture::clear(qint64 runId, UtcMs now)
{
    for (;;) {
        const Result<Cleared> cleared = m_outbox->clearSome(runId, now);
        if (!cleared || !cleared->more)
            return cleared && cleared->ended;
    }
}

OutboxExchange OutboxFixture::claimDue(UtcMs now)
{
    QList<RetryWish> wishes;
    Statement all(*m_database, "SELECT id FROM run");
    const QList<qint64> runs = *all.integers();
    for (const qint64 run : runs)
        wishes.append({run, 9});
    return exchange({}, {}, wishes, now);
}

std::optional<UtcMs> OutboxFixture::nextRetry()
{
    std::optional<UtcMs> first;
    Statement all(*m_database, "SELECT id FROM run");
    const QList<qint64> runs = *all.integers();
    for (const qint64 run : runs)
        if (const std::optional<UtcMs> next = *m_outbox->nextRetry(run))
            first = std::min(first.value_or(*next), *next);
    return first;
}

OutboxExchange OutboxFixture::exchange(
    const QList<Settlement>& settlements, const QList<ClaimWish>& claims, const QList<RetryWish>& retries, UtcMs now)
{
    Result<OutboxExchange> exchanged = m_outbox->exchange(settlements, claims, retries, now);
    if (!exchanged) {
        qWarning("%s", qPrintable(exchanged.error().arguments.join(u' ')));
        return {};
    }
    if (const QString fault = countFault(); !fault.isEmpty())
        qWarning("counts differ: %s", qPrintable(fault));
    return std::move(exchanged).value();
}

} // namespace wd
