#include "models/audience/importing/tables/numberformats.h"

#include <QDateTime>

#include <array>
#include <charconv>
#include <cmath>

namespace wd {

namespace {

constexpr qint64 secondMs = 1000;
constexpr qint64 minuteMs = 60 * secondMs;
constexpr qint64 hourMs = 60 * minuteMs;
constexpr qint64 dayMs = 24 * hourMs;
constexpr double lastDay = 2958466; // the day after 9999-12-31, by the epoch of 1900
constexpr int mostDigits = 15;

// One section of a format as the letters that stand for parts of a date, in their order, runs as one: y m d h s, with E
// for elapsed units, f for a fraction of a second, n for digits.
class FormatLetters {
public:
    explicit FormatLetters(QStringView code)
        : m_code(code)
    {
        while (m_at < m_code.size() && m_code[m_at] != u';')
            takeOne();
    }
    const QByteArray& letters() const { return m_letters; }

private:
    void takeOne();
    void takeBracket();
    void add(char letter)
    {
        if (!m_letters.endsWith(letter))
            m_letters += letter;
    }
    bool takeWord(QStringView word)
    {
        if (!m_code.sliced(m_at).startsWith(word, Qt::CaseInsensitive))
            return false;
        m_at += word.size();
        return true;
    }

    QStringView m_code;
    qsizetype m_at = 0;
    QByteArray m_letters;
};

// Colours, conditions and locales are of no account.
void FormatLetters::takeBracket()
{
    const qsizetype end = m_code.indexOf(u']', m_at);
    const QStringView inside = m_code.sliced(m_at + 1, (end < 0 ? m_code.size() : end) - m_at - 1);
    m_at = end < 0 ? m_code.size() : end + 1;
    if (inside.isEmpty())
        return;
    const QChar first = inside.front().toLower();
    for (const QChar letter : inside)
        if (letter.toLower() != first)
            return;
    if (first == u'h' || first == u'm' || first == u's')
        add('E');
}

void FormatLetters::takeOne()
{
    // "G/…" is what programs in Chinese, Japanese and Korean call General.
    for (const QStringView general : {u"general", u"g/通用格式", u"g/標準", u"g/표준"})
        if (takeWord(general))
            return add('n');
    if (takeWord(u"am/pm") || takeWord(u"a/p") || takeWord(u"上午/下午"))
        return add('h');
    if (takeWord(u"e+") || takeWord(u"e-"))
        return add('n');
    const QChar letter = m_code[m_at].toLower();
    if (letter == u'[')
        return takeBracket();
    if (letter == u'"') {
        const qsizetype end = m_code.indexOf(u'"', m_at + 1);
        m_at = end < 0 ? m_code.size() : end + 1;
        return;
    }
    if (letter == u'\\' || letter == u'_' || letter == u'*') {
        m_at += 2;
        return;
    }
    ++m_at;
    if (letter == u'.' && (m_letters.endsWith('s') || m_letters.endsWith('E'))) {
        while (m_at < m_code.size() && m_code[m_at] == u'0') {
            ++m_at;
            add('f');
        }
        return;
    }
    switch (letter.unicode()) {
    case u'y':
    case u'e':
    case u'b':
        return add('y');
    case u'a': // aaaa: the day of the week
    case u'd':
        return add('d');
    case u'm':
    case u'h':
    case u's':
        return add(letter.toLatin1());
    case u'0':
    case u'#':
    case u'?':
    case u'@':
        return add('n');
    default:
        return;
    }
}

QByteArray padded(qint64 number, int digits)
{
    return QByteArray::number(number).rightJustified(digits, '0');
}

QByteArray timeText(qint64 ms)
{
    QByteArray text
        = padded(ms / hourMs, 2) + ':' + padded(ms / minuteMs % 60, 2) + ':' + padded(ms / secondMs % 60, 2);
    if (ms % secondMs != 0)
        text += '.' + padded(ms % secondMs, 3);
    return text;
}

// The calendar of 1900 has a 29 February, day 60, that never was.
QDate dateOf(qint64 day, SheetEpoch epoch)
{
    if (epoch == SheetEpoch::Year1904)
        return QDate(1904, 1, 1).addDays(day);
    if (day == 0 || day == 60)
        return {};
    return QDate(1899, 12, 30).addDays(day < 60 ? day + 1 : day);
}

} // namespace

NumberFormat builtInFormat(int id)
{
    constexpr NumberFormat none;
    constexpr NumberFormat date{true, false, false, false};
    constexpr NumberFormat time{false, true, false, false};
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58)
        return date;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 55 || id == 56)
        return time;
    if (id == 22)
        return {true, true, false, false};
    if (id == 46)
        return {false, true, true, false};
    return id == 47 ? NumberFormat{false, true, false, true} : none;
}

