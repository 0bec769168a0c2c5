// A rule as SQL over audience.db: exact counts, and the people one after the other.
#pragma once

#include "models/audience/catalogue/catalogue.h"
#include "models/audience/query/sets/idset.h"
#include "models/audience/query/sqlcondition.h"
#include "models/storage/snapshot.h"

#include <QHash>
#include <QTimeZone>

#include <memory>

namespace wd {

// When a rule is meant for: relative dates are the days around `at` in the zone. Events count for the whole days of a
// period (today to its end, the week from Monday, lastDays 7 the seven days that end with yesterday). Of dates and
// times people have, lastDays n are the n days that end with yesterday, nextDays n the n days that begin with today.
struct TimeFrame {
    UtcMs at = 0;
    QTimeZone zone = QTimeZone::utc();
};

// The rule looks at this event up to `waitFor` (exclusive, UTC): complete data are needed until then. That is `at` for
// today, the end (or `at`, if earlier) of from … to, and the start of the day for every other period, also those that
// go on today: what happens on the day itself counts but is not waited for.
struct DataNeed {
    QString event;
    UtcMs waitFor = 0;
    bool operator==(const DataNeed&) const = default;
};

// Of the events that a rule names, each once; what it says of other segments only when it is resolved.
QList<DataNeed> dataNeeds(const Rule& rule, const TimeFrame& frame);

struct Person {
    qint64 id = 0;
    QString loginId; // empty: none
    QString visitorId;
    QHash<QString, QVariant> values; // attribute key (both ids, too) → value; keys without a value are absent
};

// People in the order of their ids. Holds a read statement open: finish soon.
class PeopleCursor {
public:
    // With what keeps the people as they were when they were selected.
    PeopleCursor(Statement statement, QList<AttributeType> types, std::unique_ptr<TwinSnapshot> snapshot = {});
    PeopleCursor(PeopleCursor&&) noexcept;
    ~PeopleCursor();
    Result<bool> next();
    qint64 id() const;
    // The `index`-th of the keys asked for; invalid when there is no value.
    QVariant value(qsizetype index) const;

private:
    std::unique_ptr<TwinSnapshot> m_snapshot;
    std::unique_ptr<Statement> m_statement;
    QList<AttributeType> m_types;
};

// What conditions on deliveries need workspace.db to be attached as on the connection that counts. The two files are
// read as each of them is when it is first looked at; ids of people are never used again, so an answer is that of the
// audience at one moment with the deliveries of about the same. Nothing is copied.
inline const QByteArray attachedWorkspace = "workspace";

// Immutable; holds no connection. Asking can be broken off by Database::interrupt(). Login selects people with a login
// id, Visitor those with a visitor id and no login id, so nobody is in both; erased people are in neither.
class SegmentQuery {
public:
    // `rule` is resolved (see resolveRule). Errors: the first of checkRule(); NotFound for what is not resolved.
    static Result<SegmentQuery> build(
        const Catalogue& catalogue, const Rule& rule, UserKind kind, const TimeFrame& frame);

    // Errors of these: DatabaseFailed.
    Result<qint64> count(Database& audience) const;
    // Within one state of the file: several questions of it fit together.
    Result<IdSet> ids(const TwinSnapshot& audience) const;
    Result<bool> contains(Database& audience, qint64 personId) const;
    Result<QList<Person>> people(Database& audience, int limit) const;
    // `keys` are attribute keys; BadValue for an unknown one.
    Result<PeopleCursor> open(Database& audience, const QStringList& keys) const;
    QList<DataNeed> dataNeeds() const { return m_needs; }

private:
    Catalogue m_catalogue;
    Rule m_rule;
    UserKind m_kind = UserKind::Login;
    TimeFrame m_frame;
    SqlCondition m_person; // a condition, looked up for the one person that p is
    QList<DataNeed> m_needs;
};

// A person with all attributes; nothing for an unknown id and for who was erased.
Result<std::optional<Person>> personById(Database& audience, const Catalogue& catalogue, qint64 id);

} // namespace wd
