-- What just came in is in none of the indexes by which turns and times are found: senders wait while it is stored. It gets
-- there in the order of arrival, by many at once, before turns are looked for.
alter table inbox_event add column fresh boolean default false not null;
create index inbox_event_fresh on inbox_event (position) where fresh;
drop index inbox_event_recent;
create index inbox_event_recent on inbox_event (received_at) where not fresh;
