// Finds people by what somebody knows of them, and reads what one person did.
#pragma once

#include "models/audience/query/segmentquery.h"

namespace wd {

struct PersonEvent {
    qint64 id = 0;
    qint64 nameId = 0;
    QString name; // the event's key
    UtcMs at = 0;
    QList<std::pair<QString, QVariant>> properties; // key → value, in the catalogue's order; those with a value
};

// Where a page of events ends: the next one begins before it.
struct EventMark {
    UtcMs at = 0;
    qint64 id = 0;
};

// Somebody of the kind whose login id or visitor id this is, with all attributes; a login id goes before a visitor id.
// Errors: NotFound (person), DatabaseFailed.
Result<Person> findPerson(Database& audience, const Catalogue& catalogue, UserKind kind, const QString& id);

// Works on a connection to audience.db, in its thread. Errors of all: DatabaseFailed.
class PeopleSearch {
public:
    PeopleSearch(Database& audience, const Catalogue& catalogue)
        : m_audience(audience)
        , m_catalogue(catalogue)
    {
    }

    // People whose login or visitor id is `text`, then those whose id begins with it, then those who have it within an
    // id, a text or a choice, or as a number. An empty text: those who came last. At most `limit`.
    Result<QList<Person>> find(const QString& text, int limit) const;
    Result<Person> person(qint64 id) const; // NotFound
    // Latest first; `before`: the last one of the page above, or nothing.
    Result<QList<PersonEvent>> events(qint64 person, std::optional<EventMark> before, int limit) const;
    // How often the person did each event: event's key → number, those done at least once.
    Result<QMap<QString, qint64>> eventCounts(qint64 person) const;

private:
    Result<void> collect(Statement statement, int limit, QList<qint64>& ids) const;
    Statement holding(const QString& text, int limit) const;
    Result<void> addEvents(
        qint64 person, const EventName& name, const EventMark& before, int limit, QList<PersonEvent>& events) const;

    Database& m_audience;
    const Catalogue& m_catalogue;
};

} // namespace wd
