#include "ui/campaigns/campaignmodel.h"

#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"

#include <utility>

namespace wd {

CampaignModel::CampaignModel(const Clock& clock, const QTimeZone& zone, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
    , m_zone(zone)
{
}

int CampaignModel::rowOf(qint64 campaignId) const
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].campaign.id == campaignId)
            return i;
    return -1;
}

void CampaignModel::setRows(const QList<CampaignRow>& rows)
{
    QSet<qint64> kept;
    for (const CampaignRow& row : rows)
        kept.insert(row.campaign.id);
    for (int i = int(m_rows.size()); i-- > 0;)
        if (!kept.contains(m_rows[i].campaign.id)) {
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
    for (int i = 0; i < rows.size(); ++i) {
        const int now = rowOf(rows[i].campaign.id);
        if (now < 0) {
            beginInsertRows({}, i, i);
            m_rows.insert(i, rows[i]);
            endInsertRows();
            continue;
        }
        if (now != i) {
            beginMoveRows({}, now, now, {}, i);
            m_rows.move(now, i);
            endMoveRows();
        }
        if (m_rows[i] != rows[i]) {
            m_rows[i] = rows[i];
            emit dataChanged(index(i, 0), index(i, ColumnCount - 1));
        }
    }
}

void CampaignModel::noteTime()
{
    for (int i = 0; i < m_rows.size(); ++i)
        if (m_rows[i].hindrance)
            emit dataChanged(index(i, State), index(i, State));
}

void CampaignModel::setEstimate(qint64 campaignId, std::optional<qint64> people)
{
    m_estimates.insert(campaignId, people);
    if (people)
        m_lastEstimates.insert(campaignId, *people);
    else
        m_lastEstimates.remove(campaignId);
    if (const int row = rowOf(campaignId); row >= 0)
        emit dataChanged(index(row, People), index(row, People));
}

int CampaignModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CampaignModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CampaignModel::people(const CampaignRow& row) const
{
    if (row.counts.total() > 0)
        return tr("%1 / %2", "accepted / all").arg(numberText(row.counts.accepted), numberText(row.counts.total()));
    if (m_lastEstimates.contains(row.campaign.id))
        return tr("about %1").arg(numberText(m_lastEstimates.value(row.campaign.id)));
    return QStringLiteral("–");
}

QString CampaignModel::times(const CampaignRow& row) const
{
    if (row.campaign.state == CampaignState::Scheduled && row.campaign.nextAt)
        return tr("Scheduled: %1").arg(dateTimeText(*row.campaign.nextAt, m_zone));
    if (row.isMissed())
        return tr("Planned: %1").arg(dateTimeText(row.lastRunDue, m_zone));
    if (row.lastRunEnded)
        return tr("Ended: %1").arg(dateTimeText(*row.lastRunEnded, m_zone));
    // When it began to send, not when it was confirmed.
    if (row.lastRunBegan)
        return tr("Online: %1").arg(dateTimeText(*row.lastRunBegan, m_zone));
    return row.campaign.onlineAt ? tr("Online: %1").arg(dateTimeText(*row.campaign.onlineAt, m_zone))
                                 : QStringLiteral("–");
}

QString CampaignModel::text(const CampaignRow& row, int column) const
{
    switch (column) {
    case Name:
        return row.campaign.name;
    case Trigger:
        return tr("Once");
    case People:
        return people(row);
    case Times:
        return times(row);
    case UpdatedBy:
        return row.campaign.audit.updatedBy.isEmpty() ? QStringLiteral("–") : row.campaign.audit.updatedBy;
    }
    return {};
}

QVariant CampaignModel::stateData(const CampaignRow& row, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return look(row).text;
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return look(row).words;
    case cell::pillRole:
        return static_cast<int>(look(row).role);
    case cell::iconRole:
        return look(row).icon;
    case cell::noteRole:
        return look(row).note;
    case cell::noteColourRole:
        return static_cast<int>(look(row).noteRole);
    default:
        return {};
    }
}

QVariant CampaignModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const CampaignRow& row = m_rows[index.row()];
    if (index.column() == State)
        return stateData(row, role);
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(row, index.column());
    if (role == cell::linkRole)
        return index.column() == People && row.counts.total() > 0;
    if (role == cell::mutedRole)
        return index.column() == Trigger || index.column() == Times;
    return {};
}

QVariant CampaignModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Trigger:
        return tr("Trigger");
    case People:
        return tr("People sent to");
    case Times:
        return tr("Online and offline");
    case UpdatedBy:
        return tr("Changed by");
    case State:
        return tr("State");
    case Actions:
        return tr("Actions");
    }
    return {};
}

} // namespace wd
