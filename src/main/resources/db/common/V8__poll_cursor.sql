-- Where the polling of each flow stands. Rows up to the cursor are dealt with; one process reads at a time.
create table poll_cursor (
    flow         varchar(200)  primary key,
    kind         varchar(20)   not null,         -- integer, timestamp, local-timestamp, text
    place        varchar(1000) not null,         -- the cursor itself
    version      bigint        not null,
    owner        varchar(120)  not null,         -- who reads; empty: nobody
    lease_until  bigint        not null,         -- milliseconds, by the clock of this database
    rows_done    bigint        not null,         -- rows handed on, in all
    moved_at     bigint        not null,
    ended_at     bigint        not null,         -- when the last round ended
    last_error   varchar(1000) not null          -- why the last round failed; empty: it did not
);
