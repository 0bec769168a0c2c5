#include "models/audience/catalogue/occurringvalues.h"

#include "models/audience/catalogue/catalogue.h"
#include "models/storage/statement.h"

namespace wd {

namespace {
constexpr int rowsLookedAt = 100'000;

Result<QStringList> firstTexts(Statement statement)
{
    QStringList texts;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return texts;
        texts += statement.text(0);
    }
}

} // namespace

Result<QStringList> occurringValues(Database& audience, const QString& attribute, int limit)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Attribute* const known = catalogue->attributeByKey(attribute);
    if (!known)
        return QStringList();
    const QByteArray column = known->column();
    Statement statement(audience,
        "SELECT v, count(*) FROM (SELECT " + column
            + " AS v FROM person WHERE erased_at IS NULL ORDER BY id DESC LIMIT ?) WHERE v IS NOT NULL GROUP BY 1 "
              "ORDER BY 2 DESC, 1 LIMIT ?");
    statement.bind(1, rowsLookedAt).bind(2, limit);
    return firstTexts(std::move(statement));
}

Result<QStringList> occurringValues(Database& audience, const QString& event, const QString& property, int limit)
{
    Statement statement(audience,
        "SELECT value.atom, count(*) FROM (SELECT properties FROM event WHERE name_id=(SELECT id FROM event_name "
        "WHERE key=?) ORDER BY at DESC LIMIT ?) latest, json_each(latest.properties) value WHERE value.key=? "
        "GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?");
    statement.bind(1, event).bind(2, rowsLookedAt).bind(3, property).bind(4, limit);
    return firstTexts(std::move(statement));
}

Result<QHash<QString, qint64>> eventCounts(Database& audience)
{
    Statement statement(
        audience, "SELECT key, (SELECT count(*) FROM event WHERE event.name_id=event_name.id) FROM event_name");
    QHash<QString, qint64> counts;
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return counts;
        counts.insert(statement.text(0), statement.integer(1));
    }
}

} // namespace wd
