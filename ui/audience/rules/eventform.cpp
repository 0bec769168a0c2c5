#include "ui/audience/rules/eventform.h"

#include "models/audience/rules/rulevalues.h"
#include "ui/audience/rules/eventchooser.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/measureeditor.h"
#include "ui/audience/rules/periodeditor.h"
#include "ui/audience/rules/wherelist.h"

#include <QComboBox>
#include <QVBoxLayout>

namespace wd {

EventForm::EventForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : ConditionForm(choices, node, parent)
    , m_period(new PeriodEditor(node.core.period, this))
    , m_events(new EventChooser(choices, node.core.events, this))
    , m_measure(new MeasureEditor(choices, node.core.events, node.core.measure, this))
    , m_where(new WhereList(choices, node.core.events, node.core.where, this))
{
    auto* flow = new FlowLayout;
    for (QWidget* part : std::initializer_list<QWidget*>{
             m_period, makeHolds(QStringLiteral("conditionDid"), tr("did"), tr("did not")), m_events, m_measure})
        flow->addWidget(part);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(flow);
    layout->addWidget(m_where);
    m_measure->setNegated(node.isNegated());
    connect(m_period, &PeriodEditor::edited, this, [this] {
        m_node.core.period = m_period->period();
        emit edited();
    });
    connect(m_events, &EventChooser::edited, this, [this] {
        m_node.core.events = m_events->events();
        m_measure->setEvents(m_node.core.events);
        m_where->setEvents(m_node.core.events);
        emit edited();
    });
    connect(m_measure, &MeasureEditor::edited, this, [this] {
        m_node.core.measure = m_measure->measure();
        emit edited();
    });
    connect(m_where, &WhereList::edited, this, [this] {
        m_node.core.where = m_where->where();
        emit edited();
    });
}

QWidget* EventForm::adder() const
{
    return m_where->adder();
}

void EventForm::takeNegation()
{
    m_measure->setNegated(m_node.isNegated());
}

QString EventForm::note() const
{
    const std::optional<Measure>& measure = m_node.core.measure;
    if (!measure || measure->kind != Measure::Kind::Count || measure->values.isEmpty())
        return {};
    for (const QVariant& value : measure->values)
        if (!ruleNumber(value))
            return {};
    const bool never = numberMeets(0, measure->op, measure->values);
    return never != m_node.isNegated() ? tr("Those who never did are included.") : QString();
}

} // namespace wd
