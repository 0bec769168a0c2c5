// What every page is: breadcrumbs, a title with tools at its right, and a body; the frame builds and destroys it.
#pragma once

#include "ui/shared/breadcrumbs.h"

#include <QKeySequence>
#include <QVBoxLayout>
#include <QVariantMap>
#include <QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace wd {

// A page's constructor takes (const PageContext&, const QVariantMap& arguments). Pages are rebuilt when the language
// changes: nothing that runs lives in a page, and what must survive goes through state() and restore().
class Page : public QWidget {
    Q_OBJECT
public:
    enum class Body {
        Fixed, // the body fills the page: tables
        Scrolling // the body scrolls as one: forms
    };

    explicit Page(const QString& title, Body body = Body::Fixed, QWidget* parent = nullptr);

    QString title() const;
    void setTitle(const QString& title);
    void setCrumbs(const QList<Crumb>& crumbs) { m_crumbs->setCrumbs(crumbs); }
    // At the right of the title, left to right; the primary button comes last.
    void addTool(QWidget* tool);
    // Right beside the title: a state pill.
    void addBadge(QWidget* badge);
    // A bar below the body that never scrolls, with its widgets at the right (Save, Cancel); made on first use.
    QHBoxLayout* footer();
    QVBoxLayout* body() const { return m_body; } // no margins, 16 px between its parts
    // A bar at the head of the body, such as filters: like title, tools and footer, no panel may lie over it.
    void keepInSight(QWidget* bar) { m_inSight = bar; }
    // Where a panel may lie over the page.
    QRect roomForPanel() const;

    // A panel lies over that much of the page at its right: what must be read beside it makes room.
    virtual void leaveRoom(int pixels) { Q_UNUSED(pixels); }

    // Scrolls to whatever has the focus, once the parts have their places.
    void showFocused();

    // While the page is shown. Ctrl+F, Ctrl+N and the like.
    void onKeys(const QKeySequence& keys, std::function<void()> action);

    // Place, selection and unsaved input, enough to build the page again as it was.
    virtual QVariantMap state() const { return {}; }
    virtual void restore(const QVariantMap& state) { Q_UNUSED(state); }
    // True asks the operator before the page is left and its input lost.
    virtual bool hasUnsavedInput() const { return false; }
    // The side panel that this page showed is there again: it belongs to this one of the same kind now.
    virtual void takePanel(QWidget* panel) { Q_UNUSED(panel); }

signals:
    void navigationRequested(const QString& route, const QVariantMap& arguments);
    void titleChanged(const QString& title);

private:
    Breadcrumbs* m_crumbs;
    QLabel* m_title;
    QHBoxLayout* m_head;
    QHBoxLayout* m_tools;
    QVBoxLayout* m_body;
    QHBoxLayout* m_footer = nullptr;
    QWidget* m_inSight = nullptr;
    QVBoxLayout* m_outer;
};

} // namespace wd
