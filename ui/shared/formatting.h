// Numbers, dates and times in the operator's language, times in the workspace's zone.
#pragma once

#include "models/base/clock.h"

#include <QDate>
#include <QString>
#include <QTimeZone>

namespace wd {

// 2,747
QString numberText(qint64 number);
// 2020/07/16
QString dateText(QDate date);
// 2020/07/16 00:00; with seconds 2020/07/16 00:00:07
QString dateTimeText(UtcMs at, const QTimeZone& zone);
QString dateTimeSecondsText(UtcMs at, const QTimeZone& zone);
// "today 11:00", "tomorrow 09:00", "yesterday 18:02", else as dateTimeText
QString nearTimeText(UtcMs at, UtcMs now, const QTimeZone& zone);
// 23 ms, 1.4 s, 3 min 20 s
QString durationText(qint64 ms);

} // namespace wd
