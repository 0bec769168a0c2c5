-- How many people of a run are in which state. Whom a later run of the campaign has, too, counts there alone.
CREATE VIEW run_tally(run_id, state, reason, n) AS
    SELECT run_id, state, reason, n FROM run_count UNION ALL SELECT run_id, state, reason, -n FROM run_again;
