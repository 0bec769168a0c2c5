// One open workspace: its folder, its lock, its databases and threads, and a small service per folder of models.
#pragma once

#include "models/audience/importservice.h"
#include "models/audience/segmentservice.h"
#include "models/channels/channelservice.h"
#include "models/channels/contract.h"
#include "models/desk/settings.h"
#include "models/receiver/testreceiver.h"
#include "models/records/deliveryservice.h"
#include "models/scheduling/campaignservice.h"
#include "models/secrets/keychain.h"

#include <QTimeZone>

namespace wd {

class Workspace {
public:
    enum class Sending { On, Off }; // Off: nothing due is started and nothing is sent

    // Creates a missing workspace (folder 0700, files 0600) with `zone`, or the computer's zone when that is empty.
    // Errors: WorkspaceInUse, DatabaseNewer, DatabaseForeign, DatabaseFailed, FileUnwritable.
    static Result<std::unique_ptr<Workspace>> open(const QString& folder, const QString& zone, Sending sending,
        Clock& clock, Keychain& keychain);
    // Stops sending, lets requests in flight end (at most 3 s), closes databases and threads, frees the lock.
    ~Workspace();

    QString folder() const;
    QTimeZone zone() const;
    bool isSample() const; // the sample 白鸽: sends only to this machine

    const ContractLibrary& contracts() const;
    Keychain& keychain();
    Clock& clock();
    ChannelService& channels();
    SegmentService& segments();
    ImportService& imports();
    CampaignService& campaigns();
    DeliveryService& deliveries();
    SettingsService& settings();
    Engine& engine();

private:
    Workspace();
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace wd
