#include "models/audience/catalogue/occurringvalues.h"

#include "models/audience/catalogue/catalogue.h"
#include "models/storage/statement.h"

namespace wd {

namespace {
constexpr int peopleLookedAt = 100'000;
}

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
        "SELECT v, count(*) FROM (SELECT " + column
            + " AS v FROM person WHERE erased_at IS NULL ORDER BY id DESC LIMIT ?) WHERE v IS NOT NULL GROUP BY 1 "
              "ORDER BY 2 DESC, 1 LIMIT ?");
    statement.bind(1, peopleLookedAt).bind(2, limit);
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
