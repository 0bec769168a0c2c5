#include "ui/audience/people/personpage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/people/persondeliveries.h"
#include "ui/audience/people/personevents.h"
#include "ui/audience/people/personsegments.h"
#include "ui/audience/people/persontexts.h"
#include "ui/deliveries/deliverypanel.h"
#include "ui/shared/buttons.h"
#include "ui/shared/changereader.h"
#include "ui/shared/confirm.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/statepill.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QStackedLayout>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QTimer>

namespace wd {

namespace {

constexpr int gatherMs = 200;
constexpr int slowMs = 300;

enum PersonTab { Events, Sent, Segments };

} // namespace

PersonPage::PersonPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("User"), Body::Fixed, parent)
    , m_context(context)
    , m_id(arguments.value(QStringLiteral("id")).toLongLong())
    , m_reader(new ChangeReader([this] { read(); }, this, gatherMs))
    , m_message(new InlineMessage(QStringLiteral("personMessage"), this))
    , m_kind(new StatePill(this))
    , m_rows(new QStandardItemModel(this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Users and events"), routes::people, {}}, {tr("User"), {}, {}}});
    m_kind->hide();
    addBadge(m_kind);
    QPushButton* const back
        = secondaryButton(tr("Back"), QStringLiteral("arrow-left"), QStringLiteral("personBack"), this);
    connect(back, &QPushButton::clicked, this, [this] { m_context.back(routes::people); });
    addTool(back);
    onKeys(QKeySequence::Find, [this] { m_context.navigate(routes::people, {}); });
    makeIds();
    body()->addWidget(m_message);
    body()->addWidget(m_ids);
    m_gone = new EmptyState(QStringLiteral("personGone"), this);
    m_gone->set(QStringLiteral("user"), tr("This user is not known any more."), tr("Find another one"),
        [this] { m_context.navigate(routes::people, {}); });
    m_columns = makeColumns();
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    QLabel* const reading = mutedLabel(tr("Reading…"), this);
    reading->setAlignment(Qt::AlignCenter);
    reading->hide();
    m_stack->addWidget(new QWidget(this)); // until the answer is there
    m_stack->addWidget(reading);
    m_stack->addWidget(m_columns);
    m_stack->addWidget(m_gone);
    body()->addWidget(box, 1);
    connect(&context.workspace.imports(), &ImportService::imported, m_reader, &ChangeReader::note);
    connect(&context.workspace.catalogue(), &CatalogueService::changed, m_reader, &ChangeReader::note);
    connect(&context.workspace.segments(), &SegmentService::changed, this, &PersonPage::readSegments);
    QTimer::singleShot(slowMs, this, [this, reading] {
        if (m_stack->currentIndex() == 0)
            m_stack->setCurrentWidget(reading);
    });
    m_reader->read();
}

void PersonPage::makeIds()
{
    m_ids = new QWidget(this);
    auto* row = new QHBoxLayout(m_ids);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    m_loginId = makeId(loginIdAttribute());
    m_visitorId = makeId(visitorIdAttribute());
    row->addWidget(m_loginId->parentWidget());
    row->addWidget(m_visitorId->parentWidget());
    row->addStretch();
    m_ids->hide();
}

QLabel* PersonPage::makeId(const Attribute& attribute)
{
    auto* part = new QWidget(m_ids);
    QLabel* const label = mutedLabel(attributeLabel(attribute), part);
    label->setWordWrap(false);
    QLabel* const value = textLabel({}, part);
    value->setObjectName(QStringLiteral("person_") + attribute.key);
    value->setWordWrap(false);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QPushButton* const copy = iconButton(tr("Copy “%1”").arg(attributeLabel(attribute)), QStringLiteral("copy"),
        QStringLiteral("copy_") + attribute.key, part);
    connect(copy, &QPushButton::clicked, this, [this, value] {
        QGuiApplication::clipboard()->setText(value->text());
        m_context.toast(tr("“%1” was copied.").arg(value->text()), {}, {});
    });
    auto* row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(label);
    row->addWidget(value);
    row->addWidget(copy);
    return value;
}

QWidget* PersonPage::makeColumns()
{
    auto* columns = new QWidget(this);
    auto* row = new QHBoxLayout(columns);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(makeAttributes(), 3);
    row->addWidget(makeTabs(), 5);
    m_attributesHead->setFixedHeight(m_tabs->tabBar()->sizeHint().height()); // both columns begin on one line
    return columns;
}

QWidget* PersonPage::makeAttributes()
{
    auto* part = new QWidget(this);
    m_attributesHead = headingLabel(tr("User attributes"), part);
    m_attributes = new TableView(QStringLiteral("personAttributes"), tr("Attributes of the user"), part);
    m_rows->setHorizontalHeaderLabels({tr("Attribute"), tr("Value")});
    m_attributes->setModel(m_rows);
    m_attributes->setColumns({{Column::Stretch, 100}, {Column::Stretch, 154}});
    connect(m_attributes, &TableView::rowActivated, this, &PersonPage::showValue);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_attributesHead);
    layout->addWidget(m_attributes, 1);
    part->setMinimumWidth(240);
    return part;
}

