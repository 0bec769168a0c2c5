// What reading a whole file told before it is imported.
#pragma once

#include "models/audience/importing/importer.h"

namespace wd {

// Each person of the rows once.
struct ForeseenPeople {
    static constexpr qint64 mostRows = 200'000; // that are looked at
    qint64 rows = 0;
    bool isWhole = true; // these are all rows
    qint64 fresh = 0; // whom nobody knows yet
    qint64 known = 0;
    qint64 repeated = 0; // rows about somebody whom an earlier row names
    std::optional<Attribute> alike; // nobody is known, but by what most of the ids are: values of this attribute
};

struct LookedThrough {
    QList<FoundType> types;
    qint64 rows = 0;
    qint64 refused = 0; // of them, whatever becomes of the columns: they can't be read, or are about nobody
    ForeseenPeople people;
    // Events: rows with the id of an event that an earlier row has, until so many ids are known.
    qint64 sameIds = 0;
    // Events: the latest time of each, as importing the file would find it. Times that are still to come tell nothing:
    // so many rows have one, the farthest stands in this line.
    QMap<QString, UtcMs> latest;
    qint64 ahead = 0;
    qint64 farthestLine = 0;
    UtcMs farthest = 0;
};

} // namespace wd
