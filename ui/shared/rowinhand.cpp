#include "ui/shared/rowinhand.h"

#include "ui/shared/tableview.h"

namespace wd {

int rowInHand(const TableView& table)
{
    const QWidget* const focused = table.window()->focusWidget();
    if (!focused || (focused != &table && !table.isAncestorOf(focused)))
        return -1;
    if (!table.viewport()->isAncestorOf(focused))
        return table.currentIndex().row();
    return table.rowAt(focused->mapTo(table.viewport(), focused->rect().center()).y());
}

void takeInHand(TableView& table, int row)
{
    const int rows = table.model()->rowCount();
    if (row < 0 || rows == 0)
        return;
    table.selectRow(qMin(row, rows - 1));
    table.setFocus();
}

} // namespace wd
