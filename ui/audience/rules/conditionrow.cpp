#include "ui/audience/rules/conditionrow.h"

#include "ui/audience/rules/datanote.h"
#include "ui/audience/rules/formparts.h"
#include "ui/audience/rules/valuechips.h"
#include "ui/shared/buttons.h"

#include <QHBoxLayout>

namespace wd {

ConditionRow::ConditionRow(const RuleChoices& choices, const RuleNode& node, RuleGroup* group, QWidget* parent)
    : RuleItem(group, parent)
    , m_choices(choices)
    , m_form(ConditionForm::make(choices, node, this))
    , m_note(mutedLabel({}, this))
    , m_data(textLabel({}, this))
{
    setObjectName(QStringLiteral("condition"));
    setProperty("look", QStringLiteral("condition"));
    m_note->setObjectName(QStringLiteral("conditionNote"));
    m_note->setProperty("look", QStringLiteral("fieldLine"));
    m_data->setObjectName(QStringLiteral("conditionData"));
    m_data->setProperty("look", QStringLiteral("fieldLine"));
    m_data->setProperty("role", QStringLiteral("warning"));
    // The tools keep the place of what is wrong or what it does: nothing below moves when that is said.
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    for (QLabel* label : {faultLabel(), effectLabel()})
        foot->addWidget(label, 1);
    foot->addStretch();
    if (QWidget* const adder = m_form->adder())
        foot->addWidget(adder, 0, Qt::AlignTop);
    foot->addWidget(makeTools(tr("Remove this condition"), QStringLiteral("removeCondition")), 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 6, 4);
    layout->setSpacing(4);
    for (QWidget* part : std::initializer_list<QWidget*>{m_form, m_note, m_data})
        layout->addWidget(part);
    layout->addLayout(foot);
    showNotes();
    connect(m_form, &ConditionForm::edited, this, [this] {
        showNotes();
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
    if (const QWidget* editor = firstMarked(m_form)) {
        if (qobject_cast<const ValueChips*>(editor->parentWidget())) // its words are about any of them
            editor = editor->parentWidget();
        left = editor->mapTo(m_form, QPoint()).x();
    }
    const int most = faultLabel()->width() - faultLabel()->fontMetrics().horizontalAdvance(faultLabel()->text());
    faultLabel()->setContentsMargins(std::clamp(left, 0, std::max(most, 0)), 0, 0, 0);
}

void ConditionRow::showNotes()
{
    m_note->setText(m_form->note());
    m_note->setVisible(!m_note->text().isEmpty());
    m_data->setText(dataNote(rule(), m_choices.catalogue, m_choices.frame));
    m_data->setVisible(!m_data->text().isEmpty());
}

} // namespace wd
