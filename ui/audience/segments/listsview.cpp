#include "ui/audience/segments/listsview.h"

#include "models/workspace/workspace.h"
#include "ui/shared/changereader.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"

#include <QPointer>
#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

enum ListColumn { Name, People, MadeBy, MadeAt, Actions };

} // namespace

ListsView::ListsView(const PageContext& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_reader(new ChangeReader([this] { read(); }, this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("listTable"), tr("Lists"), this))
    , m_empty(new EmptyState(QStringLiteral("listsEmpty"), this))
    , m_stack(new QStackedLayout(this))
{
    m_rows->setHorizontalHeaderLabels({tr("List"), tr("People"), tr("Uploaded by"), tr("Uploaded at"), tr("Actions")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 200}, {Column::Fixed, 120}, {Column::Fixed, 120, 2}, {Column::Fixed, 160, 1},
        {Column::Fixed, 200}});
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    connect(&context.workspace.lists(), &ListService::changed, m_reader, &ChangeReader::read);
    m_reader->read();
}

void ListsView::read()
{
    m_context.workspace.lists().all(this, [this](const Result<QList<PeopleList>>& lists) {
        m_reader->done();
        if (!lists) {
            emit failed(errorText(lists.error()));
            return;
        }
        m_all = *lists;
        show();
    });
}

void ListsView::filter(const QString& text)
{
    m_sought = text;
    show();
}

void ListsView::select(const QString& name)
{
    m_selected = name;
    show();
}

void ListsView::show()
{
    m_rows->removeRows(0, m_rows->rowCount());
    for (const PeopleList& list : std::as_const(m_all)) {
        if (!list.name.contains(m_sought, Qt::CaseInsensitive))
            continue;
        QList<QStandardItem*> items;
        for (const QString& text : {list.name, numberText(list.members), list.audit.createdBy,
                 dateTimeText(list.audit.createdAt, m_context.workspace.zone()), QString()}) {
            items += readOnlyItem(text);
        }
        m_rows->appendRow(items);
        auto* actions = new RowActions(list.name);
        actions->add(tr("Make a segment"), QStringLiteral("segmentOfList"),
            [this, name = list.name] { emit segmentWanted(name); });
        actions->add(tr("Delete"), QStringLiteral("deleteList"), [this, list] { remove(list); });
        m_table->setIndexWidget(m_rows->index(m_rows->rowCount() - 1, Actions), actions);
        if (list.name == m_selected)
            m_table->selectRow(m_rows->rowCount() - 1);
    }
    if (m_all.isEmpty())
        m_empty->set(QStringLiteral("import"), tr("No list has been uploaded yet: a file with ids is all it takes."),
            tr("Upload a list…"), [this] { emit uploadWanted(); });
    else
        m_empty->set(QStringLiteral("search"), tr("No list has “%1” in its name.").arg(m_sought));
    m_stack->setCurrentWidget(m_rows->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_table);
}

void ListsView::remove(const PeopleList& list)
{
    ListService* const lists = &m_context.workspace.lists();
    lists->remove(list, this, [this, lists, list](const Result<void>& removed) {
        if (!removed)
            return tell(list.name, removed.error());
        emit worked();
        m_context.toast(
            tr("The list “%1” was deleted.").arg(list.name), tr("Undo"), [lists, list, view = QPointer(this)] {
                lists->restore(list.id, lists, [view, list](const Result<void>& restored) {
                    if (!restored && view)
                        view->tell(list.name, restored.error());
                });
            });
    });
}

void ListsView::tell(const QString& name, const Error& error)
{
    emit failed(error.kind == ErrorKind::InUse
            ? tr("“%1” can't be deleted while the segments %2 name it.").arg(name, error.arguments.value(0))
            : errorText(error));
}

} // namespace wd
