#include "ui/shared/calendar.h"

#include "ui/shared/theme.h"

#include <QCalendarWidget>
#include <QTextCharFormat>

namespace wd {

void dressCalendar(QCalendarWidget& calendar, QDate first)
{
    calendar.setFirstDayOfWeek(Qt::Monday); // as weeks are counted
    calendar.setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    calendar.setAttribute(Qt::WA_StyledBackground);
    calendar.setContentsMargins(1, 1, 1, 1);
    QTextCharFormat plain;
    plain.setForeground(color(Token::Text));
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        calendar.setWeekdayTextFormat(day, plain);
    QTextCharFormat over;
    over.setForeground(color(Token::Outline));
    // Earlier months are not to be reached.
    for (QDate day(first.year(), first.month(), 1); first.isValid() && day < first; day = day.addDays(1))
        calendar.setDateTextFormat(day, over);
}

} // namespace wd
