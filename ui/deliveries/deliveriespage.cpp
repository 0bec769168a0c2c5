#include "ui/deliveries/deliveriespage.h"

#include "models/workspace/workspace.h"
#include "ui/deliveries/deliverypanel.h"
#include "ui/shared/buttons.h"
#include "ui/shared/changereader.h"
#include "ui/shared/combobox.h"
#include "ui/shared/confirm.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/reasontexts.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QStackedLayout>
#include <QStandardPaths>

namespace wd {

namespace {

const QList<DeliveryState> filterStates{DeliveryState::Queued, DeliveryState::Sending, DeliveryState::Waiting,
    DeliveryState::Accepted, DeliveryState::Failed, DeliveryState::Uncertain, DeliveryState::NotSent,
    DeliveryState::Cancelled};
constexpr int everyState = -1;
constexpr int gatherMs = 200;
constexpr int besidePanel = 8; // the page's margin, less the gap between list and panel

} // namespace

DeliveriesPage::DeliveriesPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Deliveries"), Body::Fixed, parent)
    , m_context(context)
    , m_model(new DeliveryModel(context.workspace.deliveries(), context.workspace.zone(), this))
    , m_counts(new ChangeReader([this] { readCount(); }, this, gatherMs))
{
    QPushButton* const save
        = secondaryButton(tr("Export"), QStringLiteral("export"), QStringLiteral("exportDeliveries"), this);
    save->setToolTip(tr("All deliveries that pass the filter, as an Excel workbook or a CSV file."));
    connect(save, &QPushButton::clicked, this, &DeliveriesPage::exportRows);
    addTool(save);
    setCrumbs({{tr("Operations"), {}, {}}, {tr("Deliveries"), {}, {}}});
    QWidget* const filters = makeFilters(arguments);
    keepInSight(filters);
    body()->addWidget(filters);
    m_message = new InlineMessage(QStringLiteral("deliveriesMessage"), this);
    auto* list = new QWidget(this);
    m_list = new QVBoxLayout(list);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(16);
    m_list->addWidget(makeTable(), 1);
    m_list->addWidget(m_message); // below: rows stay where the mouse is
    body()->addWidget(list, 1);

    connect(m_model, &DeliveryModel::loaded, this, &DeliveriesPage::showRows);
    connect(m_model, &DeliveryModel::rowsInserted, this, &DeliveriesPage::showRows);
    connect(m_model, &DeliveryModel::failed, this,
        [this](const Error& error) { m_message->show(Role::Error, errorText(error)); });
    connect(m_model, &DeliveryModel::rowsRemoved, this, &DeliveriesPage::showRows);
    connect(&context.workspace.deliveries(), &DeliveryService::changed, m_counts, &ChangeReader::note);
    connect(&context.workspace.deliveries(), &DeliveryService::changed, this,
        [this] { m_model->refresh(qMax(0, m_table->rowAt(0))); });
    onKeys(QKeySequence::Find, [this] { m_recipient->setFocus(); });
    context.workspace.segments().catalogue(this, [this](const Result<Catalogue>& known) {
        if (known)
            m_model->setCatalogue(*known);
    });
    fillCampaigns(arguments.value(QStringLiteral("campaignId")).toLongLong());
}

QWidget* DeliveriesPage::makeFilters(const QVariantMap& arguments)
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);

    m_campaign = new ComboBox(bar);
    m_campaign->setObjectName(QStringLiteral("deliveryCampaign"));
    m_campaign->setAccessibleName(tr("Campaign"));
    m_campaign->setMinimumWidth(140);
    m_campaign->setMaximumWidth(280);
    m_campaign->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_campaign->addItem(tr("All campaigns"), 0);
    connect(m_campaign, &QComboBox::activated, this, &DeliveriesPage::applyFilter);

    m_state = new QComboBox(bar);
    m_state->setObjectName(QStringLiteral("deliveryState"));
    m_state->setAccessibleName(tr("State"));
    m_state->addItem(tr("All states"), everyState);
    m_state->addItem(tr("No outcome yet"), unfinishedDeliveries);
    for (const DeliveryState state : filterStates)
        m_state->addItem(deliveryStateText(state), static_cast<int>(state));
    m_state->setCurrentIndex(qMax(0, m_state->findData(arguments.value(QStringLiteral("state"), everyState).toInt())));
    connect(m_state, &QComboBox::activated, this, &DeliveriesPage::applyFilter);

    m_recipient = new SearchField(tr("Recipient id, exactly"), QStringLiteral("deliveryRecipient"), bar);
    m_recipient->setText(arguments.value(QStringLiteral("recipient")).toString());
    m_recipient->setMinimumWidth(140);
    m_recipient->setMaximumWidth(240);
    connect(m_recipient, &SearchField::searched, this, &DeliveriesPage::applyFilter);

    row->addWidget(m_campaign);
    row->addWidget(m_state);
    row->addWidget(m_recipient, 1);
    row->addStretch();
    m_count = mutedLabel({}, bar);
    m_count->setObjectName(QStringLiteral("deliveryCount"));
    m_count->setWordWrap(false);
    row->addWidget(m_count);
    return bar;
}

