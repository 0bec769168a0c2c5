// Sending again by hand: the one place where a delivery that had an outcome is queued once more.
#include "models/sending/outbox.h"

#include "models/base/ids.h"
#include "models/base/reason.h"
#include "models/sending/outboxsettling.h"
#include "models/sending/outboxstatements.h"
#include "models/storage/step.h"

#include <QMap>

#include <algorithm>

namespace wd {

namespace {

struct Chosen {
    QueuedDelivery delivery;
    DeliveryState state = DeliveryState::Failed;
    int reason = 0;
};

// By a message's own people: an index on message_id does not exist.
QByteArray peopleOf(const OutboxMessage& message)
{
    return message.firstId ? " WHERE id BETWEEN ?1 AND ?2 AND +run_id=?3"
                           : " WHERE id IN (SELECT delivery_id FROM message_member WHERE message_id=?4)"
                             " AND ?1 IS NULL AND ?2=0 AND +run_id=?3";
}

Statement& bound(Statement& statement, const OutboxMessage& message, qint64 messageId)
{
    statement.bind(1, message.firstId).bind(2, message.lastId).bind(3, message.runId);
    return statement.bind(4, messageId);
}

bool isLeftAsIs(const Chosen& person)
{
    return person.state == DeliveryState::Uncertain && person.reason == static_cast<int>(Reason::LeftAsIs);
}

// Its body names them all and never changes: sent as it is, it reaches whoever stands in it. Who was left out of it
// has no message; who went out in another one since has that. Whom the operator left as he is must not be reached by
// what he orders for others.
bool isWholeAndUncertain(
    Step& step, Database& database, qint64 messageId, const OutboxMessage& message, const QList<Chosen>& chosen)
{
    if (std::none_of(chosen.begin(), chosen.end(),
            [](const Chosen& person) { return person.state == DeliveryState::Uncertain; }))
        return false;
    Statement people(database,
        "SELECT coalesce(sum(NOT (state=3 AND message_id=?4) AND NOT (state=4 AND message_id IS NULL)),0),"
        " coalesce(sum(state=3 AND message_id=?4 AND reason=?5),0) FROM delivery"
            + peopleOf(message));
    bound(people, message, messageId).bind(5, static_cast<int>(Reason::LeftAsIs));
    if (!step.next(people))
        return false;
    return people.integer(0) == 0 && people.integer(1) == std::count_if(chosen.begin(), chosen.end(), isLeftAsIs);
}

// By message, in order. Who is accepted, not sent, cancelled, or on the way again is not among them.
QMap<qint64, QList<Chosen>> chosenByMessage(Step& step, Database& database, QList<qint64> deliveries)
{
    std::sort(deliveries.begin(), deliveries.end());
    deliveries.erase(std::unique(deliveries.begin(), deliveries.end()), deliveries.end());
    Statement find(database,
        "SELECT message_id, person_id, recipient, data, state, reason FROM delivery"
        " WHERE id=? AND state IN (2,3) AND message_id IS NOT NULL");
    QMap<qint64, QList<Chosen>> chosen;
    for (const qint64 id : std::as_const(deliveries)) {
        find.bind(1, id);
        if (step.next(find))
            chosen[find.integer(0)].append({{id, find.integer(1), find.text(2), find.blob(3)},
                static_cast<DeliveryState>(find.integer(4)), int(find.integer(5))});
        find.reset();
    }
    return chosen;
}

// Not of a run that is just going offline (state 3: Cancelled), nor where nobody would see it: of a deleted campaign.
// Nothing goes out through a removed channel.
void checkState(Step& step, Database& database, qint64 runId)
{
    Statement run(database,
        "SELECT r.state=3 AND r.ended_at IS NULL, c.deleted_at IS NOT NULL, h.name FROM run r"
        " JOIN campaign c ON c.id=r.campaign_id"
        " LEFT JOIN channel h ON h.id=(CASE WHEN json_valid(r.plan) THEN json_extract(r.plan,'$.channelId') END)"
        "  AND h.deleted_at IS NOT NULL WHERE r.id=?");
    if (!step.next(run.bind(1, runId)))
        return;
    const QString state = run.integer(1) != 0 ? QStringLiteral("deleted")
        : run.integer(0) != 0                 ? QStringLiteral("finishing")
                                              : QString();
    if (!run.isNull(2))
        step.fail({ErrorKind::NotFound, {QStringLiteral("channel"), run.text(2)}, {}});
    if (!state.isEmpty())
        step.fail({ErrorKind::NotAllowedInState, {QStringLiteral("resend"), state}, {}});
}

class Resending {
public:
    Resending(Step& step, Database& database, OutboxStatements& sql, const QByteArray& epoch, UtcMs now)
        : m_step(step)
        , m_database(database)
        , m_sql(sql)
        , m_epoch(epoch)
        , m_now(now)
    {
    }

