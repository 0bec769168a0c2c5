#include "ui/audience/rules/attributeform.h"

#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/texts/rulesentence.h"

namespace wd {

AttributeForm::AttributeForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : ConditionForm(choices, node, parent)
    , m_attribute(chooserBox(QStringLiteral("conditionAttribute"), tr("User attribute"), this))
    , m_operator(chooserBox(QStringLiteral("conditionOperator"), tr("Comparison"), this))
    , m_value(new ValueEditor(QStringLiteral("conditionValue"), QStringLiteral(".value"), this))
{
    for (const Attribute& attribute : choices.catalogue.attributes())
        m_attribute->addItem(attributeLabel(attribute), attribute.key);
    chooseData(m_attribute, node.core.attribute);
    setPlace(m_attribute, QStringLiteral(".attribute"));
    setPlace(m_operator, QStringLiteral(".op"));
    auto* flow = new FlowLayout(this);
    // Its opposite has an operator of its own; only documents write it with a `not`.
    if (node.nots > 0)
        flow->addWidget(makeHolds(QStringLiteral("conditionHolds"), tr("It is so:"), tr("It is not so:")));
    for (QWidget* part : std::initializer_list<QWidget*>{m_attribute, m_operator, m_value})
        flow->addWidget(part);
    fillOperators();
    showValue();
    connect(m_attribute, &QComboBox::activated, this, &AttributeForm::takeAttribute);
    connect(m_operator, &QComboBox::activated, this, &AttributeForm::takeOperator);
    connect(m_value, &ValueEditor::entered, this, &AttributeForm::suggest);
    connect(m_value, &ValueEditor::edited, this, [this] {
        m_node.core.values = m_value->values();
        emit edited();
    });
}

QString AttributeForm::note() const
{
    switch (m_node.core.op) {
    case Operator::On:
    case Operator::Before:
    case Operator::After:
    case Operator::Between:
        return type() == AttributeType::DateTime ? tr("Whole days, whatever the time of day.") : QString();
    default:
        return {};
    }
}

AttributeType AttributeForm::type() const
{
    const Attribute* const known = m_choices.catalogue.attributeByKey(m_node.core.attribute);
    return known ? known->type : AttributeType::Text;
}

ValueEditor::Form AttributeForm::valueForm() const
{
    const Attribute* const known = m_choices.catalogue.attributeByKey(m_node.core.attribute);
    return {type(), m_node.core.op, known ? known->choices : QStringList(), known && !known->choices.isEmpty()};
}

void AttributeForm::fillOperators()
{
    wd::fillOperators(m_operator, offeredOperators(type()), type(), m_node.core.op);
}

void AttributeForm::showValue()
{
    m_value->show(valueForm(), m_node.core.values);
    updateGeometry();
}

// What occurs is looked up once somebody is about to type.
void AttributeForm::suggest()
{
    const bool typed = type() == AttributeType::Text || type() == AttributeType::Choice;
    if (typed && m_choices.values)
        m_choices.values(
            m_node.core.attribute, m_value, [value = m_value](const QStringList& values) { value->suggest(values); });
}

void AttributeForm::takeAttribute()
{
    const QString key = m_attribute->currentData().toString();
    if (key == m_node.core.attribute)
        return;
    const AttributeType before = type();
    m_node.core.attribute = key;
    if (type() != before || !offeredOperators(type()).contains(m_node.core.op))
        m_node.core.op = offeredOperators(type()).first();
    m_node.core.values = ValueEditor::carriedOver(Operator::Empty, valueForm(), {});
    fillOperators();
    showValue();
    emit edited();
}

void AttributeForm::takeOperator()
{
    const auto op = static_cast<Operator>(m_operator->currentData().toInt());
    const Operator before = std::exchange(m_node.core.op, op);
    m_node.core.values = ValueEditor::carriedOver(before, valueForm(), m_node.core.values);
    showValue();
    emit edited();
}

} // namespace wd
