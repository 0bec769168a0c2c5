#include "app/commandline/signalwatch.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace wd {

namespace {

// A handler may do no more than write to a descriptor.
std::array<int, 2> wakeup{-1, -1};

void wake(int)
{
    const char byte = 1;
    // A full pipe has woken the loop already.
    [[maybe_unused]] const ssize_t written = ::write(wakeup[1], &byte, 1);
}

} // namespace

SignalWatch::SignalWatch(QObject* parent)
    : QObject(parent)
{
    if (::pipe2(wakeup.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    auto* const notifier = new QSocketNotifier(wakeup[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        if (::read(wakeup[0], bytes, sizeof bytes) > 0)
            emit interrupted();
    });
    std::signal(SIGINT, wake);
    std::signal(SIGTERM, wake);
}

SignalWatch::~SignalWatch()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    qDeleteAll(findChildren<QSocketNotifier*>());
    for (int& end : wakeup) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
}

} // namespace wd
