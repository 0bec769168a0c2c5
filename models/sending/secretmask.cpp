#include "models/sending/secretmask.h"

#include <QHash>

#include <algorithm>

namespace wd {

namespace {

constexpr qsizetype shortest = 4;
const QByteArray stars = QByteArrayLiteral("********");

struct Range {
    qsizetype begin = 0;
    qsizetype end = 0;
};

QList<Secret> formsOf(const Auth& auth, const QByteArray& secret)
{
    QList<Secret> forms;
    QByteArrayList encoded;
    if (auth.type == AuthType::Basic)
        encoded += auth.user.toUtf8() + ':' + secret;
    if (secret.size() >= shortest) {
        encoded += secret;
        forms += Secret(secret);
    }
    for (const QByteArray& text : std::as_const(encoded))
        for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
            forms += Secret(text.toBase64(alphabet | QByteArray::OmitTrailingEquals));
    return forms;
}

// No escape of a byte is longer.
constexpr qsizetype longestEscape = 10;

qsizetype reach(const QList<Secret>& forms)
{
    qsizetype longest = 0;
    for (const Secret& form : forms)
        longest = std::max(longest, form.reveal().size());
    return longest * longestEscape;
}

// An escape, undone.
struct Unit {
    QByteArray bytes;
    qsizetype length = 0; // in the text
};

std::optional<char16_t> hexAt(QByteArrayView text, qsizetype at, qsizetype digits)
{
    if (at + digits > text.size())
        return {};
    bool ok = false;
    const uint value = text.sliced(at, digits).toUInt(&ok, 16);
    return ok ? std::optional(char16_t(value)) : std::nullopt;
}

std::optional<Unit> jsonUnit(QByteArrayView text)
{
    if (text.size() > 1 && QByteArrayView("\"\\/").contains(text[1]))
        return Unit{QByteArray(1, text[1]), 2};
    const auto unicode = [text](qsizetype at) {
        return text.sliced(std::min(at, text.size())).startsWith("\\u") ? hexAt(text, at + 2, 4) : std::nullopt;
    };
    const std::optional<char16_t> first = unicode(0);
    if (!first)
        return {};
    QString character(QChar{*first});
    if (const std::optional<char16_t> second = unicode(6); QChar::isHighSurrogate(*first) && second)
        character += QChar(*second);
    return Unit{character.toUtf8(), 6 * character.size()};
}

std::optional<Unit> htmlUnit(QByteArrayView text)
{
    static const QHash<QByteArray, char> named{{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    const qsizetype end = text.first(std::min(longestEscape, text.size())).indexOf(';');
    if (end < 2)
        return {};
    const QByteArray name = text.sliced(1, end - 1).toByteArray();
    if (const auto known = named.find(name); known != named.end())
        return Unit{QByteArray(1, *known), end + 1};
    bool ok = false;
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const char32_t number = name.mid(hex ? 2 : 1).toUInt(&ok, hex ? 16 : 10);
    if (name[0] != '#' || !ok || number > QChar::LastValidCodePoint)
        return {};
    return Unit{QString::fromUcs4(&number, 1).toUtf8(), end + 1};
}

std::optional<Unit> escapeAt(QByteArrayView text)
{
    switch (text.front()) {
    case '\\':
        return jsonUnit(text);
    case '&':
        return htmlUnit(text);
    case '%':
        if (const std::optional<char16_t> byte = hexAt(text, 1, 2))
            return Unit{QByteArray(1, char(*byte)), 3};
        return {};
    default:
        return {};
    }
}

// Of a text that was cut off, the beginning of a secret at its end counts, too.
QList<Range> rangesOf(const QByteArray& text, const QList<Secret>& forms, bool cutOff)
{
    QList<Range> ranges;
    for (const Secret& secret : forms) {
        const QByteArray form = secret.reveal();
        for (qsizetype at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.size()))
            ranges.append({at, at + form.size()});
        qsizetype rest = cutOff ? std::min(form.size() - 1, text.size()) : 0;
        while (rest >= shortest && !text.endsWith(QByteArrayView(form).first(rest)))
            --rest;
        if (rest >= shortest)
            ranges.append({text.size() - rest, text.size()});
    }
    return ranges;
}

// Those that show only once the text's escapes are undone.
QList<Range> escapedRangesOf(const QByteArray& text, const QList<Secret>& forms, bool cutOff)
{
    if (!text.contains('%') && !text.contains('\\') && !text.contains('&'))
        return {};
    QByteArray plain;
    QList<qsizetype> from; // where in the text each byte of the plain one begins
    for (qsizetype at = 0; at < text.size();) {
        if (const std::optional<Unit> unit = escapeAt(QByteArrayView(text).sliced(at))) {
            plain += unit->bytes;
            from.insert(from.size(), unit->bytes.size(), at);
            at += unit->length;
        } else {
            plain += text[at];
            from.append(at++);
        }
    }
    from.append(text.size());
    QList<Range> ranges = rangesOf(plain, forms, cutOff);
    for (Range& range : ranges)
        range = {from[range.begin], from[range.end]};
    return ranges;
}

// The first `kept` bytes, the ranges replaced.
QByteArray without(const QByteArray& text, QList<Range> ranges, qsizetype kept)
{
    std::sort(
        ranges.begin(), ranges.end(), [](const Range& one, const Range& other) { return one.begin < other.begin; });
    QByteArray rest;
    qsizetype done = 0;
    for (const Range& range : std::as_const(ranges)) {
        if (range.begin >= kept)
            break;
        if (range.begin >= done)
            rest += text.sliced(done, range.begin - done) + stars;
        done = std::max(done, range.end);
    }
    return rest + text.left(kept).mid(done);
}

QByteArray masked(const QByteArray& text, const QList<Secret>& forms, qsizetype kept, bool cutOff)
{
    return forms.isEmpty() ? text.left(kept)
                           : without(text, rangesOf(text, forms, cutOff) + escapedRangesOf(text, forms, cutOff), kept);
}

} // namespace

SecretMask::SecretMask(const Auth& auth, const ChannelSecrets& secrets)
{
    for (const Secret& secret : {secrets.secret, secrets.previous})
        if (!secret.isEmpty())
            m_forms += formsOf(auth, secret.reveal());
}

QByteArray SecretMask::bodyOf(const Exchange& exchange, qsizetype kept) const
{
    // A secret across the end of what is kept is seen whole.
    const QByteArray begin = exchange.body.left(kept + reach(m_forms));
    const bool cutOff = exchange.fault != TransportFault::None || exchange.bodyBytes > begin.size();
    return masked(begin, m_forms, kept, cutOff);
}

QByteArray SecretMask::in(const QByteArray& text) const
{
    return masked(text, m_forms, text.size(), false);
}

QString SecretMask::in(const QString& text) const
{
    return m_forms.isEmpty() || text.isEmpty() ? text : QString::fromUtf8(in(text.toUtf8()));
}

void SecretMask::cover(Exchange& exchange, AnswerReading& reading) const
{
    exchange.body = bodyOf(exchange, exchange.body.size());
    exchange.reasonPhrase = in(exchange.reasonPhrase);
    exchange.faultText = in(exchange.faultText);
    for (auto& [name, value] : exchange.headers) {
        name = in(name);
        value = in(value);
    }
    if (!exchange.redirectTarget.isEmpty())
        exchange.redirectTarget = QUrl::fromEncoded(in(exchange.redirectTarget.toEncoded()));
    reading.unexpected = in(reading.unexpected);
    for (AnswerReading::Person& person : reading.people)
        person.error = in(person.error);
}

} // namespace wd
