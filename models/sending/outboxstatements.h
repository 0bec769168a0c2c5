// The outbox's prepared statements. Planner traps noted where they bite.
#pragma once

#include "models/storage/statement.h"

namespace wd {

struct OutboxStatements {
    explicit OutboxStatements(Database& d)
        : db(d)
    {
    }

    Database& db;

    Statement insertRun{
        db, "INSERT INTO run(campaign_id, occurrence, state, priority, plan, started_at) VALUES(?,?,?,0,?,?)"};
    Statement extendRun{db,
        "UPDATE run SET first_id=coalesce(first_id,?1), last_id=?2, claimed_to=coalesce(claimed_to,?1-1) WHERE id=?3"};
    Statement readyRun{db, "UPDATE run SET state=1 WHERE id=? AND state=0"};
    Statement endRun{db,
        "UPDATE run SET state=CASE state WHEN 1 THEN 2 ELSE state END, ended_at=?"
        " WHERE id=? AND ended_at IS NULL AND state<>0"};
    Statement advanceRun{db, "UPDATE run SET claimed_to=? WHERE id=?"};
    Statement runChannel{db, "SELECT json_extract(plan,'$.channelId') FROM run WHERE id=? AND state=1"};

    Statement campaignState{db, "UPDATE campaign SET state=?, next_at=NULL WHERE id=?"};

    Statement addCount{db,
        "INSERT INTO run_count(run_id, state, reason, n) VALUES(?,?,?,?)"
        " ON CONFLICT DO UPDATE SET n=n+excluded.n"};
    Statement queuedCount{db, "SELECT n FROM run_count WHERE run_id=? AND state=0 AND reason=0"};

    Statement earlierRuns{db,
        "SELECT e.id FROM run r JOIN run e ON e.campaign_id=r.campaign_id AND e.id<r.id"
        " WHERE r.id=? AND e.state NOT IN (4,5) ORDER BY e.id DESC"};
    Statement earlierDelivery{db, "SELECT state, reason FROM delivery WHERE run_id=? AND person_id=?"};
    Statement addAgain{db,
        "INSERT INTO run_again(run_id, later_id, state, reason, n) VALUES(?,?,?,?,?)"
        " ON CONFLICT DO UPDATE SET n=n+excluded.n"};
    // Counted in its own run from now on. Not sent (state 4) for reason 5 is "already reached", which counts nowhere.
    Statement takeAgain{db,
        "UPDATE run_again SET n=n-1 WHERE run_id=?1 AND state=?2 AND reason=?3 AND later_id="
        "(SELECT min(s.id) FROM run r JOIN run s ON s.campaign_id=r.campaign_id AND s.id>r.id AND s.state<>5"
        " JOIN delivery l ON l.run_id=s.id AND l.person_id=?4 AND NOT(l.state=4 AND l.reason=5) WHERE r.id=?1)"};

    Statement insertDelivery{
        db, "INSERT INTO delivery(run_id, person_id, recipient, state, reason, detail, data) VALUES(?,?,?,?,?,?,?)"};
    // `+run_id`: without the plus the planner walks the UNIQUE index over the whole run.
    Statement nextQueued{db,
        "SELECT id, person_id, recipient, data FROM delivery"
        " WHERE id>(SELECT claimed_to FROM run WHERE id=?1) AND id<=(SELECT last_id FROM run WHERE id=?1)"
        " AND +run_id=?1 AND state=0 ORDER BY id LIMIT ?2"};
    Statement leaveOut{db, "UPDATE delivery SET state=4, reason=?, detail=? WHERE id=?"};
    Statement settleRange{db,
        "UPDATE delivery SET state=?, reason=?, detail=?, message_id=?"
        " WHERE id BETWEEN ? AND ? AND +run_id=? AND state=0"};
    Statement settleMembers{db,
        "UPDATE delivery SET state=?, reason=?, detail=?, message_id=?"
        " WHERE id IN (SELECT delivery_id FROM message_member WHERE message_id=?) AND state=0"};
    Statement queuedOfRange{
        db, "SELECT id, recipient FROM delivery WHERE id BETWEEN ? AND ? AND +run_id=? AND state=0"};
    Statement queuedMembers{db,
        "SELECT id, recipient FROM delivery"
        " WHERE id IN (SELECT delivery_id FROM message_member WHERE message_id=?) AND state=0"};
    Statement settleOne{db, "UPDATE delivery SET state=?, reason=?, detail=?, message_id=? WHERE id=?"};

