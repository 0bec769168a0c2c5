// person find, show.
#include "app/commandline/columns.h"
#include "app/commandline/context.h"
#include "app/commandline/deliverystates.h"
#include "app/commandline/personjson.h"
#include "models/base/zonedtime.h"
#include "models/channels/parametervalue.h"
#include "models/records/personservice.h"
#include "ui/texts/reasontexts.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <numeric>

namespace wd {

namespace {

class PersonCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::CatalogueCommands)
public:
    static QString segments() { return tr("Segments the user is in:"); }
    static QString noSegments() { return tr("In no segment."); }
    static QString kind(UserKind kind) { return kind == UserKind::Visitor ? tr("visitors") : tr("login users"); }
    static QString events(qint64 shown, qint64 all)
    {
        return shown < all ? tr("Events, latest first (%1 of %2):").arg(shown).arg(all) : tr("Events, latest first:");
    }
    static QString noEvents() { return tr("No events."); }
    static QString sent(qint64 shown, qint64 all)
    {
        return shown < all ? tr("What was sent, latest first (%1 of %2):").arg(shown).arg(all)
                           : tr("What was sent, latest first:");
    }
    static QString nothingSent() { return tr("Nothing was sent."); }
    static QString nobody() { return tr("Nobody was found."); }
};

Result<Person> personWithId(const PeopleSearch& search, const QString& id)
{
    const Result<QList<Person>> found = search.find(id, 1);
    if (!found)
        return found.error();
    if (found->isEmpty() || (found->first().loginId != id && found->first().visitorId != id))
        return Error{ErrorKind::NotFound, {QStringLiteral("person"), id}, {}};
    return found->first();
}

QJsonArray eventsToJson(const QList<PersonEvent>& events, const QTimeZone& zone)
{
    QJsonArray list;
    for (const PersonEvent& event : events) {
        QJsonObject properties;
        for (const auto& [key, value] : event.properties)
            properties.insert(key, valueToJson(value, zone));
        list.append(QJsonObject{{QStringLiteral("event"), event.name}, {QStringLiteral("at"), isoLocal(event.at, zone)},
            {QStringLiteral("properties"), properties}});
    }
    return list;
}

QJsonArray deliveriesToJson(const QList<DeliveryRow>& rows, const QTimeZone& zone)
{
    QJsonArray list;
    for (const DeliveryRow& row : rows)
        list.append(QJsonObject{{QStringLiteral("campaign"), row.campaignName},
            {QStringLiteral("channel"), row.channelName}, {QStringLiteral("state"), deliveryStateName(row.state)},
            {QStringLiteral("at"), isoLocal(row.at, zone)}});
    return list;
}

QJsonArray segmentsToJson(const QList<Segment>& segments)
{
    QJsonArray list;
    for (const Segment& segment : segments)
        list.append(QJsonObject{{QStringLiteral("name"), segment.name},
            {QStringLiteral("userKind"),
                segment.userKind == UserKind::Visitor ? QStringLiteral("visitor") : QStringLiteral("login")}});
    return list;
}

struct Shown {
    PersonRecord record;
    qint64 events = 0; // all of them
    qint64 deliveries = 0;
    QList<Segment> segments;
};

Result<Shown> shownOf(const CliContext& context, const Reading& reading, const Person& person, int limit)
{
    Shown shown{{person, {}, {}, {}}, 0, 0, {}};
    const PeopleSearch search(*reading.readers.audience, reading.catalogue);
    const Result<QMap<QString, qint64>> counts = search.eventCounts(person.id);
    if (!counts)
        return counts.error();
    shown.events = std::accumulate(counts->begin(), counts->end(), qint64(0));
    const Result<QList<PersonEvent>> events = search.events(person.id, {}, limit);
    if (!events)
        return events.error();
    shown.record.events = *events;
    DeliveryFilter filter;
    filter.personId = person.id;
    const Result<QList<DeliveryRow>> sent = deliveryPage(*reading.readers.workspace, filter, {}, limit);
    if (!sent)
        return sent.error();
    shown.record.deliveries = *sent;
    const Result<qint64> deliveries = deliveryCount(*reading.readers.workspace, filter);
    if (!deliveries)
        return deliveries.error();
    shown.deliveries = *deliveries;
    const Result<QList<Segment>> segments = segmentsOfPerson(*reading.readers.workspace, *reading.readers.audience,
        person.id, {context.clock.nowUtc(), reading.readers.zone});
    if (!segments)
        return segments.error();
    shown.segments = *segments;
    return shown;
}

