#include "models/campaigns/campaigncodec.h"

#include "models/base/objectreader.h"
#include "models/base/phrase.h"

#include <QRegularExpression>

namespace wd {

namespace {

const EnumNames<MissingInText> missingNames = {
    {QStringLiteral("undecided"), MissingInText::Undecided},
    {QStringLiteral("empty"), MissingInText::SendEmpty},
    {QStringLiteral("skip"), MissingInText::SkipPerson},
};
const EnumNames<CampaignState> stateNames = {
    {QStringLiteral("draft"), CampaignState::Draft},
    {QStringLiteral("scheduled"), CampaignState::Scheduled},
    {QStringLiteral("active"), CampaignState::Active},
    {QStringLiteral("finished"), CampaignState::Finished},
    {QStringLiteral("paused"), CampaignState::Paused},
    {QStringLiteral("offline"), CampaignState::Offline},
};
const QStringList laterTriggers
    = {QStringLiteral("recurring"), QStringLiteral("event"), QStringLiteral("eventWithout")};
const QString once = QStringLiteral("once");
const QString now = QStringLiteral("now");

void readTrigger(ObjectReader& reader, Errors& errors)
{
    const auto item = reader.object(QStringLiteral("trigger"));
    if (!item)
        return;
    ObjectReader trigger(item->object, item->path, errors);
    const QString place = trigger.path(QStringLiteral("type"));
    const bool given = trigger.has(QStringLiteral("type"));
    const QString type = trigger.string(QStringLiteral("type"), once);
    if (!given)
        errors += Error{ErrorKind::MissingField, {QStringLiteral("type")}, place};
    else if (laterTriggers.contains(type))
        errors += Error{ErrorKind::NotBuilt, {type}, place};
    else if (type != once)
        errors += Error{ErrorKind::NotOneOf, {type, once}, place};
    else
        trigger.refuseOthers();
}

// Values may be written as numbers and booleans; they are kept as text.
QString parameterText(const QJsonValue& value, const QString& place, Errors& errors)
{
    if (value.isString())
        return value.toString();
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isDouble())
        return value.toVariant().toString();
    errors += Error{ErrorKind::WrongType,
        {phrase(QT_TRANSLATE_NOOP("wd::Phrase", "text, number or boolean")), ObjectReader::typeWord(value)}, place};
    return {};
}

QMap<QString, QString> readParameters(ObjectReader& reader, Errors& errors)
{
    QMap<QString, QString> parameters;
    const auto item = reader.object(QStringLiteral("parameters"));
    if (!item)
        return parameters;
    for (auto entry = item->object.begin(); entry != item->object.end(); ++entry)
        parameters.insert(
            entry.key(), parameterText(entry.value(), QStringLiteral("%1.%2").arg(item->path, entry.key()), errors));
    return parameters;
}

std::optional<LocalTime> readSendAt(ObjectReader& reader, Errors& errors)
{
    const auto item = reader.object(QStringLiteral("send"));
    if (!item)
        return std::nullopt;
    ObjectReader send(item->object, item->path, errors);
    const QString text = send.string(QStringLiteral("at"), now);
    const std::optional<LocalTime> at = localTimeFromText(text);
    if (text != now && !at)
        errors += Error{ErrorKind::BadValue,
            {text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "now, or a time such as 2026-12-01T09:00"))},
            send.path(QStringLiteral("at"))};
    send.refuseOthers();
    return at;
}

} // namespace

QString stateName(CampaignState state)
{
    return nameOf(stateNames, state);
}

QString localTimeText(const LocalTime& time)
{
    return time.date.toString(Qt::ISODate) + u'T'
        + time.time.toString(time.time.second() == 0 ? u"HH:mm" : u"HH:mm:ss");
}

std::optional<LocalTime> localTimeFromText(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(:\\d{2})?)$"));
    const QRegularExpressionMatch match = form.match(text);
    const LocalTime time{
        QDate::fromString(match.captured(1), Qt::ISODate), QTime::fromString(match.captured(2), Qt::ISODate)};
    return time.date.isValid() && time.time.isValid() ? std::optional(time) : std::nullopt;
}

QJsonObject campaignSpecToJson(const CampaignSpec& spec)
{
    QJsonObject json;
    json.insert(QStringLiteral("trigger"), QJsonObject{{QStringLiteral("type"), once}});
    QJsonObject parameters;
    for (auto entry = spec.parameters.begin(); entry != spec.parameters.end(); ++entry)
        parameters.insert(entry.key(), entry.value());
    json.insert(QStringLiteral("parameters"), parameters);
    json.insert(
        QStringLiteral("send"), QJsonObject{{QStringLiteral("at"), spec.sendAt ? localTimeText(*spec.sendAt) : now}});
    if (spec.missingInText != MissingInText::Undecided)
        json.insert(QStringLiteral("missingInText"), nameOf(missingNames, spec.missingInText));
    return json;
}

CampaignSpec campaignSpecFromJson(
    const QJsonObject& json, const QString& path, const QStringList& others, Errors& errors)
{
    ObjectReader reader(json, path, errors);
    for (const QString& field : others)
        reader.allow(field);
    CampaignSpec spec;
    readTrigger(reader, errors);
    spec.parameters = readParameters(reader, errors);
    spec.sendAt = readSendAt(reader, errors);
    spec.missingInText = reader.oneOf(QStringLiteral("missingInText"), missingNames, MissingInText::Undecided);
    reader.refuseOthers();
    return spec;
}

} // namespace wd
