// People whose import was taken back: nobody sees them, but their rows wait for them. When one of their ids comes
// again, they are who they were, with what was sent to them. In lists they have no place meanwhile: their ids wait.
#pragma once

#include "models/storage/statement.h"

namespace wd {

// What person.erased_at is for them. A person who is here has none, one who was erased for good has a time.
inline constexpr qint64 erasedByUndo = 0;

enum class Standing { Nobody, Here, Away, Erased };

// As a row with person.erased_at in `column` tells.
Standing standingOf(const Statement& person, int column);

// Who has an id.
struct IdHolder {
    qint64 person = 0; // 0: nobody
    Standing standing = Standing::Nobody;
    bool hasLogin = false;
};

// Whom a login id and a visitor id mean together.
struct Meant {
    qint64 person = 0; // 0: nobody yet
    Standing standing = Standing::Nobody;
    bool twoPeople = false; // the ids belong to two people
    bool crowded = false; // somebody else, who is away, has one of the ids: makeRoom() before it is given
};

// A visitor who is known with another login id is somebody else; a login id's visitor id may change, as devices do.
// People who are away are in nobody's way.
Meant meantBy(const IdHolder& login, const IdHolder& visitor, bool loginGiven);

// Each call within a write transaction.
class AwayPeople {
public:
    // For an import, which can be taken back itself, or for none.
    AwayPeople(Database& audience, std::optional<qint64> importId);

    // Others who are away give the ids up to `person`. Who has nothing else left is forgotten.
    Result<void> makeRoom(QByteArrayView login, QByteArrayView visitor, qint64 person);
    // Here again, with these ids and no values.
    Result<void> takeBack(qint64 person, QByteArrayView login, QByteArrayView visitor);

private:
    std::optional<qint64> m_importId;
    Statement m_holders;
    Statement m_freeVisitor;
    Statement m_forget;
    Statement m_keep; // what the person had before, for undo
    Statement m_takeBack;
};

// Binds null for an empty id.
void bindId(Statement& statement, int position, QByteArrayView id);

} // namespace wd
