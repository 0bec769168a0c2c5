// How functions are made known to a connection of SQLite.
#pragma once

#include <sqlite3.h>

#include <memory>

namespace wd {

// What SQL may not keep from one statement to the next: sets hang on the statement, columns on the file's state.
constexpr int functionFlags = SQLITE_UTF8 | SQLITE_INNOCUOUS;

using SqlStep = void (*)(sqlite3_context*, int, sqlite3_value**);
using SqlFinal = void (*)(sqlite3_context*);

// Any number of arguments: -1. False: SQLite refused, see its error.
inline bool addScalar(sqlite3* connection, const char* name, int arguments, SqlStep function, void* data = nullptr)
{
    return sqlite3_create_function_v2(
               connection, name, arguments, functionFlags, data, function, nullptr, nullptr, nullptr)
        == SQLITE_OK;
}

inline bool addAggregate(
    sqlite3* connection, const char* name, int arguments, SqlStep step, SqlFinal final, void* data = nullptr)
{
    return sqlite3_create_function_v2(connection, name, arguments, functionFlags, data, nullptr, step, final, nullptr)
        == SQLITE_OK;
}

// An aggregate keeps a pointer to what it gathers where SQLite gives it room for one. Nothing: no room, or, when it is
// not to be made, nothing gathered.
template <typename T> T* gathered(sqlite3_context* context, bool make)
{
    auto* const place = static_cast<T**>(sqlite3_aggregate_context(context, make ? sizeof(T*) : 0));
    if (place && !*place && make)
        *place = new T;
    return place ? *place : nullptr;
}

struct Finalized {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using RawStatement = std::unique_ptr<sqlite3_stmt, Finalized>;

// Within a function there is no Database, only its connection. Nothing: the connection says why.
inline RawStatement preparedOn(sqlite3* connection, const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection, sql, -1, &statement, nullptr);
    return RawStatement(statement);
}

} // namespace wd
