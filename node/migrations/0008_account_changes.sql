-- Accounts that may not sign in any more, and problems of hand-overs as a code instead of a sentence.

ALTER TABLE accounts ADD COLUMN disabled_at_ms INTEGER;

UPDATE handovers SET problem = CASE side WHEN 'receiver' THEN 'cannot-be-opened' ELSE 'offer-not-taken' END
WHERE problem IS NOT NULL;
