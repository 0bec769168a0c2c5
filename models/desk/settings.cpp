#include "models/desk/settings.h"

#include "models/campaigns/campaignrules.h"
#include "models/campaigns/campaignstore.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <QTimeZone>

#include <algorithm>

namespace wd {

Result<QString> setting(Database& database, const QString& key)
{
    Statement read(database, "SELECT value FROM setting WHERE key=?");
    const Result<bool> row = read.bind(1, key).step();
    if (!row)
        return row.error();
    return *row ? read.text(0) : QString();
}

Result<void> setSetting(Database& database, const QString& key, const QString& value)
{
    Statement write(
        database, "INSERT INTO setting(key, value) VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value");
    return write.bind(1, key).bind(2, value.isNull() ? QStringLiteral("") : value).run();
}

Result<QString> workspaceZone(Database& database)
{
    Statement read(database, "SELECT zone FROM meta WHERE id=1");
    const Result<bool> row = read.step();
    if (!row)
        return row.error();
    return read.text(0);
}

namespace {

Result<void> reschedule(Database& database, const QTimeZone& zone)
{
    CampaignStore store(database);
    const Result<QList<Campaign>> campaigns = store.all();
    if (!campaigns)
        return campaigns.error();
    for (const Campaign& campaign : *campaigns) {
        if (campaign.state != CampaignState::Scheduled || !campaign.nextAt || !campaign.spec.sendAt)
            continue;
        const UtcMs due = dueAt(campaign.spec, *campaign.nextAt, zone);
        if (const Result<void> set = store.setState(campaign.id, CampaignState::Scheduled, due); !set)
            return set;
    }
    return {};
}

} // namespace

Result<void> setWorkspaceZone(Database& database, const QString& zone)
{
    Statement write(database, "UPDATE meta SET zone=? WHERE id=1");
    if (const Result<void> written = write.bind(1, zone).run(); !written)
        return written;
    return reschedule(database, QTimeZone(zone.toLatin1()));
}

bool isZoneName(const QString& zone)
{
    const QTimeZone found(zone.toLatin1());
    if (!found.isValid() || zone.contains(u'/') || zone == u"UTC" || zone == u"GMT")
        return found.isValid();
    // Qt takes offsets and rules ("UTC+8", "CST-8") as well, and any other word as one more name of UTC.
    const bool isRule = std::any_of(zone.begin(), zone.end(), [](QChar c) { return c.isDigit(); });
    return !isRule && found.standardTimeOffset(QDateTime::fromMSecsSinceEpoch(0, Qt::UTC)) != 0;
}

SettingsService::SettingsService(DatabaseWorker& engine, QObject* parent)
    : QObject(parent)
    , m_engine(engine)
{
    m_engine.worker().run([this] {
        Statement all(m_engine.database(), "SELECT key, value FROM setting");
        for (Result<bool> row = all.step(); row && *row; row = all.step())
            m_values.insert(all.text(0), all.text(1));
        if (const Result<QString> zone = workspaceZone(m_engine.database()))
            m_zone = *zone;
    });
}

QString SettingsService::value(const QString& key) const
{
    return m_values.value(key);
}

void SettingsService::setValue(const QString& key, const QString& value)
{
    if (m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    m_engine.ask([key, value](Database& database) { return setSetting(database, key, value); }, this,
        [this](const Result<void>& written) {
            if (!written)
                emit failed(written.error());
        });
    emit changed(key);
}

void SettingsService::setZone(const QString& zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    m_engine.ask(
        [zone](Database& database) -> Result<void> {
            Transaction transaction(database);
            if (!transaction.begun())
                return transaction.begun();
            const Result<void> set = setWorkspaceZone(database, zone);
            return set ? transaction.commit() : set;
        },
        this,
        [this](const Result<void>& written) {
            if (!written)
                emit failed(written.error());
        });
    emit changed(QStringLiteral("zone"));
}

} // namespace wd
