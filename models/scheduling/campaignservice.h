// Campaigns for the window: list, drafts, going online and every later step of their life.
#pragma once

#include "models/scheduling/campaignrows.h"
#include "models/scheduling/contentchange.h"
#include "models/scheduling/review.h"
#include "models/storage/databaseworker.h"

#include <QTimeZone>

#include <atomic>

namespace wd {

class ContractLibrary;
class Engine;

class CampaignService final : public QObject {
    Q_OBJECT
public:
    struct Parts {
        DatabaseWorker& writer; // workspace.db, in the engine's thread
        DatabaseWorker& reader; // workspace.db
        DatabaseWorker& audience; // audience.db
        Engine& engine;
        const ContractLibrary& contracts;
        const Clock& clock;
    };

    explicit CampaignService(const Parts& parts, QObject* parent = nullptr);

    void setOperator(const QString& name);
    void setZone(const QTimeZone& zone);

    void list(QObject* receiver, std::function<void(Result<QList<CampaignRow>>)> then);
    void find(qint64 id, QObject* receiver, std::function<void(Result<CampaignRow>)> then);
    // See channelHindrances().
    void hindrances(QObject* receiver, std::function<void(Result<QHash<qint64, Hindrance>>)> then);
    // Inserts (id 0) or updates a draft or offline campaign; may be incomplete. The answer is the campaign as stored.
    void saveDraft(const Campaign& campaign, QObject* receiver, std::function<void(Result<Campaign>)> then);
    // NotAllowedInState while anything of it is, or is to be, sent.
    void remove(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void restore(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

    // One dry pass over one snapshot of the audience. `progress` (people so far) comes a few times a second.
    void review(const Campaign& campaign, QObject* receiver, std::function<void(qint64)> progress,
        std::function<void(Result<Review>)> then);
    void cancelReview();
    // How many people a review would find who will be in a request. Several may be asked for at once.
    void estimate(const Campaign& campaign, QObject* receiver, std::function<void(Result<qint64>)> then);

    // Saves and starts or schedules. Errors of campaignFaults() come all at once. `expected` is the number the operator
    // saw: a run that starts now and finds another number does not send but answers with CountChanged, and the campaign
    // is a draft, offline or scheduled as before.
    void goOnline(
        const Campaign& campaign, std::optional<qint64> expected, QObject* receiver, std::function<void(Errors)> then);
    void pause(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    void resume(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);
    // Cancels what is unsent; people in a request now are finished first.
    void takeOffline(qint64 id, QObject* receiver, std::function<void(Result<void>)> then);

    // 暂停并修改: what an edit of the paused campaign would mean to the people of its run.
    void changeCounts(qint64 id, QObject* receiver, std::function<void(Result<ChangeCounts>)> then);
    // Saves the edit; whoever is in no request yet gets the new content, nobody is sent to a second time. It stays
    // paused, and can't be resumed before the answer. Errors of campaignFaults() come all at once; FixedWhileSending
    // for name, segment or channel while a run is under way; NotAllowedInState unless paused.
    void applyChange(const Campaign& campaign, QObject* receiver, std::function<void(Errors)> then);

    // How many campaigns would not send, or not go on, while the program is closed: as the engine's thread knows it,
    // with all that was asked for before.
    void countStoppedByQuitting(QObject* receiver, std::function<void(Result<int>)> then);

    // Whoever waits for a retry on this channel, or for it to recover, is tried at once.
    void tryNow(qint64 channelId);
    // For this launch; see Workspace::setAllPaused().
    void setAllPaused(bool paused);

signals:
    // A campaign, a run or its counts changed (at most every 100 ms): read again.
    void changed();
    // See Engine::campaignMissed().
    void missed(qint64 campaignId);

private:
    void runReview(const Campaign& campaign, const std::shared_ptr<std::atomic<bool>>& stop, QObject* receiver,
        std::function<void(qint64)> progress, std::function<void(Result<Review>)> then);
    template <typename Work, typename Answer>
    void write(Work work, QObject* receiver, std::function<void(Answer)> then);
    Campaign signedNow(const Campaign& campaign) const;
    void check(const Campaign& campaign, std::function<void(Errors)> then);
    void schedule(const Campaign& campaign, std::optional<qint64> expected, const std::function<void(Errors)>& answer);
    void leaveChecks();

    Parts m_parts;
    QString m_operator;
    QTimeZone m_zone = QTimeZone::utc();
    std::shared_ptr<std::atomic<bool>> m_stopReview;
    int m_inChecks = 0; // goOnline() calls whose campaign is not on its way to the engine's thread yet
    QList<std::function<void()>> m_afterChecks;
    SendingState m_sending; // as the engine's thread told last
};

} // namespace wd
