#include "ui/channels/channelspage.h"

#include "models/base/reason.h"
#include "models/workspace/workspace.h"
#include "ui/campaigns/campaignlook.h"
#include "ui/channels/channeltexts.h"
#include "ui/channels/receiverwindow.h"
#include "ui/shared/buttons.h"
#include "ui/shared/changereader.h"
#include "ui/shared/confirm.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/retrynow.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/statepill.h"
#include "ui/shared/switch.h"
#include "ui/shared/tableview.h"
#include "ui/testing/testpanels.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/reasontexts.h"

#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

constexpr int gatherMs = 200;
constexpr int roomBesideSteps = 88;
constexpr int besidePanel = 8; // the page's margin, less the gap between list and panel

enum ChannelColumn { Name, UpdatedBy, UpdatedAt, CreatedBy, CreatedAt, State, Actions, ColumnCount };

QString namesOf(const QList<ChannelUse>& uses)
{
    QStringList names;
    for (const ChannelUse& use : uses)
        names += use.campaignName;
    return names.join(ChannelsPage::tr(", "));
}

bool isSought(const Channel& channel, const QString& sought)
{
    return channel.name.contains(sought, Qt::CaseInsensitive)
        || channel.audit.createdBy.contains(sought, Qt::CaseInsensitive);
}

} // namespace

ChannelsPage::ChannelsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Webhook channels"), Body::Fixed, parent)
    , m_context(context)
    , m_reader(new ChangeReader([this] { begin(); }, this))
    , m_hindranceReader(new ChangeReader([this] { readHindrances(); }, this, gatherMs))
    , m_message(new InlineMessage(QStringLiteral("channelsMessage"), this))
    , m_search(new SearchField(tr("Search by name or creator"), QStringLiteral("channelSearch"), this))
    , m_rows(new QStandardItemModel(0, ColumnCount, this))
    , m_table(new TableView(QStringLiteral("channelTable"), tr("Webhook channels"), this))
    , m_empty(new EmptyState(QStringLiteral("channelsEmpty"), this))
{
    setCrumbs({{tr("Product settings"), {}, {}}, {tr("General"), {}, {}}, {tr("Webhook channels"), {}, {}}});
    makeTools();
    m_search->setMaximumWidth(320);
    keepInSight(m_search);
    body()->addWidget(m_search);
    body()->addWidget(m_message);
    makeContractErrors();
    makeTable();
    showNotice(arguments);
    connect(m_search, &SearchField::searched, this, &ChannelsPage::show);
    connect(&context.workspace.channels(), &ChannelService::changed, m_reader, &ChangeReader::note);
    connect(&context.workspace, &Workspace::channelsWaitingForSecretChanged, this, [this] {
        m_shown.clear(); // every row's state is made again
        show();
    });
    connect(&context.workspace.campaigns(), &CampaignService::changed, m_hindranceReader, &ChangeReader::note);
    connect(&context.workspace.channels(), &ChannelService::changed, m_hindranceReader, &ChangeReader::note);
    m_reader->read();
    m_hindranceReader->read();
}

void ChannelsPage::showNotice(const QVariantMap& arguments)
{
    const QString notice = arguments.value(QStringLiteral("notice")).toString();
    if (notice.isEmpty())
        return;
    m_message->show(Role::Warning, notice);
    if (const qint64 id = arguments.value(QStringLiteral("resume")).toLongLong())
        m_message->addAction(tr("Continue sending"), QStringLiteral("noticeResume"), [this, id] { resume(id); });
    else if (const qint64 waiting = arguments.value(QStringLiteral("tryNow")).toLongLong())
        m_message->addAction(tr("Try now"), QStringLiteral("noticeTryNow"), [this, waiting] {
            m_message->clear();
            retryNow(m_context, waiting, this);
        });
}

QVariantMap ChannelsPage::state() const
{
    return {{QStringLiteral("sought"), m_search->text()}};
}

