// 发送记录: pages of deliveries, one delivery whole, and the operator's answers to uncertain outcomes.
#pragma once

#include "models/base/clock.h"
#include "models/storage/databaseworker.h"

#include <QList>
#include <QString>

#include <optional>

namespace wd {

class Engine;

// Stored in delivery.state as these numbers; Sending and Waiting are derived from the message and never stored.
enum class DeliveryState { Queued = 0, Accepted = 1, Failed = 2, Uncertain = 3, NotSent = 4, Cancelled = 5,
    Sending = 100, Waiting = 101 };

struct DeliveryRow {
    qint64 id = 0;
    QString campaignName;
    QString channelName;
    QString recipient;
    DeliveryState state = DeliveryState::Queued;
    int reason = 0;                    // a Reason
    std::optional<int> http;           // status of the last attempt
    std::optional<int> ms;             // duration of the last attempt
    int attempts = 0;
    std::optional<UtcMs> at;           // start of the last attempt, else of the run
    std::optional<UtcMs> nextAttemptAt;// while Waiting
};

struct AttemptRow {
    int number = 0;
    UtcMs at = 0;
    int outcome = 0;                   // an OutcomeKind
    int reason = 0;                    // a Reason
    std::optional<int> http;
    int ms = 0;
    QByteArray answer;                 // as kept
    QString faultText;
};

struct DeliveryDetails {
    DeliveryRow row;
    qint64 campaignId = 0;
    qint64 channelId = 0;
    qint64 personId = 0;
    QString messageId;                 // empty before the first claim
    int messageSize = 0;               // people in the message
    QByteArray body;                   // with late slots empty
    QString detail;                    // e.g. the missing attribute's key, the skip's text, the receiver's error
    QList<AttemptRow> attempts;        // newest last
};

struct DeliveryFilter {
    std::optional<qint64> campaignId;
    std::optional<DeliveryState> state;
    QString recipient;                 // exact
    bool operator==(const DeliveryFilter&) const = default;
};

// 对方已收到 · 未收到，重发 · 不处理
enum class UncertainAnswer { Received, ResendSame, LeaveAsIs };

class DeliveryService : public QObject {
    Q_OBJECT
public:
    static constexpr int pageSize = 200;

    DeliveryService(DatabaseWorker& engineThread, DatabaseWorker& reader, Engine& engine, const Clock& clock,
        QObject* parent = nullptr);

    // Newest first; `before` is the last row's id of the page above, or nothing for the first page.
    void page(const DeliveryFilter& filter, std::optional<qint64> before, QObject* receiver,
        std::function<void(Result<QList<DeliveryRow>>)> then);
    void details(qint64 id, QObject* receiver, std::function<void(Result<DeliveryDetails>)> then);
    // For uncertain deliveries. The answer is how many were changed.
    void answer(const QList<qint64>& ids, UncertainAnswer answer, QObject* receiver,
        std::function<void(Result<int>)> then);
    // Totals over everything on record, for the status bar.
    struct Totals { qint64 queued = 0; qint64 failed = 0; qint64 uncertain = 0; };
    void totals(QObject* receiver, std::function<void(Result<Totals>)> then);

signals:
    void changed();

private:
    DatabaseWorker& m_engineThread;
    DatabaseWorker& m_reader;
    Engine& m_engine;
    const Clock& m_clock;
};

} // namespace wd
