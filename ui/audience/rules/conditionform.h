// The form of one condition, whatever its kind: words and editors in the order of a sentence.
#pragma once

#include "ui/audience/rules/rulechoices.h"
#include "ui/audience/rules/ruletree.h"

#include <QWidget>

class QComboBox;

namespace wd {

class ConditionForm : public QWidget {
    Q_OBJECT
public:
    // The form for the condition's kind; never null.
    static ConditionForm* make(const RuleChoices& choices, const RuleNode& node, QWidget* parent);
    // One that was just added: its kind's usual beginning.
    static Rule begun(Rule::Kind kind, const RuleChoices& choices);

    // What nobody touches stays as it was.
    const RuleNode& node() const { return m_node; }
    // What the operator might not expect of this condition; empty: nothing.
    virtual QString note() const { return {}; }
    // A button that adds to it, to stand beside the condition's other tools; null: none.
    virtual QWidget* adder() const { return nullptr; }
    // Shows which editor is wrong, by the rest of a fault's place; empty: none.
    virtual void mark(const QString& place);

signals:
    void edited();

protected:
    ConditionForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent);
    // "did", "did not": the choice between a condition and its opposite.
    QComboBox* makeHolds(const QString& name, const QString& holds, const QString& holdsNot);
    virtual void takeNegation() { }

    const RuleChoices& m_choices;
    RuleNode m_node;
};

} // namespace wd
