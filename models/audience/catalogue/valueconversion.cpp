#include "models/audience/catalogue/valueconversion.h"

#include "models/storage/statement.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace wd {

namespace {

// All digits, as people write them: 1000000 is stored as 1e6 where numbers are reals.
QByteArray plainDigitsOf(double number)
{
    constexpr double most = 1e21;
    const bool isWritten = std::abs(number) < most;
    return QByteArray::number(number, isWritten ? 'f' : 'g', QLocale::FloatingPointShortest);
}

} // namespace

QByteArray cellText(const Statement& row, int column, AttributeType type, const QTimeZone& zone)
{
    switch (type) {
    case AttributeType::DateTime:
        return QDateTime::fromMSecsSinceEpoch(row.integer(column), zone).toString(Qt::ISODateWithMs).toUtf8();
    case AttributeType::Boolean:
        return row.integer(column) ? "true" : "false";
    case AttributeType::Number: {
        const QVariant number = row.value(column);
        return number.typeId() == QMetaType::Double ? plainDigitsOf(number.toDouble())
                                                    : QByteArray::number(number.toLongLong());
    }
    case AttributeType::Text:
    case AttributeType::Date:
    case AttributeType::Choice:
        break;
    }
    return row.utf8(column).toByteArray();
}

void ValueConversion::look(QByteArrayView text)
{
    if (!text.isEmpty())
        m_decimals.look(text, numberForm(text));
}

ValueConversion::Converted ValueConversion::converted(QByteArrayView text)
{
    if (m_to.type == AttributeType::Date)
        return day(text);
    const std::optional<Cell> cell = parseCell(text, m_to.type, m_clock);
    const bool isChosen = m_to.type != AttributeType::Choice || m_to.choices.isEmpty()
        || m_to.choices.contains(QString::fromUtf8(text));
    const bool isSame = m_to.type != AttributeType::Number || saysANumber(text);
    return cell && isChosen && isSame ? Converted{cell, true} : Converted();
}

bool ValueConversion::saysANumber(QByteArrayView text) const
{
    const NumberForm form = text.isEmpty() ? NumberForm::None : numberForm(text);
    const bool isNumber = form == NumberForm::Plain || form == NumberForm::Grouped || form == NumberForm::Money;
    const bool isVersion = m_decimals.areVersions() && Decimals::losesZero(text);
    return isNumber && !isVersion && !losesDigits(text);
}

// Of a time only its day has a place.
ValueConversion::Converted ValueConversion::day(QByteArrayView text)
{
    if (parseDate(text))
        return {parseCell(text, AttributeType::Date, m_clock), true};
    if (const std::optional<UtcMs> epoch = parseEpoch(text))
        return {parseCell(text, AttributeType::Date, m_clock), m_clock.toUtc(m_clock.dayOf(*epoch), 0) == *epoch};
    if (!parseDateTime(text, m_clock))
        return {};
    const auto end = std::find_if(text.begin(), text.end(), [](char byte) { return byte == 'T' || byte == ' '; });
    return {parseCell(text.first(end - text.begin()), AttributeType::Date, m_clock), false};
}

} // namespace wd
