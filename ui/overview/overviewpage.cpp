#include "ui/overview/overviewpage.h"

#include "models/base/zonedtime.h"
#include "models/receiver/receiver.h"
#include "models/workspace/workspace.h"
#include "ui/overview/attention.h"
#include "ui/overview/figurecard.h"
#include "ui/overview/welcome.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/changereader.h"
#include "ui/shared/clearlayout.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/retrynow.h"
#include "ui/shared/statepill.h"
#include "ui/testing/testpanels.h"
#include "ui/texts/errortexts.h"

#include <QGridLayout>
#include <QStackedWidget>

#include <algorithm>

namespace wd {

namespace {

constexpr int gatherMs = 200;
constexpr int longestList = 6;
constexpr int lineHeight = 40;
constexpr int textButtonPadding = 9; // words below a name begin where it begins
constexpr int minuteMs = 60'000;

} // namespace

OverviewPage::OverviewPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Overview"), Body::Scrolling, parent)
    , m_context(context)
    , m_campaigns(new ChangeReader([this] { readCampaigns(); }, this, gatherMs))
    , m_counts(new ChangeReader([this] { readCounts(); }, this, gatherMs))
    , m_message(new InlineMessage(QStringLiteral("overviewMessage"), this))
    , m_stack(new QStackedWidget(this))
{
    m_welcome = new Welcome(context, m_stack);
    m_day = makeDay();
    m_stack->addWidget(new QWidget(m_stack));
    m_stack->addWidget(m_welcome);
    m_stack->addWidget(m_day);
    body()->addWidget(m_message);
    body()->addWidget(m_stack, 1);

    for (ChangeReader* reader : {m_campaigns, m_counts}) {
        connect(&context.workspace.campaigns(), &CampaignService::changed, reader, &ChangeReader::note);
        connect(&context.workspace.channels(), &ChannelService::changed, reader, &ChangeReader::note);
        connect(&context.workspace.deliveries(), &DeliveryService::changed, reader, &ChangeReader::note);
        reader->read();
    }
    connect(&context.workspace.settings(), &SettingsService::changed, m_campaigns, &ChangeReader::note);
    connect(&context.receiver, &Receiver::changed, m_campaigns, &ChangeReader::note);
    connect(&m_minute, &QTimer::timeout, m_campaigns, &ChangeReader::note);
    m_minute.start(minuteMs);
}

// --- every day -----------------------------------------------------------------------------------------------------

QWidget* OverviewPage::makeDay()
{
    auto* page = new QWidget(m_stack);
    page->setObjectName(QStringLiteral("day"));
    auto* figures = new QHBoxLayout;
    figures->setSpacing(16);
    m_accepted
        = makeFigure(tr("Accepted by the receiver today"), QStringLiteral("figureAccepted"), DeliveryState::Accepted);
    m_failed = makeFigure(tr("Failed today"), QStringLiteral("figureFailed"), DeliveryState::Failed);
    m_uncertain = makeFigure(tr("Uncertain today"), QStringLiteral("figureUncertain"), DeliveryState::Uncertain);
    for (FigureCard* card : {m_accepted, m_failed, m_uncertain})
        figures->addWidget(card);
    auto* next = new Card(tr("Next sends"), page);
    auto* attention = new Card(tr("Needs attention"), page);
    m_next = new QGridLayout;
    m_attention = new QGridLayout;
    for (auto [card, list] : {std::pair(attention, m_attention), std::pair(next, m_next)}) {
        list->setHorizontalSpacing(12);
        list->setVerticalSpacing(4);
        list->setColumnStretch(1, 1);
        card->body()->addLayout(list);
    }
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addLayout(figures);
    column->addWidget(attention);
    column->addWidget(next);
    column->addStretch();
    return page;
}

FigureCard* OverviewPage::makeFigure(const QString& title, const QString& name, DeliveryState state)
{
    auto* card = new FigureCard(title, name, this);
    connect(card, &FigureCard::clicked, this, [this, state] {
        m_context.navigate(routes::deliveries, {{QStringLiteral("state"), static_cast<int>(state)}});
    });
    return card;
}

void OverviewPage::readCampaigns()
{
    m_context.workspace.campaigns().list(this, [this](const Result<QList<CampaignRow>>& rows) {
        if (rows)
            return readChannels(*rows);
        fail(rows.error());
        m_campaigns->done();
    });
}

void OverviewPage::readChannels(const QList<CampaignRow>& rows)
{
    m_context.workspace.channels().list(this, [this, rows](const Result<QList<Channel>>& channels) {
        if (channels)
            takeCampaigns(rows, *channels);
        else
            fail(channels.error());
        m_campaigns->done();
    });
}

void OverviewPage::readCounts()
{
    Workspace& workspace = m_context.workspace;
    const QTimeZone zone = workspace.zone();
    const UtcMs today = startOfDay(localDate(workspace.clock().nowUtc(), zone), zone);
    workspace.deliveries().countsSince(today, this, [this](const Result<DayCounts>& counts) {
        if (counts)
            showCounts(*counts);
        else
            fail(counts.error());
        m_counts->done();
    });
}

void OverviewPage::takeCampaigns(const QList<CampaignRow>& rows, const QList<Channel>& channels)
{
    m_atOwnReceiver.clear();
    for (const Channel& channel : channels)
        if (m_context.receiver.isAt(QUrl(channel.spec.url)))
            m_atOwnReceiver.insert(channel.id);
    const QString focused = focusedStep();
    showNext(rows);
    showAttention(rows);
    // What was made shows itself in the event loop.
    if (!focused.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, focused] { focusStep(focused); }, Qt::QueuedConnection);
    // Nothing was set up yet.
    m_stack->setCurrentWidget(rows.isEmpty() && channels.isEmpty() ? m_welcome : m_day);
}

