// The rows of the campaign list; a change of one campaign touches its row alone.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "ui/campaigns/campaignlook.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace wd {

class CampaignModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Trigger, People, Times, UpdatedBy, State, Actions, ColumnCount };

    CampaignModel(const Clock& clock, const QTimeZone& zone, QObject* parent = nullptr);

    // Takes over what differs, row by row.
    void setRows(const QList<CampaignRow>& rows);
    const CampaignRow& row(int number) const { return m_rows[number]; }
    int rowOf(qint64 campaignId) const; // -1 when it isn't shown
    // Times in words grow old by themselves.
    void noteTime();
    // How many people a scheduled campaign would reach now.
    // How many a scheduled campaign would reach now; empty: that can't be counted.
    void setEstimate(qint64 campaignId, std::optional<qint64> people);
    bool isEstimated(qint64 campaignId) const { return m_estimates.contains(campaignId); }
    void forgetEstimates() { m_estimates.clear(); } // each stays shown until it is counted again

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant stateData(const CampaignRow& row, int role) const;
    QString text(const CampaignRow& row, int column) const;
    QString people(const CampaignRow& row) const;
    QString times(const CampaignRow& row) const;

    CampaignLook look(const CampaignRow& row) const { return lookOf(row, m_clock.nowUtc(), m_zone); }

    const Clock& m_clock;
    QTimeZone m_zone;
    QList<CampaignRow> m_rows;
    QHash<qint64, std::optional<qint64>> m_estimates; // of those counted since the people last changed
    QHash<qint64, qint64> m_lastEstimates;
};

} // namespace wd