QWidget* PersonPage::makeTabs()
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("personTabs"));
    m_tabs->tabBar()->setAccessibleName(tr("What is known of the user"));
    m_events = new PersonEvents(m_context.workspace, m_tabs);
    m_deliveries = new PersonDeliveries(m_context.workspace, m_id, m_tabs);
    m_segments = new PersonSegments(m_tabs);
    m_tabs->addTab(m_events, tr("Events"));
    m_tabs->addTab(m_deliveries, tr("What was sent"));
    m_tabs->addTab(m_segments, tr("Segments"));
    connect(m_events, &PersonEvents::failed, this, &PersonPage::fail);
    connect(m_deliveries, &PersonDeliveries::failed, this, &PersonPage::fail);
    connect(m_deliveries, &PersonDeliveries::counted, this,
        [this](qint64 count) { m_tabs->setTabText(Sent, tr("What was sent (%1)").arg(numberText(count))); });
    connect(m_deliveries, &PersonDeliveries::chosen, this, &PersonPage::showDelivery);
    connect(m_segments, &PersonSegments::chosen, this, [this](qint64 id) {
        m_context.navigate(routes::segmentEdit, {{QStringLiteral("id"), id}});
    });
    return m_tabs;
}

void PersonPage::read()
{
    m_context.workspace.catalogue().read(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue) {
            m_reader->done();
            return fail(catalogue.error());
        }
        m_catalogue = *catalogue;
        m_context.workspace.people().record(m_id, this, [this](const Result<PersonRecord>& record) {
            m_reader->done();
            take(record);
        });
    });
}

void PersonPage::take(const Result<PersonRecord>& record)
{
    if (record)
        return show(*record);
    if (record.error().kind != ErrorKind::NotFound)
        return fail(record.error());
    m_ids->hide();
    m_kind->hide();
    m_stack->setCurrentWidget(m_gone);
}

void PersonPage::fail(const Error& error)
{
    m_message->show(Role::Error, errorText(error));
}

void PersonPage::show(const PersonRecord& record)
{
    m_message->clear();
    setTitle(personTitle(record.person, m_catalogue));
    const bool isLogin = !record.person.loginId.isEmpty();
    m_kind->set(
        isLogin ? Role::Accent : Role::Neutral, isLogin ? tr("Login user") : tr("Visitor"), QStringLiteral("user"));
    m_kind->show();
    showIds(record.person);
    showAttributes(record.person);
    m_events->show(record, m_catalogue);
    qint64 events = 0;
    for (const qint64 times : record.eventCounts)
        events += times;
    m_tabs->setTabText(Events, tr("Events (%1)").arg(numberText(events)));
    m_stack->setCurrentWidget(m_columns);
    readSegments();
}

void PersonPage::showIds(const Person& person)
{
    m_loginId->setText(person.loginId);
    m_loginId->parentWidget()->setVisible(!person.loginId.isEmpty());
    m_visitorId->setText(person.visitorId);
    m_visitorId->parentWidget()->setVisible(!person.visitorId.isEmpty());
    m_ids->show();
}

// Those without a value come last: what is known is what is looked for.
void PersonPage::showAttributes(const Person& person)
{
    m_rows->removeRows(0, m_rows->rowCount());
    QList<Attribute> without;
    for (const Attribute& attribute : m_catalogue.attributes()) {
        if (attribute.id <= 0)
            continue;
        const QVariant value = person.values.value(attribute.key);
        if (value.isValid())
            addAttribute(attribute, valueText(value, m_context.workspace.zone()));
        else
            without += attribute;
    }
    for (const Attribute& attribute : std::as_const(without))
        addAttribute(attribute, QString());
}

void PersonPage::addAttribute(const Attribute& attribute, const QString& value)
{
    QStandardItem* const label = readOnlyItem(attributeLabel(attribute));
    label->setData(true, cell::mutedRole);
    QStandardItem* const shown = readOnlyItem(value.isEmpty() ? tr("no value") : value);
    shown->setData(value.isEmpty(), cell::mutedRole);
    m_rows->appendRow({label, shown});
}

// All of it, where the row has no room.
void PersonPage::showValue(const QModelIndex& index)
{
    const QString label = m_rows->item(index.row(), 0)->text();
    const QString value = m_rows->item(index.row(), 1)->text();
    askAmong(this, QStringLiteral("personValue"), label, value,
        {{tr("Copy"), QStringLiteral("copy"), QStringLiteral("personValueCopy"), Answer::Look::Secondary,
             [this, value] {
                 QGuiApplication::clipboard()->setText(value);
                 m_context.toast(tr("“%1” was copied.").arg(value), {}, {});
             },
             false},
            {tr("Close"), {}, QStringLiteral("personValueClose"), Answer::Look::Secondary, {}, true}});
}

void PersonPage::readSegments()
{
    m_context.workspace.people().segments(m_id, this, [this](const Result<QList<Segment>>& segments) {
        if (!segments)
            return fail(segments.error());
        m_segments->show(*segments, m_catalogue);
        m_tabs->setTabText(Segments, tr("Segments (%1)").arg(numberText(segments->size())));
    });
}

void PersonPage::showDelivery(qint64 id)
{
    if (auto* shown = qobject_cast<DeliveryPanel*>(m_context.sidePanel()); shown && shown->isVisible())
        return shown->showDelivery(id);
    auto* panel = new DeliveryPanel(m_context.workspace);
    panel->showDelivery(id);
    m_context.showSidePanel(panel);
}

QVariantMap PersonPage::state() const
{
    return {{QStringLiteral("tab"), m_tabs->currentIndex()}};
}

void PersonPage::restore(const QVariantMap& state)
{
    m_tabs->setCurrentIndex(state.value(QStringLiteral("tab")).toInt());
}

} // namespace wd
