// Ids for new rows of the audience, such as no row has had before.
#pragma once

#include "models/storage/statement.h"

#include <optional>

namespace wd {

// Of "person" or "event". Each call within a write transaction; nobody else adds rows to the table meanwhile.
class NewIds {
public:
    NewIds(Database& audience, const QByteArray& table);

    // The id that the next row will have.
    Result<qint64> next();
    // It has it.
    void taken() { ++*m_next; }

private:
    Statement m_first;
    std::optional<qint64> m_next;
};

} // namespace wd
