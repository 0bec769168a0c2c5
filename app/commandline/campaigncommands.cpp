// campaign pause, resume, offline, status, next, review; deliveries.
#include "app/commandline/answerof.h"
#include "app/commandline/campaignwait.h"
#include "app/commandline/columns.h"
#include "app/commandline/context.h"
#include "app/commandline/deliverystates.h"
#include "app/commandline/remotecontrol.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelrules.h"
#include "models/channels/channelstore.h"
#include "models/desk/settings.h"
#include "models/records/deliverylog.h"
#include "models/scheduling/campaigncontext.h"
#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/reasontexts.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace wd {

namespace {

class CampaignCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::CampaignCommands)
public:
    static QString reviewed(const Review& review)
    {
        QStringList lines{tr("People in the segment: %1, will be sent: %2, requests: %3.")
                              .arg(review.selected)
                              .arg(review.willSend)
                              .arg(review.requests)};
        for (auto entry = review.notSent.begin(); entry != review.notSent.end(); ++entry)
            lines += tr("Not sent to %1: %2").arg(entry.value()).arg(reasonText(static_cast<Reason>(entry.key()), {}));
        return lines.join(u'\n');
    }
    static QStringList deliveryHeadings()
    {
        return {tr("Time"), tr("Campaign"), tr("Recipient id"), attributeLabel(loginIdAttribute()), tr("State"),
            tr("Reason")};
    }
    static QString noDeliveries() { return tr("There are no such deliveries."); }
    static QString nothingSends() { return tr("No program is running that sends."); }
    static QString silent(const QString& process)
    {
        return tr("Process %1 has the workspace open and does not answer.").arg(process);
    }
};

using Step = void (CampaignService::*)(qint64, QObject*, std::function<void(Result<void>)>);

Result<void> changeHere(CliContext& context, const QString& name, Step step)
{
    if (!workspaceExists(context.folder))
        return Error{ErrorKind::WorkspaceMissing, {context.folder}, {}};
    Result<std::unique_ptr<Workspace>> workspace = Workspace::open(context.folder, {}, context.clock, context.keychain);
    if (!workspace)
        return workspace.error();
    const Result<FoundCampaign> found = findCampaign(context, name);
    if (!found)
        return found.error();
    QObject::connect(workspace->get(), &Workspace::failed, workspace->get(),
        [told = &context](const Error& error) { told->complain(errorText(error)); });
    return answerOf<Result<void>>(
        [&](QObject* receiver, auto then) { ((*workspace)->campaigns().*step)(found->campaign.id, receiver, then); });
}

// In the running program if there is one, else here.
int change(CliContext& context, const Arguments& arguments, const QString& command, Step step)
{
    const QString name = arguments.operands.first();
    Result<void> done = changeHere(context, name, step);
    if (!done && done.error().kind == ErrorKind::WorkspaceInUse) {
        const Result<void> asked = askRunning(context.folder, command, name);
        // A program that holds the lock but does not listen is named by its lock.
        if (asked || asked.error().kind != ErrorKind::WorkspaceMissing)
            done = asked;
    }
    if (!done)
        return context.refuse(done.error());
    context.answer({{QStringLiteral("name"), name}, {QStringLiteral("done"), command}}, {});
    return exitcode::done;
}

// Where no program runs that knows it.
bool secretIsMissing(CliContext& context, Database& workspace, const CampaignRow& row)
{
    const Result<Channel> channel = ChannelStore(workspace).find(row.campaign.channelId);
    if (!channel || !needsSecrets(channel->spec))
        return false;
    const auto secrets = answerOf<Result<ChannelSecrets>>(
        [&](QObject* receiver, auto then) { context.keychain.read(channel->uuid, receiver, then); });
    return !secrets || !hasSecretsFor(channel->spec, *secrets);
}

struct Status {
    CampaignRow row;
    bool isSending = false; // a program runs that does
    bool waitsForSecret = false;
};

// What the workspace and the keychain say; without a program that sends, nothing is tried again by itself.
Result<Status> statusHere(CliContext& context, Database& workspace, qint64 campaignId)
{
    const Result<QString> allPaused = setting(workspace, settings::allPaused);
    if (!allPaused)
        return allPaused.error();
    SendingState sending;
    sending.allPaused = !allPaused->isEmpty();
    sending.elsewhere = *allPaused == settings::elsewhere;
    Result<CampaignRow> row = campaignRow(workspace, campaignId, sending);
    if (!row)
        return row.error();
    Status status{*row};
    const bool underWay = row->campaign.state == CampaignState::Active && row->counts.queued > 0;
    status.waitsForSecret = underWay && !row->channelPause && secretIsMissing(context, workspace, *row);
    if (status.waitsForSecret) {
        sending.channels[row->campaign.channelId].secretMissing = true;
        row = campaignRow(workspace, campaignId, sending);
        if (!row)
            return row.error();
        status.row = *row;
    }
    if (status.row.hindrance && status.row.hindrance->kind == HindranceKind::Retrying)
        status.row.hindrance.reset();
    return status;
}