    // True: somebody of the message is queued again.
    bool message(qint64 messageId, const OutboxMessage& stored, const QList<Chosen>& chosen, const WishForRun& wishFor)
    {
        if (isWholeAndUncertain(m_step, m_database, messageId, stored, chosen))
            return again(messageId, stored);
        const Result<ClaimWish> wish = wishFor(stored.runId);
        if (!wish) {
            m_step.fail(wish.error());
            return false;
        }
        bool queued = false;
        const qsizetype batch = std::max(1, wish->batch);
        for (qsizetype first = 0; first < chosen.size(); first += batch)
            queued = anew(messageId, stored, chosen.mid(first, batch), wish->render) || queued;
        return queued;
    }

    qint64 people() const { return m_people; }

private:
    bool again(qint64 messageId, const OutboxMessage& message)
    {
        const QByteArray people = peopleOf(message) + " AND message_id=?4 AND +state=3";
        Statement counts(m_database, "SELECT reason, count(*) FROM delivery" + people + " GROUP BY 1");
        bound(counts, message, messageId);
        QList<QPair<int, qint64>> rows;
        while (m_step.next(counts))
            rows.append({int(counts.integer(0)), counts.integer(1)});
        for (const auto& [reason, number] : std::as_const(rows))
            move(message.runId, DeliveryState::Uncertain, reason, number);
        Statement update(m_database, "UPDATE delivery SET state=0, reason=0, detail=NULL" + people);
        m_step.run(bound(update, message, messageId));
        Statement due(m_database, "UPDATE message SET state=1, due_at=?, owner=NULL, spent=attempts WHERE id=?");
        m_step.run(due.bind(1, m_now).bind(2, messageId));
        return !rows.isEmpty();
    }

    // A new message with these people alone. Whom the text leaves out now stays as he is.
    bool anew(qint64 parent, const OutboxMessage& message, const QList<Chosen>& chosen, const RenderMessage& render)
    {
        QList<QueuedDelivery> people;
        for (const Chosen& person : chosen)
            people.append(person.delivery);
        const qint64 id = insert(parent, message.runId);
        const RenderedMessage rendered = render(messageId(m_epoch, id), people);
        if (rendered.people == 0) {
            m_step.run(m_sql.deleteMessage.bind(1, id));
            return false;
        }
        for (const Chosen& person : chosen)
            if (!isLeftOut(person.delivery.id, rendered))
                queue(id, message.runId, person);
        m_step.run(m_sql.messagePeople.bind(1, rendered.people).bind(2, id));
        m_sql.insertBody.bind(1, id).bind(2, rendered.body.bytes).bind(3, rendered.body.lateBytes());
        return m_step.run(m_sql.insertBody);
    }

    qint64 insert(qint64 parent, qint64 runId)
    {
        Statement statement(m_database,
            "INSERT INTO message(epoch, run_id, channel_id, parent_id, n, state, attempts, due_at, first_at)"
            " SELECT ?1, ?2, channel_id, id, 0, 1, 0, ?3, ?3 FROM message WHERE id=?4");
        m_step.run(statement.bind(1, m_epoch).bind(2, runId).bind(3, m_now).bind(4, parent));
        return statement.lastInsertId();
    }

