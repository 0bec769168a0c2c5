// Several statements that are to see one state of a file and to be broken off together.
#pragma once

#include "models/storage/statement.h"

#include <optional>

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

// A snapshot that two connections see, for questions that are answered side by side.
class TwinSnapshot {
public:
    explicit TwinSnapshot(Database& database);
    // Check before the first statement.
    const Result<bool>& begun() const { return m_snapshot->begun(); }
    Database& database() const { return m_database; }
    // Of the same state; may be given to another thread. Nothing when the file was changed just then, or when the
    // connection was reading already.
    Database* twin() const { return m_twin; }

private:
    Database& m_database;
    std::optional<Snapshot> m_snapshot;
    std::optional<Snapshot> m_twinSnapshot;
    Database* m_twin = nullptr;
};

} // namespace wd
