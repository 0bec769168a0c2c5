#include "ui/campaigns/campaignspage.h"

#include "models/audience/rules/segment.h"
#include "models/workspace/workspace.h"
#include "ui/shared/buttons.h"
#include "ui/shared/changereader.h"
#include "ui/shared/confirm.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/retrynow.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/statepill.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/reasontexts.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPointer>
#include <QStackedLayout>

namespace wd {

namespace {

constexpr int everyState = -1;
constexpr int minuteMs = 60'000;
constexpr int roomBesideSteps = 92;
const QList<CampaignState> states{CampaignState::Draft, CampaignState::Scheduled, CampaignState::Active,
    CampaignState::Paused, CampaignState::Finished, CampaignState::Offline};

constexpr const char* actionsOf = "actionsOf"; // property of a row's actions: what they were made for

// Under way, or over and some people are sent to again.
bool isSending(const CampaignRow& row)
{
    const QList<CampaignState> ownSteps{CampaignState::Scheduled, CampaignState::Paused};
    return row.campaign.state == CampaignState::Active || (row.sendsAgain && !ownSteps.contains(row.campaign.state));
}

bool waitsForSecret(const CampaignRow& row)
{
    return isSending(row) && row.hindrance && row.hindrance->kind == HindranceKind::SecretMissing;
}

bool waitsForReceiver(const CampaignRow& row)
{
    return isSending(row) && row.hindrance && row.hindrance->kind == HindranceKind::Retrying;
}

// Everything that a row's actions hang on.
QVariant stepsOf(const CampaignRow& row)
{
    return QVariantList{row.campaign.name, static_cast<int>(row.campaign.state), row.channelPause.has_value(),
        row.sendingChannelId, waitsForSecret(row), waitsForReceiver(row), isSending(row)};
}

// As a button, or in the menu where other steps come first.
void add(RowActions& actions, bool inMenu, const QString& text, const QString& name, std::function<void()> action)
{
    if (inMenu)
        actions.addMore(text, name, std::move(action));
    else
        actions.add(text, name, std::move(action));
}

} // namespace

CampaignsPage::CampaignsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Campaigns"), Body::Fixed, parent)
    , m_context(context)
    , m_reader(new ChangeReader([this] { begin(); }, this))
    , m_selected(arguments.value(QStringLiteral("id")).toLongLong())
    , m_model(new CampaignModel(context.workspace.clock(), context.workspace.zone(), this))
    , m_message(new InlineMessage(QStringLiteral("campaignsMessage"), this))
    , m_start(new InlineMessage(QStringLiteral("startHere"), this))
{
    setCrumbs({{tr("Operations"), {}, {}}, {tr("Campaigns"), {}, {}}});
    QPushButton* const add
        = primaryButton(tr("New webhook campaign"), QStringLiteral("plus"), QStringLiteral("newCampaign"), this);
    add->setToolTip(tr("A campaign sends a message to everybody in a segment, through a webhook channel."));
    connect(add, &QPushButton::clicked, this, [this] { edit(0); });
    addTool(add);
    body()->addWidget(makeFilters(arguments));
    body()->addWidget(m_start);
    body()->addWidget(m_message);
    body()->addWidget(makeTable(), 1);
    onKeys(QKeySequence::New, [this] { edit(0); });
    onKeys(QKeySequence::Find, [this] { m_search->setFocus(); });
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_D), [this] {
        if (const QModelIndex index = m_table->currentIndex(); index.isValid())
            duplicate(m_model->row(index.row()).campaign.id);
    });
    connect(&context.workspace.campaigns(), &CampaignService::changed, m_reader, &ChangeReader::note);
    connect(&context.workspace.channels(), &ChannelService::changed, m_reader, &ChangeReader::note);
    connect(&context.workspace.segments(), &SegmentService::changed, this, &CampaignsPage::estimateAgain);
    connect(&context.workspace.imports(), &ImportService::imported, this, &CampaignsPage::estimateAgain);
    connect(&m_minute, &QTimer::timeout, m_model, &CampaignModel::noteTime);
    m_minute.start(minuteMs);
    m_reader->read();
}

