#include "models/audience/importing/numberform.h"

#include "models/base/writtennumber.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace wd {

namespace {

constexpr qsizetype keptDigits = 15;

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool isZero(char byte)
{
    return byte == '0';
}

bool namesAnAmount(const QString& name)
{
    static const QRegularExpression amount(
        QStringLiteral(
            "价|金额|额$|费|款|收入|成本|利润|折扣|佣金|数量|重量|体积|长度|面积|距离|温度|时长|分数|得分|评分"
            "|比例|率$|price|amount|cost|fee|total|sum|paid|spend|spent|revenue|income|balance|discount|tax"
            "|qty|quantity|weight|volume|size|length|distance|rate|ratio|score|avg|average|mean"),
        QRegularExpression::CaseInsensitiveOption);
    return amount.match(name.normalized(QString::NormalizationForm_KC)).hasMatch();
}

QByteArray withoutLeadingZeros(QByteArrayView digits)
{
    return digits.sliced(std::find_if_not(digits.begin(), digits.end(), isZero) - digits.begin()).toByteArray();
}

bool isExponent(char byte)
{
    return byte == 'e' || byte == 'E';
}

// Of a plain number, without its sign, zeros before it and zeros at its end.
struct Digits {
    QByteArray whole;
    QByteArray decimals;
    bool hasExponent = false;
};

Digits digitsOf(QByteArrayView number)
{
    if (number.startsWith('-') || number.startsWith('+'))
        number = number.sliced(1);
    const auto exponent = std::find_if(number.begin(), number.end(), isExponent);
    const QByteArrayView mantissa = number.first(exponent - number.begin());
    const qsizetype point = mantissa.indexOf('.');
    Digits digits{withoutLeadingZeros(point < 0 ? mantissa : mantissa.first(point)),
        point < 0 ? QByteArray() : mantissa.sliced(point + 1).toByteArray(), exponent != number.end()};
    while (digits.decimals.endsWith('0'))
        digits.decimals.chop(1);
    return digits;
}

} // namespace

// Most texts are told from numbers by their first letter: the signs of currencies that are not ASCII begin with these.
bool mayBeANumber(QByteArrayView value)
{
    return isDigit(value.front()) || std::strchr("+-.$\xC2\xEF", value.front());
}

NumberForm numberForm(QByteArrayView value)
{
    const bool isDay = value.size() > 4 && isDigit(value[3]) && (value[4] == '-' || value[4] == '/');
    if (isDay || !mayBeANumber(value) || !parseNumber(value))
        return NumberForm::None;
    const QByteArray own = value.contains('\xEF') ? withoutWide(value) : QByteArray();
    const QByteArrayView narrow = own.isEmpty() ? value : QByteArrayView(own);
    qsizetype digits = 0; // before the point
    bool leadingZero = false;
    bool plain = narrow.size() == value.size();
    bool decimals = false;
    char before = 0;
    for (const char byte : narrow) {
        if (isExponent(byte) || byte == '+')
            return NumberForm::Other;
        const bool digit = isDigit(byte);
        leadingZero = leadingZero || (digit && !decimals && digits == 1 && before == '0');
        decimals = decimals || byte == '.';
        digits += digit && !decimals ? 1 : 0;
        plain = plain && (digit || byte == '-' || byte == '.');
        before = byte;
    }
    if (leadingZero || digits > keptDigits)
        return NumberForm::LikeAnId;
    if (before == '.')
        return NumberForm::Other;
    const bool money
        = !plain && (value.contains('$') || value.contains("¥") || value.contains("￥") || value.endsWith("元"));
    return plain ? NumberForm::Plain : money ? NumberForm::Money : NumberForm::Grouped;
}

// Most have too few letters.
bool losesDigits(QByteArrayView value)
{
    if (value.size() <= keptDigits)
        return false;
    const std::optional<QByteArray> plain = plainNumber(value) ? value.toByteArray() : plainDigits(value);
    const std::optional<double> number = plain ? plainNumber(*plain) : std::nullopt;
    if (!number)
        return false;
    const auto [whole, decimals, hasExponent] = digitsOf(*plain);
    const qsizetype before = whole.isEmpty() ? decimals.size() - withoutLeadingZeros(decimals).size() : 0;
    if (whole.size() + decimals.size() - before <= keptDigits)
        return false;
    if (decimals.isEmpty() || hasExponent)
        return true;
    return QByteArray::number(std::abs(*number), 'f', QLocale::FloatingPointShortest)
        != (whole.isEmpty() ? QByteArray("0") : whole) + '.' + decimals;
}

Decimals::Decimals(const QString& name)
    : m_areAmounts(namesAnAmount(name))
{
}

void Decimals::look(QByteArrayView value, NumberForm form)
{
    constexpr qsizetype versionDigits = 2; // at most, on either side of the point
    m_areAmounts = m_areAmounts || form == NumberForm::Money || form == NumberForm::Grouped;
    if (form != NumberForm::Plain)
        return;
    const qsizetype point = value.indexOf('.');
    const QByteArrayView whole = point < 0 ? value : value.first(point);
    const qsizetype decimals = point < 0 ? 0 : value.size() - point - 1;
    const bool isYear = whole.size() == 4 && (whole.startsWith("19") || whole.startsWith("20"));
    m_areAmounts = m_areAmounts || value.startsWith('-') || decimals > versionDigits
        || (whole.size() > versionDigits && !isYear);
    if (decimals == 0)
        return;
    m_fewest = m_most == 0 ? decimals : std::min(m_fewest, decimals);
    m_most = std::max(m_most, decimals);
    m_lost += losesZero(value) ? 1 : 0;
}

bool Decimals::losesZero(QByteArrayView value)
{
    constexpr qsizetype leastDecimals = 2;
    const qsizetype point = value.indexOf('.');
    return point >= 0 && value.size() - point - 1 >= leastDecimals && value.endsWith('0');
}

} // namespace wd
