// Segments and people for the window: reads in the background, answers in the caller's thread.
#pragma once

#include "models/audience/segment.h"
#include "models/audience/segmentquery.h"
#include "models/storage/databaseworker.h"

#include <QHash>

namespace wd {

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
    // Inserts (id 0) or updates a segment whose rule fits the audience; the answer is the segment as stored.
    void save(const Segment& segment, QObject* receiver, std::function<void(Result<Segment>)> then);
    // InUse, with names, while segments refer to it or a campaign that is not finished uses it.
    void remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

    void catalogue(QObject* receiver, std::function<void(Result<Catalogue>)> then);
    // See occurringValues(); at most 12.
    void values(const QString& attribute, QObject* receiver, std::function<void(Result<QStringList>)> then);
    // The number of people now. A count that runs is broken off by the next one, and its answer dropped.
    void count(const Segment& segment, QObject* receiver, std::function<void(Result<qint64>)> then);
    // The first `limit` people with their attributes.
    void people(const Segment& segment, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then);

signals:
    void changed();

private:
    // Resolves the segments the rule names, then runs work(audience database, query) in the audience's reader.
    template <typename Answer>
    void ask(const Segment& segment, std::function<Result<Answer>(Database&, const SegmentQuery&)> work,
        QObject* receiver, std::function<void(Result<Answer>)> then);

    Parts m_parts;
    QString m_operator;
    QTimeZone m_zone = QTimeZone::utc();
    quint64 m_latestCount = 0;
};

} // namespace wd
