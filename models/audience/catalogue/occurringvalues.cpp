#include "models/audience/catalogue/occurringvalues.h"

#include "models/audience/catalogue/catalogue.h"
#include "models/storage/statement.h"

namespace wd {

Result<QStringList> occurringValues(Database& audience, const QString& attribute, int limit)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const Attribute* const known = catalogue->attributeByKey(attribute);
    QStringList values;
    if (!known)
        return values;
    const QByteArray column = known->column();
    Statement statement(audience,
        "SELECT " + column + ", count(*) FROM person WHERE " + column + " IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
            + " LIMIT ?");
    statement.bind(1, limit);
    for (;;) {
        const Result<bool> row = statement.step();
        if (!row)
            return row.error();
        if (!*row)
            return values;
        values += statement.text(0);
    }
}

} // namespace wd
