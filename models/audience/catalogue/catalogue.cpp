#include "models/audience/catalogue/catalogue.h"

#include "models/storage/statement.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace wd {

namespace {

constexpr qint64 loginId = 0;
constexpr qint64 visitorId = -1;

// A JSON array of texts.
QStringList choicesFromText(const QString& text)
{
    QStringList choices;
    const QJsonArray list = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const auto& choice : list)
        choices += choice.toString();
    return choices;
}

Result<void> readRows(Statement& statement, const std::function<void(const Statement&)>& take)
{
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        take(statement);
    }
}

Result<QList<Attribute>> readAttributes(Database& audience)
{
    QList<Attribute> attributes{loginIdAttribute(), visitorIdAttribute()};
    Statement rows(audience, "SELECT id, key, label_en, label_zh, type, user_kind, choices FROM attribute ORDER BY id");
    const Result<void> read = readRows(rows, [&attributes](const Statement& row) {
        attributes += Attribute{row.integer(0), row.text(1), row.text(2), row.text(3),
            static_cast<AttributeType>(row.integer(4)), static_cast<UserKind>(row.integer(5)),
            choicesFromText(row.text(6))};
    });
    return read ? Result<QList<Attribute>>(attributes) : read.error();
}

Result<QList<EventName>> readEvents(Database& audience)
{
    QList<EventName> events;
    Statement names(audience, "SELECT id, key, label_en, label_zh, complete_until FROM event_name ORDER BY id");
    Result<void> read = readRows(names, [&events](const Statement& row) {
        events += EventName{row.integer(0), row.text(1), row.text(2), row.text(3), row.optionalInteger(4), {}};
    });
    if (!read)
        return read.error();
    Statement properties(audience,
        "SELECT event_name_id, id, key, type, label_en, label_zh, choices FROM property ORDER BY event_name_id, id");
    read = readRows(properties, [&events](const Statement& row) {
        const auto event = std::lower_bound(events.begin(), events.end(), row.integer(0),
            [](const EventName& name, qint64 id) { return name.id < id; });
        if (event != events.end() && event->id == row.integer(0))
            event->properties += Property{row.integer(1), row.text(2), static_cast<AttributeType>(row.integer(3)),
                row.text(4), row.text(5), choicesFromText(row.text(6))};
    });
    return read ? Result<QList<EventName>>(events) : read.error();
}

Result<QList<ListName>> readLists(Database& audience)
{
    QList<ListName> lists;
    Statement rows(audience, "SELECT id, name FROM list WHERE deleted_at IS NULL ORDER BY name");
    const Result<void> read = readRows(rows, [&lists](const Statement& row) {
        lists += ListName{row.integer(0), row.text(1)};
    });
    return read ? Result<QList<ListName>>(lists) : read.error();
}

template <typename T> const T* byKey(const QList<T>& list, const QString& key)
{
    const auto found = std::find_if(list.begin(), list.end(), [&key](const T& one) { return one.key == key; });
    return found == list.end() ? nullptr : &*found;
}

template <typename T> Error unknown(const QList<T>& list, const QString& kind, const QString& key, const QString& place)
{
    if (list.isEmpty())
        return {ErrorKind::NotFound, {kind, key}, place};
    QStringList known;
    for (const T& one : list)
        known += one.key;
    return {ErrorKind::NotOneOf, {key, known.join(QStringLiteral(", "))}, place};
}

} // namespace

QByteArray Attribute::column() const
{
    if (id == loginId)
        return "login_id";
    return id == visitorId ? QByteArray("visitor_id") : 'a' + QByteArray::number(id);
}

const Property* EventName::propertyByKey(const QString& name) const
{
    return byKey(properties, name);
}

const Attribute& loginIdAttribute()
{
    static const Attribute attribute{loginId, QStringLiteral("login_id"), QStringLiteral("Login user id"),
        QStringLiteral("用户登录id"), AttributeType::Text, UserKind::Login, {}};
    return attribute;
}

const Attribute& visitorIdAttribute()
{
    static const Attribute attribute{visitorId, QStringLiteral("visitor_id"), QStringLiteral("Visitor id"),
        QStringLiteral("访问用户id"), AttributeType::Text, UserKind::Visitor, {}};
    return attribute;
}

Result<Catalogue> Catalogue::load(Database& audience)
{
    Result<QList<Attribute>> attributes = readAttributes(audience);
    if (!attributes)
        return attributes.error();
    Result<QList<EventName>> events = readEvents(audience);
    if (!events)
        return events.error();
    Result<QList<ListName>> lists = readLists(audience);
    if (!lists)
        return lists.error();
    Catalogue catalogue;
    catalogue.m_lists = std::move(lists).value();
    catalogue.m_attributes = std::move(attributes).value();
    catalogue.m_events = std::move(events).value();
    return catalogue;
}

const Attribute* Catalogue::attributeByKey(const QString& key) const
{
    return byKey(m_attributes, key);
}

const EventName* Catalogue::eventByKey(const QString& key) const
{
    return byKey(m_events, key);
}

const ListName* Catalogue::listByName(const QString& name) const
{
    return byKey(m_lists, name);
}

Error Catalogue::unknownAttribute(const QString& key, const QString& place) const
{
    return unknown(m_attributes, QStringLiteral("attribute"), key, place);
}

Error Catalogue::unknownEvent(const QString& key, const QString& place) const
{
    return unknown(m_events, QStringLiteral("event"), key, place);
}

Error Catalogue::unknownList(const QString& name, const QString& place) const
{
    return unknown(m_lists, QStringLiteral("list"), name, place);
}

QVariant attributeValue(const QVariant& stored, AttributeType type)
{
    if (!stored.isValid() || stored.isNull())
        return {};
    switch (type) {
    case AttributeType::Text:
    case AttributeType::Choice:
        return stored.toString();
    case AttributeType::Number:
        return stored;
    case AttributeType::Date:
        return QDate::fromString(stored.toString(), Qt::ISODate);
    case AttributeType::DateTime:
        return QDateTime::fromMSecsSinceEpoch(stored.toLongLong(), Qt::UTC);
    case AttributeType::Boolean:
        return stored.toLongLong() != 0;
    }
    Q_UNREACHABLE();
}

} // namespace wd
