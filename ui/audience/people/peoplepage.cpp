#include "ui/audience/people/peoplepage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/importrun.h"
#include "ui/shared/buttons.h"
#include "ui/shared/card.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

QWidget* figureCard(const QString& words, QLabel*& figure, const QString& name, QWidget* parent)
{
    auto* card = new Card(QString(), parent);
    figure = figureLabel(QStringLiteral("–"), card);
    figure->setObjectName(name);
    card->body()->addWidget(mutedLabel(words, card));
    card->body()->addWidget(figure);
    return card;
}

} // namespace

PeoplePage::PeoplePage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Users and events"), Body::Fixed, parent)
    , m_context(context)
    , m_message(new InlineMessage(QStringLiteral("peopleMessage"), this))
    , m_attributes(new QStandardItemModel(this))
    , m_eventNames(new QStandardItemModel(this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Users and events"), {}, {}}});
    QPushButton* const import
        = primaryButton(tr("Import…"), QStringLiteral("import"), QStringLiteral("importButton"), this);
    connect(import, &QPushButton::clicked, this, &PeoplePage::openImport);
    addTool(import);
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_I), [this] { openImport(); });

    body()->addWidget(m_message);
    m_filled = new QWidget(this);
    auto* filled = new QVBoxLayout(m_filled);
    filled->setContentsMargins(0, 0, 0, 0);
    filled->setSpacing(16);
    filled->addWidget(makeFigures());
    filled->addWidget(makeTables(), 1);
    m_empty = new EmptyState(QStringLiteral("peopleEmpty"), this);
    m_empty->set(QStringLiteral("users"), tr("No users are known yet. Import them from a CSV file of your own system."),
        tr("Import users…"), [this] { openImport(); });
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_filled);
    m_stack->addWidget(m_empty);
    body()->addWidget(box, 1);
    connect(&context.workspace.imports(), &ImportService::imported, this, &PeoplePage::read);
    read();
}

QWidget* PeoplePage::makeFigures()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(figureCard(tr("Login users"), m_loginUsers, QStringLiteral("loginUserCount"), row));
    layout->addWidget(figureCard(tr("Visitors"), m_visitors, QStringLiteral("visitorCount"), row));
    layout->addWidget(figureCard(tr("Kinds of events"), m_events, QStringLiteral("eventNameCount"), row));
    return row;
}

QWidget* PeoplePage::makeTables()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);

    auto* attributes = new Card(tr("User attributes"), row);
    auto* attributeTable = new TableView(QStringLiteral("attributeTable"), tr("User attributes"), attributes);
    m_attributes->setHorizontalHeaderLabels({tr("Name"), tr("Key"), tr("Type"), tr("User kind")});
    attributeTable->setModel(m_attributes);
    attributeTable->setColumns(
        {{Column::Stretch, 110}, {Column::Stretch, 100}, {Column::Fixed, 100}, {Column::Fixed, 110}});
    attributes->body()->addWidget(attributeTable, 1);
    layout->addWidget(attributes, 1);

    auto* events = new Card(tr("Events"), row);
    auto* eventTable = new TableView(QStringLiteral("eventTable"), tr("Events"), events);
    m_eventNames->setHorizontalHeaderLabels({tr("Name"), tr("Properties"), tr("Data complete until")});
    eventTable->setModel(m_eventNames);
    eventTable->setColumns({{Column::Stretch, 110}, {Column::Stretch, 120}, {Column::Fixed, 150}});
    events->body()->addWidget(eventTable, 1);
    layout->addWidget(events, 1);
    return row;
}

void PeoplePage::read()
{
    m_context.workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return m_message->show(Role::Error, errorText(catalogue.error()));
        show(*catalogue);
    });
    // One after the other: a count breaks off the one that runs.
    count(UserKind::Login, [this] { count(UserKind::Visitor, {}); });
}

void PeoplePage::count(UserKind kind, std::function<void()> next)
{
    Segment everybody;
    everybody.userKind = kind;
    m_context.workspace.segments().count(everybody, this, [this, kind, next](const Result<qint64>& people) {
        if (!people)
            return m_message->show(Role::Error, errorText(people.error()));
        (kind == UserKind::Login ? m_loginUsers : m_visitors)->setText(numberText(*people));
        if (next)
            next();
    });
}

void PeoplePage::show(const Catalogue& catalogue)
{
    m_attributes->removeRows(0, m_attributes->rowCount());
    for (const Attribute& attribute : catalogue.attributes())
        m_attributes->appendRow({readOnlyItem(attributeLabel(attribute)), readOnlyItem(attribute.key),
            readOnlyItem(attributeTypeText(attribute.type)), readOnlyItem(userKindText(attribute.userKind))});
    m_eventNames->removeRows(0, m_eventNames->rowCount());
    for (const EventName& event : catalogue.events()) {
        QStringList properties;
        for (const Property& property : event.properties)
            properties += property.key;
        m_eventNames->appendRow({readOnlyItem(eventLabel(event)), readOnlyItem(properties.join(tr(", "))),
            readOnlyItem(
                event.completeUntil ? dateTimeText(*event.completeUntil, m_context.workspace.zone()) : tr("unknown"))});
    }
    m_events->setText(numberText(catalogue.events().size()));
    // The two ids are always there.
    const bool empty = catalogue.attributes().size() <= 2 && catalogue.events().isEmpty();
    m_stack->setCurrentWidget(empty ? static_cast<QWidget*>(m_empty) : m_filled);
}

void PeoplePage::openImport()
{
    ImportRun::of(m_context.workspace.imports(), m_context.workspace.clock()).forget();
    m_context.navigate(routes::importFile, {});
}

} // namespace wd
