#include "models/audience/query/eventindexes.h"

#include "models/storage/statement.h"

namespace wd {

namespace {

// Number properties without an index; type 1 is AttributeType::Number.
Result<QList<qint64>> unindexedProperties(Database& audience)
{
    return Statement(audience,
        "SELECT id FROM property WHERE type=1"
        " AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type='index' AND name='event_p'||property.id)")
        .integers();
}

} // namespace

Result<void> prepareForCounting(Database& audience)
{
    const Result<QList<qint64>> ids = unindexedProperties(audience);
    if (!ids)
        return ids.error();
    for (const qint64 id : *ids) {
        const QByteArray column = 'p' + QByteArray::number(id);
        const QByteArray sql = "CREATE INDEX event_" + column + " ON event(name_id, at, person_id, " + column
            + ") WHERE " + column + " IS NOT NULL";
        if (const Result<void> made = audience.execute(sql); !made)
            return made;
    }
    return {};
}

} // namespace wd
