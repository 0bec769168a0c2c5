#include "models/channels/channelcodec.h"

#include "models/base/objectreader.h"
#include "models/base/phrase.h"

#include <limits>

namespace wd {

namespace {

const EnumNames<Purpose> purposes = {
    {QStringLiteral("coupons"), Purpose::Coupons},
    {QStringLiteral("sms"), Purpose::Sms},
    {QStringLiteral("email"), Purpose::Email},
    {QStringLiteral("push"), Purpose::Push},
    {QStringLiteral("points"), Purpose::Points},
    {QStringLiteral("other"), Purpose::Other},
};
const EnumNames<Environment> environments = {
    {QStringLiteral("test"), Environment::Test},
    {QStringLiteral("production"), Environment::Production},
};
const EnumNames<AuthType> authTypes = {
    {QStringLiteral("none"), AuthType::None},
    {QStringLiteral("basic"), AuthType::Basic},
    {QStringLiteral("secret"), AuthType::SecretKey},
    {QStringLiteral("bearer"), AuthType::Bearer},
    {QStringLiteral("header"), AuthType::Header},
};
const EnumNames<Missing> missings = {
    {QStringLiteral("default"), Missing::UseDefault},
    {QStringLiteral("empty"), Missing::SendEmpty},
    {QStringLiteral("omit"), Missing::OmitField},
    {QStringLiteral("skip"), Missing::SkipPerson},
};
const EnumNames<ParameterType> parameterTypes = {
    {QStringLiteral("string"), ParameterType::String},
    {QStringLiteral("text"), ParameterType::Text},
    {QStringLiteral("integer"), ParameterType::Integer},
    {QStringLiteral("decimal"), ParameterType::Decimal},
    {QStringLiteral("percent"), ParameterType::Percent},
    {QStringLiteral("date"), ParameterType::Date},
    {QStringLiteral("boolean"), ParameterType::Boolean},
    {QStringLiteral("choice"), ParameterType::Choice},
};
const EnumNames<Repeat> repeats = {
    {QStringLiteral("atLeastOnce"), Repeat::AtLeastOnce},
    {QStringLiteral("atMostOnce"), Repeat::AtMostOnce},
};
const EnumNames<bool> valueKinds = {
    {QStringLiteral("text"), false},
    {QStringLiteral("typed"), true},
};
const QString noDefault = QStringLiteral("-");
const QString defaultField = QStringLiteral("default");

// --- writing -------------------------------------------------------------------------------------------------------

QJsonObject authToJson(const Auth& auth)
{
    QJsonObject json{{QStringLiteral("type"), nameOf(authTypes, auth.type)}};
    if (!auth.user.isEmpty())
        json.insert(QStringLiteral("user"), auth.user);
    if (!auth.header.isEmpty())
        json.insert(QStringLiteral("header"), auth.header);
    return json;
}

QJsonObject attributeToJson(const UserAttribute& row)
{
    QJsonObject json{{QStringLiteral("name"), row.name}, {QStringLiteral("attribute"), row.attribute}};
    if (row.defaultValue)
        json.insert(defaultField, *row.defaultValue);
    if (row.missing != (row.defaultValue ? Missing::UseDefault : Missing::SkipPerson))
        json.insert(QStringLiteral("missing"), nameOf(missings, row.missing));
    return json;
}

QJsonObject parameterToJson(const TemplateParameter& row)
{
    QJsonObject json{{QStringLiteral("name"), row.name}, {QStringLiteral("type"), parameterTypeName(row.type)}};
    if (!row.label.isEmpty())
        json.insert(QStringLiteral("label"), row.label);
    if (row.defaultValue)
        json.insert(defaultField, *row.defaultValue);
    if (!row.required)
        json.insert(QStringLiteral("required"), false);
    if (!row.choices.isEmpty())
        json.insert(QStringLiteral("choices"), QJsonArray::fromStringList(row.choices));
    return json;
}

QJsonObject limitsToJson(const Limits& limits)
{
    const Limits usual;
    QJsonObject json;
    const auto number = [&json](const QString& field, int value, int otherwise) {
        if (value != otherwise)
            json.insert(field, value);
    };
    number(QStringLiteral("batch"), limits.batch, usual.batch);
    number(QStringLiteral("ratePerSecond"), limits.ratePerSecond, usual.ratePerSecond);
    number(QStringLiteral("inFlight"), limits.inFlight, usual.inFlight);
    number(QStringLiteral("timeoutSeconds"), limits.timeoutSeconds, usual.timeoutSeconds);
    if (limits.retrySeconds != usual.retrySeconds) {
        QJsonArray retries;
        for (const int seconds : limits.retrySeconds)
            retries.append(durationText(seconds));
        json.insert(QStringLiteral("retries"), retries);
    }
    if (limits.repeat != usual.repeat)
        json.insert(QStringLiteral("repeat"), nameOf(repeats, limits.repeat));
    return json;
}

QJsonObject successToJson(const SuccessRule& rule)
{
    QJsonObject json{{QStringLiteral("status"), QJsonArray{rule.lowest, rule.highest}}};
    QJsonArray where;
    for (const AnswerCondition& condition : rule.where)
        where.append(QJsonObject{{QStringLiteral("at"), condition.at}, {QStringLiteral("equals"), condition.equals}});
    if (!where.isEmpty())
        json.insert(QStringLiteral("where"), where);
    return json;
}

QJsonObject optionsToJson(const QMap<QString, QString>& options)
{
    QJsonObject json;
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        json.insert(option.key(), option.value());
    return json;
}

QJsonObject connectionToJson(const Connection& connection)
{
    QJsonObject json;
    const auto text = [&json](const QString& field, const QString& value) {
        if (!value.isEmpty())
            json.insert(field, value);
    };
    text(QStringLiteral("authority"), connection.authority);
    text(QStringLiteral("certificate"), connection.certificate);
    text(QStringLiteral("proxy"), connection.proxy);
    return json;
}

// --- reading -------------------------------------------------------------------------------------------------------

std::optional<QString> readDefault(ObjectReader& reader)
{
    if (!reader.has(defaultField)) {
        reader.allow(defaultField);
        return std::nullopt;
    }
    const QString text = reader.string(defaultField);
    return text == noDefault ? std::nullopt : std::optional(text);
}

Auth readAuth(ObjectReader& reader, Errors& errors)
{
    Auth auth;
    const auto item = reader.object(QStringLiteral("auth"));
    if (!item)
        return auth;
    ObjectReader fields(item->object, item->path, errors);
    if (!fields.has(QStringLiteral("type")))
        errors += Error{ErrorKind::MissingField, {QStringLiteral("type")}, fields.path(QStringLiteral("type"))};
    auth.type = fields.oneOf(QStringLiteral("type"), authTypes, AuthType::None);
    auth.user = fields.string(QStringLiteral("user"));
    auth.header = fields.string(QStringLiteral("header"));
    fields.refuseOthers();
    return auth;
}

std::optional<RecipientId> readRecipientId(ObjectReader& reader, Errors& errors)
{
    const auto item = reader.object(QStringLiteral("recipientId"));
    if (!item)
        return std::nullopt;
    ObjectReader fields(item->object, item->path, errors);
    RecipientId id;
    id.name = fields.requiredString(QStringLiteral("name"));
    id.attribute = fields.requiredString(QStringLiteral("attribute"));
    fields.refuseOthers();
    return id;
}

UserAttribute readAttribute(const ObjectReader::Item& item, Errors& errors)
{
    ObjectReader fields(item.object, item.path, errors);
    UserAttribute row;
    row.name = fields.requiredString(QStringLiteral("name"));
    row.attribute = fields.requiredString(QStringLiteral("attribute"));
    row.defaultValue = readDefault(fields);
    row.missing = fields.oneOf(
        QStringLiteral("missing"), missings, row.defaultValue ? Missing::UseDefault : Missing::SkipPerson);
    fields.refuseOthers();
    return row;
}

TemplateParameter readParameter(const ObjectReader::Item& item, Errors& errors)
{
    ObjectReader fields(item.object, item.path, errors);
    TemplateParameter row;
    row.name = fields.requiredString(QStringLiteral("name"));
    row.label = fields.string(QStringLiteral("label"));
    row.type = fields.oneOf(QStringLiteral("type"), parameterTypes, ParameterType::String);
    row.defaultValue = readDefault(fields);
    row.required = fields.boolean(QStringLiteral("required"), true);
    row.choices = fields.strings(QStringLiteral("choices"));
    fields.refuseOthers();
    return row;
}

QList<int> readRetries(ObjectReader& fields, const QJsonObject& json, Errors& errors)
{
    const QString retries = QStringLiteral("retries");
    fields.strings(retries); // notes what is no text
    QList<int> delays;
    const QJsonArray list = json.value(retries).toArray();
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString text = list.at(i).toString();
        if (const std::optional<int> seconds = durationFromText(text))
            delays += *seconds;
        else if (list.at(i).isString())
            errors += Error{ErrorKind::BadValue,
                {text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a duration such as 5s, 30m or 2h"))},
                QStringLiteral("%1[%2]").arg(fields.path(retries), QString::number(i))};
    }
    return delays;
}

Limits readLimits(ObjectReader& reader, Errors& errors)
{
    Limits limits;
    const auto item = reader.object(QStringLiteral("limits"));
    if (!item)
        return limits;
    constexpr int any = std::numeric_limits<int>::max(); // bounds are channelFaults()' business
    ObjectReader fields(item->object, item->path, errors);
    limits.batch = fields.integer(QStringLiteral("batch"), limits.batch, 0, any);
    limits.ratePerSecond = fields.integer(QStringLiteral("ratePerSecond"), limits.ratePerSecond, 0, any);
    limits.inFlight = fields.integer(QStringLiteral("inFlight"), limits.inFlight, 0, any);
    limits.timeoutSeconds = fields.integer(QStringLiteral("timeoutSeconds"), limits.timeoutSeconds, 0, any);
    limits.repeat = fields.oneOf(QStringLiteral("repeat"), repeats, limits.repeat);
    if (fields.has(QStringLiteral("retries")))
        limits.retrySeconds = readRetries(fields, item->object, errors);
    else
        fields.allow(QStringLiteral("retries"));
    fields.refuseOthers();
    return limits;
}

// A value is compared by its text, whatever its type.
QString textAt(ObjectReader& reader, const QJsonObject& json, const QString& field)
{
    const QJsonValue value = json.value(field);
    if (!value.isBool() && !value.isDouble())
        return reader.requiredString(field);
    reader.allow(field);
    return value.toVariant().toString();
}

std::optional<SuccessRule> readSuccess(ObjectReader& reader, Errors& errors)
{
    const auto item = reader.object(QStringLiteral("success"));
    if (!item)
        return std::nullopt;
    ObjectReader fields(item->object, item->path, errors);
    SuccessRule rule;
    const QString status = QStringLiteral("status");
    fields.allow(status);
    if (fields.has(status)) {
        const QJsonArray range = item->object.value(status).toArray();
        rule.lowest = range.at(0).toInt(-1);
        rule.highest = range.at(1).toInt(-1);
        if (range.size() != 2 || rule.lowest < 0 || rule.highest < 0)
            errors += Error{ErrorKind::BadValue,
                {status, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "two numbers from 200 to 299: [200, 299]"))},
                fields.path(status)};
    }
    for (const ObjectReader::Item& each : fields.objects(QStringLiteral("where"))) {
        ObjectReader condition(each.object, each.path, errors);
        rule.where += AnswerCondition{
            condition.requiredString(QStringLiteral("at")), textAt(condition, each.object, QStringLiteral("equals"))};
        condition.refuseOthers();
    }
    fields.refuseOthers();
    return rule;
}

