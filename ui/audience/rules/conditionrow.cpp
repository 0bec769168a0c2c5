#include "ui/audience/rules/conditionrow.h"

#include "ui/audience/rules/formparts.h"
#include "ui/shared/buttons.h"

#include <QHBoxLayout>

namespace wd {

ConditionRow::ConditionRow(const RuleChoices& choices, const RuleNode& node, RuleGroup* group, QWidget* parent)
    : RuleItem(group, parent)
    , m_form(ConditionForm::make(choices, node, this))
    , m_note(mutedLabel({}, this))
{
    setObjectName(QStringLiteral("condition"));
    setProperty("look", QStringLiteral("condition"));
    m_note->setObjectName(QStringLiteral("conditionNote"));
    m_note->setProperty("look", QStringLiteral("fieldLine"));
    auto* words = new QVBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_form);
    for (QLabel* label : {m_note, faultLabel(), effectLabel()})
        words->addWidget(label);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 10, 6, 10);
    layout->setSpacing(8);
    layout->addLayout(words, 1);
    layout->addWidget(makeTools(tr("Remove this condition"), QStringLiteral("removeCondition")), 0, Qt::AlignTop);
    showNote();
    connect(m_form, &ConditionForm::edited, this, [this] {
        showNote();
        emit edited();
    });
}

void ConditionRow::setPlaceName(const QString& name)
{
    setAccessibleName(name);
}

void ConditionRow::setFault(const QString& text, const QString& place)
{
    RuleItem::setFault(text, place);
    m_form->mark(place);
    placeFault();
}

void ConditionRow::resizeEvent(QResizeEvent* event)
{
    RuleItem::resizeEvent(event);
    placeFault();
}

// The words begin below the editor they are about, as long as there is room for them.
void ConditionRow::placeFault()
{
    if (!hasFault())
        return;
    int left = 0;
    if (const QWidget* const editor = firstMarked(m_form))
        left = editor->mapTo(m_form, QPoint()).x();
    const int most = m_form->width() - faultLabel()->fontMetrics().horizontalAdvance(faultLabel()->text());
    faultLabel()->setContentsMargins(std::clamp(left, 0, std::max(most, 0)), 0, 0, 0);
}

void ConditionRow::showNote()
{
    m_note->setText(m_form->note());
    m_note->setVisible(!m_note->text().isEmpty());
}

} // namespace wd