// The lists are made anew: what had the focus is known by what it says.
QString OverviewPage::focusedStep() const
{
    const QWidget* const focused = focusWidget();
    const bool inList = focused && focused->hasFocus() && m_day->isAncestorOf(focused);
    return inList ? focused->accessibleName() : QString();
}

void OverviewPage::focusStep(const QString& name)
{
    for (QPushButton* button : m_day->findChildren<QPushButton*>())
        if (button->isVisible() && button->accessibleName() == name)
            return button->setFocus(Qt::OtherFocusReason);
    setFocus(Qt::OtherFocusReason); // not somewhere else in the window
}

void OverviewPage::showNext(const QList<CampaignRow>& rows)
{
    clearLayout(*m_next);
    QList<const CampaignRow*> next;
    for (const CampaignRow& row : rows)
        if (row.campaign.state == CampaignState::Scheduled && row.campaign.nextAt)
            next += &row;
    std::sort(next.begin(), next.end(),
        [](const CampaignRow* a, const CampaignRow* b) { return *a->campaign.nextAt < *b->campaign.nextAt; });
    const UtcMs now = m_context.workspace.clock().nowUtc();
    for (const CampaignRow* row : next.first(std::min<qsizetype>(next.size(), longestList))) {
        auto* state = new StatePill(Role::Accent, nearTimeText(*row->campaign.nextAt, now, m_context.workspace.zone()),
            QStringLiteral("clock"));
        QHBoxLayout* const line = addRow(m_next, state, row->campaign.name, [this, id = row->campaign.id] {
            m_context.navigate(routes::campaigns, {{QStringLiteral("id"), id}});
        });
        line->insertWidget(1, mutedLabel(row->channelName, m_day), 1);
    }
    if (next.isEmpty())
        m_next->addWidget(mutedLabel(tr("Nothing is scheduled."), m_day), 0, 0, 1, 2);
}

void OverviewPage::showAttention(const QList<CampaignRow>& rows)
{
    clearLayout(*m_attention);
    int found = 0;
    if (m_context.workspace.allPaused()) {
        qint64 waiting = 0;
        for (const CampaignRow& row : rows)
            waiting += row.counts.queued;
        addAttention(
            allPausedAttention(
                m_context.workspace.isFromElsewhere() ? HindranceKind::Elsewhere : HindranceKind::AllPaused, waiting),
            {});
        ++found;
    }
    for (const CampaignRow& row : rows) {
        for (const Attention& attention : attentionsOf(row))
            if (++found <= longestList)
                addAttention(attention, row);
    }
    if (found > longestList) {
        QPushButton* all = textButton(tr("%n more", nullptr, found - longestList), {}, QStringLiteral("moreAttention"));
        connect(all, &QPushButton::clicked, this, [this] { m_context.navigate(routes::campaigns, {}); });
        m_attention->addWidget(all, m_attention->count(), 0, 1, 2, Qt::AlignLeft);
    }
    if (found == 0)
        m_attention->addWidget(
            mutedLabel(tr("All is well: nothing is held up, paused, failed or uncertain."), m_day), 0, 0, 1, 2);
}

QList<Attention> OverviewPage::attentionsOf(const CampaignRow& row) const
{
    const UtcMs now = m_context.workspace.clock().nowUtc();
    QList<Attention> found = wd::attentionsOf(row, now, m_context.workspace.zone());
    const bool atRest = m_context.receiver.port() == 0 && m_atOwnReceiver.contains(row.sendingChannelId);
    if (atRest && row.hindrance && row.hindrance->kind == HindranceKind::Retrying)
        found.first() = receiverAttention(*row.hindrance, now, m_context.workspace.zone());
    return found;
}

