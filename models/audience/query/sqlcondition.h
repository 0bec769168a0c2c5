// A piece of SQL with the values to bind to it.
#pragma once

#include <QByteArray>
#include <QVariant>

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

} // namespace wd