QString segmentsText(const QList<Segment>& segments)
{
    if (segments.isEmpty())
        return PersonCommands::noSegments();
    QList<QStringList> rows;
    for (const Segment& segment : segments)
        rows += QStringList{segmentLabel(segment), PersonCommands::kind(segment.userKind)};
    return PersonCommands::segments() + u'\n' + columnsText({}, rows);
}

// What is known of one person, a line each; then the segments, what the person did, and what was sent.
QString personText(const Shown& shown, const Catalogue& catalogue, const QTimeZone& zone)
{
    QList<QStringList> did;
    for (const PersonEvent& event : shown.record.events) {
        QStringList properties;
        for (const auto& [key, value] : event.properties)
            properties += key + u'=' + canonicalText(value, zone);
        did += QStringList{isoLocal(event.at, zone), event.name, properties.join(QStringLiteral(", "))};
    }
    QList<QStringList> received;
    for (const DeliveryRow& row : shown.record.deliveries)
        received
            += QStringList{isoLocal(row.at, zone), row.campaignName, row.channelName, deliveryStateText(row.state)};
    QStringList parts{columnsText({}, knownOf(shown.record.person, catalogue, zone)), segmentsText(shown.segments)};
    parts += did.isEmpty() ? PersonCommands::noEvents()
                           : PersonCommands::events(did.size(), shown.events) + u'\n' + columnsText({}, did);
    parts += received.isEmpty()
        ? PersonCommands::nothingSent()
        : PersonCommands::sent(received.size(), shown.deliveries) + u'\n' + columnsText({}, received);
    return parts.join(QStringLiteral("\n\n"));
}

} // namespace

int personFindCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> limit = numberOption(arguments, QStringLiteral("limit"), 20, 1, 10'000);
    if (!limit)
        return context.misuse(limit.error());
    const Result<Reading> reading = openReading(context);
    if (!reading)
        return context.refuse(reading.error());
    const Result<QList<Person>> people
        = PeopleSearch(*reading->readers.audience, reading->catalogue).find(arguments.operands.first(), *limit);
    if (!people)
        return context.refuse(people.error());
    QJsonArray list;
    for (const Person& person : *people)
        list.append(personToJson(person, reading->readers.zone));
    context.answer({{QStringLiteral("people"), list}},
        people->isEmpty() ? PersonCommands::nobody() : peopleText(*people, reading->catalogue, reading->readers.zone));
    return exitcode::done;
}

int personShowCommand(CliContext& context, const Arguments& arguments)
{
    const Result<int> limit = numberOption(arguments, QStringLiteral("limit"), PersonService::pageSize, 1, 1'000'000);
    if (!limit)
        return context.misuse(limit.error());
    const Result<Reading> reading = openReading(context);
    if (!reading)
        return context.refuse(reading.error());
    const QTimeZone& zone = reading->readers.zone;
    const Result<Person> person
        = personWithId(PeopleSearch(*reading->readers.audience, reading->catalogue), arguments.operands.first());
    if (!person)
        return context.refuse(person.error());
    const Result<Shown> shown = shownOf(context, *reading, *person, *limit);
    if (!shown)
        return context.refuse(shown.error());
    QJsonObject json = personToJson(*person, zone);
    json.insert(QStringLiteral("segments"), segmentsToJson(shown->segments));
    json.insert(QStringLiteral("events"), eventsToJson(shown->record.events, zone));
    json.insert(QStringLiteral("eventCount"), shown->events);
    json.insert(QStringLiteral("deliveries"), deliveriesToJson(shown->record.deliveries, zone));
    json.insert(QStringLiteral("deliveryCount"), shown->deliveries);
    context.answer(json, personText(*shown, reading->catalogue, zone));
    return exitcode::done;
}

} // namespace wd