QWidget* DeliveriesPage::makeTable()
{
    m_table = new TableView(QStringLiteral("deliveryTable"), tr("Deliveries"), this);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    // Why something came to nothing is what the page is read for.
    m_table->setColumns({{Column::Fixed, 156, 1}, {Column::Stretch, 110, 2, Qt::ElideMiddle}, {Column::Stretch, 110, 5},
        {Column::Fixed, 124}, {Column::Fixed, 112, 4}, {Column::Fixed, 134}, {Column::Stretch, 226},
        {Column::Fixed, 68, 3}, {Column::Fixed, 84, 7}, {Column::Fixed, 84, 6}});
    connect(m_table, &TableView::rowActivated, this, &DeliveriesPage::showDetails);
    connect(m_table, &TableView::clicked, this, &DeliveriesPage::showDetails);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeliveriesPage::offerAnswers);
    connect(m_table, &TableView::released, this, &DeliveriesPage::offerAnswers);
    connect(m_model, &DeliveryModel::dataChanged, this, &DeliveriesPage::offerAnswers);

    m_empty = new EmptyState(QStringLiteral("deliveriesEmpty"), this);
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    return box;
}

void DeliveriesPage::fillCampaigns(qint64 chosen)
{
    m_context.workspace.campaigns().list(this, [this, chosen](const Result<QList<CampaignRow>>& rows) {
        for (const CampaignRow& row : rows ? *rows : QList<CampaignRow>())
            m_campaign->addItem(row.campaign.name, row.campaign.id);
        m_campaign->setCurrentIndex(qMax(0, m_campaign->findData(chosen)));
        applyFilter();
        if (!rows)
            m_message->show(Role::Error, errorText(rows.error()));
    });
}

void DeliveriesPage::applyFilter()
{
    DeliveryFilter filter;
    if (const qint64 campaign = m_campaign->currentData().toLongLong(); campaign != 0)
        filter.campaignId = campaign;
    const int state = m_state->currentData().toInt();
    filter.unfinished = state == unfinishedDeliveries;
    if (state != everyState && state != unfinishedDeliveries)
        filter.state = static_cast<DeliveryState>(state);
    filter.recipient = m_recipient->text().trimmed();
    m_message->clear();
    m_offered.clear();
    m_model->setFilter(filter);
    m_counts->read();
}

void DeliveriesPage::readCount()
{
    const auto take = [this](const Result<qint64>& count) {
        m_count->setText(count ? tr("%1 deliveries", nullptr, int(*count)).arg(numberText(*count)) : QString());
        m_counts->done();
    };
    m_context.workspace.deliveries().count(m_model->filter(), this, take);
}

void DeliveriesPage::exportRows()
{
    const QString workbooks = tr("Excel workbooks (*.xlsx)");
    const QString texts = tr("CSV files (*.csv)");
    auto* dialog = new QFileDialog(
        this, tr("Export deliveries"), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setNameFilters({texts, workbooks});
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(tr("Deliveries") + QStringLiteral(".csv"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, texts](const QString& filter) {
        dialog->setDefaultSuffix(filter == texts ? QStringLiteral("csv") : QStringLiteral("xlsx"));
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        m_context.workspace.deliveries().save(m_model->filter(), path, DeliveryModel::titles(), m_model->fields(), this,
            [this, path](const Result<qint64>& rows) {
                if (!rows)
                    return m_message->show(Role::Error, errorText(rows.error()));
                m_context.toast(
                    tr("%n deliveries were written to %1.", nullptr, int(*rows)).arg(QFileInfo(path).fileName()), {},
                    {});
            });
    });
    dialog->open();
}

void DeliveriesPage::showRows()
{
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_table);
        return;
    }
    if (m_model->filter() == DeliveryFilter())
        m_empty->set(QStringLiteral("deliveries"), tr("Nothing has been sent yet. What campaigns send appears here."),
            tr("Go to campaigns"), [this] { m_context.navigate(routes::campaigns, {}); });
    else
        m_empty->set(QStringLiteral("search"), tr("No delivery matches the filter."), tr("Show all"), [this] {
            m_campaign->setCurrentIndex(0);
            m_state->setCurrentIndex(0);
            m_recipient->clear();
            applyFilter();
        });
    m_stack->setCurrentWidget(m_empty);
}

void DeliveriesPage::showDetails(const QModelIndex& index)
{
    const qint64 id = m_model->row(index.row()).id;
    if (auto* shown = qobject_cast<DeliveryPanel*>(m_context.sidePanel()); shown && shown->isVisible())
        return shown->showDelivery(id);
    auto* panel = new DeliveryPanel(m_context.workspace);
    panel->setPersonLink([navigate = m_context.navigate](qint64 person) {
        navigate(routes::person, {{QStringLiteral("id"), person}});
    });
    panel->showDelivery(id);
    m_context.showSidePanel(panel);
}