NumberFormat parseFormat(QStringView code)
{
    const FormatLetters parsed(code);
    const QByteArray& letters = parsed.letters();
    NumberFormat format;
    if (letters.contains('n'))
        return format;
    for (qsizetype i = 0; i < letters.size(); ++i) {
        const char letter = letters[i];
        const char before = i > 0 ? letters[i - 1] : '\0';
        const char after = i + 1 < letters.size() ? letters[i + 1] : '\0';
        // Minutes follow hours or go before seconds.
        const bool minutes = letter == 'm' && (before == 'h' || before == 'E' || after == 's');
        format.elapsed = format.elapsed || letter == 'E';
        format.fraction = format.fraction || letter == 'f';
        format.time = format.time || minutes || letter == 'h' || letter == 's' || letter == 'E';
        format.date = format.date || letter == 'y' || letter == 'd' || (letter == 'm' && !minutes);
    }
    return format;
}

Result<QByteArray> dateText(double serial, const NumberFormat& format, SheetEpoch epoch)
{
    const Error none{ErrorKind::NoSuchDate, {QString::number(serial, 'g', 15)}, {}};
    if (!(serial >= 0 && serial < lastDay))
        return none;
    const qint64 unit = format.fraction ? 1 : secondMs;
    const qint64 ms = std::llround(serial * double(dayMs) / double(unit)) * unit;
    if (!format.date && (format.elapsed || ms < dayMs))
        return timeText(ms);
    const qint64 day = ms / dayMs;
    const QDate date = dateOf(day, epoch);
    if (!date.isValid() || date.year() > 9999)
        return day == 60 ? Error{ErrorKind::NoSuchDate, {QStringLiteral("1900-02-29")}, {}} : none;
    QByteArray text = date.toString(Qt::ISODate).toLatin1();
    if (ms % dayMs != 0 || (format.date && format.time))
        text += 'T' + timeText(ms % dayMs);
    return text;
}

std::optional<NumberText> numberText(QByteArrayView written)
{
    const char* end = written.data() + written.size();
    const char* begin = written.data() + (written.startsWith('+') ? 1 : 0);
    double value = 0;
    const auto [parsedEnd, fault] = std::from_chars(begin, end, value);
    if (fault != std::errc() || parsedEnd != end || !std::isfinite(value))
        return std::nullopt;
    const bool whole = value == std::trunc(value);
    qint64 integer = 0;
    const auto [integerEnd, integerFault] = std::from_chars(begin, end, integer);
    // Digits as they are written say more than the number they are read as.
    if (integerFault == std::errc() && integerEnd == end) {
        const QByteArray text = QByteArray::number(integer);
        return NumberText{text, text.size() - (integer < 0 ? 1 : 0) > mostDigits};
    }
    std::array<char, 1200> digits; // the smallest double has 1,074 places
    // 0.1+0.2 is stored as 0.30000000000000004 and shown as 0.3.
    const auto [shownEnd, shownFault] = std::to_chars(
        digits.data(), digits.data() + digits.size(), value, std::chars_format::scientific, mostDigits - 1);
    std::from_chars(digits.data(), shownEnd, value);
    const auto [textEnd, textFault]
        = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    if (textFault != std::errc())
        return std::nullopt;
    QByteArray text(digits.data(), qsizetype(textEnd - digits.data()));
    if (text == "-0")
        text = "0";
    return NumberText{text, whole && text.size() - (value < 0 ? 1 : 0) > mostDigits};
}

} // namespace wd
