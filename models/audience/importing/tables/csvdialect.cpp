#include "models/audience/importing/tables/csvdialect.h"

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/tables/csvreader.h"
#include "models/audience/importing/valueparsing.h"

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

// How many columns the first rows have with this delimiter; 0 unless most of them agree.
qsizetype agreedColumns(const QList<QByteArrayList>& rows)
{
    if (rows.isEmpty())
        return 0;
    const qsizetype columns = rows.first().size();
    const auto agrees = [columns](const QByteArrayList& row) { return row.size() == columns; };
    const qsizetype agreeing = std::count_if(rows.begin(), rows.end(), agrees);
    return columns > 1 && agreeing * 2 > rows.size() ? columns : 0;
}

char detectDelimiter(const QByteArray& head, char quote)
{
    char best = ',';
    qsizetype most = 1;
    for (const char candidate : {',', '\t', ';', '|'}) {
        const qsizetype columns = agreedColumns(rowsOf(head, candidate, quote));
        if (columns > most) {
            most = columns;
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
        const auto alike = [column](const QByteArrayList& row) { return isValue(row.value(column)); };
        if (std::count_if(rows.begin() + 1, rows.end(), alike) * 2 > rows.size() - 1)
            return false;
    }
    return true;
}

} // namespace wd
