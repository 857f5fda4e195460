-- What the person agreed to, as the sender signed its hash: kept by the receiver, who works on the file because of it.
ALTER TABLE handovers ADD COLUMN consent_record TEXT CHECK (consent_record IS NULL OR side = 'receiver');
