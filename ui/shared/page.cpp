#include "ui/shared/page.h"

#include "ui/shared/buttons.h"

#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QShortcut>
#include <QTimer>

namespace wd {

namespace {

constexpr int marginX = 24;
constexpr int marginY = 20;
constexpr int gap = 16; // below the head

// As high as it is at the width it has: the least height of wrapping texts is that of the narrowest lines.
class Content final : public QWidget {
public:
    QSize minimumSizeHint() const override
    {
        const QSize hint = QWidget::minimumSizeHint();
        return layout()->hasHeightForWidth() ? QSize(hint.width(), 0) : hint;
    }
};

} // namespace

Page::Page(const QString& title, Body body, QWidget* parent)
    : QWidget(parent)
    , m_crumbs(new Breadcrumbs(this))
    , m_title(titleLabel(title, this))
    , m_head(new QHBoxLayout)
    , m_tools(new QHBoxLayout)
    , m_body(new QVBoxLayout)
    , m_outer(new QVBoxLayout(this))
{
    setAccessibleName(title);
    connect(m_crumbs, &Breadcrumbs::chosen, this, &Page::navigationRequested);
    m_head->setContentsMargins(marginX, 0, marginX, 0);
    m_head->setSpacing(12);
    m_title->setObjectName(QStringLiteral("pageTitle"));
    m_title->setMinimumHeight(32);
    m_head->addWidget(m_title);
    m_head->addStretch();
    m_tools->setSpacing(12);
    m_head->addLayout(m_tools);
    m_body->setContentsMargins(0, 0, 0, 0);
    m_body->setSpacing(16);

    m_outer->setContentsMargins(0, marginY, 0, 0);
    m_outer->setSpacing(0);
    auto* crumbRow = new QHBoxLayout;
    crumbRow->setContentsMargins(marginX, 0, marginX, 4);
    crumbRow->addWidget(m_crumbs);
    m_outer->addLayout(crumbRow);
    m_outer->addLayout(m_head);
    m_outer->addSpacing(gap);
    if (body == Body::Fixed) {
        auto* frame = new QVBoxLayout;
        frame->setContentsMargins(marginX, 0, marginX, marginY);
        frame->addLayout(m_body);
        m_outer->addLayout(frame, 1);
        return;
    }
    auto* content = new Content;
    content->setProperty("look", QStringLiteral("pageBody"));
    auto* frame = new QVBoxLayout(content);
    frame->setContentsMargins(marginX, 0, marginX, marginY);
    frame->addLayout(m_body);
    frame->addStretch();
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("pageScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    m_outer->addWidget(scroll, 1);
}

void Page::showFocused()
{
    // A timer's turn comes after all that layouts still have to say to each other.
    QTimer::singleShot(0, this, [this] {
        auto* const scroll = findChild<QScrollArea*>(QStringLiteral("pageScroll"), Qt::FindDirectChildrenOnly);
        QWidget* const focused = QApplication::focusWidget();
        if (scroll && focused && scroll->widget()->isAncestorOf(focused))
            scroll->ensureWidgetVisible(focused, 0, marginY);
    });
}

QString Page::title() const
{
    return m_title->text();
}

void Page::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
    emit titleChanged(title);
}

void Page::addTool(QWidget* tool)
{
    m_tools->addWidget(tool);
}

void Page::addBadge(QWidget* badge)
{
    m_head->insertWidget(m_head->indexOf(m_title) + 1, badge);
}

QHBoxLayout* Page::footer()
{
    if (m_footer)
        return m_footer;
    auto* bar = new QFrame(this);
    bar->setProperty("look", QStringLiteral("footer"));
    m_footer = new QHBoxLayout(bar);
    m_footer->setContentsMargins(marginX, 12, marginX, 12);
    m_footer->setSpacing(12);
    m_footer->addStretch();
    m_outer->addWidget(bar);
    return m_footer;
}

QRect Page::roomForPanel() const
{
    m_outer->activate();
    int top = m_head->geometry().bottom() + 1;
    if (m_inSight)
        top = m_inSight->mapTo(this, QPoint(0, m_inSight->height())).y();
    const int bottom = m_footer ? m_footer->parentWidget()->y() : height();
    return {0, top + gap, width(), bottom - top - gap};
}

void Page::onKeys(const QKeySequence& keys, std::function<void()> action)
{
    auto* shortcut = new QShortcut(keys, this);
    shortcut->setContext(Qt::WindowShortcut);
    connect(shortcut, &QShortcut::activated, this, std::move(action));
}

} // namespace wd
