#include "app/commandline/personjson.h"

#include "models/channels/parametervalue.h"

namespace wd {

QJsonValue valueToJson(const QVariant& value, const QTimeZone& zone)
{
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::Double:
    case QMetaType::Bool:
        return QJsonValue::fromVariant(value);
    default:
        return canonicalText(value, zone);
    }
}

QJsonObject personToJson(const Person& person, const QTimeZone& zone)
{
    QJsonObject attributes;
    for (auto entry = person.values.begin(); entry != person.values.end(); ++entry)
        attributes.insert(entry.key(), valueToJson(entry.value(), zone));
    QJsonObject json{{QStringLiteral("attributes"), attributes}};
    if (!person.loginId.isEmpty())
        json.insert(QStringLiteral("login_id"), person.loginId);
    if (!person.visitorId.isEmpty())
        json.insert(QStringLiteral("visitor_id"), person.visitorId);
    return json;
}

} // namespace wd
