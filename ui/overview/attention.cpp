#include "ui/overview/attention.h"

#include "models/base/reason.h"
#include "ui/campaigns/campaignlook.h"
#include "ui/shared/formatting.h"
#include "ui/texts/hindrancetexts.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::Attention)
public:
    static Attention missed(const QString& time)
    {
        return {Role::Error, tr("Not sent in time"), {}, tr("The program was not running at %1.").arg(time),
            {AttentionStep::Look}};
    }
    static Attention uncertain(qint64 people)
    {
        return {Role::Warning, tr("Uncertain"), {},
            tr("%1 people may have received it: please say what became of them.", nullptr, int(people))
                .arg(numberText(people)),
            {AttentionStep::Look}, DeliveryState::Uncertain};
    }
    static Attention failed(qint64 people)
    {
        return {Role::Error, tr("Failed"), {},
            tr("%1 people did not receive it.", nullptr, int(people)).arg(numberText(people)), {AttentionStep::Look},
            DeliveryState::Failed};
    }
    static QString receiver(const QString& words)
    {
        return tr("The local test receiver is not running. %1").arg(words);
    }
    static QString step(AttentionStep step);
};

QString Words::step(AttentionStep step)
{
    switch (step) {
    case AttentionStep::EnterSecret:
        return tr("Enter the secret");
    case AttentionStep::EnterSecretAgain:
        return tr("Enter the secret again");
    case AttentionStep::TestChannel:
        return tr("Test the channel");
    case AttentionStep::OpenChannel:
        return tr("Open the channel");
    case AttentionStep::ContinueCampaign:
    case AttentionStep::ContinueAll:
        return tr("Continue sending");
    case AttentionStep::TryNow:
        return tr("Try now");
    case AttentionStep::StartReceiver:
        return tr("Start the receiver");
    case AttentionStep::Look:
        return tr("Look");
    }
    Q_UNREACHABLE();
}

QList<AttentionStep> stepsFor(const Hindrance& hindrance)
{
    switch (hindrance.kind) {
    case HindranceKind::PausedAutomatically:
        return {AttentionStep::Look, AttentionStep::ContinueCampaign};
    case HindranceKind::ChannelFault: {
        const auto reason = static_cast<Reason>(hindrance.reason);
        const bool secret = reason == Reason::Unauthorized || reason == Reason::Forbidden;
        return {secret ? AttentionStep::EnterSecretAgain : AttentionStep::TestChannel, AttentionStep::ContinueCampaign};
    }
    case HindranceKind::SecretMissing:
        return {AttentionStep::EnterSecret};
    case HindranceKind::FormatMissing:
    case HindranceKind::ChannelDisabled:
        return {AttentionStep::OpenChannel};
    case HindranceKind::Elsewhere:
    case HindranceKind::AllPaused:
        return {AttentionStep::ContinueAll};
    case HindranceKind::PausedByHand:
        return {AttentionStep::ContinueCampaign};
    case HindranceKind::Retrying:
        if (hindrance.uncertain > 0)
            return {AttentionStep::TryNow, AttentionStep::Look};
        return {AttentionStep::TryNow, AttentionStep::TestChannel};
    case HindranceKind::SlowedDown:
        return {};
    }
    Q_UNREACHABLE();
}

Attention hindered(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone)
{
    Attention attention{roleOf(hindrance.kind), hindranceState(hindrance), iconOf(hindrance.kind),
        hindranceText(hindrance, now, zone), stepsFor(hindrance)};
    if (hindrance.kind == HindranceKind::Retrying)
        attention.deliveries = hindrance.uncertain > 0 ? DeliveryState::Uncertain : DeliveryState::Waiting;
    return attention;
}

} // namespace

QList<Attention> attentionsOf(const CampaignRow& row, UtcMs now, const QTimeZone& zone)
{
    // The pause of everything stands above the list; slowing down asks nothing of anybody.
    QList<Attention> found;
    if (row.hindrance && !isOfWholeDesk(row.hindrance->kind) && row.hindrance->kind != HindranceKind::SlowedDown)
        found += hindered(*row.hindrance, now, zone);
    else if (row.isMissed())
        found += Words::missed(dateTimeText(row.lastRunDue, zone));
    const bool said = !found.isEmpty() && found.constFirst().deliveries == DeliveryState::Uncertain;
    if (row.unanswered > 0 && !said)
        found += Words::uncertain(row.unanswered);
    if (found.isEmpty() && row.counts.failed > 0)
        found += Words::failed(row.counts.failed);
    return found;
}

Attention allPausedAttention(HindranceKind kind, qint64 people)
{
    return hindered({kind, 0, people, {}, {}}, 0, QTimeZone::utc());
}

Attention receiverAttention(const Hindrance& hindrance, UtcMs now, const QTimeZone& zone)
{
    Attention attention = hindered(hindrance, now, zone);
    attention.words = Words::receiver(attention.words);
    attention.steps = {AttentionStep::StartReceiver};
    return attention;
}

QString attentionStepText(AttentionStep step)
{
    return Words::step(step);
}

} // namespace wd
