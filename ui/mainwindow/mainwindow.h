// The window: shows a workspace, or that one is being opened, and asks before it closes on work that would not be done.
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
    void closeUnless(int stopped);
    QString unfinishedText() const;
    void quit();

    UserPreferences& m_preferences;
    std::optional<PageContext> m_context;
    DeskView* m_desk = nullptr;
    LoadingView* m_loading = nullptr;
    bool m_rebuildDue = false;
    bool m_counting = false; // what quitting would stop
    bool m_asking = false;
    bool m_quitting = false;
};

} // namespace wd
