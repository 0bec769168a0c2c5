// People whom a file does not name lose values: the full refresh of attributes.
#pragma once

#include "models/audience/importing/importer.h"
#include "models/storage/statement.h"

namespace wd {

// Each call within a write transaction. Who is named is known for this import alone, whatever others do meanwhile.
class OthersClearing {
public:
    // `idColumn`: people without that id are not what the file is about.
    OthersClearing(Database& audience, qint64 importId, const QByteArray& idColumn, const QList<Attribute>& attributes);

    Result<void> name(qint64 person);
    // The file has a row about somebody who is not known here.
    void nameUnknown() { m_namesAny = true; }
    // The file has a row that may be about anybody.
    void missOne() { ++m_missed; }
    // Nobody loses anything while a row may be about anybody, or when no row is about anybody.
    Result<void> finish(ImportReport& report);

private:
    Result<void> clear(ImportReport& report);

    Database& m_audience;
    QByteArray m_importId;
    QByteArray m_idColumn;
    QByteArrayList m_columns;
    Statement m_name;
    bool m_namesAny = false;
    qint64 m_missed = 0;
};

// What a person has in these columns, for undo: an array of objects, as SQLite's functions take 127 arguments.
QByteArrayList imageObjects(const QByteArrayList& columns);

} // namespace wd
