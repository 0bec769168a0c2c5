#include "ui/audience/rules/ruleitem.h"

#include "ui/audience/rules/rulegroup.h"
#include "ui/shared/buttons.h"
#include "ui/shared/formatting.h"

#include <QHBoxLayout>

namespace wd {

RuleItem::RuleItem(RuleGroup* group, QWidget* parent)
    : QFrame(parent)
    , m_group(group)
    , m_effect(mutedLabel({}, this))
    , m_fault(textLabel({}, this))
{
    m_effect->setObjectName(QStringLiteral("conditionEffect"));
    m_effect->setProperty("look", QStringLiteral("fieldLine"));
    m_fault->setObjectName(QStringLiteral("conditionError"));
    m_fault->setProperty("look", QStringLiteral("fieldLine"));
    m_fault->setProperty("role", QStringLiteral("error"));
    showLine();
}

// What is wrong with it, or what it does: in one place.
void RuleItem::showLine()
{
    m_effect->setText(m_open ? tr("Not complete yet") : m_effectWords);
    m_effect->setVisible(!hasFault() && (m_keepsPlace || !m_effect->text().isEmpty()));
    m_fault->setVisible(hasFault());
}

void RuleItem::keepPlace()
{
    m_keepsPlace = true;
    showLine();
}

QWidget* RuleItem::makeTools(const QString& removeText, const QString& removeName)
{
    auto* tools = new QWidget(this);
    auto* row = new QHBoxLayout(tools);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const auto add = [&](const QString& text, const QString& icon, const QString& name, Act act) {
        QPushButton* const button = iconButton(text, icon, name, tools);
        button->setProperty("look", QStringLiteral("smallIcon"));
        connect(button, &QPushButton::clicked, this, [this, act] { emit asked(this, act); });
        row->addWidget(button);
        return button;
    };
    m_movers += add(tr("Move up (Alt+Up)"), QStringLiteral("chevron-up"), QStringLiteral("moveUp"), Act::Up);
    m_movers += add(tr("Move down (Alt+Down)"), QStringLiteral("chevron-down"), QStringLiteral("moveDown"), Act::Down);
    add(tr("Duplicate (Ctrl+D)"), QStringLiteral("copy"), QStringLiteral("duplicate"), Act::Duplicate);
    add(removeText, QStringLiteral("trash"), removeName, Act::Remove);
    return tools;
}

void RuleItem::setFault(const QString& text, const QString&)
{
    m_fault->setText(text);
    showLine();
}

void RuleItem::setMovable(bool movable)
{
    for (QPushButton* mover : std::as_const(m_movers))
        mover->setEnabled(movable);
}

void RuleItem::setOpen(bool open)
{
    m_open = open;
    showLine();
}

bool RuleItem::hasFault() const
{
    return !m_fault->text().isEmpty();
}

void RuleItem::setEffect(const std::optional<Removals::Condition>& effect, bool takes)
{
    m_effectWords.clear();
    m_effect->setToolTip({});
    if (!effect)
        return showLine();
    const QString alone = tr("%1 by itself").arg(numberText(effect->alone));
    const QString number = numberText(effect->difference);
    const QString change = takes ? tr("takes away %1", nullptr, int(effect->difference)).arg(number)
                                 : tr("adds %1", nullptr, int(effect->difference)).arg(number);
    m_effectWords = tr("%1 · %2", "people by itself, what it changes").arg(alone, change);
    showLine();
    const bool inner = m_group && m_group->group();
    m_effect->setToolTip(takes && inner ? tr("For so many more people this group would hold without this condition.")
            : takes                     ? tr("So many more people there would be without this condition.")
            : inner                     ? tr("For so many fewer people this group would hold without this condition.")
                                        : tr("So many fewer people there would be without this condition."));
}

void RuleItem::setEffectPending()
{
    if (m_effectWords.isEmpty())
        return;
    m_effectWords = QStringLiteral("…");
    showLine();
}

} // namespace wd
