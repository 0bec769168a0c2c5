// What one person was sent, newest first; a row leads to the delivery.
#pragma once

#include "models/base/result.h"

#include <QWidget>

class QStackedLayout;

namespace wd {

class ChangeReader;
class DeliveryModel;
class TableView;
class Workspace;

class PersonDeliveries final : public QWidget {
    Q_OBJECT
public:
    PersonDeliveries(Workspace& workspace, qint64 person, QWidget* parent = nullptr);

signals:
    void chosen(qint64 delivery);
    void counted(qint64 deliveries);
    void failed(const wd::Error& error);

private:
    void choose(const QModelIndex& index);
    void showRows();
    void readCount();

    Workspace& m_workspace;
    DeliveryModel* m_model;
    ChangeReader* m_counts;
    TableView* m_table;
    QStackedLayout* m_stack;
};

} // namespace wd
