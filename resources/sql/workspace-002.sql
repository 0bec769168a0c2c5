-- The attempts made before an operator last sent the message again: they are no part of its retry schedule any more.
ALTER TABLE message ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
