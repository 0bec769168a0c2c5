#include "models/campaigns/campaignrules.h"

#include "models/base/zonedtime.h"
#include "models/campaigns/campaigncodec.h"
#include "models/campaigns/template.h"
#include "models/channels/contractlibrary.h"
#include "models/channels/parametervalue.h"

namespace wd {

namespace {

constexpr qsizetype longestName = 50;

void checkName(const Campaign& campaign, Errors& errors)
{
    const QString place = QStringLiteral("name");
    if (campaign.name.trimmed().isEmpty())
        errors += Error{ErrorKind::Empty, {place}, place};
    else if (campaign.name.size() > longestName)
        errors
            += Error{ErrorKind::TooMany, {QString::number(campaign.name.size()), QString::number(longestName)}, place};
}

QStringList attributesOf(const ChannelSpec& channel)
{
    QStringList keys;
    if (channel.recipientId)
        keys += channel.recipientId->attribute;
    for (const UserAttribute& row : channel.userAttributes)
        keys += row.attribute;
    keys.removeDuplicates();
    return keys;
}

QStringList unknownAttributes(const ChannelSpec& channel, const Catalogue& catalogue)
{
    QStringList keys = attributesOf(channel);
    keys.removeIf([&](const QString& key) { return catalogue.attributeByKey(key) != nullptr; });
    return keys;
}

void checkSegmentAndChannel(const CampaignParts& parts, Errors& errors)
{
    if (!parts.segment)
        errors += Error{ErrorKind::MissingField, {QStringLiteral("segment")}, QStringLiteral("segment")};
    if (!parts.channel) {
        errors += Error{ErrorKind::MissingField, {QStringLiteral("channel")}, QStringLiteral("channel")};
        return;
    }
    if (!parts.channel->enabled)
        errors += Error{ErrorKind::ChannelDisabled, {parts.channel->name}, QStringLiteral("channel")};
    using Bound = Result<std::shared_ptr<const Contract>>;
    if (const Bound contract = parts.contracts ? parts.contracts->of(parts.channel->spec) : Bound(nullptr); !contract)
        errors += Error{contract.error().kind, contract.error().arguments, QStringLiteral("channel")};
    if (const QStringList unknown = unknownAttributes(parts.channel->spec, *parts.catalogue); !unknown.isEmpty())
        errors += Error{ErrorKind::UnknownChannelAttributes, {parts.channel->name, unknown.join(QStringLiteral(", "))},
            QStringLiteral("channel")};
    if (!parts.segment || parts.segment->userKind != UserKind::Visitor)
        return;
    const QStringList login = loginOnlyAttributes(parts.channel->spec, *parts.catalogue);
    if (!login.isEmpty())
        errors += Error{ErrorKind::LoginAttributesForVisitors, {parts.channel->name, login.join(QStringLiteral(", "))},
            QStringLiteral("channel")};
}

void checkText(const QString& text, const QString& place, const Catalogue& catalogue, Errors& errors)
{
    const Result<Template> parsed = Template::parse(text);
    if (!parsed) {
        Error error = parsed.error();
        error.where = QStringLiteral("%1:%2").arg(place, error.where);
        errors += error;
        return;
    }
    for (const QString& key : parsed->userKeys())
        if (!catalogue.attributeByKey(key))
            errors += catalogue.unknownAttribute(key, place);
}

void checkParameters(const Campaign& campaign, const CampaignParts& parts, Errors& errors)
{
    QStringList known;
    for (const TemplateParameter& parameter : parts.channel->spec.templateParameters) {
        known += parameter.name;
        const QString place = QStringLiteral("parameters.%1").arg(parameter.name);
        const QString given = campaign.spec.parameters.value(parameter.name);
        const QString value = given.isEmpty() ? parameter.defaultValue.value_or(QString()) : given;
        if (value.trimmed().isEmpty()) {
            if (parameter.required)
                errors
                    += Error{ErrorKind::Empty, {parameter.label.isEmpty() ? parameter.name : parameter.label}, place};
        } else if (parameter.type == ParameterType::Text) {
            checkText(value, place, *parts.catalogue, errors);
        } else if (const Result<QString> canonical = canonicalValue(parameter, value); !canonical) {
            Error error = canonical.error();
            error.where = place;
            errors += error;
        }
    }
    for (auto entry = campaign.spec.parameters.begin(); entry != campaign.spec.parameters.end(); ++entry)
        if (!known.contains(entry.key()))
            errors += Error{ErrorKind::UnknownField, {entry.key(), known.join(QStringLiteral(", "))},
                QStringLiteral("parameters.%1").arg(entry.key())};
}

} // namespace

QStringList loginOnlyAttributes(const ChannelSpec& channel, const Catalogue& catalogue)
{
    QStringList keys = attributesOf(channel);
    keys.removeIf([&](const QString& key) {
        const Attribute* const attribute = catalogue.attributeByKey(key);
        return !attribute || attribute->userKind != UserKind::Login;
    });
    return keys;
}

UtcMs dueAt(const CampaignSpec& spec, UtcMs now, const QTimeZone& zone)
{
    return spec.sendAt ? toUtc(spec.sendAt->date, spec.sendAt->time, zone) : now;
}

Errors campaignFaults(const Campaign& campaign, const CampaignParts& parts, UtcMs now, const QTimeZone& zone)
{
    Errors errors;
    checkName(campaign, errors);
    checkSegmentAndChannel(parts, errors);
    if (parts.channel)
        checkParameters(campaign, parts, errors);
    if (campaign.spec.sendAt && dueAt(campaign.spec, now, zone) < now)
        errors += Error{ErrorKind::InThePast, {localTimeText(*campaign.spec.sendAt)}, QStringLiteral("send.at")};
    return errors;
}

} // namespace wd
