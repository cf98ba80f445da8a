-- What sites may ask for besides votes. Ids are the 16 bytes of the UUID: these are many rows.

CREATE TABLE searches (
    id          BLOB    NOT NULL PRIMARY KEY,
    received_at INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    lang        TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    hits        INTEGER NOT NULL,
    -- Position of the result that was opened first, from 1; NULL where none was.
    chosen      INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX searches_received_at ON searches (received_at);

CREATE TABLE views (
    id          BLOB    NOT NULL PRIMARY KEY,
    received_at INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    lang        TEXT    NOT NULL,
    slug        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX views_received_at ON views (received_at);

CREATE TABLE visits (
    id          BLOB    NOT NULL PRIMARY KEY,
    received_at INTEGER NOT NULL,
    sent_at     INTEGER NOT NULL,
    lang        TEXT    NOT NULL,
    outcome     TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX visits_received_at ON visits (received_at);
CREATE INDEX votes_received_at ON votes (received_at);
