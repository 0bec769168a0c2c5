#include "ui/shared/elidedlabel.h"

#include "ui/shared/tipplace.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace wd {

ElidedLabel::ElidedLabel(const QString& look, QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setProperty("look", look);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {0, QLabel::minimumSizeHint().height()};
}

QString ElidedLabel::shown() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !toolTip().isEmpty())
        return QLabel::event(event);
    if (shown() == text())
        return false; // what holds it may have one of its own
    showTipBelow(this, rect(), text());
    return true;
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(alignment()) | Qt::TextSingleLine, palette(), isEnabled(),
        shown(), foregroundRole());
}

} // namespace wd
