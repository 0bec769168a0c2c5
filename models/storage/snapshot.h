// Several statements that are to see one state of a file and to be broken off together.
#pragma once

#include "models/storage/statement.h"

namespace wd {

// As long as it lives, its connection sees the file as it was when it was made, and Database::interrupt() also breaks
// off what begins after it. Not within the making of changes.
class Snapshot {
public:
    explicit Snapshot(Database& database)
        : m_running(database, "SELECT 1 FROM sqlite_schema")
        , m_begun(m_running.step())
    {
    }
    // Check before the first statement.
    const Result<bool>& begun() const { return m_begun; }

private:
    Statement m_running;
    Result<bool> m_begun;
};

} // namespace wd
