#include "models/audience/importing/newids.h"

namespace wd {

NewIds::NewIds(Database& audience, const QByteArray& table)
    : m_first(audience,
        "SELECT 1+max(coalesce((SELECT max(id) FROM " + table + "), 0), (SELECT id FROM gone_id WHERE of='" + table
            + "'))")
{
}

Result<qint64> NewIds::next()
{
    if (m_next)
        return *m_next;
    const Result<bool> row = m_first.step();
    if (!row)
        return row.error();
    m_next = m_first.integer(0);
    m_first.reset();
    return *m_next;
}

} // namespace wd
