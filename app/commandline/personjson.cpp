#include "app/commandline/personjson.h"

#include "app/commandline/columns.h"
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

QList<QStringList> knownOf(const Person& person, const Catalogue& catalogue, const QTimeZone& zone)
{
    QList<QStringList> known;
    const auto add = [&known](const QString& key, const QString& value) {
        if (!value.isEmpty())
            known += QStringList{key, value};
    };
    add(loginIdAttribute().key, person.loginId);
    add(visitorIdAttribute().key, person.visitorId);
    for (const Attribute& attribute : catalogue.attributes())
        if (attribute.key != loginIdAttribute().key && attribute.key != visitorIdAttribute().key)
            add(attribute.key, canonicalText(person.values.value(attribute.key), zone));
    return known;
}

QString peopleText(const QList<Person>& people, const Catalogue& catalogue, const QTimeZone& zone)
{
    QList<QMap<QString, QString>> all;
    QStringList known;
    for (const Person& person : people) {
        QMap<QString, QString> values;
        for (const QStringList& pair : knownOf(person, catalogue, zone))
            values.insert(pair.first(), pair.last());
        known += values.keys();
        all += values;
    }
    QStringList headings;
    for (const Attribute& attribute : catalogue.attributes())
        if (known.contains(attribute.key))
            headings += attribute.key;
    QList<QStringList> rows;
    for (const QMap<QString, QString>& values : std::as_const(all)) {
        QStringList cells;
        for (const QString& key : std::as_const(headings))
            cells += values.value(key);
        rows += cells;
    }
    return columnsText(headings, rows);
}

} // namespace wd
