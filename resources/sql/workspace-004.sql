-- What waits is looked for by its run: no run has to walk over another one's messages.
DROP INDEX message_due;
CREATE INDEX message_waiting ON message(run_id, due_at) WHERE state=1;

-- A run whose people are not all in a request was not over: its campaign (3 finished) is sending it (2 active).
UPDATE run SET state=1 WHERE state=6 AND ended_at IS NULL AND EXISTS(SELECT 1 FROM delivery d
    WHERE d.id BETWEEN run.claimed_to+1 AND run.last_id AND d.run_id=run.id AND d.state=0);
UPDATE campaign SET state=2 WHERE state=3
    AND EXISTS(SELECT 1 FROM run r WHERE r.campaign_id=campaign.id AND r.state=1 AND r.ended_at IS NULL);

-- The newest run of a campaign when it went online last; 0: there was none. A time of day would not do, as a clock can
-- be set back. Of runs, state 5 is one that never began.
ALTER TABLE campaign ADD COLUMN online_after INTEGER NOT NULL DEFAULT 0;
UPDATE campaign SET online_after=coalesce((SELECT max(r.id) FROM run r WHERE r.campaign_id=campaign.id AND r.state<>5
    AND r.started_at<campaign.online_at AND NOT (campaign.state IN (2,4) AND r.ended_at IS NULL AND r.state<>6)), 0);
