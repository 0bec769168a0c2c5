#include "models/audience/importing/persondirectory.h"

namespace wd {

namespace {

constexpr qsizetype cacheSize = 2'000'000; // some 100 MB
constexpr qsizetype blockSize = 1 << 20;

QByteArray lookUpBy(const QByteArray& id)
{
    return "SELECT id, erased_at, login_id IS NOT NULL FROM person WHERE source_id=0 AND " + id + "=?";
}

} // namespace

std::optional<qint64> PersonDirectory::Cache::find(QByteArrayView id) const
{
    const auto known = m_people.constFind(id);
    return known == m_people.cend() ? std::nullopt : std::optional(*known);
}

void PersonDirectory::Cache::remember(QByteArrayView id, qint64 person)
{
    if (id.isEmpty())
        return;
    if (m_people.size() >= cacheSize) {
        m_people.clear();
        m_blocks.clear();
    }
    if (m_blocks.empty() || m_blocks.back().capacity() - m_blocks.back().size() < id.size()) {
        m_blocks.emplace_back();
        m_blocks.back().reserve(std::max(blockSize, id.size()));
    }
    QByteArray& block = m_blocks.back();
    const qsizetype start = block.size();
    block.append(id.data(), id.size());
    m_people.insert(QByteArrayView(block.constData() + start, id.size()), person);
}

PersonDirectory::PersonDirectory(Database& audience, qint64 importId)
    : m_byLogin(audience, lookUpBy("login_id"))
    , m_byVisitor(audience, lookUpBy("visitor_id"))
    , m_adopt(audience, "UPDATE person SET login_id=? WHERE id=? AND login_id IS NULL")
    , m_keep(audience,
          "INSERT OR IGNORE INTO import_before(import_id, person_id, before) VALUES(" + QByteArray::number(importId)
              + ",?,'[{\"login_id\":null}]')")
    , m_insert(audience,
          "INSERT INTO person(import_id, id, login_id, visitor_id) VALUES(" + QByteArray::number(importId) + ",?,?,?)")
    , m_away(audience, importId)
    , m_newIds(audience, "person")
{
}

Result<IdHolder> PersonDirectory::lookUp(Statement& statement, Cache& cache, QByteArrayView id)
{
    if (id.isEmpty())
        return IdHolder();
    const std::optional<qint64> known = cache.find(id);
    return known ? IdHolder{*known, Standing::Here, false} : read(statement, cache, id);
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
        cache.remember(id, holder.person);
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
    m_logins.remember(login, person);
    return Found{person, false, false};
}

Result<PersonDirectory::Found> PersonDirectory::create(QByteArrayView login, QByteArrayView visitor)
{
    const Result<qint64> id = m_newIds.next();
    if (!id)
        return id.error();
    m_insert.bind(1, *id);
    bindId(m_insert, 2, login);
    bindId(m_insert, 3, visitor);
    if (const Result<void> run = m_insert.run(); !run)
        return run.error();
    m_newIds.taken();
    return remembered(*id, login, visitor);
}

Result<PersonDirectory::Found> PersonDirectory::takeBack(qint64 person, QByteArrayView login, QByteArrayView visitor)
{
    if (const Result<void> back = m_away.takeBack(person, login, visitor); !back)
        return back.error();
    return remembered(person, login, visitor);
}

PersonDirectory::Found PersonDirectory::remembered(qint64 person, QByteArrayView login, QByteArrayView visitor)
{
    m_logins.remember(login, person);
    m_visitors.remember(visitor, person);
    return {person, true, false};
}

} // namespace wd
