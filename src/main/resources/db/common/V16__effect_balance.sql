-- What a value was before a call that adds to it. Written before the call begins, so that a look afterwards can tell.
create table effect_balance (
    effect_id varchar(64)  not null references effect (effect_id),
    attempt   integer      not null,
    amount    varchar(60)  not null,
    read_at   bigint       not null,
    primary key (effect_id, attempt)
);
