// 发送记录 for the window: reads in the background, answers in the caller's thread.
#pragma once

#include "models/records/daycounts.h"
#include "models/records/deliverylog.h"
#include "models/storage/databaseworker.h"

namespace wd {

class Dispatcher;

// 对方已收到 · 未收到，重发 · 不处理
enum class UncertainAnswer { Received, ResendSame, LeaveAsIs };

class DeliveryService final : public QObject {
    Q_OBJECT
public:
    static constexpr int pageSize = 200;

    // `dispatcher` lives in the writer's thread.
    DeliveryService(DatabaseWorker& writer, DatabaseWorker& reader, Dispatcher& dispatcher, QObject* parent = nullptr);

    // Newest first; `before` is the id of the last row above, or nothing for the first page.
    void page(const DeliveryFilter& filter, std::optional<qint64> before, QObject* receiver,
        std::function<void(Result<QList<DeliveryRow>>)> then);
    void count(const DeliveryFilter& filter, QObject* receiver, std::function<void(Result<qint64>)> then);
    void details(qint64 id, QObject* receiver, std::function<void(Result<DeliveryDetails>)> then);
    // All that pass the filter, newest first, as a table for spreadsheets (see TableWriter). `words` turns a row into
    // its fields, in another thread. Answers how many there are; TooMany, FileUnwritable.
    void save(const DeliveryFilter& filter, const QString& path, const QStringList& header,
        std::function<QStringList(const DeliveryRow&)> words, QObject* receiver,
        std::function<void(Result<qint64>)> then);
    void totals(QObject* receiver, std::function<void(Result<DeliveryTotals>)> then);
    void countsSince(UtcMs since, QObject* receiver, std::function<void(Result<DayCounts>)> then);
    // For uncertain deliveries; others are left alone. ResendSame takes failed ones too: they go out again, they alone,
    // in new requests under new ids, except that a request in which everybody is uncertain, and nobody left as he is,
    // goes out as it was, with all of them. Answers how many people it concerned.
    void answer(
        const QList<qint64>& ids, UncertainAnswer answer, QObject* receiver, std::function<void(Result<qint64>)> then);
    // How many people ResendSame would concern.
    void countToResend(const QList<qint64>& ids, QObject* receiver, std::function<void(Result<qint64>)> then);

signals:
    // Something on record changed (at most every 100 ms): read again.
    void changed();

private:
    struct Saving;
    void saveOn(const std::shared_ptr<Saving>& saving);

    DatabaseWorker& m_writer;
    DatabaseWorker& m_reader;
    Dispatcher& m_dispatcher;
};

} // namespace wd
