-- A process of an earlier version may still be at work: it waits, and is refused afterwards, for its ids are too long.
lock table inbox_event, inbox_newest in access exclusive mode;

-- 128 bits of a hash tell events apart as well as 256, in half the room of every row and index.
alter table inbox_event
    alter column event_id type varchar(32) collate "C" using left(event_id, 32),
    alter column order_key type varchar(32) collate "C" using left(order_key, 32),
    alter column open_order type varchar(32) collate "C" using left(open_order, 32);
alter table inbox_newest alter column order_key type varchar(32) using left(order_key, 32);

-- What just came in is in none of the indexes by which turns and times are found: senders wait while it is stored. It gets
-- there in the order of arrival, by many at once, before turns are looked for.
alter table inbox_event add column fresh boolean default false not null;
create index inbox_event_fresh on inbox_event (position) where fresh;
drop index inbox_event_recent;
create index inbox_event_recent on inbox_event (received_at) where not fresh;
