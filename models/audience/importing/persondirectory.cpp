#include "models/audience/importing/persondirectory.h"

namespace wd {

namespace {

constexpr qsizetype cacheSize = 500'000;

void remember(QHash<QByteArray, qint64>& cache, QByteArrayView id, qint64 person)
{
    if (id.isEmpty())
        return;
    if (cache.size() >= cacheSize)
        cache.clear();
    cache.insert(id.toByteArray(), person);
}

QByteArray lookUpBy(const QByteArray& id)
{
    return "SELECT id, erased_at, login_id IS NOT NULL FROM person WHERE source_id=0 AND " + id + "=?";
}

} // namespace

PersonDirectory::PersonDirectory(Database& audience, qint64 importId)
    : m_byLogin(audience, lookUpBy("login_id"))
    , m_byVisitor(audience, lookUpBy("visitor_id"))
    , m_adopt(audience, "UPDATE person SET login_id=? WHERE id=? AND login_id IS NULL")
    , m_keep(audience,
          "INSERT OR IGNORE INTO import_before(import_id, person_id, before) VALUES(" + QByteArray::number(importId)
              + ",?,'[{\"login_id\":null}]')")
    , m_insert(audience,
          "INSERT INTO person(import_id, login_id, visitor_id) VALUES(" + QByteArray::number(importId) + ",?,?)")
    , m_away(audience, importId)
{
}

Result<IdHolder> PersonDirectory::lookUp(Statement& statement, Cache& cache, QByteArrayView id)
{
    if (id.isEmpty())
        return IdHolder();
    const auto known = cache.constFind(QByteArray::fromRawData(id.data(), id.size()));
    return known == cache.cend() ? read(statement, cache, id) : IdHolder{*known, Standing::Here, false};
}

Result<IdHolder> PersonDirectory::read(Statement& statement, Cache& cache, QByteArrayView id)
{
    bindId(statement, 1, id);
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    if (!*row)
        return IdHolder();
    const IdHolder holder{statement.integer(0), standingOf(statement, 1), statement.integer(2) == 1};
    statement.reset();
    if (holder.standing == Standing::Here)
        remember(cache, id, holder.person);
    return holder;
}

Result<PersonDirectory::Found> PersonDirectory::find(QByteArrayView login, QByteArrayView visitor)
{
    const Result<IdHolder> byLogin = lookUp(m_byLogin, m_logins, login);
    if (!byLogin)
        return byLogin.error();
    if (byLogin->standing == Standing::Here && visitor.isEmpty())
        return Found{byLogin->person, false, false};
    // What is remembered does not say who has a login id.
    const bool mayGiveWay = byLogin->standing == Standing::Away;
    const Result<IdHolder> byVisitor
        = mayGiveWay ? read(m_byVisitor, m_visitors, visitor) : lookUp(m_byVisitor, m_visitors, visitor);
    if (!byVisitor)
        return byVisitor.error();
    const Meant who = meantBy(*byLogin, *byVisitor, !login.isEmpty());
    if (who.twoPeople)
        return Found{};
    if (who.standing == Standing::Erased)
        return Found{who.person, false, true};
    const bool isKnown = who.person == byLogin->person || login.isEmpty();
    if (who.standing == Standing::Here && isKnown)
        return Found{who.person, false, false};
    if (who.crowded)
        if (const Result<void> room = m_away.makeRoom(login, visitor, who.person); !room)
            return room.error();
    if (who.standing == Standing::Here)
        return adopt(who.person, login);
    return who.standing == Standing::Away ? takeBack(who.person, login, visitor) : create(login, visitor);
}

// A visitor without a login id has logged in; one with another login id is somebody else.
Result<PersonDirectory::Found> PersonDirectory::adopt(qint64 person, QByteArrayView login)
{
    bindId(m_adopt, 1, login);
    m_adopt.bind(2, person);
    if (const Result<void> run = m_adopt.run(); !run)
        return run.error();
    if (m_adopt.changes() == 0)
        return Found{};
    m_keep.bind(1, person);
    if (const Result<void> kept = m_keep.run(); !kept)
        return kept.error();
    remember(m_logins, login, person);
    return Found{person, false, false};
}

Result<PersonDirectory::Found> PersonDirectory::create(QByteArrayView login, QByteArrayView visitor)
{
    bindId(m_insert, 1, login);
    bindId(m_insert, 2, visitor);
    if (const Result<void> run = m_insert.run(); !run)
        return run.error();
    return remembered(m_insert.lastInsertId(), login, visitor);
}

Result<PersonDirectory::Found> PersonDirectory::takeBack(qint64 person, QByteArrayView login, QByteArrayView visitor)
{
    if (const Result<void> back = m_away.takeBack(person, login, visitor); !back)
        return back.error();
    return remembered(person, login, visitor);
}

PersonDirectory::Found PersonDirectory::remembered(qint64 person, QByteArrayView login, QByteArrayView visitor)
{
    remember(m_logins, login, person);
    remember(m_visitors, visitor, person);
    return {person, true, false};
}

} // namespace wd
