#include "ui/shared/formatting.h"

#include "models/base/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::Formatting)
public:
    static QString near(qint64 days, const QString& time)
    {
        if (days == 0)
            return tr("today %1").arg(time);
        return days > 0 ? tr("tomorrow %1").arg(time) : tr("yesterday %1").arg(time);
    }
    static QString minutes(qint64 minutes, qint64 seconds) { return tr("%1 min %2 s").arg(minutes).arg(seconds); }
};

} // namespace

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

QString dateText(QDate date)
{
    return date.toString(u"yyyy/MM/dd");
}

QString dateTimeText(UtcMs at, const QTimeZone& zone)
{
    return localDateTime(at, zone).toString(u"yyyy/MM/dd HH:mm");
}

QString dateTimeSecondsText(UtcMs at, const QTimeZone& zone)
{
    return localDateTime(at, zone).toString(u"yyyy/MM/dd HH:mm:ss");
}

QString nearTimeText(UtcMs at, UtcMs now, const QTimeZone& zone)
{
    const QDateTime local = localDateTime(at, zone);
    const qint64 days = localDate(now, zone).daysTo(local.date());
    if (days < -1 || days > 1)
        return dateTimeText(at, zone);
    return Words::near(days, local.toString(u"HH:mm"));
}

QString durationText(qint64 ms)
{
    if (ms < 1000)
        return QStringLiteral("%1 ms").arg(ms);
    if (ms < 60000)
        return QStringLiteral("%1 s").arg(QLocale().toString(double(ms) / 1000, 'f', 1));
    return Words::minutes(ms / 60000, ms % 60000 / 1000);
}

} // namespace wd
