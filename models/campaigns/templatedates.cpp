#include "models/campaigns/templatedates.h"

#include "models/base/zonedtime.h"

#include <QRegularExpression>

#include <array>
#include <cmath>

namespace wd {

namespace {

// The years that JavaScript's dates reach.
constexpr double furthestMs = 8.64e15;

std::optional<QDateTime> fromSeconds(double seconds, const QTimeZone& zone)
{
    const double ms = std::trunc(seconds * 1000);
    if (!(std::abs(ms) <= furthestMs))
        return std::nullopt;
    return localDateTime(UtcMs(ms), zone);
}

std::optional<QDateTime> fromText(const QString& text, const TemplateFilterContext& context)
{
    if (text == u"now" || text == u"today")
        return localDateTime(context.now, context.zone);
    static const QRegularExpression digits(QStringLiteral("\\A[0-9]+\\z"));
    if (digits.match(text).hasMatch())
        return fromSeconds(text.toDouble(), context.zone);
    static const QRegularExpression iso(
        QStringLiteral("\\A\\s*([0-9]{4})([-/])([0-9]{1,2})\\2([0-9]{1,2})"
                       "(?:[T ]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\\.([0-9]{1,9}))?)?)?"
                       "\\s*(?:(Z)|([-+])([0-9]{2}):?([0-9]{2}))?\\s*\\z"));
    const QRegularExpressionMatch match = iso.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const auto part = [&match](int index) { return match.capturedView(index).toInt(); };
    const QDate date(part(1), part(3), part(4));
    const int ms = match.captured(8).leftJustified(3, u'0').left(3).toInt();
    const QTime time(part(5), part(6), part(7), ms);
    if (!date.isValid() || !time.isValid())
        return std::nullopt;
    if (match.capturedLength(9) == 0 && match.capturedLength(10) == 0)
        return localDateTime(toUtc(date, time, context.zone), context.zone);
    const int minutes = (part(11) * 60 + part(12)) * (match.capturedView(10) == u"-" ? -1 : 1);
    const UtcMs at = QDateTime(date, time, Qt::UTC).toMSecsSinceEpoch() - UtcMs(minutes) * 60'000;
    return localDateTime(at, context.zone);
}

QString ordinal(int day)
{
    if (day >= 11 && day <= 13)
        return QStringLiteral("th");
    switch (day % 10) {
    case 1:
        return QStringLiteral("st");
    case 2:
        return QStringLiteral("nd");
    case 3:
        return QStringLiteral("rd");
    default:
        return QStringLiteral("th");
    }
}

// Days before the first `firstDay` of the year are in week 0.
int weekOfYear(QDate date, int firstDay)
{
    const int sinceFirst = (date.dayOfWeek() % 7 - firstDay + 7) % 7;
    return (date.dayOfYear() - 1 - sinceFirst + 7) / 7;
}

QString offsetText(const QDateTime& local, bool colon)
{
    const int minutes = std::abs(local.offsetFromUtc()) / 60;
    return QStringLiteral("%1%2%3%4")
        .arg(local.offsetFromUtc() < 0 ? QChar(u'-') : QChar(u'+'))
        .arg(minutes / 60, 2, 10, QChar(u'0'))
        .arg(colon ? QStringLiteral(":") : QString())
        .arg(minutes % 60, 2, 10, QChar(u'0'));
}

QString clockText(const QDateTime& local)
{
    const QTime time = local.time();
    return QStringLiteral("%1:%2:%3 %4")
        .arg((time.hour() + 11) % 12 + 1)
        .arg(time.minute(), 2, 10, QChar(u'0'))
        .arg(time.second(), 2, 10, QChar(u'0'))
        .arg(time.hour() < 12 ? QStringLiteral("AM") : QStringLiteral("PM"));
}

QString dayText(QDate date)
{
    return QStringLiteral("%1/%2/%3").arg(date.month()).arg(date.day()).arg(date.year());
}

struct Conversion {
    QString flags;
    int width = 0;
    char16_t letter = 0;

