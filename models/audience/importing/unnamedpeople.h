// Counts the people who would lose a value as the file doesn't name them, before it is imported.
#pragma once

#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/doubts.h"
#include "models/storage/statement.h"

namespace wd {

class UnnamedPeople {
public:
    // Of `options` the reading, the columns of ids and `clearOthers` count. Errors: those of importFile() that the
    // header of the file tells; NotFound for an attribute that isn't there.
    static Result<std::unique_ptr<UnnamedPeople>> open(
        Database& audience, const QString& file, const ImportOptions& options);

    // Goes on for so long. False: that was the end of the file.
    Result<bool> go(qint64 ms);
    // At the end of the file. Nobody, when a row may be about anybody or none is about somebody: the import clears
    // nothing then.
    Result<qint64> count();

private:
    UnnamedPeople(
        Database& audience, std::unique_ptr<Table> table, const QList<ColumnMatch>& columns, const QByteArray& losers);
    bool namesSomebody() const;
    QByteArrayView id(qsizetype column) const;
    Result<void> note(Statement& find, QByteArrayView id);

    Database& m_audience;
    std::unique_ptr<Table> m_table;
    qsizetype m_login;
    qsizetype m_visitor;
    Doubts m_doubts;
    bool m_missesOne = false; // a row that may be about anybody
    bool m_namesAny = false;
    QByteArray m_losers; // who would lose a value, were nobody named
    std::vector<qint64> m_named; // of the losers
    TableRow m_row;
};

} // namespace wd
