// A group of conditions: how they combine, its members behind a line, and what can be added.
#pragma once

#include "ui/audience/rules/conditionform.h"
#include "ui/audience/rules/ruleitem.h"

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace wd {

class RuleGroup final : public RuleItem {
    Q_OBJECT
public:
    // `level`: 1 for the outermost group.
    RuleGroup(const RuleChoices& choices, const RuleNode& node, int level, RuleGroup* group, QWidget* parent);

    // Parts that are the same keep their widgets.
    void show(const RuleNode& node);
    Rule rule() const override { return ruleOf(m_node); }
    const RuleNode& node() const { return m_node; }
    const QList<RuleItem*>& members() const { return m_members; }
    void setPlaceName(const QString& name) override;
    void clearFaults(); // its own and its members'
    QList<QWidget*> inTabOrder() const;
    QPushButton* firstAdd() const;

signals:
    void addWanted(wd::RuleGroup* group, wd::Rule::Kind kind); // All: another group

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeFoot();
    void takeMode();
    RuleItem* makeMember(const Rule& rule);
    QList<RuleItem*> matched(const QList<Rule>& rules, QList<RuleItem*>& left) const;

    const RuleChoices& m_choices;
    RuleNode m_node;
    int m_level;
    QComboBox* m_mode = nullptr;
    QWidget* m_tools = nullptr;
    QLabel* m_empty = nullptr;
    QVBoxLayout* m_rows = nullptr;
    QWidget* m_foot = nullptr;
    QList<RuleItem*> m_members;
};

} // namespace wd
