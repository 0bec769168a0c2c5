#include "ui/shared/clearlayout.h"

#include <QLayout>
#include <QWidget>

namespace wd {

void clearLayout(QLayout& layout)
{
    while (QLayoutItem* item = layout.takeAt(0)) {
        if (QWidget* const widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace wd
