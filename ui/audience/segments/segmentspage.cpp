#include "ui/audience/segments/segmentspage.h"

#include "models/workspace/workspace.h"
#include "ui/shared/buttons.h"
#include "ui/shared/confirm.h"
#include "ui/shared/emptystate.h"
#include "ui/shared/formatting.h"
#include "ui/shared/inlinemessage.h"
#include "ui/shared/rowactions.h"
#include "ui/shared/searchfield.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

namespace {

enum SegmentColumn { Name, Kind, Sentence, UpdatedBy, UpdatedAt, Actions };

} // namespace

SegmentsPage::SegmentsPage(const PageContext& context, const QVariantMap&, QWidget* parent)
    : Page(tr("Segments"), Body::Fixed, parent)
    , m_context(context)
    , m_message(new InlineMessage(QStringLiteral("segmentsMessage"), this))
    , m_search(new SearchField(tr("Search by name"), QStringLiteral("segmentSearch"), this))
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("segmentTable"), tr("Segments"), this))
    , m_empty(new EmptyState(QStringLiteral("segmentsEmpty"), this))
{
    setCrumbs({{tr("Data"), {}, {}}, {tr("Segments"), {}, {}}});
    QPushButton* const add
        = primaryButton(tr("New segment"), QStringLiteral("plus"), QStringLiteral("newSegment"), this);
    connect(add, &QPushButton::clicked, this, [this] { edit(0); });
    addTool(add);
    onKeys(QKeySequence::New, [this] { edit(0); });
    onKeys(QKeySequence::Find, [this] { m_search->setFocus(); });

    m_search->setMaximumWidth(320);
    body()->addWidget(m_search);
    body()->addWidget(m_message);
    m_rows->setHorizontalHeaderLabels(
        {tr("Segment"), tr("User kind"), tr("Rule"), tr("Changed by"), tr("Changed at"), tr("Actions")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 180}, {Column::Fixed, 110}, {Column::Stretch, 260}, {Column::Fixed, 100},
        {Column::Fixed, 150}, {Column::Fixed, 150}});
    connect(m_table, &TableView::rowActivated, this,
        [this](const QModelIndex& index) { edit(m_rows->item(index.row(), Name)->data().toLongLong()); });
    auto* box = new QWidget(this);
    m_stack = new QStackedLayout(box);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    body()->addWidget(box, 1);
    connect(m_search, &SearchField::searched, this, &SegmentsPage::show);
    connect(&context.workspace.segments(), &SegmentService::changed, this, &SegmentsPage::read);
    read();
}

void SegmentsPage::read()
{
    m_context.workspace.segments().catalogue(this, [this](const Result<Catalogue>& catalogue) {
        if (!catalogue)
            return m_message->show(Role::Error, errorText(catalogue.error()));
        m_catalogue = *catalogue;
        m_context.workspace.segments().list(this, [this](const Result<QList<Segment>>& segments) {
            if (!segments)
                return m_message->show(Role::Error, errorText(segments.error()));
            m_segments = *segments;
            show();
        });
    });
}

void SegmentsPage::show()
{
    m_rows->removeRows(0, m_rows->rowCount());
    const QString sought = m_search->text().trimmed();
    for (const Segment& segment : std::as_const(m_segments))
        if (segmentLabel(segment).contains(sought, Qt::CaseInsensitive))
            addRow(segment);
    if (m_rows->rowCount() == 0)
        m_empty->set(QStringLiteral("search"), tr("No segment has “%1” in its name.").arg(sought));
    m_stack->setCurrentWidget(m_rows->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_table);
}

void SegmentsPage::addRow(const Segment& segment)
{
    const bool builtIn = segment.id < 0;
    const QStringList texts{segmentLabel(segment), userKindText(segment.userKind),
        ruleSentence(segment.rule, segment.userKind, m_catalogue), builtIn ? tr("built in") : segment.audit.updatedBy,
        builtIn ? QString() : dateTimeText(segment.audit.updatedAt, m_context.workspace.zone()), QString()};
    QList<QStandardItem*> items;
    for (const QString& text : texts) {
        items += readOnlyItem(text);
    }
    items[Name]->setData(segment.id);
    m_rows->appendRow(items);
    if (builtIn)
        return;
    auto* actions = new RowActions(segment.name);
    actions->add(tr("Edit"), QStringLiteral("editSegment"), [this, id = segment.id] { edit(id); });
    actions->add(tr("Delete"), QStringLiteral("deleteSegment"), [this, segment] { askToRemove(segment); });
    m_table->setIndexWidget(m_rows->index(m_rows->rowCount() - 1, Actions), actions);
}

void SegmentsPage::edit(qint64 id)
{
    if (id >= 0)
        m_context.navigate(routes::segmentEdit, {{QStringLiteral("id"), id}});
}

void SegmentsPage::askToRemove(const Segment& segment)
{
    ask(
        this, tr("Delete the segment?"),
        tr("“%1” is deleted. People and what was sent to them stay on record.").arg(segment.name), tr("Delete"),
        [this, id = segment.id] {
            m_context.workspace.segments().remove(id, this, [this](const Result<void>& removed) {
                if (!removed)
                    m_message->show(Role::Error, errorText(removed.error()));
            });
        },
        Weight::Destructive);
}

} // namespace wd
