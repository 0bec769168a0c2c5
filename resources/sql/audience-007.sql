-- A place on a list is that of an id: with the person who has it, or in list_unknown while nobody does. Whoever takes
-- the id from somebody, such as the undoing of an import, finds the place by it. One person may have several places.
-- after_import: the newest import when the person got the place; 0: that was before places were kept so.
CREATE TABLE new_list_member(list_id INTEGER NOT NULL, person_id INTEGER NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL,
    after_import INTEGER NOT NULL, PRIMARY KEY(list_id, person_id, kind, id)) STRICT, WITHOUT ROWID;

-- Which kind of ids a list names was kept with those that it waits or waited for alone; visitors show by members who
-- never logged in, too.
CREATE TEMP TABLE list_kind AS SELECT l.id AS list_id, coalesce((SELECT max(u.kind) FROM list_unknown u WHERE u.list_id=l.id),
    EXISTS(SELECT 1 FROM list_member m JOIN person p ON p.id=m.person_id WHERE m.list_id=l.id AND p.login_id IS NULL)) AS kind
    FROM list l;

-- Whoever is on a list for an id that came by an import alone; then those who were on it anyway and had another visitor id
-- before.
INSERT INTO new_list_member SELECT list_id, person_id, kind, id, import_id FROM list_unknown WHERE person_id IS NOT NULL;
DELETE FROM list_unknown WHERE person_id IS NOT NULL;
UPDATE list_unknown SET person_id=(SELECT p.id FROM person p WHERE p.source_id=0 AND p.visitor_id=list_unknown.id
    AND p.erased_at IS NULL) WHERE import_id IS NOT NULL AND kind=1;
INSERT OR IGNORE INTO new_list_member SELECT list_id, person_id, kind, id, import_id FROM list_unknown WHERE person_id IS NOT NULL
    UNION ALL SELECT u.list_id, p.id, 0, p.login_id, 0 FROM list_unknown u CROSS JOIN person p ON p.id=u.person_id
        WHERE p.login_id IS NOT NULL;
DELETE FROM list_unknown WHERE person_id IS NOT NULL;
ALTER TABLE list_unknown DROP COLUMN import_id;
ALTER TABLE list_unknown DROP COLUMN person_id;

-- By which id the other members were named was not kept.
INSERT OR IGNORE INTO new_list_member SELECT m.list_id, p.id,
    iif(k.kind=0, p.login_id IS NULL, p.visitor_id IS NOT NULL),
    iif(k.kind=0, coalesce(p.login_id, p.visitor_id), coalesce(p.visitor_id, p.login_id)), 0
    FROM list_kind k CROSS JOIN list_member m ON m.list_id=k.list_id CROSS JOIN person p ON p.id=m.person_id
    WHERE NOT EXISTS(SELECT 1 FROM new_list_member n WHERE n.list_id=m.list_id AND n.person_id=m.person_id);
DROP TABLE list_kind;
DROP TABLE list_member;
ALTER TABLE new_list_member RENAME TO list_member;

-- People whose import was undone have no places.
INSERT OR IGNORE INTO list_unknown(list_id, kind, id) SELECT m.list_id, m.kind, m.id
    FROM list_member m CROSS JOIN person p ON p.id=m.person_id WHERE p.erased_at=0;
DELETE FROM list_member WHERE EXISTS(SELECT 1 FROM person p WHERE p.id=list_member.person_id AND p.erased_at=0);
