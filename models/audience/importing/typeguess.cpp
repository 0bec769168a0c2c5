#include "models/audience/importing/typeguess.h"

#include "models/audience/importing/valueparsing.h"

#include <QRegularExpression>

#include <algorithm>

namespace wd {

namespace {

bool isPlainNumber(QByteArrayView value)
{
    const QByteArrayView digits = value.startsWith('-') ? value.sliced(1) : value;
    const bool plain = !digits.isEmpty() && std::all_of(digits.begin(), digits.end(), [](char byte) {
        return (byte >= '0' && byte <= '9') || byte == '.';
    });
    if (!plain || !parseNumber(value))
        return false;
    const bool leadingZero = digits.size() > 1 && digits[0] == '0' && digits[1] != '.';
    return !leadingZero && digits.size() - (digits.contains('.') ? 1 : 0) <= 15;
}

} // namespace

bool namesAnId(const QString& header)
{
    // "id" as a word of its own, after an underscore or as the end of camelCase; "paid" and "width" are none.
    static const QRegularExpression id(QStringLiteral("(^|[^A-Za-z])[Ii][Dd]([^a-z]|$)|[a-z]I[Dd]([^a-z]|$)|phone|"
                                                      "mobile|(^|[^a-z])tel([^a-z]|$)|手机|电话|编号|卡号|邮编"),
        QRegularExpression::NoPatternOption);
    return id.match(header).hasMatch() || header.contains(u"phone", Qt::CaseInsensitive)
        || header.contains(u"mobile", Qt::CaseInsensitive);
}

TypeGuess::TypeGuess(const QString& header)
{
    if (namesAnId(header))
        m_number = m_date = m_dateTime = m_boolean = false;
}

void TypeGuess::look(QByteArrayView value)
{
    if (value.isEmpty())
        return;
    m_any = true;
    static thread_local WallClock utc(QTimeZone::utc()); // only whether it is a time counts here
    m_number = m_number && isPlainNumber(value);
    m_boolean = m_boolean && parseBoolean(value).has_value();
    if (!m_dateTime)
        return;
    const bool isTime = parseDateTime(value, utc).has_value();
    const NoSuchDay missing = isTime ? NoSuchDay::No : findNoSuchDay(value);
    m_anyTime = m_anyTime || isTime;
    m_dateTime = isTime || missing != NoSuchDay::No;
    m_date = m_date && (missing == NoSuchDay::Date || parseDate(value).has_value());
}

AttributeType TypeGuess::type() const
{
    if (!m_any)
        return AttributeType::Text;
    // Dates alone pass as times too: dates with times among them are times.
    return m_number  ? AttributeType::Number
        : m_boolean  ? AttributeType::Boolean
        : !m_anyTime ? AttributeType::Text
        : m_date     ? AttributeType::Date
        : m_dateTime ? AttributeType::DateTime
                     : AttributeType::Text;
}

} // namespace wd
