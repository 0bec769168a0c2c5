// The attributes of the catalogue as a table, with the ways to add one and to change one.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "ui/shared/pagecontext.h"

#include <QWidget>

class QStandardItemModel;

namespace wd {

class TableView;

class AttributesView final : public QWidget {
    Q_OBJECT
public:
    explicit AttributesView(const PageContext& context, QWidget* parent = nullptr);
    void show(const QList<Attribute>& attributes);
    void add();

private:
    void edit(const QModelIndex& index);
    void open(const Attribute& attribute);

    PageContext m_context;
    QList<Attribute> m_attributes;
    QStandardItemModel* m_rows;
    TableView* m_table;
};

} // namespace wd
