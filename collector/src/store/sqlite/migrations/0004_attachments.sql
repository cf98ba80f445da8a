-- Files that came with it: a JSON list. The files themselves lie in a folder beside the database.
ALTER TABLE messages ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
