#include "ui/mainwindow/mainwindow.h"

#include "models/workspace/workspace.h"
#include "ui/channels/receivedmodel.h"
#include "ui/mainwindow/loadingview.h"
#include "ui/settings/userpreferences.h"
#include "ui/shared/buttonkeys.h"
#include "ui/shared/confirm.h"
#include "ui/shared/dialogfocus.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tipplace.h"
#include "ui/shared/wheelguard.h"

#include <QCloseEvent>
#include <QDialog>
#include <QScreen>

#include <algorithm>

namespace wd {

MainWindow::MainWindow(UserPreferences& preferences, QWidget* parent)
    : QMainWindow(parent)
    , m_preferences(preferences)
{
    setObjectName(QStringLiteral("mainWindow"));
    new ButtonKeys(this);
    new DialogFocus(this);
    new TipPlace(this);
    new WheelGuard(this);
    setMinimumSize(1024, 680);
    // Whole on the screen, frame and title included.
    constexpr QSize frame(16, 48);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize() - frame));
    restoreGeometry(preferences.windowGeometry());
    showTitle({});
}

void MainWindow::showDesk(const PageContext& context, const QString& route)
{
    m_context.emplace(context);
    m_context->openWorkspace = [this, open = context.openWorkspace](WorkspaceChoice choice) {
        // What happens to the old sample was said where its reset was asked for.
        if (choice == WorkspaceChoice::FreshSample)
            open(choice);
        else
            leave(Leaving::Workspace, [open, choice] { open(choice); });
    };
    ReceivedModel::of(this, context.receiver); // also while nobody looks
    put(new DeskView(*m_context, this), {route, {}, {}});
}

void MainWindow::closeDesk()
{
    if (m_context)
        ReceivedModel::of(this, m_context->receiver)->clear();
    m_context.reset();
    m_loading = nullptr;
    delete std::exchange(m_desk, nullptr);
    showTitle({});
}

LoadingView& MainWindow::loading()
{
    if (!m_loading) {
        m_loading = new LoadingView(this);
        setCentralWidget(m_loading);
    }
    return *m_loading;
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_quitting || !m_desk)
        return quit();
    event->ignore();
    leave(Leaving::Program, [this] {
        m_quitting = true;
        close();
    });
}

void MainWindow::leave(Leaving what, std::function<void()> then)
{
    if (m_asking || m_counting)
        return;
    m_counting = true;
    m_context->workspace.campaigns().countStoppedByQuitting(
        this, [this, what, then = std::move(then)](const Result<int>& stopped) {
            m_counting = false;
            if (m_desk)
                askUnlessIdle(what, stopped ? *stopped : 0, then);
        });
}

void MainWindow::askUnlessIdle(Leaving what, int stopped, const std::function<void()>& then)
{
    const bool unsaved = m_desk->page() && m_desk->page()->hasUnsavedInput();
    if (stopped == 0 && !unsaved)
        return then();
    m_asking = true;
    const bool quits = what == Leaving::Program;
    const QString title = stopped == 0 ? (quits ? tr("Quit without saving?") : tr("Leave without saving?"))
        : quits ? tr("%n campaign(s) will not be sent while the program is closed.", nullptr, stopped)
                : tr("%n campaign(s) will not be sent while the other workspace is open.", nullptr, stopped);
    QString text = stopped > 0 ? unfinishedText() : QString();
    if (unsaved)
        text = QStringList{text, tr("What you changed on “%1” is not saved yet.").arg(m_desk->page()->title())}
                   .join(u' ')
                   .trimmed();
    const QDialog* dialog
        = ask(this, title, text, quits ? tr("Quit anyway") : tr("Switch anyway"), then, Weight::Destructive);
    connect(dialog, &QDialog::finished, this, [this] { m_asking = false; });
}

// One line each: what would not be sent, when, to how many. Then what becomes of it.
QString MainWindow::unfinishedText() const
{
    constexpr qsizetype longestList = 6;
    const QList<CampaignRow>& rows = m_desk->status().unfinished();
    const Workspace& workspace = m_context->workspace;
    QStringList lines;
    const auto isScheduled = [](const CampaignRow& row) { return row.campaign.state == CampaignState::Scheduled; };
    for (const CampaignRow& row : rows.first(std::min(rows.size(), longestList))) {
        if (isScheduled(row) && row.campaign.nextAt)
            lines += tr("“%1”: scheduled for %2")
                         .arg(row.campaign.name,
                             nearTimeText(*row.campaign.nextAt, workspace.clock().nowUtc(), workspace.zone()));
        else
            lines += tr("“%1”: %2 people are not sent to yet", nullptr, int(row.counts.queued))
                         .arg(row.campaign.name, numberText(row.counts.queued));
    }
    if (rows.size() > longestList)
        lines += tr("and %n more", nullptr, int(rows.size() - longestList));
    if (std::any_of(rows.cbegin(), rows.cend(), isScheduled))
        lines += tr(
            "What is scheduled is noted as not sent in time unless this workspace is open again within a minute of "
            "the time.");
    if (!std::all_of(rows.cbegin(), rows.cend(), isScheduled))
        lines += tr("Whoever is not sent to yet is kept and goes on once this workspace is open again.");
    return lines.join(u'\n');
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::LanguageChange || m_rebuildDue)
        return;
    // Every translator sends one; and the page that changed the language is still in its slot.
    m_rebuildDue = true;
    QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
}

void MainWindow::rebuild()
{
    m_rebuildDue = false;
    if (!m_desk)
        return;
    const DeskView::Place place = m_desk->place();
    delete std::exchange(m_desk, nullptr);
    put(new DeskView(*m_context, this), place);
}

void MainWindow::put(DeskView* desk, const DeskView::Place& place)
{
    m_loading = nullptr;
    m_counting = false; // the answer would have come to the desk before
    m_desk = desk;
    connect(desk, &DeskView::titleChanged, this, &MainWindow::showTitle);
    setCentralWidget(desk);
    desk->go(place);
}

void MainWindow::showTitle(const QString& page)
{
    QString title = QStringLiteral("Webhook Desk");
    if (m_context && m_context->workspace.settings().value(settings::sample) == u"1")
        title = tr("Sample workspace") + QStringLiteral(" – ") + title;
    setWindowTitle(page.isEmpty() ? title : page + QStringLiteral(" – ") + title);
}

void MainWindow::quit()
{
    m_preferences.setWindowGeometry(saveGeometry());
    emit closed();
}

} // namespace wd
