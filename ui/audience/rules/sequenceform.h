// Something done, and something else within a time after it.
#pragma once

#include "ui/audience/rules/conditionform.h"

class QSpinBox;

namespace wd {

class SequenceForm final : public ConditionForm {
    Q_OBJECT
public:
    SequenceForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);
    QString note() const override;
    void mark(const QString& place) override;

private:
    QWidget* makeStep(int index);
    QWidget* makeWithin();
    void takeWithin();

    QList<QWidget*> m_steps;
    QSpinBox* m_within = nullptr;
    QComboBox* m_unit = nullptr;
};

} // namespace wd
