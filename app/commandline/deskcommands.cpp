// apply, export, schema.
#include "app/commandline/context.h"
#include "app/commandline/segmentjson.h"
#include "models/audience/segments/segmentstore.h"
#include "models/desk/deskdocument.h"
#include "models/workspace/workspacefiles.h"
#include "ui/texts/rulesentence.h"
#include "ui/texts/segmentuses.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

#include <algorithm>

namespace wd {

namespace {

class DeskCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::DeskCommands)
public:
    static QString applied(const ApplyReport& report)
    {
        const QString counts = tr("Channels changed: %1, segments: %2, campaigns: %3, unchanged: %4.")
                                   .arg(report.channels)
                                   .arg(report.segments)
                                   .arg(report.campaigns)
                                   .arg(report.unchanged);
        return report.zone.isEmpty() ? counts : counts + u' ' + tr("The time zone is %1 now.").arg(report.zone);
    }
    static QString changedInUse(const QString& segment, const QList<SegmentUse>& uses)
    {
        return tr("Note: the segment “%1”, which was changed, is in use by %2.").arg(segment, usesText(uses));
    }
    static QString otherKind(const QString& segment, const QString& fact)
    {
        return tr("Note: the rule of the segment “%1” names a segment of the other kind of user. %2").arg(segment, fact);
    }
};

// A rule that asks for people who can't be among its own.
QJsonArray tellOtherKinds(const CliContext& context, const QList<OtherKindNamed>& otherKinds)
{
    QJsonArray told;
    for (const OtherKindNamed& one : otherKinds) {
        told.append(QJsonObject{{QStringLiteral("segment"), one.segment},
            {QStringLiteral("names"), QJsonArray::fromStringList(one.names)}});
        for (const QString& name : one.names)
            context.complain(DeskCommands::otherKind(one.segment, otherKindText(name, one.kind)));
    }
    return told;
}

// Who will feel that a segment has changed is said.
Result<QJsonArray> tellUses(const CliContext& context, Database& workspace, const QStringList& changed)
{
    QJsonArray told;
    for (const QString& name : changed) {
        const Result<std::optional<Segment>> segment = SegmentStore(workspace).findByName(name);
        const auto uses = segment && *segment ? usesOfSegment(workspace, (*segment)->id)
            : segment                         ? Result<QList<SegmentUse>>(QList<SegmentUse>())
                                              : segment.error();
        if (!uses)
            return uses.error();
        const QList<SegmentUse> live = liveUses(*uses);
        if (live.isEmpty())
            continue;
        QJsonObject one = usesToJson(live);
        one.insert(QStringLiteral("segment"), name);
        told.append(one);
        context.complain(DeskCommands::changedInUse(name, live));
    }
    return told;
}

// Not the database's: that a campaign it names is live, too.
bool isDocumentsFault(const Errors& errors)
{
    return std::none_of(
        errors.begin(), errors.end(), [](const Error& error) { return error.kind == ErrorKind::DatabaseFailed; });
}

void removeWorkspaceFiles(const QString& folder, Writers& writers)
{
    writers.workspace.reset();
    writers.audience.reset();
    for (const char16_t* name : {u"workspace.db", u"audience.db"})
        for (const char16_t* ending : {u"", u"-wal", u"-shm"})
            QFile::remove(QDir(folder).filePath(QString::fromUtf16(name) + QString::fromUtf16(ending)));
    writers.lock.reset();
    QDir().rmdir(folder); // stays when anything else is in it
}

} // namespace

int applyCommand(CliContext& context, const Arguments& arguments)
{
    const Result<QByteArray> json = readInput(context, arguments.operands.first());
    if (!json)
        return context.refuse(json.error());
    const bool isNew = !workspaceExists(context.folder);
    Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    const ContractLibrary contracts = contractsOf(context);
    const ApplyResult result
        = applyDesk(*writers->workspace, *writers->audience, contracts, *json, cliOperator(), context.clock.nowUtc());
    if (!result.errors.isEmpty()) {
        // A document with a fault changes nothing: nor does it leave an empty workspace behind.
        if (isNew)
            removeWorkspaceFiles(context.folder, *writers);
        context.refuse(result.errors);
        return isDocumentsFault(result.errors) ? exitcode::badInput : exitcode::failed;
    }
    const ApplyReport& report = result.report;
    const Result<QJsonArray> inUse = tellUses(context, *writers->workspace, report.changedSegments);
    if (!inUse)
        return context.refuse(inUse.error());
    QJsonObject counts{{QStringLiteral("channels"), report.channels}, {QStringLiteral("segments"), report.segments},
        {QStringLiteral("campaigns"), report.campaigns}, {QStringLiteral("unchanged"), report.unchanged}};
    if (!report.zone.isEmpty())
        counts.insert(QStringLiteral("timeZone"), report.zone);
    if (const QJsonArray otherKinds = tellOtherKinds(context, report.otherKinds); !otherKinds.isEmpty())
        counts.insert(QStringLiteral("otherKind"), otherKinds);
    if (!inUse->isEmpty())
        counts.insert(QStringLiteral("changedInUse"), *inUse);
    context.answer(counts, DeskCommands::applied(report));
    return exitcode::done;
}

int exportCommand(CliContext& context, const Arguments&)
{
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return context.refuse(readers.error());
    const Result<QByteArray> document = exportDesk(*readers->workspace);
    if (!document) {
        context.refuse(document.error());
        return exitcode::failed;
    }
    context.io.out.write(*document);
    return exitcode::done;
}

int schemaCommand(CliContext& context, const Arguments&)
{
    context.io.out.write(deskSchema());
    return exitcode::done;
}

} // namespace wd
