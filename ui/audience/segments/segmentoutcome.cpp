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
#include <QStandardItemModel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int lateMs = 300;
constexpr int peopleShown = 20;
constexpr int widestColumn = 180;
constexpr int cellPadding = 20; // beyond what the table reckons with

} // namespace

SegmentOutcome::SegmentOutcome(const PageContext& context, QWidget* parent)
    : QFrame(parent)
    , m_context(context)
    , m_count(figureLabel(QStringLiteral("–"), this))
    , m_note(mutedLabel({}, this))
    , m_data(textLabel({}, this))
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
    m_tabs->addTab(makeSample(), tr("First people"));
    m_tabs->addTab(m_why, tr("Why, why not"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 14, 16, 12);
    layout->setSpacing(2);
    layout->addWidget(mutedLabel(tr("People in the segment now"), this));
    layout->addWidget(m_count);
    layout->addWidget(m_note);
    layout->addWidget(m_data);
    layout->addSpacing(6);
    layout->addWidget(m_tabs, 1);
    m_late.setSingleShot(true);
    m_late.setInterval(lateMs);
    connect(&m_late, &QTimer::timeout, this, [this] { showBusy(true); });
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
    layout->addWidget(m_nobody);
    layout->addWidget(m_table, 1);
    return box;
}

void SegmentOutcome::drop()
{
    m_asker.reset();
    m_late.stop();
}

void SegmentOutcome::showIncomplete(const QString& reason)
{
    drop();
    showNothing(reason);
}

void SegmentOutcome::showNothing(const QString& reason)
{
    showBusy(false);
    m_count->setText(QStringLiteral("–"));
    m_note->setText(reason);
    m_data->hide();
    showPeople({});
    m_nobody->hide(); // the note says it
    m_why->setBlocked(reason);
}

void SegmentOutcome::ask(const Segment& segment, const RuleChoices& choices)
{
    m_segment = segment;
    m_catalogue = choices.catalogue;
    m_data->setText(dataNote(segment.rule, choices.catalogue, choices.frame));
    m_data->setVisible(!m_data->text().isEmpty());
    m_asker = std::make_unique<QObject>();
    m_late.start();
    count();
}

void SegmentOutcome::count()
{
    m_context.workspace.segments().count(m_segment, m_asker.get(), [this](const Result<qint64>& people) {
        m_late.stop();
        if (!people) {
            showNothing(tr("It can't be counted like this."));
            emit failed(people.error());
            return;
        }
        showCount(*people);
        m_why->setSegment(m_segment, m_catalogue);
        readPeople();
    });
}

void SegmentOutcome::readPeople()
{
    m_context.workspace.segments().people(
        m_segment, peopleShown, m_asker.get(), [this](const Result<QList<Person>>& first) {
            if (first)
                showPeople(*first);
            readRemovals();
        });
}

void SegmentOutcome::readRemovals()
{
    m_context.workspace.segments().removals(m_segment, m_asker.get(), [this](const Result<Removals>& removals) {
        if (!removals)
            return;
        const double share
            = removals->everybody > 0 ? 100.0 * double(removals->people) / double(removals->everybody) : 0;
        m_note->setText(tr("%1 % of %2 %3", "share, number, login users")
                            .arg(QLocale::c().toString(share, 'f', share < 10 ? 1 : 0), numberText(removals->everybody),
                                userKindText(m_segment.userKind).toLower()));
        emit removalsKnown(*removals);
    });
}

void SegmentOutcome::showCount(qint64 people)
{
    showBusy(false);
    m_count->setText(numberText(people));
}

void SegmentOutcome::showBusy(bool busy)
{
    m_count->setEnabled(!busy); // out of date: grey
    m_note->setText(busy ? tr("Counting …") : QString());
}

void SegmentOutcome::showPeople(const QList<Person>& people)
{
    m_people->clear();
    const QList<Attribute> attributes = attributesByRule(m_segment.rule, m_segment.userKind, m_catalogue);
    QStringList headers;
    for (const Attribute& attribute : attributes)
        headers += attributeLabel(attribute);
    m_people->setHorizontalHeaderLabels(headers);
    for (const Person& person : people) {
        QList<QStandardItem*> items;
        for (const Attribute& attribute : attributes)
            items += readOnlyItem(personText(person, attribute, m_context.workspace.zone()));
        m_people->appendRow(items);
    }
    m_table->resizeColumnsToContents();
    for (int column = 0; column < m_people->columnCount(); ++column)
        m_table->setColumnWidth(column, qMin(m_table->columnWidth(column) + cellPadding, widestColumn));
    m_nobody->setText(tr("Nobody is in it at the moment."));
    m_nobody->setVisible(people.isEmpty());
    m_table->setVisible(!people.isEmpty());
    const int count = int(people.size());
    m_tabs->setTabText(0,
        count == 0                ? tr("First people")
            : count < peopleShown ? tr("All %n people", nullptr, count)
                                  : tr("First %n people", nullptr, count));
}

} // namespace wd
