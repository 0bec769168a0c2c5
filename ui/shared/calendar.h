// A month to choose a day from, as the house shows it.
#pragma once

#include <QDate>

class QCalendarWidget;

namespace wd {

// Framed, weekends like other days; the days before `first` can't be chosen and are grey.
void dressCalendar(QCalendarWidget& calendar, QDate first = {});

} // namespace wd
