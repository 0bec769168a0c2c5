-- Several refused rows may begin on one line, as those of a JSON array do: `number` counts them, in the order of the file.
CREATE TABLE new_import_failed(import_id INTEGER NOT NULL, number INTEGER NOT NULL, line INTEGER NOT NULL,
    fields TEXT NOT NULL, error TEXT NOT NULL, PRIMARY KEY(import_id, number)) STRICT, WITHOUT ROWID;
INSERT INTO new_import_failed
    SELECT import_id, row_number() OVER (PARTITION BY import_id ORDER BY line), line, fields, error FROM import_failed;
DROP TABLE import_failed;
ALTER TABLE new_import_failed RENAME TO import_failed;
