-- Of a deleted segment: what the names in its rule meant, as {"list":{"name":"uuid"},…}. A name may be another one's
-- before it is restored.
ALTER TABLE segment ADD COLUMN meant TEXT;
