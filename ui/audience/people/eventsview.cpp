#include "ui/audience/people/eventsview.h"

#include "models/workspace/workspace.h"
#include "ui/audience/people/eventdialog.h"
#include "ui/audience/people/persontexts.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/texts/rulesentence.h"

#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {
constexpr int Number = 2; // the column
}

EventsView::EventsView(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("eventTable"), tr("Events"), this))
    , m_empty(new EmptyState(QStringLiteral("eventsEmpty"), this))
    , m_stack(new QStackedLayout(this))
{
    m_rows->setHorizontalHeaderLabels(
        {tr("Name"), tr("Key"), tr("Number"), tr("Properties"), tr("Data complete until")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 160}, {Column::Stretch, 140, 1}, {Column::Fixed, 110},
        {Column::Stretch, 220}, {Column::Fixed, 180}});
    connect(m_table, &TableView::rowActivated, this, &EventsView::edit);
    connect(m_table, &TableView::linkClicked, this, &EventsView::edit);
    m_empty->set(QStringLiteral("clock"), tr("No events are known yet. They come with an import of events."));
    setContentsMargins(0, 16, 0, 0);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_table);
}

void EventsView::show(const QList<EventName>& events)
{
    m_stack->setCurrentWidget(events.isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
    if (events == m_events)
        return;
    const int current = m_table->currentIndex().row();
    m_events = events;
    m_rows->removeRows(0, m_rows->rowCount());
    for (const EventName& event : events) {
        QStringList properties;
        for (const Property& property : event.properties)
            properties += propertyLabel(property);
        QStandardItem* const name = readOnlyItem(eventLabel(event));
        name->setData(true, cell::linkRole);
        QStandardItem* const key = readOnlyItem(event.key);
        key->setData(true, cell::mutedRole);
        QStandardItem* const until = readOnlyItem(
            event.completeUntil ? dateTimeText(*event.completeUntil, m_context.workspace.zone()) : tr("unknown"));
        until->setData(!event.completeUntil, cell::mutedRole);
        m_rows->appendRow({name, key, readOnlyItem({}), readOnlyItem(properties.join(tr(", "))), until});
    }
    fillCounts();
    if (current >= 0)
        m_table->selectRow(qMin(current, m_rows->rowCount() - 1));
}

void EventsView::showCounts(const QHash<QString, qint64>& counts)
{
    m_counts = counts;
    fillCounts();
}

void EventsView::fillCounts()
{
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (const auto count = m_counts.constFind(m_events.at(row).key); count != m_counts.cend())
            m_rows->item(row, Number)->setText(numberText(*count));
}

void EventsView::edit(const QModelIndex& index)
{
    auto* dialog = new EventDialog(m_context, m_events.at(index.row()), this);
    dialog->open();
}

} // namespace wd
