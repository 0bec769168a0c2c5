#include "models/campaigns/templatevalue.h"

#include "models/base/zonedtime.h"

#include <cmath>
#include <limits>

namespace wd {

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

double radixNumber(QStringView digits, int base)
{
    double number = 0;
    for (const QChar c : digits) {
        const int digit = c.isDigit() && c.unicode() < 128 ? c.digitValue() : c.toLower().unicode() - u'a' + 10;
        if (digit < 0 || digit >= base)
            return notANumber;
        number = number * base + digit;
    }
    return number;
}

// JavaScript's Number(text).
double parsedNumber(const QString& text)
{
    const QString trimmed = trimmedText(text, true, true);
    if (trimmed.isEmpty())
        return 0;
    if (trimmed.size() > 2 && trimmed[0] == u'0') {
        const char16_t letter = trimmed[1].toLower().unicode();
        if (const int base = letter == u'x' ? 16 : letter == u'o' ? 8 : letter == u'b' ? 2 : 0)
            return radixNumber(QStringView(trimmed).mid(2), base);
    }
    QStringView digits(trimmed);
    const bool negative = digits.startsWith(u'-');
    if (negative || digits.startsWith(u'+'))
        digits = digits.mid(1);
    if (digits == u"Infinity")
        return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    for (const QChar c : digits)
        if (!(c >= u'0' && c <= u'9') && c != u'.' && c != u'e' && c != u'E' && c != u'+' && c != u'-')
            return notANumber;
    bool ok = false;
    const double number = trimmed.toDouble(&ok);
    return ok || std::isinf(number) ? number : notANumber;
}

// NaN stays NaN: comparisons need to see it.
double looseNumber(const TemplateValue& value)
{
    if (const auto* integer = std::get_if<qint64>(&value))
        return double(*integer);
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    if (const auto* boolean = std::get_if<bool>(&value))
        return *boolean ? 1 : 0;
    if (const auto* instant = std::get_if<TemplateInstant>(&value))
        return double(instant->at);
    if (const auto* list = std::get_if<QStringList>(&value))
        return parsedNumber(list->join(u','));
    return isNil(value) ? notANumber : parsedNumber(textOf(value));
}

bool isNumber(const TemplateValue& value)
{
    return std::holds_alternative<qint64>(value) || std::holds_alternative<double>(value);
}

bool actsAsText(const TemplateValue& value)
{
    return std::holds_alternative<QString>(value) || std::holds_alternative<QDate>(value)
        || std::holds_alternative<TemplateInstant>(value) || std::holds_alternative<QStringList>(value);
}

QString orderText(const TemplateValue& value)
{
    const auto* list = std::get_if<QStringList>(&value);
    return list ? list->join(u',') : textOf(value);
}

template <typename T> bool ordered(const T& left, TemplateOperator op, const T& right)
{
    switch (op) {
    case TemplateOperator::Less:
        return left < right;
    case TemplateOperator::LessOrEqual:
        return left <= right;
    case TemplateOperator::Greater:
        return left > right;
    default:
        return left >= right;
    }
}

bool compareOrder(const TemplateValue& left, TemplateOperator op, const TemplateValue& right)
{
    const auto neverOrdered = [](const TemplateValue& value) {
        return isNil(value) || std::holds_alternative<TemplateEmpty>(value)
            || std::holds_alternative<TemplateBlank>(value);
    };
    if (neverOrdered(left) || neverOrdered(right))
        return false;
    const auto* leftInteger = std::get_if<qint64>(&left);
    const auto* rightInteger = std::get_if<qint64>(&right);
    if (leftInteger && rightInteger)
        return ordered(*leftInteger, op, *rightInteger);
    const auto* leftInstant = std::get_if<TemplateInstant>(&left);
    const auto* rightInstant = std::get_if<TemplateInstant>(&right);
    if (leftInstant && rightInstant)
        return ordered(leftInstant->at, op, rightInstant->at);
    if (actsAsText(left) && actsAsText(right))
        return ordered(orderText(left), op, orderText(right));
    return ordered(looseNumber(left), op, looseNumber(right));
}

bool isEmptyValue(const TemplateValue& value)
{
    if (const auto* list = std::get_if<QStringList>(&value))
        return list->isEmpty();
    return actsAsText(value) && textOf(value).isEmpty();
}

bool isBlankValue(const TemplateValue& value)
{
    if (isNil(value) || isEmptyValue(value))
        return true;
    if (const auto* boolean = std::get_if<bool>(&value))
        return !*boolean;
    const auto* text = std::get_if<QString>(&value);
    return text && trimmedText(*text, true, true).isEmpty();
}

bool contains(const TemplateValue& left, const TemplateValue& right)
{
    if (const auto* list = std::get_if<QStringList>(&left)) {
        for (const QString& item : *list)
            if (equalValues(TemplateValue(item), right))
                return true;
        return false;
    }
    return actsAsText(left) && !isNil(right) && textOf(left).contains(orderText(right));
}

} // namespace

TemplateValue instantValue(UtcMs at, const QTimeZone& zone)
{
    return TemplateInstant{at, localDateTime(at, zone).toString(u"yyyy-MM-dd HH:mm:ss")};
}