// The state, and beside it the campaign's line; the grid puts the lines of all rows under each other.
QHBoxLayout* OverviewPage::addRow(
    QGridLayout* list, QWidget* state, const QString& name, const std::function<void()>& open)
{
    const int row = list->count(); // of the grid: each row has more than one
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    if (!name.isEmpty()) {
        QPushButton* link = textButton(withoutMnemonic(name), {}, QStringLiteral("openCampaign"), m_day);
        connect(link, &QPushButton::clicked, this, open);
        line->addWidget(link);
    }
    line->addStretch();
    auto* box = new QWidget(m_day);
    box->setMinimumHeight(lineHeight);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 4, 0, 4);
    column->setSpacing(0);
    column->addLayout(line);
    auto* place = new QWidget(m_day);
    auto* middle = new QVBoxLayout(place);
    middle->setContentsMargins(0, (lineHeight - state->sizeHint().height()) / 2, 0, 0);
    middle->addWidget(state);
    list->addWidget(place, row, 0, Qt::AlignLeft | Qt::AlignTop);
    list->addWidget(box, row, 1);
    return line;
}

void OverviewPage::addAttention(const Attention& attention, const CampaignRow& row)
{
    const QString& name = row.campaign.name;
    auto* state = new StatePill(attention.role, attention.state, attention.icon);
    QHBoxLayout* line = addRow(m_attention, state, name, [this, attention, row] { look(row, attention.deliveries); });
    QLabel* const words = mutedLabel(attention.words, m_day);
    if (name.isEmpty()) {
        line->insertWidget(0, words, 1);
    } else {
        words->setContentsMargins(textButtonPadding, 0, 0, 0);
        line->parentWidget()->layout()->addWidget(words);
    }
    for (const AttentionStep step : attention.steps) {
        QPushButton* button = secondaryButton(
            attentionStepText(step), {}, QStringLiteral("attentionStep%1").arg(static_cast<int>(step)), m_day);
        button->setProperty("look", QStringLiteral("small"));
        if (!name.isEmpty())
            button->setAccessibleName(tr("%1, %2", "step, campaign").arg(button->text(), name));
        connect(button, &QPushButton::clicked, this, [this, step, attention, row] { take(step, attention, row); });
        line->addWidget(button);
    }
}

void OverviewPage::take(AttentionStep step, const Attention& attention, const CampaignRow& row)
{
    const QVariantMap channel{{QStringLiteral("id"), row.sendingChannelId}};
    switch (step) {
    case AttentionStep::EnterSecret:
    case AttentionStep::EnterSecretAgain:
        return m_context.navigate(
            routes::channelEdit, {{QStringLiteral("id"), row.sendingChannelId}, {QStringLiteral("secret"), true}});
    case AttentionStep::TryNow:
        return retryNow(m_context, row.sendingChannelId, this);
    case AttentionStep::StartReceiver:
        return startReceiver(row.sendingChannelId);
    case AttentionStep::TestChannel:
        return m_context.workspace.channels().find(row.sendingChannelId, this, [this](const Result<Channel>& found) {
            if (found)
                testSaved(m_context, *found, this);
            else
                fail(found.error());
        });
    case AttentionStep::OpenChannel:
        return m_context.navigate(routes::channelEdit, channel);
    case AttentionStep::ContinueCampaign:
        return m_context.workspace.campaigns().resume(row.campaign.id, this, [this](const Result<void>& resumed) {
            if (!resumed)
                fail(resumed.error());
        });
    case AttentionStep::ContinueAll:
        m_context.workspace.setAllPaused(false);
        return m_campaigns->note();
    case AttentionStep::Look:
        return look(row, attention.deliveries);
    }
}

void OverviewPage::startReceiver(qint64 channelId)
{
    if (const Result<quint16> port = m_context.receiver.start(m_context.receiver.options()); !port)
        return m_message->show(Role::Error, errorText(port.error()));
    retryNow(m_context, channelId, this);
}

void OverviewPage::look(const CampaignRow& row, std::optional<DeliveryState> state)
{
    const bool unprepared = row.hindrance && row.hindrance->kind == HindranceKind::PausedAutomatically;
    if (!state && (unprepared || row.isMissed()))
        return m_context.navigate(routes::campaigns, {{QStringLiteral("id"), row.campaign.id}});
    QVariantMap arguments{{QStringLiteral("campaignId"), row.campaign.id}};
    if (state)
        arguments.insert(QStringLiteral("state"), static_cast<int>(*state));
    m_context.navigate(routes::deliveries, arguments);
}

void OverviewPage::showCounts(const DayCounts& counts)
{
    m_accepted->setFigure(numberText(counts.accepted));
    m_failed->setFigure(numberText(counts.failed));
    m_uncertain->setFigure(numberText(counts.uncertain));
}

void OverviewPage::fail(const Error& error)
{
    m_message->show(Role::Error, errorText(error));
    m_message->addAction(tr("Read again"), QStringLiteral("readAgain"), [this] {
        m_message->clear();
        m_campaigns->read();
        m_counts->read();
    });
}

} // namespace wd
