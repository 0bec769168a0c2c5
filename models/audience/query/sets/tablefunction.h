// A function of SQL that gives rows, of one argument: SELECT … FROM name(argument).
#pragma once

#include <sqlite3.h>

namespace wd {

// Rows says what the table is:
//   struct Rows::Cursor : sqlite3_vtab_cursor     where a reading of it stands
//   Rows::declaration                             CREATE TABLE x(…) with a last column, HIDDEN, for the argument
//   Rows::argumentColumn                          its index
//   Rows::isAscending                             whether the rows come in the order of the first column
//   int Rows::begin(Cursor&, void* data, sqlite3_value* argument), int Rows::next(Cursor&)
//                                                 SQLITE_OK, or what failed
//   bool Rows::isAtEnd(const Cursor&)
//   void Rows::answer(const Cursor&, sqlite3_context*, int column)
template <typename Rows> class TableFunction {
public:
    // The data are given to each begin(), and to `destroy` in the end, also when it fails. False: SQLite refused.
    static bool add(sqlite3* connection, const char* name, void* data = nullptr, void (*destroy)(void*) = nullptr)
    {
        return sqlite3_create_module_v2(connection, name, &module(), data, destroy) == SQLITE_OK;
    }

private:
    using Cursor = typename Rows::Cursor;
    struct Table : sqlite3_vtab {
        void* data = nullptr;
    };

    static Cursor& of(sqlite3_vtab_cursor* cursor) { return *static_cast<Cursor*>(cursor); }

    static int connect(sqlite3* connection, void* data, int, const char* const*, sqlite3_vtab** table, char**)
    {
        const int declared = sqlite3_declare_vtab(connection, Rows::declaration);
        if (declared == SQLITE_OK) {
            auto* const made = new Table{};
            made->data = data;
            *table = made;
        }
        return declared;
    }
    static int disconnect(sqlite3_vtab* table)
    {
        delete static_cast<Table*>(table);
        return SQLITE_OK;
    }
    // It is asked for by its argument alone.
    static int bestIndex(sqlite3_vtab*, sqlite3_index_info* info)
    {
        for (int i = 0; i < info->nConstraint; ++i) {
            const auto& constraint = info->aConstraint[i];
            if (constraint.iColumn != Rows::argumentColumn || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
                continue;
            if (!constraint.usable)
                return SQLITE_CONSTRAINT;
            info->aConstraintUsage[i].argvIndex = 1;
            info->aConstraintUsage[i].omit = 1;
        }
        info->orderByConsumed
            = Rows::isAscending && info->nOrderBy == 1 && info->aOrderBy[0].iColumn == 0 && info->aOrderBy[0].desc == 0;
        info->estimatedCost = 1000;
        info->estimatedRows = 1000;
        return SQLITE_OK;
    }
    static int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor)
    {
        *cursor = new Cursor{};
        return SQLITE_OK;
    }
    static int close(sqlite3_vtab_cursor* cursor)
    {
        delete &of(cursor);
        return SQLITE_OK;
    }
    static int filter(sqlite3_vtab_cursor* cursor, int, const char*, int count, sqlite3_value** arguments)
    {
        return count == 1 ? Rows::begin(of(cursor), static_cast<Table*>(cursor->pVtab)->data, arguments[0])
                          : SQLITE_ERROR;
    }
    static int next(sqlite3_vtab_cursor* cursor) { return Rows::next(of(cursor)); }
    static int eof(sqlite3_vtab_cursor* cursor) { return Rows::isAtEnd(of(cursor)); }
    static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int column)
    {
        if (column != Rows::argumentColumn)
            Rows::answer(of(cursor), context, column);
        return SQLITE_OK;
    }
    // Nobody asks for it.
    static int rowid(sqlite3_vtab_cursor*, sqlite3_int64* id)
    {
        *id = 0;
        return SQLITE_OK;
    }

    // Without xCreate it is there by its name alone.
    static const sqlite3_module& module()
    {
        static const sqlite3_module made = [] {
            sqlite3_module methods{};
            methods.xConnect = connect;
            methods.xDisconnect = disconnect;
            methods.xBestIndex = bestIndex;
            methods.xOpen = open;
            methods.xClose = close;
            methods.xFilter = filter;
            methods.xNext = next;
            methods.xEof = eof;
            methods.xColumn = column;
            methods.xRowid = rowid;
            return methods;
        }();
        return made;
    }
};

} // namespace wd
