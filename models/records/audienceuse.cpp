#include "models/records/audienceuse.h"

#include "models/audience/segments/segmentstore.h"
#include "models/campaigns/campaignstore.h"
#include "models/campaigns/template.h"
#include "models/channels/channelstore.h"

#include <algorithm>

namespace wd {

namespace {

using RuleTest = std::function<bool(const Rule&)>;

bool anywhere(const Rule& rule, const RuleTest& test)
{
    return test(rule) || std::any_of(rule.children.begin(), rule.children.end(), [&test](const Rule& child) {
        return anywhere(child, test);
    });
}

Result<QList<AudienceUse>> segmentsWith(Database& workspace, const RuleTest& test)
{
    const Result<QList<Segment>> segments = SegmentStore(workspace).all();
    if (!segments)
        return segments.error();
    QList<AudienceUse> uses;
    for (const Segment& segment : *segments)
        if (anywhere(segment.rule, test))
            uses.append({AudienceUse::Kind::Segment, segment.id, segment.name});
    return uses;
}

bool feeds(const Channel& channel, const QString& key)
{
    const QList<UserAttribute>& attributes = channel.spec.userAttributes;
    return (channel.spec.recipientId && channel.spec.recipientId->attribute == key)
        || std::any_of(attributes.begin(), attributes.end(),
            [&key](const UserAttribute& attribute) { return attribute.attribute == key; });
}

// Whole values, as they are chosen; parts of texts are none.
QStringList choicesNamed(const Rule& rule, const QString& key)
{
    const bool isWhole = rule.op == Operator::Equal || rule.op == Operator::NotEqual || rule.op == Operator::In
        || rule.op == Operator::NotIn;
    QStringList named;
    if (rule.kind == Rule::Kind::Attribute && rule.attribute == key && isWhole)
        for (const QVariant& value : rule.values)
            named += value.toString();
    return named;
}

// What is no valid template reads nothing.
bool reads(const Campaign& campaign, const QString& key)
{
    return std::any_of(campaign.spec.parameters.begin(), campaign.spec.parameters.end(), [&key](const QString& text) {
        const Result<Template> parsed = Template::parse(text);
        return parsed && parsed->userKeys().contains(key);
    });
}

} // namespace

Result<QList<AudienceUse>> usesOfAttribute(Database& workspace, const QString& key)
{
    Result<QList<AudienceUse>> uses = segmentsWith(
        workspace, [&key](const Rule& rule) { return rule.kind == Rule::Kind::Attribute && rule.attribute == key; });
    if (!uses)
        return uses;
    const Result<QList<Channel>> channels = ChannelStore(workspace).all();
    if (!channels)
        return channels.error();
    for (const Channel& channel : *channels)
        if (feeds(channel, key))
            uses->append({AudienceUse::Kind::Channel, channel.id, channel.name});
    const Result<QList<Campaign>> campaigns = CampaignStore(workspace).all();
    if (!campaigns)
        return campaigns.error();
    for (const Campaign& campaign : *campaigns)
        if (campaign.state != CampaignState::Finished && reads(campaign, key))
            uses->append({AudienceUse::Kind::Campaign, campaign.id, campaign.name});
    return uses;
}

Result<QList<AudienceUse>> hindering(Database& workspace, const Attribute& before, const Attribute& after)
{
    if (before.type != after.type)
        return usesOfAttribute(workspace, before.key);
    if (after.choices.isEmpty() || before.choices == after.choices)
        return QList<AudienceUse>();
    return segmentsWith(workspace, [&after](const Rule& rule) {
        const QStringList named = choicesNamed(rule, after.key);
        return std::any_of(
            named.begin(), named.end(), [&after](const QString& value) { return !after.choices.contains(value); });
    });
}

Result<QStringList> lostChoices(Database& workspace, const Attribute& before, const Attribute& after)
{
    QStringList named;
    const Result<QList<AudienceUse>> uses = segmentsWith(workspace, [&named, &after](const Rule& rule) {
        named += choicesNamed(rule, after.key);
        return false; // all rules are looked through
    });
    if (!uses)
        return uses.error();
    QStringList lost = before.choices;
    lost.removeIf([&](const QString& choice) { return after.choices.contains(choice) || !named.contains(choice); });
    return lost;
}

Result<QList<AudienceUse>> usesOfEvent(Database& workspace, const QString& event)
{
    return segmentsWith(workspace,
        [&event](const Rule& rule) { return rule.kind == Rule::Kind::Event && rule.events.contains(event); });
}

Result<QList<AudienceUse>> usesOfProperty(Database& workspace, const QString& event, const QString& property)
{
    return segmentsWith(workspace, [&event, &property](const Rule& rule) {
        if (rule.kind != Rule::Kind::Event || !rule.events.contains(event))
            return false;
        return (rule.measure && rule.measure->property == property)
            || std::any_of(rule.where.begin(), rule.where.end(),
                [&property](const PropertyCondition& condition) { return condition.property == property; });
    });
}

Result<Brought> unusedOf(Database& workspace, const Brought& brought)
{
    Brought unused;
    for (const Attribute& attribute : brought.attributes) {
        const Result<QList<AudienceUse>> uses = usesOfAttribute(workspace, attribute.key);
        if (!uses)
            return uses.error();
        if (uses->isEmpty())
            unused.attributes += attribute;
    }
    for (const EventName& event : brought.events) {
        const Result<QList<AudienceUse>> uses = usesOfEvent(workspace, event.key);
        if (!uses)
            return uses.error();
        if (uses->isEmpty())
            unused.events += event;
    }
    for (const auto& [event, property] : brought.properties) {
        const Result<QList<AudienceUse>> uses = usesOfProperty(workspace, event.key, property.key);
        if (!uses)
            return uses.error();
        if (uses->isEmpty())
            unused.properties.append({event, property});
    }
    return unused;
}

Result<void> refuseUsed(const Result<QList<AudienceUse>>& uses)
{
    if (!uses)
        return uses.error();
    if (uses->isEmpty())
        return {};
    QStringList names;
    for (const AudienceUse& use : *uses)
        names += use.name;
    names.removeDuplicates();
    return Error{ErrorKind::InUse, {names.join(QStringLiteral(", "))}, {}};
}

} // namespace wd