// Who, what became of it and why stay in sight beside the panel, which says the rest.
void DeliveriesPage::leaveRoom(int pixels)
{
    m_list->setContentsMargins(0, 0, qMax(0, pixels - besidePanel), 0);
}

// --- uncertain ones ------------------------------------------------------------------------------------------------

QList<qint64> DeliveriesPage::selectedUncertain() const
{
    QList<qint64> ids;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const DeliveryRow& row = m_model->row(index.row()); row.state == DeliveryState::Uncertain)
            ids += row.id;
    return ids;
}

void DeliveriesPage::offerAnswers()
{
    // What it covers must not slip away between press and release.
    if (QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
        return;
    const QList<qint64> ids = selectedUncertain();
    if (ids == m_offered)
        return;
    m_offered = ids;
    if (ids.isEmpty())
        return m_message->clear();
    const qsizetype count = ids.size();
    m_message->show(Role::Warning,
        tr("%n of the selected may have been accepted: the request left, but no usable answer came. "
           "Please ask the receiver's team, then say how it ended.",
            nullptr, int(count)));
    m_message->addAction(tr("Receiver accepted it"), QStringLiteral("answerReceived"),
        [this] { askToAnswer(UncertainAnswer::Received); });
    m_message->addAction(tr("Not accepted, send again"), QStringLiteral("answerResend"),
        [this] { askToAnswer(UncertainAnswer::ResendSame); });
    m_message->addAction(
        tr("Leave as it is"), QStringLiteral("answerLeave"), [this] { askToAnswer(UncertainAnswer::LeaveAsIs); });
    body()->activate();
    m_list->activate();
    m_table->scrollTo(m_table->currentIndex());
}

// Whom the question is about: the one recipient, or how many.
QString DeliveriesPage::selectedWords() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    const DeliveryRow* one = nullptr;
    int count = 0;
    for (const QModelIndex& index : rows)
        if (const DeliveryRow& row = m_model->row(index.row()); row.state == DeliveryState::Uncertain && ++count == 1)
            one = &row;
    if (count == 1 && !one->recipient.isEmpty())
        return tr("%1 (%2)", "recipient, campaign").arg(one->recipient, one->campaignName);
    return tr("%n people", nullptr, count);
}

// What is confirmed is what is done, whatever becomes of the selection meanwhile.
void DeliveriesPage::askToAnswer(UncertainAnswer given)
{
    const QList<qint64> ids = selectedUncertain();
    const auto act = [this, ids, given] { answer(ids, given); };
    switch (given) {
    case UncertainAnswer::Received:
        ask(this, tr("Did the receiver accept it?"),
            tr("%1: from now on this counts as accepted and is not sent again. This can't be undone.")
                .arg(selectedWords()),
            tr("Receiver accepted it"), act, Weight::Lasting);
        return;
    case UncertainAnswer::ResendSame:
        m_context.workspace.deliveries().countToResend(
            ids, this, [this, act, selected = ids.size(), who = selectedWords()](const Result<qint64>& count) {
                if (!count)
                    return m_message->show(Role::Error, errorText(count.error()));
                QString words
                    = tr("%1: the message goes out again. If the receiver has the first one after all, it may "
                         "act twice.")
                          .arg(who);
                if (*count > selected)
                    words += u' '
                        + tr("%n people in all are sent to again: those who stand in the same requests, too.", nullptr,
                            int(*count));
                ask(this, tr("Send again?"), words, tr("Send again"), act, Weight::Lasting);
            });
        return;
    case UncertainAnswer::LeaveAsIs:
        ask(this, tr("Leave them as they are?"),
            tr("%1: this stays uncertain, and nobody is asked about it any more.").arg(selectedWords()),
            tr("Leave as it is"), act, Weight::Lasting);
        return;
    }
}

void DeliveriesPage::answer(const QList<qint64>& ids, UncertainAnswer given)
{
    const auto told = [this, given](const Result<qint64>& done) {
        if (!done)
            return m_message->show(Role::Error, errorText(done.error()));
        const int people = int(*done);
        m_message->clear();
        m_offered.clear();
        m_context.toast(given == UncertainAnswer::Received ? tr("%n people count as accepted now.", nullptr, people)
                : given == UncertainAnswer::ResendSame     ? tr("%n people are sent to again.", nullptr, people)
                                                           : tr("%n people stay uncertain.", nullptr, people),
            {}, {});
        m_table->clearSelection(); // who comes next was not looked at yet
        m_table->setFocus();
        m_model->refresh(qMax(0, m_table->rowAt(0)));
    };
    m_context.workspace.deliveries().answer(ids, given, this, told);
}

QVariantMap DeliveriesPage::state() const
{
    return {{QStringLiteral("campaignId"), m_campaign->currentData()},
        {QStringLiteral("state"), m_state->currentData()}, {QStringLiteral("recipient"), m_recipient->text()}};
}

} // namespace wd
