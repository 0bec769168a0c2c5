// What one person did: how often each event, and all of them by time, latest first.
#pragma once

#include "models/records/personservice.h"

#include <QWidget>

class QStackedLayout;

namespace wd {

class ElidedLabel;
class PersonEventModel;
class TableView;
class Workspace;

class PersonEvents final : public QWidget {
    Q_OBJECT
public:
    explicit PersonEvents(Workspace& workspace, QWidget* parent = nullptr);
    void show(const PersonRecord& record, const Catalogue& catalogue);

signals:
    void failed(const wd::Error& error);

private:
    void showDetails(const QModelIndex& index);

    Workspace& m_workspace;
    Catalogue m_catalogue;
    PersonEventModel* m_model;
    ElidedLabel* m_counts;
    TableView* m_table;
    QWidget* m_filled;
    QStackedLayout* m_stack;
};

} // namespace wd