    static bool isLeftOut(qint64 deliveryId, const RenderedMessage& rendered)
    {
        return std::any_of(rendered.leftOut.begin(), rendered.leftOut.end(),
            [deliveryId](const RenderedMessage::LeftOut& person) { return person.deliveryId == deliveryId; });
    }

    void queue(qint64 messageId, qint64 runId, const Chosen& person)
    {
        Statement member(m_database, "INSERT INTO message_member(message_id, delivery_id) VALUES(?,?)");
        m_step.run(member.bind(1, messageId).bind(2, person.delivery.id));
        Statement update(m_database, "UPDATE delivery SET state=0, reason=0, detail=NULL, message_id=? WHERE id=?");
        m_step.run(update.bind(1, messageId).bind(2, person.delivery.id));
        move(runId, person.state, person.reason, 1);
        m_sql.takeAgain.bind(1, runId).bind(2, number(person.state)).bind(3, person.reason);
        m_step.run(m_sql.takeAgain.bind(4, person.delivery.personId));
    }

    void move(qint64 runId, DeliveryState from, int reason, qint64 people)
    {
        m_people += people;
        addCount(m_step, m_sql, runId, from, reason, -people);
        addCount(m_step, m_sql, runId, DeliveryState::Queued, 0, people);
    }

    Step& m_step;
    Database& m_database;
    OutboxStatements& m_sql;
    const QByteArray& m_epoch;
    UtcMs m_now;
    qint64 m_people = 0; // queued again
};

} // namespace

Result<qint64> countToResend(Database& database, const QList<qint64>& deliveries)
{
    Step step(database);
    OutboxStatements sql(database);
    qint64 people = 0;
    const QMap<qint64, QList<Chosen>> chosen = chosenByMessage(step, database, deliveries);
    for (auto message = chosen.begin(); message != chosen.end() && step.ok(); ++message) {
        const std::optional<OutboxMessage> stored = findMessage(step, sql, message.key());
        if (!stored)
            continue;
        if (!isWholeAndUncertain(step, database, message.key(), *stored, message.value())) {
            people += message.value().size();
            continue;
        }
        Statement whole(
            database, "SELECT count(*) FROM delivery" + peopleOf(*stored) + " AND message_id=?4 AND +state=3");
        if (step.next(bound(whole, *stored, message.key())))
            people += whole.integer(0);
    }
    return step.ok() ? Result<qint64>(people) : step.error();
}

Result<Resent> Outbox::resend(const QList<qint64>& deliveries, const WishForRun& wishFor, UtcMs now)
{
    Step step(m_database);
    OutboxStatements& sql = *m_statements;
    Resending resending(step, m_database, sql, m_epoch, now);
    // What is left of a run under way stays part of it (1: Ready); others have nobody to claim any more (6: Resending).
    Statement reopen(m_database, "UPDATE run SET ended_at=NULL, state=CASE state WHEN 1 THEN 1 ELSE 6 END WHERE id=?");
    Resent resent;
    const QMap<qint64, QList<Chosen>> chosen = chosenByMessage(step, m_database, deliveries);
    for (auto message = chosen.begin(); message != chosen.end() && step.ok(); ++message) {
        const std::optional<OutboxMessage> stored = findMessage(step, sql, message.key());
        if (stored)
            checkState(step, m_database, stored->runId);
        if (!stored || !step.ok() || !resending.message(message.key(), *stored, message.value(), wishFor))
            continue;
        step.run(reopen.bind(1, stored->runId));
        if (!resent.runs.contains(stored->runId))
            resent.runs.append(stored->runId);
    }
    if (const Result<void> committed = step.commit(); !committed)
        return committed.error();
    resent.people = resending.people();
    return resent;
}

} // namespace wd
