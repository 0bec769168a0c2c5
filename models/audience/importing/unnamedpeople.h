// Counts the people who would lose a value as the file doesn't name them, before it is imported.
#pragma once

#include "models/audience/importing/columnmatching.h"
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
    // At the end of the file.
    Result<qint64> count();

private:
    UnnamedPeople(
        Database& audience, std::unique_ptr<Table> table, const QList<ColumnMatch>& columns, const QByteArray& losers);
    Result<void> note(Statement& find, qsizetype column);

    Database& m_audience;
    std::unique_ptr<Table> m_table;
    qsizetype m_login;
    qsizetype m_visitor;
    QByteArray m_losers; // who would lose a value, were nobody named
    std::vector<qint64> m_named; // of the losers
    TableRow m_row;
};

} // namespace wd
