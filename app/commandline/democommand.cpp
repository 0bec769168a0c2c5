// demo: the sample company from files to the receiver's ledger, with everything counted on both sides.
#include "app/commandline/campaignwait.h"
#include "app/commandline/columns.h"
#include "app/commandline/context.h"
#include "app/commandline/signalwatch.h"
#include "models/audience/catalogue/catalogueeditor.h"
#include "models/audience/importing/importer.h"
#include "models/base/phrase.h"
#include "models/base/zonedtime.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelstore.h"
#include "models/desk/deskdocument.h"
#include "models/desk/sample.h"
#include "models/receiver/receiver.h"
#include "models/scheduling/campaigncontext.h"
#include "models/workspace/workspace.h"
#include "models/workspace/workspacefiles.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>

namespace wd {

namespace {

class DemoTexts {
    Q_DECLARE_TR_FUNCTIONS(wd::DemoTexts)
public:
    static QStringList headings()
    {
        return {tr("Campaign"), tr("People"), tr("Accepted"), tr("Failed"), tr("Uncertain"), tr("Not sent"),
            tr("Requests"), tr("Valid signatures")};
    }
    static QString good() { return tr("Everything that was sent arrived exactly once, with valid signatures."); }
    static QString missing(const QString& campaign, qint64 people, const QString& attribute)
    {
        return tr("%1: %2 people who were sent to have no “%3”; it stays empty in their text. The window asks about "
                  "them before it sends.")
            .arg(campaign, QString::number(people), attribute);
    }
    static QString bad() { return tr("What was sent and what arrived differ."); }
};

const QString zoneName = QStringLiteral("Asia/Shanghai");

struct Story {
    CampaignRow row;
    QMap<QString, qint64> missing; // attribute key → people, as a review counts them
    qint64 requests = 0;
    qint64 validSignatures = 0;
    qint64 recipients = 0;
    QSet<QByteArray> distinct; // what was said to whom
    bool repeated = false;

