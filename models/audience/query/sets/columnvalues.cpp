#include "models/audience/query/sets/columnvalues.h"

#include "models/audience/query/sets/columns.h"
#include "models/audience/query/sets/functions.h"
#include "models/audience/query/sets/tablefunction.h"

#include <cstring>

namespace wd {

namespace {

Columns& columnsOf(sqlite3_context* context)
{
    return *static_cast<Columns*>(sqlite3_user_data(context));
}

void refuse(sqlite3_context* context)
{
    sqlite3* const connection = sqlite3_context_db_handle(context);
    const int code = sqlite3_errcode(connection);
    sqlite3_result_error(context, sqlite3_errmsg(connection), -1);
    sqlite3_result_error_code(context, code);
}

QByteArray bytesIn(sqlite3_value* value)
{
    const auto* const bytes = static_cast<const char*>(sqlite3_value_blob(value));
    return QByteArray(bytes, sqlite3_value_bytes(value));
}

// expression …
void heldColumns(sqlite3_context* context, int count, sqlite3_value** arguments)
{
    QList<QByteArray> expressions;
    for (int i = 0; i < count; ++i)
        expressions += bytesIn(arguments[i]);
    std::vector<bool> held;
    if (!columnsOf(context).hold(expressions, held))
        return refuse(context);
    QByteArray letters;
    for (const bool one : held)
        letters += one ? '1' : '0';
    sqlite3_result_text(context, letters.constData(), int(letters.size()), SQLITE_TRANSIENT);
}

// name
void keptSet(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (const IdSet* const set = columnsOf(context).kept(bytesIn(arguments[0])))
        answerSet(context, *set);
}

// name, set
void keepSet(sqlite3_context* context, int, sqlite3_value** arguments)
{
    if (!columnsOf(context).keep(bytesIn(arguments[0]), IdSet::fromBytes(bytesIn(arguments[1]))))
        refuse(context);
}

struct Chosen {
    SharedColumn column;
    std::vector<bool> codes;
};

// code, expression
void codedStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    Chosen* const chosen = gathered<Chosen>(context, true);
    if (!chosen)
        return;
    if (!chosen->column) {
        chosen->column = columnsOf(context).column(bytesIn(arguments[1]));
        chosen->codes.resize(chosen->column ? chosen->column->values.size() : 0);
    }
    if (const auto code = size_t(sqlite3_value_int64(arguments[0])); code < chosen->codes.size())
        chosen->codes[code] = true;
}

void codedFinal(sqlite3_context* context)
{
    const std::unique_ptr<Chosen> chosen(gathered<Chosen>(context, false));
    if (chosen && !chosen->column)
        return sqlite3_result_error(context, "coded_set: this column is not held", -1);
    answerSet(context, chosen ? chosen->column->having(chosen->codes) : IdSet());
}

// --- column_values --------------------------------------------------------------------------------------------------

template <typename T> T readAs(std::string_view bytes)
{
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

void answerValue(sqlite3_context* context, std::string_view value)
{
    const std::string_view bytes = value.substr(1);
    switch (value.front()) {
    case SQLITE_INTEGER:
        return sqlite3_result_int64(context, readAs<sqlite3_int64>(bytes));
    case SQLITE_FLOAT:
        return sqlite3_result_double(context, readAs<double>(bytes));
    case SQLITE_TEXT:
        return sqlite3_result_text(context, bytes.data(), int(bytes.size()), SQLITE_TRANSIENT);
    default:
        return sqlite3_result_blob(context, bytes.data(), int(bytes.size()), SQLITE_TRANSIENT);
    }
}

struct ValuesCursor : sqlite3_vtab_cursor {
    SharedColumn column;
    size_t code = 0;
};

struct ColumnValues {
    using Cursor = ValuesCursor;
    static constexpr auto declaration = "CREATE TABLE x(code INTEGER, value, expression HIDDEN)";
    static constexpr int argumentColumn = 2;
    static constexpr bool isAscending = true;

    static int begin(Cursor& cursor, void* data, sqlite3_value* argument)
    {
        cursor.column = static_cast<Columns*>(data)->column(bytesIn(argument));
        cursor.code = 0;
        return cursor.column ? SQLITE_OK : SQLITE_ERROR;
    }
    static int next(Cursor& cursor)
    {
        ++cursor.code;
        return SQLITE_OK;
    }
    static bool isAtEnd(const Cursor& cursor) { return cursor.code >= cursor.column->values.size(); }
    static void answer(const Cursor& cursor, sqlite3_context* context, int column)
    {
        if (column == 0)
            return sqlite3_result_int64(context, sqlite3_int64(cursor.code));
        if (const std::string_view value = cursor.column->values[cursor.code]; !value.empty())
            answerValue(context, value);
    }
};

} // namespace

bool addColumnValues(sqlite3* connection)
{
    auto* const columns = new Columns(connection);
    const auto destroy = [](void* gone) { delete static_cast<Columns*>(gone); };
    return TableFunction<ColumnValues>::add(connection, "column_values", columns, destroy)
        && addScalar(connection, "held_columns", -1, heldColumns, columns)
        && addScalar(connection, "kept_set", 1, keptSet, columns)
        && addScalar(connection, "keep_set", 2, keepSet, columns)
        && addAggregate(connection, "coded_set", 2, codedStep, codedFinal, columns);
}

} // namespace wd
