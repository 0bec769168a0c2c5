#include "ui/audience/importing/importsummary.h"

#include "ui/audience/importing/importtexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/elidedlabel.h"

#include <QVBoxLayout>

namespace wd {

ImportSummary::ImportSummary(QWidget* parent)
    : QWidget(parent)
    , m_plan(new ElidedLabel(QStringLiteral("text"), this))
    , m_unusual(textLabel({}, this))
    , m_hindrance(mutedLabel({}, this))
{
    m_plan->setObjectName(QStringLiteral("importSummary"));
    m_unusual->setObjectName(QStringLiteral("importUnusual"));
    m_unusual->setProperty("look", QStringLiteral("fieldLine"));
    m_unusual->setProperty("role", QStringLiteral("warning"));
    m_hindrance->setObjectName(QStringLiteral("importHindrance"));
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(2);
    lines->addStretch();
    for (QLabel* line : std::initializer_list<QLabel*>{m_plan, m_unusual, m_hindrance}) {
        line->hide();
        lines->addWidget(line);
    }
    lines->addStretch();
}

void ImportSummary::hold(const QString& reason)
{
    m_plan->hide();
    m_unusual->hide();
    m_hindrance->setText(reason);
    m_hindrance->show();
}

void ImportSummary::show(const Plan& plan)
{
    QStringList parts{importKindText(plan.kind)};
    if (plan.rows)
        parts += tr("%Ln rows", nullptr, int(*plan.rows));
    if (!plan.mode.isEmpty())
        parts += plan.mode;
    if (const int fresh = int(plan.fresh.size()); fresh > 0)
        parts += (plan.kind == ImportKind::People ? tr("%Ln new attributes: %1", nullptr, fresh)
                                                  : tr("%Ln new properties: %1", nullptr, fresh))
                     .arg(namesText(plan.fresh));
    m_plan->setText(parts.join(QStringLiteral(" · ")));
    QStringList unusual = plan.unusual;
    if (plan.remarks > 0)
        unusual += tr("%Ln columns with remarks above", nullptr, plan.remarks);
    m_unusual->setText(unusual.join(tr("; ", "between remarks")));
    m_hindrance->clear();
    m_hindrance->hide();
    m_plan->show();
    m_unusual->setVisible(!unusual.isEmpty());
}

} // namespace wd
