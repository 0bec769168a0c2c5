#include "models/audience/catalogue/holdings.h"

#include "models/storage/statement.h"

namespace wd {

namespace {

Result<Holdings> counted(Statement statement)
{
    const Result<bool> row = statement.step();
    if (!row)
        return row.error();
    return Holdings{statement.integer(0), statement.integer(1)};
}

const QByteArray ofEvents = "SELECT count(DISTINCT person_id), count(*) FROM event AS e WHERE name_id=?";

} // namespace

Result<Holdings> holdingsOf(Database& audience, const Attribute& attribute)
{
    return counted(
        Statement(audience, "SELECT count(" + attribute.column() + "), 0 FROM person WHERE erased_at IS NULL"));
}

Result<Holdings> holdingsOf(Database& audience, const EventName& event)
{
    Statement statement(audience, ofEvents);
    statement.bind(1, event.id);
    return counted(std::move(statement));
}

Result<Holdings> holdingsOf(Database& audience, const EventName& event, const Property& property)
{
    const bool isNumber = property.type == AttributeType::Number;
    Statement statement(audience,
        ofEvents
            + (isNumber ? " AND p" + QByteArray::number(property.id) + " IS NOT NULL"
                        : QByteArray(" AND EXISTS (SELECT 1 FROM json_each(e.properties) WHERE key=?)")));
    statement.bind(1, event.id);
    if (!isNumber)
        statement.bind(2, property.key);
    return counted(std::move(statement));
}

} // namespace wd
