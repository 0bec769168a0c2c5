#include "app/commandline/campaignwait.h"

#include "app/commandline/signalwatch.h"
#include "models/base/reason.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/campaigncodec.h"
#include "models/workspace/workspace.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/reasontexts.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QJsonObject>

namespace wd {

namespace {

class StatusTexts {
    Q_DECLARE_TR_FUNCTIONS(wd::StatusTexts)
public:
    static QString status(const CampaignRow& row)
    {
        const DeliveryCounts& counts = row.counts;
        return tr("%1: %2. Accepted: %3, failed: %4, uncertain: %5, not sent: %6, queued: %7, cancelled: %8.")
            .arg(row.campaign.name, campaignStateText(row.campaign.state))
            .arg(counts.accepted)
            .arg(counts.failed)
            .arg(counts.uncertain)
            .arg(counts.notSent)
            .arg(counts.queued)
            .arg(counts.cancelled);
    }
    static QString waitsForSecret() { return tr("It waits for its channel's secret."); }
    static QString missed() { return tr("It was not sent in time: the program was not running."); }
};

class Waiting final : public QObject {
public:
    Waiting(Workspace& workspace, const Campaign& campaign, const SignalWatch& signalWatch)
        : m_workspace(workspace)
        , m_campaign(campaign)
    {
        connect(&signalWatch, &SignalWatch::interrupted, this, [this] {
            m_result.interrupted = true;
            m_loop.quit();
        });
    }

    WaitResult run()
    {
        connect(&m_workspace.campaigns(), &CampaignService::changed, this, [this] { look(); });
        connect(&m_workspace, &Workspace::failed, this, [this](const Error& error) { stop(error); });
        connect(&m_workspace, &Workspace::secretMissing, this, [this](qint64 channel) { noteSecret(channel); });
        m_workspace.startSending(m_campaign.id);
        if (isAtRest())
            m_workspace.campaigns().goOnline(m_campaign, std::nullopt, this, [this](const Errors& errors) {
                m_online = true;
                if (errors.isEmpty())
                    return look();
                m_result.errors = errors;
                m_loop.quit();
            });
        m_online = !isAtRest();
        look();
        m_loop.exec();
        return m_result;
    }

private:
    bool isAtRest() const
    {
        return m_campaign.state == CampaignState::Draft || m_campaign.state == CampaignState::Offline;
    }

    // Answers come in the order of the questions, after what the engine's thread had to do before.
    void look()
    {
        if (m_online)
            m_workspace.campaigns().find(
                m_campaign.id, this, [this](const Result<CampaignRow>& row) { row ? judge(*row) : stop(row.error()); });
    }

    void judge(const CampaignRow& row)
    {
        m_result.row = row;
        const CampaignState state = row.campaign.state;
        const bool over = state == CampaignState::Finished || state == CampaignState::Offline;
        m_result.ended = over && row.ofLastRun.queued == 0;
        if (m_result.ended)
            m_loop.quit();
        else if (row.hindrance && row.hindrance->kind == HindranceKind::SecretMissing)
            noteSecret(m_campaign.channelId);
        else if (row.hindrance && !goesOnByItself(row.hindrance->kind))
            m_loop.quit(); // it goes on only when somebody does something
    }

    void noteSecret(qint64 channel)
    {
        if (channel == m_campaign.channelId)
            m_workspace.channels().find(channel, this, [this](const Result<Channel>& found) {
                stop(found ? Error{ErrorKind::SecretMissing, {found->name}, {}} : found.error());
            });
    }

    void stop(const Error& error)
    {
        // While going online its own answer tells more.
        if (!m_online)
            return;
        if (!m_result.errors.contains(error))
            m_result.errors += error;
        m_loop.quit();
    }

