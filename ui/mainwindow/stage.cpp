#include "ui/mainwindow/stage.h"

#include "ui/shared/buttons.h"
#include "ui/shared/page.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStyle>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int panelWidth = 360;
// Of the stage: a window of 1280 px less the navigation.
constexpr int widthForBoth = 1280 - 208 - 1;

} // namespace

Stage::Stage(QWidget* parent)
    : QWidget(parent)
    , m_side(new QFrame(this))
    , m_sideTitle(headingLabel({}, m_side))
    , m_sideBody(new QVBoxLayout)
{
    setObjectName(QStringLiteral("stage"));
    m_side->setObjectName(QStringLiteral("sidePanel"));
    m_side->hide();
    QPushButton* close
        = iconButton(tr("Close the panel"), QStringLiteral("close"), QStringLiteral("closePanel"), m_side);
    connect(close, &QPushButton::clicked, this, &Stage::closePanel);
    auto* head = new QHBoxLayout;
    head->addWidget(m_sideTitle, 1);
    head->addWidget(close);
    auto* layout = new QVBoxLayout(m_side);
    layout->setContentsMargins(16, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(head);
    layout->addLayout(m_sideBody, 1);
}

void Stage::setPage(QWidget* page)
{
    if (m_page) {
        m_page->hide();
        m_page->deleteLater();
    }
    m_page = page;
    page->setParent(this);
    if (width() < widthForBoth) // over the page before, it would hide what was just opened
        m_side->hide();
    place();
    page->show();
}

void Stage::showPanel(QWidget* panel)
{
    if (m_panel && panel && m_panel != panel) {
        m_sideBody->removeWidget(m_panel);
        m_panel->hide();
        m_panel->deleteLater();
    }
    if (panel && m_panel != panel) {
        m_panel = panel;
        m_sideBody->addWidget(panel, 1);
        m_sideTitle->setText(panel->windowTitle());
        m_side->setAccessibleName(panel->windowTitle());
        panel->show();
    }
    m_side->setVisible(panel != nullptr);
    place();
}

void Stage::closePanel()
{
    m_side->hide();
    place();
}

bool Stage::isPanelShown() const
{
    return !m_side->isHidden();
}

void Stage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

// Comes here where neither a shortcut nor the focused widget wants it.
void Stage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && isPanelShown())
        closePanel();
    else
        QWidget::keyPressEvent(event);
}

void Stage::place()
{
    const bool shown = !m_side->isHidden();
    const bool beside = shown && width() >= widthForBoth;
    if (m_page)
        m_page->setGeometry(0, 0, beside ? width() - panelWidth : width(), height());
    QRect room = rect();
    if (auto* page = qobject_cast<Page*>(m_page)) {
        page->leaveRoom(shown && !beside ? panelWidth : 0);
        if (shown && !beside)
            room = page->roomForPanel();
    }
    if (const bool over = shown && !beside; m_side->property("over").toBool() != over) {
        m_side->setProperty("over", over);
        m_side->style()->unpolish(m_side);
        m_side->style()->polish(m_side);
    }
    m_side->setGeometry(width() - panelWidth, room.top(), panelWidth, room.height());
    m_side->raise();
}

} // namespace wd
