#include "ui/shared/toast.h"

#include "ui/shared/buttons.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>

namespace wd {

namespace {

constexpr int aboveFoot = 56;

} // namespace

Toast::Toast(QWidget* window)
    : QFrame(window)
    , m_text(new QLabel(this))
    , m_action(textButton({}, {}, QStringLiteral("toastAction"), this))
{
    setObjectName(QStringLiteral("toast"));
    setProperty("look", QStringLiteral("toast"));
    m_text->setTextFormat(Qt::PlainText);
    m_action->setProperty("look", QStringLiteral("toast"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(16);
    row->addWidget(m_text);
    row->addWidget(m_action);
    m_end.setSingleShot(true);
    m_end.setInterval(8000);
    connect(&m_end, &QTimer::timeout, this, [this] {
        if (m_action->hasFocus())
            m_end.start();
        else
            hide();
    });
    window->installEventFilter(this);
    hide();
}

void Toast::show(const QString& text, const QString& actionText, std::function<void()> action)
{
    m_text->setText(text);
    setAccessibleName(text);
    m_action->setText(actionText);
    m_action->setAccessibleName(actionText);
    m_action->setVisible(!actionText.isEmpty());
    // Without a button it is in nobody's way.
    setAttribute(Qt::WA_TransparentForMouseEvents, actionText.isEmpty());
    m_action->disconnect(this);
    connect(m_action, &QPushButton::clicked, this, [this, action = std::move(action)] {
        hide();
        if (action)
            action();
    });
    setVisible(true);
    place();
    raise();
    m_end.start();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

QString Toast::text() const
{
    return isHidden() ? QString() : m_text->text();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent* event)
{
    m_end.stop();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event)
{
    m_end.start();
    QFrame::leaveEvent(event);
}

void Toast::place()
{
    adjustSize();
    const QWidget* window = parentWidget();
    move((window->width() - width()) / 2, window->height() - aboveFoot - height());
}

} // namespace wd
