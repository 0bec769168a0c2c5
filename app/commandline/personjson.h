// People, and their values, as the command line prints them.
#pragma once

#include "models/audience/query/segmentquery.h"

#include <QJsonObject>

namespace wd {

// A value of an attribute; dates and times as text, in the zone.
QJsonValue valueToJson(const QVariant& value, const QTimeZone& zone);
QJsonObject personToJson(const Person& person, const QTimeZone& zone);

} // namespace wd
