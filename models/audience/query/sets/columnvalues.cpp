#include "models/audience/query/sets/columnvalues.h"

#include "models/audience/query/sets/columns.h"
#include "models/audience/query/sets/functions.h"
#include "models/audience/query/sets/tablefunction.h"

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

QByteArray textIn(sqlite3_value* value)
{
    return QByteArray(reinterpret_cast<const char*>(sqlite3_value_text(value)), sqlite3_value_bytes(value));
}

// expression …
void loadColumns(sqlite3_context* context, int count, sqlite3_value** arguments)
{
    QList<QByteArray> expressions;
    for (int i = 0; i < count; ++i)
        expressions += textIn(arguments[i]);
    if (!columnsOf(context).load(expressions))
        refuse(context);
}

// expression
void filledSet(sqlite3_context* context, int, sqlite3_value** arguments)
{
    const SharedColumn column = columnsOf(context).column(textIn(arguments[0]));
    column ? answerSet(context, column->filled) : refuse(context);
}

struct Chosen {
    SharedColumn column;
    std::vector<bool> codes;
    IdSet ids; // of a wide column
};

// code, expression
void codedStep(sqlite3_context* context, int, sqlite3_value** arguments)
{
    Chosen* const chosen = gathered<Chosen>(context, true);
    if (!chosen)
        return;
    if (!chosen->column) {
        chosen->column = columnsOf(context).column(textIn(arguments[1]));
        if (!chosen->column)
            return refuse(context);
        chosen->codes.resize(chosen->column->values.size());
    }
    if (chosen->column->isWide)
        chosen->ids.add(idOf(arguments[0]));
    else
        chosen->codes[size_t(sqlite3_value_int64(arguments[0]))] = true;
}

void codedFinal(sqlite3_context* context)
{
    const std::unique_ptr<Chosen> chosen(gathered<Chosen>(context, false));
    IdSet ids;
    if (chosen && chosen->column)
        ids = chosen->column->isWide ? std::move(chosen->ids) : chosen->column->having(chosen->codes);
    answerSet(context, ids);
}

// --- column_values --------------------------------------------------------------------------------------------------

struct ValuesCursor : sqlite3_vtab_cursor {
    SharedColumn column;
    size_t code = 0;
    RawStatement people; // of a wide column
    int stepped = SQLITE_DONE;
};

struct ColumnValues {
    using Cursor = ValuesCursor;
    static constexpr auto declaration = "CREATE TABLE x(code INTEGER, value, expression HIDDEN)";
    static constexpr int argumentColumn = 2;
    static constexpr bool isAscending = true;

    static int begin(Cursor& cursor, void* data, sqlite3_value* argument)
    {
        Columns& columns = *static_cast<Columns*>(data);
        const QByteArray expression = textIn(argument);
        cursor.column = columns.column(expression);
        cursor.code = 0;
        cursor.people.reset();
        if (!cursor.column)
            return sqlite3_errcode(columns.connection());
        if (!cursor.column->isWide)
            return SQLITE_OK;
        cursor.people = preparedOn(columns.connection(), selectOfPeople({expression}));
        return next(cursor);
    }
    static int next(Cursor& cursor)
    {
        if (!cursor.people) {
            ++cursor.code;
            return SQLITE_OK;
        }
        cursor.stepped = sqlite3_step(cursor.people.get());
        return cursor.stepped == SQLITE_ROW || cursor.stepped == SQLITE_DONE ? SQLITE_OK : cursor.stepped;
    }
    static bool isAtEnd(const Cursor& cursor)
    {
        return cursor.people ? cursor.stepped != SQLITE_ROW : cursor.code >= cursor.column->values.size();
    }
    static void answer(const Cursor& cursor, sqlite3_context* context, int column)
    {
        if (cursor.people)
            return sqlite3_result_value(context, sqlite3_column_value(cursor.people.get(), column));
        if (column == 0)
            return sqlite3_result_int64(context, sqlite3_int64(cursor.code));
        if (const Column::Value& value = cursor.column->values[cursor.code])
            sqlite3_result_value(context, value.get());
    }
};

} // namespace

bool addColumnValues(sqlite3* connection)
{
    auto* const columns = new Columns(connection);
    const auto destroy = [](void* gone) { delete static_cast<Columns*>(gone); };
    return TableFunction<ColumnValues>::add(connection, "column_values", columns, destroy)
        && addScalar(connection, "load_columns", -1, loadColumns, columns)
        && addScalar(connection, "filled_set", 1, filledSet, columns)
        && addAggregate(connection, "coded_set", 2, codedStep, codedFinal, columns);
}

} // namespace wd
