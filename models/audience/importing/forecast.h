// Who the rows of a file are about, before it is imported: people who are here, or new ones.
#pragma once

#include "models/audience/importing/awaypeople.h"
#include "models/audience/importing/columnmatching.h"
#include "models/audience/importing/looked.h"

#include <QSet>

namespace wd {

class Forecast {
public:
    explicit Forecast(const QList<ColumnMatch>& columns);

    // The look-ups of one slice: nothing of the database is held between two.
    struct LookUps {
        explicit LookUps(Database& audience);
        Statement byLogin;
        Statement byVisitor;
    };

    // A row that will not be refused for its form; those behind the first ForeseenPeople::mostRows are passed over.
    Result<void> look(LookUps& people, const TableRow& row);
    // After the last row: whether values of something else are taken for ids.
    Result<void> end(Database& audience);
    bool namesSomebody(const TableRow& row) const;
    const ForeseenPeople& foreseen() const { return m_foreseen; }

private:
    struct Ids {
        QByteArrayView login;
        QByteArrayView visitor;
    };
    Ids idsOf(const TableRow& row) const;

    qsizetype m_login;
    qsizetype m_visitor;
    QSet<QByteArray> m_seen;
    QStringList m_first; // ids that nobody has
    ForeseenPeople m_foreseen;
};

} // namespace wd
