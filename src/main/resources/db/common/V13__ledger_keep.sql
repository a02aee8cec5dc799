-- What of the ledger is forgotten after a while, and how commands find what they explain.
alter table effect_cap add column lasting boolean default true not null;   -- counts for ever, such as a limit a user
alter table effect_cap add column changed_at bigint default 0 not null;    -- milliseconds, by the clock of this database

create index rule_verdict_event on rule_verdict (event_key);
create index rule_verdict_effect on rule_verdict (effect_id);
create index effect_by_event on effect (event_key);

-- Effects that got another attempt because nothing was seen of the one before: it may still show up late.
create table effect_late (
    effect_id varchar(64) primary key references effect (effect_id),
    since     bigint      not null,            -- when that was decided
    due_at    bigint      not null             -- not looked at again before this time
);
create index effect_late_due on effect_late (due_at);
