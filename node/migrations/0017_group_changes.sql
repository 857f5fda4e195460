-- A group of employers can change and come to an end: by the revision that was read nobody writes over somebody else's
-- change, and a group that has ended stays as it was.
ALTER TABLE employer_groups ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision > 0);
ALTER TABLE employer_groups ADD COLUMN ended_on TEXT;
