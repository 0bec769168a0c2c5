// A piece of SQL with the values to bind to it.
#pragma once

#include "models/storage/statement.h"

namespace wd {

// Text with its values to bind, in order.
struct SqlCondition {
    QByteArray text;
    QVariantList bindings;

    SqlCondition& operator<<(const QByteArray& more)
    {
        text += more;
        return *this;
    }
    SqlCondition& operator<<(const SqlCondition& more)
    {
        text += more.text;
        bindings += more.bindings;
        return *this;
    }
    SqlCondition& bind(const QVariant& value)
    {
        text += '?';
        bindings += value;
        return *this;
    }
};

inline Statement prepared(Database& database, const SqlCondition& sql)
{
    Statement statement(database, sql.text);
    for (qsizetype i = 0; i < sql.bindings.size(); ++i)
        statement.bind(int(i) + 1, sql.bindings.at(i));
    return statement;
}

} // namespace wd
