#include "ui/shared/buttonkeys.h"

#include "ui/shared/switch.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>

namespace wd {

namespace {

// Boxes to tick and radio buttons keep Return for the dialog they stand in.
QAbstractButton* pressable(QObject* watched)
{
    const bool is
        = qobject_cast<QPushButton*>(watched) || qobject_cast<QToolButton*>(watched) || qobject_cast<Switch*>(watched);
    return is ? static_cast<QAbstractButton*>(watched) : nullptr;
}

} // namespace

ButtonKeys::ButtonKeys(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

bool ButtonKeys::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return false;
    QAbstractButton* const button = pressable(watched);
    if (!button || !button->isEnabled())
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!enter || (key->modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    // A key held down presses once: what it opens must not be answered by it as well.
    if (!key->isAutoRepeat())
        button->click();
    return true;
}

} // namespace wd
