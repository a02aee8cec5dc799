-- Files a flow has dealt with, by content: the same content is not taken twice.
create table source_file (
    flow         varchar(100)  not null,
    source       varchar(100)  not null,
    content_hash varchar(64)   not null,             -- SHA-256 of the bytes
    name         varchar(1000) not null,
    bytes        bigint        not null,
    run_id       varchar(80)   not null,
    taken_at     bigint        not null,             -- milliseconds
    primary key (flow, source, content_hash)
);

-- How far a flow has read a source of changes.
create table source_checkpoint (
    flow     varchar(100)  not null,
    source   varchar(100)  not null,
    position varchar(1000) not null,
    run_id   varchar(80)   not null,
    moved_at bigint        not null,                 -- milliseconds
    primary key (flow, source)
);
