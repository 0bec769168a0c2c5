// Holds the page and, at its right, the side panel: beside the page where there is room, else over its middle.
#pragma once

#include <QWidget>

class QFrame;
class QLabel;
class QVBoxLayout;

namespace wd {

class Stage final : public QWidget {
    Q_OBJECT
public:
    explicit Stage(QWidget* parent = nullptr);

    // Owns it; the page before goes once control is back in the event loop. A panel that lies over the page is hidden.
    void setPage(QWidget* page);
    QWidget* page() const { return m_page; }
    // Owns it; null hides the panel. Its window title is the panel's title.
    void showPanel(QWidget* panel);
    QWidget* panel() const { return m_panel; }
    bool isPanelShown() const;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void closePanel();
    void place();

    QWidget* m_page = nullptr;
    QWidget* m_panel = nullptr;
    QFrame* m_side;
    QLabel* m_sideTitle;
    QVBoxLayout* m_sideBody;
};

} // namespace wd