QWidget* CampaignsPage::makeFilters(const QVariantMap& arguments)
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    // Made in the order in which they stand: that is the order of Tab.
    m_search = new SearchField(tr("Search by name"), QStringLiteral("campaignSearch"), bar);
    m_state = new QComboBox(bar);
    m_state->setObjectName(QStringLiteral("campaignStateFilter"));
    m_state->setAccessibleName(tr("State"));
    m_state->addItem(tr("All states"), everyState);
    for (const CampaignState state : states)
        m_state->addItem(campaignStateText(state), static_cast<int>(state));
    m_state->setCurrentIndex(qMax(0, m_state->findData(arguments.value(QStringLiteral("state"), everyState))));
    m_mine = new QCheckBox(tr("Only mine"), bar);
    m_mine->setObjectName(QStringLiteral("onlyMine"));
    m_mine->setToolTip(tr("Campaigns that the operator of this workspace made or changed last."));
    m_mine->setChecked(arguments.value(QStringLiteral("mine")).toBool());
    m_search->setText(arguments.value(QStringLiteral("search")).toString());
    m_search->setMaximumWidth(320);
    row->addWidget(m_search, 1);
    row->addWidget(m_state);
    row->addWidget(m_mine);
    row->addStretch();
    connect(m_state, &QComboBox::activated, this, &CampaignsPage::show);
    connect(m_mine, &QCheckBox::toggled, this, &CampaignsPage::show);
    connect(m_search, &SearchField::searched, this, &CampaignsPage::show);
    return bar;
}

QWidget* CampaignsPage::makeTable()
{
    m_table = new TableView(QStringLiteral("campaignTable"), tr("Campaigns"), this);
    m_table->setModel(m_model);
    // Name and state take what is left; the steps have the room that their words need.
    const int steps = fontMetrics().horizontalAdvance(tr("Continue sending") + tr("Take offline")) + roomBesideSteps;
    const QString longest = hindranceState({HindranceKind::Retrying, 0, 0, {}, {}});
    const int state = qMax(170, StatePill::pillSize(font(), longest).width() + 28);
    m_table->setColumns({{Column::Stretch, 206, 0, Qt::ElideMiddle}, {Column::Fixed, 82, 3}, {Column::Fixed, 120},
        {Column::Fixed, 206, 1}, {Column::Fixed, 86, 2}, {Column::Stretch, state}, {Column::Fixed, steps}});
    connect(m_table, &TableView::rowActivated, this,
        [this](const QModelIndex& index) { edit(m_model->row(index.row()).campaign.id); });
    connect(m_table, &TableView::linkClicked, this, [this](const QModelIndex& index) {
        m_context.navigate(routes::deliveries, {{QStringLiteral("campaignId"), m_model->row(index.row()).campaign.id}});
    });
    connect(m_model, &CampaignModel::rowsInserted, this, [this](const QModelIndex&, int first, int last) {
        for (int row = first; row <= last; ++row)
            showActions(row);
    });
    connect(m_model, &CampaignModel::dataChanged, this, [this](const QModelIndex& from, const QModelIndex& to) {
        // Figures change many times a second while sending: buttons are made again only when other steps are possible.
        for (int row = from.row(); row <= to.row(); ++row)
            if (const QWidget* shown = m_table->indexWidget(m_model->index(row, CampaignModel::Actions));
                !shown || shown->property(actionsOf) != stepsOf(m_model->row(row)))
                showActions(row);
        m_table->fitRows(CampaignModel::State);
    });
    m_empty = new EmptyState(QStringLiteral("campaignsEmpty"), this);
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    return box;
}

void CampaignsPage::begin()
{
    m_context.workspace.campaigns().list(this, [this](const Result<QList<CampaignRow>>& rows) {
        if (rows) {
            m_all = *rows;
            show();
        } else {
            m_message->show(Role::Error, errorText(rows.error()));
        }
        m_reader->done();
    });
}

bool CampaignsPage::matches(const CampaignRow& row) const
{
    const int state = m_state->currentData().toInt();
    if (state != everyState && state != static_cast<int>(row.campaign.state))
        return false;
    const QString me = m_context.workspace.settings().value(settings::operatorName);
    if (m_mine->isChecked() && row.campaign.audit.createdBy != me && row.campaign.audit.updatedBy != me)
        return false;
    return row.campaign.name.contains(m_search->text().trimmed(), Qt::CaseInsensitive);
}

