#include "ui/shared/taborder.h"

#include <QLayout>
#include <QWidget>

namespace wd {

namespace {

void collect(QLayout* layout, QList<QWidget*>& parts)
{
    for (int i = 0; i < layout->count(); ++i) {
        QLayoutItem* const item = layout->itemAt(i);
        QWidget* const widget = item->widget();
        if (QLayout* const inner = widget ? widget->layout() : item->layout())
            collect(inner, parts);
        else if (widget)
            parts += widget;
    }
}

} // namespace

QList<QWidget*> inLayoutOrder(const QWidget* form)
{
    QList<QWidget*> parts;
    if (form->layout())
        collect(form->layout(), parts);
    return parts;
}

void chainTabs(QWidget* first, const QList<QWidget*>& parts)
{
    QWidget* before = first;
    for (QWidget* part : parts) {
        for (QWidget* widget : QList<QWidget*>{part} + part->findChildren<QWidget*>()) {
            // What Qt puts into its own controls goes with them.
            const bool ours = !widget->objectName().isEmpty() && !widget->objectName().startsWith(QLatin1String("qt_"));
            if (!ours || (widget->focusPolicy() & Qt::TabFocus) == 0 || widget->window() != first->window())
                continue;
            QWidget::setTabOrder(before, widget);
            before = widget;
        }
    }
}

} // namespace wd
