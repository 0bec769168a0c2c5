// apply, export, schema, import people, import events.
#include "app/commandline/context.h"
#include "models/audience/importing/importer.h"
#include "models/base/phrase.h"
#include "models/channels/contractlibrary.h"
#include "models/desk/deskdocument.h"
#include "models/desk/settings.h"
#include "models/workspace/workspacefiles.h"
#include "ui/texts/errortexts.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>

namespace wd {

namespace {

class DeskCommands {
    Q_DECLARE_TR_FUNCTIONS(wd::DeskCommands)
public:
    static QString applied(const ApplyReport& report)
    {
        return tr("Channels changed: %1, segments: %2, campaigns: %3, unchanged: %4.")
            .arg(report.channels)
            .arg(report.segments)
            .arg(report.campaigns)
            .arg(report.unchanged);
    }
    static QString imported(const ImportReport& report)
    {
        return tr("Rows read: %1, added: %2, updated: %3, unchanged: %4, skipped: %5, failed: %6.")
            .arg(report.rows)
            .arg(report.added)
            .arg(report.updated)
            .arg(report.unchanged)
            .arg(report.skipped)
            .arg(report.failed);
    }
    static QString badRow(const RowError& row)
    {
        return tr("Line %1: %2").arg(QString::number(row.line), errorText(row.error));
    }
};

// A workspace open for writing, without services and threads.
struct Writers {
    std::unique_ptr<WorkspaceLock> lock;
    std::unique_ptr<Database> workspace;
    std::unique_ptr<Database> audience;
};

Result<Writers> openWriters(const CliContext& context)
{
    Result<std::unique_ptr<WorkspaceLock>> lock = WorkspaceLock::acquire(context.folder);
    if (!lock)
        return lock.error();
    Result<std::unique_ptr<Database>> workspace = openWorkspaceWriter(context.folder, {});
    if (!workspace)
        return workspace.error();
    Result<std::unique_ptr<Database>> audience = openAudienceWriter(context.folder);
    if (!audience)
        return audience.error();
    return Writers{std::move(lock).value(), std::move(workspace).value(), std::move(audience).value()};
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

int printReport(const CliContext& context, const ImportReport& report)
{
    QJsonArray errors;
    for (const RowError& row : report.errors) {
        errors.append(QJsonObject{{QStringLiteral("line"), row.line}, {QStringLiteral("column"), row.error.where},
            {QStringLiteral("reason"), errorText(row.error)}});
        context.complain(DeskCommands::badRow(row));
    }
    QJsonObject complete;
    for (auto entry = report.completeUntil.begin(); entry != report.completeUntil.end(); ++entry)
        complete.insert(
            entry.key(), QDateTime::fromMSecsSinceEpoch(entry.value(), Qt::UTC).toString(Qt::ISODateWithMs));
    context.answer({{QStringLiteral("rows"), report.rows}, {QStringLiteral("added"), report.added},
                       {QStringLiteral("updated"), report.updated}, {QStringLiteral("unchanged"), report.unchanged},
                       {QStringLiteral("skipped"), report.skipped}, {QStringLiteral("failed"), report.failed},
                       {QStringLiteral("peopleAdded"), report.peopleAdded}, {QStringLiteral("errors"), errors},
                       {QStringLiteral("completeUntil"), complete}, {QStringLiteral("encoding"), report.encoding}},
        DeskCommands::imported(report));
    return exitcode::done;
}

int import(const CliContext& context, const QString& file, ImportOptions options, const QString& completeUntil)
{
    // Checked before a missing workspace is made.
    if (!QFile::exists(file))
        return context.refuse(
            {ErrorKind::FileUnreadable, {file, phrase(QT_TRANSLATE_NOOP("wd::Phrase", "no such file"))}, {}});
    const Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    const Result<QString> zone = workspaceZone(*writers->workspace);
    if (!zone)
        return context.refuse(zone.error());
    options.zone = QTimeZone(zone->toUtf8());
    if (!completeUntil.isEmpty()) {
        QDateTime until = QDateTime::fromString(completeUntil, Qt::ISODate);
        if (until.timeSpec() == Qt::LocalTime)
            until.setTimeZone(options.zone);
        if (!until.isValid())
            return context.refuse({ErrorKind::BadValue,
                {completeUntil,
                    phrase(QT_TRANSLATE_NOOP(
                        "wd::Phrase", "a time such as 2026-12-01T00:00 or 2026-12-01T00:00:00+08:00"))},
                QStringLiteral("--complete-until")});
        options.completeUntil = until.toMSecsSinceEpoch();
    }
    const std::atomic<bool> stop{false};
    const Result<ImportReport> report
        = importFile(*writers->audience, file, options, context.clock.nowUtc(), stop, [](const ImportProgress&) {});
    return report ? printReport(context, *report) : context.refuse(report.error());
}

Result<QMap<QString, QString>> mapping(const Arguments& arguments)
{
    QMap<QString, QString> columns;
    for (const QString& text : arguments.values(QStringLiteral("map"))) {
        const auto pair = assignment(text, QStringLiteral("map"));
        if (!pair)
            return pair.error();
        columns.insert(pair->first, pair->second);
    }
    return columns;
}

} // namespace

int applyCommand(CliContext& context, const QStringList& words)
{
    const Result<Arguments> arguments = parseArguments(words, {{}, {}, 1, 1});
    if (!arguments)
        return context.misuse(arguments.error(), QStringLiteral("apply"));
    const Result<QByteArray> json = readInput(context, arguments->operands.first());
    if (!json)
        return context.refuse(json.error());
    const bool isNew = !workspaceExists(context.folder);
    Result<Writers> writers = openWriters(context);
    if (!writers)
        return context.refuse(writers.error());
    const ContractLibrary contracts(QDir(context.folder).filePath(QStringLiteral("contracts")));
    const ApplyResult result
        = applyDesk(*writers->workspace, *writers->audience, contracts, *json, cliOperator(), context.clock.nowUtc());
    if (!result.errors.isEmpty()) {
        // A document with a fault changes nothing: nor does it leave an empty workspace behind.
        if (isNew)
            removeWorkspaceFiles(context.folder, *writers);
        return context.refuse(result.errors);
    }
    const ApplyReport& report = result.report;
    context.answer(
        {{QStringLiteral("channels"), report.channels}, {QStringLiteral("segments"), report.segments},
            {QStringLiteral("campaigns"), report.campaigns}, {QStringLiteral("unchanged"), report.unchanged}},
        DeskCommands::applied(report));
    return exitcode::done;
}

int exportCommand(CliContext& context, const QStringList& words)
{
    const Result<Arguments> arguments = parseArguments(words, {});
    if (!arguments)
        return context.misuse(arguments.error(), QStringLiteral("export"));
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

int schemaCommand(CliContext& context, const QStringList& words)
{
    const Result<Arguments> arguments = parseArguments(words, {});
    if (!arguments)
        return context.misuse(arguments.error(), QStringLiteral("schema"));
    context.io.out.write(deskSchema());
    return exitcode::done;
}

int importPeopleCommand(CliContext& context, const QStringList& words)
{
    const QString command = QStringLiteral("import people");
    const Result<Arguments> arguments = parseArguments(words,
        {{},
            {QStringLiteral("login-id"), QStringLiteral("visitor-id"), QStringLiteral("map"),
                QStringLiteral("encoding"), QStringLiteral("sheet")},
            1, 1});
    if (!arguments)
        return context.misuse(arguments.error(), command);
    if (arguments->has(QStringLiteral("sheet")))
        return context.misuse({ErrorKind::NotBuilt, {QStringLiteral("--sheet")}, {}}, command);
    const Result<QMap<QString, QString>> columns = mapping(*arguments);
    if (!columns)
        return context.misuse(columns.error(), command);
    ImportOptions options;
    options.kind = ImportKind::People;
    options.encoding = arguments->value(QStringLiteral("encoding"));
    options.loginIdColumn = arguments->value(QStringLiteral("login-id"));
    options.visitorIdColumn = arguments->value(QStringLiteral("visitor-id"));
    options.mapping = *columns;
    return import(context, arguments->operands.first(), options, {});
}

int importEventsCommand(CliContext& context, const QStringList& words)
{
    const QString command = QStringLiteral("import events");
    const QString trigger = QStringLiteral("trigger");
    const Result<Arguments> arguments = parseArguments(words,
        {{trigger},
            {QStringLiteral("person"), QStringLiteral("visitor"), QStringLiteral("event"), QStringLiteral("time"),
                QStringLiteral("complete-until"), QStringLiteral("map"), QStringLiteral("encoding"),
                QStringLiteral("sheet")},
            1, 1});
    if (!arguments)
        return context.misuse(arguments.error(), command);
    for (const QString& later : {trigger, QStringLiteral("sheet")})
        if (arguments->has(later))
            return context.misuse({ErrorKind::NotBuilt, {QStringLiteral("--%1").arg(later)}, {}}, command);
    const Result<QMap<QString, QString>> columns = mapping(*arguments);
    if (!columns)
        return context.misuse(columns.error(), command);
    ImportOptions options;
    options.kind = ImportKind::Events;
    options.encoding = arguments->value(QStringLiteral("encoding"));
    options.personColumn = arguments->value(QStringLiteral("person"));
    options.visitorColumn = arguments->value(QStringLiteral("visitor"));
    options.eventColumn = arguments->value(QStringLiteral("event"));
    options.timeColumn = arguments->value(QStringLiteral("time"));
    options.mapping = *columns;
    return import(context, arguments->operands.first(), options, arguments->value(QStringLiteral("complete-until")));
}

} // namespace wd
