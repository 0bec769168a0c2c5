// A set of ids as one bit each: ids are small numbers in a row, so a million people take 125 kB.
#pragma once

#include <QByteArray>

#include <vector>

struct sqlite3_context;
struct sqlite3_value;

namespace wd {

class IdSet {
public:
    using Word = quint64;

    void add(size_t id);
    bool contains(quint64 id) const;
    qint64 size() const;
    // The smallest id from `id` on; -1: none.
    qint64 next(qint64 id) const;

    void keep(const IdSet& others); // what is in both
    void add(const IdSet& others); // what is in either
    void remove(const IdSet& others);

    // Of this machine: for SQL within the program.
    QByteArray bytes() const;
    static IdSet fromBytes(QByteArrayView bytes);

private:
    std::vector<Word> m_words;
};

// What SQL gives for an id: it comes from SQLite's own counter; one that is not positive is no person's. 0: none.
size_t idOf(sqlite3_value* value);

// Within SQL a set is a blob, see IdSet::bytes().
void answerSet(sqlite3_context* context, const IdSet& set);

} // namespace wd
