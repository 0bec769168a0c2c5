// A part of the rule on the screen: a condition or a group, with the steps that can be done with it.
#pragma once

#include "models/audience/query/removals.h"
#include "models/audience/rules/segment.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;

namespace wd {

class RuleGroup;

class RuleItem : public QFrame {
    Q_OBJECT
public:
    enum class Act { Up, Down, Duplicate, Remove };

    virtual Rule rule() const = 0;
    RuleGroup* group() const { return m_group; } // null: the outermost one
    // How it is called among its neighbours, for screen readers.
    virtual void setPlaceName(const QString& name) = 0;
    // What is wrong; `place`: the rest of the fault's place. Empty: nothing.
    virtual void setFault(const QString& text, const QString& place);
    bool hasFault() const;
    // Not complete, but not to blame for it yet: just added, or still being filled in.
    void setOpen(bool open);
    bool isOpen() const { return m_open; }
    // Just added: nobody has been in it and left it again.
    void setFresh(bool fresh) { m_fresh = fresh; }
    bool isFresh() const { return m_fresh; }
    void setMovable(bool movable); // up or down: there is somewhere to go
    // What it does to the number of people of its group, and whether it takes people away or adds them.
    void setEffect(const std::optional<Removals::Condition>& effect, bool takes);
    void setEffectPending(); // what was said of it no longer holds

signals:
    void edited(); // in its editors
    void asked(wd::RuleItem* item, wd::RuleItem::Act act);

protected:
    explicit RuleItem(RuleGroup* group, QWidget* parent);
    QWidget* makeTools(const QString& removeText, const QString& removeName);
    QLabel* effectLabel() const { return m_effect; }
    QLabel* faultLabel() const { return m_fault; }
    void keepPlace(); // of what it does: nothing moves when that comes

private:
    void showLine();

    RuleGroup* m_group;
    bool m_open = false;
    bool m_fresh = false;
    bool m_keepsPlace = false;
    QString m_effectWords;
    QList<QPushButton*> m_movers;
    QLabel* m_effect;
    QLabel* m_fault;
};

} // namespace wd
