#include "ui/audience/people/foundpeople.h"

#include "models/workspace/workspace.h"
#include "ui/audience/people/persontexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QStackedLayout>
#include <QStandardItemModel>

#include <utility>

namespace wd {

namespace {

constexpr int most = 50;
constexpr qsizetype tellingColumns = 3;
constexpr int slowMs = 300;

} // namespace

FoundPeople::FoundPeople(Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , m_workspace(workspace)
    , m_message(new InlineMessage(QStringLiteral("foundMessage"), this))
    , m_heading(mutedLabel({}, this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("foundPeople"), tr("People found"), this))
    , m_empty(new EmptyState(QStringLiteral("foundEmpty"), this))
    , m_blank(new QWidget(this))
{
    m_heading->setObjectName(QStringLiteral("foundCount"));
    m_table->setModel(m_rows);
    connect(m_table, &TableView::rowActivated, this,
        [this](const QModelIndex& index) { emit chosen(m_people.at(index.row()).id); });
    connect(m_table, &TableView::linkClicked, this,
        [this](const QModelIndex& index) { emit chosen(m_people.at(index.row()).id); });
    m_slow.setSingleShot(true);
    m_slow.setInterval(slowMs);
    connect(&m_slow, &QTimer::timeout, this, &FoundPeople::showWorking);
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_blank);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_message);
    layout->addWidget(m_heading);
    layout->addWidget(box, 1);
}

void FoundPeople::seek(const QString& text)
{
    m_text = text;
    m_searching = true;
    m_openWanted = false;
    m_slow.start();
    // One more than is shown tells whether there are more.
    m_workspace.people().find(
        text, most + 1, this, [this, text](const Result<QList<Person>>& people) { take(text, people); });
}

void FoundPeople::showWorking()
{
    m_heading->setText(tr("Searching…"));
    m_heading->show();
}

void FoundPeople::take(const QString& text, const Result<QList<Person>>& people)
{
    m_slow.stop();
    m_searching = false;
    if (!people) {
        m_heading->hide();
        return m_message->show(Role::Error, errorText(people.error()));
    }
    m_message->clear();
    m_people = *people;
    const bool more = m_people.size() > most;
    m_people = m_people.mid(0, most);
    m_heading->setText(more ? tr("The first %Ln people; type more to narrow it down.", nullptr, most)
                            : tr("%Ln people found", nullptr, int(m_people.size())));
    m_heading->setVisible(!m_people.isEmpty());
    showRows();
    if (m_people.isEmpty()) {
        m_empty->set(QStringLiteral("search"), tr("Nobody has “%1” in an id or a text.").arg(text));
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentWidget(m_table);
    m_table->selectRow(0);
    if (std::exchange(m_openWanted, false))
        openBest();
}

void FoundPeople::showRows()
{
    const QList<Attribute> telling = tellingAttributes(m_catalogue, tellingColumns);
    QStringList heads{attributeLabel(loginIdAttribute()), attributeLabel(visitorIdAttribute())};
    QList<Column> columns{{Column::Stretch, 150}, {Column::Stretch, 130, telling.isEmpty() ? 0 : 1}};
    for (qsizetype i = 0; i < telling.size(); ++i) {
        heads += attributeLabel(telling.at(i));
        columns += Column{Column::Stretch, 140, i == 2 ? 2 : 0};
    }
    m_rows->clear();
    m_rows->setHorizontalHeaderLabels(heads);
    for (const Person& person : std::as_const(m_people)) {
        QList<QStandardItem*> items{readOnlyItem(person.loginId), readOnlyItem(person.visitorId)};
        items[person.loginId.isEmpty() ? 1 : 0]->setData(true, cell::linkRole);
        for (const Attribute& attribute : telling)
            items += readOnlyItem(valueText(person.values.value(attribute.key), m_workspace.zone()));
        m_rows->appendRow(items);
    }
    m_table->setColumns(columns);
}

void FoundPeople::openBest()
{
    if (m_searching) {
        m_openWanted = true;
        return;
    }
    if (m_people.isEmpty())
        return;
    const Person& first = m_people.first();
    if (m_people.size() == 1 || first.loginId == m_text || first.visitorId == m_text)
        emit chosen(first.id);
    else
        takeFocus();
}

void FoundPeople::takeFocus()
{
    if (m_rows->rowCount() > 0)
        m_table->setFocus();
}

} // namespace wd
