// Campaigns for the window: list, drafts, going online and every later step of their life.
#pragma once

#include "models/campaigns/campaign.h"
#include "models/scheduling/review.h"
#include "models/storage/databaseworker.h"

namespace wd {

class Engine;

// Deliveries of a run, or of all runs of a campaign, by state.
struct DeliveryCounts {
    qint64 queued = 0;    // not yet claimed, and claimed but unfinished
    qint64 sending = 0;   // of queued: in a request now
    qint64 waiting = 0;   // of queued: waiting for a retry
    qint64 accepted = 0;
    qint64 failed = 0;
    qint64 uncertain = 0;
    qint64 notSent = 0;
    qint64 cancelled = 0;
    qint64 total() const { return queued + accepted + failed + uncertain + notSent + cancelled; }
    bool operator==(const DeliveryCounts&) const = default;
};

enum class RunState { Preparing = 0, Ready = 1, Finished = 2, Cancelled = 3, Missed = 4 };

// One row of the campaign list.
struct CampaignRow {
    Campaign campaign;
    QString channelName;
    QString segmentName;
    std::optional<qint64> estimate;  // people, counted at the last review; before the first run
    std::optional<RunState> lastRun; // of the latest run
    DeliveryCounts counts;           // of all runs
    std::optional<int> channelPause; // a Reason while the channel holds everybody back
    bool waitsForSecret = false;
};

class CampaignService : public QObject {
    Q_OBJECT
public:
    CampaignService(DatabaseWorker& engineThread, DatabaseWorker& reader, Engine& engine, const Clock& clock,
        QObject* parent = nullptr);

    void setOperator(const QString& name);

    void list(QObject* receiver, std::function<void(Result<QList<CampaignRow>>)> then);
    void find(qint64 id, QObject* receiver, std::function<void(Result<CampaignRow>)> then);
    // Inserts (id 0) or updates a draft or offline campaign; may be incomplete. The answer is the campaign as stored.
    void saveDraft(const Campaign& campaign, QObject* receiver, std::function<void(Result<Campaign>)> then);
    void duplicate(qint64 id, QObject* receiver, std::function<void(Result<Campaign>)> then);
    void remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

    // One dry pass over one snapshot of the audience. `progress` (people so far) comes a few times a second.
    void review(const Campaign& campaign, QObject* receiver, std::function<void(qint64)> progress,
        std::function<void(Result<Review>)> then);
    void cancelReview();

    // Saves and starts or schedules. Errors of campaignFaults() come all at once. `expected` is the number the operator
    // saw: a run that starts now with another number does not send but answers with Conflict.
    void goOnline(const Campaign& campaign, std::optional<qint64> expected, QObject* receiver,
        std::function<void(Errors)> then);
    void pause(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void resume(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    // Cancels what is unsent; people in a request now are finished first.
    void takeOffline(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

    // 全部暂停: nothing is sent until it is lifted; kept over restarts.
    void setAllPaused(bool paused);

signals:
    // A campaign, a run or its counts changed (at most every 100 ms): read again.
    void changed();

private:
    DatabaseWorker& m_engineThread;
    DatabaseWorker& m_reader;
    Engine& m_engine;
    const Clock& m_clock;
    QString m_operator;
};

} // namespace wd
