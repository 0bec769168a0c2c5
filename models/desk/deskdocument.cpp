#include "models/desk/deskdocument.h"

#include "models/audience/rules/rulechecker.h"
#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/segmentstore.h"
#include "models/audience/segments/segmentuses.h"
#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/campaignrules.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelrules.h"
#include "models/channels/channelstore.h"
#include "models/channels/jsonobject.h"
#include "models/desk/deskcontent.h"
#include "models/desk/settings.h"
#include "models/storage/step.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace wd {

namespace {

const QString channelsList = QStringLiteral("channels");
const QString segmentsList = QStringLiteral("segments");
const QString campaignsList = QStringLiteral("campaigns");
// Stands for the id of what the document brings along, while its rules are checked.
constexpr qint64 idToCome = -1;

// Compares a document with a workspace, then writes what differs. Everything happens within the caller's transaction.
class Applying {
public:
    Applying(
        Database& workspace, const Catalogue& catalogue, const ContractLibrary& contracts, const QString& by, UtcMs at)
        : m_workspace(workspace)
        , m_catalogue(catalogue)
        , m_contracts(contracts)
        , m_by(by)
        , m_at(at)
        , m_channels(workspace)
        , m_segments(workspace)
        , m_campaigns(workspace)
    {
    }

    // False: errors() says why; the transaction must not be committed.
    bool apply(DeskContent content);
    const ApplyReport& report() const { return m_report; }
    const Errors& errors() const { return m_errors; }

private:
    void prepareZone();
    void checkChannels();
    void checkSegments();
    void checkNaming();
    bool willBeThere(Received::Of of, const QString& name) const;
    void checkCampaigns();
    Errors campaignErrors(const DeskCampaign& given, const QString& place);
    void checkState(const DeskCampaign& given, const QString& place);
    std::optional<Channel> channelNamed(const QString& name);
    std::optional<Segment> segmentNamed(const QString& name);
    void writeZone();
    void write(const Channel& given);
    void write(const Segment& given);
    void write(const DeskCampaign& given);
    std::optional<Campaign> storedCampaign(const QString& name);
    Audit audit() const { return {m_by, m_at, m_by, m_at}; }
    template <typename T> bool take(const Result<T>& result)
    {
        if (!result)
            m_errors += result.error();
        return bool(result);
    }
    void addUnder(const QString& place, const Errors& faults);

