// Paints the cells of a TableView: whole-row hover and selection, state pills, links, 12 px inside.
#pragma once

#include <QStyledItemDelegate>

namespace wd {

class TableView;

class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int padding = 12; // at both sides of a cell

    explicit CellDelegate(TableView& table);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
        const QModelIndex& index) override;

private:
    const TableView& m_table;
};

} // namespace wd
