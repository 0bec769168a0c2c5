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
    return m_workspace.allPaused();
}

void DeskStatus::setAllPaused(bool paused)
{
    m_workspace.setAllPaused(paused);
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
    m_unfinished.clear();
    m_hindrance.reset();
    m_nextRetry.reset();
    for (const CampaignRow& row : rows) {
        const Campaign& campaign = row.campaign;
        const bool scheduled = campaign.state == CampaignState::Scheduled;
        const bool underWay = campaign.state == CampaignState::Active && row.counts.queued > 0;
        const bool sendsAgain = row.sendsAgain && campaign.state != CampaignState::Paused;
        if (scheduled || underWay || sendsAgain)
            m_unfinished += row;
        if (row.hindrance && (!scheduled || sendsAgain) && !isOfCampaignAlone(row.hindrance->kind))
            m_hindrance = m_hindrance ? joined(*m_hindrance, *row.hindrance) : *row.hindrance;
        if (row.hindrance && row.hindrance->nextTry)
            m_nextRetry = std::min(m_nextRetry.value_or(*row.hindrance->nextTry), *row.hindrance->nextTry);
        if (campaign.state == CampaignState::Scheduled && campaign.nextAt)
            m_upcoming += Send{campaign.id, campaign.name, *campaign.nextAt};
    }
    std::sort(m_upcoming.begin(), m_upcoming.end(), [](const Send& a, const Send& b) { return a.at < b.at; });
}

} // namespace wd
