// What every command works with: streams, clock, folder, and the way answers and errors leave.
#pragma once

#include "app/commandline/arguments.h"
#include "app/commandline/cli.h"
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

    void print(const QString& line) const;
    void complain(const QString& line) const;
    // The object with --json, else its words line by line.
    void answer(const QJsonObject& object, const QString& words) const;
    // Writes the errors to stderr; the answer is the exit code that suits the first.
    int refuse(const Error& error) const;
    int refuse(const Errors& errors) const;
    // The error of a wrong command line, followed by the usage of `command`; without one, by where to find it.
    int misuse(const Error& error, const QString& command) const;
};

// Read-only connections of the workspace.
struct Readers {
    std::unique_ptr<Database> workspace;
    std::unique_ptr<Database> audience;
    QTimeZone zone;
};
Result<Readers> openReaders(const CliContext& context);

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

using Command = int (*)(CliContext&, const QStringList&);

int applyCommand(CliContext& context, const QStringList& words);
int exportCommand(CliContext& context, const QStringList& words);
int schemaCommand(CliContext& context, const QStringList& words);
int importPeopleCommand(CliContext& context, const QStringList& words);
int importEventsCommand(CliContext& context, const QStringList& words);
int importListCommand(CliContext& context, const QStringList& words);
int importFailedCommand(CliContext& context, const QStringList& words);
int importUndoCommand(CliContext& context, const QStringList& words);
int attributeListCommand(CliContext& context, const QStringList& words);
int attributeSetCommand(CliContext& context, const QStringList& words);
int attributeRemoveCommand(CliContext& context, const QStringList& words);
int eventListCommand(CliContext& context, const QStringList& words);
int eventSetCommand(CliContext& context, const QStringList& words);
int eventRemoveCommand(CliContext& context, const QStringList& words);
int personFindCommand(CliContext& context, const QStringList& words);
int personShowCommand(CliContext& context, const QStringList& words);
int segmentCountCommand(CliContext& context, const QStringList& words);
int segmentPeopleCommand(CliContext& context, const QStringList& words);
int segmentExplainCommand(CliContext& context, const QStringList& words);
int segmentRemovalsCommand(CliContext& context, const QStringList& words);
int listCreateCommand(CliContext& context, const QStringList& words);
int listAllCommand(CliContext& context, const QStringList& words);
int listShowCommand(CliContext& context, const QStringList& words);
int listRemoveCommand(CliContext& context, const QStringList& words);
int secretSetCommand(CliContext& context, const QStringList& words);
int channelTestCommand(CliContext& context, const QStringList& words);
int campaignOnlineCommand(CliContext& context, const QStringList& words);
int campaignPauseCommand(CliContext& context, const QStringList& words);
int campaignResumeCommand(CliContext& context, const QStringList& words);
int campaignOfflineCommand(CliContext& context, const QStringList& words);
int campaignStatusCommand(CliContext& context, const QStringList& words);
int campaignNextCommand(CliContext& context, const QStringList& words);
int campaignReviewCommand(CliContext& context, const QStringList& words);
int templateRenderCommand(CliContext& context, const QStringList& words);
int runCommand(CliContext& context, const QStringList& words);
int deliveriesCommand(CliContext& context, const QStringList& words);
int receiverCommand(CliContext& context, const QStringList& words);
int demoCommand(CliContext& context, const QStringList& words);

} // namespace wd
