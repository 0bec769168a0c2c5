#include "ui/campaigns/timecard.h"

#include "models/base/zonedtime.h"
#include "models/campaigns/campaignrules.h"
#include "models/workspace/workspace.h"
#include "ui/shared/calendar.h"
#include "ui/shared/field.h"
#include "ui/shared/formatting.h"
#include "ui/texts/zonetexts.h"

#include <QCalendarWidget>
#include <QDateTimeEdit>
#include <QRadioButton>

namespace wd {

TimeCard::TimeCard(const PageContext& context, QWidget* parent)
    : FoldCard(4, tr("Time of sending"), QStringLiteral("timeCard"), parent)
    , m_context(context)
    , m_now(new QRadioButton(tr("Go online now"), this))
    , m_later(new QRadioButton(tr("Schedule"), this))
    , m_at(new QDateTimeEdit(this))
    , m_field(new Field(tr("Date and time"), m_at, Field::Need::Required))
{
    m_now->setObjectName(QStringLiteral("sendNow"));
    m_later->setObjectName(QStringLiteral("sendLater"));
    m_at->setObjectName(QStringLiteral("sendAt"));
    m_at->setDisplayFormat(QStringLiteral("yyyy/MM/dd HH:mm"));
    m_at->setCalendarPopup(true);
    const QTimeZone zone = context.workspace.zone();
    // The editor shows the workspace's wall time, whatever the computer's zone is.
    const QDate today = localDate(context.workspace.clock().nowUtc(), zone);
    m_at->setMinimumDate(today);
    dressCalendar(*m_at->calendarWidget(), today);
    m_at->setDateTime(QDateTime(today.addDays(1), QTime(9, 0)));
    m_field->setHint(tr("In the workspace's time zone, %1.").arg(zoneText(zone)));
    m_field->setMaximumWidth(320);
    body()->addWidget(m_now, 0, Qt::AlignLeft);
    body()->addWidget(m_later, 0, Qt::AlignLeft);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(28, 0, 0, 0);
    row->addWidget(m_field);
    row->addStretch();
    body()->addLayout(row);
    m_now->setChecked(true);
    connect(m_later, &QRadioButton::toggled, this, [this] {
        show();
        emit edited();
    });
    connect(m_at, &QDateTimeEdit::dateTimeChanged, this, [this] {
        show();
        emit edited();
    });
    show();
}

void TimeCard::setSendAt(const std::optional<LocalTime>& at)
{
    if (at) {
        m_at->setMinimumDate(qMin(m_at->minimumDate(), at->date)); // what is over by now is shown, and said
        m_at->setDateTime(QDateTime(at->date, at->time));
    }
    (at ? m_later : m_now)->setChecked(true);
    show();
}

std::optional<LocalTime> TimeCard::sendAt() const
{
    if (m_now->isChecked())
        return std::nullopt;
    return LocalTime{m_at->date(), m_at->time()};
}

void TimeCard::show()
{
    m_field->setVisible(m_later->isChecked());
    const UtcMs now = m_context.workspace.clock().nowUtc();
    CampaignSpec spec;
    spec.sendAt = sendAt();
    const bool past = spec.sendAt && dueAt(spec, now, m_context.workspace.zone()) < now;
    m_field->setError(past ? tr("This time is in the past. Please choose a later one.") : QString());
    setDone(!past);
    setSummary(spec.sendAt
            ? tr("Scheduled: %1")
                  .arg(dateTimeText(dueAt(spec, now, m_context.workspace.zone()), m_context.workspace.zone()))
            : tr("Now"));
}

} // namespace wd
