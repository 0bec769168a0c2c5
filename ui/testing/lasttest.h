// Whether the last test of a channel or a campaign succeeded; kept with the workspace.
#pragma once

#include <QUuid>

#include <optional>

namespace wd {

class SettingsService;

// The HTTP status of the last test when it did not succeed, 0: it got no answer; nothing: it did, or none was made.
std::optional<int> failedTest(const SettingsService& settings, const QUuid& tested);
void noteTest(SettingsService& settings, const QUuid& tested, std::optional<int> failed);

} // namespace wd