QMap<QString, QString> readOptions(ObjectReader& reader, Errors& errors)
{
    QMap<QString, QString> options;
    const auto item = reader.object(QStringLiteral("contractOptions"));
    if (!item)
        return options;
    ObjectReader fields(item->object, item->path, errors);
    for (const QString& name : item->object.keys())
        options.insert(name, fields.string(name));
    return options;
}

Connection readConnection(ObjectReader& reader, Errors& errors)
{
    Connection connection;
    const auto item = reader.object(QStringLiteral("connection"));
    if (!item)
        return connection;
    ObjectReader fields(item->object, item->path, errors);
    connection.authority = fields.string(QStringLiteral("authority"));
    connection.certificate = fields.string(QStringLiteral("certificate"));
    connection.proxy = fields.string(QStringLiteral("proxy"));
    fields.refuseOthers();
    return connection;
}

} // namespace

QString purposeName(Purpose purpose)
{
    return nameOf(purposes, purpose);
}

QString authTypeName(AuthType type)
{
    return nameOf(authTypes, type);
}

QString parameterTypeName(ParameterType type)
{
    return nameOf(parameterTypes, type);
}

QJsonObject channelToJson(const ChannelSpec& spec)
{
    const ChannelSpec usual;
    QJsonObject json;
    const auto text = [&json](const QString& field, const QString& value, const QString& otherwise) {
        if (value != otherwise)
            json.insert(field, value);
    };
    text(QStringLiteral("purpose"), purposeName(spec.purpose), purposeName(usual.purpose));
    text(
        QStringLiteral("environment"), nameOf(environments, spec.environment), nameOf(environments, usual.environment));
    json.insert(QStringLiteral("url"), spec.url);
    text(QStringLiteral("method"), spec.method, usual.method);
    text(QStringLiteral("contract"), spec.contract, usual.contract);
    text(QStringLiteral("format"), spec.format, {});
    if (!spec.contractOptions.isEmpty())
        json.insert(QStringLiteral("contractOptions"), optionsToJson(spec.contractOptions));
    if (spec.typedValues)
        json.insert(QStringLiteral("values"), nameOf(valueKinds, *spec.typedValues));
    if (spec.success)
        json.insert(QStringLiteral("success"), successToJson(*spec.success));
    if (spec.auth != usual.auth)
        json.insert(QStringLiteral("auth"), authToJson(spec.auth));
    if (spec.recipientId)
        json.insert(QStringLiteral("recipientId"),
            QJsonObject{{QStringLiteral("name"), spec.recipientId->name},
                {QStringLiteral("attribute"), spec.recipientId->attribute}});
    QJsonArray attributes;
    for (const UserAttribute& row : spec.userAttributes)
        attributes.append(attributeToJson(row));
    if (!attributes.isEmpty())
        json.insert(QStringLiteral("userAttributes"), attributes);
    QJsonArray parameters;
    for (const TemplateParameter& row : spec.templateParameters)
        parameters.append(parameterToJson(row));
    if (!parameters.isEmpty())
        json.insert(QStringLiteral("templateParameters"), parameters);
    if (const QJsonObject limits = limitsToJson(spec.limits); !limits.isEmpty())
        json.insert(QStringLiteral("limits"), limits);
    if (spec.connection != usual.connection)
        json.insert(QStringLiteral("connection"), connectionToJson(spec.connection));
    return json;
}

