#include "models/audience/importing/typeguess.h"

#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/valueparsing.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstring>
#include <utility>

namespace wd {

namespace {

constexpr qint64 leastValues = 10; // for some of them not to fit
constexpr qint64 leastPercent = 95;

bool isDigit(char byte)
{
    return byte >= '0' && byte <= '9';
}

// 1234, which a column with groups of digits would hold as 1,234.
bool lacksGroups(QByteArrayView value)
{
    constexpr qsizetype group = 3;
    const qsizetype point = value.indexOf('.');
    return (point < 0 ? value.size() : point) - (value.startsWith('-') ? 1 : 0) > group;
}

// 1,234 and 12,800; 101,205 may as well be two ids.
bool beginsShort(QByteArrayView value)
{
    constexpr qsizetype group = 3;
    const auto first = std::find_if(value.begin(), value.end(), isDigit);
    return std::find_if_not(first, value.end(), isDigit) - first < group;
}

// ｉｄ is id.
QString inOneWidth(const QString& header)
{
    return header.normalized(QString::NormalizationForm_KC);
}

bool namesATime(const QString& header)
{
    static const QRegularExpression time(
        QStringLiteral("时间|time(?!s)|stamp|_at$"), QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression camelCase(QStringLiteral("[a-z]At$"));
    return time.match(header).hasMatch() || camelCase.match(header).hasMatch();
}

bool namesADay(const QString& header)
{
    static const QRegularExpression day(
        QStringLiteral("日期|生日|date|birth|day$"), QRegularExpression::CaseInsensitiveOption);
    return day.match(header).hasMatch();
}

// A mobile number as it is written in China.
bool isPhone(QByteArrayView value)
{
    constexpr qsizetype length = 11;
    return value.size() == length && value[0] == '1' && value[1] >= '3'
        && std::all_of(value.begin(), value.end(), isDigit);
}

bool isCompactDate(QByteArrayView value)
{
    constexpr qsizetype length = 8;
    const std::optional<QDate> date = value.size() == length ? parseDate(value) : std::nullopt;
    return date && isDigit(value[4]) && date->year() >= 1900 && date->year() < 2100;
}

// From 1900 to 2100 where the column's name speaks of a time; otherwise only milliseconds of our days, as numbers of
// ten digits may be anything.
bool isStamp(QByteArrayView value, bool named)
{
    constexpr UtcMs year1900 = -2'208'988'800'000;
    constexpr UtcMs year2040 = 2'208'988'800'000;
    constexpr UtcMs year2100 = 4'102'444'800'000;
    constexpr qsizetype msDigits = 13;
    constexpr qsizetype compactDigits = 14;
    if (!named && value.size() != msDigits)
        return false;
    const std::optional<UtcMs> time = parseEpoch(value);
    if (!time && named && value.size() == compactDigits && isDigit(value[4])) {
        static thread_local WallClock utc(QTimeZone::utc());
        return parseDateTime(value, utc).has_value();
    }
    if (!time)
        return false;
    return named ? *time >= year1900 && *time < year2100 : *time > 0 && *time < year2040;
}

} // namespace

bool namesAnId(const QString& name)
{
    QString header = inOneWidth(name);
    header.remove(u' ');
    // "id" as a word of its own, after an underscore or as the end of camelCase; "paid" and "width" are none.
    static const QRegularExpression id(
        QStringLiteral(
            "(^|[^A-Za-z])[Ii][Dd]s?([^a-z]|$)|[a-z]I[Dd]s?([^a-z]|$)|phone|"
            "mobile|(^|[^a-z])tel([^a-z]|$)|手机|电话|邮编|联系方式|微信|会员卡|证件|推荐人|条码|条形码|编码|号码|号$"),
        QRegularExpression::NoPatternOption);
    return id.match(header).hasMatch() || header.contains(u"phone", Qt::CaseInsensitive)
        || header.contains(u"mobile", Qt::CaseInsensitive);
}

TypeGuess::TypeGuess(const QString& header)
    : m_decimals(header)
    , m_namesTime(namesATime(inOneWidth(header)))
    , m_namesDay(namesADay(inOneWidth(header)))
    , m_mayBeNumbers(!namesAnId(header))
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
    const bool percent = value.size() > 1 && value.endsWith('%') && numberForm(value.chopped(1)) != NumberForm::None;
    const NumberForm form = percent ? NumberForm::Other : numberForm(value);
    const bool grouped = form == NumberForm::Grouped || form == NumberForm::Money;
    const Form number = form == NumberForm::Plain ? Form::Own
        : form == NumberForm::Other || grouped    ? Form::Other
                                                  : Form::None;
    note(m_number, number, value, line);
    note(m_amount, grouped ? Form::Own : number, value, line);
    m_number.alike += grouped || percent ? 1 : 0;
    m_amount.alike += percent ? 1 : 0;
    m_anyGroup = m_anyGroup || (form == NumberForm::Grouped && beginsShort(value));
    m_anyWithoutGroup = m_anyWithoutGroup || (form == NumberForm::Plain && lacksGroups(value));
    m_areAmounts = m_areAmounts || form == NumberForm::Money
        || ((form == NumberForm::Grouped || form == NumberForm::Plain) && value.contains('.'));
    m_mayBeNumbers = m_mayBeNumbers && form != NumberForm::LikeAnId;
    m_decimals.look(value, form);
    if (form == NumberForm::Plain && Decimals::losesZero(value) && m_lost.value.isEmpty())
        m_lost = {line, value.toByteArray()};
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
    m_phones += isPhone(value) ? 1 : 0;
    m_compactDates += isCompactDate(value) ? 1 : 0;
    m_stamps += isStamp(value, m_namesTime || m_namesDay) ? 1 : 0;
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
        // A midnight belongs to the form of a day unless the column is one of times.
        const bool isDay = isTime && !(m_namesTime && value.contains(':')) && parseDate(value);
        date = isDay ? Form::Own : missing == NoSuchDay::Date ? Form::NoSuchDay : Form::None;
    }
    note(m_date, date, value, line);
    note(m_dateTime, dateTime, value, line);
}

