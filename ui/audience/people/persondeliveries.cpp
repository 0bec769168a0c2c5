#include "ui/audience/people/persondeliveries.h"

#include "models/workspace/workspace.h"
#include "ui/deliveries/deliverymodel.h"
#include "ui/shared/changereader.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/tableview.h"

#include <QSortFilterProxyModel>
#include <QStackedLayout>

namespace wd {

namespace {

constexpr int gatherMs = 200;

// Of the log's columns those that say something about one person.
class FewColumns final : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool filterAcceptsColumn(int column, const QModelIndex&) const override
    {
        return column != DeliveryModel::Recipient && column <= DeliveryModel::Why;
    }
};

} // namespace

PersonDeliveries::PersonDeliveries(Workspace& workspace, qint64 person, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_model(new DeliveryModel(workspace.deliveries(), workspace.zone(), this))
    , m_counts(new ChangeReader([this] { readCount(); }, this, gatherMs))
    , m_table(new TableView(QStringLiteral("personDeliveries"), tr("What the user was sent"), this))
    , m_stack(new QStackedLayout(this))
{
    auto* columns = new FewColumns(this);
    columns->setSourceModel(m_model);
    m_table->setModel(columns);
    m_table->setColumns({{Column::Fixed, 156}, {Column::Stretch, 90}, {Column::Stretch, 90, 2}, {Column::Fixed, 128},
        {Column::Stretch, 80, 1}});
    connect(m_table, &TableView::rowActivated, this, &PersonDeliveries::choose);
    connect(m_table, &TableView::clicked, this, &PersonDeliveries::choose);
    auto* empty = new EmptyState(QStringLiteral("personDeliveriesEmpty"), this);
    empty->set(QStringLiteral("deliveries"), tr("Nothing has been sent to this user yet."));
    setContentsMargins(0, 16, 0, 0);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_table);
    connect(m_model, &DeliveryModel::loaded, this, &PersonDeliveries::showRows);
    connect(m_model, &DeliveryModel::rowsInserted, this, &PersonDeliveries::showRows);
    connect(m_model, &DeliveryModel::rowsRemoved, this, &PersonDeliveries::showRows);
    connect(m_model, &DeliveryModel::failed, this, &PersonDeliveries::failed);
    connect(&workspace.deliveries(), &DeliveryService::changed, m_counts, &ChangeReader::note);
    connect(&workspace.deliveries(), &DeliveryService::changed, this,
        [this] { m_model->refresh(qMax(0, m_table->rowAt(0))); });
    workspace.segments().catalogue(this, [this](const Result<Catalogue>& known) {
        if (known)
            m_model->setCatalogue(*known);
    });
    DeliveryFilter filter;
    filter.personId = person;
    m_model->setFilter(filter);
    m_counts->read();
}

void PersonDeliveries::readCount()
{
    m_workspace.deliveries().count(m_model->filter(), this, [this](const Result<qint64>& count) {
        m_counts->done();
        if (count)
            emit counted(*count);
    });
}

void PersonDeliveries::choose(const QModelIndex& index)
{
    emit chosen(m_model->row(index.row()).id);
}

void PersonDeliveries::showRows()
{
    m_stack->setCurrentIndex(m_model->rowCount() == 0 ? 0 : 1);
}

} // namespace wd
