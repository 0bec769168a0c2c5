// The first request of a run goes alone; each success that follows doubles how many may be under way.
#pragma once

#include <algorithm>

namespace wd {

class SlowStart {
public:
    // How many requests of the run may be under way, at most `limit`.
    int window(int limit) const { return std::min(m_window, limit); }
    // One more was accepted: a full window of successes doubles it.
    void accepted()
    {
        if (m_window < maximum && ++m_accepted >= m_window) {
            m_window *= 2;
            m_accepted = 0;
        }
    }

private:
    static constexpr int maximum = 1024;
    int m_window = 1;
    int m_accepted = 0;
};

} // namespace wd
