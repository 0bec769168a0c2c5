#include "models/audience/importing/awaitedmembers.h"

#include "models/audience/rules/segment.h"
#include "models/storage/statement.h"

namespace wd {

namespace {

// Few ids wait, and people are many: they are found by the ids. Who is on the list anyway is not there for the id.
QByteArray arrivals(UserKind kind)
{
    const QByteArray id = kind == UserKind::Login ? "login_id" : "visitor_id";
    const QByteArray who = " FROM person p WHERE p.source_id=0 AND p." + id + "=u.id AND p.erased_at IS NULL";
    return "UPDATE list_unknown AS u SET import_id=?, person_id=(SELECT p.id" + who
        + " AND NOT EXISTS(SELECT 1 FROM list_member m WHERE m.list_id=u.list_id AND m.person_id=p.id))"
          " WHERE import_id IS NULL AND kind="
        + QByteArray::number(int(kind)) + " AND EXISTS(SELECT 1" + who + ") RETURNING list_id, person_id";
}

Result<void> takeIn(Database& audience, UserKind kind, qint64 importId)
{
    Statement arrived(audience, arrivals(kind));
    arrived.bind(1, importId);
    Statement add(audience, "INSERT INTO list_member(list_id, person_id) VALUES(?,?)");
    for (;;) {
        const Result<bool> row = arrived.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        if (arrived.isNull(1))
            continue;
        if (const Result<void> added = add.bind(1, arrived.integer(0)).bind(2, arrived.integer(1)).run(); !added)
            return added;
    }
}

} // namespace

Result<void> takeInArrived(Database& audience, qint64 importId)
{
    for (const UserKind kind : {UserKind::Login, UserKind::Visitor})
        if (const Result<void> taken = takeIn(audience, kind, importId); !taken)
            return taken;
    if (importId != 0)
        return {};
    Statement forget(audience, "DELETE FROM list_unknown WHERE import_id=0");
    return forget.run();
}

Result<void> letWait(Database& audience, qint64 importId)
{
    Statement leave(audience,
        "DELETE FROM list_member WHERE (list_id, person_id) IN (SELECT list_id, person_id FROM list_unknown WHERE"
        " import_id=?)");
    if (const Result<void> left = leave.bind(1, importId).run(); !left)
        return left;
    Statement wait(audience, "UPDATE list_unknown SET import_id=NULL, person_id=NULL WHERE import_id=?");
    return wait.bind(1, importId).run();
}

} // namespace wd
