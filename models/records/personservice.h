// One person for the window: found by what is known of them, with what they did, were sent, and belong to.
#pragma once

#include "models/audience/catalogue/peoplesearch.h"
#include "models/audience/rules/segment.h"
#include "models/audience/segments/latestonly.h"
#include "models/base/clock.h"
#include "models/records/deliverylog.h"

#include <memory>

namespace wd {

struct PersonRecord {
    Person person;
    QMap<QString, qint64> eventCounts; // event's key → how often
    QList<PersonEvent> events; // the latest page
    QList<DeliveryRow> deliveries; // the latest page
};

// Reads in the background, answers in the receiver's thread.
class PersonService final : public QObject {
    Q_OBJECT
public:
    static constexpr int pageSize = 100;

    struct Parts {
        DatabaseWorker& reader; // workspace.db
        DatabaseWorker& audience; // audience.db, for reading
        const Clock& clock;
    };

    explicit PersonService(const Parts& parts, QObject* parent = nullptr);

    void setZone(const QTimeZone& zone);

    // As PeopleSearch::find(). A search that runs or waits is broken off by the next one, and its answer dropped.
    void find(const QString& text, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then);
    void record(qint64 person, QObject* receiver, std::function<void(Result<PersonRecord>)> then); // NotFound
    void events(qint64 person, const EventMark& before, QObject* receiver,
        std::function<void(Result<QList<PersonEvent>>)> then);
    // Segments whose rules take the person in now; a segment whose rule does not fit the audience is left out.
    void segments(qint64 person, QObject* receiver, std::function<void(Result<QList<Segment>>)> then);

private:
    Parts m_parts;
    QTimeZone m_zone = QTimeZone::utc();
    std::shared_ptr<LatestOnly> m_searches = std::make_shared<LatestOnly>();
};

// The same as segments(), in the thread of both connections.
Result<QList<Segment>> segmentsOfPerson(Database& workspace, Database& audience, qint64 person, const TimeFrame& frame);

} // namespace wd
