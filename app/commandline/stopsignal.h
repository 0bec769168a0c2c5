// SIGINT and SIGTERM as a flag, for work that looks at it now and then.
#pragma once

#include <atomic>

namespace wd {

// One at a time; the handlers of before are back when it is destroyed. A second signal ends the program at once.
class StopSignal final {
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

    const std::atomic<bool>& flag() const;
};

} // namespace wd