void CampaignsPage::show()
{
    QList<CampaignRow> shown;
    for (const CampaignRow& row : std::as_const(m_all))
        if (matches(row))
            shown += row;
    m_model->setRows(shown);
    m_table->fitRows(CampaignModel::State);
    if (const int row = m_model->rowOf(std::exchange(m_selected, 0)); row >= 0)
        m_table->selectRow(row);
    if (m_all.isEmpty())
        m_empty->set(QStringLiteral("campaign"), tr("No campaign yet. One sends a message to everybody in a segment."),
            tr("New webhook campaign"), [this] { edit(0); });
    else if (shown.isEmpty())
        m_empty->set(QStringLiteral("search"), tr("No campaign matches the filter."));
    m_stack->setCurrentWidget(shown.isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
    showStart();
    estimateNext();
}

// The sample begins with its oldest draft.
void CampaignsPage::showStart()
{
    const bool untouched = std::all_of(m_all.cbegin(), m_all.cend(),
        [](const CampaignRow& row) { return row.campaign.state == CampaignState::Draft; });
    if (m_context.workspace.settings().value(settings::sample).isEmpty() || m_all.isEmpty() || !untouched)
        return m_start->clear();
    const auto first = std::min_element(m_all.cbegin(), m_all.cend(),
        [](const CampaignRow& a, const CampaignRow& b) { return a.campaign.id < b.campaign.id; });
    m_start->show(Role::Accent,
        tr("Start here: open “%1”, give the coupon a value, test it, and go online.").arg(first->campaign.name));
    m_start->addAction(tr("Open"), QStringLiteral("openStart"), [this, id = first->campaign.id] { edit(id); });
}

// As the review counts. One after the other, so that what the operator asks for meanwhile waits for one at most.
void CampaignsPage::estimateNext()
{
    if (m_estimating)
        return;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const CampaignRow& row = m_model->row(i);
        if (row.campaign.state != CampaignState::Scheduled || m_model->isEstimated(row.campaign.id))
            continue;
        m_estimating = true;
        m_context.workspace.campaigns().estimate(
            row.campaign, this, [this, id = row.campaign.id](const Result<qint64>& people) {
                m_estimating = false;
                m_model->setEstimate(id, people ? std::optional(*people) : std::nullopt);
                estimateNext();
            });
        return;
    }
}

// Other people, or another rule: what was counted holds no longer.
void CampaignsPage::estimateAgain()
{
    m_model->forgetEstimates();
    estimateNext();
}

// --- actions -------------------------------------------------------------------------------------------------------

void CampaignsPage::showActions(int number)
{
    const CampaignRow& row = m_model->row(number);
    const qint64 id = row.campaign.id;
    const CampaignState state = row.campaign.state;
    auto* actions = new RowActions(row.campaign.name);
    const bool retries = waitsForReceiver(row);
    const bool waits = waitsForSecret(row) || retries;
    actions->setProperty(actionsOf, stepsOf(row));
    const auto done = [this](const Result<void>& result) { showFault(result); };
    const bool sends = isSending(row);
    const bool held = sends && row.channelPause;
    if (retries)
        actions->add(tr("Try now"), QStringLiteral("tryNow"),
            [this, channel = row.sendingChannelId] { retryNow(m_context, channel, this); });
    else if (waits && !held)
        actions->add(tr("Enter the secret"), QStringLiteral("enterSecret"), [this, channel = row.sendingChannelId] {
            m_context.navigate(
                routes::channelEdit, {{QStringLiteral("id"), channel}, {QStringLiteral("secret"), true}});
        });
    if (state != CampaignState::Active && state != CampaignState::Finished && state != CampaignState::Paused)
        add(*actions, sends, tr("Edit"), QStringLiteral("editCampaign"), [this, id] { edit(id); });
    if (state == CampaignState::Active && !held)
        add(*actions, waits, tr("Pause"), QStringLiteral("pauseCampaign"),
            [this, id, done] { m_context.workspace.campaigns().pause(id, this, done); });
    if (state == CampaignState::Paused || held)
        actions->add(tr("Continue sending"), QStringLiteral("resumeCampaign"),
            [this, id, done] { m_context.workspace.campaigns().resume(id, this, done); });
    if (state == CampaignState::Paused)
        actions->addMore(tr("Edit"), QStringLiteral("editCampaign"), [this, id] { openEditor(id); });
    if (state == CampaignState::Scheduled || sends || state == CampaignState::Paused)
        add(*actions, waits || state == CampaignState::Paused, tr("Take offline"), QStringLiteral("takeOffline"),
            [this, id] { askToTakeOffline(id); });
    if (state == CampaignState::Active && !held)
        actions->addMore(tr("Pause and edit"), QStringLiteral("pauseAndEdit"), [this, id] { pauseAndEdit(id); });
    if (state != CampaignState::Scheduled && state != CampaignState::Paused)
        add(*actions, state != CampaignState::Finished || sends, tr("Duplicate"), QStringLiteral("duplicateCampaign"),
            [this, id] { duplicate(id); });
    const QList<CampaignState> atRest{CampaignState::Draft, CampaignState::Offline, CampaignState::Finished};
    if (atRest.contains(state) && !sends)
        actions->addMore(tr("Delete"), QStringLiteral("deleteCampaign"), [this, row] { askToRemove(row); });
    m_table->setIndexWidget(m_model->index(number, CampaignModel::Actions), actions);
}

