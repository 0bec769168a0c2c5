// Segments and people for the window: reads in the background, answers in the caller's thread.
#pragma once

#include "models/audience/catalogue.h"
#include "models/audience/segment.h"
#include "models/audience/segmentquery.h"
#include "models/storage/databaseworker.h"

namespace wd {

class SegmentService : public QObject {
    Q_OBJECT
public:
    // `engine` writes workspace.db, `reader` reads it, `audience` reads audience.db.
    SegmentService(DatabaseWorker& engine, DatabaseWorker& reader, DatabaseWorker& audience, const Clock& clock,
        QObject* parent = nullptr);

    void setOperator(const QString& name);
    void setZone(const QTimeZone& zone);

    // Built-in segments (negative ids) first, then by name.
    void list(QObject* receiver, std::function<void(Result<QList<Segment>>)> then);
    void find(qint64 id, QObject* receiver, std::function<void(Result<Segment>)> then);
    void save(const Segment& segment, QObject* receiver, std::function<void(Result<Segment>)> then);
    // Conflict (with the campaigns' names) when a campaign that is not finished uses it.
    void remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

    void catalogue(QObject* receiver, std::function<void(Result<Catalogue>)> then);
    // The number of people now. A newer call for the same receiver makes the answer to an older one stale: it is dropped.
    void count(const Segment& segment, QObject* receiver, std::function<void(Result<qint64>)> then);
    // The first `limit` people with their attributes.
    void people(const Segment& segment, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then);

signals:
    void changed();
    // People, events or attributes changed.
    void audienceChanged();

private:
    DatabaseWorker& m_engine;
    DatabaseWorker& m_reader;
    DatabaseWorker& m_audience;
    const Clock& m_clock;
    QString m_operator;
    QTimeZone m_zone = QTimeZone::utc();
};

} // namespace wd
