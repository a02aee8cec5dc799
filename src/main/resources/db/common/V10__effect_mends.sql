-- Free intents are looked for by flow and operation: what is stopped, later or goes by file is never read on the way.
drop index effect_by_state;
create index effect_free on effect (state, tenant, lane, flow, operation, due_at, position);

-- Limits of effects that wait for approval; an approved one counts against them.
create table effect_held_cap (
    effect_id varchar(64)  not null references effect (effect_id),
    scope     varchar(500) not null,
    primary key (effect_id, scope)
);
