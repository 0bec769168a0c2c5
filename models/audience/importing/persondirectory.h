// Finds the people of events by their ids, remembers them, and creates those nobody knows.
#pragma once

#include "models/audience/importing/awaypeople.h"
#include "models/audience/importing/newids.h"

#include <QHash>

namespace wd {

class PersonDirectory {
public:
    PersonDirectory(Database& audience, qint64 importId);

    struct Found {
        qint64 person = 0; // 0: the two ids belong to two people
        bool created = false; // or back from an import that was undone
        bool erased = false; // for good: nothing more is known of that person
    };
    // Within a write transaction; at least one id is not empty. A login id goes before a visitor id.
    Result<Found> find(QByteArrayView login, QByteArrayView visitor);

private:
    // Ids stand in blocks that stay where they are: a key that owns its bytes takes three times the memory and a
    // third more time.
    class Cache {
    public:
        std::optional<qint64> find(QByteArrayView id) const;
        void remember(QByteArrayView id, qint64 person);

    private:
        QHash<QByteArrayView, qint64> m_people;
        std::vector<QByteArray> m_blocks;
    };

    Result<IdHolder> lookUp(Statement& statement, Cache& cache, QByteArrayView id);
    Result<IdHolder> read(Statement& statement, Cache& cache, QByteArrayView id);
    Result<Found> adopt(qint64 person, QByteArrayView login);
    Result<Found> create(QByteArrayView login, QByteArrayView visitor);
    Result<Found> takeBack(qint64 person, QByteArrayView login, QByteArrayView visitor);
    Found remembered(qint64 person, QByteArrayView login, QByteArrayView visitor);

    Statement m_byLogin;
    Statement m_byVisitor;
    Statement m_adopt;
    Statement m_keep; // what the person had before, for undo
    Statement m_insert;
    AwayPeople m_away;
    NewIds m_newIds;
    Cache m_logins;
    Cache m_visitors;
};

} // namespace wd
