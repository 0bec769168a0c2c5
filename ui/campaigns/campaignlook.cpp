#include "ui/campaigns/campaignlook.h"

#include "ui/shared/formatting.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/reasontexts.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::CampaignLook)
public:
    static CampaignLook state(const CampaignRow& row);
    static void addTime(const CampaignRow& row, const QTimeZone& zone, CampaignLook& look);
    static void addRest(const CampaignRow& row, CampaignLook& look);
    static QString unreadable() { return tr("Can't be read"); }
};

CampaignLook Words::state(const CampaignRow& row)
{
    const QString plain = campaignStateText(row.campaign.state);
    switch (row.campaign.state) {
    case CampaignState::Draft:
        return {Role::Neutral, plain, QStringLiteral("edit")};
    case CampaignState::Scheduled:
        return {Role::Accent, plain, QStringLiteral("clock")};
    case CampaignState::Active:
        return {Role::Accent, tr("Sending"), QStringLiteral("test")};
    case CampaignState::Paused:
        return {Role::Warning, tr("Paused by hand"), QStringLiteral("pause")};
    case CampaignState::Finished:
        if (row.unanswered > 0 || (row.counts.accepted == 0 && row.counts.failed > 0))
            return {Role::Warning, plain, QStringLiteral("warning")};
        return {Role::Ok, plain, QStringLiteral("check")};
    case CampaignState::Offline:
        if (row.isMissed())
            return {Role::Error, tr("Not sent in time"), QStringLiteral("warning")};
        return {Role::Neutral, plain, QStringLiteral("stop")};
    }
    Q_UNREACHABLE();
}

// When it begins, or was to begin: as narrow as the window may be, the state is always seen.
void Words::addTime(const CampaignRow& row, const QTimeZone& zone, CampaignLook& look)
{
    if (row.isMissed())
        look.note = tr("Planned for %1").arg(dateTimeText(row.lastRunDue, zone));
    else if (row.campaign.state == CampaignState::Scheduled && row.campaign.nextAt)
        look.note = dateTimeText(*row.campaign.nextAt, zone);
    if (!look.note.isEmpty())
        look.words = QStringList{look.text, look.note}.join(QStringLiteral(" · "));
}

// What is over may leave something to be done.
void Words::addRest(const CampaignRow& row, CampaignLook& look)
{
    QStringList parts;
    if (row.unanswered > 0)
        parts += tr("Uncertain: %1").arg(numberText(row.unanswered));
    if (const qint64 left = row.counts.uncertain - row.unanswered; left > 0)
        parts += tr("Left uncertain: %1").arg(numberText(left));
    if (row.counts.failed > 0)
        parts += tr("Failed: %1").arg(numberText(row.counts.failed));
    look.noteRole = row.unanswered > 0 ? Role::Warning : parts.isEmpty() ? Role::Neutral : Role::Error;
    // While others are still to come, "not sent" would count them, too.
    if (row.counts.notSent > 0)
        parts += (row.counts.queued > 0 ? tr("Left out: %1") : tr("Not sent: %1")).arg(numberText(row.counts.notSent));
    look.note = parts.join(QStringLiteral(" · "));
    look.words = (QStringList{look.text} + parts).join(QStringLiteral(" · "));
    for (auto reason = row.notSentReasons.cbegin(); reason != row.notSentReasons.cend(); ++reason)
        look.words += u'\n'
            + tr("%1 people: %2", nullptr, int(reason.value()))
                  .arg(numberText(reason.value()), reasonText(static_cast<Reason>(reason.key()), {}));
}

} // namespace

CampaignLook lookOf(const CampaignRow& row, UtcMs now, const QTimeZone& zone)
{
    if (row.campaign.unreadable) {
        const QString why = errorText(*row.campaign.unreadable);
        return {Role::Error, Words::unreadable(), QStringLiteral("error"), why, Role::Error, why};
    }
    CampaignLook look = Words::state(row);
    if (!row.hindrance) {
        Words::addRest(row, look);
        if (look.note.isEmpty())
            Words::addTime(row, zone, look);
        return look;
    }
    const Hindrance& hindrance = *row.hindrance;
    look.note = hindranceNote(hindrance, now, zone);
    look.noteRole = roleOf(hindrance.kind);
    look.words = hindranceText(hindrance, now, zone);
    // It has not begun: what will hold it back is no state of its own yet.
    if (row.campaign.state == CampaignState::Scheduled) {
        look.note = hindranceState(hindrance);
    } else {
        look.text = hindranceState(hindrance);
        look.role = roleOf(hindrance.kind);
        look.icon = iconOf(hindrance.kind);
    }
    return look;
}

Role roleOf(HindranceKind kind)
{
    const bool fault = kind == HindranceKind::ChannelFault || kind == HindranceKind::PausedAutomatically;
    return fault ? Role::Error : Role::Warning;
}

QString iconOf(HindranceKind kind)
{
    switch (kind) {
    case HindranceKind::SecretMissing:
        return QStringLiteral("key");
    case HindranceKind::Retrying:
    case HindranceKind::SlowedDown:
        return QStringLiteral("clock");
    case HindranceKind::FormatMissing:
    case HindranceKind::ChannelDisabled:
        return QStringLiteral("stop");
    case HindranceKind::PausedAutomatically:
    case HindranceKind::ChannelFault:
    case HindranceKind::Elsewhere:
    case HindranceKind::AllPaused:
    case HindranceKind::PausedByHand:
        return QStringLiteral("pause");
    }
    Q_UNREACHABLE();
}

} // namespace wd
