#include "models/audience/importing/doubts.h"

#include "models/audience/importing/rowimporter.h"
#include "models/audience/importing/typeguess.h"

#include <algorithm>

namespace wd {

namespace {

// Up to here every whole number has a double of its own.
constexpr qint64 maxExact = qint64(1) << 53;

bool isExact(const QString& number)
{
    bool fits = false;
    const qint64 value = number.toLongLong(&fits);
    return fits && value <= maxExact && value >= -maxExact;
}

qsizetype digitsAtFront(QByteArrayView text)
{
    const auto isDigit = [](char byte) { return byte >= '0' && byte <= '9'; };
    return std::find_if_not(text.begin(), text.end(), isDigit) - text.begin();
}

// As spreadsheets write long numbers: 1.38E+10, 1E+15.
bool isShortened(QByteArrayView text)
{
    if (digitsAtFront(text) != 1)
        return false;
    text = text.sliced(1);
    if (text.startsWith('.'))
        text = text.sliced(1 + digitsAtFront(text.sliced(1)));
    if (!text.startsWith("E+") && !text.startsWith("e+"))
        return false;
    const QByteArrayView exponent = text.sliced(2);
    return !exponent.isEmpty() && exponent.size() <= 3 && digitsAtFront(exponent) == exponent.size();
}

bool isPlain(QByteArrayView id)
{
    return std::all_of(id.begin(), id.end(), [](char byte) { return uchar(byte) > ' ' && uchar(byte) < 0x7F; });
}

// 合计, 华东 小计：, 共计 20 人, Grand total.
bool saysTotals(QByteArrayView value)
{
    constexpr qsizetype longest = 60;
    static const QByteArray latin("gstGST");
    if (value.isEmpty() || value.size() > longest || (uchar(value.front()) < 0x80 && !latin.contains(value.front())))
        return false;
    QString plain;
    for (const QChar letter : QString::fromUtf8(value))
        if (!letter.isSpace() && letter != u':' && letter != u'：')
            plain += letter.toLower();
    static const QStringList english{QStringLiteral("total"), QStringLiteral("totals"), QStringLiteral("subtotal"),
        QStringLiteral("subtotals"), QStringLiteral("grandtotal")};
    static const QStringList chinese{
        QStringLiteral("合计"), QStringLiteral("总计"), QStringLiteral("小计"), QStringLiteral("共计")};
    const auto says = [&plain](const QString& word) {
        const bool counts = plain.startsWith(word) && plain.size() > word.size() && plain[word.size()].isDigit();
        return counts || plain.endsWith(word);
    };
    return english.contains(plain) || std::any_of(chinese.begin(), chinese.end(), says);
}

} // namespace

Doubts::Doubts(const QList<ColumnMatch>& columns)
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const ColumnMatch::Use use = columns[i].use;
        const bool person = use == ColumnMatch::Use::LoginId || use == ColumnMatch::Use::VisitorId;
        const bool name = person || use == ColumnMatch::Use::Event || use == ColumnMatch::Use::SourceId;
        if (name || (use != ColumnMatch::Use::Nothing && namesAnId(columns[i].header)))
            m_columns.push_back({size_t(i), columns[i].header, person, name});
    }
}

std::optional<Error> Doubts::totalsIn(const TableRow& row) const
{
    bool isNamed = false;
    for (const Column& column : m_columns) {
        if (!column.person || column.index >= row.fields.size())
            continue;
        const QByteArrayView id = trimmedField(row.fields[column.index]);
        isNamed = isNamed || !id.isEmpty();
        if (saysTotals(id))
            return Error{ErrorKind::TotalsRow, {shownValue(id)}, column.header};
    }
    if (isNamed)
        return std::nullopt;
    const auto isFilled = [](QByteArrayView field) { return !trimmedField(field).isEmpty(); };
    const auto first = std::find_if(row.fields.begin(), row.fields.end(), isFilled);
    if (first == row.fields.end() || !saysTotals(trimmedField(*first)))
        return std::nullopt;
    return Error{ErrorKind::TotalsRow, {shownValue(trimmedField(*first))}, {}};
}

bool Doubts::isUnlikeOthers(QByteArrayView id)
{
    constexpr qint64 enough = 10; // plain ones to tell, and for each of the others
    if (isPlain(id)) {
        ++m_plainIds;
        return false;
    }
    return m_plainIds >= enough * ++m_otherIds;
}

std::optional<Error> Doubts::refusal(const TableRow& row) const
{
    if (const std::optional<Error> totals = totalsIn(row))
        return totals;
    for (const Error& warning : row.warnings)
        for (const Column& column : m_columns)
            if (column.person && warning.kind == ErrorKind::DigitsLost && warning.where == column.header
                && !isExact(warning.arguments.value(0)))
                return warning;
    for (const size_t odd : row.oddFields)
        for (const Column& column : m_columns)
            if (column.name && column.index == odd)
                return Error{
                    ErrorKind::WrongType, {typeName(AttributeType::Text), shownValue(row.fields[odd])}, column.header};
    return std::nullopt;
}

QList<Error> Doubts::of(const TableRow& row)
{
    QList<Error> doubts = row.warnings;
    for (const Column& column : m_columns) {
        const QByteArrayView value = trimmedField(row.fields[column.index]);
        if (isShortened(value))
            doubts += {ErrorKind::Shortened, {QString::fromLatin1(value)}, column.header};
        if (column.person && !value.isEmpty() && isUnlikeOthers(value))
            doubts += {ErrorKind::UnlikeOthers, {shownValue(value)}, column.header};
    }
    return doubts;
}

} // namespace wd
