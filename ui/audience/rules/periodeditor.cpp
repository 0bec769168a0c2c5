#include "ui/audience/rules/periodeditor.h"

#include "models/audience/rules/rulecodec.h"
#include "ui/audience/rules/flowlayout.h"
#include "ui/audience/rules/formparts.h"
#include "ui/shared/dateedit.h"
#include "ui/texts/rulesentence.h"

namespace wd {

namespace {

constexpr int daysAtFirst = 7;
const QList<Period::Kind> kinds{Period::Kind::Yesterday, Period::Kind::Today, Period::Kind::LastDays,
    Period::Kind::ThisWeek, Period::Kind::ThisMonth, Period::Kind::FromTo, Period::Kind::Ever};

} // namespace

PeriodEditor::PeriodEditor(const Period& period, QWidget* parent)
    : QWidget(parent)
    , m_period(period)
    , m_kind(chooserBox(QStringLiteral("conditionPeriod"), tr("Period"), this))
    , m_days(daysBox(QStringLiteral("conditionDays"), tr("Days"), this))
    , m_from(makeEnd(QStringLiteral("conditionFrom"), tr("First day"), &Period::from))
    , m_until(wordLabel(tr("to", "between two days"), this))
    , m_to(makeEnd(QStringLiteral("conditionTo"), tr("Last day"), &Period::to))
{
    for (const Period::Kind kind : kinds) {
        const QString words = kind == Period::Kind::LastDays ? tr("in the last … days")
            : kind == Period::Kind::FromTo                   ? tr("from … to …")
                                                             : periodText({kind, 0, {}, {}});
        m_kind->addItem(words, static_cast<int>(kind));
    }
    // What follows is in the boxes beside it.
    m_kind->setItemData(kinds.indexOf(Period::Kind::LastDays), tr("in the last", "so many days"), briefWordsRole);
    m_kind->setItemData(kinds.indexOf(Period::Kind::FromTo), tr("from", "one day to another"), briefWordsRole);
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(period.kind)));
    m_days->setValue(period.days > 0 ? period.days : daysAtFirst);
    m_days->setToolTip(tr("Until yesterday 24:00; today does not count."));
    setPlace(m_days, QStringLiteral(".period.lastDays"));
    setPlace(m_from, QStringLiteral(".period.from"));
    setPlace(m_to, QStringLiteral(".period.to"));
    auto* flow = new FlowLayout(this);
    for (QWidget* part : std::initializer_list<QWidget*>{m_kind, m_days, m_from, m_until, m_to})
        flow->addWidget(part);
    showParts();
    connect(m_kind, &QComboBox::activated, this, [this] {
        m_period.kind = static_cast<Period::Kind>(m_kind->currentData().toInt());
        m_period.days = m_period.kind == Period::Kind::LastDays ? m_days->value() : 0;
        showParts();
        emit edited();
    });
    connect(m_days, &QSpinBox::valueChanged, this, [this](int days) {
        m_period.days = days;
        emit edited();
    });
}

DateEdit* PeriodEditor::makeEnd(const QString& name, const QString& accessibleName, QString Period::*end)
{
    auto* date = new DateEdit(name, this);
    date->setAccessibleName(accessibleName);
    date->setMinimumWidth(120);
    date->setMaximumWidth(152);
    date->setValue(m_period.*end);
    const auto take = [this, date, end] {
        m_period.*end = date->value();
        emit edited();
    };
    connect(date, &QLineEdit::textEdited, this, take);
    connect(date, &DateEdit::chosen, this, take);
    return date;
}

void PeriodEditor::showParts()
{
    m_days->setVisible(m_period.kind == Period::Kind::LastDays);
    for (QWidget* part : std::initializer_list<QWidget*>{m_from, m_until, m_to})
        part->setVisible(m_period.kind == Period::Kind::FromTo);
    if (m_period.kind != Period::Kind::FromTo) {
        m_period.from.clear();
        m_period.to.clear();
    } else {
        m_period.from = m_from->value();
        m_period.to = m_to->value();
    }
    updateGeometry();
}

} // namespace wd
