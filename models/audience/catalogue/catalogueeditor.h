// Changes what is known about people and events: attributes, kinds of events and their properties.
#pragma once

#include "models/audience/catalogue/catalogue.h"

#include <QTimeZone>

#include <functional>

namespace wd {

class Database;
class Statement;
class ValueConversion;
struct Cell;

// Works on the writing connection of audience.db, in its thread. Each call is one transaction: done whole or not at
// all. Whether rules, channels or texts use what is changed is the caller's question (see attributeuse.h).
class CatalogueEditor {
public:
    // What happens to values that a new type, or a new list of choices, has no place for, and to the times of days that
    // become dates.
    enum class Unfitting { Refuse, Drop };

    // `zone`: of days and times without an offset, when texts become times or times texts.
    CatalogueEditor(Database& audience, const QTimeZone& zone)
        : m_audience(audience)
        , m_zone(zone)
    {
    }

    Result<Catalogue> catalogue() const { return Catalogue::load(m_audience); }

    // Id 0: a new attribute; the answer carries its id. Else labels, kind, choices and type of the one with this id;
    // its key stays. Empty (key), BadValue (key), Duplicate (key), NotFound, ValuesUnfit.
    Result<Attribute> save(const Attribute& attribute, Unfitting unfitting);
    // With the values people have. NotFound; BadValue for the two ids.
    Result<void> removeAttribute(qint64 id);
    // The values people have, the most frequent first; at most `limit`.
    Result<QStringList> valuesOf(const Attribute& attribute, int limit);

    // Labels and 数据截至 of the event with this id, labels, choices and types of its properties. NotFound,
    // ValuesUnfit.
    Result<void> saveEvent(const EventName& event, Unfitting unfitting = Unfitting::Refuse);
    // With everything that people did under this name. NotFound.
    Result<void> removeEvent(qint64 id);
    // With its values. NotFound.
    Result<void> removeProperty(qint64 eventId, qint64 propertyId);

private:
    Result<Attribute> add(Attribute attribute);
    Result<Attribute> change(const Attribute& attribute, Unfitting unfitting);
    Result<void> convert(const Attribute& from, const Attribute& to, Unfitting unfitting);
    Result<void> convertValues(Statement& values, ValueConversion& conversion, Unfitting unfitting,
        const std::function<Result<void>(qint64, const std::optional<Cell>&)>& put);
    Result<void> convertImages(const QByteArray& column, ValueConversion& conversion);
    Result<void> saveProperty(const EventName& event, const Property& property);
    Result<void> convertProperty(qint64 eventId, const Property& from, const Property& to, Unfitting unfitting);

    Database& m_audience;
    QTimeZone m_zone;
};

// Within a transaction: the row and the column of a new attribute; sets its id.
Result<void> insertAttribute(Database& audience, Attribute& attribute);
// Within a transaction: with values and events.
Result<void> dropAttribute(Database& audience, const Attribute& attribute);
Result<void> dropEvent(Database& audience, const EventName& event);
Result<void> dropProperty(Database& audience, qint64 eventId, const Property& property);

} // namespace wd
