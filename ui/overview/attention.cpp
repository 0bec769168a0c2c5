#include "ui/overview/attention.h"

#include "ui/shared/formatting.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::Attention)
public:
    static Attention channelPaused(const QString& channel)
    {
        return {Role::Error, tr("Held back"),
            tr("The channel “%1” refuses everything; its people stay queued.").arg(channel)};
    }
    static Attention missed() { return {Role::Error, tr("Not sent in time"), tr("The program was not running.")}; }
    static Attention paused() { return {Role::Warning, tr("Paused"), tr("Unsent people wait until you continue.")}; }
    static Attention uncertain(qint64 people)
    {
        return {Role::Warning, tr("Uncertain"),
            tr("%1 people may have received it: please say what became of them.").arg(numberText(people))};
    }
    static Attention failed(qint64 people)
    {
        return {Role::Error, tr("Failed"), tr("%1 people did not receive it.").arg(numberText(people))};
    }
};

} // namespace

std::optional<Attention> attentionOf(const CampaignRow& row)
{
    const bool unsent = row.campaign.state == CampaignState::Active || row.campaign.state == CampaignState::Scheduled;
    if (row.channelPause && (unsent || row.campaign.state == CampaignState::Paused))
        return Words::channelPaused(row.channelName);
    if (row.lastRun == RunState::Missed)
        return Words::missed();
    if (row.campaign.state == CampaignState::Paused)
        return Words::paused();
    if (row.counts.uncertain > 0)
        return Words::uncertain(row.counts.uncertain);
    if (row.counts.failed > 0)
        return Words::failed(row.counts.failed);
    return {};
}

} // namespace wd
