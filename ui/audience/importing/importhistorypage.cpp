#include "ui/audience/importing/importhistorypage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/importing/failedrowsdialog.h"
#include "ui/audience/importing/importrun.h"
#include "ui/audience/importing/importtexts.h"
#include "ui/audience/importing/undoquestion.h"
#include "ui/shared/buttons.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"

#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

enum { At, File, Kind, Rows, Counts, Failed, State, Actions };
constexpr int gatherMs = 200;

} // namespace

ImportHistoryPage::ImportHistoryPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Earlier imports"), Body::Fixed, parent)
    , m_context(context)
    , m_message(new InlineMessage(QStringLiteral("historyMessage"), this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("importHistoryTable"), tr("Imports, the latest first"), this))
    , m_empty(new EmptyState(QStringLiteral("importHistoryEmpty"), this))
    , m_reader([this] { read(); }, this, gatherMs)
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Users and events"), routes::people, {}}, {tr("Earlier imports"), {}, {}}});
    QPushButton* const import
        = primaryButton(tr("Import…"), QStringLiteral("import"), QStringLiteral("importButton"), this);
    connect(import, &QPushButton::clicked, this, &ImportHistoryPage::openImport);
    addTool(import);
    onKeys(QKeySequence(Qt::CTRL | Qt::Key_I), [this] { openImport(); });
    m_rows->setHorizontalHeaderLabels(
        {tr("Imported"), tr("File"), tr("What"), tr("Rows"), tr("Result"), tr("Failed"), tr("State"), tr("Actions")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Fixed, 146}, {Column::Stretch, 120}, {Column::Fixed, 68, 2}, {Column::Fixed, 104, 3},
        {Column::Stretch, 160}, {Column::Fixed, 72}, {Column::Fixed, 142}, {Column::Fixed, 162}});
    connect(m_table, &TableView::rowActivated, this, &ImportHistoryPage::open);
    connect(m_table, &TableView::linkClicked, this, &ImportHistoryPage::open);
    m_empty->set(
        QStringLiteral("import"), tr("Nothing has been imported yet."), tr("Import…"), [this] { openImport(); });
    body()->addWidget(m_message);
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body()->addWidget(box, 1);
    connect(&context.workspace.imports(), &ImportService::imported, &m_reader, &ChangeReader::note);
    m_reader.read();
}

void ImportHistoryPage::read()
{
    m_context.workspace.imports().history(this, [this](const Result<QList<ImportEntry>>& entries) {
        if (entries)
            show(*entries);
        else
            m_message->show(Role::Error, errorText(entries.error()));
        m_reader.done();
    });
}

void ImportHistoryPage::show(const QList<ImportEntry>& entries)
{
    // Also when a dialog is open that gives the focus back.
    const bool hasFocus = m_table->isAncestorOf(window()->focusWidget());
    const int current = m_table->currentIndex().row();
    m_entries = entries;
    m_rows->removeRows(0, m_rows->rowCount());
    for (const ImportEntry& entry : entries)
        addRow(entry);
    m_stack->setCurrentIndex(entries.isEmpty() ? 1 : 0);
    if (current >= 0)
        m_table->selectRow(qMin(current, m_rows->rowCount() - 1));
    if (hasFocus)
        m_table->setFocus();
}

void ImportHistoryPage::addRow(const ImportEntry& entry)
{
    const ImportService& imports = m_context.workspace.imports();
    const bool isUndone = imports.undoing() == entry.id;
    const bool runs = isUndone || (imports.isRunning() && !imports.undoing() && entry.id == m_entries.first().id);
    ImportEntry now = entry;
    if (isUndone)
        now.state = ImportState::Undoing; // on record only after its first step
    QList<QStandardItem*> items{readOnlyItem(dateTimeText(entry.at, m_context.workspace.zone())),
        readOnlyItem(entry.file), readOnlyItem(entry.list.isEmpty() ? importKindText(entry.kind) : tr("List")),
        readOnlyItem(numberText(entry.rows)), readOnlyItem(importedText(entry)),
        readOnlyItem(entry.failed > 0 ? numberText(entry.failed) : QString()), readOnlyItem(importStateText(now, runs)),
        readOnlyItem({})};
    items[File]->setData(true, cell::linkRole);
    if (!entry.list.isEmpty())
        items[Kind]->setToolTip(tr("Users added by the list “%1”").arg(entry.list));
    items[State]->setData(int(importStateRole(now, runs)), cell::pillRole);
    m_rows->appendRow(items);
    m_table->setIndexWidget(m_rows->index(m_rows->rowCount() - 1, Actions), makeActions(entry));
}

QWidget* ImportHistoryPage::makeActions(const ImportEntry& entry)
{
    auto* actions = new RowActions(entry.file, m_table);
    if (entry.state != ImportState::Undone)
        setBlocked(actions->add(tr("Undo"), QStringLiteral("undoImport"), [this, entry] { askUndo(entry); }),
            undoHindrance(m_entries, entry, m_context.workspace.imports().isRunning()));
    if (entry.failed > 0 && entry.state != ImportState::Undone)
        actions->add(tr("Failed rows…"), QStringLiteral("saveFailedRows"), [this, entry] { saveFailed(entry); });
    return actions;
}

void ImportHistoryPage::open(const QModelIndex& index)
{
    m_context.navigate(routes::importReport, {{QStringLiteral("id"), m_entries.at(index.row()).id}});
}

void ImportHistoryPage::saveFailed(const ImportEntry& entry)
{
    saveFailedRowsAs(this, m_context.workspace.imports(), entry.id, entry.file,
        [this, failed = entry.failed](const Result<qint64>& rows, const QString& path) {
            if (!rows)
                return m_message->show(Role::Error, errorText(rows.error()));
            m_message->show(Role::Ok, failedRowsText(*rows, failed, path));
        });
}

void ImportHistoryPage::askUndo(const ImportEntry& entry)
{
    askToUndo(this, m_context, entry.id, m_message, [this, entry] { undo(entry); });
}

void ImportHistoryPage::undo(const ImportEntry& entry)
{
    m_message->show(Role::Neutral, tr("Undoing the import of “%1” …").arg(entry.file));
    m_message->addAction(tr("Stop"), QStringLiteral("stopUndo"), [this] { m_context.workspace.imports().stop(); });
    m_context.workspace.imports().undo(entry.id, this, [this](const Result<UndoReport>& undone) {
        if (!undone && undone.error().kind == ErrorKind::Cancelled)
            return m_message->show(Role::Warning, tr("Stopped halfway. Undo it again to go on."));
        if (!undone)
            return m_message->show(Role::Error, errorText(undone.error()));
        m_message->show(Role::Ok, undoneText(*undone));
    });
    m_reader.read(); // its state changed
}

void ImportHistoryPage::openImport()
{
    ImportRun::of(m_context.workspace.imports(), m_context.workspace.clock()).forget();
    m_context.navigate(routes::importFile, {});
}

} // namespace wd