// As the program that sends sees it, if there is one.
Result<Status> statusOf(CliContext& context, Database& workspace, const Campaign& campaign)
{
    const Result<RunningStatus> running = askStatus(context.folder, campaign.name);
    if (!running && running.error().kind == ErrorKind::WorkspaceMissing)
        return statusHere(context, workspace, campaign.id);
    if (!running)
        return running.error();
    const Result<CampaignRow> row = campaignRow(workspace, campaign.id, {});
    if (!row)
        return row.error();
    Status status{*row, true, running->waitsForSecret};
    status.row.hindrance = running->hindrance;
    return status;
}

// Where nobody answered: is nobody there?
QString whoSends(const QString& folder)
{
    const Result<std::unique_ptr<WorkspaceLock>> lock = WorkspaceLock::acquire(folder);
    const bool held = !lock && lock.error().kind == ErrorKind::WorkspaceInUse;
    return held ? CampaignCommands::silent(lock.error().arguments.value(1)) : CampaignCommands::nothingSends();
}

QJsonObject reviewToJson(const Review& review, const QTimeZone& zone)
{
    QJsonArray notSent;
    for (auto entry = review.notSent.begin(); entry != review.notSent.end(); ++entry)
        notSent.append(QJsonObject{{QStringLiteral("reason"), reasonText(static_cast<Reason>(entry.key()), {})},
            {QStringLiteral("people"), entry.value()}});
    QJsonObject missing;
    for (auto entry = review.missing.begin(); entry != review.missing.end(); ++entry)
        missing.insert(entry.key(), entry.value());
    QJsonArray stale;
    for (const Review::EventData& data : review.stale)
        stale.append(QJsonObject{{QStringLiteral("event"), data.event.key},
            {QStringLiteral("completeUntil"),
                data.completeUntil ? QJsonValue(isoLocal(*data.completeUntil, zone)) : QJsonValue()},
            {QStringLiteral("needed"), isoLocal(data.needed, zone)}});
    return {{QStringLiteral("selected"), review.selected}, {QStringLiteral("willSend"), review.willSend},
        {QStringLiteral("requests"), review.requests}, {QStringLiteral("oneRequestForAll"), review.oneRequestForAll},
        {QStringLiteral("notSent"), notSent}, {QStringLiteral("missing"), missing},
        {QStringLiteral("notANumber"), review.notANumber}, {QStringLiteral("stale"), stale},
        {QStringLiteral("at"), isoLocal(review.at, zone)},
        {QStringLiteral("example"), QString::fromUtf8(review.exampleBody)}};
}

Result<DeliveryFilter> filterOf(const Arguments& arguments, Database& workspace)
{
    DeliveryFilter filter;
    if (arguments.has(QStringLiteral("campaign"))) {
        const Result<Campaign> campaign
            = CampaignStore(workspace).findByName(arguments.value(QStringLiteral("campaign")));
        if (!campaign)
            return campaign.error();
        filter.campaignId = campaign->id;
    }
    if (!arguments.has(QStringLiteral("state")))
        return filter;
    const QString given = arguments.value(QStringLiteral("state"));
    QStringList known;
    for (const auto& [name, state] : deliveryStates()) {
        known += name;
        if (name == given)
            filter.state = state;
    }
    if (!filter.state)
        return Error{ErrorKind::NotOneOf, {given, known.join(QStringLiteral(", "))}, QStringLiteral("--state")};
    return filter;
}

// What the engine has; of a draft, what it would have once it is online.
std::optional<UtcMs> nextRun(const Campaign& campaign, UtcMs from, const QTimeZone& zone)
{
    if (campaign.state == CampaignState::Draft)
        return dueAt(campaign.spec, from, zone);
    return campaign.state == CampaignState::Scheduled ? campaign.nextAt : std::nullopt;
}

} // namespace

int campaignPauseCommand(CliContext& context, const Arguments& arguments)
{
    return change(context, arguments, QStringLiteral("pause"), &CampaignService::pause);
}

int campaignResumeCommand(CliContext& context, const Arguments& arguments)
{
    return change(context, arguments, QStringLiteral("resume"), &CampaignService::resume);
}

int campaignOfflineCommand(CliContext& context, const Arguments& arguments)
{
    return change(context, arguments, QStringLiteral("offline"), &CampaignService::takeOffline);
}

