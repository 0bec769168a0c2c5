// A write transaction (BEGIN IMMEDIATE) or a read snapshot; rolls back unless committed.
#pragma once

#include "models/storage/database.h"

namespace wd {

class Transaction {
public:
    enum class Kind { Write, Read };

    explicit Transaction(Database& database, Kind kind = Kind::Write);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Whether the transaction began; check before the first statement.
    const Result<void>& begun() const { return m_begun; }
    Result<void> commit();

private:
    Database& m_database;
    Result<void> m_begun;
    bool m_open;
};

} // namespace wd
