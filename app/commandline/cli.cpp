#include "app/commandline/cli.h"

#include "app/commandline/context.h"
#include "app/commandline/importoptions.h"
#include "app/commandline/usage.h"
#include "models/workspace/workspacefiles.h"

#include <algorithm>

namespace wd {

namespace {

struct Entry {
    QString name;
    Command command;
    ArgumentRules rules;
};

QStringList names(const char* words)
{
    return QString::fromLatin1(words).split(u' ');
}

const QList<Entry>& commands()
{
    const ArgumentRules nothing;
    const ArgumentRules one{{}, {}, 1, 1};
    const ArgumentRules two{{}, {}, 2, 2};
    const ArgumentRules limited{{}, names("limit"), 0, 0};
    const ArgumentRules oneLimited{{}, names("limit"), 1, 1};
    static const QList<Entry> all = {
        {QStringLiteral("apply"), applyCommand, one},
        {QStringLiteral("export"), exportCommand, nothing},
        {QStringLiteral("schema"), schemaCommand, nothing},
        {QStringLiteral("import people"), importPeopleCommand, importRules(ImportKind::People)},
        {QStringLiteral("import events"), importEventsCommand, importRules(ImportKind::Events)},
        {QStringLiteral("import list"), importListCommand, limited},
        {QStringLiteral("import failed"), importFailedCommand, two},
        {QStringLiteral("import undo"), importUndoCommand, one},
        {QStringLiteral("attribute list"), attributeListCommand, nothing},
        {QStringLiteral("attribute set"), attributeSetCommand,
            {names("drop-unfitting"), names("label-zh label-en type user-kind choice"), 1, 1}},
        {QStringLiteral("attribute remove"), attributeRemoveCommand, {names("yes"), {}, 1, 1}},
        {QStringLiteral("event list"), eventListCommand, nothing},
        {QStringLiteral("event set"), eventSetCommand,
            {names("drop-unfitting"), names("property type label-zh label-en complete-until"), 1, 1}},
        {QStringLiteral("event remove"), eventRemoveCommand, {names("yes"), names("property"), 1, 1}},
        {QStringLiteral("person find"), personFindCommand, oneLimited},
        {QStringLiteral("person show"), personShowCommand, oneLimited},
        {QStringLiteral("segment show"), segmentShowCommand, one},
        {QStringLiteral("segment count"), segmentCountCommand, one},
        {QStringLiteral("segment people"), segmentPeopleCommand, oneLimited},
        {QStringLiteral("segment explain"), segmentExplainCommand, two},
        {QStringLiteral("segment removals"), segmentRemovalsCommand, one},
        {QStringLiteral("segment remove"), segmentRemoveCommand, one},
        {QStringLiteral("list create"), listCreateCommand, listRules()},
        {QStringLiteral("list replace"), listReplaceCommand, listRules()},
        {QStringLiteral("list add-unknown"), listAddUnknownCommand, one},
        {QStringLiteral("list all"), listAllCommand, nothing},
        {QStringLiteral("list show"), listShowCommand, oneLimited},
        {QStringLiteral("list rename"), listRenameCommand, two},
        {QStringLiteral("list remove"), listRemoveCommand, one},
        {QStringLiteral("list restore"), listRestoreCommand, one},
        {QStringLiteral("secret set"), secretSetCommand, one},
        {QStringLiteral("channel test"), channelTestCommand, {{}, names("person param secret"), 1, 1}},
        {QStringLiteral("campaign online"), campaignOnlineCommand, {names("wait"), names("secret"), 1, 1}},
        {QStringLiteral("campaign pause"), campaignPauseCommand, one},
        {QStringLiteral("campaign resume"), campaignResumeCommand, one},
        {QStringLiteral("campaign offline"), campaignOfflineCommand, one},
        {QStringLiteral("campaign status"), campaignStatusCommand, one},
        {QStringLiteral("campaign next"), campaignNextCommand, {{}, names("from count"), 1, 1}},
        {QStringLiteral("campaign review"), campaignReviewCommand, one},
        {QStringLiteral("template render"), templateRenderCommand, {{}, names("person data"), 1, 1}},
        {QStringLiteral("run"), runCommand, {names("continue"), names("for events secret"), 0, 0}},
        {QStringLiteral("deliveries"), deliveriesCommand, {{}, names("campaign state limit"), 0, 0}},
        {QStringLiteral("receiver"), receiverCommand, {{}, names("port status delay secret record"), 0, 0}},
        {QStringLiteral("demo"), demoCommand, {{}, names("keep record"), 0, 0}},
    };
    return all;
}

// Takes --workspace and --json, which may stand anywhere before "--".
Result<QStringList> takeGlobals(const QStringList& args, CliContext& context)
{
    QStringList rest;
    for (qsizetype i = 0; i < args.size(); ++i) {
        const QString& word = args.at(i);
        if (word == u"--")
            return rest + args.mid(i);
        if (word == u"--json")
            context.json = true;
        else if (word.startsWith(u"--workspace="))
            context.folder = word.mid(12);
        else if (word == u"--workspace" && i + 1 < args.size())
            context.folder = args.at(++i);
        else if (word == u"--workspace")
            return Error{ErrorKind::MissingField, {QStringLiteral("--workspace DIR")}, {}};
        else
            rest += word;
    }
    return rest;
}

bool isHelp(const QString& word)
{
    return word == u"--help" || word == u"-h";
}

// Asked for anywhere before "--", which ends the options.
bool asksForHelp(const QStringList& words)
{
    const auto end = std::find(words.cbegin(), words.cend(), QStringLiteral("--"));
    return std::any_of(words.cbegin(), end, isHelp);
}

// "help", "--help" and "COMMAND --help" alike.
int help(const CliContext& context, QStringList words)
{
    words.removeIf(isHelp);
    if (words.value(0) == u"help")
        words.removeFirst();
    // The longest beginning that is a command: what follows is what it was to be given.
    for (qsizetype length = std::min<qsizetype>(words.size(), 2); length > 0; --length) {
        if (const QString text = usageOf(words.mid(0, length).join(u' ')); !text.isEmpty()) {
            context.print(text);
            return exitcode::done;
        }
    }
    if (words.isEmpty()) {
        context.print(usage(defaultWorkspaceFolder()));
        return exitcode::done;
    }
    context.complain(unknownCommand(words.mid(0, 2).join(u' ')));
    context.complain(helpHint());
    return exitcode::badInput;
}

} // namespace

int runCli(const QStringList& args, CliIo& io, Clock& clock)
{
    Keychain keychain;
    CliContext context{io, clock, keychain, defaultWorkspaceFolder(), false};
    const Result<QStringList> words = takeGlobals(args, context);
    if (!words)
        return context.misuse(words.error());
    if (words->isEmpty()) {
        context.print(usage(defaultWorkspaceFolder()));
        return exitcode::badInput;
    }
    if (words->first() == u"help" || asksForHelp(*words))
        return help(context, *words);
    if (words->first() == u"--version") {
        context.print(QStringLiteral("Webhook Desk " WD_VERSION));
        return exitcode::done;
    }
    for (const Entry& entry : commands()) {
        const QStringList parts = entry.name.split(u' ');
        if (words->mid(0, parts.size()) != parts)
            continue;
        context.command = entry.name;
        const Result<Arguments> arguments = parseArguments(words->mid(parts.size()), entry.rules);
        return arguments ? entry.command(context, *arguments) : context.misuse(arguments.error());
    }
    context.complain(unknownCommand(words->mid(0, 2).join(u' ')));
    context.complain(helpHint());
    return exitcode::badInput;
}

} // namespace wd
