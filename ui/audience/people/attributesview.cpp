#include "ui/audience/people/attributesview.h"

#include "ui/audience/people/attributedialog.h"
#include "ui/shared/tableview.h"
#include "ui/texts/rulesentence.h"

#include <QStandardItemModel>
#include <QVBoxLayout>

namespace wd {

AttributesView::AttributesView(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("attributeTable"), tr("User attributes"), this))
{
    m_rows->setHorizontalHeaderLabels(
        {tr("Name"), tr("Key"), tr("Type"), tr("Values to choose from"), tr("User kind")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 160}, {Column::Stretch, 140}, {Column::Fixed, 120},
        {Column::Stretch, 180, 1}, {Column::Fixed, 120}});
    connect(m_table, &TableView::rowActivated, this, &AttributesView::edit);
    connect(m_table, &TableView::linkClicked, this, &AttributesView::edit);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 16, 0, 0);
    layout->addWidget(m_table);
}

void AttributesView::show(const QList<Attribute>& attributes)
{
    if (attributes == m_attributes)
        return;
    const int current = m_table->currentIndex().row();
    m_attributes = attributes;
    m_rows->removeRows(0, m_rows->rowCount());
    for (const Attribute& attribute : attributes) {
        QStandardItem* const name = readOnlyItem(attributeLabel(attribute));
        name->setData(attribute.id > 0, cell::linkRole);
        QStandardItem* const key = readOnlyItem(attribute.key);
        key->setData(true, cell::mutedRole);
        m_rows->appendRow({name, key, readOnlyItem(attributeTypeText(attribute.type)),
            readOnlyItem(attribute.choices.join(tr(", "))), readOnlyItem(userKindText(attribute.userKind))});
    }
    if (current >= 0)
        m_table->selectRow(qMin(current, m_rows->rowCount() - 1));
}

void AttributesView::add()
{
    open({});
}

// The two ids are what people are known by: there is nothing to change in them.
void AttributesView::edit(const QModelIndex& index)
{
    if (const Attribute& attribute = m_attributes.at(index.row()); attribute.id > 0)
        open(attribute);
}

void AttributesView::open(const Attribute& attribute)
{
    auto* dialog = new AttributeDialog(m_context, attribute, this);
    dialog->open();
}

} // namespace wd
