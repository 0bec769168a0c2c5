#include "ui/audience/rules/datanote.h"

#include "ui/shared/formatting.h"
#include "ui/texts/rulesentence.h"

#include <QCoreApplication>

namespace wd {

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(wd::DataNote)
public:
    static QString none(const QString& event, const QString& until)
    {
        return tr("Data of “%1” are complete until %2; there are none yet of the days after.").arg(event, until);
    }
    static QString brief(const QStringList& events)
    {
        return tr("Data of %1 are not complete up to now; see the conditions.")
            .arg(events.join(tr(", ", "between events")));
    }
    static QString quoted(const QString& event) { return tr("“%1”", "an event").arg(event); }
};

QList<const EventName*> incompleteEvents(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame)
{
    QList<const EventName*> events;
    for (const DataNeed& need : dataNeeds(rule, frame)) {
        const EventName* const event = catalogue.eventByKey(need.event);
        if (event && event->completeUntil && *event->completeUntil < need.waitFor)
            events += event;
    }
    return events;
}

} // namespace

QString dataNote(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame)
{
    QStringList notes;
    for (const EventName* event : incompleteEvents(rule, catalogue, frame))
        notes += Words::none(eventLabel(*event), dateTimeText(*event->completeUntil, frame.zone));
    return notes.join(u'\n');
}

QString briefDataNote(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame)
{
    QStringList names;
    for (const EventName* event : incompleteEvents(rule, catalogue, frame))
        names += Words::quoted(eventLabel(*event));
    names.removeDuplicates();
    return names.isEmpty() ? QString() : Words::brief(names);
}

} // namespace wd