int campaignStatusCommand(CliContext& context, const Arguments& arguments)
{
    const Result<FoundCampaign> found = findCampaign(context, arguments.operands.first());
    if (!found)
        return context.refuse(found.error());
    const Result<Status> status = statusOf(context, *found->readers.workspace, found->campaign);
    if (!status)
        return context.refuse(status.error());
    const CampaignRow& row = status->row;
    QJsonObject json = statusToJson(row, status->waitsForSecret);
    json.insert(QStringLiteral("sending"), status->isSending);
    QString text = statusText(row, status->waitsForSecret, context.clock.nowUtc(), found->readers.zone);
    if (!status->isSending && (row.counts.queued > 0 || row.campaign.state == CampaignState::Scheduled))
        text += u' ' + whoSends(context.folder);
    context.answer(json, text);
    return exitcode::done;
}

int campaignNextCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> count = numberOption(arguments, QStringLiteral("count"), 1, 1, 1'000);
    if (!count)
        return context.misuse(count.error());
    const Result<FoundCampaign> found = findCampaign(context, arguments.operands.first());
    if (!found)
        return context.refuse(found.error());
    const QTimeZone& zone = found->readers.zone;
    UtcMs from = context.clock.nowUtc();
    if (const QString text = arguments.value(QStringLiteral("from")); !text.isEmpty()) {
        QDateTime time = QDateTime::fromString(text, Qt::ISODate);
        if (!time.isValid())
            return context.misuse({ErrorKind::BadValue,
                {text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a time such as 2026-12-01T09:00"))},
                QStringLiteral("--from")});
        from = time.timeSpec() == Qt::LocalTime ? toUtc(time.date(), time.time(), zone) : time.toMSecsSinceEpoch();
    }
    // A one-time campaign runs once, unless its time is over.
    QJsonArray runs;
    const std::optional<UtcMs> due = nextRun(found->campaign, from, zone);
    if (due && *due >= from)
        runs.append(isoLocal(*due, zone));
    context.answer({{QStringLiteral("runs"), runs}}, runs.isEmpty() ? QString() : runs.first().toString());
    return exitcode::done;
}

int campaignReviewCommand(CliContext& context, const Arguments& arguments)
{
    const Result<FoundCampaign> found = findCampaign(context, arguments.operands.first());
    if (!found)
        return context.refuse(found.error());
    const auto& [readers, campaign] = *found;
    const UtcMs now = context.clock.nowUtc();
    const UtcMs dayBegan = startOfDay(localDate(now, readers.zone), readers.zone);
    const Result<CampaignContext> parts = loadReviewContext(*readers.workspace, campaign, dayBegan);
    if (!parts)
        return context.refuse(parts.error());
    const ContractLibrary contracts = contractsOf(context);
    const Errors errors = campaignErrors(*readers.audience, contracts, campaign, *parts, now, readers.zone);
    if (!errors.isEmpty())
        return context.refuse(errors);
    const std::atomic<bool> stop{false};
    const Result<Review> review
        = reviewCampaign(*readers.audience, contracts, campaign, *parts, now, readers.zone, stop, [](qint64) {});
    if (!review)
        return context.refuse(review.error());
    context.answer(reviewToJson(*review, readers.zone), CampaignCommands::reviewed(*review));
    return exitcode::done;
}

int deliveriesCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> limit = numberOption(arguments, QStringLiteral("limit"), 100, 1, 1'000'000);
    if (!limit)
        return context.misuse(limit.error());
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<DeliveryFilter> filter = filterOf(arguments, *readers->workspace);
    if (!filter)
        return context.refuse(filter.error());
    const Result<QList<DeliveryRow>> rows = deliveryPage(*readers->workspace, *filter, std::nullopt, *limit);
    if (!rows)
        return context.refuse(rows.error());
    QJsonArray list;
    QList<QStringList> cells;
    for (const DeliveryRow& row : *rows) {
        const QString reason = reasonText(static_cast<Reason>(row.reason), row.detail);
        list.append(
            QJsonObject{{QStringLiteral("campaign"), row.campaignName}, {QStringLiteral("channel"), row.channelName},
                {QStringLiteral("recipient"), row.recipient}, {QStringLiteral("user"), row.userId},
                {QStringLiteral("state"), deliveryStateName(row.state)}, {QStringLiteral("reason"), reason},
                {QStringLiteral("http"), row.http ? QJsonValue(*row.http) : QJsonValue()},
                {QStringLiteral("attempts"), row.attempts}, {QStringLiteral("at"), isoLocal(row.at, readers->zone)}});
        cells += QStringList{isoLocal(row.at, readers->zone), row.campaignName, row.recipient, row.userId,
            deliveryStateText(row.state), reason};
    }
    context.answer({{QStringLiteral("deliveries"), list}},
        cells.isEmpty() ? CampaignCommands::noDeliveries() : columnsText(CampaignCommands::deliveryHeadings(), cells));
    return exitcode::done;
}

} // namespace wd
