#include "models/audience/personsearch.h"

#include "models/audience/segmentquerybuilder.h"

namespace wd {

namespace {

Result<qint64> idOf(Database& audience, UserKind kind, const QByteArray& column, const QString& id)
{
    Statement find(
        audience, "SELECT p.id FROM person AS p WHERE p.source_id=0 AND p." + column + "=? AND " + kindCondition(kind));
    const Result<bool> row = find.bind(1, id).step();
    if (!row)
        return row.error();
    return *row ? find.integer(0) : 0;
}

} // namespace

Result<Person> findPerson(Database& audience, const Catalogue& catalogue, UserKind kind, const QString& id)
{
    for (const Attribute* known : {&loginIdAttribute(), &visitorIdAttribute()}) {
        const Result<qint64> found = idOf(audience, kind, known->column(), id);
        if (!found)
            return found.error();
        if (*found == 0)
            continue;
        const Result<std::optional<Person>> person = personById(audience, catalogue, *found);
        if (!person)
            return person.error();
        if (*person)
            return **person;
    }
    return Error{ErrorKind::NotFound, {QStringLiteral("person"), id}, {}};
}

} // namespace wd
