#include "models/audience/importing/tables/csvdialect.h"

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/tables/csvreader.h"
#include "models/audience/importing/valueparsing.h"
#include "models/base/writtennumber.h"

#include <algorithm>
#include <array>

namespace wd {

namespace {

constexpr qsizetype sampleRows = 20;

// The first rows; those with a fault are left out.
QList<QByteArrayList> rowsOf(const QByteArray& head, char delimiter, char quote)
{
    bool given = false;
    CsvReader reader(
        [&] {
            const QByteArray bytes = given ? QByteArray() : head;
            given = true;
            return bytes;
        },
        delimiter, quote);
    QList<QByteArrayList> rows;
    TableRow row;
    for (qsizetype i = 0; i < sampleRows && reader.next(row); ++i) {
        if (row.fault)
            continue;
        QByteArrayList fields;
        for (const QByteArrayView field : row.fields)
            fields += trimmedField(field).toByteArray();
        rows += fields;
    }
    return rows;
}

// How many of the first rows have as many columns as the first one has; 0 unless most do, or when it has one.
qsizetype agreeingRows(const QList<QByteArrayList>& rows)
{
    if (rows.isEmpty() || rows.first().size() < 2)
        return 0;
    const qsizetype columns = rows.first().size();
    const auto agrees = [columns](const QByteArrayList& row) { return row.size() == columns; };
    const qsizetype agreeing = std::count_if(rows.begin(), rows.end(), agrees);
    return agreeing * 2 > rows.size() ? agreeing : 0;
}

// The one that most rows agree with; among equals, the one that makes more columns.
char detectDelimiter(const QByteArray& head, char quote)
{
    char best = ',';
    std::pair<qsizetype, qsizetype> most{0, 0};
    for (const char candidate : {',', '\t', ';', '|'}) {
        const QList<QByteArrayList> rows = rowsOf(head, candidate, quote);
        const qsizetype agreeing = agreeingRows(rows);
        if (agreeing == 0)
            continue;
        const std::pair<qsizetype, qsizetype> found{agreeing, rows.first().size()};
        if (found > most) {
            most = found;
            best = candidate;
        }
    }
    return best;
}

// Single quotes count when values open and close with them and no value opens with a double quote.
char detectQuote(const QByteArray& head)
{
    const auto isEdge = [&head](qsizetype at) {
        static const QByteArray edges(",\t;|\r\n");
        return at < 0 || at >= head.size() || edges.contains(head[at]);
    };
    bool opened = false;
    bool closed = false;
    for (qsizetype i = 0; i < head.size(); ++i) {
        if (head[i] == '"' && isEdge(i - 1))
            return '"';
        opened = opened || (head[i] == '\'' && isEdge(i - 1) && !isEdge(i + 1));
        closed = closed || (opened && head[i] == '\'' && isEdge(i + 1) && !isEdge(i - 1));
    }
    return closed ? '\'' : '"';
}

bool isValue(QByteArrayView text)
{
    static thread_local WallClock utc(QTimeZone::utc()); // only whether it is a time counts here
    return parseNumber(text).has_value() || parseDateTime(text, utc).has_value();
}

} // namespace

CsvDialect detectDialect(const QByteArray& head, const TableOptions& options)
{
    CsvDialect dialect;
    dialect.quote = options.quote ? *options.quote : detectQuote(head);
    dialect.delimiter = options.delimiter ? *options.delimiter : detectDelimiter(head, dialect.quote);
    dialect.hasHeader
        = options.hasHeader ? *options.hasHeader : firstRowIsHeader(rowsOf(head, dialect.delimiter, dialect.quote));
    return dialect;
}

bool firstRowIsHeader(const QList<QByteArrayList>& rows)
{
    if (rows.size() < 2)
        return true;
    const QByteArrayList& first = rows.first();
    const auto known = [](const QByteArray& name) { return isWellKnownName(QString::fromUtf8(name)); };
    if (std::any_of(first.begin(), first.end(), known))
        return true;
    for (qsizetype column = 0; column < first.size(); ++column) {
        if (!isValue(first[column]))
            continue;
        qsizetype filled = 0;
        qsizetype alike = 0;
        for (const QByteArrayList& row : rows.mid(1)) {
            filled += row.value(column).isEmpty() ? 0 : 1;
            alike += isValue(row.value(column)) ? 1 : 0;
        }
        if (alike * 2 > filled)
            return false;
    }
    return true;
}

} // namespace wd
