// Lengths of time as documents write them.
#pragma once

#include <QString>

#include <optional>

namespace wd {

// "5s", "30m", "2h", "7d" ↔ seconds; written in the largest unit that holds a whole number of them.
QString durationText(int seconds);
std::optional<int> durationFromText(const QString& text);

} // namespace wd
