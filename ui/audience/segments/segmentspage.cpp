#include "ui/audience/segments/segmentspage.h"

#include "models/workspace/workspace.h"
#include "ui/audience/segments/listsview.h"
#include "ui/audience/segments/listuploaddialog.h"
#include "ui/audience/segments/recentlydeleted.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/rowinhand.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/segmentuses.h"

#include <QPointer>
#include <QStackedLayout>
#include <QStandardItemModel>
#include <QTabBar>

namespace wd {

namespace {

enum SegmentColumn { Name, People, Sentence, Uses, UpdatedAt, Actions };
enum Tab { Segments, Lists };
const QString tabKey = QStringLiteral("tab");
const QString notKnown = QStringLiteral("…");

} // namespace

SegmentsPage::SegmentsPage(const PageContext& context, const QVariantMap& arguments, QWidget* parent)
    : Page(tr("Segments"), Body::Fixed, parent)
    , m_context(context)
    , m_selected(arguments.value(QStringLiteral("select")).toLongLong())
    , m_message(new InlineMessage(QStringLiteral("segmentsMessage"), this))
    , m_tabs(new QTabBar(this))
    , m_search(new SearchField(tr("Search by name"), QStringLiteral("segmentSearch"), this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("segmentTable"), tr("Segments"), this))
    , m_empty(new EmptyState(QStringLiteral("segmentsEmpty"), this))
    , m_lists(new ListsView(context, this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Segments"), {}, {}}});
    QPushButton* const upload
        = secondaryButton(tr("Upload a list…"), QStringLiteral("import"), QStringLiteral("uploadList"), this);
    connect(upload, &QPushButton::clicked, this, [this] { this->upload({}); });
    addTool(upload);
    QPushButton* const add
        = primaryButton(tr("New segment"), QStringLiteral("plus"), QStringLiteral("newSegment"), this);
    connect(add, &QPushButton::clicked, this, [this] { edit(0); });
    addTool(add);
    onKeys(QKeySequence::New, [this] { edit(0); });
    onKeys(QKeySequence::Find, [this] { m_search->setFocus(); });
    m_tabs->setObjectName(QStringLiteral("segmentsTabs"));
    m_tabs->setAccessibleName(tr("Segments or lists"));
    m_tabs->setDrawBase(false);
    m_tabs->addTab(tr("Segments"));
    m_tabs->addTab(tr("Lists"));
    m_search->setMaximumWidth(320);
    auto* head = new QHBoxLayout;
    head->addWidget(m_tabs);
    head->addStretch();
    QPushButton* const bin
        = textButton(tr("Recently deleted…"), QStringLiteral("trash"), QStringLiteral("recentlyDeleted"), this);
    connect(bin, &QPushButton::clicked, this, [this] {
        auto* dialog = new RecentlyDeleted(m_context.workspace, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    head->addWidget(bin);
    head->addWidget(m_search, 1);
    body()->addLayout(head);
    body()->addWidget(makeTable(), 1);
    body()->addWidget(m_message); // below: no row moves from under the mouse
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        m_message->clear();
        if (m_tabs->isVisible())
            m_tabs->setFocus(); // it may have been in what goes
        show();
    });
    connect(m_search, &SearchField::searched, this, &SegmentsPage::show);
    connect(m_lists, &ListsView::segmentWanted, this, [this](const QString& list) {
        m_context.navigate(routes::segmentEdit, {{QStringLiteral("id"), 0}, {QStringLiteral("list"), list}});
    });
    connect(m_lists, &ListsView::failed, this, [this](const QString& text) { m_message->show(Role::Error, text); });
    connect(m_lists, &ListsView::worked, m_message, &InlineMessage::clear);
    connect(m_lists, &ListsView::uploadWanted, this, [this] { this->upload({}); });
    connect(m_lists, &ListsView::replaceWanted, this, &SegmentsPage::upload);
    connect(&context.workspace.segments(), &SegmentService::changed, this, &SegmentsPage::read);
    // Other people, other numbers.
    connect(&context.workspace.lists(), &ListService::changed, this, &SegmentsPage::read);
    connect(&context.workspace.imports(), &ImportService::imported, this, &SegmentsPage::read);
    connect(&context.workspace.catalogue(), &CatalogueService::changed, this, &SegmentsPage::read);
    read();
}

QWidget* SegmentsPage::makeTable()
{
    m_rows->setHorizontalHeaderLabels(
        {tr("Segment"), tr("People now"), tr("Rule"), tr("Used by"), tr("Changed at"), tr("Actions")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 170}, {Column::Fixed, 106}, {Column::Stretch, 250}, {Column::Stretch, 160},
        {Column::Fixed, 148, 1}, {Column::Fixed, 150}});
    connect(m_table, &TableView::rowActivated, this,
        [this](const QModelIndex& index) { edit(m_rows->item(index.row(), Name)->data().toLongLong()); });
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_lists);
    return box;
}

QVariantMap SegmentsPage::state() const
{
    return {{tabKey, m_tabs->currentIndex()}};
}

void SegmentsPage::restore(const QVariantMap& state)
{
    if (m_selected == 0)
        m_tabs->setCurrentIndex(state.value(tabKey).toInt());
}

void SegmentsPage::read()
{
    const quint64 reading = ++m_reading;
    m_context.workspace.segments().catalogue(this, [this, reading](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return m_message->show(Role::Error, errorText(catalogue.error()));
        m_catalogue = *catalogue;
        m_context.workspace.segments().list(this, [this, reading](const Result<QList<Segment>>& segments) {
            if (!segments)
                return m_message->show(Role::Error, errorText(segments.error()));
            if (reading != m_reading)
                return;
            m_segments = *segments;
            m_counted.clear();
            m_uses.clear();
            show();
            for (const Segment& segment : std::as_const(m_segments))
                readUses(segment.id);
        });
    });
}

void SegmentsPage::show()
{
    const int inHand = rowInHand(*m_table);
    m_rows->removeRows(0, m_rows->rowCount());
    m_toCount.clear();
    const QString sought = m_search->text().trimmed();
    m_lists->filter(sought);
    for (const Segment& segment : std::as_const(m_segments))
        if (segmentLabel(segment).contains(sought, Qt::CaseInsensitive))
            addRow(segment);
    if (m_rows->rowCount() == 0)
        m_empty->set(QStringLiteral("search"), tr("No segment has “%1” in its name.").arg(sought));
    if (m_tabs->currentIndex() == Lists)
        return m_stack->setCurrentWidget(m_lists);
    m_stack->setCurrentWidget(m_rows->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_table);
    m_table->fitSentences();
    select(inHand);
    countNext();
}

// What was just made, else what takes the place of the row that somebody worked with.
void SegmentsPage::select(int rowBefore)
{
    const int wanted = m_selected == 0 ? -1 : rowOf(m_selected);
    if (wanted < 0)
        return takeInHand(*m_table, rowBefore);
    m_selected = 0;
    takeInHand(*m_table, wanted);
}

void SegmentsPage::addRow(const Segment& segment)
{
    const bool builtIn = segment.id < 0;
    const QStringList texts{segmentLabel(segment), m_counts.value(segment.id, notKnown),
        briefRuleSentence(segment.rule, segment.userKind, m_catalogue), m_uses.value(segment.id),
        builtIn ? tr("built in") : dateTimeText(segment.audit.updatedAt, m_context.workspace.zone()), QString()};
    QList<QStandardItem*> items;
    for (const QString& text : texts) {
        items += readOnlyItem(text);
    }
    items[Name]->setData(segment.id);
    if (!builtIn)
        items[UpdatedAt]->setToolTip(tr("Changed by %1").arg(segment.audit.updatedBy));
    items[People]->setData(!m_counted.contains(segment.id), cell::mutedRole);
    items[Uses]->setData(true, cell::mutedRole);
    items[Sentence]->setData(true, cell::mutedRole);
    for (const int column : {Name, Sentence, Uses})
        items[column]->setData(true, cell::sentenceRole);
    items[Sentence]->setToolTip(ruleSentence(segment.rule, segment.userKind, m_catalogue));
    m_rows->appendRow(items);
    if (!m_counted.contains(segment.id))
        m_toCount += segment.id;
    if (builtIn)
        return;
    auto* actions = new RowActions(segment.name);
    actions->add(tr("Edit"), QStringLiteral("editSegment"), [this, id = segment.id] { edit(id); });
    actions->add(tr("Delete"), QStringLiteral("deleteSegment"), [this, segment] { askToRemove(segment); });
    actions->addMore(tr("Duplicate"), QStringLiteral("duplicateSegment"), [this, id = segment.id] { duplicate(id); });
    m_table->setIndexWidget(m_rows->index(m_rows->rowCount() - 1, Actions), actions);
}

int SegmentsPage::rowOf(qint64 id) const
{
    for (int row = 0; row < m_rows->rowCount(); ++row)
        if (m_rows->item(row, Name)->data().toLongLong() == id)
            return row;
    return -1;
}

// One after the other: whatever else is asked of the audience meanwhile waits for one count at most.
void SegmentsPage::countNext()
{
    if (m_counting || m_toCount.isEmpty())
        return;
    const qint64 id = m_toCount.takeFirst();
    const auto segment
        = std::find_if(m_segments.cbegin(), m_segments.cend(), [id](const Segment& one) { return one.id == id; });
    if (segment == m_segments.cend())
        return countNext();
    m_counting = true;
    m_context.workspace.segments().count(*segment, this, [this, id, reading = m_reading](const Result<qint64>& people) {
        m_counting = false;
        if (reading == m_reading) {
            m_counts.insert(id, people ? numberText(*people) : QStringLiteral("–"));
            m_counted += id;
            if (const int row = rowOf(id); row >= 0) {
                m_rows->item(row, People)->setData(false, cell::mutedRole);
                m_rows->item(row, People)->setText(m_counts.value(id));
                m_rows->item(row, People)->setToolTip(people ? m_counts.value(id) : errorText(people.error()));
            }
        }
        countNext();
    });
}

void SegmentsPage::readUses(qint64 id)
{
    m_context.workspace.segments().usedBy(
        id, this, [this, id, reading = m_reading](const Result<QList<SegmentUse>>& uses) {
            if (!uses || reading != m_reading)
                return;
            m_uses.insert(id, usesText(*uses));
            if (const int row = rowOf(id); row >= 0) {
                m_rows->item(row, Uses)->setText(m_uses.value(id));
                m_rows->item(row, Uses)->setToolTip(m_uses.value(id));
                m_table->fitSentences();
            }
        });
}

void SegmentsPage::edit(qint64 id)
{
    if (id >= 0)
        m_context.navigate(routes::segmentEdit, {{QStringLiteral("id"), id}});
}

void SegmentsPage::duplicate(qint64 id)
{
    m_context.navigate(routes::segmentEdit, {{QStringLiteral("id"), 0}, {QStringLiteral("copyOf"), id}});
}

void SegmentsPage::upload(const PeopleList& replaced)
{
    auto* dialog = new ListUploadDialog(m_context.workspace, replaced, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ListUploadDialog::made, this, [this, replaced](const ListUploadReport& report) {
        m_tabs->setCurrentIndex(Lists);
        m_lists->select(report.list.id);
        if (replaced.id != 0)
            m_context.toast(tr("“%1” holds the people of the new file: %2 before, %3 now.")
                                .arg(report.list.name, numberText(replaced.members), numberText(report.list.members)),
                {}, {});
    });
    dialog->open();
}

// What it is used by is said before anything is asked.
void SegmentsPage::askToRemove(const Segment& segment)
{
    m_context.workspace.segments().usedBy(segment.id, this, [this, segment](const Result<QList<SegmentUse>>& uses) {
        if (!uses)
            return m_message->show(Role::Error, errorText(uses.error()));
        if (const QList<SegmentUse> live = liveUses(*uses); !live.isEmpty())
            return m_message->show(
                Role::Error, tr("“%1” can't be deleted while it is in use by %2.").arg(segment.name, usesText(live)));
        m_message->clear();
        if (uses->isEmpty())
            return remove(segment);
        ask(
            this, tr("Delete the segment “%1”?").arg(segment.name),
            tr("It is chosen in %1. They need another segment before they can go online.").arg(usesText(*uses)),
            tr("Delete"), [this, segment] { remove(segment); }, Weight::Destructive);
    });
}

void SegmentsPage::remove(const Segment& segment)
{
    SegmentService* const segments = &m_context.workspace.segments();
    const auto tell = [page = QPointer(this)](const Result<void>& done) {
        if (!done && page)
            page->m_message->show(Role::Error, errorText(done.error()));
    };
    segments->remove(segment.id, this, [this, segments, segment, tell](const Result<void>& removed) {
        if (!removed)
            return tell(removed);
        m_context.toast(tr("The segment “%1” was deleted.").arg(segment.name), tr("Undo"),
            [segments, id = segment.id, tell] { segments->restore(id, segments, tell); });
    });
}

} // namespace wd
