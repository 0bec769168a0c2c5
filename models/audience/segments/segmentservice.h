// Segments and people for the window: reads in the background, answers in the caller's thread.
#pragma once

#include "models/audience/query/explanation.h"
#include "models/audience/query/removals.h"
#include "models/audience/segments/latestonly.h"
#include "models/audience/segments/removeditem.h"
#include "models/audience/segments/segmentuses.h"

#include <QMap>

namespace wd {

struct ExplainedPerson {
    Person person;
    Explanation explanation;
};

class SegmentService final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DatabaseWorker& writer; // workspace.db
        DatabaseWorker& reader; // workspace.db
        DatabaseWorker& audience; // audience.db, for reading
        const Clock& clock;
    };

    explicit SegmentService(const Parts& parts, QObject* parent = nullptr);

    void setOperator(const QString& name);
    void setZone(const QTimeZone& zone);

    // The built-in ones (negative ids, their names are the page's to word) first, then by name.
    void list(QObject* receiver, std::function<void(Result<QList<Segment>>)> then);
    // Inserts (id 0) or updates a segment whose rule fits the audience; the answer is the segment as stored. Errors:
    // those of checkRule(), resolveRule(), SegmentStore and checkNamingSegments().
    void save(const Segment& segment, QObject* receiver, std::function<void(Result<Segment>)> then);
    // InUse, with names, while segments refer to it or a campaign that is not finished uses it.
    void remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    // Takes a removal back. Errors: those of restoreSegment(), and of calledNow() for the lists that its rule names.
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    // What the rule of a removed one names, as it did then.
    void namedByRemoved(qint64 id, QObject* receiver, std::function<void(Result<QList<RuleName>>)> then);
    void removed(QObject* receiver, std::function<void(Result<QList<RemovedItem>>)> then); // see SegmentStore

    void catalogue(QObject* receiver, std::function<void(Result<Catalogue>)> then);
    // See occurringValues(); at most 12.
    void values(const QString& attribute, QObject* receiver, std::function<void(Result<QStringList>)> then);
    // The number of people now. The receiver's next count breaks off one that runs or waits, whose answer is dropped.
    void count(const Segment& segment, QObject* receiver, std::function<void(Result<qint64>)> then);
    // What each condition of the rule's outermost group takes away or adds; broken off by the receiver's next one.
    void removals(const Segment& segment, QObject* receiver, std::function<void(Result<Removals>)> then);
    // Why somebody is in the segment or not; `person` is a login id or a visitor id. NotFound.
    void explain(const Segment& segment, const QString& person, QObject* receiver,
        std::function<void(Result<ExplainedPerson>)> then);
    // What refers to a stored segment: segments, then campaigns, each by name.
    void usedBy(qint64 id, QObject* receiver, std::function<void(Result<QList<SegmentUse>>)> then);
    // The first `limit` people with their attributes; broken off by the receiver's next one.
    void people(const Segment& segment, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then);

signals:
    void changed();

private:
    // A rule with all that a question about it needs.
    struct Asked {
        Catalogue catalogue;
        Rule rule; // resolved
        UserKind kind = UserKind::Login;
        TimeFrame frame;
    };
    enum class Question { Count, Removals, People };

    // Finds what the rule names, then runs work(audience database, asked) in the audience's reader.
    template <typename Answer>
    void ask(const Segment& segment, std::function<Result<Answer>(Database&, const Asked&)> work, QObject* receiver,
        std::function<void(Result<Answer>)> then);
    template <typename Answer>
    void askLatest(Question question, const Segment& segment,
        std::function<Result<Answer>(Database&, const Asked&)> work, QObject* receiver,
        std::function<void(Result<Answer>)> then);
    void write(std::function<Result<void>(Database&)> work, QObject* receiver, std::function<void(Result<void>)> then);
    template <typename Read, typename Found>
    void writeWith(std::function<Result<Read>(Database&)> read,
        std::function<Result<Found>(Database&, const Read&)> find,
        std::function<Result<void>(Database&, const Found&)> work, QObject* receiver,
        std::function<void(Result<void>)> then);
    std::shared_ptr<LatestOnly> latestOf(Question question, QObject* receiver);

    Parts m_parts;
    QString m_operator;
    QTimeZone m_zone = QTimeZone::utc();
    QMap<std::pair<Question, QObject*>, std::shared_ptr<LatestOnly>> m_latest;
};

} // namespace wd
