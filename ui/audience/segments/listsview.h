// The lists of people that were uploaded from files.
#pragma once

#include "models/audience/segments/listservice.h"

#include <QWidget>

class QStackedLayout;
class QStandardItemModel;

namespace wd {

class ChangeReader;
class EmptyState;
class TableView;
class Workspace;

class ListsView final : public QWidget {
    Q_OBJECT
public:
    explicit ListsView(Workspace& workspace, QWidget* parent = nullptr);

    void filter(const QString& text);
    void select(const QString& name); // once it is read

signals:
    void segmentWanted(const QString& list);
    void uploadWanted();
    void failed(const QString& text);

private:
    void read();
    void show();
    void askToRemove(const PeopleList& list);

    Workspace& m_workspace;
    QList<PeopleList> m_all;
    QString m_sought;
    QString m_selected;
    ChangeReader* m_reader;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace wd
