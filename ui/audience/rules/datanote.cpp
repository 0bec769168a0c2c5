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
};

} // namespace

QString dataNote(const Rule& rule, const Catalogue& catalogue, const TimeFrame& frame)
{
    QStringList notes;
    for (const DataNeed& need : dataNeeds(rule, frame)) {
        const EventName* const event = catalogue.eventByKey(need.event);
        if (event && event->completeUntil && *event->completeUntil < need.waitFor)
            notes += Words::none(eventLabel(*event), dateTimeText(*event->completeUntil, frame.zone));
    }
    return notes.join(u'\n');
}

} // namespace wd
