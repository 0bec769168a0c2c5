// How the last test of a channel or a campaign ended, when it was no plain success; kept with the workspace.
#pragma once

#include "models/channels/answerdoubt.h"

#include <QUuid>

#include <optional>

namespace wd {

class SettingsService;

struct PoorTest {
    bool unfinished = false; // it runs still, or the program ended before it did
    int status = 0; // HTTP; 0: it got no complete answer
    std::optional<AnswerDoubt> doubt; // accepted, but it reads like a failure
    bool operator==(const PoorTest&) const = default;
};

// Nothing: the last test was a plain success, or none was made.
std::optional<PoorTest> poorTest(const SettingsService& settings, const QUuid& tested);
void noteTest(SettingsService& settings, const QUuid& tested, const std::optional<PoorTest>& poor);

} // namespace wd
