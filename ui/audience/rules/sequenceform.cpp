#include "ui/audience/rules/sequenceform.h"

#include "models/audience/rules/rulecodec.h"
#include "ui/audience/rules/eventchooser.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/audience/rules/periodeditor.h"
#include "ui/audience/rules/wherelist.h"

#include <QRegularExpression>
#include <QVBoxLayout>

namespace wd {

namespace {

constexpr int closeTogether = 5; // a step fits into one line where there is little room

} // namespace

SequenceForm::SequenceForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : ConditionForm(choices, node, parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(makeStep(0));
    layout->addWidget(makeWithin());
    layout->addWidget(makeStep(1));
}

// Steps are events without a measure.
QWidget* SequenceForm::makeStep(int index)
{
    const Rule& rule = m_node.core.children.at(index);
    auto* step = new QWidget(this);
    m_steps += step;
    step->setObjectName(QStringLiteral("sequenceStep%1").arg(index + 1));
    auto* period = new PeriodEditor(rule.period, step);
    auto* events = new EventChooser(m_choices, rule.events, step);
    auto* where = new WhereList(m_choices, rule.events, rule.where, step);
    auto* flow = new FlowLayout(nullptr, closeTogether);
    flow->addWidget(index == 0 ? wordLabel(tr("First:"), step) : wordLabel(tr("then:"), step));
    flow->addWidget(period);
    flow->addWidget(wordLabel(tr("did", "before an event"), step));
    flow->addWidget(events);
    flow->addWidget(where->adder());
    auto* layout = new QVBoxLayout(step);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(flow);
    layout->addWidget(where);
    connect(period, &PeriodEditor::edited, this, [this, index, period] {
        m_node.core.children[index].period = period->period();
        emit edited();
    });
    connect(events, &EventChooser::edited, this, [this, index, events, where] {
        m_node.core.children[index].events = events->events();
        where->setEvents(events->events());
        emit edited();
    });
    connect(where, &WhereList::edited, this, [this, index, where] {
        m_node.core.children[index].where = where->where();
        emit edited();
    });
    return step;
}

QWidget* SequenceForm::makeWithin()
{
    auto* box = new QWidget(this);
    const int seconds = m_node.core.withinSeconds;
    int unit = 1;
    for (const int longer : {60, 3'600, 86'400})
        if (seconds > 0 && seconds % longer == 0)
            unit = longer;
    m_within
        = numberBox(QStringLiteral("conditionWithin"), tr("Length of time"), 0, std::numeric_limits<int>::max(), box);
    m_within->setValue(seconds / unit);
    m_unit = chooserBox(QStringLiteral("conditionWithinUnit"), tr("Unit of time"), box);
    m_unit->addItem(tr("seconds"), 1);
    m_unit->addItem(tr("minutes"), 60);
    m_unit->addItem(tr("hours"), 3'600);
    m_unit->addItem(tr("days"), 86'400);
    m_unit->setCurrentIndex(m_unit->findData(unit));
    setPlace(m_within, QStringLiteral(".within"));
    auto* flow = new FlowLayout(box);
    flow->addWidget(wordLabel(tr("and within", "a length of time after the first event"), box));
    flow->addWidget(m_within);
    flow->addWidget(m_unit);
    flow->addWidget(wordLabel(tr("after it", "a length of time after the first event"), box));
    flow->addWidget(makeHolds(QStringLiteral("conditionDid"), tr("did"), tr("did not")));
    connect(m_within, &QSpinBox::valueChanged, this, &SequenceForm::takeWithin);
    connect(m_unit, &QComboBox::activated, this, &SequenceForm::takeWithin);
    return box;
}

void SequenceForm::takeWithin()
{
    const qint64 seconds = qint64(m_within->value()) * m_unit->currentData().toInt();
    m_node.core.withinSeconds = int(qMin<qint64>(seconds, maximumRuleDays * 86'400LL));
    emit edited();
}

void SequenceForm::mark(const QString& place)
{
    static const QRegularExpression step(QStringLiteral("^\\.sequence\\[([01])\\]"));
    const QRegularExpressionMatch match = step.match(place);
    ConditionForm::mark(match.hasMatch() ? QString() : place);
    if (match.hasMatch())
        markPlace(m_steps[match.captured(1).toInt()], place.mid(match.capturedLength()));
}

QString SequenceForm::note() const
{
    return m_node.isNegated() ? tr("Those who never did the first event are included. Add a condition that they did "
                                   "it to leave them out.")
                              : QString();
}

} // namespace wd
