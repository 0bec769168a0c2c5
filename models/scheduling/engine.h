// Starts due campaigns, prepares their runs, and follows them to their end.
#pragma once

#include "models/base/reason.h"
#include "models/campaigns/campaign.h"
#include "models/scheduling/contentchange.h"
#include "models/scheduling/preparation.h"
#include "models/sending/dispatcher.h"
#include "models/storage/databaseworker.h"

#include <set>

namespace wd {

// Lives in the engine's thread, beside the only writing connection of workspace.db; all calls there.
class Engine final : public QObject {
    Q_OBJECT
public:
    // `preparer` reads audience.db in a thread of its own.
    Engine(Database& database, DatabaseWorker& preparer, Clock& clock, const ContractLibrary& contracts,
        const QByteArray& epoch, SecretSource secrets);
    ~Engine() override;

    Dispatcher& dispatcher() { return m_dispatcher; }

    // Takes up what an earlier launch left: interrupted messages, half-prepared runs, campaigns that came due
    // meanwhile. `onlyCampaign` ≠ 0 sends that campaign alone.
    Result<void> start(qint64 onlyCampaign = 0);
    void stop(int graceMs, std::function<void()> done);

    // What the operator saw before the campaign went online.
    struct Expected {
        qint64 people = 0;
        Campaign before; // what it is again when there are not so many
    };
    // The campaign's row is Scheduled: it starts when it is due, which may be now. A run that finds another number of
    // people than `expected` is undone, and `prepared` gets CountChanged. Otherwise `prepared` comes when the run is
    // ready, or at once when it starts later: at its time, once its last run is over, or, when the engine was not
    // started, in the next program that sends.
    void campaignScheduled(
        qint64 campaignId, std::optional<Expected> expected, std::function<void(Result<void>)> prepared);
    Result<void> pause(qint64 campaignId);
    Result<void> resume(qint64 campaignId);
    // Nobody of it is sent to any more at once; `done` when all its people are cancelled, or
    // when that has to be tried again later.
    void takeOffline(qint64 campaignId, std::function<void(Result<void>)> done);
    // 暂停并修改: the content of a paused campaign, for those who are in no message yet. Until `done`, the campaign
    // can't be resumed; whatever ends the program before leaves the content as it was. Errors: those of
    // contentChange().
    void applyChange(const Campaign& wanted, std::function<void(Result<void>)> done);
    // The workspace's zone, before start() and whenever it changes: campaigns are due at other instants then.
    void setZone(const QString& zone);

signals:
    // A campaign reached an end or a pause by itself; pages read again.
    void campaignEnded(qint64 campaignId);
    // Its time was over before a program ran that sends; nobody was sent to.
    void campaignMissed(qint64 campaignId);
    void failed(const wd::Error& error);

private:
    struct Preparing {
        qint64 campaignId = 0;
        std::optional<Expected> expected;
        std::function<void(Result<void>)> prepared;
        std::shared_ptr<std::atomic<bool>> stop;
    };

    void checkDue();
    void startDue(const Campaign& campaign);
    Result<Plan> planFor(const Campaign& campaign, UtcMs at);
    Result<PreparationInput> inputFor(const Plan& plan);
    Result<void> beginRun(const Campaign& campaign, UtcMs at);
    Result<void> resumePreparing();
    Result<void> finishEnded();
    void prepare(qint64 runId, Preparing preparing, PreparationInput input);
    void addChunk(qint64 runId, const QList<NewDelivery>& chunk);
    void finishPreparing(qint64 runId, const Result<qint64>& people);
    // Without a `reason` by hand.
    Result<void> setPaused(qint64 campaignId, std::optional<Reason> reason);
    void pauseItself(qint64 campaignId, const Error& error);
    void undoRun(qint64 runId, const Preparing& preparing, const Error& error);
    void endCampaign(qint64 runId);
    // This one, or every one (0), if its run is over. Returns their ids.
    Result<QList<qint64>> finishCampaigns(qint64 campaignId);
    void freezeAdded(const ContentChange& change, std::function<void(Result<void>)> done);
    Result<void> commitChange(const ContentChange& change);
    struct OpenRuns {
        QList<qint64> own; // the one it is sending, and those that are just being cancelled
        QList<qint64> resending; // earlier ones, of which some are sent again
    };
    Result<OpenRuns> openRuns(qint64 campaignId);
    // Whether a run of it began since it went online.
    Result<bool> hasBegun(qint64 campaignId);
    static void giveUp(std::map<qint64, Preparing>& waiting, qint64 id);

    Database& m_database;
    DatabaseWorker& m_preparer;
    Clock& m_clock;
    QString m_zone;
    Outbox m_outbox;
    Dispatcher m_dispatcher;
    Alarm m_due;
    std::map<qint64, Preparing> m_preparing; // by run
    std::map<qint64, Preparing> m_awaited; // by campaign: asked for, not begun
    std::set<qint64> m_putOff; // campaigns that were due in time, while their last run was not over
    std::map<qint64, std::shared_ptr<std::atomic<bool>>> m_changing; // by campaign: stops the freezing of values
    qint64 m_onlyCampaign = 0;
    bool m_started = false;
    bool m_stopping = false;
};

} // namespace wd