void ChannelsPage::restore(const QVariantMap& state)
{
    m_search->setText(state.value(QStringLiteral("sought")).toString());
}

// State and actions stand at the right.
void ChannelsPage::leaveRoom(int pixels)
{
    m_stack->parentWidget()->setContentsMargins(0, 0, qMax(0, pixels - besidePanel), 0);
}

void ChannelsPage::makeTools()
{
    QPushButton* const receiver
        = secondaryButton(tr("Local test receiver"), QStringLiteral("beaker"), QStringLiteral("openReceiver"), this);
    connect(receiver, &QPushButton::clicked, this, &ChannelsPage::openReceiver);
    addTool(receiver);
    QPushButton* const addButton
        = primaryButton(tr("New webhook channel"), QStringLiteral("plus"), QStringLiteral("newChannel"), this);
    connect(addButton, &QPushButton::clicked, this, &ChannelsPage::add);
    addTool(addButton);
    onKeys(QKeySequence::New, [this] { add(); });
    onKeys(QKeySequence::Find, [this] { m_search->setFocus(); });
}

// A channel whose request format can't be read sends nothing.
void ChannelsPage::makeContractErrors()
{
    QStringList words;
    for (const Error& error : m_context.workspace.contracts().errors())
        words += errorText(error);
    if (words.isEmpty())
        return;
    auto* message = new InlineMessage(QStringLiteral("contractErrors"), this);
    message->show(Role::Warning, tr("A request format of this workspace can't be used: %1").arg(words.join(u'\n')));
    body()->addWidget(message);
}

void ChannelsPage::makeTable()
{
    m_rows->setHorizontalHeaderLabels({tr("Channel"), tr("Changed by"), tr("Changed at"), tr("Created by"),
        tr("Created at"), tr("State"), tr("Actions")});
    m_table->setModel(m_rows);
    const int steps = fontMetrics().horizontalAdvance(tr("Edit") + tr("Continue sending")) + roomBesideSteps;
    // Where room is scarce it goes to what is acted on, not to who made it.
    m_table->setColumns({{Column::Stretch, 192, 0, Qt::ElideMiddle}, {Column::Fixed, 108, 2}, {Column::Fixed, 146, 1},
        {Column::Fixed, 100, 3}, {Column::Fixed, 146, 4}, {Column::Stretch, 236}, {Column::Fixed, steps}});
    connect(m_table, &TableView::rowActivated, this,
        [this](const QModelIndex& index) { edit(m_shown.at(index.row()).id); });
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body()->addWidget(box, 1);
}

// --- showing -------------------------------------------------------------------------------------------------------

void ChannelsPage::begin()
{
    m_context.workspace.channels().list(this, [this](const Result<QList<Channel>>& channels) {
        if (channels) {
            m_channels = *channels;
            m_hasRead = true;
            show();
        } else {
            m_message->show(Role::Error, errorText(channels.error()));
        }
        m_reader->done();
    });
}

void ChannelsPage::readHindrances()
{
    m_context.workspace.campaigns().hindrances(this, [this](const Result<QHash<qint64, Hindrance>>& hindrances) {
        if (hindrances) {
            const QHash<qint64, Hindrance> before = std::exchange(m_hindrances, *hindrances);
            for (int row = 0; row < m_shown.size(); ++row)
                if (const qint64 id = m_shown.at(row).id;
                    before.contains(id) != m_hindrances.contains(id) || before.value(id) != m_hindrances.value(id))
                    showStateOf(row);
        } else {
            m_message->show(Role::Error, errorText(hindrances.error()));
        }
        m_hindranceReader->done();
    });
}

void ChannelsPage::showStateOf(int row)
{
    m_table->setIndexWidget(m_rows->index(row, State), makeState(m_shown.at(row)));
    const QModelIndex actions = m_rows->index(row, Actions);
    const QWidget* const shown = m_table->indexWidget(actions);
    const bool offered = shown && shown->findChild<QPushButton*>(QStringLiteral("tryNow"));
    if (offered != waitsForReceiver(m_shown.at(row)))
        m_table->setIndexWidget(actions, makeActions(m_shown.at(row)));
}

