-- Answers to the site's own questions: a JSON object of ids and texts.
ALTER TABLE messages ADD COLUMN fields TEXT NOT NULL DEFAULT '{}';
