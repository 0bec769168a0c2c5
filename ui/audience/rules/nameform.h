// A condition on being in another segment or on a list.
#pragma once

#include "ui/audience/rules/conditionform.h"

namespace wd {

class NameForm final : public ConditionForm {
    Q_OBJECT
public:
    NameForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);

private:
    bool isList() const { return m_node.core.kind == Rule::Kind::List; }
    void fill();
    void take(const QString& name);

    QComboBox* m_name;
};

} // namespace wd
