#include "app/commandline/stopsignal.h"

#include <csignal>

namespace wd {

namespace {

std::atomic<bool> stopped = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void stop(int signal)
{
    stopped = true;
    std::signal(signal, SIG_DFL);
}

} // namespace

StopSignal::StopSignal()
{
    stopped = false;
    std::signal(SIGINT, stop);
    std::signal(SIGTERM, stop);
}

StopSignal::~StopSignal()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

const std::atomic<bool>& StopSignal::flag() const
{
    return stopped;
}

} // namespace wd
