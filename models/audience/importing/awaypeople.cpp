#include "models/audience/importing/awaypeople.h"

#include <QList>

namespace wd {

namespace {

QByteArray numberOrNull(const std::optional<qint64>& number)
{
    return number ? QByteArray::number(*number) : QByteArray("NULL");
}

QByteArray holdersOf(const QByteArray& id)
{
    return "SELECT id, login_id IS NOT NULL AND login_id IS NOT ?1 FROM person WHERE source_id=0 AND " + id
        + " AND erased_at=" + QByteArray::number(erasedByUndo) + " AND id<>?3";
}

} // namespace

void bindId(Statement& statement, int position, QByteArrayView id)
{
    if (id.isEmpty())
        statement.bindNull(position);
    else
        statement.bindUtf8(position, id.data(), id.size());
}

Standing standingOf(const Statement& person, int column)
{
    if (person.isNull(column))
        return Standing::Here;
    return person.integer(column) == erasedByUndo ? Standing::Away : Standing::Erased;
}

Meant meantBy(const IdHolder& login, const IdHolder& visitor, bool loginGiven)
{
    const bool isOther = visitor.person != 0 && visitor.person != login.person;
    const bool visitorIsAway = visitor.standing == Standing::Away;
    const bool givesWay = login.standing == Standing::Away && isOther && !visitorIsAway;
    if (login.person != 0 && !givesWay)
        return {login.person, login.standing, isOther && !visitorIsAway, isOther && visitorIsAway};
    if (visitorIsAway && visitor.hasLogin)
        return {0, Standing::Nobody, false, true};
    return {visitor.person, visitor.standing, loginGiven && visitor.hasLogin, givesWay};
}

AwayPeople::AwayPeople(Database& audience, std::optional<qint64> importId)
    : m_importId(importId)
    , m_holders(audience, holdersOf("login_id=?1") + " UNION " + holdersOf("visitor_id=?2"))
    , m_freeVisitor(audience, "UPDATE person SET visitor_id=NULL WHERE id=?")
    , m_forget(audience, "DELETE FROM person WHERE id=?")
    , m_keep(audience,
          "INSERT OR IGNORE INTO import_before(import_id, person_id, before) SELECT " + numberOrNull(importId)
              + ", id, json_array(json_object('login_id',login_id,'visitor_id',visitor_id,'import_id',import_id,"
                "'erased_at',erased_at)) FROM person WHERE id=?")
    , m_takeBack(audience,
          "UPDATE person SET erased_at=NULL, import_id=" + numberOrNull(importId)
              + ", login_id=?, visitor_id=? WHERE id=?")
{
}

Result<void> AwayPeople::makeRoom(QByteArrayView login, QByteArrayView visitor, qint64 person)
{
    bindId(m_holders, 1, login);
    bindId(m_holders, 2, visitor);
    m_holders.bind(3, person);
    QList<std::pair<qint64, bool>> holders;
    for (;;) {
        const Result<bool> row = m_holders.step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        holders.append({m_holders.integer(0), m_holders.integer(1) == 1});
    }
    for (const auto& [away, keepsLogin] : std::as_const(holders))
        if (const Result<void> given = (keepsLogin ? m_freeVisitor : m_forget).bind(1, away).run(); !given)
            return given;
    return {};
}

Result<void> AwayPeople::takeBack(qint64 person, QByteArrayView login, QByteArrayView visitor)
{
    if (m_importId)
        if (const Result<void> kept = m_keep.bind(1, person).run(); !kept)
            return kept;
    bindId(m_takeBack, 1, login);
    bindId(m_takeBack, 2, visitor);
    return m_takeBack.bind(3, person).run();
}

} // namespace wd