    bool complete() const
    {
        const DeliveryCounts& counts = row.counts;
        return row.campaign.state == CampaignState::Finished && counts.accepted > 0
            && counts.accepted == counts.total() - counts.notSent && recipients == counts.accepted
            && distinct.size() == counts.accepted && validSignatures == requests && !repeated;
    }
};

// The sample's first draft leaves the coupon's value to the operator; here it is 100.
QByteArray withCouponValue(const QByteArray& desk)
{
    QJsonObject document = QJsonDocument::fromJson(desk).object();
    QJsonArray campaigns = document.value(QStringLiteral("campaigns")).toArray();
    QJsonObject first = campaigns.first().toObject();
    first.insert(QStringLiteral("parameters"), QJsonObject{{QStringLiteral("amount"), QStringLiteral("100")}});
    campaigns.replace(0, first);
    document.insert(QStringLiteral("campaigns"), campaigns);
    return QJsonDocument(document).toJson();
}

// Both CSV files and the document into a new workspace, before anything sends.
Errors fill(const CliContext& context, quint16 port)
{
    const QTimeZone zone(zoneName.toLatin1());
    const UtcMs now = context.clock.nowUtc();
    const Result<SampleFiles> files = writeSample(context.folder, now, zone, port);
    if (!files)
        return {files.error()};
    const Result<std::unique_ptr<WorkspaceLock>> lock = WorkspaceLock::acquire(context.folder);
    if (!lock)
        return {lock.error()};
    const Result<std::unique_ptr<Database>> audience = openAudienceWriter(context.folder);
    if (!audience)
        return {audience.error()};
    const Result<std::unique_ptr<Database>> workspace = openWorkspaceWriter(context.folder, zoneName);
    if (!workspace)
        return {workspace.error()};
    const std::atomic<bool> stop{false};
    for (const auto& [kind, file] :
        {std::pair(ImportKind::People, files->people), std::pair(ImportKind::Events, files->events)}) {
        ImportOptions options;
        options.kind = kind;
        options.zone = zone;
        options.completeUntil = now; // the sample knows all that happened until now
        const Result<ImportReport> report
            = importFile(**audience, file, options, now, stop, [](const ImportProgress&) {});
        if (!report)
            return {report.error()};
        for (const RowError& row : report->errors)
            return {row.error};
    }
    CatalogueEditor editor(**audience, zone);
    if (const Result<void> labelled = labelSample(editor); !labelled)
        return {labelled.error()};
    const ApplyResult applied
        = applyDesk(**workspace, **audience, ContractLibrary(), withCouponValue(files->desk), cliOperator(), now);
    if (!applied.errors.isEmpty())
        return applied.errors;
    const Result<QList<Channel>> channels = ChannelStore(**workspace).all();
    if (!channels)
        return {channels.error()};
    for (const Channel& channel : *channels)
        context.keychain.keepForSession(channel.uuid, sampleSecret());
    return {};
}

void count(const ReceivedRequest& request, QMap<QString, Story>& stories)
{
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    Story& story = stories[body.value(QStringLiteral("name")).toString()];
    ++story.requests;
    story.validSignatures += request.signature == SignatureCheck::Valid;
    story.repeated = story.repeated || request.repeated;
    for (const QJsonValue& person : body.value(QStringLiteral("userAttr")).toArray()) {
        ++story.recipients;
        story.distinct.insert(QJsonDocument(person.toObject()).toJson(QJsonDocument::Compact));
    }
}

QList<qint64> numbers(const Story& story)
{
    const DeliveryCounts& counts = story.row.counts;
    return {counts.total(), counts.accepted, counts.failed, counts.uncertain, counts.notSent, story.requests,
        story.validSignatures};
}

// Whose texts lack a value, counted before anything is sent.
Result<QMap<QString, qint64>> missingBefore(const CliContext& context, const Readers& readers, const Campaign& campaign)
{
    const UtcMs now = context.clock.nowUtc();
    const UtcMs dayBegan = startOfDay(localDate(now, readers.zone), readers.zone);
    const Result<CampaignContext> parts = loadReviewContext(*readers.workspace, campaign, dayBegan);
    if (!parts)
        return parts.error();
    const Result<Review> review = reviewCampaign(
        *readers.audience, ContractLibrary(), campaign, *parts, now, readers.zone, false, [](qint64) {});
    return review ? Result<QMap<QString, qint64>>(review->missing) : review.error();
}

QStringList notesOn(const QString& campaign, const Story& story, const Catalogue& catalogue)
{
    QStringList notes;
    for (auto entry = story.missing.begin(); entry != story.missing.end(); ++entry) {
        const Attribute* const attribute = catalogue.attributeByKey(entry.key());
        notes += DemoTexts::missing(campaign, entry.value(), attribute ? attributeLabel(*attribute) : entry.key());
    }
    return notes;
}

int report(
    const CliContext& context, const QMap<QString, Story>& stories, const Catalogue& catalogue, qsizetype expected)
{
    const QStringList fields{QStringLiteral("people"), QStringLiteral("accepted"), QStringLiteral("failed"),
        QStringLiteral("uncertain"), QStringLiteral("notSent"), QStringLiteral("requests"),
        QStringLiteral("validSignatures")};
    bool good = stories.size() == expected && expected > 0;
    QJsonArray list;
    QList<QStringList> rows;
    QStringList notes;
    for (auto entry = stories.begin(); entry != stories.end(); ++entry) {
        QJsonObject json{{QStringLiteral("campaign"), entry.key()}, {QStringLiteral("complete"), entry->complete()}};
        QStringList cells{entry.key()};
        const QList<qint64> values = numbers(*entry);
        for (qsizetype i = 0; i < fields.size(); ++i) {
            json.insert(fields[i], values[i]);
            cells += QString::number(values[i]);
        }
        QJsonObject missing;
        for (auto count = entry->missing.begin(); count != entry->missing.end(); ++count)
            missing.insert(count.key(), count.value());
        json.insert(QStringLiteral("missing"), missing);
        list.append(json);
        rows += cells;
        notes += notesOn(entry.key(), *entry, catalogue);
        good = good && entry->complete();
    }
    notes += good ? DemoTexts::good() : DemoTexts::bad();
    context.answer({{QStringLiteral("stories"), list}, {QStringLiteral("ok"), good}},
        columnsText(DemoTexts::headings(), rows) + u'\n' + notes.join(u'\n'));
    return good ? exitcode::done : exitcode::failed;
}

int tellStories(CliContext& context, Receiver& receiver)
{
    QMap<QString, Story> stories;
    const QObject counting; // goes before what it counts into, however this ends
    QObject::connect(&receiver, &Receiver::received, &counting,
        [&stories](const ReceivedRequest& request) { count(request, stories); });
    QList<Campaign> campaigns;
    Catalogue catalogue;
    {
        const Result<Readers> readers = openReaders(context);
        if (!readers)
            return context.refuse(readers.error());
        const Result<QList<Campaign>> all = CampaignStore(*readers->workspace).all();
        if (!all)
            return context.refuse(all.error());
        campaigns = *all;
        const Result<Catalogue> loaded = Catalogue::load(*readers->audience);
        if (!loaded)
            return context.refuse(loaded.error());
        catalogue = *loaded;
        for (const Campaign& campaign : *all) {
            const auto missing = missingBefore(context, *readers, campaign);
            if (!missing)
                return context.refuse(missing.error());
            stories[campaign.name].missing = *missing;
        }
    }
    std::sort(campaigns.begin(), campaigns.end(), [](const Campaign& a, const Campaign& b) { return a.id < b.id; });
    for (const Campaign& campaign : std::as_const(campaigns)) {
        const SignalWatch signalWatch;
        const Result<std::unique_ptr<Workspace>> workspace
            = Workspace::open(context.folder, zoneName, context.clock, context.keychain);
        if (!workspace)
            return context.refuse(workspace.error());
        const WaitResult result = sendAndWait(**workspace, campaign, signalWatch);
        if (!result.errors.isEmpty()) {
            context.refuse(result.errors);
            return exitcode::failed;
        }
        if (result.interrupted)
            return exitcode::failed;
        if (result.row)
            stories[campaign.name].row = *result.row;
    }
    return report(context, stories, catalogue, campaigns.size());
}

} // namespace

int demoCommand(CliContext& context, const Arguments& arguments)
{
    const QString keep = QStringLiteral("keep");
    const QString record = QStringLiteral("record");
    const QTemporaryDir temporary;
    context.folder = arguments.has(keep) ? arguments.value(keep) : temporary.path();
    if (!QDir().mkpath(context.folder))
        return context.refuse({ErrorKind::FileUnwritable,
            {context.folder, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "the folder can't be created"))},
            QStringLiteral("--keep")});
    if (workspaceExists(context.folder))
        return context.misuse({ErrorKind::BadValue,
            {context.folder, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a folder without a workspace"))},
            QStringLiteral("--keep")});
    Receiver receiver(context.clock);
    ReceiverOptions options;
    options.secret = sampleSecret();
    options.checkSignature = true;
    options.recordFile = arguments.value(record);
    const Result<quint16> port = receiver.start(options);
    if (!port)
        return context.refuse(port.error());
    if (const Errors errors = fill(context, *port); !errors.isEmpty()) {
        context.refuse(errors);
        return exitcode::failed;
    }
    return tellStories(context, receiver);
}

} // namespace wd
