#include "ui/audience/people/peoplepage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importrun.h"
#include "ui/audience/people/attributesview.h"
#include "ui/audience/people/eventsview.h"
#include "ui/audience/people/foundpeople.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/changereader.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/searchfield.h"
#include "ui/texts/errortexts.h"

#include <QKeyEvent>
#include <QStackedLayout>
#include <QTabBar>
#include <QTabWidget>

#include <numeric>

namespace wd {

namespace {

constexpr int gatherMs = 200;

QWidget* figureCard(const QString& words, QLabel*& figure, const QString& name, QWidget* parent)
{
    auto* card = new Card(QString(), parent);
    figure = figureLabel(QStringLiteral("–"), card);
    figure->setObjectName(name);
    card->body()->setSpacing(4);
    card->body()->addWidget(mutedLabel(words, card));
    card->body()->addWidget(figure);
    return card;
}

} // namespace

PeoplePage::PeoplePage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Users and events"), Body::Fixed, parent)
    , m_context(context)
    , m_reader(new ChangeReader([this] { readCatalogue(); }, this, gatherMs))
    , m_counter(new ChangeReader(
          // One after the other: a count breaks off the one that runs.
          [this] { countKind(UserKind::Login, [this] { countKind(UserKind::Visitor, [this] { countEvents(); }); }); },
          this, gatherMs))
    , m_message(new InlineMessage(QStringLiteral("peopleMessage"), this))
    , m_search(new SearchField(tr("Find users by id or text"), QStringLiteral("personSearch"), this))
    , m_found(new FoundPeople(context.workspace, this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Users and events"), {}, {}}});
    makeSearch();
    QPushButton* const import
        = primaryButton(tr("Import…"), QStringLiteral("import"), QStringLiteral("importButton"), this);
    connect(import, &QPushButton::clicked, this, &PeoplePage::openImport);
    addTool(import);
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_I), [this] { openImport(); });

    body()->addWidget(m_message);
    m_empty = new EmptyState(QStringLiteral("peopleEmpty"), this);
    m_empty->set(QStringLiteral("users"), tr("No users are known yet. Import them from a file of your own system."),
        tr("Import users…"), [this] { openImport(); });
    m_filled = makeFilled();
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_filled);
    m_stack->addWidget(m_found);
    m_stack->addWidget(m_empty);
    body()->addWidget(box, 1);
    connect(&context.workspace.imports(), &ImportService::imported, m_reader, &ChangeReader::note);
    connect(&context.workspace.imports(), &ImportService::imported, m_counter, &ChangeReader::note);
    connect(&context.workspace.catalogue(), &CatalogueService::changed, m_reader, &ChangeReader::read);
    m_reader->read();
    m_counter->read();
}

void PeoplePage::makeSearch()
{
    m_search->installEventFilter(this);
    m_search->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed); // the button beside it stays as it is
    addTool(m_search);
    onKeys(QKeySequence::Find, [this] {
        m_search->setFocus();
        m_search->selectAll();
    });
    connect(m_search, &SearchField::searched, this, &PeoplePage::seek);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty())
            showPart();
    });
    connect(m_search, &QLineEdit::returnPressed, m_found, [this] {
        if (!m_search->text().trimmed().isEmpty())
            m_found->openBest();
    });
    connect(m_found, &FoundPeople::chosen, this, &PeoplePage::openPerson);
}

QWidget* PeoplePage::makeFilled()
{
    auto* filled = new QWidget(this);
    auto* layout = new QVBoxLayout(filled);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(makeFigures());
    layout->addWidget(makeTabs(), 1);
    return filled;
}

QWidget* PeoplePage::makeFigures()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(figureCard(tr("Login users"), m_loginUsers, QStringLiteral("loginUserCount"), row));
    layout->addWidget(figureCard(tr("Visitors"), m_visitors, QStringLiteral("visitorCount"), row));
    layout->addWidget(figureCard(tr("Kinds of events"), m_eventKinds, QStringLiteral("eventNameCount"), row));
    layout->addWidget(figureCard(tr("Events"), m_events, QStringLiteral("eventCount"), row));
    return row;
}

