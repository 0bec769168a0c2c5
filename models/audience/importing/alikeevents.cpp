#include "models/audience/importing/alikeevents.h"

#include "models/audience/importing/rowimporter.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace wd {

namespace {

constexpr int firstNumberPlace = 3;

QByteArray findSql(qint64 name, qint64 firstOwn, const QByteArrayList& numbers)
{
    QByteArray sql = "SELECT id, properties FROM event WHERE name_id=" + QByteArray::number(name)
        + " AND person_id=?1 AND at=?2 AND id<" + QByteArray::number(firstOwn);
    int place = firstNumberPlace;
    for (const QByteArray& column : numbers)
        sql += " AND " + column + " IS ?" + QByteArray::number(place++);
    return sql;
}

// Files may have their columns in another order.
bool sameProperties(QByteArrayView one, QByteArrayView other)
{
    if (one == other)
        return true;
    if (one.isEmpty() || other.isEmpty() || one.size() != other.size())
        return false;
    return QJsonDocument::fromJson(one.toByteArray()).object() == QJsonDocument::fromJson(other.toByteArray()).object();
}

} // namespace

Result<std::optional<AlikeEvents::Period>> AlikeEvents::period(Database& audience, qint64 name)
{
    Statement ends(
        audience, "SELECT (SELECT min(at) FROM event WHERE name_id=?1), (SELECT max(at) FROM event WHERE name_id=?1)");
    ends.bind(1, name);
    const Result<bool> row = ends.step();
    if (!row)
        return row.error();
    return ends.isNull(0) ? std::optional<Period>() : Period{ends.integer(0), ends.integer(1)};
}

AlikeEvents::AlikeEvents(Database& audience, qint64 name, qint64 firstOwn, const Period& period,
    const QByteArrayList& numbers, std::vector<bool>& taken)
    : m_period(period)
    , m_taken(taken)
    , m_find(audience, findSql(name, firstOwn, numbers))
{
}

void AlikeEvents::bindNumber(qsizetype index, const Cell& cell)
{
    bindCell(m_find, firstNumberPlace + int(index), cell);
}

Result<bool> AlikeEvents::find(qint64 person, UtcMs at, QByteArrayView properties)
{
    m_find.bind(1, person).bind(2, at);
    for (;;) {
        const Result<bool> row = m_find.step();
        if (!row || !*row)
            return row;
        const size_t id = size_t(m_find.integer(0));
        if (id < m_taken.size() && m_taken[id])
            continue;
        if (!sameProperties(m_find.utf8(1), properties))
            continue;
        if (id >= m_taken.size())
            m_taken.resize(2 * id + 1);
        m_taken[id] = true;
        m_find.reset();
        return true;
    }
}

} // namespace wd