    Workspace& m_workspace;
    Campaign m_campaign;
    QEventLoop m_loop;
    WaitResult m_result;
    bool m_online = false;
};

} // namespace

bool WaitResult::clean() const
{
    const bool sent = row && row->campaign.state != CampaignState::Offline;
    return ended && errors.isEmpty() && sent && row->ofLastRun.failed == 0 && row->ofLastRun.uncertain == 0;
}

WaitResult sendAndWait(Workspace& workspace, const Campaign& campaign, const SignalWatch& signalWatch)
{
    // What such a campaign did is over: its old counts must not pass for what this call sent.
    if (campaign.state == CampaignState::Finished || campaign.state == CampaignState::Paused) {
        WaitResult refused;
        refused.errors += Error{
            ErrorKind::NotAllowedInState, {QStringLiteral("online"), stateName(campaign.state)}, campaign.name};
        return refused;
    }
    return Waiting(workspace, campaign, signalWatch).run();
}

namespace {

QString hindranceName(HindranceKind kind)
{
    switch (kind) {
    case HindranceKind::PausedAutomatically:
        return QStringLiteral("pausedAutomatically");
    case HindranceKind::ChannelFault:
        return QStringLiteral("channelFault");
    case HindranceKind::FormatMissing:
        return QStringLiteral("formatMissing");
    case HindranceKind::SecretMissing:
        return QStringLiteral("secretMissing");
    case HindranceKind::ChannelDisabled:
        return QStringLiteral("channelDisabled");
    case HindranceKind::Elsewhere:
        return QStringLiteral("elsewhere");
    case HindranceKind::AllPaused:
        return QStringLiteral("allPaused");
    case HindranceKind::PausedByHand:
        return QStringLiteral("pausedByHand");
    case HindranceKind::Retrying:
        return QStringLiteral("retrying");
    case HindranceKind::SlowedDown:
        return QStringLiteral("slowedDown");
    }
    Q_UNREACHABLE();
}

QJsonObject hindranceToJson(const Hindrance& hindrance)
{
    QJsonObject json{
        {QStringLiteral("kind"), hindranceName(hindrance.kind)}, {QStringLiteral("people"), hindrance.people}};
    if (hindrance.reason != 0)
        json.insert(QStringLiteral("reason"), reasonText(static_cast<Reason>(hindrance.reason), hindrance.detail));
    if (hindrance.since)
        json.insert(QStringLiteral("since"), isoUtc(*hindrance.since));
    if (hindrance.nextTry)
        json.insert(QStringLiteral("nextTry"), isoUtc(*hindrance.nextTry));
    if (hindrance.rate)
        json.insert(QStringLiteral("ratePerSecond"), *hindrance.rate);
    return json;
}

} // namespace

QJsonObject statusToJson(const CampaignRow& row, bool waitsForSecret)
{
    const DeliveryCounts& counts = row.counts;
    QJsonObject json{{QStringLiteral("name"), row.campaign.name},
        {QStringLiteral("state"), stateName(row.campaign.state)}, {QStringLiteral("accepted"), counts.accepted},
        {QStringLiteral("failed"), counts.failed}, {QStringLiteral("uncertain"), counts.uncertain},
        {QStringLiteral("notSent"), counts.notSent}, {QStringLiteral("queued"), counts.queued},
        {QStringLiteral("cancelled"), counts.cancelled}};
    if (row.campaign.nextAt)
        json.insert(QStringLiteral("nextAt"),
            QDateTime::fromMSecsSinceEpoch(*row.campaign.nextAt, Qt::UTC).toString(Qt::ISODateWithMs));
    if (row.lastRun)
        json.insert(QStringLiteral("missed"), row.isMissed());
    if (row.channelPause)
        json.insert(QStringLiteral("channelPause"), reasonText(static_cast<Reason>(*row.channelPause), {}));
    if (waitsForSecret)
        json.insert(QStringLiteral("waitsFor"), QStringLiteral("secret"));
    if (row.hindrance)
        json.insert(QStringLiteral("hindrance"), hindranceToJson(*row.hindrance));
    return json;
}

QString statusText(const CampaignRow& row, bool waitsForSecret, UtcMs now, const QTimeZone& zone)
{
    QString text = StatusTexts::status(row);
    if (row.isMissed())
        text += u' ' + StatusTexts::missed();
    if (row.hindrance)
        text += u' ' + hindranceText(*row.hindrance, now, zone);
    else if (waitsForSecret)
        text += u' ' + StatusTexts::waitsForSecret();
    return text;
}

} // namespace wd
