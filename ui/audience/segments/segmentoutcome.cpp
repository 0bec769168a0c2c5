#include "ui/audience/segments/segmentoutcome.h"

#include "models/workspace/workspace.h"
#include "ui/audience/rules/datanote.h"
#include "ui/audience/segments/personvalues.h"
#include "ui/audience/segments/whyview.h"
#include "ui/shared/buttons.h"
#include "ui/shared/formatting.h"
#include "ui/shared/tableview.h"
#include "ui/texts/errortexts.h"
#include "ui/texts/rulesentence.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int lateMs = 300;
constexpr int peopleShown = 20;
constexpr int leastTable = 96;

} // namespace

SegmentOutcome::SegmentOutcome(const PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_count(figureLabel(QStringLiteral("–"), this))
    , m_note(mutedLabel({}, this))
    , m_data(textLabel({}, this))
    , m_scroll(new QScrollArea(this))
    , m_tabs(new QTabWidget(this))
    , m_people(new QStandardItemModel(this))
    , m_why(new WhyView(context, this))
{
    setProperty("look", QStringLiteral("card"));
    m_count->setObjectName(QStringLiteral("segmentCount"));
    m_count->setAccessibleName(tr("People in the segment"));
    m_note->setObjectName(QStringLiteral("segmentCountNote"));
    m_data->setObjectName(QStringLiteral("segmentData"));
    m_data->setProperty("look", QStringLiteral("fieldLine"));
    m_data->setProperty("role", QStringLiteral("warning"));
    m_data->hide();
    m_tabs->setObjectName(QStringLiteral("segmentTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // see fitWhy()
    m_tabs->addTab(makeSample(), tr("First people"));
    m_tabs->addTab(m_why, tr("Why, why not"));
    auto* inside = new QWidget(this);
    inside->setProperty("look", QStringLiteral("pageBody"));
    auto* lines = new QVBoxLayout(inside);
    lines->setSpacing(2);
    lines->addWidget(mutedLabel(tr("People in the segment now"), inside));
    lines->addWidget(m_count);
    lines->addWidget(m_note);
    lines->addWidget(m_data);
    lines->addSpacing(6);
    lines->addWidget(m_tabs, 1);
    m_scroll->setObjectName(QStringLiteral("outcomeScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    const auto keepWidth = [lines, bar = m_scroll->verticalScrollBar()] {
        lines->setContentsMargins(0, 0, bar->maximum() > 0 ? 0 : bar->sizeHint().width(), 0);
    };
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, keepWidth);
    keepWidth();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 6, 12);
    layout->addWidget(m_scroll);
    m_late.setSingleShot(true);
    m_late.setInterval(lateMs);
    connect(&m_late, &QTimer::timeout, this, [this] { m_note->setText(tr("Counting …")); });
    connect(m_tabs, &QTabWidget::tabBarClicked, this, [this](int tab) {
        if (m_tabs->widget(tab) == m_why) // once it is shown
            QMetaObject::invokeMethod(
                m_why, [this] { m_why->takeFocus(); }, Qt::QueuedConnection);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &SegmentOutcome::fitWhy);
    connect(m_why, &WhyView::contentChanged, this, &SegmentOutcome::fitWhy);
    connect(m_why, &WhyView::answered, this, &SegmentOutcome::showWhyAnswer);
    connect(m_table, &TableView::rowActivated, this, [this](const QModelIndex& index) {
        m_tabs->setCurrentWidget(m_why);
        m_why->ask(m_people->item(index.row(), 0)->text());
    });
}

QWidget* SegmentOutcome::makeSample()
{
    auto* box = new QWidget(this);
    m_table = new TableView(QStringLiteral("segmentPeople"), tr("The first people"), box);
    m_table->setModel(m_people);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_table->setToolTip(tr("Return or a double click explains why somebody is in it."));
    m_nobody = mutedLabel({}, box);
    m_nobody->setObjectName(QStringLiteral("segmentNobody"));
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 12, 0, 0);
    layout->addWidget(m_nobody, 0, Qt::AlignTop);
    layout->addWidget(m_table, 1);
    return box;
}

// The answer is as high as it is, and the card scrolls; a table fills what there is.
void SegmentOutcome::fitWhy()
{
    const int bar = m_tabs->tabBar()->sizeHint().height();
    const bool isShown = m_tabs->currentWidget() == m_why;
    m_tabs->setMinimumHeight(bar + (isShown ? m_why->heightForWidth(m_tabs->width()) : leastTable));
}

// With tabs and field above it, once it has its place: its lines take theirs first, then the card its height.
void SegmentOutcome::showWhyAnswer()
{
    const auto scroll = [this] { m_scroll->verticalScrollBar()->setValue(m_tabs->y()); };
    const auto fit = [this, scroll] {
        fitWhy();
        QMetaObject::invokeMethod(m_scroll, scroll, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(this, fit, Qt::QueuedConnection);
}

void SegmentOutcome::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    QMetaObject::invokeMethod(this, &SegmentOutcome::fitWhy, Qt::QueuedConnection); // once its parts have their places
}

void SegmentOutcome::drop()
{
    m_asker.reset();
    m_late.stop();
    showDated(true);
}

void SegmentOutcome::showIncomplete(const QString& reason)
{
    drop();
    showNothing(reason);
}

void SegmentOutcome::showNothing(const QString& reason)
{
    m_count->setText(QStringLiteral("–"));
    m_note->setText(reason);
    m_data->hide();
    showPeople({});
    showDated(false);
    m_nobody->hide(); // the note says it
    m_why->setBlocked(reason);
}

void SegmentOutcome::ask(const Segment& segment, const RuleChoices& choices)
{
    m_segment = segment;
    m_catalogue = choices.catalogue;
    m_data->setText(briefDataNote(segment.rule, choices.catalogue, choices.frame));
    m_data->setVisible(!m_data->text().isEmpty());
    m_asker = std::make_unique<QObject>();
    m_late.start();
    count();
}

void SegmentOutcome::count()
{
    m_context.workspace.segments().count(m_segment, m_asker.get(), [this](const Result<qint64>& people) {
        if (people)
            return readPeople(*people);
        m_late.stop();
        showNothing(tr("It can't be counted like this."));
        emit failed(people.error());
    });
}

// The number waits for them: it must not stand above those of another rule.
void SegmentOutcome::readPeople(qint64 count)
{
    m_context.workspace.segments().people(
        m_segment, peopleShown, m_asker.get(), [this, count](const Result<QList<Person>>& first) {
            m_late.stop();
            if (first)
                return showAnswer(count, *first);
            showNothing(tr("It can't be counted like this."));
            emit failed(first.error());
        });
}

void SegmentOutcome::showAnswer(qint64 count, const QList<Person>& people)
{
    m_count->setText(numberText(count));
    m_note->clear();
    showPeople(people);
    showDated(false);
    m_why->setSegment(m_segment, m_catalogue);
    readRemovals();
}

void SegmentOutcome::readRemovals()
{
    m_context.workspace.segments().removals(m_segment, m_asker.get(), [this](const Result<Removals>& removals) {
        if (!removals)
            return;
        showShare(*removals);
        m_groups = innerGroups(m_segment.rule);
        if (nodeOf(m_segment.rule).nots == 0)
            emit removalsKnown({}, *removals);
        else
            m_groups.prepend({});
        readInnerRemovals();
    });
}

// Each group by itself, one after the other: what its members do to its own number of people.
void SegmentOutcome::readInnerRemovals()
{
    if (m_groups.isEmpty())
        return;
    const RulePath group = m_groups.takeFirst();
    Segment part = m_segment;
    part.rule = nodeAt(m_segment.rule, group).core;
    m_context.workspace.segments().removals(part, m_asker.get(), [this, group](const Result<Removals>& removals) {
        if (!removals)
            return;
        emit removalsKnown(group, *removals);
        readInnerRemovals();
    });
}

// Nearly all are not all, and nearly none not none.
void SegmentOutcome::showShare(const Removals& removals)
{
    const double share = removals.everybody > 0 ? 100.0 * double(removals.people) / double(removals.everybody) : 0;
    const bool isTiny = share > 0 && share < 0.1;
    const bool inTenths = share < 10 || (share > 99 && share < 100);
    const QString number = isTiny              ? QStringLiteral("< 0.1")
        : removals.people < removals.everybody ? QLocale::c().toString(std::min(share, 99.9), 'f', inTenths ? 1 : 0)
                                               : QLocale::c().toString(share, 'f', 0);
    m_note->setText(tr("%1 % of %2 %3", "share, number, login users")
                        .arg(number, numberText(removals.everybody), userKindText(m_segment.userKind).toLower()));
}

// What is out of date is grey.
void SegmentOutcome::showDated(bool dated)
{
    m_count->setEnabled(!dated);
    m_nobody->setEnabled(!dated);
    for (int row = 0; row < m_people->rowCount(); ++row)
        for (int column = 0; column < m_people->columnCount(); ++column)
            m_people->item(row, column)->setData(dated, cell::mutedRole);
}

void SegmentOutcome::showPeople(const QList<Person>& people)
{
    fillPeople(*m_table, *m_people, people, attributesByRule(m_segment.rule, m_segment.userKind, m_catalogue),
        m_context.workspace.zone());
    m_nobody->setText(tr("Nobody is in it at the moment."));
    m_nobody->setVisible(people.isEmpty());
    m_table->setVisible(!people.isEmpty());
    const int count = int(people.size());
    m_tabs->setTabText(0,
        count == 0                ? tr("First people")
            : count < peopleShown ? tr("All %n people", nullptr, count)
                                  : tr("First %n", nullptr, count));
}

} // namespace wd
