#include "models/storage/stablehash.h"

#include <sqlite3.h>

namespace wd {

namespace {

void stableHashInSql(sqlite3_context* context, int, sqlite3_value** arguments)
{
    sqlite3_result_int64(context, stableHash(sqlite3_value_int64(arguments[0])));
}

} // namespace

// The finalizer of splitmix64.
qint64 stableHash(qint64 id)
{
    quint64 mixed = quint64(id) + 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return qint64((mixed ^ (mixed >> 31)) >> 11);
}

bool addStableHash(sqlite3* connection)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(
               connection, "stable_hash", 1, flags, nullptr, stableHashInSql, nullptr, nullptr, nullptr)
        == SQLITE_OK;
}

} // namespace wd
