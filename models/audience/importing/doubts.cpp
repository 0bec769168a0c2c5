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

} // namespace

Doubts::Doubts(const QList<ColumnMatch>& columns)
{
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const ColumnMatch::Use use = columns[i].use;
        const bool person = use == ColumnMatch::Use::LoginId || use == ColumnMatch::Use::VisitorId;
        const bool name = person || use == ColumnMatch::Use::Event || use == ColumnMatch::Use::SourceId;
        if (name || namesAnId(columns[i].header))
            m_columns.push_back({size_t(i), columns[i].header, person, name});
    }
}

std::optional<Error> Doubts::refusal(const TableRow& row) const
{
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

QList<Error> Doubts::of(const TableRow& row) const
{
    QList<Error> doubts = row.warnings;
    for (const Column& column : m_columns) {
        const QByteArrayView value = trimmedField(row.fields[column.index]);
        if (isShortened(value))
            doubts += {ErrorKind::Shortened, {QString::fromLatin1(value)}, column.header};
    }
    return doubts;
}

} // namespace wd
