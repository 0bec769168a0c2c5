// SIGINT and SIGTERM as a signal in the event loop, for an orderly end.
#pragma once

#include <QObject>

namespace wd {

// One at a time; the handlers of before are back when it is destroyed.
class SignalWatch final : public QObject {
    Q_OBJECT
public:
    explicit SignalWatch(QObject* parent = nullptr);
    ~SignalWatch() override;

signals:
    void interrupted();
};

} // namespace wd
