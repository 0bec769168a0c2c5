// The `date` filter: values as points in time, written by an strftime format.
#pragma once

#include "models/campaigns/templatefilters.h"

#include <QDateTime>

#include <optional>

namespace wd {

// Numbers and texts of digits are seconds since 1970; "now" and "today" are the time of rendering; other texts are
// ISO 8601, local in the zone unless they name an offset. Nothing for what is no date.
std::optional<QDateTime> templateDate(const TemplateValue& value, const TemplateFilterContext& context);

// English names, as in LiquidJS; an unknown conversion stays as it stands.
QString formattedDate(const QDateTime& local, const QString& format, TemplateFilterContext& context);

} // namespace wd
