#include "models/audience/query/sets/idsets.h"

#include "models/audience/query/sets/columnvalues.h"
#include "models/audience/query/sets/measures.h"
#include "models/audience/query/sets/sequences.h"
#include "models/audience/query/sets/setfunctions.h"
#include "models/storage/database.h"

namespace wd {

Result<void> addIdSets(Database& database)
{
    if (!database.isNew("id sets"))
        return {};
    sqlite3* const connection = database.handle();
    const bool added = addColumnValues(connection) && addMeasures(connection) && addSequences(connection)
        && addSetFunctions(connection);
    return added ? Result<void>() : database.lastError();
}

} // namespace wd
