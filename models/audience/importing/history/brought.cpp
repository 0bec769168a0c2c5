#include "models/audience/importing/history/brought.h"

#include "models/audience/catalogue/catalogueeditor.h"
#include "models/storage/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace wd {

namespace {

const QString idMember = QStringLiteral("id");
const QString keyMember = QStringLiteral("key");
const QString labelsMember = QStringLiteral("labels");
const QString typeMember = QStringLiteral("type");
const QString userKindMember = QStringLiteral("userKind");
const QString choicesMember = QStringLiteral("choices");
const QString attributesMember = QStringLiteral("attributes");
const QString eventsMember = QStringLiteral("events");
const QString propertiesMember = QStringLiteral("properties");

// What is there now against what was noted.
using IsNoted = bool (*)(const QJsonArray& notes, const QJsonObject& now);

QJsonArray labelsOf(const QString& english, const QString& chinese)
{
    return {english, chinese};
}

QJsonObject noted(const Attribute& attribute)
{
    return {{idMember, attribute.id}, {keyMember, attribute.key},
        {labelsMember, labelsOf(attribute.labelEn, attribute.labelZh)}, {typeMember, int(attribute.type)},
        {userKindMember, int(attribute.userKind)}, {choicesMember, QJsonArray::fromStringList(attribute.choices)}};
}

QJsonObject noted(const Property& property)
{
    return {{idMember, property.id}, {keyMember, property.key},
        {labelsMember, labelsOf(property.labelEn, property.labelZh)}, {typeMember, int(property.type)},
        {choicesMember, QJsonArray::fromStringList(property.choices)}};
}

// Until when it is complete is what imports say.
QJsonObject noted(const EventName& event)
{
    QJsonArray properties;
    for (const Property& property : event.properties)
        properties.append(noted(property));
    return {{idMember, event.id}, {keyMember, event.key}, {labelsMember, labelsOf(event.labelEn, event.labelZh)},
        {propertiesMember, properties}};
}

bool isThere(const QJsonArray& notes, const QJsonObject& now)
{
    return std::any_of(notes.begin(), notes.end(), [&now](const QJsonValue& note) {
        return note[idMember] == now[idMember] && note[keyMember] == now[keyMember];
    });
}

bool isUnchanged(const QJsonArray& notes, const QJsonObject& now)
{
    return notes.contains(now);
}

// Null unless there is one row at least.
Result<bool> any(Database& audience, const QByteArray& rows)
{
    Statement statement(audience, "SELECT EXISTS(" + rows + ')');
    const Result<bool> row = statement.step();
    return row ? Result<bool>(statement.integer(0) == 1) : row;
}

Result<bool> hasValues(Database& audience, const EventName& event, const Property& property)
{
    const QByteArray ofEvent = "SELECT 1 FROM event WHERE name_id=" + QByteArray::number(event.id) + " AND ";
    if (property.type == AttributeType::Number)
        return any(audience, ofEvent + 'p' + QByteArray::number(property.id) + " IS NOT NULL");
    Statement found(
        audience, "SELECT EXISTS(" + ofEvent + "EXISTS (SELECT 1 FROM json_each(event.properties) WHERE key=?))");
    found.bind(1, property.key);
    const Result<bool> row = found.step();
    return row ? Result<bool>(found.integer(0) == 1) : row;
}

Result<Brought> readBrought(Database& audience, qint64 importId, IsNoted isNoted)
{
    Statement select(audience, "SELECT json_extract(mapping,'$.brought') FROM import WHERE id=?");
    select.bind(1, importId);
    const Result<bool> row = select.step();
    if (!row)
        return row.error();
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    Brought brought;
    if (!*row || select.isNull(0))
        return brought;
    const QJsonObject json = QJsonDocument::fromJson(select.blob(0)).object();
    for (const Attribute& attribute : catalogue->attributes())
        if (isNoted(json.value(attributesMember).toArray(), noted(attribute)))
            brought.attributes += attribute;
    for (const EventName& event : catalogue->events()) {
        if (isNoted(json.value(eventsMember).toArray(), noted(event)))
            brought.events += event;
        for (const Property& property : event.properties)
            if (isNoted(json.value(propertiesMember).toArray(), noted(property)))
                brought.properties.append({event, property});
    }
    return brought;
}

} // namespace

QStringList Brought::names() const
{
    QStringList names;
    for (const Attribute& attribute : attributes)
        names += attribute.key;
    for (const EventName& event : events)
        names += event.key;
    for (const auto& [event, property] : properties)
        names += event.key + u'.' + property.key;
    return names;
}

Brought broughtBetween(const Catalogue& before, const Catalogue& after)
{
    Brought brought;
    for (const Attribute& attribute : after.attributes())
        if (!before.attributeByKey(attribute.key))
            brought.attributes += attribute;
    for (const EventName& event : after.events()) {
        const EventName* const known = before.eventByKey(event.key);
        if (!known)
            brought.events += event;
        for (const Property& property : event.properties)
            if (known && !known->propertyByKey(property.key))
                brought.properties.append({event, property});
    }
    return brought;
}

Result<void> recordBrought(Database& audience, qint64 importId, const Brought& brought)
{
    if (brought.names().isEmpty())
        return {};
    QJsonArray attributes;
    for (const Attribute& attribute : brought.attributes)
        attributes.append(noted(attribute));
    QJsonArray events;
    for (const EventName& event : brought.events)
        events.append(noted(event));
    QJsonArray properties;
    for (const auto& [event, property] : brought.properties)
        properties.append(noted(property));
    const QJsonObject json{{attributesMember, attributes}, {eventsMember, events}, {propertiesMember, properties}};
    Statement update(audience, "UPDATE import SET mapping=json_set(mapping,'$.brought',json(?)) WHERE id=?");
    update.bind(1, QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact))).bind(2, importId);
    return update.run();
}

Result<Brought> broughtBy(Database& audience, qint64 importId)
{
    return readBrought(audience, importId, isThere);
}

Result<Brought> broughtUnchanged(Database& audience, qint64 importId)
{
    return readBrought(audience, importId, isUnchanged);
}

Result<Brought> removeEmpty(Database& audience, const Brought& brought)
{
    Brought gone;
    for (const Attribute& attribute : brought.attributes) {
        const Result<bool> used = any(audience, "SELECT 1 FROM person WHERE " + attribute.column() + " IS NOT NULL");
        if (!used)
            return used.error();
        if (*used)
            continue;
        if (const Result<void> dropped = dropAttribute(audience, attribute); !dropped)
            return dropped.error();
        gone.attributes += attribute;
    }
    for (const EventName& event : brought.events) {
        const Result<bool> used = any(audience, "SELECT 1 FROM event WHERE name_id=" + QByteArray::number(event.id));
        if (!used)
            return used.error();
        if (*used)
            continue;
        if (const Result<void> dropped = dropEvent(audience, event); !dropped)
            return dropped.error();
        gone.events += event;
    }
    for (const auto& [event, property] : brought.properties) {
        const Result<bool> used = hasValues(audience, event, property);
        if (!used)
            return used.error();
        if (*used)
            continue;
        if (const Result<void> dropped = dropProperty(audience, event.id, property); !dropped)
            return dropped.error();
        gone.properties.append({event, property});
    }
    return gone;
}

} // namespace wd
