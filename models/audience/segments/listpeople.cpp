#include "models/audience/segments/listpeople.h"

#include "models/audience/importing/awaitedmembers.h"

namespace wd {

namespace {

QByteArray idName(UserKind kind)
{
    return kind == UserKind::Login ? "login_id" : "visitor_id";
}

Result<QByteArrayList> waitingFor(Database& audience, qint64 list, UserKind kind)
{
    Statement rows(audience, "SELECT id FROM list_unknown WHERE list_id=? AND kind=?");
    rows.bind(1, list).bind(2, int(kind));
    QByteArrayList ids;
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return ids;
        ids += rows.utf8(0).toByteArray();
    }
}

// Their places in the list are end()'s to give.
Result<void> makeWaiting(ListPeople& people, const QByteArrayList& waiting)
{
    for (const QByteArray& id : waiting) {
        const Result<Meant> who = people.find(id);
        if (!who)
            return who.error();
        if (who->standing == Standing::Here || who->standing == Standing::Erased)
            continue;
        if (const Result<qint64> made = people.make(id, *who); !made)
            return made.error();
    }
    return {};
}

} // namespace

MeantPeople::MeantPeople(Database& audience, UserKind kind)
    : m_kind(kind)
    , m_find(audience,
          "SELECT id, erased_at, login_id IS NOT NULL FROM person WHERE source_id=0 AND " + idName(kind) + "=?")
{
}

Result<Meant> MeantPeople::find(QByteArrayView id)
{
    const Result<bool> found = m_find.bindUtf8(1, id.data(), id.size()).step();
    if (!found)
        return found.error();
    const IdHolder holder
        = *found ? IdHolder{m_find.integer(0), standingOf(m_find, 1), m_find.integer(2) == 1} : IdHolder();
    m_find.reset();
    return m_kind == UserKind::Login ? meantBy(holder, {}, true) : meantBy({}, holder, false);
}

ListPeople::ListPeople(Database& audience, const PeopleList& list, UserKind kind, const QString& file, UtcMs now)
    : m_audience(audience)
    , m_list(list)
    , m_kind(kind)
    , m_file(file)
    , m_now(now)
    , m_meant(audience, kind)
    , m_newIds(audience, "person")
    , m_record(audience)
{
}

// With the first of them; the list's own mark is the digest, so that the file itself counts as not imported yet.
Result<void> ListPeople::begin()
{
    if (m_away)
        return {};
    const QString id = QString::fromLatin1(idName(m_kind));
    const auto use = m_kind == UserKind::Login ? ColumnMatch::Use::LoginId : ColumnMatch::Use::VisitorId;
    const Result<void> begun
        = m_record.begin(m_file, m_list.uuid.toRfc4122(), {{use, id, {}}}, ImportOptions(), TableInfo(), m_now);
    if (!begun)
        return begun;
    Statement name(m_audience,
        "UPDATE import SET mapping=json_set(json_remove(mapping,'$." + tableMember.toLatin1() + "'),'$."
            + listMember.toLatin1() + "',?) WHERE id=?");
    if (const Result<void> named = name.bind(1, m_list.name).bind(2, m_record.id()).run(); !named)
        return named;
    m_create.emplace(m_audience,
        "INSERT INTO person(" + idName(m_kind) + ", id, import_id) VALUES(?,?," + QByteArray::number(m_record.id())
            + ')');
    m_away.emplace(m_audience, m_record.id());
    return {};
}

Result<qint64> ListPeople::make(QByteArrayView id, const Meant& who)
{
    if (const Result<void> begun = begin(); !begun)
        return begun.error();
    const bool isLogin = m_kind == UserKind::Login;
    const QByteArrayView login = isLogin ? id : QByteArrayView();
    const QByteArrayView visitor = isLogin ? QByteArrayView() : id;
    if (who.crowded)
        if (const Result<void> room = m_away->makeRoom(login, visitor, who.person); !room)
            return room.error();
    if (who.person != 0) {
        const Result<void> back = m_away->takeBack(who.person, login, visitor);
        m_made += back ? 1 : 0;
        return back ? Result<qint64>(who.person) : back.error();
    }
    const Result<qint64> person = m_newIds.next();
    if (!person)
        return person.error();
    if (const Result<void> created = m_create->bindUtf8(1, id.data(), id.size()).bind(2, *person).run(); !created)
        return created.error();
    m_newIds.taken();
    ++m_made;
    return *person;
}

Result<void> ListPeople::end()
{
    if (const Result<void> taken = takeInArrived(m_audience); !taken)
        return taken;
    if (m_made == 0)
        return {};
    ImportReport report;
    report.rows = m_made;
    report.added = m_made;
    return m_record.update(report, ImportState::Done, m_now);
}

// One file, one column; only lists of earlier versions may wait for ids of both kinds.
Result<qint64> addUnknownTo(Database& audience, const PeopleList& list, UtcMs now)
{
    qint64 added = 0;
    for (const UserKind kind : {UserKind::Login, UserKind::Visitor}) {
        const Result<QByteArrayList> waiting = waitingFor(audience, list.id, kind);
        if (!waiting)
            return waiting.error();
        ListPeople people(audience, list, kind, list.name, now);
        if (const Result<void> made = makeWaiting(people, *waiting); !made)
            return made.error();
        if (const Result<void> ended = people.end(); !ended)
            return ended.error();
        added += people.made();
    }
    return added;
}

} // namespace wd
