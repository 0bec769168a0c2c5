#include "ui/texts/zonetexts.h"

#include <QCoreApplication>
#include <QLocale>

namespace wd {

namespace {

// Those whose name in another language is known here; other cities keep the name that stands in their id.
[[maybe_unused]] constexpr const char* cities[] = {
    QT_TRANSLATE_NOOP("wd::City", "Auckland"),
    QT_TRANSLATE_NOOP("wd::City", "Bangkok"),
    QT_TRANSLATE_NOOP("wd::City", "Berlin"),
    QT_TRANSLATE_NOOP("wd::City", "Chicago"),
    QT_TRANSLATE_NOOP("wd::City", "Dubai"),
    QT_TRANSLATE_NOOP("wd::City", "Ho Chi Minh"),
    QT_TRANSLATE_NOOP("wd::City", "Hong Kong"),
    QT_TRANSLATE_NOOP("wd::City", "Jakarta"),
    QT_TRANSLATE_NOOP("wd::City", "Kolkata"),
    QT_TRANSLATE_NOOP("wd::City", "Kuala Lumpur"),
    QT_TRANSLATE_NOOP("wd::City", "London"),
    QT_TRANSLATE_NOOP("wd::City", "Los Angeles"),
    QT_TRANSLATE_NOOP("wd::City", "Macau"),
    QT_TRANSLATE_NOOP("wd::City", "Manila"),
    QT_TRANSLATE_NOOP("wd::City", "Moscow"),
    QT_TRANSLATE_NOOP("wd::City", "New York"),
    QT_TRANSLATE_NOOP("wd::City", "Paris"),
    QT_TRANSLATE_NOOP("wd::City", "Seoul"),
    QT_TRANSLATE_NOOP("wd::City", "Shanghai"),
    QT_TRANSLATE_NOOP("wd::City", "Singapore"),
    QT_TRANSLATE_NOOP("wd::City", "Sydney"),
    QT_TRANSLATE_NOOP("wd::City", "Taipei"),
    QT_TRANSLATE_NOOP("wd::City", "Tokyo"),
    QT_TRANSLATE_NOOP("wd::City", "Toronto"),
    QT_TRANSLATE_NOOP("wd::City", "Urumqi"),
};

// "UTC+08:00" as people write it: UTC+8.
QString offsetText(const QTimeZone& zone)
{
    QString text = zone.displayName(QTimeZone::StandardTime, QTimeZone::OffsetName, QLocale::c());
    if (text.endsWith(u":00"))
        text.chop(3);
    if (constexpr qsizetype firstDigit = 4; text.size() > firstDigit + 1 && text.at(firstDigit) == u'0')
        text.remove(firstDigit, 1);
    return text;
}

} // namespace

QString zoneText(const QTimeZone& zone)
{
    const QByteArray id = zone.id();
    const QByteArray city = id.mid(id.lastIndexOf('/') + 1).replace('_', ' ');
    if (city.startsWith("UTC"))
        return QString::fromLatin1(city);
    //: a city of a time zone, its offset
    return QCoreApplication::translate("wd::City", "%1 (%2)")
        .arg(QCoreApplication::translate("wd::City", city.constData()), offsetText(zone));
}

} // namespace wd
