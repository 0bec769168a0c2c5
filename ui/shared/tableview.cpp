#include "ui/shared/tableview.h"

#include "ui/shared/celldelegate.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <QStandardItem>

namespace wd {

namespace {

constexpr int rowPixels = 40;
constexpr int notedRowPixels = 60;
constexpr int narrowest = 56;

class Header final : public QHeaderView {
public:
    explicit Header(QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
    }
    // Of a hidden one, too: sectionSizeHint() has none for it.
    int widthOfWords(int section) const { return sectionSizeFromContents(section).width(); }
};

} // namespace

QStandardItem* readOnlyItem(const QString& text)
{
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    item->setToolTip(text);
    return item;
}

TableView::TableView(const QString& name, const QString& accessibleName, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setItemDelegate(new CellDelegate(*this));
    setHorizontalHeader(new Header(this));
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(rowPixels);
    verticalHeader()->setDefaultSectionSize(rowPixels);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setFixedHeight(rowPixels);
    horizontalHeader()->setMinimumSectionSize(48);
    connect(this, &QTableView::doubleClicked, this, &TableView::rowActivated);
}

void TableView::setColumns(const QList<Column>& columns)
{
    m_columns = columns;
    share();
}

void TableView::fitRows(int noteColumn)
{
    for (int row = 0; row < model()->rowCount(); ++row)
        setNoted(row, !model()->index(row, noteColumn).data(cell::noteRole).toString().isEmpty());
}

void TableView::fitSentences()
{
    m_fitsSentences = true;
    const auto isLong = [this](const QModelIndex& index) {
        return index.data(cell::sentenceRole).toBool()
            && fontMetrics().horizontalAdvance(index.data().toString())
            > columnWidth(index.column()) - 2 * CellDelegate::padding;
    };
    for (int row = 0; row < model()->rowCount(); ++row) {
        bool any = false;
        for (int each = 0; each < model()->columnCount(); ++each)
            any = any || (!isColumnHidden(each) && isLong(model()->index(row, each)));
        setNoted(row, any);
    }
}

void TableView::setNoted(int row, bool noted)
{
    const int pixels = noted ? notedRowPixels : rowPixels;
    if (verticalHeader()->sectionSize(row) != pixels)
        verticalHeader()->resizeSection(row, pixels);
}

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    QTableView::mouseMoveEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    hover(index.row());
    viewport()->setCursor(index.data(cell::linkRole).toBool() ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TableView::mouseReleaseEvent(QMouseEvent* event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.data(cell::linkRole).toBool())
        emit linkClicked(index);
    emit released();
}

void TableView::leaveEvent(QEvent* event)
{
    QTableView::leaveEvent(event);
    hover(-1);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers() == Qt::NoModifier && currentIndex().isValid()) {
        emit rowActivated(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    share();
    if (m_fitsSentences)
        fitSentences();
}

void TableView::hover(int row)
{
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
}

// A header that is cut says less than none.
int TableView::widthOf(int column) const
{
    return qMax(m_columns.at(column).width, static_cast<const Header*>(horizontalHeader())->widthOfWords(column));
}

void TableView::share()
{
    if (!model() || m_columns.size() != model()->columnCount())
        return;
    const int left = viewport()->width() - leastWidthAfterHiding();
    QList<int> stretching;
    int wanted = 0; // by those that stretch
    int slack = 0; // what they can give
    for (int i = 0; i < m_columns.size(); ++i) {
        const int width = widthOf(i);
        if (!isColumnHidden(i))
            setColumnWidth(i, width);
        if (isColumnHidden(i) || m_columns.at(i).kind != Column::Stretch)
            continue;
        stretching += i;
        wanted += width;
        slack += qMax(0, width - narrowest);
    }
    for (const int i : std::as_const(stretching)) {
        const int width = widthOf(i);
        const int given = slack > 0 ? (-left * qMax(0, width - narrowest) + slack - 1) / slack : 0;
        setColumnWidth(i, left >= 0 ? width + left * width / wanted : qMax(qMin(width, narrowest), width - given));
    }
}

// Hides what has to go and shows what has room again.
int TableView::leastWidthAfterHiding()
{
    int width = 0;
    int highest = 0;
    for (int i = 0; i < m_columns.size(); ++i) {
        width += widthOf(i);
        highest = qMax(highest, m_columns.at(i).rank);
    }
    int rank = highest + 1; // from this one on, columns are hidden
    while (width > viewport()->width() && rank > 1) {
        --rank;
        for (int i = 0; i < m_columns.size(); ++i)
            width -= m_columns.at(i).rank == rank ? widthOf(i) : 0;
    }
    for (int i = 0; i < m_columns.size(); ++i)
        setColumnHidden(i, m_columns.at(i).rank >= rank);
    return width;
}

} // namespace wd
