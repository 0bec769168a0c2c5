// People, and their values, as the command line prints them.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QJsonObject>

namespace wd {

// A value of an attribute; dates and times as text, in the zone.
QJsonValue valueToJson(const QVariant& value, const QTimeZone& zone);
QJsonObject personToJson(const Person& person, const QTimeZone& zone);
// Ids and attributes that the person has: key and value as text, in the catalogue's order.
QList<QStringList> knownOf(const Person& person, const Catalogue& catalogue, const QTimeZone& zone);
// In columns, of what any of them has.
QString peopleText(const QList<Person>& people, const Catalogue& catalogue, const QTimeZone& zone);

} // namespace wd
