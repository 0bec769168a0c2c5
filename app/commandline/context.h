// What every command works with: streams, clock, folder, and the way answers and errors leave.
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/cli.h"
#include "models/audience/catalogue/catalogue.h"
#include "models/campaigns/campaign.h"
#include "models/channels/contractlibrary.h"
#include "models/secrets/keychain.h"
#include "models/storage/database.h"
#include "models/workspace/workspacefiles.h"

#include <QIODevice>
#include <QJsonObject>
#include <QTimeZone>

#include <memory>

namespace wd {

namespace exitcode {
inline constexpr int done = 0;
inline constexpr int failed = 1;
inline constexpr int badInput = 2;
inline constexpr int inUse = 3;
} // namespace exitcode

struct CliContext {
    CliIo& io;
    Clock& clock;
    Keychain& keychain;
    QString folder;
    bool json = false;
    QString command = {}; // "campaign online"; empty until it is known

    void print(const QString& line) const;
    void complain(const QString& line) const;
    // The object with --json, else its words line by line.
    void answer(const QJsonObject& object, const QString& words) const;
    // Writes the errors to stderr; the answer is the exit code that suits the first.
    int refuse(const Error& error) const;
    int refuse(const Errors& errors) const;
    // The error of a wrong command line, followed by the command's usage or by where to find it.
    int misuse(const Error& error) const;
};

// Read-only connections of the workspace.
struct Readers {
    std::unique_ptr<Database> workspace;
    std::unique_ptr<Database> audience;
    QTimeZone zone;
};
Result<Readers> openReaders(const CliContext& context);

struct Reading {
    Readers readers;
    Catalogue catalogue;
};
Result<Reading> openReading(const CliContext& context);

struct FoundCampaign {
    Readers readers;
    Campaign campaign;
};
// Errors of openReaders(); NotFound.
Result<FoundCampaign> findCampaign(const CliContext& context, const QString& name);

// A workspace open for writing, made when it is missing, without services and threads.
struct Writers {
    std::unique_ptr<WorkspaceLock> lock;
    std::unique_ptr<Database> workspace;
    std::unique_ptr<Database> audience;
};
Result<Writers> openWriters(const CliContext& context);

// A file's bytes; "-": stdin's. FileUnreadable.
Result<QByteArray> readInput(const CliContext& context, const QString& file);

// The workspace's request formats; says which of its own files can't be used.
ContractLibrary contractsOf(const CliContext& context);

// --secret CHANNEL=env:VAR: kept for this process.
Result<void> keepSecrets(const CliContext& context, const Arguments& arguments);
// The value of env:VAR. BadValue, MissingField.
Result<Secret> secretFrom(const QString& text, const QString& option);

// An instant; without an offset a wall time of `zone`. BadValue.
Result<UtcMs> timeFrom(const QString& text, const QString& option, const QTimeZone& zone);

// Whose name the command line leaves in audit fields.
QString cliOperator();

// What a command does with its words; the answer is its exit code.
using Command = int (*)(CliContext&, const Arguments&);

int applyCommand(CliContext& context, const Arguments& arguments);
int exportCommand(CliContext& context, const Arguments& arguments);
int schemaCommand(CliContext& context, const Arguments& arguments);
int importPeopleCommand(CliContext& context, const Arguments& arguments);
int importEventsCommand(CliContext& context, const Arguments& arguments);
int importListCommand(CliContext& context, const Arguments& arguments);
int importFailedCommand(CliContext& context, const Arguments& arguments);
int importUndoCommand(CliContext& context, const Arguments& arguments);
int attributeListCommand(CliContext& context, const Arguments& arguments);
int attributeSetCommand(CliContext& context, const Arguments& arguments);
int attributeRemoveCommand(CliContext& context, const Arguments& arguments);
int eventListCommand(CliContext& context, const Arguments& arguments);
int eventSetCommand(CliContext& context, const Arguments& arguments);
int eventRemoveCommand(CliContext& context, const Arguments& arguments);
int personFindCommand(CliContext& context, const Arguments& arguments);
int personShowCommand(CliContext& context, const Arguments& arguments);
int segmentShowCommand(CliContext& context, const Arguments& arguments);
int segmentCountCommand(CliContext& context, const Arguments& arguments);
int segmentPeopleCommand(CliContext& context, const Arguments& arguments);
int segmentExplainCommand(CliContext& context, const Arguments& arguments);
int segmentRemovalsCommand(CliContext& context, const Arguments& arguments);
int segmentRemoveCommand(CliContext& context, const Arguments& arguments);
int listCreateCommand(CliContext& context, const Arguments& arguments);
int listReplaceCommand(CliContext& context, const Arguments& arguments);
int listAddUnknownCommand(CliContext& context, const Arguments& arguments);
int listAllCommand(CliContext& context, const Arguments& arguments);
int listShowCommand(CliContext& context, const Arguments& arguments);
int listRenameCommand(CliContext& context, const Arguments& arguments);
int listRemoveCommand(CliContext& context, const Arguments& arguments);
int listRestoreCommand(CliContext& context, const Arguments& arguments);
int secretSetCommand(CliContext& context, const Arguments& arguments);
int channelTestCommand(CliContext& context, const Arguments& arguments);
int campaignOnlineCommand(CliContext& context, const Arguments& arguments);
int campaignPauseCommand(CliContext& context, const Arguments& arguments);
int campaignResumeCommand(CliContext& context, const Arguments& arguments);
int campaignOfflineCommand(CliContext& context, const Arguments& arguments);
int campaignStatusCommand(CliContext& context, const Arguments& arguments);
int campaignNextCommand(CliContext& context, const Arguments& arguments);
int campaignReviewCommand(CliContext& context, const Arguments& arguments);
int templateRenderCommand(CliContext& context, const Arguments& arguments);
int runCommand(CliContext& context, const Arguments& arguments);
int deliveriesCommand(CliContext& context, const Arguments& arguments);
int receiverCommand(CliContext& context, const Arguments& arguments);
int demoCommand(CliContext& context, const Arguments& arguments);

} // namespace wd
