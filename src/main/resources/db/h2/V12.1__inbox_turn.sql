create index inbox_event_turn on inbox_event (turn_type, turn_at, position, endpoint);
create index inbox_event_order on inbox_event (open_order, position);
create index inbox_event_parked on inbox_event (parked_at);
create index inbox_event_lease on inbox_event (lease_until);