// The type of most values; dates alone pass as times too.
const TypeGuess::Candidate* TypeGuess::best() const
{
    const Candidate* best = nullptr;
    const bool amounts = m_areAmounts || (m_anyGroup && !m_anyWithoutGroup && m_amount.fits == m_values);
    for (const Candidate* candidate : {amounts ? &m_amount : &m_number, &m_boolean, &m_date, &m_dateTime}) {
        const bool may = candidate->type != AttributeType::Number || (m_mayBeNumbers && m_phones < m_values);
        if (may && (candidate->fits > 0 || candidate->changes) && (!best || candidate->alike > best->alike))
            best = candidate;
    }
    return best && 2 * best->alike > m_values ? best : nullptr;
}

AttributeType TypeGuess::type() const
{
    if (m_values > 0 && m_compactDates == m_values)
        return AttributeType::Date;
    if (m_values > 0 && m_stamps == m_values)
        return AttributeType::DateTime;
    const Candidate* const found = best();
    const bool lost = found && found->type == AttributeType::Number && m_decimals.areVersions();
    const bool most = found && !found->changes && !lost
        && (found->alike == m_values || (m_values >= leastValues && found->alike * 100 >= m_values * leastPercent));
    return most ? found->type : AttributeType::Text;
}

FoundType TypeGuess::found() const
{
    FoundType found;
    found.type = type();
    found.values = m_values;
    const Candidate* const most = best();
    if (most && most->type == AttributeType::Number && most->fits == m_values && m_decimals.areVersions()) {
        found.mostly = most->type;
        found.unfit = m_decimals.lost();
        found.losesDigits = true;
        found.line = m_lost.line;
        found.value = shownValue(m_lost.value);
    }
    if (!most || most->fits == m_values)
        return found;
    found.mostly = most->type;
    found.unfit = m_values - most->fits;
    found.line = most->line;
    found.value = shownValue(most->value);
    return found;
}

} // namespace wd
