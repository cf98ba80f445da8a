-- Times are milliseconds since 1970-01-01 UTC: `received_at` by the collector's clock, `sent_at`
-- by the customer's, which may be wrong. Ids are UUIDs in lower case. Slugs name an article
-- within a language.

CREATE TABLE votes (
    id          TEXT    NOT NULL PRIMARY KEY,
    received_at INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    lang        TEXT    NOT NULL,
    slug        TEXT    NOT NULL,
    helpful     INTEGER NOT NULL,
    reason      TEXT,
    comment     TEXT,
    -- The earlier vote that this one takes the place of. It may arrive later, or never.
    replaces    TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX votes_replaces ON votes (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE messages (
    id          TEXT    NOT NULL PRIMARY KEY,
    reference   TEXT    NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    lang        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    email       TEXT    NOT NULL,
    topic       TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    -- Where the customer was, as far as it was left in.
    search      TEXT,
    article     TEXT,
    page        TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX messages_received_at ON messages (received_at);
