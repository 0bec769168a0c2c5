#include "ui/mainwindow/deskstatus.h"

#include "models/workspace/workspace.h"
#include "ui/shared/changereader.h"

#include <algorithm>

namespace wd {

namespace {

constexpr int gatherMs = 200;

} // namespace

DeskStatus::DeskStatus(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
    , m_campaigns(new ChangeReader([this] { readCampaigns(); }, this, gatherMs))
    , m_deliveries(new ChangeReader([this] { readTotals(); }, this, gatherMs))
{
    for (ChangeReader* reader : {m_campaigns, m_deliveries}) {
        connect(&workspace.campaigns(), &CampaignService::changed, reader, &ChangeReader::note);
        connect(&workspace.deliveries(), &DeliveryService::changed, reader, &ChangeReader::note);
        reader->read();
    }
    connect(&workspace.settings(), &SettingsService::changed, this, &DeskStatus::changed);
}

bool DeskStatus::allPaused() const
{
    return !m_workspace.settings().value(settings::allPaused).isEmpty();
}

void DeskStatus::setAllPaused(bool paused)
{
    m_workspace.campaigns().setAllPaused(paused);
    m_workspace.settings().setValue(settings::allPaused, paused ? QStringLiteral("1") : QString());
}

void DeskStatus::readCampaigns()
{
    m_workspace.campaigns().list(this, [this](const Result<QList<CampaignRow>>& rows) {
        if (rows) {
            takeCampaigns(*rows);
            emit changed();
        } else {
            emit failed(rows.error());
        }
        m_campaigns->done();
    });
}

void DeskStatus::readTotals()
{
    m_workspace.deliveries().totals(this, [this](const Result<DeliveryTotals>& totals) {
        if (totals) {
            m_totals = *totals;
            emit changed();
        } else {
            emit failed(totals.error());
        }
        m_deliveries->done();
    });
}

void DeskStatus::takeCampaigns(const QList<CampaignRow>& rows)
{
    m_upcoming.clear();
    for (const CampaignRow& row : rows) {
        const Campaign& campaign = row.campaign;
        if (campaign.state == CampaignState::Scheduled && campaign.nextAt)
            m_upcoming += Send{campaign.id, campaign.name, *campaign.nextAt};
    }
    std::sort(m_upcoming.begin(), m_upcoming.end(), [](const Send& a, const Send& b) { return a.at < b.at; });
}

} // namespace wd
