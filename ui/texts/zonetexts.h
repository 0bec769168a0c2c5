// A time zone as people name it: its city in their language, and how far it is from UTC.
#pragma once

#include <QString>
#include <QTimeZone>

namespace wd {

// "Shanghai (UTC+8)"; the offset is the standard one.
QString zoneText(const QTimeZone& zone);

} // namespace wd