QWidget* PeoplePage::makeTabs()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("catalogueTabs"));
    m_tabs->tabBar()->setAccessibleName(tr("What is known of users"));
    m_attributesView = new AttributesView(m_context, m_tabs);
    m_eventsView = new EventsView(m_context, m_tabs);
    m_tabs->addTab(m_attributesView, tr("User attributes"));
    m_tabs->addTab(m_eventsView, tr("Events"));
    QPushButton* const add
        = textButton(tr("New attribute"), QStringLiteral("plus"), QStringLiteral("newAttribute"), m_tabs);
    connect(add, &QPushButton::clicked, m_attributesView, &AttributesView::add);
    connect(m_tabs, &QTabWidget::currentChanged, add, [add](int tab) { add->setVisible(tab == 0); });
    m_tabs->setCornerWidget(add);
    return m_tabs;
}

void PeoplePage::readCatalogue()
{
    m_context.workspace.catalogue().read(this, [this](const Result<Catalogue>& catalogue) {
        m_reader->done();
        catalogue ? show(*catalogue) : m_message->show(Role::Error, errorText(catalogue.error()));
    });
}

void PeoplePage::countKind(UserKind kind, std::function<void()> next)
{
    Segment everybody;
    everybody.userKind = kind;
    m_context.workspace.segments().count(everybody, this, [this, kind, next](const Result<qint64>& people) {
        if (people)
            (kind == UserKind::Login ? m_loginUsers : m_visitors)->setText(numberText(*people));
        else
            m_message->show(Role::Error, errorText(people.error()));
        people&& next ? next() : m_counter->done();
    });
}

void PeoplePage::countEvents()
{
    m_context.workspace.catalogue().eventCounts(this, [this](const Result<QHash<QString, qint64>>& counts) {
        m_counter->done();
        if (!counts)
            return m_message->show(Role::Error, errorText(counts.error()));
        m_events->setText(numberText(std::accumulate(counts->cbegin(), counts->cend(), qint64(0))));
        m_eventsView->showCounts(*counts);
    });
}

void PeoplePage::show(const Catalogue& catalogue)
{
    m_attributesView->show(catalogue.attributes());
    m_eventsView->show(catalogue.events());
    m_found->setCatalogue(catalogue);
    m_tabs->setTabText(0, tr("User attributes (%1)").arg(numberText(catalogue.attributes().size())));
    m_tabs->setTabText(1, tr("Events (%1)").arg(numberText(catalogue.events().size())));
    m_eventKinds->setText(numberText(catalogue.events().size()));
    // The two ids are always there.
    m_isEmpty = catalogue.attributes().size() <= 2 && catalogue.events().isEmpty();
    showPart();
}

void PeoplePage::seek(const QString& text)
{
    if (!text.isEmpty())
        m_found->seek(text);
    showPart();
}

void PeoplePage::showPart()
{
    if (!m_search->text().trimmed().isEmpty())
        m_stack->setCurrentWidget(m_found);
    else
        m_stack->setCurrentWidget(m_isEmpty ? static_cast<QWidget*>(m_empty) : m_filled);
}

// Down goes on in the list, Esc back to all.
bool PeoplePage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress)
        return Page::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Down)
        m_found->takeFocus();
    else if (key == Qt::Key_Escape && !m_search->text().isEmpty())
        m_search->clear();
    else
        return Page::eventFilter(watched, event);
    return true;
}

void PeoplePage::openImport()
{
    ImportRun::of(m_context.workspace.imports(), m_context.workspace.clock()).forget();
    m_context.navigate(routes::importFile, {});
}

void PeoplePage::openPerson(qint64 id)
{
    m_context.navigate(routes::person, {{QStringLiteral("id"), id}});
}

QVariantMap PeoplePage::state() const
{
    return {{QStringLiteral("search"), m_search->text()}, {QStringLiteral("tab"), m_tabs->currentIndex()}};
}

void PeoplePage::restore(const QVariantMap& state)
{
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
    const QString sought = state.value(QStringLiteral("search")).toString();
    if (sought.isEmpty())
        return;
    m_search->setText(sought);
    seek(sought.trimmed());
}

} // namespace wd
