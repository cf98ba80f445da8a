-- Times are milliseconds since 1970-01-01 UTC: `received_at` by the collector's clock, `sent_at`
-- by the customer's, which may be wrong. Slugs name an article within a language. Keys are UUIDs
-- of version 7, so that new rows go to the end of their index, and tables can be partitioned by
-- the month within their key.

CREATE TABLE votes (
    id          UUID    NOT NULL PRIMARY KEY,
    received_at BIGINT  NOT NULL,
    sent_at     BIGINT  NOT NULL,
    lang        TEXT    NOT NULL,
    slug        TEXT    NOT NULL,
    helpful     BOOLEAN NOT NULL,
    reason      TEXT,
    comment     TEXT,
    -- The earlier vote that this one takes the place of. It may arrive later, or never.
    replaces    UUID
);
CREATE INDEX votes_received_at ON votes (received_at);
CREATE INDEX votes_replaces ON votes (replaces) WHERE replaces IS NOT NULL;

CREATE TABLE searches (
    id          UUID    NOT NULL PRIMARY KEY,
    received_at BIGINT  NOT NULL,
    sent_at     BIGINT  NOT NULL,
    lang        TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    hits        BIGINT  NOT NULL,
    -- Position of the result that was opened first, from 1; NULL where none was.
    chosen      BIGINT
);
CREATE INDEX searches_received_at ON searches (received_at);

CREATE TABLE views (
    id          UUID    NOT NULL PRIMARY KEY,
    received_at BIGINT  NOT NULL,
    sent_at     BIGINT  NOT NULL,
    lang        TEXT    NOT NULL,
    slug        TEXT    NOT NULL
);
CREATE INDEX views_received_at ON views (received_at);

CREATE TABLE visits (
    id          UUID    NOT NULL PRIMARY KEY,
    received_at BIGINT  NOT NULL,
    sent_at     BIGINT  NOT NULL,
    lang        TEXT    NOT NULL,
    outcome     TEXT    NOT NULL
);
CREATE INDEX visits_received_at ON visits (received_at);

CREATE TABLE messages (
    id          UUID    NOT NULL PRIMARY KEY,
    reference   TEXT    NOT NULL UNIQUE,
    received_at BIGINT  NOT NULL,
    sent_at     BIGINT  NOT NULL,
    lang        TEXT    NOT NULL,
    name        TEXT    NOT NULL,
    email       TEXT    NOT NULL,
    topic       TEXT    NOT NULL,
    message     TEXT    NOT NULL,
    -- Where the customer was, as far as it was left in.
    search      TEXT,
    article     TEXT,
    page        TEXT,
    -- JSON as text, because `jsonb` refuses a character that customers may send. `fields`: answers
    -- to the site's own questions. `searches`, `articles`: what came before the last, the last first.
    fields      TEXT    NOT NULL,
    searches    TEXT    NOT NULL,
    articles    TEXT    NOT NULL,
    attachments TEXT    NOT NULL,
    -- What the customer agreed to, and when by the customer's clock; NULL where nothing was asked.
    consent     TEXT,
    consent_at  BIGINT,
    complaint   BOOLEAN NOT NULL,
    copy        BOOLEAN NOT NULL,
    -- When somebody said that it was answered.
    answered_at BIGINT
);
CREATE INDEX messages_received_at ON messages (received_at);
CREATE INDEX messages_email ON messages (lower(email));

-- What has to be handed on of each message, and how far that is.
CREATE TABLE deliveries (
    message_id  UUID    NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- `team`, `copy` or `webhook:NAME`.
    target      TEXT    NOT NULL,
    -- When to try next; NULL once it is done or given up.
    due_at      BIGINT,
    attempts    INTEGER NOT NULL DEFAULT 0,
    done_at     BIGINT,
    -- What the last attempt failed with.
    error       TEXT,
    PRIMARY KEY (message_id, target)
);
CREATE INDEX deliveries_due ON deliveries (target, due_at) WHERE due_at IS NOT NULL;
