// One open workspace in the window: navigation, page, side panel, status line; it builds pages and remembers the way.
#pragma once

#include "ui/mainwindow/deskstatus.h"
#include "ui/shared/page.h"
#include "ui/shared/pagecontext.h"

#include <QPointer>
#include <QWidget>

namespace wd {

class Navigation;
class Stage;
class Toast;

class DeskView final : public QWidget {
    Q_OBJECT
public:
    // `context` without what the frame itself offers to pages (navigate, back, panel, toast).
    DeskView(const PageContext& context, QWidget* parent = nullptr);

    // Where the operator is, for another view of the same workspace to go on from.
    struct Place {
        QString route;
        QVariantMap arguments;
        QVariantMap state;
    };
    Place place() const;
    void go(const Place& place);
    // Asks first when the page holds unsaved input.
    void navigate(const QString& route, const QVariantMap& arguments);
    const DeskStatus& status() const { return m_status; }
    Page* page() const { return m_page; }

signals:
    void titleChanged(const QString& title);

private:
    QWidget* makeStrip();
    void addShortcuts();
    void wireErrors();
    void back(const QString& fallback);
    void leaveFor(const Place& place);
    // At once, or when the operator agrees that unsaved input is lost.
    void leave(std::function<void()> then);
    void tell(const Error& error);

    PageContext m_context;
    DeskStatus m_status;
    Navigation* m_navigation;
    Stage* m_stage;
    Toast* m_toast;
    Page* m_page = nullptr;
    Place m_place;
    Place m_panelOf; // the place that showed the side panel
    QPointer<Page> m_panelPage; // its page, while that is there
    bool m_panelShown = false; // when that place was left
    QList<Place> m_history;
    QHash<QString, QVariantMap> m_states; // of pages that were opened without arguments
};

} // namespace wd
