// Reads a whole file before it is imported: which types its columns would get, whatever they are used for then, and who
// its rows are about.
#pragma once

#include "models/audience/importing/doubts.h"
#include "models/audience/importing/forecast.h"
#include "models/audience/importing/looked.h"
#include "models/audience/importing/rowimporter.h"

namespace wd {

class LookThrough {
public:
    // Of `options` only the reading, the columns of ids, events and times, the event of all rows, the mapped headers
    // and the zone count. Errors: those of importFile() that the header of the file tells. Times of events after `now`
    // are ahead.
    static Result<std::unique_ptr<LookThrough>> open(
        Database& audience, const QString& file, const ImportOptions& options, std::optional<UtcMs> now = {});

    // Goes on for so long. False: that was the end of the file.
    Result<bool> go(qint64 ms);
    QList<FoundType> foundTypes() const { return m_rows->foundTypes(); }
    LookedThrough looked() const;

private:
    LookThrough(
        Database& audience, std::unique_ptr<Table> table, const ImportOptions& options, std::optional<UtcMs> now);
    Result<void> lookAtRow(Forecast::LookUps& people);
    void noteTime();
    void noteId();
    QByteArrayView field(ColumnMatch::Use use) const;

    Database& m_audience;
    std::unique_ptr<Table> m_table;
    ImportOptions m_options;
    Catalogue m_nothing; // so that every column is a new one
    QList<ColumnMatch> m_columns;
    std::optional<Doubts> m_doubts;
    std::optional<Forecast> m_people;
    std::unique_ptr<RowImporter> m_rows;
    TableRow m_row;
    std::optional<UtcMs> m_now;
    WallClock m_clock;
    QByteArray m_nameOfAll; // where no column holds the event
    QHash<QByteArray, UtcMs> m_latest; // by event
    QSet<QByteArray> m_ids; // of events
    LookedThrough m_told;
};

} // namespace wd
