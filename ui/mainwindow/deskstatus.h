// What the frame says about sending as a whole: paused or not, what comes next, what waits, what failed.
#pragma once

#include "models/records/deliverylog.h"
#include "models/scheduling/campaignrows.h"

#include <QObject>

namespace wd {

class ChangeReader;
class Workspace;

// Reads again whenever campaigns or deliveries change.
class DeskStatus final : public QObject {
    Q_OBJECT
public:
    struct Send {
        qint64 campaignId = 0;
        QString name;
        UtcMs at = 0;
    };

    explicit DeskStatus(Workspace& workspace, QObject* parent = nullptr);

    bool allPaused() const;
    void setAllPaused(bool paused);
    // Scheduled campaigns, soonest first.
    const QList<Send>& upcoming() const { return m_upcoming; }
    // When the first of those who wait for a retry are due.
    std::optional<UtcMs> nextRetry() const { return m_nextRetry; }
    const DeliveryTotals& totals() const { return m_totals; }
    // The gravest one that no operator chose, with all people whom something keeps from being sent to.
    const std::optional<Hindrance>& hindrance() const { return m_hindrance; }
    // Campaigns that would not send, or not go on, if the program ended now.
    const QList<CampaignRow>& unfinished() const { return m_unfinished; }

signals:
    void changed();
    void failed(const wd::Error& error);

private:
    void readCampaigns();
    void readTotals();
    void takeCampaigns(const QList<CampaignRow>& rows);

    Workspace& m_workspace;
    ChangeReader* m_campaigns;
    ChangeReader* m_deliveries;
    QList<Send> m_upcoming;
    std::optional<UtcMs> m_nextRetry;
    DeliveryTotals m_totals;
    std::optional<Hindrance> m_hindrance;
    QList<CampaignRow> m_unfinished;
};

} // namespace wd