    Statement insertMessage{db,
        "INSERT INTO message(epoch, run_id, channel_id, first_id, last_id, n, state, attempts, owner, first_at)"
        " VALUES(?,?,?,?,?,?,0,1,?,?)"};
    Statement messagePeople{db, "UPDATE message SET n=? WHERE id=?"};
    Statement deleteMessage{db, "DELETE FROM message WHERE id=?"};
    Statement messageRow{
        db, "SELECT m.run_id, m.first_id, m.last_id, r.state FROM message m JOIN run r ON r.id=m.run_id WHERE m.id=?"};
    Statement messageWaits{db, "UPDATE message SET state=1, due_at=?, owner=NULL WHERE id=?"};
    Statement messageFinished{db, "UPDATE message SET state=2, due_at=NULL, owner=NULL WHERE id=?"};
    Statement reclaimMessage{db, "UPDATE message SET state=0, attempts=attempts+1, due_at=NULL, owner=? WHERE id=?"};
    // state=1 as a literal: a bound one would not use the partial index. Of a cancelled run nothing goes out (run
    // states 1 and 6 are Ready and Resending), and nothing of a paused campaign (state 4). Attempts that this program
    // ended itself use up no retry.
    Statement dueMessages{db,
        "SELECT m.id, m.epoch, m.channel_id, m.n, m.attempts,"
        " (SELECT count(*) FROM attempt a WHERE a.message_id=m.id AND a.number>m.spent AND a.outcome IN (2,3)),"
        " EXISTS(WITH RECURSIVE line(id) AS (SELECT m.id UNION ALL SELECT p.parent_id FROM line JOIN message p"
        "  ON p.id=line.id WHERE p.parent_id IS NOT NULL)"
        "  SELECT 1 FROM line JOIN attempt a ON a.message_id=line.id WHERE a.outcome IN (1,3,6))"
        " FROM message m INDEXED BY message_waiting JOIN run r ON r.id=m.run_id JOIN campaign c ON c.id=r.campaign_id"
        " WHERE m.run_id=?1 AND m.state=1 AND m.due_at<=?2 AND r.state IN (1,6) AND c.state<>4"
        " ORDER BY m.due_at LIMIT ?3"};
    Statement nextRetry{db,
        "SELECT m.due_at FROM message m INDEXED BY message_waiting"
        " JOIN run r ON r.id=m.run_id JOIN campaign c ON c.id=r.campaign_id"
        " WHERE m.run_id=?1 AND m.state=1 AND r.state IN (1,6) AND c.state<>4 ORDER BY m.due_at LIMIT 1"};
    Statement insertBody{db, "INSERT INTO message_body(message_id, body, slots) VALUES(?,?,?)"};
    Statement readBody{db, "SELECT body, slots FROM message_body WHERE message_id=?"};

    // Also by the message that its people were in before they were sent to again: whoever of it was uncertain, or was
    // accepted with it (1), though the answer did not say so of him, may have it.
    Statement maybeAccepted{db,
        "WITH RECURSIVE line(id) AS (SELECT ?1 UNION ALL SELECT m.parent_id FROM line JOIN message m ON m.id=line.id"
        "  WHERE m.parent_id IS NOT NULL)"
        " SELECT 1 FROM line JOIN attempt a ON a.message_id=line.id WHERE a.outcome IN (1,3,6) LIMIT 1"};
    Statement insertAttempt{
        db, "INSERT INTO attempt(message_id, number, at, outcome, http, ms, bytes, detail) VALUES(?,?,?,?,?,?,?,?)"};
};

} // namespace wd
