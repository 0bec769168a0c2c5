#include "ui/audience/people/personevents.h"

#include "models/workspace/workspace.h"
#include "ui/audience/people/personeventmodel.h"
#include "ui/audience/people/persontexts.h"
#include "ui/shared/confirm.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/texts/rulesentence.h"

#include <QStackedLayout>

namespace wd {

PersonEvents::PersonEvents(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_model(new PersonEventModel(workspace.people(), workspace.zone(), this))
    , m_counts(new ElidedLabel(QStringLiteral("muted"), this))
    , m_table(new TableView(QStringLiteral("personEvents"), tr("Events of the user"), this))
    , m_filled(new QWidget(this))
    , m_stack(new QStackedLayout(this))
{
    m_counts->setObjectName(QStringLiteral("personEventCounts"));
    m_table->setModel(m_model);
    m_table->setColumns({{Column::Fixed, 156}, {Column::Stretch, 72}, {Column::Stretch, 280}});
    connect(m_table, &TableView::rowActivated, this, &PersonEvents::showDetails);
    connect(m_table, &TableView::linkClicked, this, &PersonEvents::showDetails);
    connect(m_model, &PersonEventModel::failed, this, &PersonEvents::failed);
    auto* empty = new EmptyState(QStringLiteral("personEventsEmpty"), this);
    empty->set(QStringLiteral("clock"), tr("No event of this user is known."));
    auto* layout = new QVBoxLayout(m_filled);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_counts);
    setContentsMargins(0, 16, 0, 0);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_filled);
}

void PersonEvents::show(const PersonRecord& record, const Catalogue& catalogue)
{
    m_catalogue = catalogue;
    QStringList counts;
    for (const EventName& event : catalogue.events())
        if (const qint64 times = record.eventCounts.value(event.key); times > 0)
            counts += tr("%1 %2×", "an event and how often").arg(eventLabel(event), numberText(times));
    m_counts->setText(counts.join(QStringLiteral(" · ")));
    m_model->setPerson(record.person.id, record.events, catalogue);
    m_stack->setCurrentIndex(record.events.isEmpty() ? 0 : 1);
}

// All of it, where the row has no room.
void PersonEvents::showDetails(const QModelIndex& index)
{
    const PersonEvent& event = m_model->event(index.row());
    const QString properties = propertyLines(event, m_catalogue, m_workspace.zone());
    askAmong(this, QStringLiteral("personEvent"), m_model->label(event),
        dateTimeSecondsText(event.at, m_workspace.zone()) + u'\n'
            + (properties.isEmpty() ? tr("No properties.") : properties),
        {{tr("Close"), {}, QStringLiteral("personEventClose"), Answer::Look::Secondary, {}, true}});
}

} // namespace wd
