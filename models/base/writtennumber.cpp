#include "models/base/writtennumber.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

namespace wd {

namespace {

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

bool take(QByteArrayView& text, const char* word)
{
    if (!text.startsWith(word))
        return false;
    text = text.sliced(qsizetype(std::strlen(word)));
    return true;
}

// Of a number as it is shown: its sign, and its digits with their commas.
struct ShownNumber {
    QByteArray sign;
    QByteArray whole;
    QByteArray decimals; // with the point
};

std::optional<ShownNumber> takeShownNumber(QByteArrayView text)
{
    ShownNumber number;
    const auto takeSign = [&text] { return take(text, "-") ? QByteArray("-") : (take(text, "+"), QByteArray()); };
    number.sign = takeSign();
    if (take(text, "¥") || take(text, "￥") || take(text, "$")) {
        take(text, " ");
        if (number.sign.isEmpty())
            number.sign = takeSign();
    }
    if (text.endsWith("元"))
        text.chop(qsizetype(std::strlen(text.endsWith(" 元") ? " 元" : "元")));
    const auto end = std::find_if(text.begin(), text.end(), [](char byte) { return !isDigit(byte) && byte != ','; });
    number.whole = QByteArray(text.data(), end - text.begin());
    text = text.sliced(number.whole.size());
    if (text.startsWith('.'))
        number.decimals = text.toByteArray();
    else if (!text.isEmpty())
        return std::nullopt;
    const bool digitsOnly
        = number.decimals.isEmpty() || std::all_of(number.decimals.begin() + 1, number.decimals.end(), isDigit);
    return digitsOnly && !number.whole.isEmpty() ? std::optional(number) : std::nullopt;
}

// As plain digits; none where commas stand in the wrong place.
std::optional<QByteArray> withoutGroups(const ShownNumber& number)
{
    const QByteArrayList groups = number.whole.split(',');
    const bool right = !groups.first().isEmpty()
        && (groups.size() == 1 || (groups.first().size() <= 3 && !groups.first().startsWith('0')))
        && std::all_of(groups.begin() + 1, groups.end(), [](const QByteArray& group) { return group.size() == 3; });
    return right ? std::optional(number.sign + groups.join() + number.decimals) : std::nullopt;
}

std::optional<ShownNumber> shownNumber(QByteArrayView text)
{
    constexpr qsizetype longest = 100;
    return text.size() <= longest ? takeShownNumber(withoutWide(text)) : std::nullopt;
}

} // namespace

QByteArray withoutWide(QByteArrayView text)
{
    QByteArray narrow;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool wide = text.sliced(i).startsWith("\xEF\xBC") && i + 2 < text.size();
        const char letter = wide ? char(text[i + 2] - 0x60) : '\0'; // U+FF01 to U+FF3F follow ASCII
        const bool known = isDigit(letter) || (letter != '\0' && std::strchr("+-.,$", letter));
        narrow += known ? letter : text[i];
        i += known ? 2 : 0;
    }
    return narrow;
}

std::optional<double> plainNumber(QByteArrayView text)
{
    const qsizetype sign = text.startsWith('+') ? 1 : 0;
    const bool bareSign = text.size() <= sign || (sign && !(text[1] == '.' || isDigit(text[1])));
    if (bareSign)
        return std::nullopt;
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data() + sign, text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<QByteArray> plainDigits(QByteArrayView text)
{
    const std::optional<ShownNumber> number = shownNumber(text);
    return number ? withoutGroups(*number) : std::nullopt;
}

std::optional<double> parseNumber(QByteArrayView text)
{
    if (const std::optional<double> number = plainNumber(text))
        return number;
    const std::optional<QByteArray> digits = plainDigits(text);
    return digits ? plainNumber(*digits) : std::nullopt;
}

bool hasBadGroups(QByteArrayView text)
{
    const std::optional<ShownNumber> number = shownNumber(text);
    return number && number->whole.contains(',') && !withoutGroups(*number);
}

} // namespace wd
