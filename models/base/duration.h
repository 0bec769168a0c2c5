// Lengths of time as documents write them.
#pragma once

#include <QString>

#include <optional>

namespace wd {

// "5s", "30m", "2h" ↔ seconds; days are read, too ("7d"), and written as hours.
QString durationText(int seconds);
std::optional<int> durationFromText(const QString& text);

} // namespace wd
