#include "ui/audience/segments/listsview.h"

#include "models/workspace/workspace.h"
#include "ui/audience/segments/listdialog.h"
#include "ui/shared/changereader.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/rowinhand.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/segmentuses.h"

#include <QPointer>
#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

enum ListColumn { Name, People, Uses, MadeBy, MadeAt, Actions };

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
    m_rows->setHorizontalHeaderLabels(
        {tr("List"), tr("People"), tr("Used by"), tr("Uploaded by"), tr("Uploaded at"), tr("Actions")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 180}, {Column::Fixed, 100}, {Column::Stretch, 160}, {Column::Fixed, 120, 2},
        {Column::Fixed, 148, 1}, {Column::Fixed, 272}});
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        const qint64 id = idIn(index.row());
        for (const PeopleList& list : std::as_const(m_all))
            if (list.id == id)
                return open(list);
    });
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    connect(&context.workspace.lists(), &ListService::changed, m_reader, &ChangeReader::read);
    connect(&context.workspace.segments(), &SegmentService::changed, m_reader, &ChangeReader::read);
    connect(&context.workspace.imports(), &ImportService::imported, m_reader, &ChangeReader::read);
    m_reader->read();
}

void ListsView::read()
{
    m_context.workspace.lists().all(this, [this](const Result<QList<PeopleList>>& lists) {
        if (lists) {
            m_all = *lists;
            return readUses();
        }
        m_reader->done();
        emit failed(errorText(lists.error()));
    });
}

void ListsView::readUses()
{
    m_context.workspace.lists().uses(this, [this](const Result<QHash<QString, QStringList>>& uses) {
        m_reader->done();
        m_uses = uses ? *uses : QHash<QString, QStringList>();
        show();
        if (!uses)
            emit failed(errorText(uses.error()));
    });
}

void ListsView::filter(const QString& text)
{
    m_sought = text;
    show();
}

void ListsView::select(qint64 id)
{
    m_selected = id;
    show();
}

int ListsView::rowOf(qint64 id) const
{
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (idIn(row) == id)
            return row;
    return -1;
}

qint64 ListsView::idIn(int row) const
{
    const QStandardItem* const name = m_rows->item(row, Name);
    return name ? name->data().toLongLong() : 0;
}

void ListsView::show()
{
    const int inHand = rowInHand(*m_table);
    const qint64 listInHand = idIn(inHand);
    m_rows->removeRows(0, m_rows->rowCount());
    for (const PeopleList& list : std::as_const(m_all))
        if (list.name.contains(m_sought, Qt::CaseInsensitive))
            addRow(list);
    m_table->fitRows(People);
    if (m_all.isEmpty())
        m_empty->set(QStringLiteral("import"), tr("No list has been uploaded yet: a file with ids is all it takes."),
            tr("Upload a list…"), [this] { emit uploadWanted(); });
    else
        m_empty->set(QStringLiteral("search"), tr("No list has “%1” in its name.").arg(m_sought));
    m_stack->setCurrentWidget(m_rows->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_table);
    const int wanted = rowOf(m_selected);
    if (wanted >= 0)
        m_selected = 0;
    const int same = rowOf(listInHand);
    takeInHand(*m_table, wanted >= 0 ? wanted : same >= 0 ? same : inHand);
}

void ListsView::addRow(const PeopleList& list)
{
    QList<QStandardItem*> items;
    for (const QString& text : {list.name, numberText(list.members), usesOf(list.name), list.audit.createdBy,
             dateTimeText(list.audit.createdAt, m_context.workspace.zone()), QString()}) {
        items += readOnlyItem(text);
    }
    items[Name]->setData(list.id);
    items[Uses]->setData(true, cell::mutedRole);
    if (list.unknown > 0)
        items[People]->setData(tr("%1 unknown", "ids that nobody has").arg(numberText(list.unknown)), cell::noteRole);
    m_rows->appendRow(items);
    const int row = m_rows->rowCount() - 1;
    auto* actions = new RowActions(list.name);
    actions->add(tr("Open"), QStringLiteral("openList"), [this, list] { open(list); });
    actions->add(
        tr("Make a segment"), QStringLiteral("segmentOfList"), [this, name = list.name] { emit segmentWanted(name); });
    actions->add(tr("Delete"), QStringLiteral("deleteList"), [this, list] { remove(list); });
    actions->addMore(tr("Rename…"), QStringLiteral("renameList"), [this, list] { open(list); });
    actions->addMore(
        tr("Replace by a file…"), QStringLiteral("replaceList"), [this, list] { emit replaceWanted(list); });
    m_table->setIndexWidget(m_rows->index(row, Actions), actions);
}

QString ListsView::usesOf(const QString& list) const
{
    QList<SegmentUse> uses;
    for (const QString& segment : m_uses.value(list))
        uses += SegmentUse{SegmentUse::Kind::Segment, 0, segment, 0};
    return usesText(uses);
}

void ListsView::open(const PeopleList& list)
{
    auto* dialog = new ListDialog(m_context.workspace, list, usesOf(list.name), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ListDialog::replaceAsked, this, &ListsView::replaceWanted);
    connect(dialog, &QDialog::accepted, this, [this, id = list.id] { select(id); });
    dialog->open();
}

// What it is used by is said before anything else.
void ListsView::remove(const PeopleList& list)
{
    if (m_uses.contains(list.name))
        return tell(list.name, {ErrorKind::InUse, {}, {}});
    if (m_context.workspace.imports().isRunning())
        m_context.toast(tr("“%1” is deleted as soon as the import (or its undoing) has ended.").arg(list.name), {}, {});
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
            ? tr("“%1” can't be deleted while it is in use by %2.").arg(name, usesOf(name))
            : errorText(error));
}

} // namespace wd
