#include "ui/shared/dialogfocus.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QDialog>
#include <QEvent>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace wd {

namespace {

bool takesInput(const QWidget* widget)
{
    if (const auto* line = qobject_cast<const QLineEdit*>(widget))
        return !line->isReadOnly();
    if (const auto* text = qobject_cast<const QTextEdit*>(widget))
        return !text->isReadOnly();
    if (const auto* text = qobject_cast<const QPlainTextEdit*>(widget))
        return !text->isReadOnly();
    return qobject_cast<const QComboBox*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
}

// By place, row by row: the order in which widgets were made says little. The line within a box counts as the box.
QWidget* firstField(const QDialog* dialog)
{
    QWidget* first = nullptr;
    QPoint best;
    const auto widgets = dialog->findChildren<QWidget*>();
    for (QWidget* widget : widgets) {
        const bool usable = widget->isVisibleTo(dialog) && widget->isEnabled() && !widget->focusProxy()
            && (widget->focusPolicy() & Qt::TabFocus) && widget->window() == dialog;
        if (!usable || !takesInput(widget) || takesInput(widget->parentWidget()))
            continue;
        const QPoint at = widget->mapTo(dialog, QPoint());
        if (!first || at.y() < best.y() || (at.y() == best.y() && at.x() < best.x())) {
            first = widget;
            best = at;
        }
    }
    return first;
}

} // namespace

DialogFocus::DialogFocus(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool DialogFocus::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::Show)
        return false;
    auto* dialog = qobject_cast<QDialog*>(watched);
    if (dialog && !dialog->focusWidget())
        if (QWidget* field = firstField(dialog))
            field->setFocus(Qt::OtherFocusReason);
    return false;
}

} // namespace wd
