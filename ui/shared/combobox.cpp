#include "ui/shared/combobox.h"

#include "ui/shared/tipplace.h"

#include <QEvent>
#include <QStylePainter>

namespace wd {

QString ComboBox::shown() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const int icon = option.currentIcon.isNull() ? 0 : option.iconSize.width() + 4;
    const int room = style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, this).width();
    return fontMetrics().elidedText(currentText(), Qt::ElideRight, room - icon);
}

bool ComboBox::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty() || shown() == currentText())
        return QComboBox::event(event);
    showTipBelow(this, rect(), currentText());
    return true;
}

void ComboBox::paintEvent(QPaintEvent* event)
{
    if (isEditable() || currentIndex() < 0)
        return QComboBox::paintEvent(event);
    QStylePainter painter(this);
    painter.setPen(palette().color(QPalette::Text));
    QStyleOptionComboBox option;
    initStyleOption(&option);
    option.currentText = shown();
    painter.drawComplexControl(QStyle::CC_ComboBox, option);
    painter.drawControl(QStyle::CE_ComboBoxLabel, option);
}

} // namespace wd