ChannelSpec channelFromJson(const QJsonObject& json, const QString& path, Errors& errors, const QStringList& others)
{
    ObjectReader reader(json, path, errors);
    for (const QString& field : others)
        reader.allow(field);
    ChannelSpec spec;
    spec.purpose = reader.oneOf(QStringLiteral("purpose"), purposes, spec.purpose);
    spec.environment = reader.oneOf(QStringLiteral("environment"), environments, spec.environment);
    spec.url = reader.string(QStringLiteral("url"));
    spec.method = reader.string(QStringLiteral("method"), spec.method);
    spec.contract = reader.string(QStringLiteral("contract"), spec.contract);
    spec.format = reader.string(QStringLiteral("format"));
    spec.contractOptions = readOptions(reader, errors);
    const bool says = reader.has(QStringLiteral("values"));
    const bool typed = reader.oneOf(QStringLiteral("values"), valueKinds, false);
    spec.typedValues = says ? std::optional(typed) : std::nullopt;
    spec.success = readSuccess(reader, errors);
    spec.auth = readAuth(reader, errors);
    spec.recipientId = readRecipientId(reader, errors);
    for (const ObjectReader::Item& item : reader.objects(QStringLiteral("userAttributes")))
        spec.userAttributes += readAttribute(item, errors);
    for (const ObjectReader::Item& item : reader.objects(QStringLiteral("templateParameters")))
        spec.templateParameters += readParameter(item, errors);
    spec.limits = readLimits(reader, errors);
    spec.connection = readConnection(reader, errors);
    reader.refuseOthers();
    return spec;
}

} // namespace wd
