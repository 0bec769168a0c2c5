#include "app/commandline/context.h"

#include "app/commandline/usage.h"
#include "models/audience/importing/valueparsing.h"
#include "models/base/phrase.h"
#include "models/campaigns/campaignstore.h"
#include "models/channels/channelstore.h"
#include "models/desk/settings.h"
#include "models/workspace/workspacefiles.h"
#include "ui/texts/errortexts.h"

#include <QFile>
#include <QJsonDocument>

namespace wd {

namespace {

void write(QIODevice& device, const QString& text)
{
    device.write(text.toUtf8() + '\n');
    if (auto* file = qobject_cast<QFileDevice*>(&device))
        file->flush();
}

int codeFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::WorkspaceInUse:
        return exitcode::inUse;
    case ErrorKind::FileUnwritable:
    case ErrorKind::DatabaseFailed:
    case ErrorKind::DatabaseNewer:
    case ErrorKind::DatabaseOlder:
    case ErrorKind::DatabaseForeign:
    case ErrorKind::KeychainMissing:
    case ErrorKind::KeychainLocked:
    case ErrorKind::SecretMissing:
    case ErrorKind::CountChanged:
    case ErrorKind::FixedWhileSending:
    case ErrorKind::NotAllowedInState:
    case ErrorKind::Cancelled:
        return exitcode::failed;
    default:
        return exitcode::badInput;
    }
}

// A missing operand is asked for by what it is.
QString misuseText(const Error& error, const QString& command)
{
    const QString word = error.arguments.value(0);
    if (error.kind != ErrorKind::MissingField || !word.startsWith(operandWord))
        return errorText(error);
    return operandWanted(command, word.mid(operandWord.size()).toInt());
}

} // namespace

void CliContext::print(const QString& line) const
{
    write(io.out, line);
}
void CliContext::complain(const QString& line) const
{
    write(io.err, line);
}

void CliContext::answer(const QJsonObject& object, const QString& words) const
{
    if (json)
        print(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    else if (!words.isEmpty())
        print(words);
}

int CliContext::refuse(const Error& error) const
{
    return refuse(Errors{error});
}

int CliContext::refuse(const Errors& errors) const
{
    for (const Error& error : errors)
        complain(errorText(error));
    return codeFor(errors.first().kind);
}

int CliContext::misuse(const Error& error) const
{
    complain(misuseText(error, command));
    complain(command.isEmpty() ? helpHint() : usageOf(command));
    return exitcode::badInput;
}

Result<Readers> openReaders(const CliContext& context)
{
    Result<std::unique_ptr<Database>> workspace = openWorkspaceReader(context.folder);
    if (!workspace)
        return workspace.error();
    Result<std::unique_ptr<Database>> audience = openAudienceReader(context.folder);
    if (!audience)
        return audience.error();
    const Result<QString> zone = workspaceZone(**workspace);
    if (!zone)
        return zone.error();
    return Readers{std::move(workspace).value(), std::move(audience).value(), QTimeZone(zone->toUtf8())};
}

Result<Reading> openReading(const CliContext& context)
{
    Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    Result<Catalogue> catalogue = Catalogue::load(*readers->audience);
    if (!catalogue)
        return catalogue.error();
    return Reading{std::move(readers).value(), std::move(catalogue).value()};
}

Result<FoundCampaign> findCampaign(const CliContext& context, const QString& name)
{
    Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    Result<Campaign> campaign = CampaignStore(*readers->workspace).findByName(name);
    if (!campaign)
        return campaign.error();
    return FoundCampaign{std::move(readers).value(), std::move(campaign).value()};
}

Result<Writers> openWriters(const CliContext& context)
{
    Result<std::unique_ptr<WorkspaceLock>> lock = WorkspaceLock::acquire(context.folder);
    if (!lock)
        return lock.error();
    Result<std::unique_ptr<Database>> audience = openAudienceWriter(context.folder);
    if (!audience)
        return audience.error();
    Result<std::unique_ptr<Database>> workspace = openWorkspaceWriter(context.folder, {});
    if (!workspace)
        return workspace.error();
    return Writers{std::move(lock).value(), std::move(workspace).value(), std::move(audience).value()};
}

Result<QByteArray> readInput(const CliContext& context, const QString& file)
{
    if (file == u"-")
        return context.io.in.readAll();
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileUnreadable, {file, source.errorString()}, {}};
    return source.readAll();
}

Result<Secret> secretFrom(const QString& text, const QString& option)
{
    const QString place = QStringLiteral("--%1").arg(option);
    if (!text.startsWith(u"env:") || text.size() == 4)
        return Error{ErrorKind::BadValue, {text, QStringLiteral("env:VARIABLE")}, place};
    const QByteArray variable = text.mid(4).toUtf8();
    if (!qEnvironmentVariableIsSet(variable.constData()))
        return Error{ErrorKind::NotFound, {QStringLiteral("environment variable"), text.mid(4)}, place};
    return Secret(qgetenv(variable.constData()));
}

ContractLibrary contractsOf(const CliContext& context)
{
    const ContractLibrary contracts(contractsFolder(context.folder));
    for (const Error& error : contracts.errors())
        context.complain(errorText(error));
    return contracts;
}

Result<void> keepSecrets(const CliContext& context, const Arguments& arguments)
{
    const QString option = QStringLiteral("secret");
    if (!arguments.has(option))
        return {};
    const Result<Readers> readers = openReaders(context);
    if (!readers)
        return readers.error();
    for (const QString& text : arguments.values(option)) {
        // A channel's name may hold "=": the last "=env:" parts the two.
        const qsizetype at = text.lastIndexOf(u"=env:");
        if (at < 1)
            return Error{
                ErrorKind::BadValue, {text, QStringLiteral("CHANNEL=env:VARIABLE")}, QStringLiteral("--secret")};
        const Result<Channel> channel = ChannelStore(*readers->workspace).findByName(text.left(at));
        if (!channel)
            return channel.error();
        const Result<Secret> secret = secretFrom(text.mid(at + 1), option);
        if (!secret)
            return secret.error();
        context.keychain.keepForSession(channel->uuid, *secret);
    }
    return {};
}

Result<UtcMs> timeFrom(const QString& text, const QString& option, const QTimeZone& zone)
{
    WallClock clock(zone);
    const std::optional<UtcMs> at = parseDateTime(text.toUtf8(), clock);
    if (at)
        return *at;
    const QString form
        = phrase(QT_TRANSLATE_NOOP("wd::Phrase", "a time such as 2026-12-01T00:00 or 2026-12-01T00:00:00+08:00"));
    return Error{ErrorKind::BadValue, {text, form}, QStringLiteral("--%1").arg(option)};
}

QString cliOperator()
{
    return qEnvironmentVariable("USER", QStringLiteral("webhook-desk-cli"));
}

} // namespace wd
