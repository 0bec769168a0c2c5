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

QByteArrayList formsOf(const Auth& auth, const QByteArray& secret)
{
    QByteArrayList forms;
    QByteArrayList encoded;
    if (auth.type == AuthType::Basic)
        encoded += auth.user.toUtf8() + ':' + secret;
    if (secret.size() >= shortest) {
        encoded += secret;
        forms += secret;
    }
    for (const QByteArray& text : std::as_const(encoded))
        for (const auto alphabet : {QByteArray::Base64Encoding, QByteArray::Base64UrlEncoding})
            forms += text.toBase64(alphabet | QByteArray::OmitTrailingEquals);
    return forms;
}

// One character of a text, its escape undone.
struct Unit {
    QByteArray bytes;
    qsizetype length = 1; // in the text
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
    constexpr qsizetype longest = 10;
    const qsizetype end = text.first(std::min(longest, text.size())).indexOf(';');
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

Unit unitAt(QByteArrayView text)
{
    std::optional<Unit> unit;
    if (text.front() == '\\')
        unit = jsonUnit(text);
    else if (text.front() == '&')
        unit = htmlUnit(text);
    else if (text.front() == '%')
        if (const std::optional<char16_t> byte = hexAt(text, 1, 2))
            unit = Unit{QByteArray(1, char(*byte)), 3};
    return unit.value_or(Unit{QByteArray(1, text.front()), 1});
}

// In order. Of an answer that was cut off, the beginning of a secret at its end counts, too.
QList<Range> rangesOf(const QByteArray& text, const QByteArrayList& forms, bool cutOff)
{
    QList<Range> ranges;
    for (const QByteArray& form : forms) {
        for (qsizetype at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.size()))
            ranges.append({at, at + form.size()});
        qsizetype rest = cutOff ? std::min(form.size() - 1, text.size()) : 0;
        while (rest >= shortest && !text.endsWith(QByteArrayView(form).first(rest)))
            --rest;
        if (rest >= shortest)
            ranges.append({text.size() - rest, text.size()});
    }
    std::sort(
        ranges.begin(), ranges.end(), [](const Range& one, const Range& other) { return one.begin < other.begin; });
    return ranges;
}

QByteArray without(const QByteArray& text, const QList<Range>& ranges)
{
    QByteArray rest;
    qsizetype done = 0;
    for (const Range& range : ranges) {
        if (range.begin >= done)
            rest += text.sliced(done, range.begin - done) + stars;
        done = std::max(done, range.end);
    }
    return rest + text.sliced(done);
}

QByteArray masked(const QByteArray& answer, const QByteArrayList& forms, bool cutOff = false)
{
    const QByteArray text = without(answer, rangesOf(answer, forms, cutOff));
    if (!text.contains('%') && !text.contains('\\') && !text.contains('&'))
        return text;
    QByteArray plain;
    QList<qsizetype> from; // where in the text each byte of the plain one begins
    for (qsizetype at = 0; at < text.size();) {
        const Unit unit = unitAt(QByteArrayView(text).sliced(at));
        plain += unit.bytes;
        from.insert(from.size(), unit.bytes.size(), at);
        at += unit.length;
    }
    from.append(text.size());
    QList<Range> ranges = rangesOf(plain, forms, cutOff);
    for (Range& range : ranges)
        range = {from[range.begin], from[range.end]};
    return without(text, ranges);
}

QString masked(const QString& text, const QByteArrayList& forms)
{
    return QString::fromUtf8(masked(text.toUtf8(), forms));
}

} // namespace

void maskSecret(const Auth& auth, const Secret& secret, Exchange& exchange, AnswerReading& reading)
{
    if (secret.isEmpty())
        return;
    const QByteArrayList forms = formsOf(auth, secret.reveal());
    const bool cutOff = exchange.fault != TransportFault::None || exchange.bodyBytes > exchange.body.size();
    exchange.body = masked(exchange.body, forms, cutOff);
    exchange.reasonPhrase = masked(exchange.reasonPhrase, forms);
    exchange.faultText = masked(exchange.faultText, forms);
    for (auto& [name, value] : exchange.headers) {
        name = masked(name, forms);
        value = masked(value, forms);
    }
    if (!exchange.redirectTarget.isEmpty())
        exchange.redirectTarget = QUrl::fromEncoded(masked(exchange.redirectTarget.toEncoded(), forms));
    reading.unexpected = masked(reading.unexpected, forms);
    for (AnswerReading::Person& person : reading.people)
        person.error = masked(person.error, forms);
}

} // namespace wd
