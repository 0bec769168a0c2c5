-- An id is given once: what is kept of an attribute, event or property that was removed says nothing about another one.
CREATE TABLE new_attribute(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, label_en TEXT, label_zh TEXT,
    type INTEGER NOT NULL, user_kind INTEGER NOT NULL, choices TEXT) STRICT;
INSERT INTO new_attribute SELECT id, key, label_en, label_zh, type, user_kind, choices FROM attribute;
DROP TABLE attribute;
ALTER TABLE new_attribute RENAME TO attribute;

CREATE TABLE new_event_name(id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, label_en TEXT,
    label_zh TEXT, complete_until INTEGER) STRICT;
INSERT INTO new_event_name SELECT id, key, label_en, label_zh, complete_until FROM event_name;
DROP TABLE event_name;
ALTER TABLE new_event_name RENAME TO event_name;

CREATE TABLE new_property(id INTEGER PRIMARY KEY AUTOINCREMENT, event_name_id INTEGER NOT NULL, key TEXT NOT NULL,
    type INTEGER NOT NULL, label_en TEXT, label_zh TEXT, choices TEXT, UNIQUE(event_name_id, key)) STRICT;
INSERT INTO new_property SELECT id, event_name_id, key, type, label_en, label_zh, choices FROM property;
DROP TABLE property;
ALTER TABLE new_property RENAME TO property;

-- Before-images may speak of attributes that are gone already.
DELETE FROM sqlite_sequence WHERE name='attribute';
INSERT INTO sqlite_sequence(name, seq) SELECT 'attribute', max(
    coalesce((SELECT max(id) FROM attribute), 0),
    coalesce((SELECT max(CAST(substr(image.key, 2) AS INTEGER)) FROM import_before,
        json_tree(iif(json_valid(before), before, '[]')) image WHERE image.key GLOB 'a[0-9]*'), 0));
