// People and their values as commands print them.
#pragma once

#include "models/audience/segmentquery.h"

#include <QJsonObject>

namespace wd {

// Numbers and booleans as such, days and times as text in the zone.
QJsonValue valueToJson(const QVariant& value, const QTimeZone& zone);
QJsonObject personToJson(const Person& person, const QTimeZone& zone);

} // namespace wd
