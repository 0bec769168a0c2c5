#include "models/channels/parametervalue.h"

#include "models/base/phrase.h"
#include "models/base/zonedtime.h"

#include <QDate>
#include <QLocale>
#include <QRegularExpression>

namespace wd {

namespace {

Error wrong(const QString& text, const QString& right)
{
    return {ErrorKind::BadValue, {text, right}, {}};
}

// Digits as they are written: no rounding through floating point, no sign or zeros that say nothing.
Result<QString> canonicalNumber(const QString& text, bool whole)
{
    static const QRegularExpression form(QStringLiteral("^([+-]?)(\\d+|\\d{1,3}(?:,\\d{3})+)(?:\\.(\\d*))?$"));
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch() || (whole && !match.captured(3).isEmpty()))
        return wrong(text,
            whole ? phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a whole number such as 100"))
                  : phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a number such as 12.5")));
    QString digits = match.captured(2).remove(u',');
    qsizetype zeros = 0;
    while (zeros < digits.size() - 1 && digits[zeros] == u'0')
        ++zeros;
    digits.remove(0, zeros);
    QString number = digits;
    if (!match.captured(3).isEmpty())
        number += u'.' + match.captured(3);
    static const QRegularExpression other(QStringLiteral("[^0.]"));
    return match.captured(1) == QLatin1String("-") && number.contains(other) ? u'-' + number : number;
}

Result<QString> canonicalPercent(const QString& text)
{
    const bool hasSign = text.endsWith(u'%') || text.endsWith(u'％');
    Result<QString> number = canonicalNumber(hasSign ? text.chopped(1).trimmed() : text, false);
    return number ? number
                  : Result<QString>(wrong(text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a percentage such as 15"))));
}

Result<QString> canonicalDate(const QString& text)
{
    static const QRegularExpression western(QStringLiteral("^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})$"));
    static const QRegularExpression chinese(QStringLiteral("^(\\d{4})(年)(\\d{1,2})月(\\d{1,2})日?$"));
    QRegularExpressionMatch match = western.match(text);
    if (!match.hasMatch())
        match = chinese.match(text);
    const QDate date(match.captured(1).toInt(), match.captured(3).toInt(), match.captured(4).toInt());
    if (!match.hasMatch() || !date.isValid())
        return wrong(text, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a date that exists, such as 2026-07-16")));
    return date.toString(Qt::ISODate);
}

Result<QString> canonicalBoolean(const QString& text)
{
    const QString word = text.toLower();
    for (const char16_t* yes : {u"true", u"yes", u"是"})
        if (word == yes)
            return QStringLiteral("true");
    for (const char16_t* no : {u"false", u"no", u"否"})
        if (word == no)
            return QStringLiteral("false");
    return Error{ErrorKind::NotOneOf, {text, QStringLiteral("true, false")}, {}};
}

} // namespace

Result<QString> canonicalValue(const TemplateParameter& parameter, const QString& text)
{
    const QString trimmed = text.trimmed();
    switch (parameter.type) {
    case ParameterType::String:
    case ParameterType::Text:
        return text;
    case ParameterType::Integer:
        return canonicalNumber(trimmed, true);
    case ParameterType::Decimal:
        return canonicalNumber(trimmed, false);
    case ParameterType::Percent:
        return canonicalPercent(trimmed);
    case ParameterType::Date:
        return canonicalDate(trimmed);
    case ParameterType::Boolean:
        return canonicalBoolean(trimmed);
    case ParameterType::Choice:
        if (parameter.choices.contains(trimmed))
            return trimmed;
        return Error{ErrorKind::NotOneOf, {trimmed, parameter.choices.join(QStringLiteral(", "))}, {}};
    }
    Q_UNREACHABLE();
}

QString canonicalText(const QVariant& value, const QTimeZone& zone)
{
    if (!value.isValid() || value.isNull())
        return {};
    switch (value.typeId()) {
    case QMetaType::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QMetaType::Double: {
        // Whole numbers without an exponent, as people write them.
        const double number = value.toDouble();
        if (qAbs(number) < 1e15 && number == double(qint64(number)))
            return QString::number(qint64(number));
        return QString::number(number, 'g', QLocale::FloatingPointShortest);
    }
    case QMetaType::QDate:
        return value.toDate().toString(Qt::ISODate);
    case QMetaType::QDateTime:
        return isoLocal(value.toDateTime().toMSecsSinceEpoch(), zone);
    default:
        return value.toString();
    }
}

} // namespace wd
