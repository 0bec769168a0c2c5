// Reads again when something changed: never twice at the same time, and once more after a read that a change overtook.
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>

namespace wd {

// Signals may come far faster than answers: without this, reads would queue up behind each other.
class ChangeReader final : public QObject {
    Q_OBJECT
public:
    // `begin` starts a read; each one ends by exactly one call of done(). `gatherMs`: so long a change waits for more.
    ChangeReader(std::function<void()> begin, QObject* parent, int gatherMs = 0);

public slots:
    // At once, or after the read that is under way.
    void read();
    // Something changed: as read(), after gathering.
    void note();

public:
    // The answer is there, whatever it is. What changed meanwhile is read next.
    void done();
    bool isReading() const { return m_reading; }

private:
    std::function<void()> m_begin;
    QTimer m_gather;
    bool m_reading = false;
    bool m_again = false;
};

} // namespace wd
