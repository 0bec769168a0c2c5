// People made of nothing but the ids that a list names: on record as an import, which can be taken back.
#pragma once

#include "models/audience/importing/awaypeople.h"
#include "models/audience/importing/history/importrecord.h"
#include "models/audience/importing/newids.h"
#include "models/audience/rules/segment.h"
#include "models/audience/segments/liststore.h"

namespace wd {

// Whom ids of one kind mean; on any connection.
class MeantPeople {
public:
    MeantPeople(Database& audience, UserKind kind);
    Result<Meant> find(QByteArrayView id);

private:
    UserKind m_kind;
    Statement m_find;
};

// Each call within a write transaction.
class ListPeople {
public:
    // `file`: what the record calls it.
    ListPeople(Database& audience, const PeopleList& list, UserKind kind, const QString& file, UtcMs now);

    Result<Meant> find(QByteArrayView id) { return m_meant.find(id); }
    // Of an id that means nobody who is here, or who was erased for good; the answer is the person's number.
    Result<qint64> make(QByteArrayView id, const Meant& who);
    // To be called last: lists that wait for them have them. Nobody made, nothing on record.
    Result<void> end();

    qint64 made() const { return m_made; }

private:
    Result<void> begin();

    Database& m_audience;
    PeopleList m_list;
    UserKind m_kind;
    QString m_file;
    UtcMs m_now;
    MeantPeople m_meant;
    NewIds m_newIds;
    ImportRecord m_record;
    std::optional<Statement> m_create;
    std::optional<AwayPeople> m_away;
    qint64 m_made = 0;
};

// All whom the list names and who are not here become people on it; within a write transaction. The answer: how many.
Result<qint64> addUnknownTo(Database& audience, const PeopleList& list, UtcMs now);

} // namespace wd
