#include "ui/audience/rules/nameform.h"

#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"

#include <QPointer>

namespace wd {

namespace {

const QString upload = QStringLiteral("\n"); // of the last entry: no name is it

} // namespace

NameForm::NameForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : ConditionForm(choices, node, parent)
    , m_name(chooserBox(QStringLiteral("conditionName"), isList() ? tr("List") : tr("Segment"), this))
{
    QComboBox* const holds = isList()
        ? makeHolds(QStringLiteral("conditionDid"), tr("is on the list"), tr("is not on the list"))
        : makeHolds(QStringLiteral("conditionDid"), tr("is in the segment"), tr("is not in the segment"));
    m_name->setPlaceholderText(tr("Please choose"));
    setPlace(m_name, isList() ? QStringLiteral(".list") : QStringLiteral(".segment"));
    fill();
    auto* flow = new FlowLayout(this);
    flow->addWidget(holds);
    flow->addWidget(m_name);
    connect(m_name, &QComboBox::activated, this, [this] {
        const QString chosen = m_name->currentData().toString();
        if (chosen != upload)
            return take(chosen);
        m_name->setCurrentIndex(m_name->findData(m_node.core.list));
        m_choices.uploadList([form = QPointer<NameForm>(this)](const QString& name) {
            if (form)
                form->take(name);
        });
    });
}

void NameForm::fill()
{
    m_name->clear();
    if (isList()) {
        for (const ListName& list : m_choices.catalogue.lists())
            m_name->addItem(list.key, list.key);
        if (m_choices.uploadList) {
            m_name->insertSeparator(m_name->count());
            m_name->addItem(tr("+ Upload a list…"), upload);
        }
        return chooseData(m_name, m_node.core.list);
    }
    for (const RuleChoices::Named& segment : m_choices.segments)
        m_name->addItem(segment.label, segment.key);
    chooseData(m_name, m_node.core.segment);
}

void NameForm::take(const QString& name)
{
    (isList() ? m_node.core.list : m_node.core.segment) = name;
    fill();
    updateGeometry();
    emit edited();
}

} // namespace wd
