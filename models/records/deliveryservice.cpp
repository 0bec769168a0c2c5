#include "models/records/deliveryservice.h"

#include "models/base/tablewriter.h"
#include "models/sending/dispatcher.h"
#include "models/sending/outbox.h"

#include <QPointer>

namespace wd {

namespace {

constexpr int savedAtOnce = 2'000;

Result<qint64> applyAnswer(Dispatcher& dispatcher, const QList<qint64>& ids, UncertainAnswer answer)
{
    if (answer == UncertainAnswer::ResendSame)
        return dispatcher.resend(ids);
    const bool received = answer == UncertainAnswer::Received;
    const Result<int> resolved
        = dispatcher.resolveUncertain(ids, received ? DeliveryState::Accepted : DeliveryState::Uncertain,
            received ? Reason::ConfirmedByOperator : Reason::LeftAsIs);
    return resolved ? Result<qint64>(*resolved) : resolved.error();
}

} // namespace

DeliveryService::DeliveryService(
    DatabaseWorker& writer, DatabaseWorker& reader, Dispatcher& dispatcher, QObject* parent)
    : QObject(parent)
    , m_writer(writer)
    , m_reader(reader)
    , m_dispatcher(dispatcher)
{
    connect(&dispatcher, &Dispatcher::changed, this, &DeliveryService::changed);
}

void DeliveryService::page(const DeliveryFilter& filter, std::optional<qint64> before, QObject* receiver,
    std::function<void(Result<QList<DeliveryRow>>)> then)
{
    m_reader.ask([=](Database& database) { return deliveryPage(database, filter, before, pageSize); }, receiver,
        std::move(then));
}

// A table being written; never used by two threads at once.
struct DeliveryService::Saving {
    Result<bool> writePage(Database& database);

    DeliveryFilter filter;
    QString path;
    QStringList header;
    std::function<QStringList(const DeliveryRow&)> words;
    QPointer<QObject> receiver;
    std::function<void(Result<qint64>)> then;
    std::unique_ptr<TableWriter> table;
    std::optional<qint64> before;
    qint64 rows = 0;
};

// False: the table is complete.
Result<bool> DeliveryService::Saving::writePage(Database& database)
{
    if (!table) {
        Result<std::unique_ptr<TableWriter>> opened = TableWriter::open(path);
        if (!opened)
            return opened.error();
        table = std::move(opened).value();
        if (const Result<void> written = table->write(header); !written)
            return written.error();
    }
    const Result<QList<DeliveryRow>> page = deliveryPage(database, filter, before, savedAtOnce);
    if (!page)
        return page.error();
    for (const DeliveryRow& row : *page)
        if (const Result<void> written = table->write(words(row)); !written)
            return written.error();
    rows += page->size();
    if (page->size() == savedAtOnce) {
        before = page->constLast().id;
        return true;
    }
    const Result<void> finished = table->finish();
    return finished ? Result<bool>(false) : finished.error();
}

void DeliveryService::save(const DeliveryFilter& filter, const QString& path, const QStringList& header,
    std::function<QStringList(const DeliveryRow&)> words, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    auto saving = std::make_shared<Saving>();
    saving->filter = filter;
    saving->path = path;
    saving->header = header;
    saving->words = std::move(words);
    saving->receiver = receiver;
    saving->then = std::move(then);
    saveOn(saving);
}

// Page by page: lists are read in between.
void DeliveryService::saveOn(const std::shared_ptr<Saving>& saving)
{
    m_reader.ask([saving](Database& database) { return saving->writePage(database); }, this,
        [this, saving](const Result<bool>& more) {
            if (!saving->receiver)
                return;
            if (more && *more)
                return saveOn(saving);
            saving->then(more ? Result<qint64>(saving->rows) : more.error());
        });
}

void DeliveryService::count(const DeliveryFilter& filter, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_reader.ask([filter](Database& database) { return deliveryCount(database, filter); }, receiver, std::move(then));
}

void DeliveryService::details(qint64 id, QObject* receiver, std::function<void(Result<DeliveryDetails>)> then)
{
    m_reader.ask([id](Database& database) { return deliveryDetails(database, id); }, receiver, std::move(then));
}

void DeliveryService::totals(QObject* receiver, std::function<void(Result<DeliveryTotals>)> then)
{
    m_reader.ask([](Database& database) { return deliveryTotals(database); }, receiver, std::move(then));
}

void DeliveryService::countsSince(UtcMs since, QObject* receiver, std::function<void(Result<DayCounts>)> then)
{
    m_reader.ask([since](Database& database) { return dayCounts(database, since); }, receiver, std::move(then));
}

void DeliveryService::answer(
    const QList<qint64>& ids, UncertainAnswer answer, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_writer.ask(
        [this, ids, answer](Database&) { return applyAnswer(m_dispatcher, ids, answer); }, receiver, std::move(then));
}

void DeliveryService::countToResend(
    const QList<qint64>& ids, QObject* receiver, std::function<void(Result<qint64>)> then)
{
    m_writer.ask([ids](Database& database) { return wd::countToResend(database, ids); }, receiver, std::move(then));
}

} // namespace wd
