#include "models/audience/importing/tables/csvdialect.h"

#include "models/audience/importing/tables/csvreader.h"
#include "models/audience/importing/tables/headerrow.h"

#include <algorithm>

namespace wd {

namespace {

constexpr qsizetype sampleRows = 20;

struct Sample {
    qint64 above = 0; // rows before the first of these
    QList<QByteArrayList> rows; // those with a fault are empty
};

// The first rows from this line on.
Sample sampleOf(const QByteArray& head, char delimiter, char quote, qint64 fromLine)
{
    bool given = false;
    CsvReader reader(
        [&] {
            const QByteArray bytes = given ? QByteArray() : head;
            given = true;
            return bytes;
        },
        delimiter, quote);
    Sample sample;
    TableRow row;
    while (sample.rows.size() < sampleRows && reader.next(row)) {
        if (row.line < fromLine) {
            ++sample.above;
            continue;
        }
        QByteArrayList fields;
        for (const QByteArrayView field : row.fields)
            fields += row.fault ? QByteArray() : trimmedField(field).toByteArray();
        sample.rows += fields;
    }
    return sample;
}

// How many of the first rows have as many columns as the first one below a title; 0 unless most do, or when it has one.
qsizetype agreeingRows(const QList<QByteArrayList>& rows)
{
    const qsizetype title = titleRows(rows);
    const qsizetype columns = rows.value(title).size();
    if (columns < 2)
        return 0;
    const auto agrees = [columns](const QByteArrayList& row) { return row.size() == columns; };
    const qsizetype agreeing = std::count_if(rows.begin() + title, rows.end(), agrees);
    return agreeing * 2 > rows.size() ? agreeing : 0;
}

// The one that most rows agree with; among equals, the one that makes more columns.
char detectDelimiter(const QByteArray& head, char quote, qint64 fromLine)
{
    char best = ',';
    std::pair<qsizetype, qsizetype> most{0, 0};
    for (const char candidate : {',', '\t', ';', '|'}) {
        const QList<QByteArrayList> rows = sampleOf(head, candidate, quote, fromLine).rows;
        const qsizetype agreeing = agreeingRows(rows);
        if (agreeing == 0)
            continue;
        const std::pair<qsizetype, qsizetype> found{agreeing, rows[titleRows(rows)].size()};
        if (found > most) {
            most = found;
            best = candidate;
        }
    }
    return best;
}

// The delimiter that a first line "sep=;" names, as spreadsheets write and read it.
std::optional<char> namedDelimiter(QByteArrayView head)
{
    constexpr qsizetype length = 5;
    const bool quoted = head.startsWith('"');
    if (quoted)
        head = head.sliced(1);
    if (head.size() < length + 1 || qstrnicmp(head.data(), 4, "sep=", 4) != 0)
        return std::nullopt;
    const QByteArrayView rest = head.sliced(length);
    const bool ends = quoted ? rest.startsWith('"') : rest.startsWith('\n') || rest.startsWith('\r');
    return ends ? std::optional(head[length - 1]) : std::nullopt;
}

bool endsValue(const QByteArray& head, qsizetype at)
{
    static const QByteArray edges(",\t;|\r\n");
    return at < 0 || at >= head.size() || edges.contains(head[at]);
}

// Behind the single quote that closes the one here within its line; -1 when none does where a value ends.
qsizetype closedAt(const QByteArray& head, qsizetype at)
{
    for (++at; at < head.size() && head[at] != '\n' && head[at] != '\r'; ++at) {
        if (head[at] != '\'')
            continue;
        if (at + 1 < head.size() && head[at + 1] == '\'')
            ++at;
        else
            return endsValue(head, at + 1) ? at + 1 : -1;
    }
    return -1;
}

// Single quotes count when every value that opens with one closes with one in its line, half of the lines have such
// values, and none opens with a double quote.
char detectQuote(const QByteArray& head)
{
    qsizetype lines = 1;
    qsizetype quotedLines = 0;
    bool inLine = false; // a quoted value was in this line
    const qsizetype whole = head.lastIndexOf('\n'); // the last line may be cut
    for (qsizetype at = 0; at < (whole < 0 ? head.size() : whole); ++at) {
        const bool returns = head[at] == '\r' && at + 1 < head.size() && head[at + 1] != '\n';
        if (head[at] == '\n' || returns) {
            ++lines;
            inLine = false;
        }
        const bool opens = (head[at] == '"' || head[at] == '\'') && endsValue(head, at - 1);
        if (!opens)
            continue;
        const qsizetype end = head[at] == '\'' ? closedAt(head, at) : -1;
        if (end < 0)
            return '"';
        quotedLines += inLine ? 0 : 1;
        inLine = true;
        at = end - 1;
    }
    return quotedLines > 0 && quotedLines * 2 >= lines - 1 ? '\'' : '"';
}

} // namespace

CsvDialect detectDialect(const QByteArray& head, const TableOptions& options)
{
    CsvDialect dialect;
    const std::optional<char> named = namedDelimiter(head);
    const qint64 fromLine = options.headerRow ? *options.headerRow : named ? 2 : 1;
    dialect.quote = options.quote ? *options.quote : detectQuote(head);
    dialect.delimiter = options.delimiter ? *options.delimiter
        : named                           ? *named
                                          : detectDelimiter(head, dialect.quote, fromLine);
    const Sample sample = sampleOf(head, dialect.delimiter, dialect.quote, fromLine);
    dialect.rowsAbove = sample.above;
    const TableTop top = topOf(sample.rows, options);
    dialect.hasHeader = top.hasHeader;
    dialect.rowsAbove += top.title;
    dialect.groups = top.groups;
    return dialect;
}

} // namespace wd
