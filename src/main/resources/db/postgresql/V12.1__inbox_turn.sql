-- Partial ones: what ended is written to none of them.
create index inbox_event_turn on inbox_event (turn_type, turn_at, position, endpoint) where turn_type is not null;
create index inbox_event_order on inbox_event (open_order, position) where open_order is not null;
create index inbox_event_parked on inbox_event (parked_at) where parked_at is not null;
create index inbox_event_lease on inbox_event (lease_until) where lease_until > 0;
