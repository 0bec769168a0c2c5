#include "models/records/personservice.h"

#include "models/audience/rules/ruleresolver.h"
#include "models/audience/segments/segmentstore.h"

namespace wd {

namespace {

struct Resolved {
    Segment segment;
    Rule rule;
};

// Rules that name what is gone are nobody's.
Result<QList<Resolved>> resolvedSegments(Database& workspace)
{
    const SegmentStore store(workspace);
    const Result<QList<Segment>> segments = store.all();
    if (!segments)
        return segments.error();
    const RuleLookup lookup = lookupIn(workspace);
    QList<Resolved> resolved;
    for (const Segment& segment : *segments)
        if (const Result<Rule> rule = resolveRule(segment.rule, segment.name, lookup, QStringLiteral("rule")))
            resolved.append({segment, *rule});
    return resolved;
}

Result<QList<Segment>> segmentsOf(
    Database& audience, qint64 person, const QList<Resolved>& segments, const TimeFrame& frame)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    QList<Segment> in;
    for (const Resolved& one : segments) {
        const auto query = SegmentQuery::build(*catalogue, one.rule, one.segment.userKind, frame);
        if (!query)
            continue;
        const Result<bool> contains = query->contains(audience, person);
        if (!contains)
            return contains.error();
        if (*contains)
            in += one.segment;
    }
    return in;
}

Result<PersonRecord> audienceRecord(Database& audience, qint64 id)
{
    const Result<Catalogue> catalogue = Catalogue::load(audience);
    if (!catalogue)
        return catalogue.error();
    const PeopleSearch search(audience, *catalogue);
    const Result<Person> person = search.person(id);
    if (!person)
        return person.error();
    const Result<QMap<QString, qint64>> counts = search.eventCounts(id);
    if (!counts)
        return counts.error();
    const Result<QList<PersonEvent>> events = search.events(id, {}, PersonService::pageSize);
    if (!events)
        return events.error();
    return PersonRecord{*person, *counts, *events, {}};
}

} // namespace

PersonService::PersonService(const Parts& parts, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
{
}

void PersonService::setZone(const QTimeZone& zone)
{
    m_zone = zone;
}

void PersonService::find(
    const QString& text, int limit, QObject* receiver, std::function<void(Result<QList<Person>>)> then)
{
    const quint64 number = m_searches->next(m_parts.audience);
    m_parts.audience.ask(
        [searches = m_searches, number, text, limit](Database& audience) {
            return searches->run(number, [&]() -> Result<QList<Person>> {
                const Result<Catalogue> catalogue = Catalogue::load(audience);
                return catalogue ? PeopleSearch(audience, *catalogue).find(text, limit) : catalogue.error();
            });
        },
        receiver,
        [searches = m_searches, number, then = std::move(then)](const Result<QList<Person>>& people) {
            if (searches->isLatest(number))
                then(people);
        });
}

void PersonService::record(qint64 person, QObject* receiver, std::function<void(Result<PersonRecord>)> then)
{
    m_parts.audience.ask([person](Database& audience) { return audienceRecord(audience, person); }, receiver,
        [=, this](Result<PersonRecord> record) {
            if (!record)
                return then(record.error());
            DeliveryFilter filter;
            filter.personId = person;
            m_parts.reader.ask([filter](Database& workspace) { return deliveryPage(workspace, filter, {}, pageSize); },
                receiver,
                [record = *record, then](const Result<QList<DeliveryRow>>& deliveries) mutable {
                    if (!deliveries)
                        return then(deliveries.error());
                    record.deliveries = *deliveries;
                    then(record);
                });
        });
}

void PersonService::events(
    qint64 person, const EventMark& before, QObject* receiver, std::function<void(Result<QList<PersonEvent>>)> then)
{
    m_parts.audience.ask(
        [person, before](Database& audience) -> Result<QList<PersonEvent>> {
            const Result<Catalogue> catalogue = Catalogue::load(audience);
            return catalogue ? PeopleSearch(audience, *catalogue).events(person, before, pageSize) : catalogue.error();
        },
        receiver, std::move(then));
}

void PersonService::segments(qint64 person, QObject* receiver, std::function<void(Result<QList<Segment>>)> then)
{
    const TimeFrame frame{m_parts.clock.nowUtc(), m_zone};
    m_parts.reader.ask([](Database& workspace) { return resolvedSegments(workspace); }, receiver,
        [=, this](const Result<QList<Resolved>>& segments) {
            if (!segments)
                return then(segments.error());
            m_parts.audience.ask([person, frame, all = *segments](
                                     Database& audience) { return segmentsOf(audience, person, all, frame); },
                receiver, then);
        });
}

Result<QList<Segment>> segmentsOfPerson(Database& workspace, Database& audience, qint64 person, const TimeFrame& frame)
{
    const Result<QList<Resolved>> segments = resolvedSegments(workspace);
    return segments ? segmentsOf(audience, person, *segments, frame) : segments.error();
}

} // namespace wd
