// What is known about people and events: attributes, event names, properties, lists. A snapshot of audience.db.
#pragma once

#include "models/audience/rules/segment.h"
#include "models/base/result.h"

namespace wd {

class Database;

// Stored in attribute.type and property.type as these numbers.
enum class AttributeType { Text = 0, Number = 1, Date = 2, DateTime = 3, Boolean = 4, Choice = 5 };

struct Attribute {
    qint64 id = 0; // its values stand in person.a<id>; 0: login_id, -1: visitor_id
    QString key;
    QString labelEn; // empty: the key
    QString labelZh;
    AttributeType type = AttributeType::Text;
    UserKind userKind = UserKind::Login;
    QStringList choices;
    QByteArray column() const; // "a17", "login_id", "visitor_id"
    bool operator==(const Attribute&) const = default;
};

// How values are stored: Text and Choice TEXT; Number INTEGER or REAL; Date TEXT "YYYY-MM-DD"; DateTime INTEGER UTC ms;
// Boolean INTEGER 0/1; no value NULL (an empty text is stored as NULL).

struct Property {
    qint64 id = 0; // a number property's values stand in event.p<id>; others in event.properties (JSON)
    QString key;
    AttributeType type = AttributeType::Text;
    QString labelEn; // empty: the key
    QString labelZh;
    QStringList choices; // values offered when a condition is made; others are taken too
    bool operator==(const Property&) const = default;
};

struct EventName {
    qint64 id = 0;
    QString key;
    QString labelEn;
    QString labelZh;
    std::optional<UtcMs> completeUntil;
    QList<Property> properties;
    const Property* propertyByKey(const QString& key) const;
    bool operator==(const EventName&) const = default;
};

struct ListName {
    qint64 id = 0;
    QString key; // its name
    bool operator==(const ListName&) const = default;
};

// The two ids every person may be known by; part of every catalogue.
const Attribute& loginIdAttribute(); // key "login_id"
const Attribute& visitorIdAttribute(); // key "visitor_id"

class Catalogue {
public:
    static Result<Catalogue> load(Database& audience);

    // login_id and visitor_id first, then in the order they came.
    const QList<Attribute>& attributes() const { return m_attributes; }
    const QList<EventName>& events() const { return m_events; }
    const QList<ListName>& lists() const { return m_lists; } // by name
    const Attribute* attributeByKey(const QString& key) const; // null when unknown
    const EventName* eventByKey(const QString& key) const;
    const ListName* listByName(const QString& name) const;

    // NotOneOf or NotFound with the keys that are known.
    Error unknownAttribute(const QString& key, const QString& place) const;
    Error unknownEvent(const QString& key, const QString& place) const;
    Error unknownList(const QString& name, const QString& place) const;

private:
    QList<Attribute> m_attributes;
    QList<EventName> m_events;
    QList<ListName> m_lists;
};

// A stored value as the rest of the program has it: QString, qint64, double, bool, QDate, QDateTime (UTC) or invalid.
QVariant attributeValue(const QVariant& stored, AttributeType type);

} // namespace wd
