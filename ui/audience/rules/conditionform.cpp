#include "ui/audience/rules/conditionform.h"

#include "models/audience/rules/rulechecker.h"
#include "ui/audience/rules/attributeform.h"
#include "ui/audience/rules/eventform.h"
#include "ui/audience/rules/formparts.h"
#include "ui/audience/rules/nameform.h"
#include "ui/audience/rules/randomform.h"
#include "ui/audience/rules/receivedform.h"
#include "ui/audience/rules/sequenceform.h"

namespace wd {

namespace {

constexpr int hour = 3600;
constexpr double shareAtFirst = 10;

Rule eventAtFirst(const RuleChoices& choices, qsizetype index, Period::Kind period)
{
    Rule rule;
    rule.kind = Rule::Kind::Event;
    const QList<EventName>& events = choices.catalogue.events();
    if (!events.isEmpty())
        rule.events = {events[qMin(index, events.size() - 1)].key};
    rule.period.kind = period;
    return rule;
}

Rule attributeAtFirst(const RuleChoices& choices)
{
    Rule rule;
    rule.kind = Rule::Kind::Attribute;
    const QList<Attribute>& attributes = choices.catalogue.attributes();
    const Attribute& first = attributes.value(2, attributes.first()); // behind the two ids
    rule.attribute = first.key;
    rule.op = operatorsFor(first.type).first();
    if (first.type == AttributeType::Boolean)
        rule.values = {true};
    return rule;
}

} // namespace

ConditionForm::ConditionForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : QWidget(parent)
    , m_choices(choices)
    , m_node(node)
{
}

ConditionForm* ConditionForm::make(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
{
    switch (node.core.kind) {
    case Rule::Kind::Event:
        return new EventForm(choices, node, parent);
    case Rule::Kind::Sequence:
        return new SequenceForm(choices, node, parent);
    case Rule::Kind::Segment:
    case Rule::Kind::List:
        return new NameForm(choices, node, parent);
    case Rule::Kind::Received:
        return new ReceivedForm(choices, node, parent);
    case Rule::Kind::Random:
        return new RandomForm(choices, node, parent);
    default:
        return new AttributeForm(choices, node, parent);
    }
}

Rule ConditionForm::begun(Rule::Kind kind, const RuleChoices& choices)
{
    if (kind == Rule::Kind::Event)
        return eventAtFirst(choices, 0, Period::Kind::Yesterday);
    if (kind == Rule::Kind::Attribute)
        return attributeAtFirst(choices);
    Rule rule;
    rule.kind = kind;
    if (kind == Rule::Kind::All || kind == Rule::Kind::Any)
        rule.children = {attributeAtFirst(choices)};
    if (kind == Rule::Kind::Sequence) {
        rule.children = {eventAtFirst(choices, 0, Period::Kind::Ever), eventAtFirst(choices, 1, Period::Kind::Ever)};
        rule.withinSeconds = hour;
    }
    if (kind == Rule::Kind::Random)
        rule.percent = shareAtFirst;
    return rule;
}

void ConditionForm::mark(const QString& place)
{
    markPlace(this, place);
}

QComboBox* ConditionForm::makeHolds(const QString& name, const QString& holds, const QString& holdsNot)
{
    QComboBox* const box = chooserBox(name, tr("Whether it holds"), this);
    box->addItem(holds, false);
    box->addItem(holdsNot, true);
    box->setCurrentIndex(m_node.isNegated() ? 1 : 0);
    connect(box, &QComboBox::activated, this, [this, box] {
        if (box->currentData().toBool() == m_node.isNegated())
            return;
        m_node.setNegated(box->currentData().toBool());
        takeNegation();
        emit edited();
    });
    return box;
}

} // namespace wd
