// What is known only while requests are sent: pauses, missing secrets, channels that rest after failures.
#pragma once

#include "models/base/clock.h"

#include <QHash>

#include <optional>

namespace wd {

// Why a channel's requests don't get through just now.
struct ChannelTrouble {
    bool secretMissing = false;
    bool formatMissing = false; // its contract is unknown, or its file broken
    // Since the last request that got an answer about its people: when the first one failed, and why the last one did.
    std::optional<UtcMs> failingSince;
    int failures = 0; // in a row, since then
    int reason = 0; // a Reason
    std::optional<UtcMs> restsUntil; // most requests failed: none goes out before then
    std::optional<double> slowedTo; // people a second since a 429, until the rate has recovered
    bool operator==(const ChannelTrouble&) const = default;
};

struct SendingState {
    bool allPaused = false;
    bool elsewhere = false; // everything is paused because the workspace was copied or restored
    QHash<qint64, ChannelTrouble> channels; // by id; those without trouble are absent
    bool operator==(const SendingState&) const = default;
};

} // namespace wd
