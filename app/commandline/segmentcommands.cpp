// segment show, segment remove.
#include "app/commandline/context.h"
#include "app/commandline/segmentjson.h"
#include "models/audience/rules/rulecodec.h"
#include "models/audience/segments/segmentstore.h"
#include "models/base/phrase.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/segmentuses.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace wd {

namespace {

class SegmentDesk {
    Q_DECLARE_TR_FUNCTIONS(wd::SegmentCommands)
public:
    static QString shown(const Segment& segment, const QString& sentence, const QList<SegmentUse>& uses)
    {
        return segment.name + u'\n' + tr("That is: %1.").arg(sentence) + u'\n'
            + (uses.isEmpty() ? tr("Nothing uses it.") : tr("In use by %1.").arg(usesText(uses)));
    }
    static QString left(const QList<SegmentUse>& uses)
    {
        return tr("It was chosen in %1. They need another segment before they can go online.").arg(usesText(uses));
    }
};

Result<Segment> segmentNamed(Database& workspace, const QString& name)
{
    const Result<std::optional<Segment>> segment = SegmentStore(workspace).findByName(name);
    if (!segment)
        return segment.error();
    if (!*segment)
        return Error{ErrorKind::NotFound, {QStringLiteral("segment"), name}, {}};
    return **segment;
}

} // namespace

int segmentShowCommand(CliContext& context, const Arguments& arguments)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<Segment> segment = segmentNamed(*readers->workspace, arguments.operands.first());
    if (!segment)
        return context.refuse(segment.error());
    const Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return context.refuse(catalogue.error());
    const Result<QList<SegmentUse>> uses = usesOfSegment(*readers->workspace, segment->id);
    if (!uses)
        return context.refuse(uses.error());
    const QString sentence = ruleSentence(segment->rule, segment->userKind, *catalogue);
    const bool visitors = segment->userKind == UserKind::Visitor;
    context.answer({{QStringLiteral("name"), segment->name},
                       {QStringLiteral("userKind"), visitors ? QStringLiteral("visitor") : QStringLiteral("login")},
                       {QStringLiteral("rule"), ruleToJson(segment->rule)}, {QStringLiteral("sentence"), sentence},
                       {QStringLiteral("usedBy"), usesToJson(*uses)}},
        SegmentDesk::shown(*segment, sentence, *uses));
    return exitcode::done;
}

int segmentRemoveCommand(CliContext& context, const Arguments& arguments)
{
    if (!workspaceExists(context.folder))
        return context.refuse(Error{ErrorKind::WorkspaceMissing, {context.folder}, {}});
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    Database& workspace = *writers->workspace;
    const Result<Segment> segment = segmentNamed(workspace, arguments.operands.first());
    if (!segment)
        return context.refuse(segment.error());
    if (segment->id < 0)
        return context.refuse(Error{ErrorKind::BadValue,
            {segment->name, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a name that no built-in segment has"))}, {}});
    const Result<QList<SegmentUse>> uses = usesOfSegment(workspace, segment->id);
    if (!uses)
        return context.refuse(uses.error());
    const Result<Meanings> lists = meaningsOf(*writers->audience, segment->rule, KeptIn::Audience);
    if (!lists)
        return context.refuse(lists.error());
    const Result<void> removed = removeSegment(workspace, segment->id, *lists, cliOperator(), context.clock.nowUtc());
    if (!removed)
        return context.refuse(removed.error());
    if (!uses->isEmpty())
        context.complain(SegmentDesk::left(*uses));
    context.answer({{QStringLiteral("removed"), segment->name}, {QStringLiteral("usedBy"), usesToJson(*uses)}}, {});
    return exitcode::done;
}

} // namespace wd
