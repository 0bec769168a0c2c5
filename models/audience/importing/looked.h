// What reading a whole file told before it is imported.
#pragma once

#include "models/audience/importing/importer.h"

namespace wd {

struct LookedThrough {
    QList<FoundType> types;
    qint64 rows = 0; // that can be read
    // Events: the latest time of each, as importing the file would find it. Times that are still to come tell nothing:
    // so many rows have one, the farthest stands in this line.
    QMap<QString, UtcMs> latest;
    qint64 ahead = 0;
    qint64 farthestLine = 0;
    UtcMs farthest = 0;
};

} // namespace wd
