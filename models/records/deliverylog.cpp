#include "models/records/deliverylog.h"

#include "models/base/ids.h"
#include "models/base/reason.h"
#include "models/sending/settlementof.h"
#include "models/storage/statement.h"
#include "models/storage/transaction.h"

namespace wd {

namespace {

// The message of a delivery: noted at settling, before that found by its range.
const QByteArray columns
    = "SELECT d.id, c.name, coalesce(h.name, json_extract(r.plan,'$.channelName')), d.recipient, d.state, d.reason,"
      " d.detail, r.started_at, r.campaign_id, json_extract(r.plan,'$.channelId'), d.person_id,"
      " coalesce(d.message_id, (SELECT m.id FROM message m WHERE m.run_id=d.run_id AND m.first_id<=d.id"
      "  AND m.last_id>=d.id ORDER BY m.first_id DESC LIMIT 1)),"
      " coalesce(u.login_id, u.visitor_id) FROM delivery d JOIN run r ON r.id=d.run_id"
      " LEFT JOIN audience.person u ON u.id=d.person_id"
      " JOIN campaign c ON c.id=r.campaign_id LEFT JOIN channel h ON h.id=json_extract(r.plan,'$.channelId')";

// One look per run into the index on (run, person).
const QByteArray deliveriesOfPerson
    = " AND d.id IN (SELECT x.id FROM run y CROSS JOIN delivery x ON x.run_id=y.id AND x.person_id=?5)";

struct MessageFacts {
    std::optional<qint64> id;
    QByteArray epoch;
    int people = 0;
};

DeliveryDetails readDelivery(const Statement& row)
{
    DeliveryDetails details;
    details.row.id = row.integer(0);
    details.row.campaignName = row.text(1);
    details.row.channelName = row.text(2);
    details.row.recipient = row.text(3);
    details.row.state = static_cast<DeliveryState>(row.integer(4));
    details.row.reason = int(row.integer(5));
    details.row.detail = row.text(6);
    details.row.at = row.integer(7);
    details.campaignId = row.integer(8);
    details.channelId = row.integer(9);
    details.personId = row.integer(10);
    details.row.userId = row.text(12);
    return details;
}

// Sending and waiting show through the message.
Result<void> addMessage(Database& database, qint64 messageId, DeliveryDetails& details)
{
    Statement message(database, "SELECT epoch, n, state, due_at, attempts FROM message WHERE id=?");
    message.bind(1, messageId);
    const Result<bool> found = message.step();
    if (!found)
        return found.error();
    if (!*found)
        return {};
    details.messageId = wd::messageId(message.blob(0), messageId);
    details.messagePeople = int(message.integer(1));
    details.row.attempts = int(message.integer(4));
    if (details.row.state != DeliveryState::Queued)
        return {};
    const auto state = static_cast<MessageState>(message.integer(2));
    if (state == MessageState::Sending)
        details.row.state = DeliveryState::Sending;
    else if (state == MessageState::Waiting && details.row.attempts > 0)
        details.row.state = DeliveryState::Waiting;
    details.row.nextAttemptAt = message.optionalInteger(3);
    return {};
}

Result<void> addLastAttempt(Database& database, qint64 messageId, DeliveryRow& row)
{
    Statement attempt(
        database, "SELECT at, http, ms, detail FROM attempt WHERE message_id=? ORDER BY number DESC LIMIT 1");
    attempt.bind(1, messageId);
    const Result<bool> found = attempt.step();
    if (!found)
        return found.error();
    if (!*found)
        return {};
    row.at = attempt.integer(0);
    if (const auto http = attempt.optionalInteger(1))
        row.http = int(*http);
    row.ms = int(attempt.integer(2));
    if (row.state == DeliveryState::Waiting)
        row.reason = decodeAttemptDetail(attempt.blob(3)).reason;
    return {};
}

Result<DeliveryDetails> completed(Database& database, const Statement& row)
{
    DeliveryDetails details = readDelivery(row);
    const std::optional<qint64> messageId = row.optionalInteger(11);
    if (!messageId || details.row.state == DeliveryState::NotSent)
        return details;
    if (const Result<void> added = addMessage(database, *messageId, details); !added)
        return added.error();
    if (const Result<void> added = addLastAttempt(database, *messageId, details.row); !added)
        return added.error();
    return details;
}

// The deliveries whose message is in a state; few, and found by the partial indexes on unfinished messages.
QByteArray inMessages(const QByteArray& condition)
{
    return "(SELECT x.id FROM message m JOIN delivery x ON x.id BETWEEN m.first_id AND m.last_id"
           " WHERE "
        + condition + " AND +x.run_id=m.run_id UNION ALL SELECT b.delivery_id FROM message m JOIN message_member b"
        + " ON b.message_id=m.id WHERE " + condition + ")";
}

// Sending and waiting as addMessage() shows them. The literals let the partial index on notable states serve.
QByteArray stateCondition(DeliveryState state)
{
    const QByteArray sending = "m.state=0";
    const QByteArray waiting = "m.state=1 AND m.attempts>0";
    if (state == DeliveryState::Sending)
        return " AND d.state=0 AND d.id IN " + inMessages(sending);
    if (state == DeliveryState::Waiting)
        return " AND d.state=0 AND d.id IN " + inMessages(waiting);
    if (state == DeliveryState::Queued)
        return " AND d.state=0 AND d.id NOT IN " + inMessages(sending) + " AND d.id NOT IN " + inMessages(waiting);
    const QByteArray number = QByteArray::number(static_cast<int>(state));
    return static_cast<int>(state) > 1 ? " AND d.state=" + number + " AND d.state>1" : " AND d.state=" + number;
}

Result<void> addBody(Database& database, qint64 messageId, DeliveryDetails& details)
{
    Statement body(database, "SELECT body, slots FROM message_body WHERE message_id=?");
    body.bind(1, messageId);
    const Result<bool> found = body.step();
    if (!found)
        return found.error();
    if (!*found)
        return {};
    const auto rendered = RenderedBody::fromStored(body.blob(0), body.blob(1));
    if (!rendered)
        return rendered.error();
    details.body = *rendered;
    return {};
}

Result<void> addAttempts(Database& database, qint64 messageId, DeliveryDetails& details)
{
    Statement attempts(
        database, "SELECT number, at, outcome, http, ms, detail FROM attempt WHERE message_id=? ORDER BY number, id");
    attempts.bind(1, messageId);
    for (;;) {
        const Result<bool> row = attempts.step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        AttemptRow attempt;
        attempt.number = int(attempts.integer(0));
        attempt.at = attempts.integer(1);
        attempt.outcome = static_cast<AttemptOutcome>(attempts.integer(2));
        if (const auto http = attempts.optionalInteger(3))
            attempt.http = int(*http);
        attempt.ms = int(attempts.integer(4));
        const AttemptDetail detail = decodeAttemptDetail(attempts.blob(5));
        attempt.reason = detail.reason;
        attempt.answer = detail.answer;
        attempt.words = detail.words;
        details.attempts.append(attempt);
    }
}

// The people of a discarded run (state 5) are about to be deleted.
QByteArray filterCondition(const DeliveryFilter& filter)
{
    QByteArray sql = " AND r.state<>5";
    if (filter.campaignId)
        sql += " AND r.campaign_id=?2";
    if (filter.state)
        sql += stateCondition(*filter.state);
    if (filter.unfinished)
        sql += " AND d.state=0";
    if (!filter.recipient.isEmpty())
        sql += " AND d.recipient=?3";
    if (filter.personId)
        sql += deliveriesOfPerson;
    return sql;
}

void bindFilter(Statement& statement, const DeliveryFilter& filter)
{
    if (filter.campaignId)
        statement.bind(2, *filter.campaignId);
    if (!filter.recipient.isEmpty())
        statement.bind(3, filter.recipient);
    if (filter.personId)
        statement.bind(5, *filter.personId);
}

// A million deliveries are not counted one by one.
Result<qint64> sumOfCounts(Database& workspace, const DeliveryFilter& filter)
{
    Statement sum(workspace,
        "SELECT coalesce(sum(c.n),0) FROM run_count c JOIN run r ON r.id=c.run_id"
        " WHERE (?1=0 OR r.campaign_id=?1) AND (?2<0 OR c.state=?2)");
    const int state = filter.unfinished ? 0 : filter.state ? static_cast<int>(*filter.state) : -1;
    const Result<bool> row = sum.bind(1, filter.campaignId.value_or(0)).bind(2, state).step();
    return row ? Result<qint64>(sum.integer(0)) : row.error();
}

} // namespace

Result<qint64> deliveryCount(Database& workspace, const DeliveryFilter& filter)
{
    const bool shown = filter.state == DeliveryState::Queued || filter.state == DeliveryState::Sending
        || filter.state == DeliveryState::Waiting;
    if (filter.recipient.isEmpty() && !filter.personId && !shown)
        return sumOfCounts(workspace, filter);
    Statement count(workspace,
        "SELECT count(*) FROM delivery d JOIN run r ON r.id=d.run_id WHERE d.id<?1" + filterCondition(filter));
    count.bind(1, std::numeric_limits<qint64>::max());
    bindFilter(count, filter);
    const Result<bool> row = count.step();
    return row ? Result<qint64>(count.integer(0)) : row.error();
}

Result<QList<DeliveryRow>> deliveryPage(
    Database& workspace, const DeliveryFilter& filter, std::optional<qint64> before, int limit)
{
    const QByteArray sql = columns + " WHERE d.id<?1" + filterCondition(filter);
    const Transaction snapshot(workspace, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    Statement page(workspace, sql + " ORDER BY d.id DESC LIMIT ?4");
    page.bind(1, before.value_or(std::numeric_limits<qint64>::max())).bind(4, limit);
    bindFilter(page, filter);
    QList<DeliveryRow> rows;
    for (;;) {
        const Result<bool> row = page.step();
        if (!row)
            return row.error();
        if (!*row)
            return rows;
        const Result<DeliveryDetails> details = completed(workspace, page);
        if (!details)
            return details.error();
        rows.append(details->row);
    }
}

Result<DeliveryDetails> deliveryDetails(Database& workspace, qint64 id)
{
    const Transaction snapshot(workspace, Transaction::Kind::Read);
    if (!snapshot.begun())
        return snapshot.begun().error();
    Statement one(workspace, columns + " WHERE d.id=?");
    one.bind(1, id);
    const Result<bool> found = one.step();
    if (!found)
        return found.error();
    if (!*found)
        return Error{ErrorKind::NotFound, {QStringLiteral("delivery"), QString::number(id)}, {}};
    const std::optional<qint64> messageId = one.optionalInteger(11);
    Result<DeliveryDetails> details = completed(workspace, one);
    if (!details || !messageId || details->row.state == DeliveryState::NotSent)
        return details;
    if (const Result<void> added = addBody(workspace, *messageId, *details); !added)
        return added.error();
    if (const Result<void> added = addAttempts(workspace, *messageId, *details); !added)
        return added.error();
    return details;
}

Result<DeliveryTotals> deliveryTotals(Database& workspace)
{
    Statement totals(
        workspace, "SELECT state, sum(n) FROM run_tally WHERE state IN (0,2,3) AND reason<>? GROUP BY state");
    totals.bind(1, static_cast<int>(Reason::LeftAsIs));
    DeliveryTotals sums;
    for (;;) {
        const Result<bool> row = totals.step();
        if (!row)
            return row.error();
        if (!*row)
            return sums;
        const auto state = static_cast<DeliveryState>(totals.integer(0));
        qint64& sum = state == DeliveryState::Queued ? sums.queued
            : state == DeliveryState::Failed         ? sums.failed
                                                     : sums.uncertain;
        sum = totals.integer(1);
    }
}

} // namespace wd
