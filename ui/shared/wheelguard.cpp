#include "ui/shared/wheelguard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QEvent>

namespace wd {

namespace {

// The line edit within a box counts as the box; the list of an open one is a window of its own and scrolls.
bool turnsValues(const QWidget* widget)
{
    for (; widget; widget = widget->parentWidget()) {
        if (qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget))
            return true;
        if (widget->isWindow())
            return false;
    }
    return false;
}

} // namespace

WheelGuard::WheelGuard(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Polish && watched->isWidgetType())
        if (auto* widget = static_cast<QWidget*>(watched); widget->focusPolicy() == Qt::WheelFocus)
            widget->setFocusPolicy(Qt::StrongFocus);
    if (event->type() != QEvent::Wheel || !watched->isWidgetType() || !turnsValues(static_cast<QWidget*>(watched)))
        return false;
    event->ignore(); // goes on to the widget's parent
    return true;
}

} // namespace wd
