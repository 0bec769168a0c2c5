-- An id of a person or event is given once, as before. AUTOINCREMENT promises that by reading and writing a table of
-- its own at every insert, a third of the time that one takes; here the few deletions keep the highest id that is gone.
-- Without the word nothing else of the file changes: sqlite.org/lang_altertable.html, "Making Other Kinds Of Table
-- Schema Changes".
CREATE TABLE gone_id(of TEXT PRIMARY KEY, id INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO gone_id SELECT kind.value, coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name=kind.value), 0)
    FROM json_each('["person","event"]') kind;
DELETE FROM sqlite_sequence WHERE name IN ('person', 'event');
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql=replace(sql, 'PRIMARY KEY AUTOINCREMENT', 'PRIMARY KEY')
    WHERE type='table' AND name IN ('person', 'event');
PRAGMA writable_schema=RESET;
CREATE TRIGGER person_gone AFTER DELETE ON person WHEN old.id>(SELECT id FROM gone_id WHERE of='person')
    BEGIN UPDATE gone_id SET id=old.id WHERE of='person'; END;
CREATE TRIGGER event_gone AFTER DELETE ON event WHEN old.id>(SELECT id FROM gone_id WHERE of='event')
    BEGIN UPDATE gone_id SET id=old.id WHERE of='event'; END;
