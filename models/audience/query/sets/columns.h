// What is known of all people held in memory as long as the file does not change: there a million people are asked for
// a value in a millisecond, read from the file it takes a hundred times as long.
#pragma once

#include "models/audience/query/sets/idset.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <string>
#include <unordered_map>

struct sqlite3;

namespace wd {

// The values that occur, and who has which: two bytes a person. Where more values occur than that can tell apart, only
// who has one is held.
struct Column {
    struct Freed {
        void operator()(sqlite3_value* value) const;
    };
    using Value = std::unique_ptr<sqlite3_value, Freed>;
    using Code = quint16;

    std::vector<Value> values; // by code; 0: none
    std::vector<Code> codes; // by id
    IdSet filled; // who has a value
    bool isWide = false; // more values than codes: there are neither

    // Who has one of those values.
    IdSet having(const std::vector<bool>& codesWanted) const;
};

using SharedColumn = std::shared_ptr<const Column>;

// Of one connection. Each column is an expression on table person AS p. Looked at within a statement they are as the
// statement sees the file.
class Columns {
public:
    explicit Columns(sqlite3* connection)
        : m_connection(connection)
    {
    }

    // Reads what is missing of these, in one pass. False: the connection says why.
    bool load(const QList<QByteArray>& expressions);
    // Nothing: the connection says why.
    SharedColumn column(const QByteArray& expression);

    sqlite3* connection() const { return m_connection; }

private:
    bool forgetOld();
    bool read(const QList<QByteArray>& expressions);

    sqlite3* m_connection;
    qint64 m_version = -1; // what others committed to the file
    qint64 m_changes = -1; // what this connection changed in it
    std::unordered_map<std::string, SharedColumn> m_columns;
};

// All people's ids with the values of the expressions, as SQL.
QByteArray selectOfPeople(const QList<QByteArray>& expressions);

} // namespace wd
