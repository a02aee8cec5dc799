-- Webhooks as they came in, after proof and decryption. A row stays as the key by which a repetition is known.
create table inbox_event (
    event_id      varchar(64)  primary key,         -- hash of endpoint, tenant and event key
    endpoint      varchar(100) not null,
    type          varchar(100) not null,
    tenant        varchar(200) not null,
    event_key     varchar(400) not null,            -- as it is shown, and told to targets
    body          bytea        not null,            -- bytes and not text: an event may hold what no text column takes
    headers       varchar(2000) not null,           -- chosen ones, as JSON
    proven        boolean      not null,            -- false if who knows the address could have made it
    user_key      varchar(300),
    event_time    bigint,                           -- milliseconds; null if the body has none
    newness       bigint,                           -- version or time, where the endpoint refuses older events
    order_key     varchar(64),                      -- hash of endpoint, tenant and user
    open_order    varchar(64),                      -- the order key until the event is done or parked
    open_type     varchar(100),                     -- the type until the event is done or parked
    position      bigint       not null,            -- order of arrival
    state         varchar(10)  not null,            -- received, working, done, parked
    attempts      integer      not null,
    version       bigint       not null,
    admission     varchar(40)  not null,            -- tells who stored it, of two that bring the same event
    owner         varchar(120),
    lease_until   bigint       not null,            -- milliseconds, by the clock of this database
    due_at        bigint       not null,            -- not tried before this time
    reason        varchar(1000),
    parked_at     bigint,                           -- null unless it is parked
    received_at   bigint       not null,
    changed_at    bigint       not null
);
-- What ended leaves both indexes, so that a long history costs nothing.
create index inbox_event_open on inbox_event (open_type, position);
create index inbox_event_order on inbox_event (open_order, position);
create index inbox_event_parked on inbox_event (parked_at);
create index inbox_event_recent on inbox_event (received_at);

-- The newest version or time done for a user of an endpoint that refuses older events.
create table inbox_newest (
    order_key varchar(64) primary key,
    newness   bigint      not null,
    at        bigint      not null
);
