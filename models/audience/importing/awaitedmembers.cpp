#include "models/audience/importing/awaitedmembers.h"

#include "models/storage/statement.h"
#include "models/storage/transaction.h"

namespace wd {

namespace {

// Few ids wait, and people are many: they are found by the ids. The kinds are UserKind's numbers.
const QByteArray arrived = "SELECT u.list_id AS list, u.kind AS kind, u.id AS id, p.id AS person FROM list_unknown u"
                           " CROSS JOIN person p ON p.source_id=0 AND p.login_id=u.id WHERE u.kind=0"
                           " AND p.erased_at IS NULL"
                           " UNION ALL SELECT u.list_id, u.kind, u.id, p.id FROM list_unknown u"
                           " CROSS JOIN person p ON p.source_id=0 AND p.visitor_id=u.id WHERE u.kind=1"
                           " AND p.erased_at IS NULL";

} // namespace

Result<qint64> takeInArrived(Database& audience)
{
    Statement add(
        audience, "INSERT OR IGNORE INTO list_member(list_id, person_id) SELECT list, person FROM (" + arrived + ')');
    if (const Result<void> added = add.run(); !added)
        return added.error();
    const qint64 taken = add.changes();
    Statement forget(audience,
        "DELETE FROM list_unknown WHERE (list_id, kind, id) IN (SELECT list, kind, id FROM (" + arrived + "))");
    const Result<void> forgotten = forget.run();
    return forgotten ? Result<qint64>(taken) : forgotten.error();
}

Result<qint64> takeInAwaited(Database& audience)
{
    {
        Statement any(audience, "SELECT 1 FROM list_unknown LIMIT 1");
        const Result<bool> waits = any.step();
        if (!waits || !*waits)
            return waits ? Result<qint64>(0) : waits.error();
    }
    Transaction transaction(audience);
    if (!transaction.begun())
        return transaction.begun().error();
    const Result<qint64> taken = takeInArrived(audience);
    if (!taken)
        return taken;
    const Result<void> committed = transaction.commit();
    return committed ? taken : committed.error();
}

} // namespace wd
