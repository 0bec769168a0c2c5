// The segments and lists that were deleted lately, each with a way back.
#pragma once

#include "models/audience/segments/removeditem.h"

#include <QDialog>

#include <functional>

class QStackedLayout;
class QStandardItemModel;

namespace wd {

class EmptyState;
class InlineMessage;
class TableView;
class Workspace;

class RecentlyDeleted final : public QDialog {
    Q_OBJECT
public:
    explicit RecentlyDeleted(Workspace& workspace, QWidget* parent = nullptr);

private:
    enum class Kind { Segment, List };
    struct Row {
        Kind kind;
        RemovedItem item;
    };
    QWidget* makeTable();
    void read();
    void show(QList<Row> rows);
    void addRow(const Row& row);
    void restore(const Row& row);
    void tell(const Row& row, const Error& error);
    void tellMissing(const Row& row, const Error& error);
    bool isDeleted(Kind kind, const QString& name) const;

    Workspace& m_workspace;
    InlineMessage* m_message;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack = nullptr;
    QList<Row> m_shown;
};

} // namespace wd
