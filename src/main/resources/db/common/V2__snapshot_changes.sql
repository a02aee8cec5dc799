-- A run that changes little writes what it changed beside the blocks, which stay those of an earlier generation.
alter table snapshot add column base bigint;
update snapshot set base = generation;
alter table snapshot alter column base set not null;

create table snapshot_change (
    flow       varchar(100) not null,
    generation bigint   not null,
    block      ${blob}  not null,
    primary key (flow, generation)
);
