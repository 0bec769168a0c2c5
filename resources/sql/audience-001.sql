CREATE TABLE attribute(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, label_en TEXT, label_zh TEXT, type INTEGER NOT NULL,
    user_kind INTEGER NOT NULL, choices TEXT) STRICT;

-- One column a<attribute.id> is added per attribute.
CREATE TABLE person(id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL DEFAULT 0, login_id TEXT, visitor_id TEXT,
    import_id INTEGER, erased_at INTEGER, CHECK(login_id IS NOT NULL OR visitor_id IS NOT NULL)) STRICT;
CREATE UNIQUE INDEX person_login ON person(source_id, login_id) WHERE login_id IS NOT NULL;
CREATE UNIQUE INDEX person_visitor ON person(source_id, visitor_id) WHERE visitor_id IS NOT NULL;

CREATE TABLE event_name(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, label_en TEXT, label_zh TEXT, complete_until INTEGER) STRICT;
CREATE TABLE property(id INTEGER PRIMARY KEY, event_name_id INTEGER NOT NULL, key TEXT NOT NULL, type INTEGER NOT NULL,
    UNIQUE(event_name_id, key)) STRICT;

-- One REAL column p<property.id> is added per number property.
CREATE TABLE event(id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER NOT NULL, name_id INTEGER NOT NULL, at INTEGER NOT NULL,
    live INTEGER NOT NULL, import_id INTEGER, key BLOB, properties TEXT) STRICT;
CREATE INDEX event_time ON event(name_id, at, person_id);
CREATE INDEX event_person ON event(name_id, person_id, at);
CREATE UNIQUE INDEX event_key ON event(key) WHERE key IS NOT NULL;

CREATE TABLE list(id INTEGER PRIMARY KEY, uuid BLOB NOT NULL UNIQUE, name TEXT NOT NULL,
    created_by TEXT, created_at INTEGER NOT NULL, updated_by TEXT, updated_at INTEGER NOT NULL, deleted_at INTEGER) STRICT;
CREATE TABLE list_member(list_id INTEGER NOT NULL, person_id INTEGER NOT NULL, PRIMARY KEY(list_id, person_id)) STRICT, WITHOUT ROWID;

CREATE TABLE import(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, file TEXT NOT NULL, digest BLOB NOT NULL,
    mapping TEXT NOT NULL, rows_done INTEGER NOT NULL, added INTEGER NOT NULL, updated INTEGER NOT NULL,
    skipped INTEGER NOT NULL, failed INTEGER NOT NULL, state INTEGER NOT NULL) STRICT;
-- Before-images, for undo.
CREATE TABLE import_before(import_id INTEGER NOT NULL, person_id INTEGER NOT NULL, before TEXT NOT NULL,
    PRIMARY KEY(import_id, person_id)) STRICT, WITHOUT ROWID;
