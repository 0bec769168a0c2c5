#include "ui/audience/segments/recentlydeleted.h"

#include "models/workspace/workspace.h"
#include "ui/shared/buttons.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/rowinhand.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"

#include <QStackedLayout>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace wd {

namespace {

enum { Name, What, DeletedBy, DeletedAt, Actions };

} // namespace

RecentlyDeleted::RecentlyDeleted(Workspace& workspace, QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_message(new InlineMessage(QStringLiteral("deletedMessage"), this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("deletedTable"), tr("Deleted segments and lists, the latest first"), this))
    , m_empty(new EmptyState(QStringLiteral("deletedEmpty"), this))
{
    setObjectName(QStringLiteral("recentlyDeletedDialog"));
    setWindowTitle(tr("Recently deleted"));
    resize(720, 440);
    QPushButton* const close = secondaryButton(tr("Close"), {}, QStringLiteral("closeDeleted"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(close);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(16);
    layout->addWidget(mutedLabel(tr("Deleted segments and lists are kept for %n days.", nullptr, daysInBin), this));
    layout->addWidget(makeTable(), 1);
    layout->addWidget(m_message);
    layout->addLayout(buttons);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(&workspace.segments(), &SegmentService::changed, this, &RecentlyDeleted::read);
    connect(&workspace.lists(), &ListService::changed, this, &RecentlyDeleted::read);
    read();
}

QWidget* RecentlyDeleted::makeTable()
{
    m_rows->setHorizontalHeaderLabels({tr("Name"), tr("What"), tr("Deleted by"), tr("Deleted at"), tr("Actions")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 180, 0, Qt::ElideMiddle}, {Column::Fixed, 90}, {Column::Fixed, 120},
        {Column::Fixed, 148}, {Column::Fixed, 110}});
    m_empty->set(QStringLiteral("trash"), tr("Nothing was deleted in this time."));
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    return box;
}

void RecentlyDeleted::read()
{
    m_workspace.segments().removed(this, [this](const Result<QList<RemovedItem>>& segments) {
        if (!segments)
            return m_message->show(Role::Error, errorText(segments.error()));
        QList<Row> rows;
        for (const RemovedItem& item : *segments)
            rows += Row{Kind::Segment, item};
        m_workspace.lists().removed(this, [this, rows](const Result<QList<RemovedItem>>& lists) {
            if (!lists)
                return m_message->show(Role::Error, errorText(lists.error()));
            QList<Row> all = rows;
            for (const RemovedItem& item : *lists)
                all += Row{Kind::List, item};
            show(all);
        });
    });
}

void RecentlyDeleted::show(QList<Row> rows)
{
    std::stable_sort(
        rows.begin(), rows.end(), [](const Row& one, const Row& other) { return one.item.at > other.item.at; });
    const int inHand = rowInHand(*m_table);
    m_rows->removeRows(0, m_rows->rowCount());
    m_shown = rows;
    for (const Row& row : std::as_const(rows))
        addRow(row);
    m_stack->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget*>(m_empty) : m_table);
    takeInHand(*m_table, inHand);
}

void RecentlyDeleted::addRow(const Row& row)
{
    m_rows->appendRow(
        {readOnlyItem(row.item.name), readOnlyItem(row.kind == Kind::Segment ? tr("Segment") : tr("List")),
            readOnlyItem(row.item.by), readOnlyItem(dateTimeText(row.item.at, m_workspace.zone())), readOnlyItem({})});
    auto* actions = new RowActions(row.item.name);
    actions->add(tr("Restore"), QStringLiteral("restoreDeleted"), [this, row] { restore(row); });
    m_table->setIndexWidget(m_rows->index(m_rows->rowCount() - 1, Actions), actions);
}

void RecentlyDeleted::restore(const Row& row)
{
    m_message->clear();
    const auto told = [this, row](const Result<void>& restored) {
        if (!restored)
            return tell(row, restored.error());
        m_message->show(Role::Ok,
            (row.kind == Kind::Segment ? tr("The segment “%1” is back.") : tr("The list “%1” is back."))
                .arg(row.item.name));
    };
    if (row.kind == Kind::Segment)
        m_workspace.segments().restore(row.item.id, this, told);
    else
        m_workspace.lists().restore(row.item.id, this, told);
}

void RecentlyDeleted::tell(const Row& row, const Error& error)
{
    if ((error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Replaced) && error.where.startsWith(u"rule"))
        return tellMissing(row, error);
    if (error.kind != ErrorKind::Duplicate)
        return m_message->show(Role::Error, errorText(error));
    const QString words = row.kind == Kind::Segment
        ? tr("There is another segment “%1” by now. Please rename that one first.")
        : tr("There is another list “%1” by now. Please rename that one first.");
    m_message->show(Role::Error, words.arg(row.item.name));
}

bool RecentlyDeleted::isDeleted(Kind kind, const QString& name) const
{
    return std::any_of(m_shown.cbegin(), m_shown.cend(),
        [kind, &name](const Row& shown) { return shown.kind == kind && shown.item.name == name; });
}

// A list and a segment can have one name; all that is to be restored first is said at once.
void RecentlyDeleted::tellMissing(const Row& row, const Error& error)
{
    const Named kind = error.arguments.value(0) == u"list" ? Named::List : Named::Segment;
    const RuleName missing{kind, error.arguments.last()};
    if (error.kind == ErrorKind::Replaced
        || !isDeleted(kind == Named::List ? Kind::List : Kind::Segment, missing.second))
        return m_message->show(Role::Error,
            tr("The rule of “%1” names what is not there any more. %2")
                .arg(row.item.name, errorText({error.kind, error.arguments, {}})));
    m_workspace.segments().namedByRemoved(
        row.item.id, this, [this, row, missing](const Result<QList<RuleName>>& named) {
            QList<RuleName> names = named ? *named : QList<RuleName>();
            if (!names.contains(missing)) // it was renamed since
                names.prepend(missing);
            QStringList first;
            for (const auto& [what, name] : std::as_const(names))
                if (what == Named::List && isDeleted(Kind::List, name))
                    first += tr("the list “%1”").arg(name);
                else if (what == Named::Segment && isDeleted(Kind::Segment, name))
                    first += tr("the segment “%1”").arg(name);
            m_message->show(Role::Error,
                tr("The rule of the segment “%1” names what is deleted as well. Please restore this first: %2.")
                    .arg(row.item.name, first.join(tr(", ", "between names"))));
        });
}

} // namespace wd
