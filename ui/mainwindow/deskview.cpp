#include "ui/mainwindow/deskview.h"

#include "models/workspace/workspace.h"
#include "ui/mainwindow/navigation.h"
#include "ui/mainwindow/pages.h"
#include "ui/mainwindow/stage.h"
#include "ui/mainwindow/statusbar.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/toast.h"
#include "ui/texts/errortexts.h"

#include <QHBoxLayout>
#include <QShortcut>

namespace wd {

namespace {

constexpr int longestHistory = 30;

QFrame* makeLine(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("look", QStringLiteral("line"));
    line->setFixedWidth(1);
    return line;
}

// The object that a page is about; a new one has its number in the state once it is stored.
qint64 subjectOf(const DeskView::Place& place)
{
    const QString id = QStringLiteral("id");
    return place.arguments.value(id, place.state.value(id)).toLongLong();
}

// What stands beside one page has nothing to say on another.
bool isSame(const DeskView::Place& one, const DeskView::Place& other)
{
    return one.route == other.route && subjectOf(one) == subjectOf(other);
}

} // namespace

DeskView::DeskView(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_status(context.workspace)
    , m_navigation(new Navigation(this))
    , m_stage(new Stage(this))
    , m_toast(new Toast(this))
{
    setObjectName(QStringLiteral("desk"));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    middle->addWidget(makeLine(this));
    middle->addWidget(m_stage, 1);
    auto* statusBar = new StatusBar(context.workspace, m_status, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (context.workspace.settings().value(settings::sample) == u"1")
        column->addWidget(makeStrip());
    column->addLayout(middle, 1);
    column->addWidget(statusBar);

    // Pages call these from their own slots: what destroys the page waits for the event loop.
    m_context.navigate = [this](const QString& route, const QVariantMap& arguments) {
        QMetaObject::invokeMethod(
            this, [=, this] { navigate(route, arguments); }, Qt::QueuedConnection);
    };
    m_context.back = [this](const QString& fallback) {
        QMetaObject::invokeMethod(
            this, [=, this] { back(fallback); }, Qt::QueuedConnection);
    };
    m_context.showSidePanel = [this](QWidget* panel) {
        m_panelOf = this->place();
        m_panelPage = m_page;
        m_stage->showPanel(panel);
    };
    m_context.sidePanel = [this] { return m_panelPage == m_page ? m_stage->panel() : nullptr; };
    m_context.toast = [this](const QString& text, const QString& actionText, std::function<void()> action) {
        m_toast->show(text, actionText, std::move(action));
    };
    connect(m_navigation, &Navigation::chosen, this, [this](const QString& route) { navigate(route, {}); });
    connect(statusBar, &StatusBar::navigationRequested, this, &DeskView::navigate);
    addShortcuts();
    wireErrors();
}

DeskView::Place DeskView::place() const
{
    Place place = m_place;
    if (m_page)
        place.state = m_page->state();
    return place;
}

void DeskView::go(const Place& place)
{
    Page* page = makePage(place.route, m_context, place.arguments, m_stage);
    if (!page)
        return place.route == routes::overview ? void() : go({routes::overview, {}, {}});
    if (m_page && m_place.arguments.isEmpty()) {
        if (m_page->hasUnsavedInput()) // left without saving: it is not to come back
            m_states.remove(m_place.route);
        else
            m_states.insert(m_place.route, m_page->state());
    }
    if (!place.state.isEmpty())
        page->restore(place.state);
    if (m_page && m_panelPage == m_page) {
        m_panelOf = this->place();
        m_panelShown = m_stage->isPanelShown();
    }
    m_stage->showPanel(nullptr);
    m_page = page;
    m_place = place;
    connect(page, &Page::navigationRequested, this, m_context.navigate);
    connect(page, &Page::titleChanged, this, &DeskView::titleChanged);
    m_stage->setPage(page);
    // What is not stored yet has no number: the next new one is another.
    if (m_panelShown && m_stage->panel() && isSame(place, m_panelOf) && subjectOf(place) != 0) {
        m_panelPage = page;
        m_stage->showPanel(m_stage->panel());
        page->takePanel(m_stage->panel());
    }
    m_navigation->setCurrent(place.route);
    if (!page->focusWidget())
        page->setFocus();
    emit titleChanged(page->title());
}

void DeskView::navigate(const QString& route, const QVariantMap& arguments)
{
    m_navigation->setCurrent(m_place.route);
    if (hasPage(route))
        leaveFor({route, arguments, arguments.isEmpty() ? m_states.value(route) : QVariantMap()});
}

void DeskView::back(const QString& fallback)
{
    leave([this, fallback] { go(m_history.isEmpty() ? Place{fallback, {}, {}} : m_history.takeLast()); });
}

void DeskView::leaveFor(const Place& next)
{
    leave([this, next] {
        if (m_page && m_place.route != next.route)
            m_history += m_page->hasUnsavedInput() ? Place{m_place.route, m_place.arguments, {}} : place();
        if (m_history.size() > longestHistory)
            m_history.removeFirst();
        go(next);
    });
}

void DeskView::leave(std::function<void()> then)
{
    if (!m_page || !m_page->hasUnsavedInput())
        return then();
    ask(this, tr("Leave without saving?"), tr("What you changed on “%1” is not saved yet.").arg(m_page->title()),
        tr("Leave without saving"), std::move(then), Weight::Destructive);
}

QWidget* DeskView::makeStrip()
{
    auto* strip = new QFrame(this);
    strip->setObjectName(QStringLiteral("strip"));
    QPushButton* own = secondaryButton(tr("Use my own data"), {}, QStringLiteral("useOwnData"), strip);
    own->setProperty("look", QStringLiteral("small"));
    connect(own, &QPushButton::clicked, this, [this] { m_context.openWorkspace(WorkspaceChoice::Own); });
    auto* row = new QHBoxLayout(strip);
    row->setContentsMargins(16, 6, 12, 6);
    row->addWidget(new QLabel(tr("Sample workspace · sends to this computer only"), strip));
    row->addStretch();
    row->addWidget(own);
    return strip;
}

void DeskView::addShortcuts()
{
    const auto open = [this](const QKeySequence& keys, const QString& route) {
        auto* shortcut = new QShortcut(keys, this);
        connect(shortcut, &QShortcut::activated, this, [this, route] { navigate(route, {}); });
    };
    const QStringList entries = m_navigation->entries();
    for (int i = 0; i < entries.size() && i < 8; ++i)
        open(QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)), entries.at(i));
    open(QKeySequence(QStringLiteral("Ctrl+,")), routes::preferences);
}

void DeskView::wireErrors()
{
    connect(&m_context.workspace, &Workspace::failed, this, &DeskView::tell);
    connect(&m_status, &DeskStatus::failed, this, &DeskView::tell);
    connect(&m_context.workspace, &Workspace::secretMissing, this, [this](qint64 channelId) {
        m_toast->show(
            tr("A channel waits for its secret; its messages stay queued."), tr("Open the channel"), [this, channelId] {
                navigate(routes::channelEdit, {{QStringLiteral("id"), channelId}});
            });
    });
}

void DeskView::tell(const Error& error)
{
    m_toast->show(errorText(error));
}

} // namespace wd
