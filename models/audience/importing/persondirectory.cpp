#include "models/audience/importing/persondirectory.h"

namespace wd {

namespace {

constexpr qsizetype cacheSize = 500'000;

void bindId(Statement& statement, int position, QByteArrayView id)
{
    if (id.isEmpty())
        statement.bindNull(position);
    else
        statement.bindUtf8(position, id.data(), id.size());
}

void remember(QHash<QByteArray, qint64>& cache, QByteArrayView id, qint64 person)
{
    if (id.isEmpty())
        return;
    if (cache.size() >= cacheSize)
        cache.clear();
    cache.insert(id.toByteArray(), person);
}

} // namespace

PersonDirectory::PersonDirectory(Database& audience, qint64 importId)
    : m_byLogin(audience, "SELECT id FROM person WHERE source_id=0 AND login_id=?")
    , m_byVisitor(audience, "SELECT id FROM person WHERE source_id=0 AND visitor_id=?")
    , m_adopt(audience, "UPDATE person SET login_id=? WHERE id=? AND login_id IS NULL")
    , m_keep(audience,
          "INSERT OR IGNORE INTO import_before(import_id, person_id, before) VALUES(" + QByteArray::number(importId)
              + ",?,'[{\"login_id\":null}]')")
    , m_insert(audience,
          "INSERT INTO person(import_id, login_id, visitor_id) VALUES(" + QByteArray::number(importId) + ",?,?)")
{
}

Result<qint64> PersonDirectory::lookUp(Statement& statement, Cache& cache, QByteArrayView id)
{
    if (id.isEmpty())
        return 0;
    const auto known = cache.constFind(QByteArray::fromRawData(id.data(), id.size()));
    if (known != cache.cend())
        return *known;
    statement.bindUtf8(1, id.data(), id.size());
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    if (!*row)
        return 0;
    const qint64 person = statement.integer(0);
    statement.reset();
    remember(cache, id, person);
    return person;
}

Result<PersonDirectory::Found> PersonDirectory::find(QByteArrayView login, QByteArrayView visitor)
{
    const Result<qint64> byLogin = lookUp(m_byLogin, m_logins, login);
    const Result<qint64> byVisitor = lookUp(m_byVisitor, m_visitors, visitor);
    if (!byLogin || !byVisitor)
        return byLogin ? byVisitor.error() : byLogin.error();
    if (*byLogin && *byVisitor && *byLogin != *byVisitor)
        return Found{};
    if (*byLogin)
        return Found{*byLogin, false};
    if (*byVisitor)
        return login.isEmpty() ? Found{*byVisitor, false} : adopt(*byVisitor, login);
    return create(login, visitor);
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
    return Found{person, false};
}

Result<PersonDirectory::Found> PersonDirectory::create(QByteArrayView login, QByteArrayView visitor)
{
    bindId(m_insert, 1, login);
    bindId(m_insert, 2, visitor);
    if (const Result<void> run = m_insert.run(); !run)
        return run.error();
    const qint64 person = m_insert.lastInsertId();
    remember(m_logins, login, person);
    remember(m_visitors, visitor, person);
    return Found{person, true};
}

} // namespace wd
