// The kinds of events as a table, with the way to change one.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/pagecontext.h"

#include <QWidget>

class QStackedLayout;
class QStandardItemModel;

namespace wd {

class EmptyState;
class TableView;

class EventsView final : public QWidget {
    Q_OBJECT
public:
    explicit EventsView(const PageContext& context, QWidget* parent = nullptr);
    void show(const QList<EventName>& events);
    // How many there are of each, by key.
    void showCounts(const QHash<QString, qint64>& counts);

private:
    void fillCounts();
    void edit(const QModelIndex& index);

    PageContext m_context;
    QList<EventName> m_events;
    QHash<QString, qint64> m_counts;
    QStandardItemModel* m_rows;
    TableView* m_table;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace wd