    Database& m_workspace;
    const Catalogue& m_catalogue;
    const ContractLibrary& m_contracts;
    QString m_by;
    UtcMs m_at;
    ChannelStore m_channels;
    SegmentStore m_segments;
    CampaignStore m_campaigns;
    DeskContent m_content;
    QTimeZone m_zone;
    ApplyReport m_report;
    Errors m_errors;
};

bool Applying::apply(DeskContent content)
{
    m_content = std::move(content);
    prepareZone();
    checkChannels();
    checkSegments();
    checkCampaigns();
    if (!m_errors.isEmpty())
        return false;
    writeZone();
    for (const Channel& channel : std::as_const(m_content.channels))
        write(channel);
    for (const Segment& segment : std::as_const(m_content.segments))
        write(segment);
    for (const DeskCampaign& campaign : std::as_const(m_content.campaigns))
        write(campaign);
    checkNaming();
    return m_errors.isEmpty();
}

void Applying::addUnder(const QString& place, const Errors& faults)
{
    for (Error fault : faults) {
        fault.where = fault.where.isEmpty() ? place : QStringLiteral("%1.%2").arg(place, fault.where);
        m_errors += fault;
    }
}

void Applying::prepareZone()
{
    QString zone = m_content.timeZone;
    if (zone.isEmpty())
        if (const Result<QString> stored = workspaceZone(m_workspace); take(stored))
            zone = *stored;
    m_zone = QTimeZone(zone.toUtf8());
}

void Applying::checkChannels()
{
    for (qsizetype i = 0; i < m_content.channels.size(); ++i) {
        const Channel& channel = m_content.channels.at(i);
        addUnder(deskPlace(channelsList, i), channelFaults(channel.name, channel.spec, m_contracts));
    }
}

bool Applying::willBeThere(Received::Of of, const QString& name) const
{
    const auto isNamed = [&name](const auto& one) { return one.name == name; };
    return of == Received::Of::Campaign ? std::any_of(m_content.campaigns.begin(), m_content.campaigns.end(), isNamed)
                                        : std::any_of(m_content.channels.begin(), m_content.channels.end(), isNamed);
}

void Applying::checkSegments()
{
    RuleLookup lookup = lookupIn(m_workspace);
    lookup.segment = [this](const QString& name) -> Result<std::optional<Segment>> {
        for (const Segment& segment : std::as_const(m_content.segments))
            if (segment.name == name)
                return std::optional(segment);
        return m_segments.findByName(name);
    };
    lookup.sender = [this, stored = lookup.sender](Received::Of of, const QString& name) {
        return willBeThere(of, name) ? Result<std::optional<qint64>>(std::optional(idToCome)) : stored(of, name);
    };
    for (qsizetype i = 0; i < m_content.segments.size(); ++i) {
        const Segment& segment = m_content.segments.at(i);
        const QString place = deskPlace(segmentsList, i) + QStringLiteral(".rule");
        m_errors += checkRule(segment.rule, m_catalogue, {m_at, m_zone}, place);
        take(resolveRule(segment.rule, segment.name, lookup, place));
        if (const auto names = segmentsOfOtherKind(segment.rule, segment.userKind, lookup); !names.isEmpty())
            m_report.otherKinds += OtherKindNamed{segment.name, segment.userKind, names};
    }
}

// Segments that the document does not hold, but name one that it changes.
void Applying::checkNaming()
{
    for (qsizetype i = 0; i < m_content.segments.size(); ++i)
        if (const QString& name = m_content.segments.at(i).name; m_report.changedSegments.contains(name))
            take(checkNamingSegments(m_workspace, name, deskPlace(segmentsList, i) + QStringLiteral(".rule")));
}

std::optional<Channel> Applying::channelNamed(const QString& name)
{
    for (const Channel& channel : std::as_const(m_content.channels))
        if (channel.name == name)
            return channel;
    const Result<Channel> stored = m_channels.findByName(name);
    if (stored)
        return *stored;
    if (stored.error().kind != ErrorKind::NotFound)
        m_errors += stored.error();
    return std::nullopt;
}

std::optional<Segment> Applying::segmentNamed(const QString& name)
{
    for (const Segment& segment : std::as_const(m_content.segments))
        if (segment.name == name)
            return segment;
    const Result<std::optional<Segment>> stored = m_segments.findByName(name);
    return take(stored) ? *stored : std::nullopt;
}

// What a draft may still lack is not asked for here, nor that its time is to come.
Errors Applying::campaignErrors(const DeskCampaign& given, const QString& place)
{
    const std::optional<Channel> channel = channelNamed(given.channel);
    const std::optional<Segment> segment = segmentNamed(given.segment);
    if (!channel && !given.channel.isEmpty())
        m_errors += Error{
            ErrorKind::NotFound, {QStringLiteral("channel"), given.channel}, place + QStringLiteral(".channel")};
    if (!segment && !given.segment.isEmpty())
        m_errors += Error{
            ErrorKind::NotFound, {QStringLiteral("segment"), given.segment}, place + QStringLiteral(".segment")};
    Campaign campaign;
    campaign.name = given.name;
    campaign.spec = given.spec;
    const CampaignParts parts{channel ? &*channel : nullptr, segment ? &*segment : nullptr, &m_catalogue};
    Errors faults = campaignFaults(campaign, parts, m_at, m_zone);
    faults.removeIf([](const Error& fault) {
        return fault.kind == ErrorKind::MissingField || fault.kind == ErrorKind::InThePast
            || fault.kind == ErrorKind::ChannelDisabled || fault.kind == ErrorKind::UnknownChannelAttributes
            || (fault.kind == ErrorKind::Empty && fault.where.startsWith(u"parameters."));
    });
    return faults;
}

void Applying::checkCampaigns()
{
    for (qsizetype i = 0; i < m_content.campaigns.size(); ++i) {
        const QString place = deskPlace(campaignsList, i);
        const DeskCampaign& given = m_content.campaigns.at(i);
        addUnder(place, campaignErrors(given, place));
        checkState(given, place);
    }
}

bool sameContent(const Campaign& stored, const Campaign& given)
{
    return stored.channelId == given.channelId && stored.segmentId == given.segmentId && stored.spec == given.spec;
}

void Applying::checkState(const DeskCampaign& given, const QString& place)
{
    const std::optional<Campaign> stored = storedCampaign(given.name);
    if (!stored)
        return;
    const QList<CampaignState> live{CampaignState::Scheduled, CampaignState::Active, CampaignState::Paused};
    const bool differs = stored->state == CampaignState::Finished && stored->spec != given.spec;
    if (live.contains(stored->state) || differs)
        m_errors += Error{ErrorKind::NotAllowedInState, {QStringLiteral("apply"), stateName(stored->state)}, place};
}

std::optional<Campaign> Applying::storedCampaign(const QString& name)
{
    const Result<Campaign> stored = m_campaigns.findByName(name);
    if (stored)
        return *stored;
    if (stored.error().kind != ErrorKind::NotFound)
        m_errors += stored.error();
    return std::nullopt;
}

void Applying::writeZone()
{
    if (m_content.timeZone.isEmpty())
        return;
    const Result<QString> stored = workspaceZone(m_workspace);
    if (!take(stored) || *stored == m_content.timeZone)
        return;
    if (take(setWorkspaceZone(m_workspace, m_content.timeZone)))
        m_report.zone = m_content.timeZone;
}

void Applying::write(const Channel& given)
{
    Result<Channel> stored = m_channels.findByName(given.name);
    if (!stored && stored.error().kind == ErrorKind::NotFound) {
        m_report.channels += take(m_channels.insert(given, m_by, m_at));
    } else if (take(stored)) {
        if (stored->spec == given.spec) {
            ++m_report.unchanged;
            return;
        }
        stored->spec = given.spec;
        m_report.channels += take(m_channels.update(*stored, m_by, m_at));
    }
}

void Applying::write(const Segment& given)
{
    const Result<std::optional<Segment>> found = m_segments.findByName(given.name);
    if (!take(found))
        return;
    Segment segment = found->value_or(Segment());
    if (*found && segment.userKind == given.userKind && segment.rule == given.rule) {
        ++m_report.unchanged;
        return;
    }
    segment.name = given.name;
    segment.userKind = given.userKind;
    segment.rule = given.rule;
    segment.audit.updatedBy = m_by;
    segment.audit.updatedAt = m_at;
    if (!*found)
        segment.audit = audit();
    m_report.segments += *found ? take(m_segments.update(segment)) : take(m_segments.insert(segment));
    if (*found)
        m_report.changedSegments += segment.name;
}

void Applying::write(const DeskCampaign& given)
{
    const std::optional<Campaign> stored = storedCampaign(given.name);
    Campaign campaign = stored.value_or(Campaign());
    campaign.name = given.name;
    campaign.spec = given.spec;
    campaign.channelId = 0;
    campaign.segmentId = 0;
    if (!given.channel.isEmpty())
        if (const Result<Channel> channel = m_channels.findByName(given.channel); take(channel))
            campaign.channelId = channel->id;
    if (!given.segment.isEmpty())
        if (const Result<std::optional<Segment>> segment = m_segments.findByName(given.segment); take(segment))
            campaign.segmentId = (*segment)->id;
    if (stored && sameContent(*stored, campaign)) {
        ++m_report.unchanged;
        return;
    }
    if (stored && stored->state == CampaignState::Finished) {
        m_errors
            += Error{ErrorKind::NotAllowedInState, {QStringLiteral("apply"), stateName(stored->state)}, given.name};
        return;
    }
    campaign.state = CampaignState::Draft;
    campaign.nextAt.reset();
    campaign.audit.updatedBy = m_by;
    campaign.audit.updatedAt = m_at;
    if (!stored)
        campaign.audit = audit();
    m_report.campaigns += stored ? take(m_campaigns.update(campaign)) : take(m_campaigns.insert(campaign));
}

template <typename T> void sortByName(QList<T>& list)
{
    std::sort(list.begin(), list.end(), [](const T& a, const T& b) { return a.name < b.name; });
}

QString channelName(const QList<Channel>& channels, qint64 id)
{
    for (const Channel& channel : channels)
        if (channel.id == id)
            return channel.name;
    return {};
}

QString segmentName(const QList<Segment>& segments, qint64 id)
{
    if (id < 0)
        return builtInSegmentName(id);
    for (const Segment& segment : segments)
        if (segment.id == id)
            return segment.name;
    return {};
}

std::optional<Error> firstFault(const QList<Channel>& channels, const QList<Campaign>& campaigns)
{
    for (const Channel& channel : channels)
        if (channel.unreadable)
            return channel.unreadable;
    for (const Campaign& campaign : campaigns)
        if (campaign.unreadable)
            return campaign.unreadable;
    return std::nullopt;
}

Result<DeskContent> storedDesk(Database& workspace)
{
    DeskContent content;
    const Transaction snapshot(workspace, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    const Result<QString> zone = workspaceZone(workspace);
    if (!zone)
        return zone.error();
    const Result<QList<Channel>> channels = ChannelStore(workspace).all();
    if (!channels)
        return channels.error();
    const Result<QList<Segment>> segments = SegmentStore(workspace).all();
    if (!segments)
        return segments.error();
    const Result<QList<Campaign>> campaigns = CampaignStore(workspace).all();
    if (!campaigns)
        return campaigns.error();
    // A document without them would pass for the whole desk.
    if (const std::optional<Error> fault = firstFault(*channels, *campaigns))
        return *fault;
    content.timeZone = *zone;
    content.channels = *channels;
    content.segments = *segments;
    content.segments.removeIf([](const Segment& segment) { return segment.id < 0; });
    for (const Campaign& campaign : *campaigns)
        content.campaigns += DeskCampaign{campaign.name, segmentName(*segments, campaign.segmentId),
            channelName(*channels, campaign.channelId), campaign.spec};
    return content;
}

} // namespace

ApplyResult applyDesk(Database& workspace, Database& audience, const ContractLibrary& contracts, const QByteArray& json,
    const QString& by, qint64 at)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return {{}, {object.error()}};
    Errors errors;
    const DeskContent content = readDesk(*object, errors);
    if (!errors.isEmpty())
        return {{}, errors};
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return {{}, {catalogue.error()}};
    Step step(workspace);
    if (!step.ok())
        return {{}, {step.error()}};
    Applying applying(workspace, *catalogue, contracts, by, at);
    if (!applying.apply(content))
        return {{}, applying.errors()};
    if (const Result<void> done = step.commit(); !done)
        return {{}, {done.error()}};
    return {applying.report(), {}};
}

Result<QByteArray> exportDesk(Database& workspace)
{
    Result<DeskContent> content = storedDesk(workspace);
    if (!content)
        return content.error();
    sortByName(content->channels);
    sortByName(content->segments);
    sortByName(content->campaigns);
    return QJsonDocument(deskToJson(*content)).toJson(QJsonDocument::Indented);
}

QByteArray deskSchema()
{
    QFile file(QStringLiteral(":/schema/desk-document.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace wd
