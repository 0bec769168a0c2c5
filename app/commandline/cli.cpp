#include "app/commandline/cli.h"

#include "app/commandline/context.h"
#include "app/commandline/usage.h"
#include "models/workspace/workspacefiles.h"

#include <algorithm>

namespace wd {

namespace {

const QList<QPair<QString, Command>>& commands()
{
    static const QList<QPair<QString, Command>> all = {
        {QStringLiteral("apply"), applyCommand},
        {QStringLiteral("export"), exportCommand},
        {QStringLiteral("schema"), schemaCommand},
        {QStringLiteral("import people"), importPeopleCommand},
        {QStringLiteral("import events"), importEventsCommand},
        {QStringLiteral("import list"), importListCommand},
        {QStringLiteral("import failed"), importFailedCommand},
        {QStringLiteral("import undo"), importUndoCommand},
        {QStringLiteral("attribute list"), attributeListCommand},
        {QStringLiteral("attribute set"), attributeSetCommand},
        {QStringLiteral("attribute remove"), attributeRemoveCommand},
        {QStringLiteral("event list"), eventListCommand},
        {QStringLiteral("event set"), eventSetCommand},
        {QStringLiteral("event remove"), eventRemoveCommand},
        {QStringLiteral("person find"), personFindCommand},
        {QStringLiteral("person show"), personShowCommand},
        {QStringLiteral("segment count"), segmentCountCommand},
        {QStringLiteral("segment people"), segmentPeopleCommand},
        {QStringLiteral("segment explain"), segmentExplainCommand},
        {QStringLiteral("segment removals"), segmentRemovalsCommand},
        {QStringLiteral("list create"), listCreateCommand},
        {QStringLiteral("list all"), listAllCommand},
        {QStringLiteral("list show"), listShowCommand},
        {QStringLiteral("list remove"), listRemoveCommand},
        {QStringLiteral("secret set"), secretSetCommand},
        {QStringLiteral("channel test"), channelTestCommand},
        {QStringLiteral("campaign online"), campaignOnlineCommand},
        {QStringLiteral("campaign pause"), campaignPauseCommand},
        {QStringLiteral("campaign resume"), campaignResumeCommand},
        {QStringLiteral("campaign offline"), campaignOfflineCommand},
        {QStringLiteral("campaign status"), campaignStatusCommand},
        {QStringLiteral("campaign next"), campaignNextCommand},
        {QStringLiteral("campaign review"), campaignReviewCommand},
        {QStringLiteral("template render"), templateRenderCommand},
        {QStringLiteral("run"), runCommand},
        {QStringLiteral("deliveries"), deliveriesCommand},
        {QStringLiteral("receiver"), receiverCommand},
        {QStringLiteral("demo"), demoCommand},
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
        return context.misuse(words.error(), {});
    if (words->isEmpty()) {
        context.print(usage(defaultWorkspaceFolder()));
        return exitcode::badInput;
    }
    if (words->first() == u"help" || asksForHelp(*words))
        return help(context, *words);
    for (const auto& [name, command] : commands()) {
        const QStringList parts = name.split(u' ');
        if (words->mid(0, parts.size()) == parts)
            return command(context, words->mid(parts.size()));
    }
    context.complain(unknownCommand(words->mid(0, 2).join(u' ')));
    context.complain(helpHint());
    return exitcode::badInput;
}

} // namespace wd
