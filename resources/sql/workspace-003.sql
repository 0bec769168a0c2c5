-- Of what was never built.
DROP TABLE draft;
DROP TABLE contact;
DROP TABLE trigger_state;
DROP TABLE trigger_wait;
DROP TABLE stat;
DROP TABLE latency;
DROP TABLE test;
DROP TABLE note;
DROP TABLE do_not_send;
DROP TABLE test_person;
ALTER TABLE meta DROP COLUMN event_cursor;
ALTER TABLE run DROP COLUMN expires_at;

-- People of a run (failed, not sent or cancelled there) whom a later run of the campaign has, too: they count there.
CREATE TABLE run_again(run_id INTEGER NOT NULL, later_id INTEGER NOT NULL, state INTEGER NOT NULL, reason INTEGER NOT NULL,
    n INTEGER NOT NULL, PRIMARY KEY(run_id, later_id, state, reason)) STRICT, WITHOUT ROWID;
INSERT INTO run_again(run_id, later_id, state, reason, n)
    SELECT run_id, later_id, state, reason, count(*) FROM (
        SELECT d.run_id, d.state, d.reason, (SELECT min(s.id) FROM run s JOIN delivery l ON l.run_id=s.id AND l.person_id=d.person_id
            WHERE s.campaign_id=r.campaign_id AND s.id>r.id) AS later_id
        FROM run r JOIN delivery d ON d.run_id=r.id
        WHERE r.id<(SELECT max(id) FROM run m WHERE m.campaign_id=r.campaign_id) AND d.state IN (2,4,5)
            AND NOT (d.state=4 AND d.reason=5))
    WHERE later_id IS NOT NULL GROUP BY 1, 2, 3, 4;

-- Runs that were over and of which some are sent again (6) are none that their campaign (2 active, 4 paused) is sending.
UPDATE run SET state=6 WHERE state=1 AND ended_at IS NULL
    AND (SELECT c.state NOT IN (2,4) OR run.started_at<coalesce(c.online_at,0) FROM campaign c WHERE c.id=run.campaign_id);

-- A campaign that was missed can be edited and go online again: it is offline (5), not finished (3).
UPDATE campaign SET state=5 WHERE state=3
    AND (SELECT r.state FROM run r WHERE r.campaign_id=campaign.id ORDER BY r.id DESC LIMIT 1)=4;
