// A condition on an attribute: which, compared how, with what.
#pragma once

#include "ui/audience/rules/conditionform.h"
#include "ui/audience/rules/valueeditor.h"

namespace wd {

class AttributeForm final : public ConditionForm {
    Q_OBJECT
public:
    AttributeForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);

    QString note() const override;

private:
    ValueEditor::Form valueForm() const;
    AttributeType type() const;
    void fillOperators();
    void showValue();
    void suggest();
    void takeAttribute();
    void takeOperator();

    QComboBox* m_attribute;
    QComboBox* m_operator;
    ValueEditor* m_value;
};

} // namespace wd
