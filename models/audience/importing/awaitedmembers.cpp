#include "models/audience/importing/awaitedmembers.h"

#include "models/audience/importing/awaypeople.h"
#include "models/audience/rules/segment.h"

namespace wd {

namespace {

// Few ids wait, and people are many: they are found by the ids.
QByteArray arrivals(UserKind kind)
{
    const QByteArray id = kind == UserKind::Login ? "login_id" : "visitor_id";
    const QByteArray who
        = "SELECT p.id FROM person p WHERE p.source_id=0 AND p." + id + "=list_unknown.id AND p.erased_at IS NULL";
    return "DELETE FROM list_unknown WHERE kind=" + QByteArray::number(int(kind)) + " AND EXISTS(" + who
        + ") RETURNING list_id, id, (" + who + ')';
}

Result<void> takeIn(Database& audience, UserKind kind)
{
    Statement arrived(audience, arrivals(kind));
    Statement add(audience, addPlace());
    add.bind(3, int(kind));
    for (;;) {
        const Result<bool> row = arrived.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        bindId(add, 4, arrived.utf8(1));
        if (const Result<void> added = add.bind(1, arrived.integer(0)).bind(2, arrived.integer(2)).run(); !added)
            return added;
    }
}

// Of a place `m`: its person is away, or got it with its id since the import, and had another id before, or none.
QByteArray losesItsPerson()
{
    const QByteArray path = "iif(m.kind=0,'$[0].login_id','$[0].visitor_id')";
    return "EXISTS(SELECT 1 FROM person p WHERE p.id=m.person_id AND (p.erased_at=" + QByteArray::number(erasedByUndo)
        + " OR (m.after_import>=?1 AND p.erased_at IS NULL AND iif(m.kind=0,p.login_id,p.visitor_id)=m.id"
          " AND EXISTS(SELECT 1 FROM import_before b WHERE b.import_id=?1 AND b.person_id=p.id AND json_type(b.before,"
        + path + ") IS NOT NULL AND json_extract(b.before," + path + ") IS NOT m.id))))";
}

} // namespace

QByteArray addPlace()
{
    return "INSERT OR IGNORE INTO list_member(list_id, person_id, kind, id, after_import)"
           " VALUES(?,?,?,?,(SELECT coalesce(max(id),0) FROM import))";
}

Result<void> takeInArrived(Database& audience)
{
    for (const UserKind kind : {UserKind::Login, UserKind::Visitor})
        if (const Result<void> taken = takeIn(audience, kind); !taken)
            return taken;
    return {};
}

Result<void> letWait(Database& audience, qint64 importId)
{
    Statement left(audience, "DELETE FROM list_member AS m WHERE " + losesItsPerson() + " RETURNING list_id, kind, id");
    left.bind(1, importId);
    Statement wait(audience, "INSERT OR IGNORE INTO list_unknown(list_id, kind, id) VALUES(?,?,?)");
    for (;;) {
        const Result<bool> row = left.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        bindId(wait, 3, left.utf8(2));
        if (const Result<void> waits = wait.bind(1, left.integer(0)).bind(2, left.integer(1)).run(); !waits)
            return waits;
    }
}

} // namespace wd
