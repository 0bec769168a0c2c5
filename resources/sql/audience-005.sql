-- Ids that a list's file named and nobody had: whoever has one later is on the list. kind: 0 a login id, 1 a visitor id.
CREATE TABLE list_unknown(list_id INTEGER NOT NULL, kind INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY(list_id, kind, id)) STRICT, WITHOUT ROWID;
-- The name that rules, which are in the other file, may have the list by still.
ALTER TABLE list ADD COLUMN renamed_from TEXT;
