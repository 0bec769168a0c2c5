// What is known of all people, held in memory as long as the file does not change: there a million people are asked for
// a value in a millisecond, read from the file it takes a hundred times as long.
#pragma once

#include "models/audience/query/sets/idset.h"

#include <QByteArray>
#include <QList>

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct sqlite3;

namespace wd {

// Bytes that stay where they are put: it grows by blocks, so that nothing is ever there twice.
class ByteStore {
public:
    std::string_view add(std::string_view bytes);
    size_t bytes() const { return m_bytes; } // of memory

private:
    std::vector<std::unique_ptr<char[]>> m_blocks;
    char* m_free = nullptr; // in the last block
    size_t m_left = 0;
    size_t m_bytes = 0;
};

// The values that occur, and who has which: two bytes a person.
struct HeldColumn {
    using Code = quint16;

    ByteStore store;
    // By code: SQLite's type as a byte, then the value's own; 0: none.
    std::vector<std::string_view> values = std::vector<std::string_view>(1);
    std::vector<Code> codes; // by id

    // Who has one of those values.
    IdSet having(const std::vector<bool>& codesWanted) const;
    size_t bytes() const; // of memory
};

using SharedColumn = std::shared_ptr<const HeldColumn>;

// Of one connection. A column is an expression on table person AS p. Looked at within a statement all is as the
// statement sees the file.
class Columns {
public:
    explicit Columns(sqlite3* connection)
        : m_connection(connection)
    {
    }

    // Those of these columns that are held from now on: who was asked for before since the file changed is read, a few
    // at a time, as reading takes longer than asking once. Never held is a column of many values, or of long ones.
    // False: the connection says why.
    bool hold(const QList<QByteArray>& expressions, std::vector<bool>& held);
    // Nothing for what is not held.
    SharedColumn column(const QByteArray& expression) const;

    // Sets that were worked out, by a name of their own. Nothing: there is none, or the connection says why.
    const IdSet* kept(const QByteArray& name);
    bool keep(const QByteArray& name, const IdSet& set);

private:
    bool forgetOld();
    bool read(const QList<QByteArray>& expressions);

    sqlite3* m_connection;
    qint64 m_version = -1; // what others committed to the file
    qint64 m_changes = -1; // what this connection changed in it
    std::unordered_map<std::string, SharedColumn> m_columns; // nothing: too many values, or too long
    std::unordered_set<std::string> m_asked;
    std::unordered_map<std::string, IdSet> m_kept;
};

} // namespace wd
