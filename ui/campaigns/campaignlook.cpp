#include "ui/campaigns/campaignlook.h"

#include "ui/texts/errortexts.h"
#include "ui/texts/reasontexts.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::CampaignLook)
public:
    static CampaignLook look(const CampaignRow& row, bool waits);
};

CampaignLook Words::look(const CampaignRow& row, bool waits)
{
    const QString plain = campaignStateText(row.campaign.state);
    if (row.campaign.unreadable)
        return {Role::Error, tr("Can't be read: %1").arg(errorText(*row.campaign.unreadable)), QStringLiteral("error")};
    switch (row.campaign.state) {
    case CampaignState::Draft:
        return {Role::Neutral, plain, QStringLiteral("edit")};
    case CampaignState::Scheduled:
        return {Role::Accent, plain, QStringLiteral("clock")};
    case CampaignState::Active:
        if (row.channelPause)
            return {Role::Error,
                tr("Paused automatically: %1").arg(reasonText(static_cast<Reason>(*row.channelPause), QString())),
                QStringLiteral("pause")};
        if (waits)
            return {Role::Warning, tr("Secret missing"), QStringLiteral("key")};
        return {Role::Accent, tr("Sending"), QStringLiteral("test")};
    case CampaignState::Paused:
        return {Role::Warning, tr("Paused by hand"), QStringLiteral("pause")};
    case CampaignState::Finished:
        if (row.lastRun == RunState::Missed)
            return {Role::Warning, tr("Not sent in time"), QStringLiteral("warning")};
        return {Role::Ok, plain, QStringLiteral("check")};
    case CampaignState::Offline:
        return {Role::Neutral, plain, QStringLiteral("stop")};
    }
    Q_UNREACHABLE();
}

} // namespace

CampaignLook lookOf(const CampaignRow& row, bool waits)
{
    return Words::look(row, waits);
}

} // namespace wd