// The state, and below it why and when it goes on.
QWidget* ChannelsPage::makeHindrance(const Hindrance& hindrance, const QString& name)
{
    const UtcMs now = m_context.workspace.clock().nowUtc();
    const QString words = hindranceText(hindrance, now, m_context.workspace.zone());
    auto* box = new QWidget;
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 6, 0, 6);
    column->setSpacing(2);
    auto* pill = new StatePill(roleOf(hindrance.kind), hindranceState(hindrance), iconOf(hindrance.kind), box);
    pill->setObjectName(name);
    pill->setAccessibleDescription(words);
    auto* note = new ElidedLabel(QStringLiteral("note"), box);
    note->setText(hindranceNote(hindrance, now, m_context.workspace.zone()));
    column->addWidget(pill);
    column->addWidget(note);
    box->setToolTip(words);
    return box;
}

// Rows that stay the same keep their widgets, and with them the focus.
void ChannelsPage::show()
{
    if (!m_hasRead)
        return;
    const QString sought = m_search->text().trimmed();
    QList<Channel> shown;
    for (const Channel& channel : std::as_const(m_channels))
        if (isSought(channel, sought))
            shown += channel;
    m_rows->setRowCount(int(shown.size()));
    for (int row = 0; row < shown.size(); ++row)
        if (row >= m_shown.size() || m_shown.at(row) != shown.at(row))
            fillRow(row, shown.at(row));
    m_shown = shown;
    if (m_channels.isEmpty())
        m_empty->set(QStringLiteral("channel"),
            tr("No channel yet. A channel says where and how requests go to your own system."),
            tr("New webhook channel"), [this] { add(); });
    else
        m_empty->set(QStringLiteral("search"), tr("No channel has “%1” in its name or creator.").arg(sought));
    m_stack->setCurrentWidget(shown.isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
}

void ChannelsPage::fillRow(int row, const Channel& channel)
{
    const QTimeZone zone = m_context.workspace.zone();
    const QStringList texts{channel.name, channel.audit.updatedBy, dateTimeText(channel.audit.updatedAt, zone),
        channel.audit.createdBy, dateTimeText(channel.audit.createdAt, zone)};
    for (int column = 0; column < texts.size(); ++column) {
        const QString& text = texts.at(column);
        m_rows->setItem(row, column, readOnlyItem(text.isEmpty() ? QStringLiteral("–") : text));
    }
    const Environment environment = channel.spec.environment;
    QStandardItem* const name = m_rows->item(row, Name);
    name->setData(tr("%1 · %2", "environment, host").arg(environmentText(environment), hostText(channel.spec.url)),
        cell::noteRole);
    name->setData(static_cast<int>(environmentRole(environment)), cell::noteColourRole);
    name->setToolTip(channel.name + u'\n' + channel.spec.url);
    m_table->setIndexWidget(m_rows->index(row, State), makeState(channel));
    m_table->setNoted(row, true);
    m_table->setIndexWidget(m_rows->index(row, Actions), makeActions(channel));
}

QWidget* ChannelsPage::makeState(const Channel& channel)
{
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(12, 0, 8, 0);
    row->setSpacing(8);
    auto* enabled = new Switch(tr("Enabled, %1").arg(channel.name), QStringLiteral("channelEnabled"), box);
    enabled->setChecked(channel.enabled);
    // The switch shows what is stored: it turns once the change is.
    connect(enabled, &QAbstractButton::clicked, this, [this, enabled, channel](bool wanted) {
        enabled->setChecked(channel.enabled);
        turn(channel, wanted);
    });
    row->addWidget(enabled);
    if (channel.unreadable) {
        const QString reason = errorText(*channel.unreadable);
        auto* pill = new StatePill(Role::Error, tr("Can't be read"), QStringLiteral("error"), box);
        pill->setObjectName(QStringLiteral("channelUnreadable"));
        pill->setToolTip(reason);
        pill->setAccessibleDescription(reason);
        row->addWidget(pill);
    } else if (const auto hindrance = m_hindrances.constFind(channel.id); hindrance != m_hindrances.cend()) {
        const bool paused = hindrance->kind == HindranceKind::ChannelFault;
        const bool waits = hindrance->kind == HindranceKind::SecretMissing;
        row->addWidget(makeHindrance(*hindrance,
                           paused      ? QStringLiteral("channelPaused")
                               : waits ? QStringLiteral("channelWaits")
                                       : QStringLiteral("channelHindered")),
            1);
        return box;
    } else if (channel.pausedReason) {
        const QString reason = reasonText(static_cast<Reason>(*channel.pausedReason), {});
        auto* pill = new StatePill(Role::Warning, tr("Paused"), QStringLiteral("pause"), box);
        pill->setObjectName(QStringLiteral("channelPaused"));
        pill->setToolTip(tr("Paused by itself: %1").arg(reason));
        pill->setAccessibleDescription(reason);
        row->addWidget(pill);
    } else if (m_context.workspace.channelsWaitingForSecret().contains(channel.id)) {
        auto* pill = new StatePill(Role::Warning, tr("Secret missing"), QStringLiteral("key"), box);
        pill->setObjectName(QStringLiteral("channelWaits"));
        pill->setToolTip(tr("What is to be sent waits until the secret is entered."));
        pill->setAccessibleDescription(pill->toolTip());
        row->addWidget(pill);
    } else {
        row->addWidget(mutedLabel(channel.enabled ? tr("Enabled") : tr("Disabled"), box));
    }
    row->addStretch();
    return box;
}

bool ChannelsPage::waitsForReceiver(const Channel& channel) const
{
    const auto hindrance = m_hindrances.constFind(channel.id);
    return !channel.pausedReason && hindrance != m_hindrances.cend() && hindrance->kind == HindranceKind::Retrying;
}

QWidget* ChannelsPage::makeActions(const Channel& channel)
{
    auto* actions = new RowActions(channel.name);
    actions->add(tr("Edit"), QStringLiteral("editChannel"), [this, id = channel.id] { edit(id); });
    if (channel.pausedReason) {
        actions->add(tr("Continue sending"), QStringLiteral("resumeChannel"), [this, id = channel.id] { resume(id); });
        actions->addMore(tr("Test"), QStringLiteral("testChannel"), [this, channel] { test(channel); });
    } else if (waitsForReceiver(channel)) {
        actions->add(
            tr("Try now"), QStringLiteral("tryNow"), [this, id = channel.id] { retryNow(m_context, id, this); });
        actions->addMore(tr("Test"), QStringLiteral("testChannel"), [this, channel] { test(channel); });
    } else {
        actions->add(tr("Test"), QStringLiteral("testChannel"), [this, channel] { test(channel); });
    }
    actions->addMore(tr("Delete"), QStringLiteral("deleteChannel"), [this, channel] { askToRemove(channel); });
    return actions;
}

// --- doing ---------------------------------------------------------------------------------------------------------

std::function<void(const Result<void>&)> ChannelsPage::orTell(std::function<void()> then)
{
    return [this, then = std::move(then)](const Result<void>& done) {
        if (!done)
            return m_message->show(Role::Error, errorText(done.error()));
        m_message->clear();
        if (then)
            then();
    };
}

void ChannelsPage::add()
{
    m_context.navigate(routes::channelNew, {});
}

void ChannelsPage::edit(qint64 id)
{
    m_context.navigate(routes::channelEdit, {{QStringLiteral("id"), id}});
}

void ChannelsPage::test(const Channel& channel)
{
    testSaved(m_context, channel, this);
}

void ChannelsPage::turn(const Channel& channel, bool enabled)
{
    if (enabled)
        return setEnabled(channel.id, true);
    m_context.workspace.channels().uses(channel.id, this, [this, channel](const Result<QList<ChannelUse>>& uses) {
        if (!uses)
            return m_message->show(Role::Error, errorText(uses.error()));
        QList<ChannelUse> live;
        for (const ChannelUse& use : *uses)
            if (use.live)
                live += use;
        if (live.isEmpty())
            return setEnabled(channel.id, false);
        askToDisable(channel, live);
    });
}

void ChannelsPage::askToDisable(const Channel& channel, const QList<ChannelUse>& live)
{
    QList<qint64> ids;
    for (const ChannelUse& use : live)
        ids += use.campaignId;
    ask(this, tr("Disable the channel “%1”?").arg(channel.name),
        tr("%n campaign(s) that are live send through it: %1. What is under way is paused, what is scheduled waits for "
           "the "
           "channel; nobody is lost.",
            nullptr, int(live.size()))
            .arg(namesOf(live)),
        tr("Pause %n campaign(s) and disable", nullptr, int(live.size())),
        [this, id = channel.id, ids] { pauseAndDisable(id, ids); });
}

// One after the other; a campaign that can't be paused leaves the channel as it is.
void ChannelsPage::pauseAndDisable(qint64 id, QList<qint64> campaigns)
{
    if (campaigns.isEmpty())
        return setEnabled(id, false);
    const qint64 campaign = campaigns.takeFirst();
    m_context.workspace.campaigns().pause(campaign, this, [this, id, campaigns](const Result<void>& paused) {
        // Ended or paused meanwhile: it sends nothing either way.
        if (!paused && paused.error().kind != ErrorKind::NotAllowedInState)
            return m_message->show(Role::Error, errorText(paused.error()));
        pauseAndDisable(id, campaigns);
    });
}

void ChannelsPage::setEnabled(qint64 id, bool enabled)
{
    m_context.workspace.channels().setEnabled(id, enabled, this, orTell());
}

void ChannelsPage::askToRemove(const Channel& channel)
{
    m_context.workspace.channels().uses(channel.id, this, [this, channel](const Result<QList<ChannelUse>>& uses) {
        if (!uses)
            return m_message->show(Role::Error, errorText(uses.error()));
        QList<ChannelUse> live;
        for (const ChannelUse& use : *uses)
            if (use.live)
                live += use;
        if (!live.isEmpty())
            return m_message->show(Role::Warning,
                tr("“%1” can't be deleted while %n campaign(s) send through it: %2. "
                   "Please take them offline first, or wait until nothing is sent any more.",
                    nullptr, int(live.size()))
                    .arg(channel.name, namesOf(live)));
        if (uses->isEmpty())
            return remove(channel);
        ask(
            this, tr("Delete the channel “%1”?").arg(channel.name),
            tr("%n campaign(s) that are not live use it: %1. They need another channel before they can go online.",
                nullptr, int(uses->size()))
                .arg(namesOf(*uses)),
            tr("Delete"), [this, channel] { remove(channel); }, Weight::Destructive);
    });
}

void ChannelsPage::remove(const Channel& channel)
{
    ChannelService* const channels = &m_context.workspace.channels();
    channels->remove(channel.id, this, orTell([this, channels, channel] {
        m_context.toast(tr("The channel “%1” was deleted.").arg(channel.name), tr("Undo"),
            [channels, id = channel.id, page = QPointer(this)] {
                channels->restore(id, channels, [page](const Result<void>& restored) {
                    if (!restored && page)
                        page->m_message->show(Role::Error, errorText(restored.error()));
                });
            });
    }));
}

void ChannelsPage::resume(qint64 id)
{
    m_context.workspace.channels().resume(id, this, orTell());
}

void ChannelsPage::openReceiver()
{
    ReceiverWindow::open(m_context, window());
}

} // namespace wd
