#include "ui/audience/people/personsegments.h"

#include "ui/shared/emptystate.h"
#include "ui/shared/tableview.h"
#include "ui/texts/rulesentence.h"

#include <QStackedLayout>
#include <QStandardItemModel>

namespace wd {

PersonSegments::PersonSegments(QWidget* parent)
    : QWidget(parent)
    , m_rows(new QStandardItemModel(this))
    , m_table(new TableView(QStringLiteral("personSegments"), tr("Segments the user is in"), this))
    , m_stack(new QStackedLayout(this))
{
    m_rows->setHorizontalHeaderLabels({tr("Segment"), tr("Rule")});
    m_table->setModel(m_rows);
    m_table->setColumns({{Column::Stretch, 160}, {Column::Stretch, 240}});
    connect(m_table, &TableView::rowActivated, this, &PersonSegments::choose);
    connect(m_table, &TableView::linkClicked, this, &PersonSegments::choose);
    auto* empty = new EmptyState(QStringLiteral("personSegmentsEmpty"), this);
    empty->set(QStringLiteral("segments"), tr("The user is in no segment now."));
    setContentsMargins(0, 16, 0, 0);
    m_stack->addWidget(new QWidget(this)); // until the answer is there
    m_stack->addWidget(empty);
    m_stack->addWidget(m_table);
}

void PersonSegments::show(const QList<Segment>& segments, const Catalogue& catalogue)
{
    m_segments = segments;
    m_rows->removeRows(0, m_rows->rowCount());
    for (const Segment& segment : segments) {
        QStandardItem* const name = readOnlyItem(segmentLabel(segment));
        name->setData(segment.id > 0, cell::linkRole);
        m_rows->appendRow({name, readOnlyItem(ruleSentence(segment.rule, segment.userKind, catalogue))});
    }
    m_stack->setCurrentIndex(segments.isEmpty() ? 1 : 2);
}

// There is nothing to change in those that are built in.
void PersonSegments::choose(const QModelIndex& index)
{
    if (const qint64 id = m_segments.at(index.row()).id; id > 0)
        emit chosen(id);
}

} // namespace wd
