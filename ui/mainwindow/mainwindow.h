// The window: shows a workspace, or that one is being opened, and asks before it
// leaves work undone.
#pragma once

#include "ui/mainwindow/deskview.h"

#include <QMainWindow>

namespace wd {

class LoadingView;
class UserPreferences;

class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(UserPreferences& preferences, QWidget* parent = nullptr);

    void showDesk(const PageContext& context, const QString& route = routes::overview);
    // Pages go at once: afterwards the workspace may be closed.
    void closeDesk();
    LoadingView& loading(); // in place of the desk
    DeskView* desk() const { return m_desk; }

signals:
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void put(DeskView* desk, const DeskView::Place& place);
    void showTitle(const QString& page);
    // Once nothing would be left undone, or the operator wants it all the same: the program's end, or another
    // workspace.
    enum class Leaving { Program, Workspace };
    void leave(Leaving what, std::function<void()> then);
    void askUnlessIdle(Leaving what, int stopped, const std::function<void()>& then);
    QString unfinishedText() const;
    void quit();

    UserPreferences& m_preferences;
    std::optional<PageContext> m_context;
    DeskView* m_desk = nullptr;
    LoadingView* m_loading = nullptr;
    bool m_rebuildDue = false;
    bool m_counting = false; // what leaving would stop
    bool m_asking = false;
    bool m_quitting = false;
};

} // namespace wd
