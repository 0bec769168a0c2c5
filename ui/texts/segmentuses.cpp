#include "ui/texts/segmentuses.h"

#include "models/campaigns/campaign.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::SegmentUses)
public:
    static QString state(int state)
    {
        switch (static_cast<CampaignState>(state)) {
        case CampaignState::Draft:
            return tr("draft");
        case CampaignState::Scheduled:
            return tr("scheduled");
        case CampaignState::Active:
            return tr("sending");
        case CampaignState::Finished:
            return tr("finished");
        case CampaignState::Paused:
            return tr("paused");
        case CampaignState::Offline:
            return tr("offline");
        }
        Q_UNREACHABLE();
    }
    static QString list(const QList<SegmentUse>& uses, SegmentUse::Kind kind);
    static int count(const QList<SegmentUse>& uses, SegmentUse::Kind kind)
    {
        return int(
            std::count_if(uses.cbegin(), uses.cend(), [kind](const SegmentUse& use) { return use.kind == kind; }));
    }
    static QString all(const QList<SegmentUse>& uses);
};

QString Words::list(const QList<SegmentUse>& uses, SegmentUse::Kind kind)
{
    QStringList names;
    for (const SegmentUse& use : uses)
        if (use.kind == kind)
            names += kind == SegmentUse::Kind::Segment
                ? tr("“%1”").arg(use.name)
                : tr("“%1” (%2)", "campaign, state").arg(use.name, state(use.state));
    return names.join(tr(", ", "between names"));
}

QString Words::all(const QList<SegmentUse>& uses)
{
    QStringList parts;
    if (const QString campaigns = list(uses, SegmentUse::Kind::Campaign); !campaigns.isEmpty())
        parts += tr("campaigns %1", nullptr, count(uses, SegmentUse::Kind::Campaign)).arg(campaigns);
    if (const QString segments = list(uses, SegmentUse::Kind::Segment); !segments.isEmpty())
        parts += tr("segments %1", nullptr, count(uses, SegmentUse::Kind::Segment)).arg(segments);
    return parts.join(tr("; ", "between kinds"));
}

} // namespace

QString usesText(const QList<SegmentUse>& uses)
{
    return Words::all(uses);
}

QList<SegmentUse> liveUses(const QList<SegmentUse>& uses)
{
    QList<SegmentUse> live = uses;
    live.removeIf([](const SegmentUse& use) {
        if (use.kind == SegmentUse::Kind::Segment)
            return false;
        const auto state = static_cast<CampaignState>(use.state);
        return state != CampaignState::Scheduled && state != CampaignState::Active && state != CampaignState::Paused;
    });
    return live;
}

} // namespace wd
