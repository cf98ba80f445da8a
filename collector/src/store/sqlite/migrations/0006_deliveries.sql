-- What has to be handed on of each message, and how far that is. Times as in the other tables.
CREATE TABLE deliveries (
    message_id TEXT    NOT NULL,
    -- `team`, `copy` or `webhook:NAME`.
    target     TEXT    NOT NULL,
    -- When to try next; NULL once it is done or given up.
    due_at     INTEGER,
    attempts   INTEGER NOT NULL DEFAULT 0,
    done_at    INTEGER,
    -- What the last attempt failed with.
    error      TEXT,
    PRIMARY KEY (message_id, target)
) STRICT, WITHOUT ROWID;

CREATE INDEX deliveries_due ON deliveries (target, due_at) WHERE due_at IS NOT NULL;

-- When somebody said that it was answered.
ALTER TABLE messages ADD COLUMN answered_at INTEGER;

-- For the copies that an address has had, and for what is kept of a person.
CREATE INDEX messages_email ON messages (lower(email));
