// One condition of a segment: its form, what is to be known about it, and its steps.
#pragma once

#include "ui/audience/rules/conditionform.h"
#include "ui/audience/rules/ruleitem.h"

namespace wd {

class ConditionRow final : public RuleItem {
    Q_OBJECT
public:
    ConditionRow(const RuleChoices& choices, const RuleNode& node, RuleGroup* group, QWidget* parent);

    Rule rule() const override { return ruleOf(m_form->node()); }
    void setPlaceName(const QString& name) override;
    void setFault(const QString& text, const QString& place) override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showNotes();
    void placeFault();

    const RuleChoices& m_choices;
    ConditionForm* m_form;
    QLabel* m_note;
    QLabel* m_data;
};

} // namespace wd
