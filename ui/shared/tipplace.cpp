#include "ui/shared/tipplace.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QHelpEvent>
#include <QScreen>
#include <QToolTip>
#include <QWidget>

namespace wd {

namespace {

constexpr QPoint fromPointer(2, 16); // what Qt adds to the place it is given
constexpr int overPointer = 24; // how far Qt moves up what has no room below
constexpr int atLeastHigh = 26;
constexpr int gap = 4;
constexpr int widest = 420; // of a tip in one line
constexpr int highest = 80; // of what a tip stands below; on something larger it stays at the pointer

// Only rich text breaks its lines. All tips are plain words, whatever somebody's name looks like.
QString withBreaks(const QString& text, const QFontMetrics& metrics)
{
    if (!Qt::mightBeRichText(text) && metrics.size(0, text).width() <= widest)
        return text;
    return QStringLiteral("<p>%1</p>").arg(text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
}

// Qt shows one tip after another in the same label, which knows what it explains by its address but goes only with the
// widget it was made for. Hidden, it makes room for a label of this widget's own.
void hideTipOfAnother(const QWidget* widget)
{
    const QWidgetList windows = QApplication::topLevelWidgets();
    for (QWidget* window : windows)
        if (window->inherits("QTipLabel") && window->parentWidget() != widget)
            window->hide();
}

} // namespace

void showTipBelow(QWidget* widget, const QRect& part, const QString& text)
{
    QPoint corner = widget->mapToGlobal(QPoint(part.left(), part.bottom() + gap));
    if (corner.y() + atLeastHigh > widget->screen()->geometry().bottom()) // Qt turns it over then
        corner.ry() -= part.height() + 2 * gap - overPointer;
    hideTipOfAnother(widget);
    QToolTip::showText(corner - fromPointer, withBreaks(text, widget->fontMetrics()), widget, part);
}

TipPlace::TipPlace(QObject* parent)
    : QObject(parent)
{
    qApp->installEventFilter(this);
}

// What paints its own parts places their tips itself.
bool TipPlace::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::ToolTip || !watched->isWidgetType())
        return false;
    auto* const widget = static_cast<QWidget*>(watched);
    if (widget->toolTip().isEmpty() || widget->height() > highest
        || qobject_cast<const QAbstractScrollArea*>(widget->parentWidget()))
        return false;
    showTipBelow(widget, widget->rect(), widget->toolTip());
    return true;
}

} // namespace wd
