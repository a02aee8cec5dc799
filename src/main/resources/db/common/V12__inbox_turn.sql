-- Whose turn it may be: set while an event is open, but not while it is known to wait behind another one of its user.
-- What is looked through for the next events is then as long as the batch and not as long as the backlog.
alter table inbox_event add column turn_type varchar(100);        -- the type; null if it waits behind another, or ended
alter table inbox_event add column turn_at bigint default 0 not null; -- since when, or from when on it is tried again
update inbox_event set turn_type = open_type, turn_at = greatest(received_at, due_at) where open_type is not null;
drop index inbox_event_open;
drop index inbox_event_order;
drop index inbox_event_parked;
alter table inbox_event drop column open_type;
