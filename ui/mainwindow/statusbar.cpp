#include "ui/mainwindow/statusbar.h"

#include "models/workspace/workspace.h"
#include "ui/mainwindow/deskstatus.h"
#include "ui/shared/buttons.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/formatting.h"
#include "ui/shared/icons.h"
#include "ui/shared/pagecontext.h"
#include "ui/shared/statepill.h"
#include "ui/texts/hindrancetexts.h"
#include "ui/texts/zonetexts.h"

#include <QHBoxLayout>

namespace wd {

namespace {

constexpr int barHeight = 44;
constexpr int minuteMs = 60'000;

QPushButton* makeLink(const QString& name, QWidget* parent)
{
    QPushButton* link = textButton({}, {}, name, parent);
    link->setProperty("look", QStringLiteral("crumb"));
    return link;
}

void setWords(QPushButton* button, const QString& words)
{
    button->setText(words);
    button->setAccessibleName(words);
}

} // namespace

StatusBar::StatusBar(const Workspace& workspace, DeskStatus& status, QWidget* parent)
    : QFrame(parent)
    , m_workspace(workspace)
    , m_status(status)
    , m_sending(new StatePill(this))
    , m_next(new ElidedLabel(QStringLiteral("muted"), this))
    , m_hindered(makeLink(QStringLiteral("statusHindered"), this))
    , m_queued(makeLink(QStringLiteral("statusQueued"), this))
    , m_failed(makeLink(QStringLiteral("statusFailed"), this))
    , m_uncertain(makeLink(QStringLiteral("statusUncertain"), this))
    , m_pause(secondaryButton({}, QStringLiteral("pause"), QStringLiteral("pauseAll"), this))
{
    setObjectName(QStringLiteral("statusBar"));
    setFixedHeight(barHeight);
    m_pause->setProperty("look", QStringLiteral("small"));
    m_next->setObjectName(QStringLiteral("statusNext"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(12);
    row->addWidget(m_sending);
    row->addWidget(m_next, 1);
    for (QPushButton* link : {m_hindered, m_queued, m_failed, m_uncertain})
        row->addWidget(link);
    row->addWidget(m_pause);

    const auto open = [this](DeliveryState state) {
        emit navigationRequested(routes::deliveries, {{QStringLiteral("state"), int(state)}});
    };
    connect(m_hindered, &QPushButton::clicked, this, [this] { emit navigationRequested(routes::overview, {}); });
    connect(m_queued, &QPushButton::clicked, this, [this] {
        emit navigationRequested(routes::deliveries, {{QStringLiteral("state"), unfinishedDeliveries}});
    });
    connect(m_failed, &QPushButton::clicked, this, [open] { open(DeliveryState::Failed); });
    connect(m_uncertain, &QPushButton::clicked, this, [open] { open(DeliveryState::Uncertain); });
    connect(m_pause, &QPushButton::clicked, this, [this] { m_status.setAllPaused(!m_status.allPaused()); });
    connect(&status, &DeskStatus::changed, this, &StatusBar::showStatus);
    connect(&m_minute, &QTimer::timeout, this, &StatusBar::showStatus);
    m_minute.start(minuteMs);
    showStatus();
}

void StatusBar::showStatus()
{
    const bool paused = m_status.allPaused();
    const bool elsewhere = m_workspace.isFromElsewhere();
    if (elsewhere)
        m_sending->set(Role::Warning, tr("Automatic sending: off"), QStringLiteral("pause"));
    else if (paused)
        m_sending->set(Role::Warning, tr("Automatic sending: paused"), QStringLiteral("pause"));
    else if (m_status.hindrance())
        m_sending->set(Role::Warning, tr("Automatic sending: held up"), QStringLiteral("warning"));
    else
        m_sending->set(Role::Ok, tr("Automatic sending: on"), QStringLiteral("play"));
    showHindrance();
    m_next->setText(nextText());
    const DeliveryTotals& totals = m_status.totals();
    setWords(m_queued, tr("Waiting to be sent: %1").arg(numberText(totals.queued)));
    setWords(m_failed, tr("Failed: %1").arg(numberText(totals.failed)));
    setWords(m_uncertain, tr("Uncertain: %1").arg(numberText(totals.uncertain)));
    m_uncertain->setVisible(totals.uncertain > 0);
    setWords(m_pause, paused ? tr("Continue sending") : tr("Pause everything"));
    m_pause->setIcon(icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
    const Hindrance copied{HindranceKind::Elsewhere, 0, 0, {}, {}};
    m_pause->setToolTip(elsewhere ? hindranceText(copied, m_workspace.clock().nowUtc(), m_workspace.zone())
            : paused              ? tr("Sending goes on where it stopped.")
                                  : tr("Nothing is sent until you continue, even after a restart."));
    m_sending->setToolTip(elsewhere ? m_pause->toolTip() : QString());
}

void StatusBar::showHindrance()
{
    const std::optional<Hindrance>& hindrance = m_status.hindrance();
    // That everything is paused stands at the left already.
    m_hindered->setVisible(hindrance && !isOfWholeDesk(hindrance->kind));
    if (!hindrance)
        return;
    setWords(m_hindered, hindranceState(*hindrance)); // its people are among those who wait to be sent to
    const QString words = hindranceText(*hindrance, m_workspace.clock().nowUtc(), m_workspace.zone());
    m_hindered->setToolTip(words);
    m_hindered->setAccessibleDescription(words);
}

QString StatusBar::nextText() const
{
    const UtcMs now = m_workspace.clock().nowUtc();
    const QTimeZone zone = m_workspace.zone();
    const QList<DeskStatus::Send>& upcoming = m_status.upcoming();
    const std::optional<UtcMs> retry = m_status.nextRetry();
    if (retry && *retry > now && (upcoming.isEmpty() || *retry < upcoming.first().at))
        return tr("Next: %1 another try").arg(nearTimeText(*retry, now, zone));
    if (upcoming.isEmpty())
        return tr("Next: nothing is scheduled");
    const DeskStatus::Send& next = upcoming.first();
    const QString time = nearTimeText(next.at, now, zone);
    if (zone == QTimeZone::systemTimeZone())
        return tr("Next: %1 %2").arg(time, next.name);
    return tr("Next: %1 %2 · %3", "time, campaign, zone").arg(time, next.name, zoneText(zone));
}

} // namespace wd
