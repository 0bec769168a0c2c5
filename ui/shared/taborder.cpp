#include "ui/shared/taborder.h"

#include <QWidget>

namespace wd {

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
