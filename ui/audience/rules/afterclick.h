// What would move other things under a pressed mouse button waits until it is released: the click counts where it
// began.
#pragma once

#include <functional>

class QObject;

namespace wd {

// Runs `then` at once while no button is down, else when the one that is has been released and its click is done with;
// never once the receiver is gone.
void afterClick(QObject* receiver, std::function<void()> then);

} // namespace wd
