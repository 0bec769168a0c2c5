#include "ui/audience/rules/flowlayout.h"

#include <QWidget>

namespace wd {

FlowLayout::FlowLayout(QWidget* parent, int spacing)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items += item;
}

void FlowLayout::insertWidget(int index, QWidget* widget)
{
    addChildWidget(widget);
    m_items.insert(index, new QWidgetItem(widget));
    invalidate();
}

QLayoutItem* FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightOf(const QLayoutItem* item, int width)
{
    return item->hasHeightForWidth() ? item->heightForWidth(width) : item->sizeHint().height();
}

QList<FlowLayout::Line> FlowLayout::lines(int width) const
{
    QList<Line> lines;
    int used = 0;
    for (QLayoutItem* const item : m_items) {
        if (item->isEmpty())
            continue;
        int wanted = qMin(item->sizeHint().width(), width);
        const int room = lines.isEmpty() ? 0 : width - used - spacing();
        const bool mayShrink = wanted > room && item->minimumSize().width() <= room;
        if (mayShrink
            && heightOf(item, room) <= heightOf(item, wanted)) // what has lines of its own gets no more of them
            wanted = room;
        if (lines.isEmpty() || wanted > room) {
            lines += Line();
            used = -spacing();
        }
        used += spacing() + wanted;
        lines.last().items += item;
        lines.last().widths += wanted;
    }
    for (Line& line : lines) {
        int left = width - (int(line.items.size()) - 1) * spacing();
        int expanding = 0;
        for (qsizetype i = 0; i < line.items.size(); ++i) {
            left -= line.widths[i];
            expanding += line.items[i]->expandingDirections() & Qt::Horizontal ? 1 : 0;
        }
        for (qsizetype i = 0; i < line.items.size(); ++i) {
            if (line.items[i]->expandingDirections() & Qt::Horizontal)
                line.widths[i] = qMin(line.widths[i] + left / expanding, line.items[i]->maximumSize().width());
            line.height = qMax(line.height, heightOf(line.items[i], line.widths[i]));
        }
    }
    return lines;
}

int FlowLayout::heightForWidth(int width) const
{
    int height = 0;
    const QList<Line> all = lines(width - contentsMargins().left() - contentsMargins().right());
    for (const Line& line : all)
        height += line.height + spacing();
    return qMax(0, height - spacing()) + contentsMargins().top() + contentsMargins().bottom();
}

// All in one line.
QSize FlowLayout::sizeHint() const
{
    QSize size(0, 0);
    for (const QLayoutItem* const item : m_items)
        if (!item->isEmpty())
            size
                = {size.width() + item->sizeHint().width() + spacing(), qMax(size.height(), item->sizeHint().height())};
    return QSize(qMax(0, size.width() - spacing()), size.height()).grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size(0, 0);
    for (const QLayoutItem* const item : m_items)
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect& rect)
{
    QLayout::setGeometry(rect);
    const QRect inside = rect.marginsRemoved(contentsMargins());
    int y = inside.top();
    const QList<Line> all = lines(inside.width());
    for (const Line& line : all) {
        int x = inside.left();
        for (qsizetype i = 0; i < line.items.size(); ++i) {
            const int height = heightOf(line.items[i], line.widths[i]);
            line.items[i]->setGeometry({x, y + (line.height - height) / 2, line.widths[i], height});
            x += line.widths[i] + spacing();
        }
        y += line.height + spacing();
    }
}

} // namespace wd
