ALTER TABLE property ADD COLUMN label_en TEXT;
ALTER TABLE property ADD COLUMN label_zh TEXT;
ALTER TABLE property ADD COLUMN choices TEXT;
