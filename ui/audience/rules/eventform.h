// A condition on what people did: in which days, what, how often or how much, with which properties.
#pragma once

#include "ui/audience/rules/conditionform.h"

namespace wd {

class EventChooser;
class MeasureEditor;
class PeriodEditor;
class WhereList;

class EventForm final : public ConditionForm {
    Q_OBJECT
public:
    EventForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);
    QString note() const override;
    QWidget* adder() const override;

protected:
    void takeNegation() override;

private:
    PeriodEditor* m_period;
    EventChooser* m_events;
    MeasureEditor* m_measure;
    WhereList* m_where;
};

} // namespace wd