TemplateValue templateValue(const QVariant& value, const QTimeZone& zone)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return value.toString();
    case QMetaType::Bool:
        return value.toBool();
    case QMetaType::Int:
    case QMetaType::LongLong:
        return value.toLongLong();
    case QMetaType::Double:
        return value.toDouble();
    case QMetaType::QDate:
        return value.toDate().isValid() ? TemplateValue(value.toDate()) : TemplateValue();
    case QMetaType::QDateTime:
        return value.toDateTime().isValid() ? instantValue(value.toDateTime().toMSecsSinceEpoch(), zone)
                                            : TemplateValue();
    default:
        return {};
    }
}

bool isTrue(const TemplateValue& value)
{
    const auto* boolean = std::get_if<bool>(&value);
    return boolean ? *boolean : !isNil(value);
}

bool needsDefault(const TemplateValue& value)
{
    if (const auto* text = std::get_if<QString>(&value))
        return text->isEmpty();
    const auto* list = std::get_if<QStringList>(&value);
    return list ? list->isEmpty() : !isTrue(value) || textOf(value).isEmpty();
}

QString textOf(const TemplateValue& value)
{
    if (const auto* text = std::get_if<QString>(&value))
        return *text;
    if (const auto* integer = std::get_if<qint64>(&value))
        return QString::number(*integer);
    if (const auto* number = std::get_if<double>(&value))
        return numberText(*number);
    if (const auto* boolean = std::get_if<bool>(&value))
        return *boolean ? QStringLiteral("true") : QStringLiteral("false");
    if (const auto* date = std::get_if<QDate>(&value))
        return date->toString(Qt::ISODate);
    if (const auto* instant = std::get_if<TemplateInstant>(&value))
        return instant->text;
    if (const auto* list = std::get_if<QStringList>(&value))
        return list->join(QString());
    return {};
}

double numberOf(const TemplateValue& value)
{
    const double number = looseNumber(value);
    return std::isnan(number) ? 0 : number;
}

QString numberText(double number)
{
    if (std::isnan(number))
        return QStringLiteral("NaN");
    if (std::isinf(number))
        return number < 0 ? QStringLiteral("-Infinity") : QStringLiteral("Infinity");
    if (number == 0)
        return QStringLiteral("0");
    const QString sign = number < 0 ? QStringLiteral("-") : QString();
    // "d.ddde+xx": the shortest digits that give the number back.
    const QString scientific = QString::number(std::abs(number), 'e', QLocale::FloatingPointShortest);
    const qsizetype e = scientific.indexOf(u'e');
    const QString digits = scientific.left(e).remove(u'.');
    const int point = scientific.mid(e + 1).toInt() + 1; // the decimal point stands before this digit
    if (point > 21 || point <= -6) {
        const QString fraction = digits.size() > 1 ? u'.' + digits.mid(1) : QString();
        const QString plus = point > 0 ? QStringLiteral("+") : QString();
        return sign + digits[0] + fraction + u'e' + plus + QString::number(point - 1);
    }
    if (point <= 0)
        return sign + QStringLiteral("0.") + QString(-point, u'0') + digits;
    if (digits.size() <= point)
        return sign + digits + QString(point - digits.size(), u'0');
    return sign + digits.left(point) + u'.' + digits.mid(point);
}

bool isTemplateSpace(QChar c)
{
    return (c.isSpace() && c != QChar(0x85)) || c == QChar(0xfeff);
}

QString trimmedText(const QString& text, bool left, bool right)
{
    qsizetype from = 0;
    qsizetype to = text.size();
    while (left && from < to && isTemplateSpace(text[from]))
        ++from;
    while (right && to > from && isTemplateSpace(text[to - 1]))
        --to;
    return text.mid(from, to - from);
}

bool equalValues(const TemplateValue& left, const TemplateValue& right)
{
    const auto isSpecial = [](const TemplateValue& value) {
        return std::holds_alternative<TemplateEmpty>(value) || std::holds_alternative<TemplateBlank>(value);
    };
    if (isSpecial(left) && isSpecial(right))
        return false;
    if (isSpecial(left) || isSpecial(right)) {
        const TemplateValue& special = isSpecial(left) ? left : right;
        const TemplateValue& other = isSpecial(left) ? right : left;
        return std::holds_alternative<TemplateBlank>(special) ? isBlankValue(other) : isEmptyValue(other);
    }
    if (isNil(left) || isNil(right))
        return isNil(left) && isNil(right);
    if (isNumber(left) && isNumber(right)) {
        if (left.index() == right.index())
            return left.index() == TemplateValue(qint64(0)).index() ? std::get<qint64>(left) == std::get<qint64>(right)
                                                                    : std::get<double>(left) == std::get<double>(right);
        return looseNumber(left) == looseNumber(right);
    }
    const auto* leftList = std::get_if<QStringList>(&left);
    const auto* rightList = std::get_if<QStringList>(&right);
    if (leftList || rightList)
        return leftList && rightList && *leftList == *rightList;
    if (actsAsText(left) && actsAsText(right))
        return textOf(left) == textOf(right);
    const auto* leftBoolean = std::get_if<bool>(&left);
    const auto* rightBoolean = std::get_if<bool>(&right);
    return leftBoolean && rightBoolean && *leftBoolean == *rightBoolean;
}

bool compareValues(const TemplateValue& left, TemplateOperator op, const TemplateValue& right)
{
    switch (op) {
    case TemplateOperator::Equal:
        return equalValues(left, right);
    case TemplateOperator::NotEqual:
        return !equalValues(left, right);
    case TemplateOperator::Contains:
        return contains(left, right);
    default:
        return compareOrder(left, op, right);
    }
}

} // namespace wd
