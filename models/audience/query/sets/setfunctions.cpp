#include "models/audience/query/sets/setfunctions.h"

#include "models/audience/query/sets/functions.h"
#include "models/audience/query/sets/idset.h"
#include "models/audience/query/sets/tablefunction.h"

namespace wd {

namespace {

void idsStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    IdSet* const ids = gathered<IdSet>(context, true);
    if (const size_t id = idOf(arguments[0]); ids && id != 0)
        ids->add(id);
}

void idsFinal(sqlite3_context* context)
{
    const std::unique_ptr<IdSet> ids(gathered<IdSet>(context, false));
    answerSet(context, ids ? *ids : IdSet());
}

struct IdsCursor : sqlite3_vtab_cursor {
    IdSet ids;
    qint64 id = -1;
};

struct SetIds {
    using Cursor = IdsCursor;
    static constexpr auto declaration = "CREATE TABLE x(id INTEGER, ids HIDDEN)";
    static constexpr int argumentColumn = 1;
    static constexpr bool isAscending = true;

    static int begin(Cursor& cursor, void*, sqlite3_value* argument)
    {
        const auto* const bytes = static_cast<const char*>(sqlite3_value_blob(argument));
        cursor.ids = IdSet::fromBytes(QByteArrayView(bytes, sqlite3_value_bytes(argument)));
        cursor.id = cursor.ids.next(0);
        return SQLITE_OK;
    }
    static int next(Cursor& cursor)
    {
        cursor.id = cursor.ids.next(cursor.id + 1);
        return SQLITE_OK;
    }
    static bool isAtEnd(const Cursor& cursor) { return cursor.id < 0; }
    static void answer(const Cursor& cursor, sqlite3_context* context, int)
    {
        sqlite3_result_int64(context, cursor.id);
    }
};

} // namespace

bool addSetFunctions(sqlite3* connection)
{
    return addAggregate(connection, "id_set", 1, idsStep, idsFinal)
        && TableFunction<SetIds>::add(connection, "set_ids");
}

} // namespace wd
