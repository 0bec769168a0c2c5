// A condition on what people have been sent.
#pragma once

#include "ui/audience/rules/conditionform.h"

class QSpinBox;

namespace wd {

class ReceivedForm final : public ConditionForm {
    Q_OBJECT
public:
    ReceivedForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);

private:
    void fillNames();
    void takeTime();

    QComboBox* m_of;
    QComboBox* m_name;
    QComboBox* m_time;
    QSpinBox* m_days;
};

} // namespace wd
