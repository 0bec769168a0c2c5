#include "models/audience/importing/typeguess.h"

#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/valueparsing.h"
#include "models/base/writtennumber.h"

#include <QRegularExpression>

#include <cstring>
#include <utility>

namespace wd {

namespace {

constexpr qint64 leastValues = 10; // for some of them not to fit
constexpr qint64 leastPercent = 95;

enum class NumberForm { None, Plain, Grouped, Money, Other, LikeAnId };

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

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
    qsizetype digits = 0;
    bool leadingZero = false;
    bool plain = narrow.size() == value.size();
    char before = 0;
    for (const char byte : narrow) {
        if (byte == 'e' || byte == 'E' || byte == '+')
            return NumberForm::Other;
        const bool digit = isDigit(byte);
        leadingZero = leadingZero || (digit && digits == 1 && before == '0');
        digits += digit ? 1 : 0;
        plain = plain && (digit || byte == '-' || byte == '.');
        before = byte;
    }
    if (leadingZero || digits > 15)
        return NumberForm::LikeAnId;
    if (before == '.')
        return NumberForm::Other;
    const bool money = !plain && (value.contains('$') || value.contains("¥") || value.contains("￥"));
    return plain ? NumberForm::Plain : money ? NumberForm::Money : NumberForm::Grouped;
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
    : m_mayBeNumbers(!namesAnId(header))
    , m_isId(!m_mayBeNumbers)
{
}

void TypeGuess::note(Candidate& candidate, Form form, QByteArrayView value, qint64 line)
{
    candidate.fits += form == Form::Own ? 1 : 0;
    candidate.alike += form == Form::Own || form == Form::NoSuchDay ? 1 : 0;
    candidate.changes = candidate.changes || form == Form::Other;
    if (form != Form::Own && candidate.value.isEmpty()) {
        candidate.line = line;
        candidate.value = value.toByteArray();
    }
}

void TypeGuess::noteNumber(QByteArrayView value, qint64 line)
{
    const NumberForm form = numberForm(value);
    const bool grouped = form == NumberForm::Grouped || form == NumberForm::Money;
    const Form number = form == NumberForm::Plain ? Form::Own
        : form == NumberForm::Other || grouped    ? Form::Other
                                                  : Form::None;
    note(m_number, number, value, line);
    m_number.alike += grouped ? 1 : 0;
    note(m_amount, grouped ? Form::Own : number, value, line);
    m_areAmounts = m_areAmounts || form == NumberForm::Money
        || ((form == NumberForm::Grouped || form == NumberForm::Plain) && value.contains('.'));
    m_mayBeNumbers = m_mayBeNumbers && form != NumberForm::LikeAnId;
}

void TypeGuess::look(QByteArrayView value, qint64 line)
{
    if (value.isEmpty())
        return;
    ++m_values;
    if (m_isId)
        return;
    // Of texts that can be nothing else only the first matters: most columns are full of them.
    constexpr qsizetype longestBoolean = 5;
    if (!mayBeANumber(value) && value.size() > longestBoolean && std::exchange(m_anyText, true))
        return;
    if (m_mayBeNumbers)
        noteNumber(value, line);
    note(m_boolean, parseBoolean(value) ? Form::Own : Form::None, value, line);
    Form date = Form::None;
    Form dateTime = Form::None;
    constexpr qsizetype shortestDate = 8;
    if (value.size() >= shortestDate && isDigit(value.front())) {
        static thread_local WallClock utc(QTimeZone::utc()); // only whether it is a time counts here
        const bool isTime = parseDateTime(value, utc).has_value();
        const NoSuchDay missing = isTime ? NoSuchDay::No : findNoSuchDay(value);
        dateTime = isTime                ? Form::Own
            : missing != NoSuchDay::No   ? Form::NoSuchDay
            : parseEventTime(value, utc) ? Form::Other
                                         : Form::None;
        date = isTime && parseDate(value) ? Form::Own : missing == NoSuchDay::Date ? Form::NoSuchDay : Form::None;
    }
    note(m_date, date, value, line);
    note(m_dateTime, dateTime, value, line);
}

// The type of most values; dates alone pass as times too.
const TypeGuess::Candidate* TypeGuess::best() const
{
    const Candidate* best = nullptr;
    for (const Candidate* candidate : {m_areAmounts ? &m_amount : &m_number, &m_boolean, &m_date, &m_dateTime}) {
        const bool may = candidate->type != AttributeType::Number || m_mayBeNumbers;
        if (may && (candidate->fits > 0 || candidate->changes) && (!best || candidate->alike > best->alike))
            best = candidate;
    }
    return best && 2 * best->alike > m_values ? best : nullptr;
}

AttributeType TypeGuess::type() const
{
    const Candidate* const found = best();
    const bool most = found && !found->changes
        && (found->alike == m_values || (m_values >= leastValues && found->alike * 100 >= m_values * leastPercent));
    return most ? found->type : AttributeType::Text;
}

FoundType TypeGuess::found() const
{
    FoundType found;
    found.type = type();
    found.values = m_values;
    const Candidate* const most = best();
    if (!most || most->fits == m_values)
        return found;
    found.mostly = most->type;
    found.unfit = m_values - most->fits;
    found.line = most->line;
    found.value = shownValue(most->value);
    return found;
}

} // namespace wd
