-- What the rivals of the ingest scenario store.
CREATE TABLE event (
    id          text PRIMARY KEY,
    body        bytea  NOT NULL,
    received_at bigint NOT NULL
);
