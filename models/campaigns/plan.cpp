#include "models/campaigns/plan.h"

#include "models/audience/rules/rulecodec.h"
#include "models/base/objectreader.h"
#include "models/campaigns/template.h"
#include "models/channels/channelcodec.h"
#include "models/channels/parametervalue.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace wd {

namespace {

FieldValue::Type fieldTypeOf(ParameterType type)
{
    switch (type) {
    case ParameterType::Integer:
    case ParameterType::Decimal:
    case ParameterType::Percent:
        return FieldValue::Type::Number;
    case ParameterType::Boolean:
        return FieldValue::Type::Boolean;
    case ParameterType::String:
    case ParameterType::Text:
    case ParameterType::Date:
    case ParameterType::Choice:
        return FieldValue::Type::String;
    }
    Q_UNREACHABLE();
}

QJsonObject parameterToJson(const PlanParameter& parameter)
{
    QJsonObject json{{QStringLiteral("name"), parameter.name}, {QStringLiteral("text"), parameter.isText},
        {QStringLiteral("required"), parameter.required}};
    if (parameter.type != FieldValue::Type::String)
        json.insert(QStringLiteral("type"), static_cast<int>(parameter.type));
    if (parameter.value)
        json.insert(QStringLiteral("value"), *parameter.value);
    return json;
}

void addKey(QStringList& keys, const QString& key)
{
    if (!keys.contains(key))
        keys += key;
}

// The attributes whose values are frozen with each delivery.
QStringList frozenAttributes(const Plan& plan)
{
    QStringList keys;
    if (plan.recipientId)
        addKey(keys, plan.recipientId->attribute);
    // Whoever has no recipient id is known by these.
    addKey(keys, QStringLiteral("login_id"));
    addKey(keys, QStringLiteral("visitor_id"));
    for (const UserAttribute& attribute : plan.userAttributes)
        addKey(keys, attribute.attribute);
    for (const PlanParameter& parameter : plan.parameters) {
        if (!parameter.isText || !parameter.value)
            continue;
        const Result<Template> text = Template::parse(*parameter.value);
        if (!text)
            continue; // refused by campaignFaults()
        QStringList read(text->userKeys().begin(), text->userKeys().end());
        read.sort();
        for (const QString& key : std::as_const(read))
            addKey(keys, key);
    }
    return keys;
}

} // namespace

Result<Plan> makePlan(
    const Campaign& campaign, const Channel& channel, const Segment& segment, UtcMs at, const QString& zone)
{
    Plan plan;
    plan.campaignName = campaign.name;
    plan.channelId = channel.id;
    plan.channelName = channel.name;
    plan.contract = channel.spec.contract;
    plan.recipientId = channel.spec.recipientId;
    plan.userAttributes = channel.spec.userAttributes;
    plan.missingInText = campaign.spec.missingInText;
    plan.userKind = segment.userKind;
    plan.rule = segment.rule;
    plan.at = at;
    plan.zone = zone;
    for (const TemplateParameter& parameter : channel.spec.templateParameters) {
        const QString given = campaign.spec.parameters.value(parameter.name);
        const QString value = given.isEmpty() ? parameter.defaultValue.value_or(QString()) : given;
        PlanParameter frozen{
            parameter.name, parameter.type == ParameterType::Text, {}, parameter.required, fieldTypeOf(parameter.type)};
        if (!value.isEmpty()) {
            const Result<QString> canonical = canonicalValue(parameter, value);
            if (!canonical)
                return canonical.error();
            frozen.value = *canonical;
        }
        plan.parameters += frozen;
    }
    plan.attributes = frozenAttributes(plan);
    return plan;
}

bool namesPeople(const Plan& plan)
{
    const auto personal = [](const PlanParameter& parameter) {
        const auto text
            = parameter.isText && parameter.value ? Template::parse(*parameter.value) : Result<Template>(Error{});
        return text && text->isPersonal();
    };
    return plan.recipientId || !plan.userAttributes.isEmpty()
        || std::any_of(plan.parameters.begin(), plan.parameters.end(), personal);
}

// The rows of the channel that a plan freezes are written as the channel's codec writes them.
QByteArray planToText(const Plan& plan)
{
    ChannelSpec rows;
    rows.contract = plan.contract;
    rows.recipientId = plan.recipientId;
    rows.userAttributes = plan.userAttributes;
    QJsonArray parameters;
    for (const PlanParameter& parameter : plan.parameters)
        parameters.append(parameterToJson(parameter));
    const QJsonObject json{
        {QStringLiteral("campaign"), plan.campaignName},
        {QStringLiteral("channelId"), plan.channelId},
        {QStringLiteral("channelName"), plan.channelName},
        {QStringLiteral("channel"), channelToJson(rows)},
        {QStringLiteral("parameters"), parameters},
        {QStringLiteral("missingInText"), static_cast<int>(plan.missingInText)},
        {QStringLiteral("userKind"), static_cast<int>(plan.userKind)},
        {QStringLiteral("rule"), ruleToJson(plan.rule)},
        {QStringLiteral("at"), plan.at},
        {QStringLiteral("zone"), plan.zone},
        {QStringLiteral("attributes"), QJsonArray::fromStringList(plan.attributes)},
    };
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

Result<Plan> planFromText(const QByteArray& text)
{
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    Errors errors;
    Plan plan;
    plan.campaignName = json.value(QStringLiteral("campaign")).toString();
    plan.channelId = json.value(QStringLiteral("channelId")).toInteger();
    plan.channelName = json.value(QStringLiteral("channelName")).toString();
    const ChannelSpec rows = channelFromJson(json.value(QStringLiteral("channel")).toObject(), {}, errors);
    plan.contract = rows.contract;
    plan.recipientId = rows.recipientId;
    plan.userAttributes = rows.userAttributes;
    for (const QJsonValue& value : json.value(QStringLiteral("parameters")).toArray()) {
        const QJsonObject parameter = value.toObject();
        PlanParameter frozen{parameter.value(QStringLiteral("name")).toString(),
            parameter.value(QStringLiteral("text")).toBool(), {}, parameter.value(QStringLiteral("required")).toBool(),
            static_cast<FieldValue::Type>(parameter.value(QStringLiteral("type")).toInt())};
        if (parameter.contains(QStringLiteral("value")))
            frozen.value = parameter.value(QStringLiteral("value")).toString();
        plan.parameters += frozen;
    }
    plan.missingInText = static_cast<MissingInText>(json.value(QStringLiteral("missingInText")).toInt());
    plan.userKind = static_cast<UserKind>(json.value(QStringLiteral("userKind")).toInt());
    plan.rule = ruleFromJson(json.value(QStringLiteral("rule")), {}, errors);
    plan.at = json.value(QStringLiteral("at")).toInteger();
    plan.zone = json.value(QStringLiteral("zone")).toString();
    for (const QJsonValue& key : json.value(QStringLiteral("attributes")).toArray())
        plan.attributes += key.toString();
    if (!errors.isEmpty())
        return errors.first();
    return plan;
}

} // namespace wd
