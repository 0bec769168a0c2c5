// The whole rule as it is edited: groups and conditions, steps by button and key, undo and redo.
#pragma once

#include "models/base/error.h"
#include "ui/audience/rules/rulegroup.h"

#include <QPointer>
#include <QTimer>

namespace wd {

class RuleEditor final : public QWidget {
    Q_OBJECT
public:
    // The choices must outlive it.
    explicit RuleEditor(const RuleChoices& choices, QWidget* parent = nullptr);

    // Forgets what could be undone.
    void setRule(const Rule& rule);
    Rule rule() const; // what nobody touched is as it was
    void rebuild(); // the choices have changed

    bool canUndo() const { return !m_past.isEmpty(); }
    bool canRedo() const { return !m_future.isEmpty(); }
    void undo();
    void redo();

    // Words for faults at the conditions they belong to; those that belong to none are answered. An editor that is
    // typed in, and a condition that nobody has filled in yet, are spared unless `all`.
    QList<Error> showFaults(const QList<Error>& faults, bool all);
    // What is wrong with the first condition that says so, beyond what is missing; empty: nothing.
    QString firstWrong() const { return m_firstWrong; }
    int unfinished() const; // conditions with a fault, shown or spared
    void noteLeft(QWidget* left, QWidget* entered); // the focus went from one to the other; null: nowhere
    void focusFault(); // the first
    void showRemovals(const RulePath& group, const Removals& removals);
    void clearRemovals();
    void setRemovalsPending();
    QList<QWidget*> inTabOrder() const;

signals:
    void edited();
    void historyChanged();
    void tabOrderChanged();
    void focusMoved(QWidget* item); // to what should be seen

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void noteEdit();
    void act(RuleItem* item, RuleItem::Act act);
    void add(RuleGroup* group, Rule::Kind kind);
    void take(const RuleStep& step, const QString& focusName);
    void showRule(const Rule& rule);
    void restore(const Rule& rule);
    void afterChange();
    bool isBare() const;
    RulePath pathOf(const RuleItem* item) const;
    RuleItem* itemAt(const RulePath& path) const;
    RuleItem* itemOf(QWidget* part) const; // null: it is part of none
    RuleItem* focusedItem() const;
    void focusIn(RuleItem* item, const QString& name);
    RuleItem* nearest(RulePath path) const; // that item, or what is left where it was
    bool isSpared(const RuleItem* item, const Error& fault) const;
    void moveFocused(RuleItem::Act act);

    const RuleChoices& m_choices;
    RuleGroup* m_root = nullptr;
    bool m_wrapped = false; // the rule came as a single condition
    Rule m_now;
    QList<Rule> m_past;
    QList<Rule> m_future;
    QPointer<QWidget> m_typedIn; // until it is left; what is typed in one go is undone in one go
    QString m_firstWrong;
    QTimer m_settle;
};

} // namespace wd
