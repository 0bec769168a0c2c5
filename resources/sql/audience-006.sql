-- The ids that lists wait for stay while an import can take them back from who has them now. import_id: the import by
-- which somebody came to have it; NULL: it waits. person_id: who is on the list for that id alone.
ALTER TABLE list_unknown ADD COLUMN import_id INTEGER;
ALTER TABLE list_unknown ADD COLUMN person_id INTEGER;
