// One open workspace: its lock, its databases and threads, and a small service per folder of models.
#pragma once

#include "models/audience/importing/importservice.h"
#include "models/audience/segments/listservice.h"
#include "models/audience/segments/segmentservice.h"
#include "models/channels/channelservice.h"
#include "models/channels/contractlibrary.h"
#include "models/desk/settings.h"
#include "models/records/catalogueservice.h"
#include "models/records/deliveryservice.h"
#include "models/records/personservice.h"
#include "models/scheduling/campaignservice.h"
#include "models/secrets/keychain.h"

#include <QSet>
#include <QTimeZone>

namespace wd {

class Engine;
class WorkspaceLock;

// What a program that writes in a workspace holds: its lock, and each database in a thread of its own.
struct WorkspaceFiles {
    QString folder;
    std::unique_ptr<WorkspaceLock> lock;
    std::unique_ptr<DatabaseWorker> writer;
    std::unique_ptr<DatabaseWorker> audienceWriter;

    // Creates a missing workspace with `zone` (IANA), or the computer's zone when that is empty; brings one of an older
    // version up to date, which takes minutes where there is much in it: any thread may open.
    // Errors: WorkspaceInUse, DatabaseNewer, DatabaseForeign, DatabaseFailed, FileUnwritable.
    static Result<WorkspaceFiles> open(const QString& folder, const QString& zone);
    WorkspaceFiles(QString where, std::unique_ptr<WorkspaceLock> held);
    WorkspaceFiles(WorkspaceFiles&&) noexcept;
    WorkspaceFiles& operator=(WorkspaceFiles&&) noexcept;
    ~WorkspaceFiles();
};

// Lives in the main thread. The program decides when sending begins.
class Workspace final : public QObject {
    Q_OBJECT
public:
    // Errors: WorkspaceMissing, DatabaseFailed.
    static Result<std::unique_ptr<Workspace>> open(WorkspaceFiles files, Clock& clock, Keychain& keychain);
    // Both steps, where waiting does no harm.
    static Result<std::unique_ptr<Workspace>> open(
        const QString& folder, const QString& zone, Clock& clock, Keychain& keychain);
    // Stops sending, lets requests under way end (3 s at most), closes databases and threads, frees the lock. Waits for
    // all of it, unless close() has.
    ~Workspace() override;
    // The same without waiting: `closed` is called once the threads have nothing left to do, and nothing but
    // destruction may follow. Once.
    void close(std::function<void()> closed);

    // Takes up what is unfinished and starts what is due; `onlyCampaign` ≠ 0: of that campaign alone.
    void startSending(qint64 onlyCampaign = 0);

    QString folder() const;
    QTimeZone zone() const;
    Clock& clock() const;
    Keychain& keychain() const;
    const ContractLibrary& contracts() const;
    ChannelService& channels() const;
    SegmentService& segments() const;
    ListService& lists() const;
    ImportService& imports() const;
    CatalogueService& catalogue() const;
    PersonService& people() const;
    CampaignService& campaigns() const;
    DeliveryService& deliveries() const;
    SettingsService& settings() const;
    // Channels that something is to be sent through and whose secret isn't there: their messages stay queued.
    QSet<qint64> channelsWaitingForSecret() const;

    // 全部暂停: nothing is sent until it is lifted; kept over restarts.
    bool allPaused() const;
    // It is so because the workspace was copied, restored or brought from another computer, until it is lifted.
    bool isFromElsewhere() const;
    void setAllPaused(bool paused);

    // workspace.db in the engine's thread, for what no service does (desk document).
    DatabaseWorker& writer() const;
    Engine& engine() const;

signals:
    // Sending, or work in the background, met an error that nobody asked for.
    void failed(const wd::Error& error);
    // A channel's secret is needed and not there.
    void secretMissing(qint64 channelId);
    void channelsWaitingForSecretChanged();

private:
    struct Private;
    explicit Workspace(std::unique_ptr<Private> parts);
    void wire();
    void applyZone();
    void stopReading();
    void threadIsDone();

    std::unique_ptr<Private> d;
};

} // namespace wd
