// Values as they go out: the text forms the manual's format asks for.
#pragma once

#include "models/base/result.h"
#include "models/channels/channel.h"

#include <QTimeZone>
#include <QVariant>

namespace wd {

// The operator's input in its canonical form: numbers with `.` and without grouping, percentage without its sign,
// "true"/"false", date YYYY-MM-DD (2026/7/6 and 2026年7月6日 are understood), one of the choices; surrounding spaces
// go. String and Text stay as they are. Errors: BadValue, OutOfRange, NotOneOf; `where` is empty.
Result<QString> canonicalValue(const TemplateParameter& parameter, const QString& text);

// A person's value (QString, qint64, double, bool, QDate, QDateTime UTC; invalid = none) as text: shortest number form
// that reads back the same, "true"/"false", YYYY-MM-DD, "YYYY-MM-DDTHH:MM:SS+08:00" in the zone; none is "".
QString canonicalText(const QVariant& value, const QTimeZone& zone);

} // namespace wd
