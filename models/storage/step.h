// One write transaction as a sequence of statements: the first error stops the rest and is what the step returns.
#pragma once

#include "models/storage/statement.h"
#include "models/storage/transaction.h"

#include <optional>

namespace wd {

class Step {
public:
    explicit Step(Database& database)
        : m_transaction(database)
    {
        if (!m_transaction.begun())
            m_error = m_transaction.begun().error();
    }

    bool ok() const { return !m_error; }
    const Error& error() const { return *m_error; }
    void fail(const Error& error)
    {
        if (!m_error)
            m_error = error;
    }

    // Runs a statement that returns no row; does nothing after an error.
    bool run(Statement& statement)
    {
        if (m_error)
            return false;
        if (const Result<void> run = statement.run(); !run)
            m_error = run.error();
        return !m_error;
    }
    // Steps to the next row; false at the end and after an error.
    bool next(Statement& statement)
    {
        if (m_error)
            return false;
        const Result<bool> row = statement.step();
        if (!row)
            m_error = row.error();
        return row && *row;
    }

    Result<void> commit()
    {
        if (m_error)
            return *m_error;
        return m_transaction.commit();
    }

private:
    Transaction m_transaction;
    std::optional<Error> m_error;
};

} // namespace wd
