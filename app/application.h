// The desktop program: creates its parts, opens workspaces one after the other, and ends everything in order.
#pragma once

#include "app/language.h"
#include "models/base/worker.h"
#include "models/receiver/receiver.h"
#include "models/secrets/keychain.h"
#include "ui/settings/userpreferences.h"
#include "ui/shared/pagecontext.h"
#include "ui/shared/theme.h"

#include <QObject>

class QApplication;

namespace wd {

class MainWindow;
class ReceiverMemory;
class RemoteControl;
class SampleLoader;
class Workspace;
struct WorkspaceFiles;

class Application final : public QObject {
    Q_OBJECT
public:
    // `folder`: a workspace of one's own elsewhere; empty: the usual one, or the sample when that was open last.
    explicit Application(QApplication& application, const QString& folder = {});
    ~Application() override;

    // Shows the window and opens the workspace.
    void start();

private:
    // Closes what is open, then opens the other; both once control is back in the event loop.
    void open(WorkspaceChoice choice);
    QString folderOf(WorkspaceChoice choice) const;
    void dropSample();
    void openFiles(WorkspaceChoice choice);
    void enter(WorkspaceChoice choice, Result<WorkspaceFiles> files, bool existed);
    Result<void> openWorkspace(WorkspaceChoice choice, WorkspaceFiles files, bool existed);
    void loadSample();
    void showDesk(const QString& route);
    // The program that has the workspace open shows its window instead; if it can't, this one says why.
    void handOver(const Error& error, WorkspaceChoice choice);
    void raiseWindow();
    void showFailure(const Error& error, WorkspaceChoice retry);
    // Pages, then the workspace; then `then`.
    void closeWorkspace(std::function<void()> then);
    void quit();

    QApplication& m_application;
    QString m_folder; // of the own workspace, when it is not the usual one
    SystemClock m_clock;
    Keychain m_keychain;
    UserPreferences m_preferences;
    Language m_language;
    Theme m_theme;
    Receiver m_receiver;
    Worker m_opener;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<ReceiverMemory> m_receiverMemory;
    std::unique_ptr<RemoteControl> m_remote;
    std::unique_ptr<SampleLoader> m_sample;
    std::unique_ptr<MainWindow> m_window;
    QString m_operator; // of the workspace before: the sample takes it over
    bool m_closing = false;
    bool m_quitting = false;
};

} // namespace wd
