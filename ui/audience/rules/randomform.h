// A share of everybody, drawn by lot.
#pragma once

#include "ui/audience/rules/conditionform.h"

namespace wd {

class RandomForm final : public ConditionForm {
    Q_OBJECT
public:
    RandomForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);
    QString note() const override;
};

} // namespace wd
