#include "ui/audience/rules/randomform.h"

#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"

#include <QDoubleSpinBox>

namespace wd {

RandomForm::RandomForm(const RuleChoices& choices, const RuleNode& node, QWidget* parent)
    : ConditionForm(choices, node, parent)
{
    auto* share = new QDoubleSpinBox(this);
    share->setObjectName(QStringLiteral("conditionShare"));
    share->setAccessibleName(tr("Share of everybody"));
    share->setDecimals(2);
    share->setRange(0, 100);
    share->setSuffix(QStringLiteral(" %"));
    share->setValue(node.core.percent);
    share->setFixedWidth(120);
    setPlace(share, QStringLiteral(".random"));
    auto* flow = new FlowLayout(this);
    flow->addWidget(makeHolds(QStringLiteral("conditionDid"), tr("is drawn by lot"), tr("is not drawn by lot")));
    flow->addWidget(share);
    connect(share, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        m_node.core.percent = percent;
        emit edited();
    });
}

QString RandomForm::note() const
{
    return tr("The same people every time; in other segments, too.");
}

} // namespace wd
