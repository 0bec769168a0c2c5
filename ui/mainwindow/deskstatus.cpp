#include "ui/mainwindow/deskstatus.h"

#include "models/workspace/workspace.h"

#include <algorithm>

namespace wd {

namespace {

constexpr int gatherMs = 200;

} // namespace

DeskStatus::DeskStatus(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatherMs);
    connect(&m_soon, &QTimer::timeout, this, &DeskStatus::read);
    const auto later = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&workspace.campaigns(), &CampaignService::changed, this, later);
    connect(&workspace.deliveries(), &DeliveryService::changed, this, later);
    connect(&workspace.settings(), &SettingsService::changed, this, &DeskStatus::changed);
    read();
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

void DeskStatus::read()
{
    m_workspace.campaigns().list(this, [this](const Result<QList<CampaignRow>>& rows) {
        if (!rows) {
            emit failed(rows.error());
            return;
        }
        takeCampaigns(*rows);
        emit changed();
    });
    m_workspace.deliveries().totals(this, [this](const Result<DeliveryTotals>& totals) {
        if (!totals) {
            emit failed(totals.error());
            return;
        }
        m_totals = *totals;
        emit changed();
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
