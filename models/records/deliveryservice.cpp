#include "models/records/deliveryservice.h"

#include "models/sending/dispatcher.h"
#include "models/sending/outbox.h"

namespace wd {

namespace {

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
