#include "models/storage/inranges.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace wd {

namespace {

using Range = std::pair<qint64, qint64>;
constexpr qsizetype rangeSize = 2 * sizeof(qint64);

// A blob of SQLite's stands anywhere.
Range rangeAt(const char* blob, qsizetype index)
{
    qint64 ends[2];
    std::memcpy(ends, blob + index * rangeSize, rangeSize);
    return {ends[0], ends[1]};
}

void inRangesInSql(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (sqlite3_value_type(arguments[0]) == SQLITE_NULL)
        return sqlite3_result_int(context, 0);
    const qint64 value = sqlite3_value_int64(arguments[0]);
    const char* const blob = static_cast<const char*>(sqlite3_value_blob(arguments[1]));
    qsizetype low = 0; // those before begin at the value or before it
    for (qsizetype high = sqlite3_value_bytes(arguments[1]) / rangeSize; low < high;) {
        const qsizetype middle = (low + high) / 2;
        if (rangeAt(blob, middle).first <= value)
            low = middle + 1;
        else
            high = middle;
    }
    sqlite3_result_int(context, low > 0 && value < rangeAt(blob, low - 1).second);
}

} // namespace

QByteArray rangesBlob(const QList<Range>& ranges)
{
    QByteArray blob;
    for (const auto& [from, to] : ranges) {
        blob.append(reinterpret_cast<const char*>(&from), sizeof from);
        blob.append(reinterpret_cast<const char*>(&to), sizeof to);
    }
    return blob;
}

bool addInRanges(sqlite3* connection)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(
               connection, "in_ranges", 2, flags, nullptr, inRangesInSql, nullptr, nullptr, nullptr)
        == SQLITE_OK;
}

} // namespace wd
