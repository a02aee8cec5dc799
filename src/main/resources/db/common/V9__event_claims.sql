-- What an event was when it first led to an effect: an edited one must not lead to a second, whoever it names then.
create table event_claim (
    tenant    varchar(200) not null,
    effect    varchar(200) not null,           -- the declared name
    operation varchar(100) not null,
    event_key varchar(400) not null,
    subject   varchar(400) not null,
    fields    text         not null,           -- name:hash of each field that the rule reads
    at        bigint       not null,
    primary key (tenant, effect, operation, event_key)
);
