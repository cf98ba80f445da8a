-- What the customer agreed to and when by the customer's clock; NULL where nothing was asked.
ALTER TABLE messages ADD COLUMN consent TEXT;
ALTER TABLE messages ADD COLUMN consent_at INTEGER;
-- Whether the customer calls it a complaint, and wants a copy by mail.
ALTER TABLE messages ADD COLUMN complaint INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN copy INTEGER NOT NULL DEFAULT 0;
