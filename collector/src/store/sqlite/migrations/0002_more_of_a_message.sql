-- Answers to the site's own questions: a JSON object of ids and texts.
ALTER TABLE messages ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
-- What was searched for and read before the last: JSON lists, the last first.
ALTER TABLE messages ADD COLUMN searches TEXT NOT NULL DEFAULT '[]';
ALTER TABLE messages ADD COLUMN articles TEXT NOT NULL DEFAULT '[]';
