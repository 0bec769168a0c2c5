#include "models/audience/importing/typeguess.h"

#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/valueparsing.h"

#include <QRegularExpression>

#include <algorithm>

namespace wd {

namespace {

constexpr qint64 leastValues = 10; // for some of them not to fit
constexpr qint64 leastPercent = 95;
// So many that don't fit, more than those that do, and a type is looked for no longer.
constexpr qint64 mostUnfit = 1'000;

enum class NumberForm { None, Number, Plain, LikeAnId };

NumberForm numberForm(QByteArrayView value)
{
    if (!parseNumber(value))
        return NumberForm::None;
    qsizetype digits = 0;
    bool leadingZero = false;
    char before = 0;
    for (const char byte : value) {
        if (byte == 'e' || byte == 'E' || byte == '+')
            return NumberForm::Number;
        const bool digit = byte >= '0' && byte <= '9';
        leadingZero = leadingZero || (digit && digits == 1 && before == '0');
        digits += digit ? 1 : 0;
        before = byte;
    }
    return leadingZero || digits > 15 ? NumberForm::LikeAnId : NumberForm::Plain;
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
    : m_anyOpen(!namesAnId(header))
{
    for (Candidate& candidate : m_candidates)
        candidate.open = m_anyOpen;
}

void TypeGuess::note(Candidate& candidate, Look look, QByteArrayView value, qint64 line)
{
    candidate.fits += look.fits ? 1 : 0;
    candidate.alike += look.alike ? 1 : 0;
    if (look.fits)
        return;
    if (candidate.value.isEmpty()) {
        candidate.line = line;
        candidate.value = value.toByteArray();
    }
    const qint64 unfit = m_values - candidate.fits;
    candidate.open = unfit < mostUnfit || unfit < candidate.fits;
}

void TypeGuess::look(QByteArrayView value, qint64 line)
{
    if (value.isEmpty())
        return;
    ++m_values;
    if (!m_anyOpen)
        return;
    static thread_local WallClock utc(QTimeZone::utc()); // only whether it is a time counts here
    auto& [number, boolean, date, dateTime] = m_candidates;
    if (number.open) {
        const NumberForm form = numberForm(value);
        note(number, {form != NumberForm::None, form == NumberForm::Plain}, value, line);
        if (form == NumberForm::LikeAnId)
            number.open = false;
    }
    if (boolean.open) {
        const bool fits = parseBoolean(value).has_value();
        note(boolean, {fits, fits}, value, line);
    }
    if (dateTime.open) {
        const bool isTime = parseDateTime(value, utc).has_value();
        const NoSuchDay missing = isTime ? NoSuchDay::No : findNoSuchDay(value);
        note(dateTime, {isTime || parseEventTime(value, utc), isTime || missing != NoSuchDay::No}, value, line);
        const bool isDate = isTime && parseDate(value);
        if (date.open)
            note(date, {isDate, isDate || missing == NoSuchDay::Date}, value, line);
    }
    m_anyOpen = std::any_of(m_candidates.begin(), m_candidates.end(), [](const Candidate& c) { return c.open; });
}

// The type of most values.
const TypeGuess::Candidate* TypeGuess::best() const
{
    const Candidate* best = nullptr;
    for (const Candidate& candidate : m_candidates)
        if (candidate.open && candidate.fits > 0 && (!best || candidate.alike > best->alike))
            best = &candidate;
    return best && 2 * best->alike > m_values ? best : nullptr;
}

AttributeType TypeGuess::type() const
{
    const Candidate* const found = best();
    const bool most = found
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
