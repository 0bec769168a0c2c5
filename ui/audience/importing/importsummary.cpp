#include "ui/audience/importing/importsummary.h"

#include "ui/audience/importing/importtexts.h"
#include "ui/shared/buttons.h"
#include "ui/shared/elidedlabel.h"
#include "ui/shared/formatting.h"
#include "ui/texts/rulesentence.h"

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

QString ImportSummary::peopleText(const ForeseenPeople& people)
{
    const QString counts = people.fresh == 0 ? tr("users: %1 known").arg(numberText(people.known))
        : people.known == 0                  ? tr("users: %1 new").arg(numberText(people.fresh))
                            : tr("users: %1 new, %2 known").arg(numberText(people.fresh), numberText(people.known));
    return people.isWhole ? counts : tr("%2 in the first %1 rows").arg(numberText(people.rows), counts);
}

// What the rows themselves tell.
QStringList ImportSummary::doubts(const Plan& plan)
{
    QStringList sentences;
    if (!plan.looked)
        return sentences;
    const LookedThrough& looked = *plan.looked;
    if (looked.refused > 0)
        sentences += tr("%Ln rows can't be read or name nobody: they stay out", nullptr, int(looked.refused));
    if (plan.kind == ImportKind::People && looked.people.repeated > 0)
        sentences += tr("%Ln rows name somebody whom an earlier row names: the last one counts", nullptr,
            int(looked.people.repeated));
    if (looked.sameIds > 0)
        sentences += tr("%Ln rows have the event id of an earlier row and are left out", nullptr, int(looked.sameIds));
    return sentences;
}

QString ImportSummary::wrongIdText(const Plan& plan)
{
    const std::optional<Attribute> alike = plan.looked ? plan.looked->people.alike : std::nullopt;
    return !alike
        ? QString()
        : tr("Nobody is known by these ids, but users who are here have them as “%1”: is it the right column?")
              .arg(attributeLabel(*alike));
}

void ImportSummary::show(const Plan& plan)
{
    QStringList parts{importKindText(plan.kind)};
    if (plan.looked)
        parts += tr("%Ln rows", nullptr, int(plan.looked->rows));
    if (!plan.mode.isEmpty())
        parts += plan.mode;
    if (plan.looked && plan.looked->people.rows > 0)
        parts += peopleText(plan.looked->people);
    if (const int fresh = int(plan.fresh.size()); fresh > 0)
        parts += (plan.kind == ImportKind::People ? tr("%Ln new attributes: %1", nullptr, fresh)
                                                  : tr("%Ln new properties: %1", nullptr, fresh))
                     .arg(namesText(plan.fresh));
    m_plan->setText(parts.join(QStringLiteral(" · ")));
    QStringList unusual = doubts(plan) + plan.unusual;
    if (plan.remarks > 0)
        unusual += tr("%Ln columns with remarks above", nullptr, plan.remarks);
    QStringList lines{wrongIdText(plan), unusual.join(tr("; ", "between remarks"))};
    lines.removeAll(QString());
    m_unusual->setText(lines.join(u'\n'));
    m_hindrance->clear();
    m_hindrance->hide();
    m_plan->show();
    m_unusual->setVisible(!lines.isEmpty());
}

} // namespace wd
