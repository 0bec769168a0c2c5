#include "models/campaigns/templatefilters.h"

#include "models/base/zonedtime.h"
#include "models/campaigns/templatedates.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cmath>

namespace wd {

namespace {

using Value = TemplateValue;
using Arguments = TemplateArguments;
using Context = TemplateFilterContext;

Value argument(const Arguments& arguments, size_t index)
{
    return index < arguments.size() ? arguments[index] : Value();
}

Value numberValue(double number)
{
    constexpr double exact = 9007199254740991.0; // beyond it a double skips whole numbers
    if (std::trunc(number) == number && std::abs(number) <= exact)
        return qint64(number);
    return number;
}

// Where the character that starts at `at` ends: a surrogate pair is one.
qsizetype nextCharacter(const QString& text, qsizetype at)
{
    const bool isPair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
    return at + (isPair ? 2 : 1);
}

qsizetype advanced(const QString& text, qsizetype from, double characters)
{
    for (double i = 0; i < characters && from < text.size(); ++i)
        from = nextCharacter(text, from);
    return from;
}

int characterCount(const QString& text)
{
    int count = 0;
    for (qsizetype at = 0; at < text.size(); at = nextCharacter(text, at))
        ++count;
    return count;
}

Value applyDefault(const Value& input, const Arguments& arguments, Context&)
{
    return needsDefault(input) ? arguments[0] : input;
}

Value applyUpcase(const Value& input, const Arguments&, Context&)
{
    return textOf(input).toUpper();
}

Value applyDowncase(const Value& input, const Arguments&, Context&)
{
    return textOf(input).toLower();
}

Value applyCapitalize(const Value& input, const Arguments&, Context&)
{
    const QString text = textOf(input);
    return QString(text.left(1).toUpper() + text.mid(1).toLower());
}

QString stripped(const Value& input, const Arguments& arguments, bool left, bool right)
{
    const QString text = textOf(input);
    if (arguments.empty() || !isTrue(arguments[0]) || textOf(arguments[0]).isEmpty())
        return trimmedText(text, left, right);
    const QList<uint> set = textOf(arguments[0]).toUcs4();
    const QList<uint> characters = text.toUcs4();
    qsizetype from = 0;
    qsizetype to = characters.size();
    while (left && from < to && set.contains(characters[from]))
        ++from;
    while (right && to > from && set.contains(characters[to - 1]))
        --to;
    return QString::fromUcs4(reinterpret_cast<const char32_t*>(characters.constData()) + from, to - from);
}

Value applyStrip(const Value& input, const Arguments& arguments, Context&)
{
    return stripped(input, arguments, true, true);
}

Value applyLstrip(const Value& input, const Arguments& arguments, Context&)
{
    return stripped(input, arguments, true, false);
}

Value applyRstrip(const Value& input, const Arguments& arguments, Context&)
{
    return stripped(input, arguments, false, true);
}

Value applyTruncate(const Value& input, const Arguments& arguments, Context&)
{
    const QString text = textOf(input);
    const double length = arguments.empty() ? 50 : numberOf(arguments[0]);
    const QString end = arguments.size() > 1 ? textOf(arguments[1]) : QStringLiteral("...");
    if (double(text.size()) <= length || advanced(text, 0, length) >= text.size())
        return input;
    return QString(text.left(advanced(text, 0, std::max(length - characterCount(end), 0.0))) + end);
}

QStringList split(const QString& text, const QString& separator)
{
    if (!separator.isEmpty())
        return text.split(separator);
    QStringList characters;
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype next = nextCharacter(text, at);
        characters += text.mid(at, next - at);
        at = next;
    }
    return characters;
}

// An empty text stands between all characters.
QString replaced(const QString& text, const QString& pattern, const QString& replacement, Context& context)
{
    const QStringList parts = split(text, pattern);
    if (parts.size() > 1 && replacement.size() * (parts.size() - 1) > context.room) {
        context.tooLarge = true;
        return {};
    }
    return parts.join(replacement);
}

Value applyReplace(const Value& input, const Arguments& arguments, Context& context)
{
    return replaced(textOf(input), textOf(arguments[0]), textOf(argument(arguments, 1)), context);
}

Value applyRemove(const Value& input, const Arguments& arguments, Context& context)
{
    return replaced(textOf(input), textOf(arguments[0]), QString(), context);
}

Value applyAppend(const Value& input, const Arguments& arguments, Context&)
{
    return QString(textOf(input) + textOf(arguments[0]));
}

Value applyPrepend(const Value& input, const Arguments& arguments, Context&)
{
    return QString(textOf(arguments[0]) + textOf(input));
}

bool isTextLike(const Value& value)
{
    return std::holds_alternative<QString>(value) || std::holds_alternative<QDate>(value)
        || std::holds_alternative<TemplateInstant>(value);
}

Value applySize(const Value& input, const Arguments&, Context&)
{
    if (const auto* list = std::get_if<QStringList>(&input))
        return qint64(list->size());
    return qint64(isTextLike(input) ? textOf(input).size() : 0);
}

Value applySlice(const Value& input, const Arguments& arguments, Context&)
{
    if (isNil(input))
        return QStringList();
    const auto* list = std::get_if<QStringList>(&input);
    const QString text = list ? QString() : textOf(input);
    double begin = numberOf(arguments[0]);
    const double length = arguments.size() > 1 ? numberOf(arguments[1]) : 1;
    if (begin < 0)
        begin += list ? double(list->size()) : characterCount(text);
    if (begin < 0 || length < 0)
        return list ? Value(QStringList()) : Value(QString());
    if (list) {
        const auto from = qsizetype(std::min(begin, double(list->size())));
        const auto to = qsizetype(std::min(begin + length, double(list->size())));
        return list->mid(from, to - from);
    }
    const qsizetype start = advanced(text, 0, begin);
    return text.mid(start, advanced(text, start, length) - start);
}

Value applyFirst(const Value& input, const Arguments&, Context&)
{
    if (const auto* list = std::get_if<QStringList>(&input))
        return list->isEmpty() ? Value() : Value(list->first());
    const QString text = isTextLike(input) ? textOf(input) : QString();
    return text.left(advanced(text, 0, 1));
}

Value applyLast(const Value& input, const Arguments&, Context&)
{
    if (const auto* list = std::get_if<QStringList>(&input))
        return list->isEmpty() ? Value() : Value(list->last());
    const QString text = isTextLike(input) ? textOf(input) : QString();
    const bool isPair = text.size() > 1 && text.back().isLowSurrogate() && text[text.size() - 2].isHighSurrogate();
    return text.right(isPair ? 2 : 1);
}

Value applySplit(const Value& input, const Arguments& arguments, Context&)
{
    QStringList parts = split(textOf(input), textOf(arguments[0]));
    while (!parts.isEmpty() && parts.last().isEmpty())
        parts.removeLast();
    return parts;
}

Value applyJoin(const Value& input, const Arguments& arguments, Context& context)
{
    const auto* list = std::get_if<QStringList>(&input);
    if (!list)
        return textOf(input);
    const Value given = argument(arguments, 0);
    const QString separator = isNil(given) ? QStringLiteral(" ") : textOf(given);
    if (separator.size() * list->size() > context.room + separator.size()) {
        context.tooLarge = true;
        return {};
    }
    return list->join(separator);
}

Value applyPlus(const Value& input, const Arguments& arguments, Context&)
{
    return numberValue(numberOf(input) + numberOf(arguments[0]));
}

Value applyMinus(const Value& input, const Arguments& arguments, Context&)
{
    return numberValue(numberOf(input) - numberOf(arguments[0]));
}

Value applyTimes(const Value& input, const Arguments& arguments, Context&)
{
    return numberValue(numberOf(input) * numberOf(arguments[0]));
}

// Not whole unless the second argument says so: 7 / 2 is 3.5.
Value applyDividedBy(const Value& input, const Arguments& arguments, Context&)
{
    const double quotient = numberOf(input) / numberOf(arguments[0]);
    return numberValue(numberOf(argument(arguments, 1)) != 0 ? std::floor(quotient) : quotient);
}

// With the divisor's sign.
Value applyModulo(const Value& input, const Arguments& arguments, Context&)
{
    const double divisor = numberOf(arguments[0]);
    return numberValue(std::fmod(std::fmod(numberOf(input), divisor) + divisor, divisor));
}

// Moves the decimal point in the number's text, so 1.005 becomes 100.5 and not 100.49999999999999.
double shifted(double number, int places)
{
    const QString text = numberText(number);
    const qsizetype e = text.indexOf(u'e');
    const int power = e < 0 ? 0 : text.mid(e + 1).toInt();
    return QStringLiteral("%1e%2").arg(e < 0 ? text : text.left(e)).arg(power + places).toDouble();
}

Value applyRound(const Value& input, const Arguments& arguments, Context&)
{
    const double number = numberOf(input);
    const double places = arguments.empty() ? 0 : numberOf(arguments[0]);
    if (!std::isfinite(number) || std::trunc(places) != places || std::abs(places) > 400)
        return numberValue(number);
    const double scaled = shifted(std::abs(number), int(places));
    if (!(scaled <= 9007199254740991.0))
        return numberValue(number);
    const double rounded = shifted(std::floor(scaled + 0.5), -int(places));
    return numberValue(number < 0 ? -rounded : rounded);
}

Value applyCeil(const Value& input, const Arguments&, Context&)
{
    return numberValue(std::ceil(numberOf(input)));
}

Value applyFloor(const Value& input, const Arguments&, Context&)
{
    return numberValue(std::floor(numberOf(input)));
}

Value applyAbs(const Value& input, const Arguments&, Context&)
{
    return numberValue(std::abs(numberOf(input)));
}

Value applyDate(const Value& input, const Arguments& arguments, Context& context)
{
    const std::optional<QDateTime> date = templateDate(input, context);
    if (!date)
        return input;
    const Value format = argument(arguments, 0);
    return formattedDate(
        *date, isNil(format) ? QStringLiteral("%A, %B %-e, %Y at %-l:%M %P %z") : textOf(format), context);
}

Value applyUrlEncode(const Value& input, const Arguments&, Context&)
{
    const QByteArray encoded = textOf(input).toUtf8().toPercentEncoding("!~*'() ");
    return QString::fromLatin1(encoded).replace(u' ', u'+');
}

// A "%" that starts no byte stays as it stands.
Value applyUrlDecode(const Value& input, const Arguments&, Context&)
{
    const QByteArray encoded = textOf(input).toUtf8().replace('+', ' ');
    QByteArray decoded;
    for (qsizetype at = 0; at < encoded.size(); ++at) {
        const QByteArray digits = encoded.mid(at + 1, 2);
        const bool isByte = encoded[at] == '%' && digits.size() == 2 && std::isxdigit(uchar(digits[0]))
            && std::isxdigit(uchar(digits[1]));
        decoded += isByte ? char(digits.toInt(nullptr, 16)) : encoded[at];
        at += isByte ? 2 : 0;
    }
    return QString::fromUtf8(decoded);
}

Value applyEscape(const Value& input, const Arguments&, Context&)
{
    QString escaped;
    for (const QChar c : textOf(input)) {
        switch (c.unicode()) {
        case u'&':
            escaped += u"&amp;";
            break;
        case u'<':
            escaped += u"&lt;";
            break;
        case u'>':
            escaped += u"&gt;";
            break;
        case u'"':
            escaped += u"&#34;";
            break;
        case u'\'':
            escaped += u"&#39;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

QString jsonText(const QString& text)
{
    static constexpr QStringView controls = u"\b\t\n\f\r";
    static constexpr QStringView letters = u"btnfr";
    QString json(u'"');
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const qsizetype control = controls.indexOf(c);
        const bool isPair = nextCharacter(text, i) == i + 2;
        if (isPair)
            json += text.mid(i++, 2);
        else if (control >= 0)
            json += QStringLiteral("\\") + letters[control];
        else if (c == u'"' || c == u'\\')
            json += QStringLiteral("\\") + c;
        else if (c < u' ' || c.isSurrogate())
            json += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QChar(u'0'));
        else
            json += c;
    }
    return json + u'"';
}

Value applyJson(const Value& input, const Arguments&, Context&)
{
    if (const auto* list = std::get_if<QStringList>(&input)) {
        QStringList items;
        for (const QString& item : *list)
            items += jsonText(item);
        return QString(u'[' + items.join(u',') + u']');
    }
    if (const auto* number = std::get_if<double>(&input); number && !std::isfinite(*number))
        return QStringLiteral("null");
    if (const auto* instant = std::get_if<TemplateInstant>(&input))
        return jsonText(isoUtc(instant->at));
    if (isNil(input))
        return QStringLiteral("null");
    const bool isBare = std::holds_alternative<bool>(input) || std::holds_alternative<qint64>(input)
        || std::holds_alternative<double>(input);
    return isBare ? textOf(input) : jsonText(textOf(input));
}

QString digest(const Value& input, QCryptographicHash::Algorithm algorithm)
{
    return QString::fromLatin1(QCryptographicHash::hash(textOf(input).toUtf8(), algorithm).toHex());
}

Value applyMd5(const Value& input, const Arguments&, Context&)
{
    return digest(input, QCryptographicHash::Md5);
}

Value applySha256(const Value& input, const Arguments&, Context&)
{
    return digest(input, QCryptographicHash::Sha256);
}

constexpr std::array filters{
    TemplateFilter{u"abs", 0, 0, applyAbs},
    TemplateFilter{u"append", 1, 1, applyAppend},
    TemplateFilter{u"capitalize", 0, 0, applyCapitalize},
    TemplateFilter{u"ceil", 0, 0, applyCeil},
    TemplateFilter{u"date", 0, 1, applyDate},
    TemplateFilter{u"default", 1, 1, applyDefault, true},
    TemplateFilter{u"divided_by", 1, 2, applyDividedBy},
    TemplateFilter{u"downcase", 0, 0, applyDowncase},
    TemplateFilter{u"escape", 0, 0, applyEscape},
    TemplateFilter{u"first", 0, 0, applyFirst},
    TemplateFilter{u"floor", 0, 0, applyFloor},
    TemplateFilter{u"join", 0, 1, applyJoin},
    TemplateFilter{u"json", 0, 0, applyJson},
    TemplateFilter{u"last", 0, 0, applyLast},
    TemplateFilter{u"lstrip", 0, 1, applyLstrip},
    TemplateFilter{u"md5", 0, 0, applyMd5},
    TemplateFilter{u"minus", 1, 1, applyMinus},
    TemplateFilter{u"modulo", 1, 1, applyModulo},
    TemplateFilter{u"plus", 1, 1, applyPlus},
    TemplateFilter{u"prepend", 1, 1, applyPrepend},
    TemplateFilter{u"remove", 1, 1, applyRemove},
    TemplateFilter{u"replace", 1, 2, applyReplace},
    TemplateFilter{u"round", 0, 1, applyRound},
    TemplateFilter{u"rstrip", 0, 1, applyRstrip},
    TemplateFilter{u"sha256", 0, 0, applySha256},
    TemplateFilter{u"size", 0, 0, applySize},
    TemplateFilter{u"slice", 1, 2, applySlice},
    TemplateFilter{u"split", 1, 1, applySplit},
    TemplateFilter{u"strip", 0, 1, applyStrip},
    TemplateFilter{u"times", 1, 1, applyTimes},
    TemplateFilter{u"truncate", 0, 2, applyTruncate},
    TemplateFilter{u"upcase", 0, 0, applyUpcase},
    TemplateFilter{u"url_decode", 0, 0, applyUrlDecode},
    TemplateFilter{u"url_encode", 0, 0, applyUrlEncode},
};

} // namespace

const TemplateFilter* templateFilter(QStringView name)
{
    for (const TemplateFilter& filter : filters)
        if (name == QStringView(filter.name))
            return &filter;
    return nullptr;
}

QStringList templateFilterNames()
{
    QStringList names;
    for (const TemplateFilter& filter : filters)
        names += QString::fromUtf16(filter.name);
    return names;
}

} // namespace wd
