// Which row somebody works with, for tables whose rows are made anew.
#pragma once

namespace wd {

class TableView;

// The row with the focus in one of its buttons, else the current one; -1: the focus is elsewhere.
int rowInHand(const TableView& table);
// Selects the row, or the last one if there are not so many, and takes the focus there; -1: nothing.
void takeInHand(TableView& table, int row);

} // namespace wd
