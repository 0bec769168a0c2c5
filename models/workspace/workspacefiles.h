// A workspace on disk: a folder with workspace.db and audience.db, and the lock that keeps it to one program. The files
// are private by the umask that both programs begin with.
#pragma once

#include "models/base/result.h"
#include "models/storage/database.h"

#include <QLockFile>

#include <memory>

namespace wd {

// Held for as long as a program writes in the workspace.
class WorkspaceLock {
public:
    // Creates a missing folder (0700); one that is there keeps its mode, and is refused when everybody may write in it.
    // Errors: WorkspaceInUse (folder, pid, host), FileUnwritable; FileUnreadable when one of the two files is lost.
    static Result<std::unique_ptr<WorkspaceLock>> acquire(const QString& folder);

private:
    explicit WorkspaceLock(const QString& file)
        : m_lock(file)
    {
    }
    QLockFile m_lock;
};

bool workspaceExists(const QString& folder);

// Writers create and migrate what is missing; hold the lock first, and make the audience before the workspace. `zone`
// (IANA) is for a new workspace; empty: the computer's. One that was copied, restored or brought from another computer
// begins a new life (see workspaceEpoch()), and all sending is off in it (settings::elsewhere).
Result<std::unique_ptr<Database>> openWorkspaceWriter(const QString& folder, const QString& zone);
Result<std::unique_ptr<Database>> openAudienceWriter(const QString& folder);

// Readers need no lock; each can see the other's tables, too: those of the workspace as `workspace` (see
// segmentquery.h), those of the audience as `audience`. Errors: WorkspaceMissing, DatabaseNewer.
Result<std::unique_ptr<Database>> openWorkspaceReader(const QString& folder);
Result<std::unique_ptr<Database>> openAudienceReader(const QString& folder);

// The workspace's own request formats.
QString contractsFolder(const QString& folder);

// This life of the workspace: part of every message's id.
Result<QByteArray> workspaceEpoch(Database& workspace);

// The folder used when none is named: in the user's data folder.
QString defaultWorkspaceFolder();
QString sampleWorkspaceFolder();

} // namespace wd
