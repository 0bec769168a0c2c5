// A database in a thread of its own: calls run there in order, answers come back to the caller's thread.
#pragma once

#include "models/base/worker.h"
#include "models/storage/database.h"

namespace wd {

class DatabaseWorker {
public:
    // `open` runs in the worker's thread while this one waits; there the database is closed, too.
    DatabaseWorker(const QString& name, std::function<Result<std::unique_ptr<Database>>()> open)
        : m_worker(name)
    {
        m_worker.run([this, &open] {
            Result<std::unique_ptr<Database>> opened = open();
            if (opened)
                m_database = std::move(opened).value();
            else
                m_opened = opened.error();
        });
    }
    ~DatabaseWorker()
    {
        m_worker.run([this] { m_database.reset(); });
    }

    const Result<void>& opened() const { return m_opened; }
    Worker& worker() { return m_worker; }
    // Only within the worker's thread.
    Database& database() { return *m_database; }
    // Stops the statement that runs now; callable from any thread while the worker lives.
    void interrupt() const { m_database->interrupt(); }

    // work(Database&) runs in the database's thread, then(its result) in the receiver's.
    template <typename Work, typename Then> void ask(Work work, QObject* receiver, Then then)
    {
        m_worker.ask([this, work = std::move(work)]() mutable { return work(*m_database); }, receiver, std::move(then));
    }

private:
    Worker m_worker;
    std::unique_ptr<Database> m_database;
    Result<void> m_opened;
};

} // namespace wd
