// A word from a second program to the one that has the workspace open, over a local socket.
#pragma once

#include "models/base/result.h"
#include "models/scheduling/hindrance.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

#include <functional>

namespace wd {

class Workspace;

// Brings the window of the program that has the workspace open to the front; answers within 10 s. Errors: NotOneOf from
// one without a window, WorkspaceMissing when none listens.
void askToRaise(const QString& folder, QObject* receiver, std::function<void(Result<void>)> then);

// "pause", "resume", "offline" of a campaign by name. For the command line: runs an event loop, 10 s at most. Errors:
// those of the running program; WorkspaceMissing when none listens.
Result<void> askRunning(const QString& folder, const QString& command, const QString& campaign);

// What only the program that sends knows of a campaign.
struct RunningStatus {
    bool waitsForSecret = false;
    std::optional<Hindrance> hindrance;
};

// Likewise, for the command line.
Result<RunningStatus> askStatus(const QString& folder, const QString& campaign);

// Lives in the main thread of the program that holds the workspace. Only this user may connect.
class RemoteControl final : public QObject {
    Q_OBJECT
public:
    // `raise` brings the program's window to the front; empty: it has none.
    RemoteControl(Workspace& workspace, const QString& folder, std::function<void()> raise = {});

private:
    void serve(QLocalSocket* socket);
    using Answer = std::function<void(Result<QJsonObject>)>;
    void carryOut(const QString& command, const QString& campaign, const Answer& answer);
    void change(const QString& command, const Campaign& campaign, const Answer& answer);
    void tellStatus(const Campaign& campaign, const Answer& answer);

    Workspace& m_workspace;
    std::function<void()> m_raise;
    QLocalServer m_server;
};

} // namespace wd