    bool has(char16_t flag) const { return flags.contains(QChar(flag)); }
};

QString fractionText(const QDateTime& local, int width)
{
    const int digits = width > 0 ? width : 9;
    return QStringLiteral("%1").arg(local.time().msec(), 3, 10, QChar(u'0')).left(digits).leftJustified(digits, u'0');
}

const QLocale& english()
{
    static const QLocale locale = QLocale::c();
    return locale;
}

std::optional<QString> nameText(const QDateTime& local, const Conversion& conversion)
{
    const QDate date = local.date();
    switch (conversion.letter) {
    case u'a':
        return english().dayName(date.dayOfWeek(), QLocale::ShortFormat);
    case u'A':
        return english().dayName(date.dayOfWeek(), QLocale::LongFormat);
    case u'b':
    case u'h':
        return english().monthName(date.month(), QLocale::ShortFormat);
    case u'B':
        return english().monthName(date.month(), QLocale::LongFormat);
    case u'c':
        return dayText(date) + QStringLiteral(", ") + clockText(local);
    case u'x':
        return dayText(date);
    case u'X':
        return clockText(local);
    case u'p':
        return local.time().hour() < 12 ? QStringLiteral("AM") : QStringLiteral("PM");
    case u'P':
        return local.time().hour() < 12 ? QStringLiteral("am") : QStringLiteral("pm");
    case u'q':
        return ordinal(date.day());
    case u'z':
        return offsetText(local, conversion.has(u':'));
    case u'Z':
        return QString::fromLatin1(local.timeZone().id());
    case u'N':
        return fractionText(local, conversion.width);
    case u't':
        return QStringLiteral("\t");
    case u'n':
        return QStringLiteral("\n");
    case u'%':
        return QStringLiteral("%");
    default:
        return std::nullopt;
    }
}

std::optional<qint64> numberPart(const QDateTime& local, char16_t letter)
{
    const QDate date = local.date();
    const QTime time = local.time();
    switch (letter) {
    case u'C':
        return qint64(std::floor(date.year() / 100.0));
    case u'd':
    case u'e':
        return date.day();
    case u'H':
    case u'k':
        return time.hour();
    case u'I':
    case u'l':
        return (time.hour() + 11) % 12 + 1;
    case u'j':
        return date.dayOfYear();
    case u'L':
        return time.msec();
    case u'm':
        return date.month();
    case u'M':
        return time.minute();
    case u's':
        return qint64(std::floor(double(local.toMSecsSinceEpoch()) / 1000));
    case u'S':
        return time.second();
    case u'u':
        return date.dayOfWeek();
    case u'U':
        return weekOfYear(date, 0);
    case u'w':
        return date.dayOfWeek() % 7;
    case u'W':
        return weekOfYear(date, 1);
    case u'y':
        return (date.year() % 100 + 100) % 100;
    case u'Y':
        return date.year();
    default:
        return std::nullopt;
    }
}

int usualWidth(char16_t letter)
{
    if (QStringView(u"CdeHIklmMSUWy").contains(QChar(letter)))
        return 2;
    if (letter == u'j' || letter == u'L')
        return 3;
    return letter == u'Y' ? 4 : 0;
}

QString changedCase(const QString& text)
{
    for (const QChar c : text)
        if (c >= u'a' && c <= u'z')
            return text.toUpper();
    return text.toLower();
}

QString padded(const QString& text, const Conversion& conversion)
{
    QChar pad = QStringView(u"aAbBceklpP").contains(QChar(conversion.letter)) ? u' ' : u'0';
    if (conversion.has(u'_'))
        pad = u' ';
    else if (conversion.has(u'0'))
        pad = u'0';
    const int width = conversion.has(u'-') ? 0
        : conversion.width > 0             ? conversion.width
                                           : usualWidth(conversion.letter);
    if (pad == u'0' && text.startsWith(u'-'))
        return u'-' + text.mid(1).rightJustified(width - 1, pad);
    return text.rightJustified(width, pad);
}

// Nothing for an unknown letter.
std::optional<QString> converted(const QDateTime& local, const Conversion& conversion)
{
    std::optional<QString> text = nameText(local, conversion);
    if (!text)
        if (const std::optional<qint64> number = numberPart(local, conversion.letter))
            text = QString::number(*number);
    if (!text)
        return std::nullopt;
    if (conversion.has(u'^'))
        text = text->toUpper();
    else if (conversion.has(u'#'))
        text = changedCase(*text);
    return padded(*text, conversion);
}

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar(0x2028) || c == QChar(0x2029);
}

} // namespace

std::optional<QDateTime> templateDate(const TemplateValue& value, const TemplateFilterContext& context)
{
    if (const auto* instant = std::get_if<TemplateInstant>(&value))
        return localDateTime(instant->at, context.zone);
    if (const auto* date = std::get_if<QDate>(&value))
        return localDateTime(startOfDay(*date, context.zone), context.zone);
    if (const auto* integer = std::get_if<qint64>(&value))
        return fromSeconds(double(*integer), context.zone);
    if (const auto* number = std::get_if<double>(&value))
        return fromSeconds(*number, context.zone);
    const auto* text = std::get_if<QString>(&value);
    return text ? fromText(*text, context) : std::nullopt;
}

QString formattedDate(const QDateTime& local, const QString& format, TemplateFilterContext& context)
{
    QString output;
    qsizetype at = 0;
    while (at < format.size()) {
        const qsizetype from = at;
        if (format[at++] != u'%') {
            output += format[from];
            continue;
        }
        Conversion conversion;
        while (at < format.size() && QStringView(u"-_0^#:").contains(format[at]))
            conversion.flags += format[at++];
        while (at < format.size() && format[at] >= u'0' && format[at] <= u'9') {
            // Capped where it is too large anyway.
            conversion.width = std::min(conversion.width * 10 + format[at++].digitValue(), 10'000'000);
        }
        if (at < format.size() && (format[at] == u'E' || format[at] == u'O'))
            ++at;
        if (at < format.size() && !endsLine(format[at]))
            conversion.letter = format[at++].unicode();
        if (conversion.width > context.room || output.size() > context.room) {
            context.tooLarge = true;
            return {};
        }
        output += converted(local, conversion).value_or(format.mid(from, at - from));
    }
    return output;
}

} // namespace wd
