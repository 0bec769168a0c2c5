ALTER TABLE property ADD COLUMN label_en TEXT;
ALTER TABLE property ADD COLUMN label_zh TEXT;
ALTER TABLE property ADD COLUMN choices TEXT;

-- `mapping` becomes the options and columns of the import as JSON. first_person and first_event: the ids from which on
-- rows are its own. complete_before: 数据截至 of its events before it, as JSON, for undo.
ALTER TABLE import ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN people_added INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN ended_at INTEGER;
ALTER TABLE import ADD COLUMN first_person INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN first_event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE import ADD COLUMN complete_before TEXT;
CREATE INDEX import_digest ON import(digest);
-- Rows that were refused: their fields as a JSON array, and why.
CREATE TABLE import_failed(import_id INTEGER NOT NULL, line INTEGER NOT NULL, fields TEXT NOT NULL, error TEXT NOT NULL,
    PRIMARY KEY(import_id, line)) STRICT, WITHOUT ROWID;