void CampaignsPage::showFault(const Result<void>& done)
{
    if (!done)
        m_message->show(Role::Error, errorText(done.error()));
}

void CampaignsPage::openEditor(qint64 id)
{
    m_context.navigate(routes::campaignEdit, {{QStringLiteral("id"), id}});
}

void CampaignsPage::pauseAndEdit(qint64 id)
{
    m_context.workspace.campaigns().pause(id, this, [this, id](const Result<void>& paused) {
        if (!paused)
            return showFault(paused);
        openEditor(id);
    });
}

void CampaignsPage::edit(qint64 id)
{
    const int row = m_model->rowOf(id);
    const CampaignState state = row >= 0 ? m_model->row(row).campaign.state : CampaignState::Draft;
    // What was sent, or is under way, is looked at in its record.
    if (state == CampaignState::Active || state == CampaignState::Paused || state == CampaignState::Finished)
        return m_context.navigate(routes::deliveries, {{QStringLiteral("campaignId"), id}});
    openEditor(id);
}

// The copy is stored once something is changed in it, or it is saved.
void CampaignsPage::duplicate(qint64 id)
{
    m_context.navigate(routes::campaignEdit, {{QStringLiteral("copyOf"), id}});
}

// A draft goes at once; a campaign that has sent is what its deliveries are read by.
void CampaignsPage::askToRemove(const CampaignRow& row)
{
    if (row.counts.total() == 0)
        return remove(row);
    ask(
        this, tr("Delete the campaign?"),
        tr("“%1” leaves this list. What it has sent stays in the deliveries.").arg(row.campaign.name), tr("Delete"),
        [this, row] { remove(row); }, Weight::Destructive);
}

void CampaignsPage::remove(const CampaignRow& row)
{
    CampaignService* const campaigns = &m_context.workspace.campaigns();
    campaigns->remove(row.campaign.id, this, [this, campaigns, row](const Result<void>& removed) {
        if (!removed)
            return showFault(removed);
        m_context.toast(tr("“%1” was deleted.").arg(row.campaign.name), tr("Undo"),
            [page = QPointer(this), campaigns, id = row.campaign.id] {
                campaigns->restore(id, campaigns, [page](const Result<void>& restored) {
                    if (page)
                        page->showFault(restored);
                });
            });
    });
}

void CampaignsPage::askToTakeOffline(qint64 campaignId)
{
    const int number = m_model->rowOf(campaignId);
    if (number < 0)
        return;
    const CampaignRow& row = m_model->row(number);
    QStringList text;
    if (row.counts.queued == 0 || row.campaign.state == CampaignState::Scheduled)
        text += tr("“%1” will not be sent.").arg(row.campaign.name);
    if (row.counts.queued > 0)
        text += tr(
            "%n people have no outcome yet: who is in no request is cancelled, requests under way are finished first.",
            nullptr, int(row.counts.queued));
    ask(
        this, tr("Take the campaign offline?"), text.join(u' '), tr("Take offline"),
        [this, id = row.campaign.id] {
            m_context.workspace.campaigns().takeOffline(
                id, this, [this](const Result<void>& done) { showFault(done); });
        },
        Weight::Destructive);
}

QVariantMap CampaignsPage::state() const
{
    return {{QStringLiteral("state"), m_state->currentData()}, {QStringLiteral("mine"), m_mine->isChecked()},
        {QStringLiteral("search"), m_search->text()}};
}

} // namespace wd
